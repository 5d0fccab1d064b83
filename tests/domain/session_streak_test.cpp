#include "runlog/domain/session_streak.hpp"

#include "group_story.hpp"
#include "streak_support.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using date::days;
using date::weeks;
using std::chrono::hours;
using test::at;
using test::day;
using test::greenwich;
using test::handing_out;
using test::membership_of;
using test::november;
using test::plan_from;
using test::sorted_newest_first;
using test::Story;
using test::utc;

/// A group that began on Saturday 7 November and meets on Saturdays at six, asked about at noon of a day of November.
Story saturdays(unsigned asked_on, std::string_view commitment = "all") {
    return Story{}.meets("sat", 6, november(7)).joins(commitment).asked_at(at(november(asked_on), 12));
}

/// Tuesdays and Saturdays from Tuesday 3 November on, twice a week or as often as said.
Story twice_a_week(unsigned asked_on, std::string_view commitment = "2/week") {
    return Story{}.meets("tue,sat", 6, november(3)).joins(commitment).asked_at(at(november(asked_on), 12));
}

Story came(Story story, const std::vector<unsigned>& days_of_november) {
    for (const auto d : days_of_november) story.came(november(d));
    return story;
}

LocalTime saturday_run(unsigned d) {
    return at(november(d), 6);
}

/// How many came to the sessions of a group that meets on Saturdays, the newest first.
struct Turnout {
    std::vector<int> there; ///< at the Saturdays from the 7th of November on
    std::vector<SessionChange> changes{};
    int quorum = 2;

    std::shared_ptr<const Schedule> schedule() const {
        return std::make_shared<Schedule>(std::vector{test::rule_for("sat", november(7))}, changes, greenwich);
    }

    Gatherings gatherings() const {
        std::vector<Gathering> all;
        const auto planned = schedule();
        const auto last = november(7) + weeks{static_cast<int>(there.size()) - 1};
        for (const auto& session : planned->between(november(7), last))
            all.push_back({session, there[all.size()], quorum, session.end + hours{24}});
        return [all, planned]() mutable -> std::optional<Gathering> {
            if (all.empty()) return std::nullopt;
            const auto newest = all.back();
            all.pop_back();
            return newest;
        };
    }

    GroupStreak asked_at(LocalTime now) const { return group_streak(date::floor<days>(now), utc(now), gatherings()); }
    std::optional<Stretch> best_at(LocalTime now) const {
        return best_group_stretch(date::floor<days>(now), utc(now), gatherings());
    }
};

CrewMember runner(std::vector<RunDay> runs, int days_per_week = 1, std::vector<Leave> leaves = {}) {
    CrewMember member;
    member.memberships = {membership_of("all")};
    member.promises.plans = {plan_from(test::first_of_all, days_per_week)};
    member.promises.leaves = std::move(leaves);
    member.runs = handing_out(sorted_newest_first(std::move(runs)));
    return member;
}

/// Runs on Monday of each of the weeks that begin on these days of November.
std::vector<RunDay> on_mondays(const std::vector<unsigned>& mondays) {
    std::vector<RunDay> runs;
    for (const auto d : mondays) runs.push_back({november(d), {}});
    return runs;
}

/// `keen` members who ran every week of November up to the 16th, and others who never did.
std::vector<CrewMember> crew_of(int keen, int idle) {
    std::vector<CrewMember> crew;
    for (int i = 0; i < keen; ++i) crew.push_back(runner(on_mondays({2, 9, 16})));
    for (int i = 0; i < idle; ++i) crew.push_back(runner({}));
    return crew;
}

} // namespace

TEST_CASE("a session streak counts sessions, and weeks where so many a week were promised") {
    CHECK(saturdays(22).step() == Step::session);
    CHECK(saturdays(22, "promised").step() == Step::session);
    CHECK(saturdays(22, "2/week").step() == Step::week);
    CHECK(Story{}.meets("sat").step() == Step::session);
    const std::vector changed{membership_of("all", november(1), november(20)), membership_of("2/week", november(20))};
    CHECK(session_step(changed, november(19)) == Step::session);
    CHECK(session_step(changed, november(20)) == Step::week);
}

