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

/// What may stand where a word of `kind` does, the name that help shows for it; of people, who are many, only those
/// whose handles begin as the word does that has `begun`.
Offers offers_for(Context& context, const std::string& kind, const std::string& begun);

} // namespace runlog::cli
