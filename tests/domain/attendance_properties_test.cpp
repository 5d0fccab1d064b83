#include "runlog/domain/attendance.hpp"

#include "any_story.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

namespace runlog {

namespace {

using date::days;
using date::weeks;
using std::chrono::hours;
using std::chrono::minutes;
using test::any_of_range;
using test::any_session;
using test::any_story;
using test::at;
using test::Cast;
using test::far;
using test::november;
using test::Story;
using test::utc;
using test::with_excuse;
using test::with_run;

std::map<LocalTime, Attendance> by_name(const std::vector<Attendance>& sessions) {
    std::map<LocalTime, Attendance> named;
    for (const auto& one : sessions) named.emplace(one.session.planned, one);
    return named;
}

int count(const std::vector<Attendance>& sessions, Presence presence) {
    return static_cast<int>(std::count_if(sessions.begin(), sessions.end(),
                                          [&](const Attendance& one) { return one.presence == presence; }));
}

int best_length(const Story& story) {
    const auto best = story.best();
    return best ? best->length : 0;
}

void assert_same(const Attendance& one, const Attendance& other) {
    RC_ASSERT(one.session.planned == other.session.planned);
    RC_ASSERT(to_text(one.presence) == to_text(other.presence));
    RC_ASSERT(one.expected == other.expected);
    RC_ASSERT(one.beforehand == other.beforehand);
    RC_ASSERT(one.promised == other.promised);
    RC_ASSERT(one.keep_by == other.keep_by);
    RC_ASSERT(one.run == other.run);
    RC_ASSERT(one.announced == other.announced);
    RC_ASSERT(one.recorded_by == other.recorded_by);
    RC_ASSERT(one.reason == other.reason);
    RC_ASSERT(one.closes == other.closes);
}

void assert_same(const std::vector<Attendance>& one, const std::vector<Attendance>& other) {
    RC_ASSERT(one.size() == other.size());
    for (std::size_t i = 0; i < one.size(); ++i) assert_same(one[i], other[i]);
}

/// Whoever was attended before is so after, nobody is missed who was not, and no streak is shorter.
void assert_no_worse(const Story& before, const Story& after) {
    const auto sessions = by_name(before.all());
    for (const auto& [planned, one] : by_name(after.all()))
        if (one.presence == Presence::missed) RC_ASSERT(sessions.at(planned).presence == Presence::missed);
    RC_ASSERT(after.streak().streak.length() >= before.streak().streak.length());
    RC_ASSERT(best_length(after) >= best_length(before));
}

template <class Row>
void shuffle(std::vector<Row>& rows) {
    for (std::size_t i = 1; i < rows.size(); ++i)
        std::swap(rows[i], rows[static_cast<std::size_t>(any_of_range(0, static_cast<int>(i) + 1))]);
}

/// The log as a report of the end of `day` sees it: the store leaves out later runs and later changes of sessions.
Story as_of_end(Story story, Day day) {
    story.now = utc(LocalTime{day + days{1}}) - std::chrono::seconds{1};
    std::erase_if(story.runs, [&](const Outing& run) { return run.day > day; });
    std::erase_if(story.changes, [&](const SessionChange& change) { return change.announced > story.now; });
    return story;
}

/// The log as it was then: nothing that was said later has been said.
Story as_it_was(Story story) {
    std::erase_if(story.who.answers, [&](const Answer& answer) { return answer.announced > story.now; });
    for (auto& answer : story.who.answers)
        if (answer.withdrawn && *answer.withdrawn > story.now) answer.withdrawn.reset();
    std::erase_if(story.who.leaves, [&](const Leave& leave) { return leave.announced > story.now; });
    return story;
}

/// The story as it stood shortly before or after a session at which nobody has run yet.
Story around_a_session(Story story) {
    const Session session = any_session(story);
    story.now = session.start.instant() + hours{any_of_range(-5, 24)};
    std::erase_if(story.runs, [&](const Outing& run) { return run.day >= session.day(); });
    if (any_of_range(0, 2) == 0) story.terms = {test::terms_of(Makeup::day)};
    return story;
}

/// What becomes of a member who promised all, told the slow way from DESIGN §4.5: runs are not given to sessions one by
/// one, but counted by day and by week.
class Oracle {
public:
    Oracle(const Story& story, Day first) : story_(story), first_(first), sessions_(story.week_of(first).sessions) {}

