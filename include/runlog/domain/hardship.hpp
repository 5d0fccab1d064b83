#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace runlog {

/// What might have kept somebody at home, as they tag their runs with it.
enum class Hardship { cold, rain, dark, snow, ice, wind, storm, heat };

inline constexpr std::array hardships{Hardship::cold, Hardship::rain, Hardship::dark,  Hardship::snow,
                                      Hardship::ice,  Hardship::wind, Hardship::storm, Hardship::heat};

/// `cold`, `rain`, `dark`: the tag itself.
std::string_view to_text(Hardship hardship);

/// What a tag tells of, in any case of letters; nothing for every other tag. `rainy` and `hot` are understood too.
std::optional<Hardship> hardship_of(std::string_view tag);

} // namespace runlog
