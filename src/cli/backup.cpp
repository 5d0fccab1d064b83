#include "commands.hpp"
#include "context.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/safety.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace runlog::cli {

namespace {

struct Words {
    std::string file;
    bool replace = false;
};

/// Where a backup goes when nobody says: beside the log, named by the day and time.
std::filesystem::path usual_place(Context& context) {
    const LocalTime now = context.now_for(store::owner(context.log()));
    std::string moment = iso(now);
    std::erase(moment, ':');
    return context.log_path().parent_path() / fmt::format("runlog-{}.db", moment);
}

int back_up(Context& context, const Words& words) {
    const auto target = words.file.empty() ? usual_place(context) : std::filesystem::path(words.file);
    store::back_up(context.log(), target);
    context.say(fmt::format("Backup written: {}", printable(target.string())));
    context.say("Bring it back: " + context.typed(fmt::format("restore {} --replace", shell_word(target.string()))));
    return 0;
}

int restore(Context& context, const Words& words) {
    const auto target = context.log_path();
    std::error_code ignored;
    if (!std::filesystem::exists(words.file, ignored))
        throw Error(fmt::format("There is no file {}.", printable(words.file)), "Name one that runlog backup wrote.");
    if (std::filesystem::exists(target, ignored) && !words.replace)
        throw Error(fmt::format("There is a log at {} already.", printable(target.string())),
                    "Add --replace to put the backup in its place; the log there is kept beside it.");
    const auto kept = store::restore(words.file, target, context.around().now);
    context.mark_changed();
    context.say(fmt::format("Restored: {}", printable(target.string())));
    if (kept.empty()) return 0;
    context.say(fmt::format("What was there is kept: {}", printable(kept.string())));
    context.say("Take it back: " + context.typed(fmt::format("restore {} --replace", shell_word(kept.string()))));
    return 0;
}

} // namespace

Action declare_backup(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("FILE", words->file, "Where to; beside the log if not said")->type_name("");
    app.footer("Others may go on writing meanwhile.\n"
               "Example:\n  runlog backup runlog-november.db");
    return acting(back_up, words);
}

Action declare_restore(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("FILE", words->file, "The backup")->type_name("")->required();
    app.add_flag("--replace", words->replace, "Replace the log; it is kept beside");
    app.footer("Example:\n  runlog restore runlog-november.db --replace");
    return acting(restore, words);
}

} // namespace runlog::cli