TEST_CASE("present, remote and made up each add one to a session streak") {
    auto story = came(saturdays(22), {7, 14}).makes_up(Makeup::day).ran(november(21));
    story.runs[1].remote = true;
    const auto [streak, newest, ended_by] = story.streak();
    CHECK(streak.by == By::session);
    CHECK(streak.step == Step::session);
    CHECK(streak.state == StreakState::kept);
    CHECK(streak.stretch == Stretch{3, november(7), november(21)});
    CHECK(streak.needs == 0);
    CHECK_FALSE(streak.keep_by);
    REQUIRE(newest);
    CHECK(newest->presence == Presence::made_up);
    CHECK_FALSE(ended_by);
}

TEST_CASE("excused and cancelled sessions are neutral, the newest too") {
    auto middle = came(saturdays(22), {7, 21}).excuses(saturday_run(14), at(november(13), 0));
    CHECK(middle.streak().streak.stretch == Stretch{2, november(7), november(21)});
    auto cancelled = came(saturdays(22), {7, 21}).cancels(saturday_run(14));
    CHECK(cancelled.streak().streak.stretch == Stretch{2, november(7), november(21)});
    auto last = came(saturdays(22), {7, 14}).excuses(saturday_run(21), at(november(20), 0));
    CHECK(last.streak().streak.stretch == Stretch{2, november(7), november(14)});
    CHECK(last.streak().streak.state == StreakState::kept);
    CHECK(last.streak().newest->presence == Presence::excused);
    auto off = came(saturdays(22), {7, 14}).cancels(saturday_run(21));
    CHECK(off.streak().streak.state == StreakState::kept);
    CHECK(off.streak().newest->day() == november(14));
}

TEST_CASE("a session that was missed ends the streak, and is told") {
    const auto result = came(saturdays(30), {7, 21, 28}).streak();
    CHECK(result.streak.stretch == Stretch{2, november(21), november(28)});
    CHECK(result.streak.state == StreakState::kept);
    REQUIRE(result.ended_by);
    CHECK(result.ended_by->day() == november(14));
    CHECK_FALSE(result.streak.last);
}

TEST_CASE("a session streak is broken by the last session, and the one before is told") {
    const auto result = came(saturdays(30), {7, 14}).streak();
    CHECK(result.streak.state == StreakState::broken);
    CHECK(result.streak.length() == 0);
    CHECK(result.streak.last == Stretch{2, november(7), november(14)});
    REQUIRE(result.ended_by);
    CHECK(result.ended_by->day() == november(28));
    CHECK(result.newest->day() == november(28));
}

TEST_CASE("somebody who never came has no session streak and none before it") {
    for (const std::string_view commitment : {"all", "1/week", "promised"}) {
        const auto result = saturdays(30, commitment).streak();
        CHECK(result.streak.state == StreakState::broken);
        CHECK(result.streak.length() == 0);
        CHECK_FALSE(result.streak.last);
        CHECK_FALSE(saturdays(30, commitment).best());
    }
}

TEST_CASE("a group that has not met yet has no session streaks") {
    const auto result = Story{}.meets("sat", 6, november(28)).joins("all").asked_at(at(november(21), 12)).streak();
    CHECK(result.streak.state == StreakState::broken);
    CHECK_FALSE(result.newest);
    CHECK_FALSE(result.ended_by);
}

TEST_CASE("a session streak is open while today's session can still be attended") {
    auto story = came(saturdays(21), {7, 14}).asked_at(at(november(21), 5));
    const auto streak = story.streak().streak;
    CHECK(streak.state == StreakState::open);
    CHECK(streak.length() == 2);
    CHECK(streak.needs == 1);
    CHECK(streak.keep_by == november(21));
    CHECK(story.asked_at(at(november(21), 7)).streak().streak.state == StreakState::open);
}

TEST_CASE("a session to come does not open a streak before its day") {
    const auto streak = came(saturdays(20), {7, 14}).streak().streak;
    CHECK(streak.state == StreakState::kept);
    CHECK(streak.needs == 0);
}

