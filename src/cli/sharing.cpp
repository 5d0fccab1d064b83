#include "sharing.hpp"

#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/share/address.hpp"
#include "runlog/share/keys.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace runlog::cli {

namespace {

const store::Share& check_begun(const store::Share& share, Stage stage) {
    if (stage == Stage::begun && share.genesis.empty())
        throw Error(fmt::format("{} is not shared yet: it did not come to its beginning.", share.handle),
                    fmt::format("Again: runlog share init {} {}", share.handle, shell_word(share.url)));
    return share;
}

} // namespace

CLI::Option* add_share_word(CLI::App& app, std::string& group) {
    return app.add_option("GROUP", group, "Which group, where several are shared")->type_name("");
}

void add_share_option(CLI::App& app, std::string& group) {
    app.add_option("--group", group, "Which group, where several are shared")->type_name(kind::group);
}

store::Share share_called(Context& context, std::string_view word, Stage stage) {
    const auto all = store::shares(context.log());
    if (all.empty())
        throw Error("No group of this log is shared.",
                    "Begin with: runlog share init GROUP URL, or: runlog share join");
    if (word.empty() && all.size() == 1) return check_begun(all.front(), stage);
    if (word.empty()) {
        std::vector<std::string> names;
        for (const auto& share : all) names.push_back(share.handle);
        throw Error(fmt::format("Which group: {}?", joined(names)), "Name it behind the command.");
    }
    const auto group = group_called(context.log(), word);
    if (const auto share = store::share_of(context.log(), group.id)) return check_begun(*share, stage);
    throw Error(fmt::format("{} is not shared.", group.handle),
                fmt::format("Begin with: runlog share init {} URL", group.handle));
}

std::filesystem::path share_folder(const Context& context) {
    const auto log = context.log_path();
    return log.filename() == "runlog.db" ? log.parent_path() / "share" : std::filesystem::path(log.string() + ".share");
}

std::unique_ptr<share::Mirror> host_of(Context& context, const store::Share& share, std::chrono::seconds patience) {
    const auto folder = share_folder(context);
    return std::make_unique<share::Mirror>(share::Place{.mirror = folder / (share.mirror + ".git"),
                                                        .keys = folder / "keys",
                                                        .address = share.url,
                                                        .group = share.handle,
                                                        .genesis = share.genesis,
                                                        .own_device = share.device,
                                                        .limit = patience,
                                                        .now = context.around().now});
}

share::Synced sync(Context& context, const store::Share& share, std::chrono::seconds patience) {
    check_begun(share, Stage::begun);
    auto& log = context.log_to_change();
    const auto host = host_of(context, share, patience);
    return share::sync(log, share.group, *host, context.around().now);
}

std::string synced_text(const share::Synced& synced) {
    if (!synced.let_in) return "waiting to be let in";
    std::vector<std::string> parts;
    if (synced.sent > 0) parts.push_back(counted(synced.sent, "record sent", "records sent"));
    if (synced.taken_in > 0) parts.push_back(counted(synced.taken_in, "record taken in", "records taken in"));
    return parts.empty() ? "nothing new" : fmt::format("{}", fmt::join(parts, ", "));
}

std::vector<std::string> troubles_of(const store::Log& log, const store::Share& share) {
    std::vector<std::string> troubles;
    for (const auto& alarm : store::alarms(log, share.group)) troubles.push_back(printable(alarm.what));
    const auto aside = store::asides(log, share.group);
    if (!aside.empty())
        troubles.push_back(fmt::format("{} could not be read and {} kept aside: {} ({})",
                                       counted(static_cast<std::int64_t>(aside.size()), "line", "lines"),
                                       aside.size() == 1 ? "is" : "are", printable(aside.front().place),
                                       printable(aside.front().why)));
    return troubles;
}

std::vector<std::string> sharing_troubles(Context& context, const store::Share& share) {
    if (share.genesis.empty()) return {"it did not come to its beginning: runlog share init, or share off"};
    auto troubles = troubles_of(context.log(), share);
    constexpr date::days long_ago{7};
    const auto& now = context.around().now;
    if (!share.synced || now - *share.synced > long_ago)
        troubles.push_back(
            fmt::format("nothing came or went for more than a week: runlog share sync {}", share.handle));
    try {
        for (const auto& trouble : host_of(context, share)->troubles()) troubles.push_back(printable(trouble));
    } catch (const Error& error) {
        troubles.emplace_back(printable(error.what()));
    }
    return troubles;
}

std::string address_from(const std::string& typed) {
    const bool is_folder = !typed.starts_with('-') && typed.find(':') == std::string::npos;
    auto address = is_folder ? std::filesystem::absolute(typed).lexically_normal().string() : typed;
    share::check_address(address);
    return address;
}

void say_code(Context& context, const store::Share& share) {
    const auto code = share::code_of(share::public_key(share_folder(context) / "keys", share.device));
    context.say(fmt::format("This machine waits to be let into {}. Its code: {}", printable(share.handle), code));
    context.say("Read it to an organizer, who types: " + fmt::format("runlog share admit {} --as NAME", code));
    context.say("Then here: " + context.typed(fmt::format("share sync {}", share.handle)));
}

} // namespace runlog::cli
