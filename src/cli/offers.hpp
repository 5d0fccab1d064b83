#pragma once

#include "context.hpp"

#include <string>
#include <vector>

/// What the shell may offer where a kind of word is typed.
namespace runlog::cli {

/// One word the shell may offer, and what it means.
struct Offer {
    std::string value;
    std::string about;
};

using Offers = std::vector<Offer>;

/// What kind of word an option's value or a positional is, by the name that help shows for it.
Offers offers_for(Context& context, const std::string& kind);

} // namespace runlog::cli