TEST_CASE("a session that is over leaves the streak open until it closes, for a run missing from the log") {
    auto story = came(saturdays(21), {7, 14});
    const auto open = story.streak().streak;
    CHECK(open.state == StreakState::open);
    CHECK(open.length() == 2);
    CHECK(open.needs == 1);
    CHECK(open.keep_by == november(22));
    CHECK(story.asked_at(at(november(22), 6, 59)).streak().streak.state == StreakState::open);
    CHECK(story.asked_at(at(november(22), 7)).streak().streak.state == StreakState::broken);
    CHECK(story.came(november(21)).streak().streak.length() == 3);
}

TEST_CASE("a session that is over stays open as long as it can be made up") {
    auto story = came(saturdays(21), {7, 14}).makes_up(Makeup::day);
    CHECK(story.streak().streak.state == StreakState::open);
    CHECK(story.streak().streak.keep_by == november(22));
    story.terms[0].makeup = Makeup::week;
    CHECK(story.streak().streak.keep_by == november(22));
    CHECK(story.asked_at(at(november(22), 23)).streak().streak.state == StreakState::open);
    CHECK(story.asked_at(at(november(23), 0)).streak().streak.state == StreakState::broken);
}

TEST_CASE("a session that a run of its week would still make up has broken no streak") {
    auto story = Story{}.meets("tue", 6, november(3)).joins("all").makes_up(Makeup::week);
    const auto open = came(story, {3, 10}).asked_at(at(november(19), 12)).streak().streak;
    CHECK(open.state == StreakState::open);
    CHECK(open.length() == 2);
    CHECK(open.keep_by == november(22));
    CHECK(came(story, {3, 10}).ran(november(20)).asked_at(at(november(21), 12)).streak().streak.length() == 3);
    CHECK(came(story, {3, 10}).asked_at(at(november(23), 0)).streak().streak.state == StreakState::broken);
}

TEST_CASE("a streak that is open has not to be kept by a day that is over") {
    auto story = Story{}.meets("fri", 0, november(6)).joins("all").asked_at(at(november(21), 0, 10));
    story.rules[0].starts = hours{23} + std::chrono::minutes{30};
    story.came(november(6), story.rules[0].starts).came(november(13), story.rules[0].starts);
    CHECK(story.streak().streak.state == StreakState::open);
    CHECK(story.streak().streak.keep_by == november(21));
    story.rules[0].starts = hours{22};
    for (auto& run : story.runs) run.session->time = hours{22};
    CHECK(story.streak().streak.keep_by == november(21));
}

TEST_CASE("an excuse shortens no streak though a session of the week is still to come") {
    auto story = Story{}.meets("tue,sat", 6, november(17)).joins("all").makes_up(Makeup::week).ran(november(18));
    CHECK(story.asked_at(at(november(19), 12)).streak().streak.length() == 1);
    CHECK(story.excuses(at(november(17), 6), at(november(19), 11)).streak().streak.length() == 1);
}

TEST_CASE("of two sessions that are waited for the earlier decides by when") {
    auto story = Story{}.meets("fri,sat", 6, november(6)).joins("all").asked_at(at(november(21), 5));
    story.terms = {test::terms_of(Makeup::day)};
    for (const unsigned d : {6, 7, 13, 14}) story.came(november(d));
    CHECK(story.streak().streak.state == StreakState::open);
    CHECK(story.streak().streak.needs == 2);
    CHECK(story.streak().streak.keep_by == november(21)); // Friday's closes at seven
    story.terms[0].makeup = Makeup::week;
    CHECK(story.streak().streak.state == StreakState::open);
    CHECK(story.streak().streak.needs == 2);
    CHECK(story.streak().streak.keep_by == november(22));
    CHECK(story.streak().streak.length() == 4);
}

TEST_CASE("of two sessions that can be attended for different times the shorter one is told") {
    auto story = Story{}.meets("fri,sat", 6, november(20)).joins("all").came(november(14));
    story.meets("once", 6, november(14)).asked_at(at(november(21), 5));
    story.terms = {test::terms_of(Makeup::week, november(1), november(21)), test::terms_of({}, november(21))};
    CHECK(story.streak().streak.state == StreakState::open);
    CHECK(story.streak().streak.needs == 2);
    CHECK(story.streak().streak.keep_by == november(21));
}

