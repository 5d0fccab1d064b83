#include "cli/wording.hpp"

#include "cli/table.hpp"
#include "runlog/domain/text.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace runlog::cli {

namespace {

using date::days;
using doctest::Contains;
using std::chrono::hours;
using std::chrono::minutes;

constexpr Glyphs ascii{"->", "-", "-", "..."};

Day november(unsigned day_of_month) {
    return Day{date::year{2026} / 11 / date::day{day_of_month}};
}

const Day today = november(21);

/// From the first day to the last, both included.
DayRange days_of(unsigned first, unsigned last) {
    return {november(first), november(last) + days{1}};
}

Run ran(std::optional<Metres> distance, std::optional<Seconds> duration) {
    Run run;
    run.day = november(17);
    run.distance = distance;
    run.duration = duration;
    return run;
}

Plan plan(int days_per_week, std::optional<Metres> least = {}) {
    Plan made;
    made.days_per_week = days_per_week;
    made.least = least;
    return made;
}

Streak streak(By by, StreakState state) {
    Streak made;
    made.by = by;
    made.step = by == By::day ? Step::day : by == By::session || by == By::group ? Step::session : Step::week;
    made.state = state;
    made.current = {november(16), november(22)};
    return made;
}

Streak lacking(Streak streak, int needs, int days_left) {
    streak.needs = needs;
    streak.days_left = days_left;
    streak.keep_by = november(22);
    return streak;
}

Streak after(Streak streak, int length, Day end) {
    streak.last = Stretch{length, end - days{length}, end};
    return streak;
}

/// What is told of a streak today.
std::string told(const Streak& streak) {
    return streak_detail(streak, today, true);
}

/// The same when today is a day looked back at.
std::string told_later(const Streak& streak) {
    return streak_detail(streak, today, false);
}

} // namespace

