#include "commands.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/formats/roster.hpp"
#include "runlog/share/keys.hpp"
#include "runlog/store/people.hpp"
#include "sharing.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

/// `share invite`, `share join`, `share admit`, `share role`, `share revoke`: whose machines are in, and what they may.
namespace runlog::cli {

namespace {

struct Words {
    std::string group;
    std::string url;
    std::string first;
    std::string code;
    std::string as;
    std::string role;
    std::string member;
    std::string machine;
};

constexpr int attempts = 5;
constexpr std::size_t shown_of_id = 8; ///< as share status has it

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
    const bool is_commit = first.size() == 40 && first.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!is_commit)
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

std::string plain(std::string code) {
    std::erase(code, '-');
    for (char& c : code) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return code;
}

Request asked_by(const share::Fetched& fetched, const std::string& code) {
    for (const auto& request : fetched.requests)
        if (plain(share::code_of(request.key)) == plain(code)) return request;
    throw Error(fmt::format("Nobody with the code {} has asked to be let in.", fit(printable(code), 40, "...")),
                fetched.requests.empty() ? "Nobody is waiting." : "Let them read it again, letter by letter.");
}

/// The group's name for a member of it.
Uid shared_uid(const store::Log& log, const store::Share& share, const Member& member) {
    for (const auto& [uid, id] : store::shared_members(log, share.group))
        if (id == member.id) return uid;
    throw Error(fmt::format("{} is not in {}.", name_of(member), share.handle),
                fmt::format("Put them in first: runlog group join {} {}", share.handle, member.handle));
}

/// Puts another roster behind the newest, until nobody else is faster.
void change_roster(const store::Share& share, share::Host& host, share::Fetched& fetched,
                   const std::function<Roster(const Roster&)>& next) {
    for (int attempt = 0; attempt < attempts; ++attempt) {
        if (host.change_roster(next(fetched.roster), share.device)) return;
        fetched = host.fetch();
    }
    throw Error(fmt::format("The list of {}'s machines changes all the time.", share.handle), "Try again in a minute.");
}

Roster with_member(Roster roster, const Uid& uid, const std::string& handle, Role role) {
    if (!roster.member(uid)) roster.members.push_back({uid, handle, role});
    return roster;
}

int admit(Context& context, const Words& words) {
    const auto share = share_called(context, words.group);
    sync(context, share); // whoever was put into the group here is known to the others before their machine is
    auto host = host_of(context, share);
    auto fetched = host->fetch();
    const auto request = asked_by(fetched, words.code);
    const auto member = member_called(context.log(), words.as);
    const Uid uid = shared_uid(context.log(), share, member);
    const Role role = words.role.empty() ? Role::member : parse_role(words.role);
    change_roster(share, *host, fetched, [&](const Roster& roster) {
        return with_device(with_member(roster, uid, member.handle, role), {request.device, uid, request.key, {}, {}});
    });
    host->forget(request);
    host.reset();
    sync(context, share);
    context.mark_changed();
    context.say(fmt::format("{} is in {} with the machine of {}.", name_of(member), printable(share.handle),
                            printable(request.name)));
    context.say("They go on with: runlog share sync");
    const auto machine = uid == share.me ? fmt::format(" --machine {}", request.device.substr(0, shown_of_id)) : "";
    context.say("Shut it out again: " + context.typed(fmt::format("share revoke {}{}", member.handle, machine)));
    return 0;
}

/// What a member's machines said up to now keeps the weight that it had.
Roster with_role_from_now(const Roster& roster, const store::Log& log, const store::Share& share, const Uid& uid,
                          Role role) {
    std::vector<std::pair<std::string, std::int64_t>> numbers;
    for (const auto& device : roster.devices)
        if (device.member == uid) {
            const auto heard = store::heard(log, share.group, device.id);
            numbers.emplace_back(device.id, heard ? heard->last : 0);
        }
    return with_role(roster, uid, role, numbers);
}

int give_role(Context& context, const Words& words) {
    const auto share = share_called(context, words.group);
    const auto member = member_called(context.log(), words.member);
    const Uid uid = shared_uid(context.log(), share, member);
    const Role role = parse_role(words.role);
    sync(context, share);
    auto host = host_of(context, share);
    auto fetched = host->fetch();
    if (!fetched.roster.member(uid))
        throw Error(fmt::format("{} has no machine in {} yet.", name_of(member), share.handle),
                    fmt::format("Let one in: runlog share admit CODE --as {} --role {}", member.handle, words.role));
    change_roster(share, *host, fetched,
                  [&](const Roster& roster) { return with_role_from_now(roster, context.log(), share, uid, role); });
    host.reset();
    sync(context, share);
    context.mark_changed();
    const bool keeps = role != Role::member;
    context.say(
        fmt::format("{} {} {}.", name_of(member), keeps ? "speaks for" : "does not speak for",
                    printable(share.handle) + (keeps ? " now, as its " + std::string(to_text(role)) : " any more")));
    return 0;
}

/// The machines that are meant, with where their word ends.
Roster revoked(Roster roster, const store::Log& log, const store::Share& share, const Uid& member,
               const std::string& machine) {
    int count = 0;
    for (auto& device : roster.devices) {
        const bool is_meant = device.member == member && !device.revoked && device.id.starts_with(machine);
        if (!is_meant) continue;
        const auto heard = store::heard(log, share.group, device.id);
        device.revoked = Revoked{heard ? heard->tip : "", heard ? heard->last : 0};
        ++count;
    }
    if (count == 0)
        throw Error("There is no such machine to shut out.", fmt::format("See: runlog share status {}", share.handle));
    return roster;
}

int revoke(Context& context, const Words& words) {
    const auto share = share_called(context, words.group);
    const auto member = member_called(context.log(), words.member);
    const Uid uid = shared_uid(context.log(), share, member);
    if (uid == share.me && words.machine.empty())
        throw Error("That would shut this machine out too.",
                    "Name the other one: --machine ID, as share status has it.");
    sync(context, share); // what it said up to now holds
    auto host = host_of(context, share);
    auto fetched = host->fetch();
    change_roster(share, *host, fetched,
                  [&](const Roster& roster) { return revoked(roster, context.log(), share, uid, words.machine); });
    host.reset();
    sync(context, share);
    context.mark_changed();
    context.say(fmt::format("{}'s {} out of {}. What was said up to now stays.", name_of(member),
                            words.machine.empty() ? "machines are" : "machine is", printable(share.handle)));
    context.say("Who may read the repository is decided there: " + printable(share.url));
    return 0;
}

} // namespace

