#include "runlog/domain/missed.hpp"

#include "group_story.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using date::weeks;
using test::at;
using test::day;
using test::november;
using test::Story;

/// A group that meets on Saturdays since the 3rd of January, asked about on Sunday 29 November at noon.
Story saturdays(std::string_view commitment = "all", Day joined = test::first_of_all) {
    return Story{}.meets("sat").joins(commitment, joined).asked_at(at(november(29), 12));
}

/// There at every session up to, not including, a day.
Story came_until(Story story, Day day) {
    for (Day saturday = Day{date::year{2026} / 1 / 10}; saturday < day; saturday += weeks{1}) story.came(saturday);
    return story;
}

LocalTime run_of(Day day) {
    return at(day, 6);
}

MissedReport eight_weeks(const Story& story) {
    return story.missed(window_start("8w", story.today()));
}

/// A report with no more than what it is sorted by.
MissedReport report_of(MissedState state, int in_a_row, int missed = 0) {
    MissedReport report;
    report.state = state;
    report.in_a_row = in_a_row;
    report.missed = missed;
    return report;
}

} // namespace

TEST_CASE("somebody who came to every session is not missed") {
    const auto report = eight_weeks(came_until(saturdays(), november(30)));
    CHECK(report.state == MissedState::ok);
    CHECK_FALSE(report.is_missed());
    CHECK(report.in_a_row == 0);
    CHECK(report.expected == 8);
    CHECK(report.attended == 8);
    CHECK(report.missed == 0);
    CHECK(report.missed_sessions.empty());
    CHECK(report.last_attended->day() == november(28));
}

TEST_CASE("what became of the sessions in the window is counted") {
    auto story = saturdays().makes_up(Makeup::day).came(november(7)).ran(november(14));
    story.excuses(run_of(november(21)), at(november(20), 0)).excuses(run_of(november(28)), at(november(28), 12));
    story.cancels(run_of(day(2026, 10, 31)));
    const auto report = eight_weeks(story);
    CHECK(report.expected == 7);
    CHECK(report.attended == 2);
    CHECK(report.made_up == 1);
    CHECK(report.excused == 2);
    CHECK(report.beforehand == 1);
    CHECK(report.missed == 3);
    CHECK(report.expected == report.attended + report.excused + report.missed);
}

TEST_CASE("the sessions that were missed are listed, the newest first") {
    const auto report = eight_weeks(came_until(saturdays(), november(14)));
    REQUIRE(report.missed_sessions.size() == 3);
    CHECK(report.missed_sessions[0].day() == november(28));
    CHECK(report.missed_sessions[2].day() == november(14));
}

TEST_CASE("the window begins with its first day, and what is in a row is counted beyond it") {
    const auto story = came_until(saturdays(), day(2026, 10, 24));
    const auto report = story.missed(november(21));
    CHECK(report.missed == 2);
    CHECK(report.expected == 2);
    CHECK(report.attended == 0);
    CHECK(report.in_a_row == 6);
    CHECK(report.missed_sessions.size() == 2);
    CHECK(report.last_attended->day() == day(2026, 10, 17));
    CHECK(story.missed(november(22)).missed == 1);
    CHECK(story.missed(november(29)).missed == 0);
    CHECK(story.missed(november(29)).is_missed());
}

TEST_CASE("the window reaches beyond the session that was attended last") {
    auto story = saturdays().came(november(28));
    const auto report = eight_weeks(story);
    CHECK(report.in_a_row == 0);
    CHECK(report.missed == 7);
    CHECK(report.state == MissedState::ok);
    CHECK(report.is_missed());
}

TEST_CASE("excused, cancelled and pending sessions neither count in a row nor end it") {
    auto story = came_until(saturdays(), day(2026, 10, 31));
    story.excuses(run_of(november(14)), at(november(13), 0)).cancels(run_of(november(7)));
    const auto report = eight_weeks(story.asked_at(at(november(28), 12)));
    CHECK(report.in_a_row == 2);
    CHECK(report.state == MissedState::silent);
    CHECK(report.missed == 2);
    CHECK(report.excused == 1);
    CHECK(report.expected == 6);
}

TEST_CASE("sessions to come are not looked at") {
    const auto report = eight_weeks(came_until(saturdays(), november(21)).asked_at(at(november(25), 12)));
    CHECK(report.in_a_row == 1);
    CHECK(report.expected == 8);
}