    std::map<LocalTime, Presence> judge() {
        for (const auto& one : sessions_)
            if (one.session.cancelled()) told_[name(one)] = Presence::cancelled;
        tell_tagged();
        for (int d = 0; d < 7; ++d) tell_with_the_group(first_ + days{d});
        tell_made_up();
        for (const auto& one : sessions_)
            if (!is_told(one)) told_[name(one)] = without_run(one);
        return told_;
    }

private:
    static LocalTime name(const Attendance& one) { return one.session.planned; }
    bool is_told(const Attendance& one) const { return told_.contains(name(one)); }

    const Membership* roster(Day day) const {
        for (const auto& row : story_.who.memberships)
            if (row.when.from <= day && (!row.when.until || day < *row.when.until)) return &row;
        return nullptr;
    }

    Terms agreed(Day day) const {
        for (const auto& row : story_.terms)
            if (row.when.from <= day && (!row.when.until || day < *row.when.until)) return row;
        return {};
    }

    Makeup makeup(Day day) const {
        if (!roster(day)) return Makeup::none;
        return agreed(day).makeup.value_or(roster(day)->remote ? Makeup::day : Makeup::none);
    }

    Presence there(const Attendance& one, const Outing& run) const {
        const auto* row = roster(one.day());
        return run.remote || (row && row->remote) ? Presence::remote : Presence::present;
    }

    static bool is_before(const Outing& a, const Outing& b) {
        return std::pair(a.day, a.remote) < std::pair(b.day, b.remote); // who was there comes before who was remote
    }

    void tell_tagged() {
        std::map<LocalTime, Outing> earliest;
        for (const auto& run : story_.runs) {
            if (run.group != "momma" || !run.session) continue;
            const LocalTime session = LocalTime{run.session->day} + *run.session->time;
            const auto [at, is_new] = earliest.emplace(session, run);
            if (!is_new && is_before(run, at->second)) at->second = run;
        }
        for (const auto& one : sessions_)
            if (!is_told(one) && earliest.contains(name(one))) told_[name(one)] = there(one, earliest.at(name(one)));
    }

    std::vector<const Attendance*> untold(Day day) const {
        std::vector<const Attendance*> found;
        for (const auto& one : sessions_)
            if (one.day() == day && !is_told(one) && one.session.start.instant() <= story_.now) found.push_back(&one);
        return found;
    }

    bool counts(const Outing& run) const { return story_.who.plans.empty() || run.distance >= Metres{5000}; }

    /// Runs of the day with the group that name no session: one of them is at the day's session, where it has one
    /// alone, those that were not remote first and then the short ones. The others are left to make one up.
    void tell_with_the_group(Day day) {
        std::vector<Outing> runs;
        for (const auto& run : story_.runs)
            if (run.day == day && run.group == "momma" && !run.session) runs.push_back(run);
        const auto takes_place = [&](const Attendance& one) { return one.day() == day && !one.session.cancelled(); };
        const auto open = untold(day);
        if (!runs.empty() && !open.empty() && std::count_if(sessions_.begin(), sessions_.end(), takes_place) == 1) {
            const auto taken = std::min_element(runs.begin(), runs.end(), [](const Outing& a, const Outing& b) {
                return std::pair(a.remote, a.distance) < std::pair(b.remote, b.distance);
            });
            told_[name(*open.front())] = there(*open.front(), *taken);
            runs.erase(taken);
        }
        for (const auto& run : runs)
            if (counts(run)) ++spare_[day];
    }

    bool is_excused(const Attendance& one) const {
        for (const auto& answer : story_.who.answers)
            if (answer.kind == Answer::Kind::excuse && answer.session == name(one) && answer.announced <= story_.now &&
                (!answer.withdrawn || story_.now < *answer.withdrawn))
                return true;
        for (const auto& leave : story_.who.leaves)
            if (leave.announced <= story_.now && leave.when.from <= one.day() &&
                (!leave.when.until || one.day() < *leave.when.until))
                return true;
        return false;
    }

    /// Uses up to `spare` runs for those of `open` that told nothing, then for the excused.
    void use(int& spare, const std::vector<const Attendance*>& open) {
        for (const bool excused : {false, true})
            for (const auto* one : open)
                if (is_excused(*one) == excused && spare > 0) --spare, told_[name(*one)] = Presence::made_up;
    }

    void tell_made_up() {
        for (const auto& run : story_.runs)
            if (!run.session && run.group != "momma" && counts(run)) ++spare_[run.day];
        int left = 0;
        std::vector<const Attendance*> by_week;
        for (int d = 0; d < 7; ++d) {
            const Day day = first_ + days{d};
            if (makeup(day) != Makeup::none) use(spare_[day], untold(day));
            left += spare_[day];
            if (makeup(day) != Makeup::week) continue;
            const auto open = untold(day);
            by_week.insert(by_week.end(), open.begin(), open.end());
        }
        use(left, by_week);
    }