Action declare_share_invite(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which group, where several are shared")->type_name("");
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

Action declare_share_admit(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("CODE", words->code, "What they read to you")->type_name("")->required();
    app.add_option("--as", words->as, "Who it is; me for a machine of one's own")->type_name(kind::member)->required();
    app.add_option("--role", words->role, "What they may do there")->type_name("member|coach|organizer");
    app.add_option("--group", words->group, "Which group, where several are shared")->type_name(kind::group);
    app.footer("Organizers let others in; everybody may let in a second machine of their own.\n"
               "Example: runlog share admit 7KQF-2MXD-9T0C --as anna");
    return acting(admit, words);
}

Action declare_share_role(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("NAME", words->member, "Who")->type_name("")->required();
    app.add_option("ROLE", words->role, "member, coach or organizer")->type_name("")->required();
    app.add_option("--group", words->group, "Which group, where several are shared")->type_name(kind::group);
    app.footer("Organizers and coaches keep the schedule; organizers let machines in.\n"
               "Example:\n  runlog share role anna coach");
    return acting(give_role, words);
}

Action declare_share_revoke(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("NAME", words->member, "Whose machines")->type_name("")->required();
    app.add_option("--machine", words->machine, "Only this one, as share status has it")->type_name("ID");
    app.add_option("--group", words->group, "Which group, where several are shared")->type_name(kind::group);
    app.footer("For a machine that was lost, or somebody who left.\n"
               "Example:\n  runlog share revoke anna");
    return acting(revoke, words);
}

} // namespace runlog::cli
