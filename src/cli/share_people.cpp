#include "commands.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/share/keys.hpp"
#include "runlog/store/people.hpp"
#include "sharing.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <optional>

/// `share admit`, `share role`, `share revoke`: whose machines are in, and what they may.
namespace runlog::cli {

namespace {

struct Words {
    std::string group;
    std::string code;
    std::string as;
    std::string role;
    std::string member;
    std::string machine;
};

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
Uid name_in_group(const store::Log& log, const store::Share& share, const Member& member) {
    if (const auto uid = store::shared_uid(log, share.group, member.id)) return *uid;
    throw Error(fmt::format("{} is not in {}.", name_of(member), share.handle),
                fmt::format("Put them in first: runlog group join {} {}", share.handle, member.handle));
}

/// A change of whose machines are in. What was said here up to now is known to the others before it, and what follows
/// from it is in this log behind it.
class MachineChange {
public:
    MachineChange(Context& context, const store::Share& share) : context_(context), share_(share) {
        sync(context, share);
        host_ = host_of(context, share);
        fetched_ = host_->fetch();
    }

    const share::Fetched& before() const { return fetched_; }

    /// `granted` is what was asked for by it.
    void make(const std::function<Roster(const Roster&)>& next, const std::optional<Request>& granted = {}) {
        change_roster(share_, *host_, fetched_, next);
        if (granted) host_->forget(*granted);
        host_.reset();
        sync(context_, share_);
        context_.mark_changed();
    }

private:
    Context& context_;
    const store::Share& share_;
    std::unique_ptr<share::Mirror> host_;
    share::Fetched fetched_;
};

Roster with_member(Roster roster, const Uid& uid, const std::string& handle, Role role) {
    if (!roster.member(uid)) roster.members.push_back({uid, handle, role});
    return roster;
}

int admit(Context& context, const Words& words) {
    const auto share = share_called(context, words.group);
    MachineChange change(context, share);
    const auto request = asked_by(change.before(), words.code);
    const auto member = member_called(context.log(), words.as);
    const Uid uid = name_in_group(context.log(), share, member);
    const Role role = words.role.empty() ? Role::member : parse_role(words.role);
    const auto let_in = [&](const Roster& roster) {
        return with_device(with_member(roster, uid, member.handle, role), {request.device, uid, request.key, {}, {}});
    };
    change.make(let_in, request);
    context.say(fmt::format("{} is in {} with the machine of {}.", name_of(member), printable(share.handle),
                            printable(request.name)));
    context.say("They go on with: runlog share sync");
    const auto machine = uid == share.me ? fmt::format(" --machine {}", short_id(request.device)) : "";
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
    const Uid uid = name_in_group(context.log(), share, member);
    const Role role = parse_role(words.role);
    MachineChange change(context, share);
    if (!change.before().roster.member(uid))
        throw Error(fmt::format("{} has no machine in {} yet.", name_of(member), share.handle),
                    fmt::format("Let one in: runlog share admit CODE --as {} --role {}", member.handle, words.role));
    change.make([&](const Roster& roster) { return with_role_from_now(roster, context.log(), share, uid, role); });
    const bool keeps = is_keeper(role);
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
    const Uid uid = name_in_group(context.log(), share, member);
    if (uid == share.me && words.machine.empty())
        throw Error("That would shut this machine out too.",
                    "Name the other one: --machine ID, as share status has it.");
    MachineChange(context, share).make([&](const Roster& roster) {
        return revoked(roster, context.log(), share, uid, words.machine);
    });
    context.say(fmt::format("{}'s {} out of {}. What was said up to now stays.", name_of(member),
                            words.machine.empty() ? "machines are" : "machine is", printable(share.handle)));
    context.say("Who may read the repository is decided there: " + printable(share.url));
    return 0;
}

} // namespace

Action declare_share_admit(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("CODE", words->code, "What they read to you")->type_name("")->required();
    app.add_option("--as", words->as, "Who it is; me for a machine of one's own")->type_name(kind::member)->required();
    app.add_option("--role", words->role, "What they may do there")->type_name("member|coach|organizer");
    add_share_option(app, words->group);
    app.footer("Organizers let others in; everybody may let in a second machine of their own.\n"
               "Example: runlog share admit 7KQF-2MXD-9T0C --as anna");
    return acting(admit, words);
}

Action declare_share_role(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("NAME", words->member, "Who")->type_name("")->required();
    app.add_option("ROLE", words->role, "member, coach or organizer")->type_name("")->required();
    add_share_option(app, words->group);
    app.footer("Organizers and coaches keep the schedule; organizers let machines in.\n"
               "Example:\n  runlog share role anna coach");
    return acting(give_role, words);
}

Action declare_share_revoke(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("NAME", words->member, "Whose machines")->type_name("")->required();
    app.add_option("--machine", words->machine, "Only this one, as share status has it")->type_name("ID");
    add_share_option(app, words->group);
    app.footer("For a machine that was lost, or somebody who left.\n"
               "Example:\n  runlog share revoke anna");
    return acting(revoke, words);
}

} // namespace runlog::cli
