#include "missed_words.hpp"

#include "lookup.hpp"
#include "runlog/store/company.hpp"
#include "runlog/store/people.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr std::size_t most_named = 3; ///< sessions, and people who could call
constexpr date::days company_searched{366};

/// Others who were at the same session in person, each with a run of their own.
std::vector<std::string> others_at(Roll& roll, const Attendance& session, const Member& member) {
    std::vector<std::string> others;
    for (const auto& other : roll.present_at(session.session))
        if (other.id != member.id) others.push_back(other.handle);
    return others;
}

void add_last_seen(Context& context, MissedMember& missed) {
    const Day today = missed.roll->today();
    const auto company = store::last_company(context.log(), missed.member.id, today - company_searched, today);
    const auto& session = missed.report.last_attended;
    if (session) missed.last_seen = session->day();
    if (company && (!session || session->day() <= company->day)) {
        missed.last_seen = company->day;
        missed.company = company->others;
        missed.company_then = true;
    } else if (session && session->presence == Presence::present) {
        missed.company = others_at(*missed.roll, *session, missed.member);
        missed.company_then = !missed.company.empty();
    }
    if (missed.company.empty() && company) missed.company = company->others;
}

/// `Tue 17 Nov and Sat 21 Nov (2 in a row)`, the earliest first; `the last 5 sessions` where they are many.
std::string missed_words(const MissedMember& missed) {
    const auto& report = missed.report;
    const auto row = static_cast<std::size_t>(report.in_a_row);
    const std::string since = row == 0 ? ", and has been there since" : "";
    const auto count = row > 0 ? row : report.missed_sessions.size();
    if (count > most_named || count > report.missed_sessions.size())
        return fmt::format("missed {}{}{}", row > 0 ? "the last " : "",
                           counted(static_cast<std::int64_t>(count), "session", "sessions"), since);
    std::vector<std::string> days;
    for (std::size_t i = count; i > 0; --i)
        days.push_back(short_text(report.missed_sessions[i - 1].day(), missed.roll->today()));
    return "missed " + joined(days) + (row > 1 ? fmt::format(" ({} in a row)", row) : "") + since;
}

/// The sessions missed since somebody's leave ended.
std::string missed_since(const MissedReport& report) {
    const auto count = std::count_if(report.missed_sessions.begin(), report.missed_sessions.end(),
                                     [&](const Attendance& one) { return one.day() >= *report.since; });
    return count == 0 ? "" : fmt::format(", {} missed", counted(count, "session", "sessions"));
}

std::string names_of(Context& context, const std::vector<std::string>& handles) {
    const std::size_t named = handles.size() <= most_named ? handles.size() : 2;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < named; ++i) names.push_back(name_of(member_called(context.log(), handles[i])));
    return joined(std::move(names), handles.size());
}

std::string seen_words(Context& context, const MissedMember& missed) {
    if (!missed.last_seen) return "not seen yet";
    std::string text = fmt::format("last seen {}", short_text(*missed.last_seen, missed.roll->today()));
    if (!missed.company.empty())
        text += (missed.company_then ? " with " : ", last ran with ") + names_of(context, missed.company);
    return text;
}

std::string state_words(const MissedMember& missed) {
    const auto& report = missed.report;
    const Day today = missed.roll->today();
    switch (report.state) {
    case MissedState::excused:
        return report.until ? fmt::format("is excused until {}", short_text(*report.until, today)) : "is on leave";
    case MissedState::due_back:
        return fmt::format("has been back since {}, and not been there yet{}", short_text(*report.since, today),
                           missed_since(report));
    case MissedState::long_gone: return "has been gone for long: " + missed_words(missed);
    case MissedState::ok:
    case MissedState::silent: break;
    }
    return report.is_missed() ? missed_words(missed) : "has missed nothing";
}

} // namespace

MissedMember missed_member(Context& context, Roll& roll, const Member& member, MissedReport report) {
    MissedMember missed{&roll, member, std::move(report), std::nullopt, {}};
    add_last_seen(context, missed);
    return missed;
}

std::optional<Member> caller(Context& context, const MissedMember& missed) {
    const auto is_someone_else = [&](const Member& member) { return member.id != missed.member.id; };
    const auto& roster = missed.roll->roster();
    for (const auto& handle : missed.company)
        for (const auto& member : roster)
            if (member.handle == handle && is_someone_else(member) && missed.company.size() <= most_named)
                return member;
    for (const Role role : {Role::coach, Role::organizer})
        for (const auto& member : roster) {
            const auto* row = membership_on(missed.roll->participant(member).memberships, missed.roll->today());
            if (row && row->role == role && is_someone_else(member)) return member;
        }
    const Member owner = store::owner(context.log());
    return is_someone_else(owner) ? std::optional(owner) : std::nullopt;
}

std::string missed_sentence(Context& context, const MissedMember& missed) {
    std::string text = fmt::format("{} {}", name_of(missed.member), state_words(missed));
    if (missed.report.state == MissedState::due_back ? missed.last_seen.has_value() : missed.report.is_missed())
        text += ", " + seen_words(context, missed);
    const auto who = missed.report.needs_call() ? caller(context, missed) : std::nullopt;
    if (who) return text + fmt::format(": {}, give {} a call?", first_name(*who), first_name(missed.member));
    return text + ".";
}

} // namespace runlog::cli
