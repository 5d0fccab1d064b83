#include "commands.hpp"
#include "json.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "sharing.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

/// `share sync` and `share preview`: what goes out, and what comes in.
namespace runlog::cli {

namespace {

constexpr int trouble_status = 2;

struct Words {
    std::string group;
    bool all = false;
    bool json = false;
};

Json to_json(const store::Share& share, const share::Synced& synced, const std::vector<std::string>& troubles) {
    return Json{{"group", share.handle},       {"let_in", synced.let_in},       {"sent", synced.sent},
                {"taken_in", synced.taken_in}, {"put_aside", synced.put_aside}, {"new_machine", synced.new_device},
                {"troubles", troubles}};
}

void tell(Context& context, const store::Share& share, const share::Synced& synced) {
    context.say(fmt::format("{}: {}", printable(share.handle), synced_text(synced)));
    if (!synced.let_in) return say_code(context, share);
    if (synced.new_device)
        context.say("  An older copy of this log is at work too, or was: this one goes by a new name there now.");
    for (const auto& request : synced.requests)
        context.say(fmt::format("  {} asks to be let in. Let them read you their code: {}", printable(request.name),
                                context.typed("share admit CODE --as NAME")));
}

int sync_shares(Context& context, const Words& words) {
    const auto all = words.all ? store::shares(context.log()) : std::vector{share_called(context, words.group)};
    Json groups = Json::array();
    int status = 0;
    for (const auto& share : all) {
        try {
            const auto synced = sync(context, share);
            const auto troubles = troubles_of(context.log(), share);
            groups.push_back(to_json(share, synced, troubles));
            if (!words.json) tell(context, share, synced);
            for (const auto& trouble : troubles) context.note(fmt::format("runlog: {}: {}", share.handle, trouble));
        } catch (const Error& error) {
            if (all.size() == 1) throw;
            context.note(error_text(error)); // the other groups are none of its business
            groups.push_back(Json{{"group", share.handle}, {"error", error.what()}});
            status = trouble_status;
        }
    }
    if (words.json) print_json(context, Json{{"groups", groups}});
    return status;
}

int preview(Context& context, const Words& words) {
    const auto share = share_called(context, words.group);
    const auto lines = share::preview(context.log_to_change(), share.group, context.around().now);
    for (const auto& line : lines) context.say(printable(line));
    if (lines.empty()) context.say(fmt::format("Nothing new would go to {}.", printable(share.handle)));
    return 0;
}

} // namespace

Action declare_share_sync(CLI::App& app) {
    auto words = std::make_shared<Words>();
    auto* group = add_share_word(app, words->group);
    app.add_flag("--all", words->all, "All that are shared")->excludes(group);
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Have it done by cron: runlog remind install --sync\n"
               "Example:\n  runlog share sync momma");
    return acting(sync_shares, words);
}

Action declare_share_preview(CLI::App& app) {
    auto words = std::make_shared<Words>();
    add_share_word(app, words->group);
    app.footer("The very lines that the next sync would send, in JSON.\nExample:\n  runlog share preview momma");
    return acting(preview, words);
}

} // namespace runlog::cli
