#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"
#include "table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace runlog::cli {

namespace {

struct Words {
    int limit = 20;
    bool json = false;
};

Json to_json(const store::Change& change, const Zone& zone) {
    return Json{{"id", change.id.value},
                {"at", iso(place(zone, change.at))},
                {"command", change.command},
                {"summary", change.summary},
                {"undoes", change.undoes ? Json(change.undoes->value) : Json(nullptr)},
                {"undone", change.undone}};
}

std::string state_of(const store::Change& change) {
    if (change.undoes) return fmt::format("took back {}", change.undoes->value) + (change.undone ? ", taken back" : "");
    return change.undone ? "taken back" : "";
}

int history(Context& context, const Words& words) {
    if (words.limit < 1) throw Error("--limit must be at least 1.");
    const auto changes = store::history(context.log(), words.limit);
    const Zone zone = context.zone_of(store::owner(context.log()));
    if (words.json) {
        Json list = Json::array();
        for (const auto& change : changes) list.push_back(to_json(change, zone));
        print_json(context, Json{{"changes", list}});
        return 0;
    }
    const Day today = date::floor<date::days>(place(zone, context.around().now).local);
    Table table({{"CHANGE", Table::Align::right}, {"WHEN"}, {"WHAT"}, {"", Table::Align::left, 100}, {""}});
    for (const auto& change : changes) {
        const LocalTime at = place(zone, change.at).local;
        const Day day = date::floor<date::days>(at);
        table.add(
            {fmt::format("{}", change.id.value),
             fmt::format("{} {}", short_text(day, today), clock_text(date::floor<std::chrono::minutes>(at - day))),
             change.command,
             change.summary,
             {state_of(change), Tone::faint}});
    }
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
    return 0;
}

} // namespace

Action declare_history(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("--limit", words->limit, "At most so many (20)")->type_name(kind::number);
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Example:\n  runlog history --limit 5");
    return acting(history, words);
}

} // namespace runlog::cli
