#pragma once

#include "git.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace runlog::share {

/// What a name leads to in a repository.
struct Object {
    std::string id;
    std::string kind; ///< `blob`, `tree`, `commit`; empty where there is none
    std::int64_t size = 0;
};

/// What each of the names leads to: an id, or like `<commit>:roster.json`. In the order of the names.
std::vector<Object> look_up(const Git& git, const std::vector<std::string>& names);

/// Hands over the bytes of all blobs in order, each with its place in the list. Never holds many more bytes than the
/// largest of them has.
void each_content(const Git& git, const std::vector<Object>& blobs,
                  const std::function<void(std::size_t, std::string)>& visit);

} // namespace runlog::share
