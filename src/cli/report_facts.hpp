#pragma once

#include "board_facts.hpp"
#include "calendar_facts.hpp"
#include "context.hpp"
#include "missed_words.hpp"
#include "roll.hpp"
#include "streaks.hpp"

#include <optional>
#include <vector>

/// What a group's page is made of, before anything is said of it.
namespace runlog::cli {

struct ComingSession {
    Session session;
    std::vector<Member> promised; ///< who said that they will come, and did not take it back
};

/// One member's line of the attendance sheet.
struct SheetLine {
    Member member;
    std::vector<Attendance> sessions; ///< one for each column
    int expected = 0;
    int attended = 0;
    int kept_word = 0; ///< attended, or excused before
};

struct Sheet {
    std::vector<Session> columns;
    std::vector<SheetLine> lines; ///< of those who came to one of these sessions, or told the group that they cannot
    int absent = 0;               ///< others who were expected
};

/// What is wished for besides what every page has.
struct ReportWishes {
    Day since; ///< of the year's grid
    bool callouts = false;
};

struct ReportFacts {
    Roll* roll;
    Day since;
    std::vector<ComingSession> coming;
    std::vector<StreakReport> streaks; ///< the group's own
    GroupYear year;
    Sheet sheet;
    std::vector<BoardLine> board;                    ///< of those who kept a week of their plan
    int not_on_board = 0;                            ///< the others
    std::optional<std::vector<MissedMember>> missed; ///< whom somebody should call; only with callouts
    std::vector<Contact> contacts;
};

/// Reads what lies in the windows of the page, and of what lies before only what a streak needs.
ReportFacts report_facts(Context& context, Roll& roll, const ReportWishes& wishes);

} // namespace runlog::cli