TEST_CASE("a session streak is paused on leave until its end") {
    auto story = came(saturdays(21), {7, 14}).is_off(november(19), november(25));
    const auto streak = story.streak().streak;
    CHECK(streak.state == StreakState::paused);
    CHECK(streak.length() == 2);
    CHECK(streak.until == november(25));
    auto for_good = came(saturdays(21), {7, 14}).is_off(november(19), {});
    CHECK(for_good.streak().streak.state == StreakState::paused);
    CHECK_FALSE(for_good.streak().streak.until);
}

TEST_CASE("who comes while on leave keeps the session streak") {
    auto story = came(saturdays(21), {7, 14, 21}).is_off(november(19), november(25));
    CHECK(story.streak().streak.state == StreakState::kept);
    CHECK(story.streak().streak.length() == 3);
    CHECK(story.streak().streak.until == november(25));
}

TEST_CASE("somebody on leave without a session streak has none to pause") {
    CHECK(saturdays(21).is_off(november(19), november(25)).streak().streak.state == StreakState::broken);
}

TEST_CASE("sessions that somebody was not expected at are of no account") {
    auto story = came(saturdays(30, "promised"), {7, 28});
    CHECK(story.streak().streak.stretch == Stretch{2, november(7), november(28)});
    auto joined = came(Story{}.meets("sat", 6, november(7)).joins("all", november(20)), {7, 21, 28});
    CHECK(joined.asked_at(at(november(30), 12)).streak().streak.length() == 3);
    auto guest = came(Story{}.meets("sat", 6, november(7)), {7, 21});
    CHECK(guest.asked_at(at(november(30), 12)).streak().streak.length() == 2);
}

TEST_CASE("a promise that was not kept ends a streak of promised sessions") {
    auto story = came(saturdays(30, "promised"), {7, 28}).promises(saturday_run(14), at(november(9), 0));
    const auto result = story.streak();
    CHECK(result.streak.stretch == Stretch{1, november(28), november(28)});
    CHECK(result.ended_by->day() == november(14));
}

TEST_CASE("the days of a streak are those on which its sessions took place") {
    auto story = came(saturdays(30), {7, 14, 21, 28}).moves(saturday_run(28), at(november(29), 9));
    story.moves(saturday_run(7), at(november(5), 18));
    CHECK(story.streak().streak.stretch == Stretch{4, november(5), november(29)});
}

TEST_CASE("two sessions of one day are two") {
    auto story = came(saturdays(22), {7, 14, 21}).meets("sat", 18, november(21));
    story.asked_at(at(november(22), 20));
    CHECK(story.streak().streak.state == StreakState::broken);
    story.came(november(21), hours{18});
    CHECK(story.streak().streak.length() == 4);
}

TEST_CASE("with so many a week a streak counts the weeks in which that many were attended") {
    const auto result = came(twice_a_week(22), {3, 7, 10, 14, 17, 21}).streak();
    CHECK(result.streak.step == Step::week);
    CHECK(result.streak.state == StreakState::kept);
    CHECK(result.streak.stretch == Stretch{3, november(2), november(22)});
    const auto once = came(twice_a_week(22, "1/week"), {3, 14, 17}).streak();
    CHECK(once.streak.stretch == Stretch{3, november(2), november(22)});
}

TEST_CASE("a week with too few ends a streak of weeks, and the session that was missed is told") {
    const auto result = came(twice_a_week(22), {3, 7, 10, 17, 21}).streak();
    CHECK(result.streak.stretch == Stretch{1, november(16), november(22)});
    REQUIRE(result.ended_by);
    CHECK(result.ended_by->day() == november(14));
}

TEST_CASE("the week that is not over is open until it is kept") {
    const auto open = came(twice_a_week(18), {3, 7, 10, 14, 17}).streak().streak;
    CHECK(open.state == StreakState::open);
    CHECK(open.length() == 2);
    CHECK(open.needs == 1);
    CHECK(open.keep_by == november(21));
    const auto begun = came(twice_a_week(16), {3, 7, 10, 14}).streak().streak;
    CHECK(begun.state == StreakState::open);
    CHECK(begun.needs == 2);
    CHECK(begun.keep_by == november(21));
}

