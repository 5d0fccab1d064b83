#include "runlog/domain/hardship.hpp"

#include "words.hpp"

#include <algorithm>

namespace runlog {

namespace {

struct Word {
    std::string_view tag;
    Hardship hardship;
};

/// The first word for each is its name.
constexpr std::array tags{
    Word{"cold", Hardship::cold},  Word{"frost", Hardship::cold},  Word{"rain", Hardship::rain},
    Word{"rainy", Hardship::rain}, Word{"wet", Hardship::rain},    Word{"dark", Hardship::dark},
    Word{"night", Hardship::dark}, Word{"snow", Hardship::snow},   Word{"snowy", Hardship::snow},
    Word{"ice", Hardship::ice},    Word{"icy", Hardship::ice},     Word{"wind", Hardship::wind},
    Word{"windy", Hardship::wind}, Word{"storm", Hardship::storm}, Word{"stormy", Hardship::storm},
    Word{"heat", Hardship::heat},  Word{"hot", Hardship::heat},
};

} // namespace

std::string_view to_text(Hardship hardship) {
    return std::find_if(tags.begin(), tags.end(), [&](const Word& word) { return word.hardship == hardship; })->tag;
}

std::optional<Hardship> hardship_of(std::string_view tag) {
    const std::string lower = words::lower(tag);
    const auto found = std::find_if(tags.begin(), tags.end(), [&](const Word& word) { return word.tag == lower; });
    return found == tags.end() ? std::nullopt : std::optional(found->hardship);
}

} // namespace runlog
