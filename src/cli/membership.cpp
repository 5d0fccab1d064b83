#include "commands.hpp"
#include "context.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/timeline.hpp"
#include "runlog/store/people.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace runlog::cli {

namespace {

struct Words {
    std::string group;
    std::vector<std::string> names;
    std::optional<std::string> role;
    bool remote = false;
    bool on_site = false;
    std::optional<std::string> commitment;
    std::string day;
};

Day day_from(const Context& context, const Member& member, const std::string& word, Tense tense) {
    if (word.empty()) return context.today_for(member);
    return parse_when(word, context.now_for(member), tense).day;
}

std::vector<Membership> memberships(const store::Log& log, const Group& group, const Member& member) {
    auto rows = store::memberships_of_member(log, member.id);
    std::erase_if(rows, [&](const Membership& row) { return row.group != group.handle; });
    return rows;
}

/// What holds already on `from`, changed by what the options say.
Membership joined_as(const std::vector<Membership>& rows, Day from, const Words& words) {
    Membership membership;
    for (const auto& row : rows)
        if (row.when.contains(from)) membership = row;
    membership.uid = Uid{};
    if (words.role) membership.role = parse_role(*words.role);
    if (words.remote) membership.remote = true;
    if (words.on_site) membership.remote = false;
    if (words.commitment) membership.commitment = parse_commitment(*words.commitment);
    return membership;
}

std::vector<std::string> people(const Words& words) {
    std::vector<std::string> handles;
    for (const auto& name : words.names)
        for (const auto& handle : split_list(name)) handles.push_back(handle);
    return handles;
}

std::string told(const Membership& membership) {
    return fmt::format("{}{}, {}", to_text(membership.role), membership.remote ? ", remote" : "",
                       to_text(membership.commitment));
}

int join(Context& context, const Words& words) {
    std::vector<std::string> lines;
    const auto change = context.change("group", [&](store::Writer& writer) {
        const auto& log = writer.log();
        const Group group = group_called(log, words.group);
        std::vector<std::string> names;
        for (const auto& member : members_called(log, people(words))) {
            const Day from = day_from(context, member, words.day, Tense::past);
            const auto rows = memberships(log, group, member);
            const Membership membership = joined_as(rows, from, words);
            store::set_memberships(writer, group.id, member.id, change_from(rows, from, std::optional(membership)));
            names.push_back(name_of(member));
            lines.push_back(fmt::format("{} is in {} from {}: {}", names.back(), name_of(group), long_text(from),
                                        told(membership)));
        }
        return fmt::format("{} joined {}", joined(names), group.handle);
    });
    for (const auto& line : lines) context.say(line);
    if (change) context.say_how_to_take_it_back();
    return 0;
}

/// Throws Error where the member is not in the group the day before leaving.
std::vector<Membership> without(const std::vector<Membership>& rows, const Group& group, const Member& member, Day on) {
    const bool is_in =
        std::any_of(rows.begin(), rows.end(), [&](const Membership& row) { return row.when.contains(on); });
    if (!is_in)
        throw Error(fmt::format("{} is not in {} on {}.", name_of(member), name_of(group), long_text(on)),
                    fmt::format("See: runlog group show {} --all", group.handle));
    return change_from(rows, on, std::optional<Membership>());
}

int leave(Context& context, const Words& words) {
    std::vector<std::string> lines;
    context.change("group", [&](store::Writer& writer) {
        const auto& log = writer.log();
        const Group group = group_called(log, words.group);
        std::vector<std::string> names;
        for (const auto& member : members_called(log, people(words))) {
            const Day on = day_from(context, member, words.day, Tense::future);
            store::set_memberships(writer, group.id, member.id,
                                   without(memberships(log, group, member), group, member, on));
            names.push_back(name_of(member));
            lines.push_back(fmt::format("{} is no longer in {} from {}", names.back(), name_of(group), long_text(on)));
        }
        return fmt::format("{} left {}", joined(names), group.handle);
    });
    for (const auto& line : lines) context.say(line);
    context.say_how_to_take_it_back();
    return 0;
}

} // namespace

Action declare_group_join(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which group")->type_name("")->required();
    app.add_option("NAMES", words->names, "Who")->type_name("")->required();
    app.add_option("--role", words->role, "What they do there")->type_name("member|coach|organizer");
    auto* remote = app.add_flag("--remote", words->remote, "They run the sessions elsewhere");
    app.add_flag("--on-site", words->on_site, "They run with the others again")->excludes(remote);
    app.add_option("--commit", words->commitment, "What they promise")->type_name("all|N/week|promised");
    app.add_option("--from", words->day, "The day it begins: today if not said")->type_name(kind::day);
    app.footer("Examples:\n"
               "  runlog group join momma anna beth --commit 2/week\n"
               "  runlog group join momma anna --role coach --from 2026-09-01");
    return acting(join, words);
}

Action declare_group_leave(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which group")->type_name("")->required();
    app.add_option("NAMES", words->names, "Who")->type_name("")->required();
    app.add_option("--on", words->day, "The first day without them: today if not said")->type_name(kind::day);
    app.footer("Example:\n  runlog group leave momma anna --on 2026-12-01");
    return acting(leave, words);
}

} // namespace runlog::cli
