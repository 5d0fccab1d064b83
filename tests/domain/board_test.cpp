#include "runlog/domain/board.hpp"

#include "support.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace runlog {

namespace {

using test::november;

Standing standing(std::string member, int kept, int of, int streak) {
    return {std::move(member), PlanKept{kept, of, {}}, streak};
}

std::vector<std::string> names(const std::vector<Standing>& board) {
    std::vector<std::string> all;
    for (const auto& one : board) all.push_back(one.member);
    return all;
}

Training training(std::int64_t weekly, std::int64_t longest, int kept, int of = 8) {
    return {"", Metres{weekly}, Metres{longest}, PlanKept{kept, of, {}}};
}

/// Weeks of a plan of one day, the newest first: kept or not.
PlanKept weeks(const std::vector<bool>& kept) {
    PlanKept result;
    for (const bool one : kept) {
        result.weeks.push_back({november(2), november(8), one ? 1 : 0, 1, 0});
        ++result.of;
        result.kept += one ? 1 : 0;
    }
    return result;
}

} // namespace

TEST_CASE("who kept more of their own plan stands first, then who has kept it longer") {
    std::vector<Standing> board{standing("anna", 6, 8, 3), standing("beth", 8, 8, 8), standing("cora", 0, 0, 0),
                                standing("dora", 3, 4, 9), standing("eve", 6, 8, 3),  standing("fay", 0, 8, 0)};
    sort_board(board);
    CHECK(names(board) == std::vector<std::string>{"beth", "dora", "anna", "eve", "fay", "cora"});
    CHECK(places(board) == std::vector<std::optional<int>>{1, 2, 3, 3, 5, std::nullopt});
}

TEST_CASE("a modest plan kept stands before an ambitious one that was not") {
    std::vector<Standing> board{standing("six days a week", 7, 8, 2), standing("one day a week", 8, 8, 8)};
    sort_board(board);
    CHECK(board.front().member == "one day a week");
}

TEST_CASE("the order of the board does not depend on the order of the members") {
    rc::check([] {
        std::vector<Standing> board;
        const int count = *rc::gen::inRange(0, 12);
        for (int i = 0; i < count; ++i) {
            const int of = *rc::gen::inRange(0, 9);
            board.push_back(standing(std::string(1, static_cast<char>('a' + i)), *rc::gen::inRange(0, of + 1), of,
                                     *rc::gen::inRange(0, 4)));
        }
        auto other = board;
        std::reverse(other.begin(), other.end());
        sort_board(board);
        sort_board(other);
        RC_ASSERT(names(board) == names(other));
        const auto all = places(board);
        for (std::size_t i = 1; i < all.size(); ++i)
            if (all[i]) RC_ASSERT(all[i - 1] && *all[i - 1] <= *all[i]);
    });
}

TEST_CASE("the next one ahead is the nearest, not the best") {
    const std::vector<Training> others{training(50'000, 30'000, 8), training(22'000, 12'000, 7),
                                       training(24'000, 15'000, 7), training(9'000, 5'000, 2)};
    const Training mine = training(21'000, 12'000, 6);
    CHECK(next_ahead(Measure::weekly_distance, mine, others) == 1);
    CHECK(next_ahead(Measure::longest_run, mine, others) == 2);
    CHECK(next_ahead(Measure::plan_kept, mine, others) == 1);
    CHECK_FALSE(next_ahead(Measure::weekly_distance, others[0], others));
    CHECK_FALSE(next_ahead(Measure::plan_kept, mine, {}));
}

TEST_CASE("it takes as many weeks as push out those that were not kept") {
    CHECK(weeks_to_reach(1.0, weeks({true, true, false, true}), 4) == 2);
    CHECK(weeks_to_reach(0.75, weeks({false, true, false, true}), 4) == 2);
    CHECK(weeks_to_reach(0.5, weeks({false, true}), 4) == 0);
    CHECK(weeks_to_reach(1.0, weeks({}), 8) == 1);
    CHECK_FALSE(weeks_to_reach(1.5, weeks({true}), 8));
}

} // namespace runlog