TEST_CASE("a week of which too much is gone is lost until it is over") {
    auto story = came(twice_a_week(19), {3, 7, 10, 14});
    const auto lost = story.streak();
    CHECK(lost.streak.state == StreakState::lost);
    CHECK(lost.streak.length() == 2);
    CHECK(lost.streak.needs == 2);
    CHECK_FALSE(lost.streak.keep_by);
    CHECK(story.asked_at(at(november(22), 23)).streak().streak.state == StreakState::lost);
    CHECK(story.asked_at(at(november(23), 12)).streak().streak.state == StreakState::broken);
    CHECK(story.streak().streak.last == Stretch{2, november(2), november(15)});
    CHECK(story.came(november(17)).came(november(21)).streak().streak.length() == 3);
}

TEST_CASE("a week is not lost while a session that is over can still be logged") {
    auto story = came(twice_a_week(18, "2/week"), {3, 7, 10, 14}).asked_at(at(november(18), 6, 59));
    const auto open = story.streak().streak;
    CHECK(open.state == StreakState::open);
    CHECK(open.needs == 2);
    CHECK(open.keep_by == november(21));
    CHECK(story.asked_at(at(november(18), 7)).streak().streak.state == StreakState::lost);
    CHECK(story.asked_at(at(november(18), 7)).came(november(17)).streak().streak.state == StreakState::open);
}

TEST_CASE("last week waits along with this one until its last session closes") {
    auto story = came(Story{}.meets("sun", 6, november(8)).joins("1/week"), {8, 15});
    const auto streak = story.asked_at(at(november(23), 5)).streak().streak;
    CHECK(streak.state == StreakState::open);
    CHECK(streak.length() == 2);
    CHECK(streak.needs == 2);
    CHECK(streak.keep_by == november(23));
    CHECK(story.asked_at(at(november(23), 7)).streak().streak.state == StreakState::broken);
}

TEST_CASE("a promise beyond so many a week leaves a week that is done kept, and breaks none") {
    auto story = came(twice_a_week(18, "1/week"), {3, 10, 17}).promises(saturday_run(21), at(november(16), 0));
    CHECK(story.streak().streak.state == StreakState::kept);
    CHECK(story.streak().streak.length() == 3);
    CHECK(story.streak().streak.needs == 0);
    story.asked_at(at(november(30), 12)).came(november(24));
    CHECK(story.streak().streak.length() == 4);
}

TEST_CASE("a week of which excuses and cancellations took all is neutral") {
    auto excused = came(twice_a_week(22), {3, 7, 17, 21});
    excused.excuses(at(november(10), 6), at(november(9), 0)).excuses(saturday_run(14), at(november(9), 0));
    CHECK(excused.streak().streak.stretch == Stretch{2, november(2), november(22)});
    auto cancelled = came(twice_a_week(22), {3, 7, 17, 21}).cancels(at(november(10), 6)).cancels(saturday_run(14));
    CHECK(cancelled.streak().streak.stretch == Stretch{2, november(2), november(22)});
}

TEST_CASE("a week of which an excuse took one is kept by the others") {
    auto story = came(twice_a_week(22), {3, 7, 10, 17, 21}).excuses(saturday_run(14), at(november(9), 0));
    CHECK(story.streak().streak.length() == 3);
}

TEST_CASE("a week wholly on leave is neutral, and kept by any session attended in it") {
    auto story = came(twice_a_week(22), {3, 7, 17, 21}).is_off(november(9), november(15));
    CHECK(story.streak().streak.stretch == Stretch{2, november(2), november(22)});
    CHECK(story.came(november(10)).streak().streak.length() == 3);
}

TEST_CASE("a streak of weeks is paused on leave, and kept once the week is") {
    auto story = came(twice_a_week(18), {3, 7, 10, 14}).is_off(november(16), november(25));
    CHECK(story.streak().streak.state == StreakState::paused);
    CHECK(story.streak().streak.until == november(25));
    CHECK(story.streak().streak.length() == 2);
    CHECK(story.came(november(17)).streak().streak.state == StreakState::kept);
    CHECK(story.streak().streak.length() == 3);
}

