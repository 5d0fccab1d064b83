#include "runlog/domain/streak.hpp"

#include "streak_oracle.hpp"
#include "streak_support.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace runlog {

namespace {

using date::days;
using test::Diary;
using test::handing_out;
using test::Oracle;
using test::sorted_newest_first;

/// A diary and what is asked of it.
struct Question {
    Diary diary;
    By by;
    Day today;
    date::weekday week_begins;

    Streak streak() const { return test::streak_of(diary, by, today, week_begins); }
    std::optional<Stretch> best() const { return test::best_of(diary, by, today, week_begins); }
    Oracle oracle() const { return {diary, by, today, week_begins}; }
};

int any_of_range(int from, int until) {
    return *rc::gen::inRange(from, until);
}

std::optional<Metres> any_distance() {
    const int kilometres = any_of_range(0, 6);
    return kilometres == 0 ? std::nullopt : std::optional(Metres{kilometres * 1000});
}

RunDay any_run(Day today) {
    return {today - days{any_of_range(-7, 100)}, any_distance()};
}

/// Fourteen weeks in most of whose days somebody ran, some twice, and a week to come.
std::vector<RunDay> any_runs(Day today) {
    const auto busy = *rc::gen::container<std::vector<int>>(
        105, rc::gen::weightedElement<int>({{3, 0}, {5, 1}, {2, 2}, {1, 3}, {1, 4}}));
    std::vector<RunDay> runs;
    Day day = today + days{7};
    for (const int kind : busy) {
        if (kind == 1) runs.push_back({day, Metres{5000}});
        if (kind == 2) runs.push_back({day, Metres{1000}});
        if (kind == 3) runs.push_back({day, {}});
        if (kind == 4) runs.insert(runs.end(), {{day, Metres{2000}}, {day, Metres{3000}}});
        day -= days{1};
    }
    return runs;
}

Plan any_promise() {
    Plan plan;
    plan.days_per_week = any_of_range(1, 8);
    if (any_of_range(0, 2) == 1) plan.least = Metres{any_of_range(1, 5) * 1000};
    return plan;
}

std::vector<Plan> any_plans(Day today) {
    std::vector<Plan> plans;
    for (int i = any_of_range(0, 4); i > 0; --i)
        plans = change_plan(std::move(plans), today - days{any_of_range(-10, 130)}, any_promise());
    if (any_of_range(0, 3) == 0) plans = change_plan(std::move(plans), today - days{any_of_range(0, 100)}, {});
    return plans;
}

Leave any_leave(Day today) {
    const Day first = today - days{any_of_range(-5, 100)};
    if (any_of_range(0, 10) == 0) return test::leave_of(first, {});
    return test::leave_of(first, first + days{any_of_range(0, 25)});
}

Question any_question() {
    Question question;
    question.today = test::november(16) + days{any_of_range(0, 7)};
    question.by = *rc::gen::element(By::day, By::week);
    question.week_begins = *rc::gen::element(date::Monday, date::Sunday);
    question.diary.runs = any_runs(question.today);
    question.diary.promises.plans = any_plans(question.today);
    for (int i = any_of_range(0, 4); i > 0; --i) question.diary.promises.leaves.push_back(any_leave(question.today));
    return question;
}

int best_length(const Question& question) {
    const auto best = question.best();
    return best ? best->length : 0;
}

void assert_same(const Streak& one, const Streak& other) {
    RC_ASSERT(one.state == other.state);
    RC_ASSERT(one.stretch == other.stretch);
    RC_ASSERT(one.keep_by == other.keep_by);
    RC_ASSERT(one.needs == other.needs);
    RC_ASSERT(one.days_left == other.days_left);
    RC_ASSERT(one.until == other.until);
    RC_ASSERT(one.last == other.last);
}

} // namespace

TEST_CASE("a streak is what judging every period by itself finds") {
    CHECK(rc::check("streak agrees with the oracle", [] {
        const auto question = any_question();
        const auto oracle = question.oracle();
        const auto streak = question.streak();
        RC_ASSERT(streak.stretch == oracle.standing());
        RC_ASSERT(streak.state == oracle.state());
        RC_ASSERT(streak.current.last == oracle.last_day());
    }));
}

TEST_CASE("the best stretch is what judging every period by itself finds") {
    CHECK(rc::check("best_stretch agrees with the oracle", [] {
        const auto question = any_question();
        RC_ASSERT(question.best() == question.oracle().best());
    }));
}