    Presence without_run(const Attendance& one) const {
        if (is_excused(one)) return Presence::excused;
        if (!roster(one.day())) return Presence::not_expected;
        const bool is_closed = one.session.end + agreed(one.day()).grace <= story_.now;
        const bool week_is_over = first_ + weeks{1} <= story_.today();
        const bool waits_for_week = makeup(one.day()) == Makeup::week && !week_is_over;
        return is_closed && !waits_for_week ? Presence::missed : Presence::pending;
    }

    const Story& story_;
    Day first_;
    std::vector<Attendance> sessions_;
    std::map<Day, int> spare_; ///< counting runs of a day that nothing has claimed
    std::map<LocalTime, Presence> told_;
};

} // namespace

TEST_CASE("in the stories told here everything happens") {
    std::map<Presence, int> stories_with;
    int beforehand = 0, long_streaks = 0, by_week = 0, broken = 0;
    CHECK(rc::check("what stories are made of", [&] {
        const auto story = any_story();
        const auto sessions = story.all();
        std::set<Presence> seen;
        for (const auto& one : sessions) seen.insert(one.presence);
        for (const auto presence : seen) ++stories_with[presence];
        if (std::any_of(sessions.begin(), sessions.end(), [](const auto& one) { return one.beforehand; })) ++beforehand;
        const auto streak = story.streak().streak;
        if (streak.length() >= 2) ++long_streaks;
        if (streak.length() == 0) ++broken;
        if (streak.step == Step::week) ++by_week;
    }));
    for (const auto presence : {Presence::cancelled, Presence::present, Presence::remote, Presence::made_up,
                                Presence::excused, Presence::pending, Presence::missed, Presence::not_expected}) {
        CAPTURE(to_text(presence));
        CHECK(stories_with[presence] >= 3);
    }
    CHECK(beforehand >= 3);
    CHECK(long_streaks >= 3);
    CHECK(by_week >= 3);
    CHECK(broken >= 3);
}

TEST_CASE("one more excuse adds no session to those missed and shortens no streak") {
    CHECK(rc::check("adding an excuse", [] {
        const auto before = any_story();
        const auto session = any_session(before);
        assert_no_worse(before, with_excuse(before, session.planned));
    }));
}

TEST_CASE("more leave adds no session to those missed and shortens no streak, where sessions are promised one by one") {
    CHECK(rc::check("adding leave", [] {
        const auto before = any_story({{"all", "promised"}});
        auto after = before;
        const Day first = before.today() - days{any_of_range(-5, 70)};
        after.is_off(first, first + days{any_of_range(0, 16)}, at(first, any_of_range(-60, 60)));
        assert_no_worse(before, after);
    }));
}

TEST_CASE("one more run takes nobody from where they were, adds no session to those missed and shortens no streak") {
    CHECK(rc::check("adding a run", [] {
        const auto before = any_story();
        const auto after = with_run(before, any_session(before));
        assert_no_worse(before, after);
        const auto sessions = by_name(after.all());
        for (const auto& one : before.all())
            if (one.attended()) RC_ASSERT(sessions.at(one.session.planned).attended());
    }));
}

TEST_CASE("the order in which runs, answers, leaves, changes and rules are handed over does not matter") {
    CHECK(rc::check("order of rows", [] {
        const auto story = any_story();
        auto shuffled = story;
        shuffle(shuffled.runs);
        shuffle(shuffled.who.answers);
        shuffle(shuffled.who.leaves);
        shuffle(shuffled.changes);
        assert_same(story.all(), shuffled.all());
    }));
}

TEST_CASE("the order in which runs were entered does not matter for who was there") {
    CHECK(rc::check("order of entry", [] {
        const auto story = any_story();
        auto later = story;
        shuffle(later.runs);
        for (std::size_t i = 0; i < later.runs.size(); ++i) later.runs[i].run.value = static_cast<std::int64_t>(i) + 1;
        const auto sessions = by_name(later.all());
        for (const auto& one : story.all()) {
            const auto& other = sessions.at(one.session.planned);
            RC_ASSERT(to_text(one.presence) == to_text(other.presence));
            RC_ASSERT(one.expected == other.expected);
        }
    }));
}

TEST_CASE("a change of role changes no attendance") {
    CHECK(rc::check("changing a role", [] {
        const auto before = any_story();
        auto after = before;
        auto& rows = after.who.memberships;
        RC_PRE(!rows.empty());
        const auto at = any_of_range(0, static_cast<int>(rows.size()));
        auto& closed = rows[static_cast<std::size_t>(at)];
        auto opened = closed;
        const Day day = closed.when.from + days{any_of_range(1, 30)};
        RC_PRE(closed.when.contains(day));
        closed.when.until = day;
        opened.when.from = day;
        opened.role = Role::coach;
        rows.insert(rows.begin() + at + 1, opened);
        assert_same(before.all(), after.all());
        RC_ASSERT(before.streak().streak.length() == after.streak().streak.length());
    }));
}

TEST_CASE("a rule changed from today on changes no attendance of the days before") {
    CHECK(rc::check("changing a rule", [] {
        auto before = any_story({.commitments = Cast{}.commitments, .rules_may_meet = false});
        const Day today = before.today();
        before.now = utc(LocalTime{today});
        std::erase_if(before.runs, [&](const Outing& run) {
            return run.day >= today || (run.session && run.session->day >= today);
        });
        const auto is_to_come = [&](const auto& row) { return row.session >= LocalTime{today}; };
        std::erase_if(before.who.answers, is_to_come);
        std::erase_if(before.changes, is_to_come);
        auto after = before;
        auto& closed = after.rules[static_cast<std::size_t>(any_of_range(0, static_cast<int>(after.rules.size())))];
        RC_PRE(closed.when.from < today && closed.when.contains(today));
        auto changed = closed;
        closed.when.until = today;
        changed.when.from = today;
        changed.starts = hours{12} + minutes{34};
        changed.place = "the hall";
        if (changed.pattern.kind != Pattern::Kind::once) after.rules.push_back(changed);
        auto then = before.all(), now = after.all();
        const auto is_later = [&](const Attendance& one) { return one.day() >= today; };
        RC_ASSERT(then.size() == now.size());
        std::erase_if(then, is_later);
        std::erase_if(now, is_later);
        assert_same(then, now);
    }));
}

TEST_CASE("a report of a past day says what it said that day, whatever was entered since") {
    CHECK(rc::check("as of a day", [] {
        const auto story = any_story();
        const auto later = as_of_end(story, story.today() - days{any_of_range(1, 40)});
        const auto then = as_it_was(later);
        assert_same(then.all(), later.all());
        RC_ASSERT(then.streak().streak.length() == later.streak().streak.length());
    }));
}

TEST_CASE("a session is expected of somebody only who came, told, missed it or still may come") {
    CHECK(rc::check("what is expected", [] {
        const auto story = any_story();
        for (const auto& one : story.all()) {
            const bool has_fate = one.attended() || one.presence == Presence::excused ||
                                  one.presence == Presence::missed || one.presence == Presence::pending;
            if (one.expected) RC_ASSERT(has_fate);
            if (one.presence == Presence::missed) RC_ASSERT(one.expected);
            if (one.beforehand) RC_ASSERT(one.presence == Presence::excused);
            RC_ASSERT(one.keep_by.has_value() == (one.presence == Presence::pending));
            if (one.keep_by) RC_ASSERT(*one.keep_by >= std::max(one.day(), story.today()));
            if (one.keep_by) RC_ASSERT(utc(LocalTime{*one.keep_by}) < one.closes);
            if (one.presence == Presence::made_up) RC_ASSERT(one.session.start.instant() <= story.now);
            const bool has_reason = one.presence == Presence::cancelled || one.presence == Presence::excused;
            RC_ASSERT(one.announced.has_value() == has_reason);
            if (!has_reason) RC_ASSERT(one.reason.empty());
            RC_ASSERT(one.attended() == (one.run.has_value() && one.presence != Presence::cancelled));
            if (one.presence == Presence::missed) RC_ASSERT(one.closes <= story.now);
            if (one.presence == Presence::pending) RC_ASSERT(story.now < one.closes);
        }
    }));
}

TEST_CASE("what is expected of members is what they did, told and missed") {
    CHECK(rc::check("accounts", [] {
        const auto story = any_story();
        const auto report = story.missed(story.today() - days{any_of_range(0, 80)});
        RC_ASSERT(report.missed == static_cast<int>(report.missed_sessions.size()));
        RC_ASSERT(report.beforehand <= report.excused);
        RC_ASSERT(report.made_up <= report.attended);
        RC_ASSERT(report.expected == report.attended + report.excused + report.missed);
        const auto everybody = story.missed(story.today() - days{100});
        RC_ASSERT(everybody.missed >= report.missed);
        RC_ASSERT(everybody.missed >= everybody.in_a_row);
    }));
}

TEST_CASE("a session streak is what counting back from today finds") {
    CHECK(rc::check("streak by session", [] {
        const auto story = any_story();
        RC_PRE(story.step() == Step::session);
        auto sessions = story.all();
        std::erase_if(sessions, [&](const Attendance& one) { return one.day() > story.today(); });
        int length = 0, pending = 0;
        while (!sessions.empty() && sessions.back().presence != Presence::missed) {
            if (sessions.back().attended()) ++length;
            if (sessions.back().presence == Presence::pending) ++pending;
            sessions.pop_back();
        }
        const auto result = story.streak();
        RC_ASSERT(result.streak.length() == length);
        RC_ASSERT(result.streak.needs == pending);
        RC_ASSERT(result.ended_by.has_value() == !sessions.empty());
        if (result.ended_by) assert_same(*result.ended_by, sessions.back());
    }));
}

TEST_CASE("a streak of weeks is what counting back from this week finds") {
    CHECK(rc::check("streak by week", [] {
        const auto story = any_story({{"1/week", "2/week", "3/week", "7/week"}});
        RC_PRE(story.step() == Step::week);
        const auto pull = story.weeks();
        int length = 0;
        bool is_over = false;
        while (const auto week = pull()) {
            const bool came = count(week->sessions, Presence::present) + count(week->sessions, Presence::remote) +
                                  count(week->sessions, Presence::made_up) >
                              0;
            const bool missed = count(week->sessions, Presence::missed) > 0;
            if (missed && is_over) break;
            if (came && !missed && week->needs == 0) ++length;
            is_over = true;
        }
        RC_ASSERT(story.streak().streak.length() == length);
    }));
}

TEST_CASE("a streak over sessions is never lost, and one that is open is kept by the sessions it needs") {
    CHECK(rc::check("keeping a session streak", [] {
        auto story = around_a_session(any_story({{"all", "all", "promised"}}));
        const auto before = story.streak().streak;
        RC_ASSERT(before.state != StreakState::lost);
        RC_ASSERT(before.keep_by.has_value() == (before.state == StreakState::open));
        RC_PRE(before.state == StreakState::open);
        RC_ASSERT(*before.keep_by >= story.today());
        for (const auto& one : story.all()) {
            if (one.presence != Presence::pending || one.day() > story.today()) continue;
            const Day planned = date::floor<days>(one.session.planned);
            story.runs.push_back(
                {story.next_run(), one.day(), far, "momma", When{planned, one.session.planned - planned}, false});
        }
        const auto after = story.streak().streak;
        RC_ASSERT(after.state == StreakState::kept);
        RC_ASSERT(after.length() == before.length() + before.needs);
    }));
}

TEST_CASE("a run attends one session") {
    CHECK(rc::check("one run, one session", [] {
        std::set<RunId> used;
        for (const auto& one : any_story().all())
            if (one.attended()) RC_ASSERT(used.insert(*one.run).second);
    }));
}

TEST_CASE("what became of somebody who promised all is what judging without giving runs to sessions finds") {
    CHECK(rc::check("attendance agrees with the oracle", [] {
        const auto story = any_story({{"all"}});
        for (Day first = week_start(story.today(), date::Monday); first > story.today() - days{80}; first -= weeks{1}) {
            const auto told = Oracle(story, first).judge();
            for (const auto& one : story.week_of(first).sessions)
                RC_ASSERT(to_text(one.presence) == to_text(told.at(one.session.planned)));
        }
    }));
}

TEST_CASE("of so many a week no more is missed than is lacking once all that can be attended is") {
    CHECK(rc::check("so many a week", [] {
        auto story = any_story();
        const int promised = any_of_range(1, 8);
        story.who.memberships.clear();
        story.who.leaves.clear();
        story.joins(std::to_string(promised) + "/week", story.today() - days{300});
        const auto week = story.week_of(story.today() - weeks{any_of_range(0, 8)});
        int done = 0, open = 0, held = 0;
        for (const auto& one : week.sessions) {
            if (one.presence == Presence::cancelled) continue;
            ++held;
            if (one.attended() || one.presence == Presence::excused)
                ++done;
            else if (story.now < one.closes)
                ++open;
        }
        const int lacking = std::max(0, std::min(promised, held) - done);
        RC_ASSERT(count(week.sessions, Presence::missed) == std::max(0, lacking - open));
        RC_ASSERT(count(week.sessions, Presence::pending) == (lacking > 0 ? open : 0));
        RC_ASSERT(week.needs == lacking);
        bool is_spared = false;
        for (auto one = week.sessions.rbegin(); one != week.sessions.rend(); ++one) {
            if (one->presence == Presence::not_expected) is_spared = true;
            if (one->presence == Presence::missed) RC_ASSERT_FALSE(is_spared);
        }
    }));
}

} // namespace runlog