TEST_CASE("a streak of weeks reaches back over the time in which all sessions were promised") {
    auto story = came(twice_a_week(22), {3, 7, 10, 14, 17});
    story.who.memberships = {membership_of("all", november(1), november(16)), membership_of("1/week", november(16))};
    CHECK(story.streak().streak.stretch == Stretch{3, november(2), november(22)});
    story.runs.erase(story.runs.begin());
    CHECK(story.streak().streak.stretch == Stretch{2, november(9), november(22)});
}

TEST_CASE("the best stretch of sessions is the longest, the newest of those equally long") {
    auto story = came(Story{}.meets("day", 6, november(2)).joins("all"), {2, 3, 4, 6, 7, 9, 10, 11, 13, 14});
    story.asked_at(at(november(16), 12));
    CHECK(story.best() == Stretch{3, november(9), november(11)});
    CHECK(story.came(november(15)).best() == Stretch{3, november(13), november(15)});
    CHECK(came(twice_a_week(30), {3, 7, 10, 14, 24, 28}).best() == Stretch{2, november(2), november(15)});
}

TEST_CASE("a session streak pulls no weeks beyond the one that ends it") {
    auto story = came(Story{}.meets("sat").joins("all").asked_at(at(november(22), 12)), {14, 21});
    int pulled = 0;
    const auto counted = [&pulled, weeks = story.weeks()] {
        ++pulled;
        return weeks();
    };
    CHECK(session_streak(Step::session, story.today(), {}, counted).streak.length() == 2);
    CHECK(pulled == 3);
}

TEST_CASE("a group's streak counts its sessions with a quorum there, cancelled ones passed over") {
    const Turnout turnout{{2, 5, 0, 2}, {test::cancellation(saturday_run(21))}};
    const auto result = turnout.asked_at(at(november(30), 12));
    CHECK(result.streak.by == By::group);
    CHECK(result.streak.step == Step::session);
    CHECK(result.streak.state == StreakState::kept);
    CHECK(result.streak.stretch == Stretch{3, november(7), november(28)});
    CHECK_FALSE(result.ended_by);
    CHECK(result.newest->session.day() == november(28));
}

TEST_CASE("a session with too few ends a group's streak, and is told") {
    const auto result = Turnout{{3, 1, 2, 4}}.asked_at(at(november(30), 12));
    CHECK(result.streak.stretch == Stretch{2, november(21), november(28)});
    REQUIRE(result.ended_by);
    CHECK(result.ended_by->session.day() == november(14));
    CHECK(result.ended_by->there == 1);
}

TEST_CASE("a group's quorum may be one, or many") {
    const Turnout alone{{1, 1, 1}, {}, 1};
    CHECK(alone.asked_at(at(november(23), 12)).streak.length() == 3);
    const Turnout many{{8, 7, 8}, {}, 8};
    CHECK(many.asked_at(at(november(23), 12)).streak.length() == 1);
}

TEST_CASE("a group's streak is broken by its last session, and the one before is told") {
    const Turnout turnout{{0, 2, 2, 1}};
    const auto result = turnout.asked_at(at(november(30), 12));
    CHECK(result.streak.state == StreakState::broken);
    CHECK(result.streak.last == Stretch{2, november(14), november(21)});
    CHECK(result.ended_by->session.day() == november(28));
}

TEST_CASE("a group's streak is open until its session closes") {
    const Turnout turnout{{2, 2, 1}};
    const auto before = turnout.asked_at(at(november(21), 6, 30));
    CHECK(before.streak.state == StreakState::open);
    CHECK(before.streak.length() == 2);
    CHECK(before.streak.needs == 1);
    CHECK(before.streak.keep_by == november(21));
    const auto over = turnout.asked_at(at(november(21), 12));
    CHECK(over.streak.state == StreakState::open);
    CHECK(over.streak.needs == 1);
    CHECK(over.streak.keep_by == november(22));
    CHECK(turnout.asked_at(at(november(22), 6, 59, 59)).streak.state == StreakState::open);
    CHECK(turnout.asked_at(at(november(22), 7)).streak.state == StreakState::broken);
    const Turnout enough{{2, 2, 2}};
    CHECK(enough.asked_at(at(november(21), 6, 30)).streak.state == StreakState::kept);
    CHECK(enough.asked_at(at(november(21), 6, 30)).streak.length() == 3);
}