TEST_CASE("a number is grouped by thousands") {
    CHECK(grouped(0) == "0");
    CHECK(grouped(999) == "999");
    CHECK(grouped(1000) == "1,000");
    CHECK(grouped(1625) == "1,625");
    CHECK(grouped(123'456) == "123,456");
    CHECK(grouped(1'000'000) == "1,000,000");
}

TEST_CASE("one is told in the singular and everything else in the plural") {
    CHECK(counted(1, "run", "runs") == "1 run");
    CHECK(counted(0, "run", "runs") == "0 runs");
    CHECK(counted(2, "run", "runs") == "2 runs");
    CHECK(counted(1625, "run", "runs") == "1,625 runs");
}

TEST_CASE("names are joined as one says them") {
    CHECK(joined({}) == "");
    CHECK(joined({"Anna"}) == "Anna");
    CHECK(joined({"Anna", "Beth"}) == "Anna and Beth");
    CHECK(joined({"Anna", "Beth", "Tanya"}) == "Anna, Beth and Tanya");
    CHECK(joined({"Anna", "Beth"}, 2) == "Anna and Beth");
    CHECK(joined({"Anna", "Beth"}, 3) == "Anna, Beth and 1 other");
    CHECK(joined({"Anna", "Beth"}, 5) == "Anna, Beth and 3 others");
}

TEST_CASE("a member or a group without a name is called by the handle") {
    Member member;
    member.handle = "anna";
    CHECK(name_of(member) == "anna");
    member.name = "Anna Smith";
    CHECK(name_of(member) == "Anna Smith");
    Group group;
    group.handle = "momma";
    CHECK(name_of(group) == "momma");
    group.title = "Run Momma Run";
    CHECK(name_of(group) == "Run Momma Run");
}

TEST_CASE("a name is safe to print") {
    Member member;
    member.handle = "anna";
    member.name = "\x1b[31mAnna\n\u202ESmith";
    CHECK(name_of(member) == "[31mAnna Smith");
    Group group;
    group.title = "\x1b[31mMomma";
    CHECK(name_of(group) == "[31mMomma");
}

TEST_CASE("an effort is distance, duration and pace, or the part that is known") {
    CHECK(effort_text(ran(Metres{8047}, Seconds{2710}), Unit::mi) == "5 mi in 45:10 (9:02 /mi)");
    CHECK(effort_text(ran(Metres{8047}, Seconds{2710}), Unit::km) == "8.05 km in 45:10 (5:37 /km)");
    CHECK(effort_text(ran(Metres{400}, Seconds{90}), Unit::km) == "400 m in 1:30 (3:45 /km)");
    CHECK(effort_text(ran(Metres{5000}, {}), Unit::km) == "5 km");
    CHECK(effort_text(ran({}, hours{1} + minutes{5}), Unit::km) == "1:05:00");
}

TEST_CASE("a run is told with its day, and its time of day when known") {
    Run run = ran(Metres{5000}, {});
    CHECK(when_text(run) == "Tue 17 Nov 2026");
    run.start = Placed{LocalTime{run.day} + hours{6}, -hours{8}};
    CHECK(when_text(run) == "Tue 17 Nov 2026, 06:00");
}

TEST_CASE("a range of one day is that day") {
    CHECK(range_text(days_of(19, 19), today, ascii) == "Thu 19 Nov");
    const Day new_year{date::year{2027} / 1 / 1};
    CHECK(range_text({new_year, new_year + days{1}}, today, ascii) == "Fri 1 Jan 2027");
}

TEST_CASE("a range is told with its last day and not the day after") {
    const auto text = range_text(days_of(16, 18), today, ascii);
    CHECK(doctest::String(text.c_str()) == Contains("16"));
    CHECK(doctest::String(text.c_str()) == Contains("18 Nov"));
    CHECK(text.find("19") == std::string::npos);
}

TEST_CASE("a range is parted by the dash that the terminal has") {
    const Glyphs unicode{"→", "·", "–", "…"};
    CHECK(doctest::String(range_text(days_of(16, 18), today, unicode).c_str()) == Contains("–"));
    CHECK(range_text(days_of(16, 18), today, ascii).find("–") == std::string::npos);
}

TEST_CASE("a plan is told in days a week, with the least distance where there is one") {
    CHECK(plan_text(plan(4), Unit::km) == "4 days a week");
    CHECK(plan_text(plan(1), Unit::km) == "1 day a week");
    CHECK(plan_text(plan(4, Metres{1609}), Unit::mi) == "4 days a week, at least 1 mi");
    CHECK(plan_text(plan(4, Metres{1609}), Unit::km) == "4 days a week, at least 1.61 km");
}

TEST_CASE("a streak is so many days or weeks long") {
    CHECK(length_text(Step::day, 0) == "0 days");
    CHECK(length_text(Step::day, 1) == "1 day");
    CHECK(length_text(Step::day, 1625) == "1,625 days");
    CHECK(length_text(Step::week, 1) == "1 week");
    CHECK(length_text(Step::week, 12) == "12 weeks");
}

TEST_CASE("a streak of sessions is so many sessions long") {
    CHECK(length_text(Step::session, 0) == "0 sessions");
    CHECK(length_text(Step::session, 1) == "1 session");
    CHECK(length_text(Step::session, 1625) == "1,625 sessions");
}

TEST_CASE("a kept streak tells since when") {
    auto kept = streak(By::day, StreakState::kept);
    kept.stretch = Stretch{3, november(19), today};
    CHECK(told(kept) == "since Thu 19 Nov");
    kept.stretch = Stretch{400, today - days{399}, today};
    CHECK(told(kept) == "since Sat 18 Oct 2025");
}

TEST_CASE("an open streak tells what keeps it") {
    CHECK(told(lacking(streak(By::day, StreakState::open), 1, 1)) == "run today to keep it");
    CHECK(told(lacking(streak(By::week, StreakState::open), 2, 2)) == "2 more days by Sun 22 Nov");
    CHECK(told(lacking(streak(By::week, StreakState::open), 1, 2)) == "1 more day by Sun 22 Nov");
}

TEST_CASE("looking back, nobody is told to run") {
    auto open = lacking(streak(By::day, StreakState::open), 1, 1);
    open.keep_by = today;
    CHECK(told_later(open) == "1 more day by Sat 21 Nov");
    CHECK(told_later(lacking(streak(By::week, StreakState::open), 2, 2)) == "2 more days by Sun 22 Nov");
}

TEST_CASE("a lost streak tells what is missing and asks for a run not logged") {
    CHECK(told(lacking(streak(By::week, StreakState::lost), 3, 2)) ==
          "3 more days needed, 2 days left: is a run not logged yet?");
    CHECK(told(lacking(streak(By::week, StreakState::lost), 2, 1)) ==
          "2 more days needed, 1 day left: is a run not logged yet?");
    CHECK(told(lacking(streak(By::week, StreakState::lost), 1, 0)) ==
          "1 more day needed, 0 days left: is a run not logged yet?");
}

TEST_CASE("a paused streak tells until when, where that is known") {
    auto paused = streak(By::day, StreakState::paused);
    CHECK(told(paused) == "on leave");
    paused.until = november(25);
    CHECK(told(paused) == "on leave until Wed 25 Nov");
}

TEST_CASE("a broken streak tells the last one, if there was any") {
    const auto broken = streak(By::day, StreakState::broken);
    CHECK(told(broken) == "none yet");
    CHECK(told(after(broken, 2, november(19))) == "the last was 2 days, until Thu 19 Nov");
    CHECK(told(after(broken, 1, november(1))) == "the last was 1 day, until Sun 1 Nov");
    const auto weekly = streak(By::week, StreakState::broken);
    CHECK(told(after(weekly, 5, november(8))) == "the last was 5 weeks, until Sun 8 Nov");
}

TEST_CASE("a broken streak of weeks tells what would begin one, while it can and has been begun") {
    auto begun = lacking(streak(By::week, StreakState::broken), 1, 2);
    begun.current.ran = 1;
    CHECK(told(begun) == "none yet; 1 more day by Sun 22 Nov to begin one");
    CHECK(told(after(lacking(begun, 2, 2), 5, november(8))) ==
          "the last was 5 weeks, until Sun 8 Nov; 2 more days by Sun 22 Nov to begin one");
    CHECK(told(lacking(begun, 3, 2)) == "none yet");
    begun.current.ran = 0;
    CHECK(told(begun) == "none yet");
}

TEST_CASE("a kept streak of sessions, or of a group, tells since when") {
    for (const By by : {By::session, By::group, By::crew}) {
        auto kept = streak(by, StreakState::kept);
        kept.stretch = Stretch{3, november(7), today};
        CHECK(told(kept) == "since Sat 7 Nov");
        CHECK(told_later(kept) == "since Sat 7 Nov");
    }
}

TEST_CASE("an open streak of sessions tells how many it waits for") {
    CHECK(told(lacking(streak(By::session, StreakState::open), 1, 2)) == "1 more session by Sun 22 Nov");
    CHECK(told(lacking(streak(By::session, StreakState::open), 2, 2)) == "2 more sessions by Sun 22 Nov");
    CHECK(told_later(lacking(streak(By::session, StreakState::open), 1, 2)) == "1 more session by Sun 22 Nov");
}

TEST_CASE("an open streak of a group tells that more must be there, its crew's how many must keep their plan") {
    CHECK(told(lacking(streak(By::group, StreakState::open), 2, 1)) == "more of you there by Sun 22 Nov");
    CHECK(told(lacking(streak(By::crew, StreakState::open), 1, 1)) == "1 more to keep their plan by Sun 22 Nov");
    CHECK(told(lacking(streak(By::crew, StreakState::open), 3, 1)) == "3 more to keep their plan by Sun 22 Nov");
}

TEST_CASE("a lost streak of sessions, or of a group, asks for a run not logged, without counting days") {
    CHECK(told(lacking(streak(By::session, StreakState::lost), 1, 2)) == "1 more session: is a run not logged yet?");
    CHECK(told(lacking(streak(By::session, StreakState::lost), 2, 0)) == "2 more sessions: is a run not logged yet?");
    CHECK(told(lacking(streak(By::group, StreakState::lost), 1, 0)) == "more of you there: is a run not logged yet?");
    CHECK(told(lacking(streak(By::crew, StreakState::lost), 2, 1)) ==
          "2 more to keep their plan: is a run not logged yet?");
}

TEST_CASE("a paused streak of sessions tells until when") {
    auto paused = streak(By::session, StreakState::paused);
    CHECK(told(paused) == "on leave");
    paused.until = november(25);
    CHECK(told(paused) == "on leave until Wed 25 Nov");
}

TEST_CASE("a broken streak of sessions, or of a group, tells the last one in its own steps") {
    for (const By by : {By::session, By::group}) {
        const auto broken = streak(by, StreakState::broken);
        CHECK(told(broken) == "none yet");
        CHECK(told(after(broken, 3, november(14))) == "the last was 3 sessions, until Sat 14 Nov");
    }
    auto weekly = after(streak(By::session, StreakState::broken), 5, november(15));
    weekly.step = Step::week;
    CHECK(told(weekly) == "the last was 5 weeks, until Sun 15 Nov");
    CHECK(told(after(streak(By::crew, StreakState::broken), 1, november(15))) ==
          "the last was 1 week, until Sun 15 Nov");
}

TEST_CASE("only a streak of weeks with runs tells what would begin one") {
    for (const By by : {By::session, By::group, By::crew}) {
        auto begun = lacking(streak(by, StreakState::broken), 1, 2);
        begun.current.ran = 1;
        CHECK(told(begun) == "none yet");
    }
}

TEST_CASE("words that fit stay on one line, moved in") {
    CHECK(wrapped("nobody was missed", 80, 0) == "nobody was missed\n");
    CHECK(wrapped("nobody was missed", 17, 0) == "nobody was missed\n");
    CHECK(wrapped("nobody was missed", 80, 2) == "  nobody was missed\n");
    CHECK(wrapped("nobody was missed", Table::unlimited, 4) == "    nobody was missed\n");
}

TEST_CASE("words that do not fit go on below, moved in by two more") {
    CHECK(wrapped("nobody was missed", 16, 0) == "nobody was\n  missed\n");
    CHECK(wrapped("nobody was missed", 18, 2) == "  nobody was\n    missed\n");
    CHECK(wrapped("a b c d", 3, 0) == "a b\n  c\n  d\n");
    CHECK(wrapped("a b c d e f", 5, 0) == "a b c\n  d e\n  f\n");
}

TEST_CASE("no line is wider than asked, and no word is lost") {
    const std::string text = "Anna missed Tue 17 Nov and Sat 21 Nov (2 in a row), last seen on Sat 14 Nov with Beth";
    for (std::size_t width = 12; width < 100; ++width) {
        std::istringstream lines(wrapped(text, width, 2));
        std::string line;
        std::string words;
        while (std::getline(lines, line)) {
            CHECK(display_width(line) <= width);
            CHECK_FALSE(line.ends_with(' '));
            words += (words.empty() ? "" : " ") + line.substr(line.find_first_not_of(' '));
        }
        CHECK(words == text);
    }
}

TEST_CASE("a word wider than the line stands on one of its own, whole") {
    CHECK(wrapped("see konstanz/2026-11-28 there", 10, 0) == "see\n  konstanz/2026-11-28\n  there\n");
    CHECK(wrapped("konstanz/2026-11-28", 10, 4) == "    konstanz/2026-11-28\n");
}

TEST_CASE("lines are broken by what is seen of them and not by bytes") {
    CHECK(wrapped("Zoë läuft früh", 14, 0) == "Zoë läuft früh\n");
    CHECK(wrapped("走 走 走", 8, 0) == "走 走 走\n");
    CHECK(wrapped("走 走 走", 7, 0) == "走 走\n  走\n");
}

TEST_CASE("a clock change that moved or doubled a start is told, and only then") {
    const LocalTime spring = LocalTime{Day{date::year{2026} / 3 / 29}} + hours{3} + minutes{30};
    CHECK(clock_change_text({spring, hours{2}, ClockChange::skipped}) ==
          "The clocks went forward that night: 03:30 is when that was.");
    const LocalTime autumn = LocalTime{Day{date::year{2026} / 10 / 25}} + hours{2} + minutes{30};
    CHECK(clock_change_text({autumn, hours{2}, ClockChange::repeated}) ==
          "The clocks went back that night: the first 02:30 was taken.");
    CHECK_FALSE(clock_change_text({autumn, hours{2}, ClockChange::none}));
}

TEST_CASE("a failure is a sentence and what to do about it") {
    CHECK(error_text(Error("There is no log.", "Use runlog add 5k.")) ==
          "runlog: There is no log.\n        Use runlog add 5k.\n");
    CHECK(error_text(Error("There is no log.")) == "runlog: There is no log.\n");
    CHECK(error_text(Error("No \x1b[31mlog.", "Use\nadd.")) == "runlog: No [31mlog.\n        Use add.\n");
}

} // namespace runlog::cli