TEST_CASE("who missed the last ones and said nothing is silent") {
    const auto report = eight_weeks(came_until(saturdays(), november(28)));
    CHECK(report.in_a_row == 1);
    CHECK(report.state == MissedState::silent);
    CHECK_FALSE(report.until);
    CHECK_FALSE(report.since);
}

TEST_CASE("who is on leave is excused until its last day, whatever was missed before") {
    auto story = came_until(saturdays(), november(14)).is_off(november(20), day(2026, 12, 6));
    auto report = eight_weeks(story);
    CHECK(report.state == MissedState::excused);
    CHECK(report.until == day(2026, 12, 6));
    CHECK(report.in_a_row == 1);
    CHECK(report.excused == 2);
    story.who.leaves[0].when.until.reset();
    report = eight_weeks(story);
    CHECK(report.state == MissedState::excused);
    CHECK_FALSE(report.until);
}

TEST_CASE("who excused themselves from a session of today is excused until today") {
    auto story = came_until(saturdays(), november(14)).excuses(run_of(november(28)), at(november(27), 0));
    for (const int hour : {0, 12, 23}) {
        const auto report = eight_weeks(story.asked_at(at(november(28), hour)));
        CHECK(report.state == MissedState::excused);
        CHECK(report.until == november(28));
        CHECK(report.in_a_row == 2);
    }
}

TEST_CASE("an excuse for a session of another day excuses no silence") {
    auto story = came_until(saturdays(), november(14)).excuses(run_of(november(28)), at(november(20), 0));
    for (const auto moment : {at(november(27), 12), at(november(29), 0)}) {
        const auto report = eight_weeks(story.asked_at(moment));
        CHECK(report.state == MissedState::silent);
        CHECK_FALSE(report.until);
        CHECK(report.in_a_row == 2);
    }
    auto nothing_else = came_until(saturdays(), november(28)).excuses(run_of(november(28)), at(november(27), 0));
    CHECK(eight_weeks(nothing_else).state == MissedState::ok);
}

TEST_CASE("sessions attended as a guest are none that were expected") {
    auto story = saturdays("all", november(20)).came(november(7)).came(november(14)).came(november(21));
    const auto report = eight_weeks(story);
    CHECK(report.expected == 2);
    CHECK(report.attended == 1);
    CHECK(report.missed == 1);
    CHECK(eight_weeks(saturdays("all", november(22)).came(november(14))).last_attended->day() == november(14));
}

TEST_CASE("an excuse that something was missed after excuses no more") {
    auto story = came_until(saturdays(), november(14)).excuses(run_of(november(21)), at(november(20), 0));
    CHECK(eight_weeks(story).state == MissedState::silent);
    CHECK(eight_weeks(story).in_a_row == 2);
    CHECK(eight_weeks(story.came(november(28))).state == MissedState::ok);
}

TEST_CASE("who has not been there since their leave is due back") {
    auto story = came_until(saturdays(), november(7)).is_off(november(3), november(18));
    const auto report = eight_weeks(story);
    CHECK(report.state == MissedState::due_back);
    CHECK(report.since == november(19));
    CHECK(report.in_a_row == 2);
    CHECK_FALSE(report.until);
    CHECK(eight_weeks(story.came(november(28))).state == MissedState::ok);
}

TEST_CASE("who is due back and excused themselves from a session of today is excused until today") {
    auto story = came_until(saturdays(), november(7)).is_off(november(3), november(18));
    story.excuses(run_of(november(28)), at(november(27), 0));
    const auto report = eight_weeks(story.asked_at(at(november(28), 12)));
    CHECK(report.state == MissedState::excused);
    CHECK(report.until == november(28));
    CHECK_FALSE(report.needs_call());
    CHECK(eight_weeks(story.asked_at(at(november(29), 12))).state == MissedState::due_back);
}

TEST_CASE("somebody is due back before any session came after the leave") {
    auto story = came_until(saturdays(), november(14)).is_off(november(10), november(26));
    CHECK(eight_weeks(story.asked_at(at(november(27), 12))).state == MissedState::due_back);
    CHECK(eight_weeks(story).since == november(27));
    CHECK(eight_weeks(story).in_a_row == 0);
}

