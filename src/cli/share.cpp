#include "commands.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/share/keys.hpp"
#include "runlog/store/people.hpp"
#include "sharing.hpp"
#include "wording.hpp"

#include <fmt/format.h>

/// `share init`, `share sessions`, `share all`, `share off`: whether a group is shared, and what of one's own.
namespace runlog::cli {

namespace {

struct Words {
    std::string group;
    std::string url;
    bool reasons = false;
    bool no_reasons = false;
    bool notes = false;
    bool no_notes = false;
};

/// Takes everything away that is kept here for sharing a group.
void forget(Context& context, const store::Share& share) {
    store::take_in(context.log_to_change(), context.around().now,
                   [&](store::Writer& writer) { store::remove_share(writer, share.group); });
    context.mark_changed();
    std::error_code ignored;
    const auto folder = share_folder(context);
    for (const auto& path : {folder / (share.mirror + ".git"), folder / (share.mirror + ".git.lock"),
                             share::key_file(folder / "keys", share.device),
                             std::filesystem::path(share::key_file(folder / "keys", share.device).string() + ".pub")})
        std::filesystem::remove_all(path, ignored);
}

/// A share that did not come to its beginning goes on where it stood.
store::Share begun(Context& context, const Group& group, const std::string& url) {
    if (auto share = store::share_of(context.log(), group.id)) {
        if (!share->genesis.empty())
            throw Error(fmt::format("{} is shared already, at {}.", group.handle, printable(share->url)),
                        fmt::format("See: runlog share status {}", group.handle));
        if (share->url == url) return *share;
        forget(context, *share);
    }
    store::Share share;
    share.group = group.id;
    share.handle = share.mirror = group.handle;
    share.url = url;
    share.device = share::new_device();
    return share;
}

int init(Context& context, const Words& words) {
    const Group group = group_called(context.log(), words.group);
    auto share = begun(context, group, address_from(words.url));
    auto& log = context.log_to_change();
    auto host = host_of(context, share);
    share::begin(log, share, *host, context.around().now);
    store::take_in(log, context.around().now, [&](store::Writer& writer) {
        share = store::share_of(writer.log(), group.id).value();
        share.genesis = host->genesis();
        store::set_share(writer, share);
    });
    host.reset();
    context.mark_changed();
    const auto synced = sync(context, share);
    context.say(fmt::format("{} is shared at {}: {}", name_of(group), printable(share.url), synced_text(synced)));
    context.say("Private runs, runs elsewhere, notes and reasons stay on this machine.");
    context.say("Let the others in: " + context.typed(fmt::format("share invite {}", group.handle)));
    return 0;
}

/// What a member shows is told to the group with the next sync.
int choose(Context& context, const Words& words, bool all_runs) {
    auto share = share_called(context, words.group);
    const bool was_all = share.all_runs;
    share.all_runs = all_runs;
    share.reasons = (share.reasons || words.reasons) && !words.no_reasons;
    share.notes = (share.notes || words.notes) && !words.no_notes;
    share.looked_at.reset();
    store::take_in(context.log_to_change(), context.around().now,
                   [&](store::Writer& writer) { store::set_share(writer, share); });
    context.mark_changed();
    std::vector<std::string> seen{all_runs ? "all your runs" : "your runs at its sessions"};
    std::vector<std::string> kept{"private runs"};
    (share.reasons ? seen : kept).emplace_back("why you are away");
    (share.notes ? seen : kept).emplace_back("what you note on runs");
    context.say(fmt::format("{} sees {}.", printable(share.handle), joined(seen)));
    context.say(fmt::format("Never seen by anybody: {}.", joined(kept)));
    if (was_all && !all_runs)
        context.say("Your other runs are taken back with the next sync. Who has them already may have kept a copy.");
    context.say("See what goes out: " + context.typed(fmt::format("share preview {}", share.handle)));
    return 0;
}

int share_sessions(Context& context, const Words& words) {
    return choose(context, words, false);
}

int share_all(Context& context, const Words& words) {
    return choose(context, words, true);
}

int off(Context& context, const Words& words) {
    const auto share = share_called(context, words.group, Stage::any);
    forget(context, share);
    context.say(
        fmt::format("{} is not shared from this machine any more. What it has stays.", printable(share.handle)));
    context.say("What was sent stays with the others, and at " + printable(share.url));
    return 0;
}

/// `share sessions` and `share all`.
Action declare_choice(CLI::App& app, int (*act)(Context&, const Words&), const char* footer) {
    auto words = std::make_shared<Words>();
    add_share_word(app, words->group);
    auto* reasons = app.add_flag("--reasons", words->reasons, "Also why I am away");
    app.add_flag("--no-reasons", words->no_reasons, "Not why I am away")->excludes(reasons);
    auto* notes = app.add_flag("--notes", words->notes, "Also what I note on runs");
    app.add_flag("--no-notes", words->no_notes, "Not what I note on runs")->excludes(notes);
    app.footer(footer);
    return acting(act, words);
}

} // namespace

Action declare_share_init(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which group")->type_name("")->required();
    app.add_option("URL", words->url, "An empty git repository, anywhere")->type_name("")->required();
    app.footer("On a host: runlog share init momma git@example.org:momma.git\n"
               "Example:\n  runlog share init momma ~/momma.git");
    return acting(init, words);
}

Action declare_share_sessions(CLI::App& app) {
    return declare_choice(app, share_sessions,
                          "Runs at the group's sessions are what it sees if nothing else is said.\n"
                          "Example:\n  runlog share sessions momma");
}

Action declare_share_all(CLI::App& app) {
    return declare_choice(app, share_all,
                          "For whoever trains elsewhere and has a coach in the group.\nPrivate runs stay private.\n"
                          "Example:\n  runlog share all momma --reasons");
}

Action declare_share_off(CLI::App& app) {
    auto words = std::make_shared<Words>();
    add_share_word(app, words->group);
    app.footer("The group and all that it ran stay in this log.\nExample:\n  runlog share off momma");
    return acting(off, words);
}

} // namespace runlog::cli
