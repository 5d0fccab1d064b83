#include "commands.hpp"
#include "context.hpp"
#include "lookup.hpp"
#include "runlog/store/runs.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace runlog::cli {

namespace {

int remove(Context& context, const std::vector<std::string>& numbers) {
    std::vector<Run> gone;
    context.change("remove", [&](store::Writer& writer) {
        const Unit unit = store::settings(writer.log()).units;
        std::vector<std::string> told;
        for (const auto& number : numbers) {
            gone.push_back(run_numbered(writer.log(), number));
            store::remove_run(writer, gone.back().id);
            told.push_back(fmt::format("run {}: {}, {}", gone.back().id.value, long_text(gone.back().day),
                                       effort_text(gone.back(), unit)));
        }
        return fmt::format("{}", fmt::join(told, "; "));
    });
    for (const auto& run : gone)
        context.say(fmt::format("Run {} is gone: {}, {}", run.id.value, when_text(run),
                                effort_text(run, context.settings().units)));
    context.say("Take it back: runlog undo");
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