TEST_CASE("a group that never met, or that cancelled everything, has no streak") {
    const auto nothing = group_streak(november(21), utc(at(november(21), 12)), [] { return std::nullopt; });
    CHECK(nothing.streak.state == StreakState::broken);
    CHECK_FALSE(nothing.newest);
    const Turnout cancelled{{0}, {test::cancellation(saturday_run(7))}};
    CHECK(cancelled.asked_at(at(november(9), 12)).streak.state == StreakState::broken);
    CHECK_FALSE(cancelled.asked_at(at(november(9), 12)).newest);
}

TEST_CASE("the best stretch of a group is the longest, the newest of those equally long") {
    const Turnout turnout{{2, 2, 0, 2, 2, 0, 2}};
    CHECK(turnout.best_at(at(day(2026, 12, 31), 12)) == Stretch{2, november(28), day(2026, 12, 5)});
    const Turnout never{{0, 1}};
    CHECK_FALSE(never.best_at(at(november(30), 12)));
}

TEST_CASE("a week of the crew is kept by half of it: 8 of 9 kept their plan") {
    const auto result = crew_streak(november(21), date::Monday, crew_of(8, 1));
    CHECK(result.current.kept_plan == 8);
    CHECK(result.current.of == 9);
    CHECK(result.streak.by == By::crew);
    CHECK(result.streak.step == Step::week);
    CHECK(result.streak.state == StreakState::kept);
    CHECK(result.streak.stretch == Stretch{3, november(2), november(21)});
    CHECK(crew_streak(november(21), date::Monday, crew_of(2, 2)).streak.length() == 3);
    CHECK(crew_streak(november(21), date::Monday, crew_of(2, 3)).streak.length() == 0);
}

TEST_CASE("a crew keeps its own plans, each member theirs") {
    std::vector<CrewMember> crew{runner(on_mondays({16}), 2), runner(on_mondays({16, 17}), 2)};
    const auto result = crew_streak(november(21), date::Monday, crew);
    CHECK(result.current.kept_plan == 1);
    CHECK(result.current.of == 2);
}

TEST_CASE("one injury cannot end a crew's streak") {
    const Leave injury = test::leave_of(november(2), {});
    const std::vector crew{runner(on_mondays({2, 9, 16})), runner(on_mondays({2, 9, 16})), runner({}, 3, {injury})};
    const auto result = crew_streak(november(21), date::Monday, crew);
    CHECK(result.current.of == 2);
    CHECK(result.streak.length() == 3);
    const std::vector all_hurt{runner(on_mondays({2, 9}), 3, {test::leave_of(november(9), november(22))}),
                               runner(on_mondays({2, 16, 17, 18}), 1, {test::leave_of(november(9), november(15))})};
    const auto paused = crew_streak(november(21), date::Monday, all_hurt);
    CHECK(paused.streak.stretch == Stretch{3, november(2), november(21)});
}

TEST_CASE("a week in which the whole crew was off is neutral") {
    std::vector<CrewMember> crew;
    for (int i = 0; i < 2; ++i)
        crew.push_back(runner(on_mondays({2, 16}), 1, {test::leave_of(november(9), november(15))}));
    CHECK(crew_streak(november(21), date::Monday, crew).streak.stretch == Stretch{2, november(2), november(21)});
}

TEST_CASE("a crew's week that is not over is open, and tells how many it still needs") {
    std::vector<CrewMember> crew;
    for (int i = 0; i < 5; ++i)
        crew.push_back(runner(on_mondays(i == 0 ? std::vector{2u, 9u, 16u} : std::vector{2u, 9u})));
    const auto result = crew_streak(november(18), date::Monday, crew);
    CHECK(result.streak.state == StreakState::open);
    CHECK(result.streak.length() == 2);
    CHECK(result.streak.needs == 2);
    CHECK(result.streak.keep_by == november(22));
}

