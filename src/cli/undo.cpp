#include "commands.hpp"
#include "context.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace runlog::cli {

namespace {

int undo(Context& context, const std::optional<std::int64_t>& number) {
    const auto id = number ? std::optional(ChangeId{*number}) : std::nullopt;
    const auto undone = store::undo(context.log_to_change(), context.around().now, id);
    context.mark_changed();
    if (undone.brought_back) {
        context.say(fmt::format("Brought back: {}", printable(undone.change.summary)));
        context.say_how_to_take_it_back();
    } else {
        context.say(fmt::format("Taken back: {}", printable(undone.change.summary)));
        context.say("Bring it back: " + context.typed(fmt::format("undo {}", undone.by.value)));
    }
    return 0;
}

} // namespace

Action declare_undo(CLI::App& app) {
    auto number = std::make_shared<std::optional<std::int64_t>>();
    app.add_option("CHANGE", *number, "Its number, as history shows it; the last one")->type_name("");
    app.footer("Again takes back the change before. Taking back an undo brings its change back.\n"
               "Examples:\n"
               "  runlog undo\n"
               "  runlog undo 7");
    return acting(undo, number);
}

} // namespace runlog::cli
