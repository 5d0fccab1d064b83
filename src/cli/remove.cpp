#include "commands.hpp"
#include "context.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/runs.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <set>

namespace runlog::cli {

namespace {

/// Of a run that another member told, only oneself can be taken out.
void remove_me(store::Writer& writer, Run run) {
    const auto me = store::owner(writer.log()).handle;
    if (std::erase(run.members, me) == 0)
        throw Error(fmt::format("Run {} is {}'s word, and you are not in it.", run.id.value, *run.said_by),
                    "Only they can remove it.");
    if (run.members.empty())
        store::remove_run(writer, run.id);
    else
        store::update_run(writer, run);
}

int remove(Context& context, const std::vector<std::string>& numbers) {
    std::vector<Run> gone;
    context.change("remove", [&](store::Writer& writer) {
        const Unit unit = store::settings(writer.log()).units;
        std::vector<std::string> told;
        for (const auto& number : std::set<std::string>(numbers.begin(), numbers.end())) {
            const Run& run = gone.emplace_back(run_numbered(writer.log(), number));
            if (is_told_by_another(writer.log(), run))
                remove_me(writer, run);
            else
                store::remove_run(writer, run.id);
            told.push_back(
                fmt::format("removed run {}: {}, {}", run.id.value, long_text(run.day), effort_text(run, unit)));
        }
        return fmt::format("{}", fmt::join(told, "; "));
    });
    for (const auto& run : gone) {
        const bool stays = run.said_by && run.members.size() > 1;
        context.say(fmt::format("{} {}{}: {}, {}", stays ? "You are out of run" : "Run", run.id.value,
                                stays ? "" : " is gone", when_text(run), effort_text(run, context.settings().units)));
    }
    context.say_how_to_take_it_back();
    return 0;
}

} // namespace

Action declare_remove(CLI::App& app) {
    auto numbers = std::make_shared<std::vector<std::string>>();
    app.add_option("RUNS", *numbers, "Their numbers, as list shows them")->type_name("")->required();
    app.footer("Example:\n  runlog remove 42");
    return acting(remove, numbers);
}

} // namespace runlog::cli
