#include "runlog/domain/check_in.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace runlog {

namespace {

using All = std::vector<CheckIn>;

CheckIn check_in(std::string member, int in_a_row = 0, int weeks = 3) {
    CheckIn one;
    one.member = std::move(member);
    one.in_a_row = in_a_row;
    one.state = in_a_row > 0 ? MissedState::silent : MissedState::ok;
    one.weeks_in_a_row = weeks;
    return one;
}

CheckIn away(CheckIn one) {
    one.away = true;
    one.state = MissedState::excused;
    return one;
}

/// `silent anna; left beth`
std::string told(const All& before, const All& now) {
    std::string text;
    for (const auto& change : changes(before, now))
        text += (text.empty() ? "" : "; ") + std::string(to_text(change.news)) + " " + change.member();
    return text;
}

} // namespace

TEST_CASE("where nothing changed there is nothing to tell") {
    const All same{check_in("anna"), check_in("beth", 2), away(check_in("cora"))};
    CHECK(told(same, same).empty());
    CHECK(told({}, {}).empty());
}

TEST_CASE("who misses more in a row than a week ago is told of, and who was there again") {
    CHECK(told({check_in("anna"), check_in("beth", 1)}, {check_in("anna", 1), check_in("beth", 3)}) ==
          "silent anna; silent beth");
    CHECK(told({check_in("anna", 3)}, {check_in("anna", 0)}) == "came_back anna");
    CHECK(told({check_in("anna", 3)}, {check_in("anna", 1)}).empty());
}

TEST_CASE("who is on leave is not told of as silent") {
    CHECK(told({check_in("anna")}, {away(check_in("anna", 1))}) == "went_on_leave anna");
    CHECK(told({away(check_in("anna"))}, {check_in("anna")}) == "back_from_leave anna");
}

TEST_CASE("who is long gone is no news every week") {
    CheckIn gone = check_in("anna", 12);
    gone.state = MissedState::long_gone;
    CHECK(told({check_in("anna", 11)}, {gone}).empty());
}

TEST_CASE("a streak that is lost and a round number reached are told, shorter steps are not") {
    CHECK(told({check_in("anna", 0, 12)}, {check_in("anna", 0, 0)}) == "streak_lost anna");
    CHECK(told({check_in("anna", 0, 12)}, {check_in("anna", 0, 13)}).empty());
    CHECK(told({check_in("anna", 0, 9)}, {check_in("anna", 0, 10)}) == "milestone anna");
    CHECK(told({check_in("anna", 0, 10)}, {check_in("anna", 0, 10)}).empty());
    CHECK(told({check_in("anna", 0, 102)}, {check_in("anna", 0, 104)}) == "milestone anna");
    CHECK(told({check_in("anna", 0, 0)}, {check_in("anna", 0, 1)}).empty());
}

TEST_CASE("who joined, who left and whose plan changed are told after what needs a word") {
    CheckIn planned = check_in("beth");
    planned.days_per_week = 4;
    CHECK(told({check_in("anna"), check_in("beth"), check_in("dora")},
               {check_in("cora"), planned, check_in("dora", 1)}) ==
          "silent dora; plan_changed beth; joined cora; left anna");
}

} // namespace runlog