TEST_CASE("leaves that touch are one to come back from") {
    auto story =
        came_until(saturdays(), november(7)).is_off(november(3), november(8)).is_off(november(9), november(18));
    CHECK(eight_weeks(story).since == november(19));
}

TEST_CASE("nothing for eight weeks is long gone") {
    CHECK(eight_weeks(came_until(saturdays(), day(2026, 10, 17))).state == MissedState::silent);
    const auto report = eight_weeks(came_until(saturdays(), day(2026, 10, 3)));
    CHECK(report.state == MissedState::long_gone);
    CHECK(report.in_a_row == 9);
    CHECK(report.last_attended->day() == day(2026, 9, 26));
    CHECK(eight_weeks(saturdays()).state == MissedState::long_gone);
    CHECK_FALSE(eight_weeks(saturdays()).last_attended);
}

TEST_CASE("eight weeks to the day are long") {
    auto story = came_until(saturdays(), day(2026, 10, 10));
    CHECK(eight_weeks(story.asked_at(at(november(27), 12))).state == MissedState::silent);
    CHECK(eight_weeks(story.asked_at(at(november(28), 12))).state == MissedState::long_gone);
}

TEST_CASE("somebody new who never came is silent, not long gone") {
    const auto report = eight_weeks(saturdays("all", november(9)));
    CHECK(report.state == MissedState::silent);
    CHECK(report.expected == 3);
    CHECK(report.in_a_row == 3);
    CHECK_FALSE(report.last_attended);
}

TEST_CASE("a change of role does not make somebody new") {
    auto story = saturdays("all", test::first_of_all);
    story.who.memberships[0].when.until = november(9);
    story.joins("all", november(9));
    CHECK(eight_weeks(story).state == MissedState::long_gone);
    story.who.memberships[0].when.until = november(8);
    CHECK(eight_weeks(story).state == MissedState::silent);
}

TEST_CASE("who is not back eight weeks after a leave is long gone") {
    auto story = came_until(saturdays(), day(2026, 9, 5)).is_off(day(2026, 9, 1), day(2026, 10, 4));
    CHECK(eight_weeks(story).state == MissedState::due_back); // back on the 5th, 55 days ago
    story.who.leaves[0].when.until = day(2026, 10, 4);
    CHECK(eight_weeks(story).state == MissedState::long_gone);
}

TEST_CASE("who promised so many a week is missed for what the weeks lacked") {
    auto story = Story{}.meets("tue,sat").joins("1/week").asked_at(at(november(30), 12));
    story.came(november(7)).came(november(10));
    const auto report = story.missed(november(2));
    CHECK(report.expected == 4);
    CHECK(report.attended == 2);
    CHECK(report.missed == 2);
    CHECK(report.in_a_row == 2);
}

TEST_CASE("a group without sessions misses nobody") {
    const auto report = eight_weeks(Story{}.joins("all").asked_at(at(november(29), 12)));
    CHECK(report.state == MissedState::ok);
    CHECK_FALSE(report.is_missed());
    CHECK(report.expected == 0);
}

TEST_CASE("most in a row come first, those long gone last, then the most missed") {
    const std::vector in_order{report_of(MissedState::silent, 5),     report_of(MissedState::due_back, 3, 4),
                               report_of(MissedState::silent, 3, 3),  report_of(MissedState::excused, 1),
                               report_of(MissedState::ok, 0, 2),      report_of(MissedState::ok, 0),
                               report_of(MissedState::long_gone, 40), report_of(MissedState::long_gone, 9)};
    for (std::size_t i = 0; i < in_order.size(); ++i)
        for (std::size_t j = 0; j < in_order.size(); ++j) {
            CAPTURE(i);
            CAPTURE(j);
            CHECK(is_more_missed(in_order[i], in_order[j]) == (i < j));
        }
}

TEST_CASE("how it stands with somebody has words") {
    CHECK(to_text(MissedState::ok) == "ok");
    CHECK(to_text(MissedState::silent) == "silent");
    CHECK(to_text(MissedState::excused) == "excused");
    CHECK(to_text(MissedState::due_back) == "due_back");
    CHECK(to_text(MissedState::long_gone) == "long_gone");
}

} // namespace runlog
