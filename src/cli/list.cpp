#include "commands.hpp"
#include "context.hpp"
#include "filter_words.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/formats/json.hpp"
#include "runlog/store/people.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace runlog::cli {

namespace {

constexpr int usual_limit = 20;

struct Words {
    FilterWords filter;
    std::optional<int> limit;
    bool json = false;
};

bool is_bounded(const FilterWords& words) {
    return !words.since.empty() || !words.last.empty();
}

std::string remarks(const Run& run, const Glyphs& glyphs) {
    std::vector<std::string> parts;
    if (run.group) parts.push_back(*run.group);
    for (const auto& tag : run.tags) parts.push_back("#" + tag);
    if (run.place) parts.push_back(*run.place);
    if (run.note) parts.push_back(*run.note);
    return fmt::format("{}", fmt::join(parts, fmt::format(" {} ", glyphs.dot)));
}

void add_row(Table& table, const Run& run, Unit unit, Day today, const Glyphs& glyphs) {
    const bool both = run.distance && run.duration;
    table.add({fmt::format("{}", run.id.value), short_text(run.day, today),
               run.distance ? to_text(*run.distance, unit) : "", run.duration ? to_text(*run.duration) : "",
               both ? pace_text(*run.distance, *run.duration, unit) : "",
               fmt::format("{}", fmt::join(run.members, ", ")), remarks(run, glyphs)});
}

int list_json(Context& context, const store::RunFilter& filter) {
    const auto& log = context.log();
    JsonAnswer answer(context, Json::object());
    answer.begin_list("runs", "\n");
    store::each_run(log, filter, [&](const Run& run) { answer.add(formats::to_json(run)); });
    answer.end_list();
    return 0;
}

int list(Context& context, const Words& words) {
    if (words.limit && *words.limit < 1) throw Error("--limit must be at least 1.");
    auto filter = filter_from(context, words.filter);
    filter.limit = words.limit;
    if (!filter.limit && !is_bounded(words.filter)) filter.limit = usual_limit;
    if (words.json) return list_json(context, filter);

    const Unit unit = context.settings().units;
    const Day today = context.today_for(store::owner(context.log()));
    const auto right = Table::Align::right;
    Table table({{"RUN", right},
                 {"DAY"},
                 {"DISTANCE", right},
                 {"TIME", right},
                 {"PACE", right},
                 {"WHO", Table::Align::left, 24},
                 {"", Table::Align::left, 60}});
    int shown = 0;
    if (filter.limit) ++*filter.limit;
    store::each_run(context.log(), filter, [&](const Run& run) {
        if (!filter.limit || ++shown < *filter.limit) add_row(table, run, unit, today, context.glyphs());
    });
    if (table.empty()) {
        context.say("No runs there.");
        return 0;
    }
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
    if (filter.limit && shown == *filter.limit && context.around().terminal)
        context.note(fmt::format("Older ones: runlog list --limit {}, or --since DAY", 5 * (*filter.limit - 1)));
    return 0;
}

} // namespace

Action declare_list(CLI::App& app) {
    auto words = std::make_shared<Words>();
    declare_filters(app, words->filter);
    app.add_option("--limit", words->limit, "At most so many (20 without --since or --last)")->type_name(kind::number);
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Examples:\n"
               "  runlog list --last 4w\n"
               "  runlog list --member anna --tag rain");
    return acting(list, words);
}

} // namespace runlog::cli
