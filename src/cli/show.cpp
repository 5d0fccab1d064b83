#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/formats/json.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace runlog::cli {

namespace {

struct Words {
    std::string run;
    bool json = false;
};

void show_run(Context& context, const Run& run) {
    std::vector<std::string> names;
    for (const auto& member : members_called(context.log(), run.members)) names.push_back(name_of(member));
    Table table({{""}, {"", Table::Align::left, 10'000}});
    const auto add = [&](const char* what, const std::string& text) {
        if (!text.empty()) table.add({"  " + std::string(what), text});
    };
    add("when", run.start ? fmt::format("{} (UTC{}, {})", when_text(run), offset_text(run.start->offset), run.zone)
                          : when_text(run));
    add("who", joined(names));
    const bool is_about_others = run.said_by && run.members != std::vector{*run.said_by};
    add("said by", is_about_others ? name_of(member_called(context.log(), *run.said_by)) : "");
    add("group", run.session ? "" : run.group.value_or(""));
    add("session", run.session ? fmt::format("{}/{}", *run.group, *run.session) : "");
    add("place", run.place.value_or(""));
    add("tags", fmt::format("{}", fmt::join(run.tags, ", ")));
    add("note", run.note.value_or(""));
    add("private", run.is_private ? "yes: kept out of exports and sharing" : "");
    add("remote", run.remote ? "yes: run elsewhere than the group" : "");
    add("source", run.source.value_or(""));
    add("also", fmt::format("{}", fmt::join(run.also, ", ")));
    context.say(fmt::format("Run {}: {}", run.id.value, effort_text(run, context.settings().units)));
    context.print(table.render(context.around().colour, context.glyphs().ellipsis));
}

int show(Context& context, const Words& words) {
    const Run run = run_numbered(context.log(), words.run);
    if (words.json)
        print_json(context, Json{{"run", formats::to_json(run)}});
    else
        show_run(context, run);
    return 0;
}

} // namespace

Action declare_show(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("RUN", words->run, "Its number, as list shows it")->type_name("")->required();
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Example:\n  runlog show 42");
    return acting(show, words);
}

} // namespace runlog::cli
