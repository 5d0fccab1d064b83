#include "commands.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "sharing.hpp"
#include "wording.hpp"

#include <fmt/format.h>

/// `share invite` and `share join`: how another machine asks to be let in.
namespace runlog::cli {

namespace {

struct Words {
    std::string group;
    std::string url;
    std::string first;
};

int invite(Context& context, const Words& words) {
    const auto share = share_called(context, words.group);
    context.say("Send this to whoever shall join, and let them into the repository:");
    context.say("");
    context.say(fmt::format("  runlog share join {} {}", shell_word(share.url), share.genesis));
    context.say("");
    context.say("It is no secret. They will read you a code. Put them into the group, then let them in:");
    context.say("  " + context.typed(fmt::format("group join {} NAME", share.handle)));
    context.say("  " + context.typed("share admit CODE --as NAME"));
    return 0;
}

void check_first(const std::string& first) {
    if (!is_commit_id(first))
        throw Error(fmt::format("'{}' is not how a group's log begins.", fit(printable(first), 50, "...")),
                    "Take the whole line that runlog share invite printed.");
}

/// What is on the host is looked at before anything is kept here.
store::Share met(Context& context, const Words& words, Roster& roster) {
    store::Share share;
    share.url = address_from(words.url);
    share.genesis = words.first;
    share.device = share::new_device();
    share.mirror = "joining-" + share.device;
    roster = host_of(context, share)->fetch().roster;
    return share;
}

void settle_mirror(const Context& context, store::Share& share) {
    const auto folder = share_folder(context);
    std::error_code ignored;
    std::filesystem::remove(folder / (share.mirror + ".git.lock"), ignored);
    std::filesystem::remove_all(folder / (share.handle + ".git"), ignored);
    std::filesystem::rename(folder / (share.mirror + ".git"), folder / (share.handle + ".git"));
    share.mirror = share.handle;
}

std::optional<store::Share> joined_before(Context& context, const std::string& first) {
    std::error_code ignored;
    if (!std::filesystem::exists(context.log_path(), ignored)) return std::nullopt;
    for (const auto& share : store::shares(context.log()))
        if (share.genesis == first) return share;
    return std::nullopt;
}

int join(Context& context, const Words& words) {
    check_first(words.first);
    if (const auto known = joined_before(context, words.first)) {
        if (known->me) throw Error(fmt::format("This machine is in {} already.", known->handle));
        say_code(context, *known);
        return 0;
    }
    Roster roster;
    auto share = met(context, words, roster);
    context.change("share", [&](store::Writer& writer) {
        store::add_shared_group(writer, roster.group, roster.handle);
        return fmt::format("asked to be let into {}", roster.handle);
    });
    auto& log = context.log_to_change();
    store::take_in(log, context.around().now, [&](store::Writer& writer) {
        for (const auto& group : store::groups(writer.log()))
            if (group.uid == roster.group) share.group = group.id, share.handle = group.handle;
        settle_mirror(context, share);
        store::set_share(writer, share);
    });
    context.mark_changed();
    const auto host = host_of(context, share);
    host->ask({share.device, host->make_key(share.device), name_of(store::owner(log))});
    if (handle_key(share.handle) != handle_key(roster.handle))
        context.say(
            fmt::format("You have a group {} already: this one is {} here.", printable(roster.handle), share.handle));
    say_code(context, share);
    return 0;
}

} // namespace

Action declare_share_invite(CLI::App& app) {
    auto words = std::make_shared<Words>();
    add_share_word(app, words->group);
    app.footer("Example:\n  runlog share invite momma");
    return acting(invite, words);
}

Action declare_share_join(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("URL", words->url, "Where the group's log is")->type_name("")->required();
    app.add_option("BEGINNING", words->first, "How it begins, as share invite says")->type_name("")->required();
    app.footer("Example: the whole line that runlog share invite printed.");
    return acting(join, words);
}

} // namespace runlog::cli