TEST_CASE("a crew's week is lost once too few can still keep their plan") {
    const auto asked_on = [](unsigned d, std::vector<RunDay> runs_of_one) {
        std::vector<RunDay> last_week;
        for (const unsigned day : {9, 10, 11, 12}) last_week.push_back({november(day), {}});
        runs_of_one.insert(runs_of_one.end(), last_week.begin(), last_week.end());
        const std::vector crew{runner(runs_of_one, 4), runner(last_week, 4)};
        return crew_streak(november(d), date::Monday, crew);
    };
    const auto open = asked_on(19, {});
    CHECK(open.streak.state == StreakState::open);
    CHECK(open.current.can_keep == 2);
    CHECK(open.streak.keep_by == november(22));
    const auto lost = asked_on(20, {});
    CHECK(lost.streak.state == StreakState::lost);
    CHECK(lost.streak.length() == 1);
    CHECK(lost.current.can_keep == 0);
    CHECK(lost.streak.needs == 1);
    CHECK_FALSE(lost.streak.keep_by);
    CHECK(asked_on(20, {{november(16), {}}}).streak.state == StreakState::open);
    CHECK(asked_on(20, {{november(20), {}}}).streak.state == StreakState::lost); // three of two days
    CHECK(asked_on(20, {{november(20), {}}, {november(16), {}}}).streak.state == StreakState::open);
    CHECK(asked_on(20, {{november(20), {}}, {november(16), {}}}).current.can_keep == 1);
    CHECK(asked_on(23, {}).streak.state == StreakState::broken);
}

TEST_CASE("a crew's streak ends at the week that too few kept, and the one before it is told") {
    const std::vector crew{runner(on_mondays({2, 9})), runner(on_mondays({2, 9}))};
    const auto result = crew_streak(november(25), date::Monday, crew);
    CHECK(result.streak.state == StreakState::broken);
    CHECK(result.streak.last == Stretch{2, november(2), november(15)});
    REQUIRE(result.ended_by);
    CHECK(result.ended_by->first == november(16));
    CHECK(result.ended_by->of == 2);
    CHECK(result.ended_by->kept_plan == 0);
}

TEST_CASE("only who was in the group at the end of a week, or today, is of its crew") {
    auto crew = crew_of(1, 3);
    crew[1].memberships = {membership_of("all", november(23))};
    crew[2].memberships = {membership_of("all", november(1), november(8))};
    crew[3].memberships = crew[2].memberships;
    const auto result = crew_streak(november(21), date::Monday, crew);
    CHECK(result.current.of == 1);
    CHECK(result.streak.length() == 3);
    crew = crew_of(1, 1);
    crew[1].memberships = {membership_of("all", november(19))};
    CHECK(crew_streak(november(18), date::Monday, crew).current.of == 1);
    crew = crew_of(1, 1);
    crew[1].memberships = {membership_of("all", november(19))};
    CHECK(crew_streak(november(19), date::Monday, crew).current.of == 2);
}

TEST_CASE("a crew without members, or without runs, has no streak") {
    CHECK(crew_streak(november(21), date::Monday, {}).streak.state == StreakState::broken);
    CHECK(crew_streak(november(21), date::Monday, crew_of(0, 3)).streak.state == StreakState::broken);
    CHECK_FALSE(best_crew_stretch(november(21), date::Monday, crew_of(0, 3)));
}

TEST_CASE("the best stretch of a crew is the longest, the newest of those equally long") {
    const auto crew = [](const std::vector<unsigned>& mondays) { return std::vector{runner(on_mondays(mondays))}; };
    CHECK(best_crew_stretch(november(30), date::Monday, crew({2, 9, 23, 30})) ==
          Stretch{2, november(23), november(30)});
    CHECK(best_crew_stretch(november(30), date::Monday, crew({2, 9, 23})) == Stretch{2, november(2), november(15)});
}

} // namespace runlog
