#include "calendar_window.hpp"

#include "table.hpp"
#include "wording.hpp"

#include <nlohmann/json.hpp>

namespace runlog::cli {

void print_longest(Context& context, const CalendarWindow& window,
                   const std::vector<std::pair<Step, std::optional<Stretch>>>& stretches) {
    Table table({{""}, {"", Table::Align::right}, {""}});
    for (const auto& [step, stretch] : stretches)
        if (stretch)
            table.add({table.empty() ? "Longest" : "", length_text(step, stretch->length),
                       range_text({stretch->start, stretch->end + date::days{1}}, window.told(), context.glyphs())});
    context.print(table.render(context.around().colour, context.glyphs().ellipsis));
}

Json streaks_json(const std::vector<StreakReport>& reports) {
    Json list = Json::array();
    for (const auto& report : reports) list.push_back(to_json(report));
    return list;
}

Json head_json(const CalendarWindow& window, const std::optional<Member>& member, const Roll* roll) {
    return Json{{"as_of", iso(window.today)},
                {"since", iso(window.grid.first())},
                {"until", iso(window.grid.last())},
                {"member", member ? Json(member->handle) : Json(nullptr)},
                {"group", roll ? Json(roll->group().handle) : Json(nullptr)}};
}

} // namespace runlog::cli