TEST_CASE("a broken streak tells the newest of those before") {
    CHECK(rc::check("last is the first that ended", [] {
        auto question = any_question();
        const auto break_from = question.today - days{any_of_range(14, 40)};
        std::erase_if(question.diary.runs, [&](const RunDay& run) { return run.day > break_from; });
        const auto streak = question.streak();
        const auto oracle = question.oracle();
        RC_PRE(streak.state == StreakState::broken);
        RC_ASSERT(streak.last.has_value() == !oracle.ended().empty());
        if (streak.last) RC_ASSERT(*streak.last == oracle.ended().front());
    }));
}

TEST_CASE("the best stretch is never shorter than the one that stands") {
    CHECK(rc::check("best >= length", [] {
        const auto question = any_question();
        RC_ASSERT(best_length(question) >= question.streak().length());
    }));
}

TEST_CASE("one more run never shortens a streak") {
    CHECK(rc::check("adding a run", [] {
        const auto before = any_question();
        auto after = before;
        after.diary.runs.push_back(any_run(before.today));
        RC_ASSERT(after.streak().length() >= before.streak().length());
        RC_ASSERT(best_length(after) >= best_length(before));
    }));
}

TEST_CASE("more leave never shortens a streak") {
    CHECK(rc::check("adding leave", [] {
        const auto before = any_question();
        auto after = before;
        after.diary.promises.leaves.push_back(any_leave(before.today));
        RC_ASSERT(after.streak().length() >= before.streak().length());
        RC_ASSERT(best_length(after) >= best_length(before));
    }));
}

TEST_CASE("runs of one day may come in any order") {
    CHECK(rc::check("entry order", [] {
        const auto question = any_question();
        auto shuffled = question;
        for (auto& run : shuffled.diary.runs)
            std::swap(run, shuffled.diary.runs[static_cast<std::size_t>(
                               any_of_range(0, static_cast<int>(shuffled.diary.runs.size())))]);
        assert_same(shuffled.streak(), question.streak());
        RC_ASSERT(shuffled.best() == question.best());
    }));
}

TEST_CASE("what lies after today changes nothing") {
    CHECK(rc::check("runs to come", [] {
        const auto question = any_question();
        auto so_far = question;
        std::erase_if(so_far.diary.runs, [&](const RunDay& run) { return run.day > question.today; });
        assert_same(so_far.streak(), question.streak());
        RC_ASSERT(so_far.best() == question.best());
    }));
}

TEST_CASE("a change of plan from tomorrow on changes nothing today") {
    CHECK(rc::check("plans to come", [] {
        const auto before = any_question();
        auto after = before;
        after.diary.promises.plans =
            change_plan(before.diary.promises.plans, before.today + days{any_of_range(1, 10)}, any_promise());
        assert_same(after.streak(), before.streak());
    }));
}

TEST_CASE("a streak that is open is kept by as many days as it needs and by no fewer") {
    CHECK(rc::check("needs, days_left and keep_by", [] {
        auto question = any_question();
        const auto streak = question.streak();
        const auto free_days = question.oracle().free_days();
        RC_PRE(streak.state == StreakState::open);
        RC_ASSERT(streak.needs >= 1);
        RC_ASSERT(streak.days_left == static_cast<int>(free_days.size()));
        RC_ASSERT(streak.keep_by == question.oracle().last_day());
        std::erase_if(question.diary.runs, [&](const RunDay& run) { return run.day > question.today; });
        question.today = *streak.keep_by;
        for (std::size_t i = 0; i < static_cast<std::size_t>(streak.needs); ++i) {
            RC_ASSERT_FALSE(question.streak().current.kept());
            question.diary.runs.push_back({free_days.at(i), Metres{100'000}});
        }
        RC_ASSERT(question.streak().state == StreakState::kept);
        RC_ASSERT(question.streak().length() == streak.length() + 1);
    }));
}

TEST_CASE("a streak that stands pulls no run beyond the period that ends it but one") {
    CHECK(rc::check("runs pulled", [] {
        auto question = any_question();
        for (auto& plan : question.diary.promises.plans) plan.least.reset();
        const auto runs = sorted_newest_first(question.diary.runs);
        const auto pulled = std::make_shared<std::size_t>(0);
        const auto streak = runlog::streak(question.by, question.today, question.week_begins, question.diary.promises,
                                           handing_out(runs, pulled));
        RC_PRE(streak.stretch && streak.ended_by);
        const auto wanted = std::count_if(runs.begin(), runs.end(),
                                          [&](const RunDay& run) { return run.day >= streak.ended_by->first; });
        RC_ASSERT(*pulled <= static_cast<std::size_t>(wanted) + 1);
    }));
}

} // namespace runlog
