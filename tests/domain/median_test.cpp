#include "runlog/domain/median.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace runlog {

TEST_CASE("the interval's ranks are those of the tables of the sign test") {
    const auto rank = [](std::size_t count, double coverage) { return interval_rank(count, coverage).value_or(0); };
    SUBCASE("95 percent") {
        CHECK(rank(5, 0.95) == 0); // the outermost two hold the median in 15 of 16 cases
        CHECK(rank(6, 0.95) == 1);
        CHECK(rank(8, 0.95) == 1);
        CHECK(rank(9, 0.95) == 2);
        CHECK(rank(11, 0.95) == 2);
        CHECK(rank(12, 0.95) == 3);
        CHECK(rank(15, 0.95) == 4);
        CHECK(rank(20, 0.95) == 6);
        CHECK(rank(25, 0.95) == 8);
        CHECK(rank(30, 0.95) == 10);
        CHECK(rank(50, 0.95) == 18);
        CHECK(rank(100, 0.95) == 40);
    }
    SUBCASE("99 percent") {
        CHECK(rank(7, 0.99) == 0);
        CHECK(rank(8, 0.99) == 1);
        CHECK(rank(12, 0.99) == 2);
        CHECK(rank(20, 0.99) == 4);
        CHECK(rank(50, 0.99) == 16);
        CHECK(rank(100, 0.99) == 37);
    }
    SUBCASE("thousands, of which the bell curve knows as well") {
        const double expected = 100'000 / 2.0 - 1.959964 * std::sqrt(100'000) / 2;
        CHECK(std::abs(static_cast<double>(rank(100'000, 0.95)) - expected) < 2);
    }
}

TEST_CASE("the median lies in the middle, its interval on measurements") {
    const auto odd = median_of({9, 1, 8, 2, 7, 3, 6, 4, 5}, 0.95);
    REQUIRE(odd);
    CHECK(odd->value == 5);
    CHECK(odd->low == 2);
    CHECK(odd->high == 8);
    const auto even = median_of({1, 2, 3, 4, 5, 7, 8, 100}, 0.95);
    REQUIRE(even);
    CHECK(even->value == 4.5);
    CHECK(even->low == 1);
    CHECK(even->high == 100);
    CHECK_FALSE(median_of({}, 0.95));
    CHECK_FALSE(median_of({1, 2, 3, 4, 5}, 0.95));
}

} // namespace runlog
