#include "commands.hpp"
#include "context.hpp"
#include "lookup.hpp"
#include "runlog/store/runs.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <set>

namespace runlog::cli {

namespace {

int remove(Context& context, const std::vector<std::string>& numbers) {
    std::vector<Run> gone;
    context.change("remove", [&](store::Writer& writer) {
        const Unit unit = store::settings(writer.log()).units;
        std::vector<std::string> told;
        for (const auto& number : std::set<std::string>(numbers.begin(), numbers.end())) {
            const Run run = run_numbered(writer.log(), number);
            gone.push_back(run);
            store::remove_run(writer, gone.back().id);
            told.push_back(fmt::format("removed run {}: {}, {}", gone.back().id.value, long_text(gone.back().day),
                                       effort_text(gone.back(), unit)));
        }
        return fmt::format("{}", fmt::join(told, "; "));
    });
    for (const auto& run : gone)
        context.say(fmt::format("Run {} is gone: {}, {}", run.id.value, when_text(run),
                                effort_text(run, context.settings().units)));
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
