#include "report_facts.hpp"

#include "runlog/domain/calendar.hpp"
#include "runlog/store/people.hpp"

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr date::days outlook{28};
constexpr std::size_t most_columns = 12;

bool is_promised(const Participant& who, const Session& session, Instant as_of) {
    return std::any_of(who.answers.begin(), who.answers.end(), [&](const Answer& answer) {
        return answer.kind == Answer::Kind::promise && answer.session == session.planned && answer.stands_at(as_of);
    });
}

std::vector<ComingSession> coming_sessions(Roll& roll) {
    std::vector<ComingSession> coming;
    for (const auto& session : roll.schedule().between(roll.today() - longest_session, roll.today() + outlook)) {
        if (session.end <= roll.as_of()) continue;
        ComingSession& one = coming.emplace_back(ComingSession{session, {}});
        for (const auto& member : roll.roster())
            if (is_promised(roll.participant(member), session, roll.as_of())) one.promised.push_back(member);
    }
    return coming;
}

SheetLine sheet_line(Roll& roll, const Member& member, const std::vector<Session>& columns) {
    SheetLine line{member, roll.attendance_at(member, columns)};
    for (const auto& one : line.sessions) {
        if (!one.expected || one.presence == Presence::pending) continue;
        const bool excused_before = one.presence == Presence::excused && one.beforehand;
        ++line.expected;
        if (one.attended()) ++line.attended;
        if (one.attended() || excused_before) ++line.kept_word;
    }
    return line;
}

bool is_worth_a_line(const SheetLine& line) {
    return std::any_of(line.sessions.begin(), line.sessions.end(),
                       [](const Attendance& one) { return one.attended() || one.presence == Presence::excused; });
}

Sheet attendance_sheet(Roll& roll) {
    Sheet sheet;
    sheet.columns = roll.schedule().between(window_start(usual_sessions_window, roll.today()), roll.today());
    std::erase_if(sheet.columns, [&](const Session& one) { return one.start.instant() > roll.as_of(); });
    if (sheet.columns.size() > most_columns)
        sheet.columns.erase(sheet.columns.begin(), sheet.columns.end() - most_columns);
    if (sheet.columns.empty()) return sheet;
    for (const auto& member : roll.members_between(sheet.columns.front().day(), roll.today())) {
        SheetLine line = sheet_line(roll, member, sheet.columns);
        if (is_worth_a_line(line))
            sheet.lines.push_back(std::move(line));
        else if (line.expected > 0)
            ++sheet.absent;
    }
    return sheet;
}

std::vector<MissedMember> missed_members(Context& context, Roll& roll) {
    std::vector<MissedMember> missed;
    const Day since = window_start(usual_sessions_window, roll.today());
    for (const auto& member : roll.roster()) {
        auto report = roll.missed_by(member, since);
        if (report.needs_call()) missed.push_back(missed_member(context, roll, member, std::move(report)));
    }
    std::stable_sort(missed.begin(), missed.end(),
                     [](const MissedMember& a, const MissedMember& b) { return is_more_missed(a.report, b.report); });
    return missed;
}

/// Nobody is named for having kept nothing.
void add_board(Context& context, ReportFacts& facts) {
    facts.board = board_of(context, *facts.roll, board_weeks);
    facts.not_on_board =
        static_cast<int>(std::erase_if(facts.board, [](const BoardLine& line) { return line.kept.kept == 0; }));
}

} // namespace

ReportFacts report_facts(Context& context, Roll& roll, const ReportWishes& wishes) {
    ReportFacts facts;
    facts.roll = &roll;
    facts.since = wishes.since;
    facts.contacts = store::contacts(context.log(), roll.group().id);
    add_board(context, facts);
    if (roll.has_sessions()) {
        facts.streaks.push_back(group_streak_of(context, roll, {}));
        facts.coming = coming_sessions(roll);
        facts.year = group_year(roll, wishes.since, roll.today());
        facts.sheet = attendance_sheet(roll);
    }
    if (!roll.roster().empty()) facts.streaks.push_back(crew_streak_of(context, roll, context.settings(), {}));
    if (wishes.callouts) facts.missed = missed_members(context, roll);
    return facts;
}

} // namespace runlog::cli
