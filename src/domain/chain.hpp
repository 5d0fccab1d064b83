#pragma once

#include "runlog/domain/streak.hpp"

#include <algorithm>
#include <optional>

/// What every streak shares, whatever it counts: walking back link by link. A link is a day, a week or a session; it
/// has `first`, `last`, `kept()` and `neutral()`. A walk is called for the next older link and yields nothing once
/// there is none. Private to the domain.
namespace runlog::chain {

/// Puts one more kept link at the old end of `stretch`.
template <class Link>
void extend(std::optional<Stretch>& stretch, const Link& link, Day today) {
    if (!stretch) stretch = Stretch{0, link.first, std::min(link.last, today)};
    ++stretch->length;
    stretch->start = link.first;
}

/// Adds older kept links to `stretch` up to the first that is neither kept nor neutral, and returns that one.
template <class Walk>
auto collect(Walk& walk, std::optional<Stretch>& stretch, Day today) -> decltype(walk()) {
    while (auto link = walk()) {
        if (link->kept())
            extend(stretch, *link, today);
        else if (!link->neutral())
            return link;
    }
    return std::nullopt;
}

/// The stretch before the one that ended, past any number of links that were not kept.
template <class Walk>
std::optional<Stretch> stretch_before(Walk& walk, Day today) {
    std::optional<Stretch> last;
    while (const auto link = walk()) {
        if (!link->kept()) continue;
        extend(last, *link, today);
        collect(walk, last, today);
        break;
    }
    return last;
}

/// The longest stretch there is, the newest of those equally long; `stretch` is one that has begun already.
template <class Walk>
std::optional<Stretch> longest(Walk& walk, std::optional<Stretch> stretch, Day today) {
    std::optional<Stretch> best;
    for (bool more = true; more; stretch.reset()) {
        more = collect(walk, stretch, today).has_value();
        if (stretch && (!best || stretch->length > best->length)) best = stretch;
    }
    return best;
}

} // namespace runlog::chain
