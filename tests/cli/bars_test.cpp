#include "cli/bars.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace runlog::cli {

TEST_CASE("a bar is as long as its part, and never nothing for something") {
    CHECK(bar(1, 4, true) == "████");
    CHECK(bar(0.5, 4, true) == "██");
    CHECK(bar(0.4, 4, true) == "█▋");
    CHECK(bar(0.001, 4, true) == "▏");
    CHECK(bar(0, 4, true).empty());
    CHECK(bar(1, 4, false) == "####");
    CHECK(bar(0.001, 4, false) == "#");
    CHECK(bar(0, 4, false).empty());
}

TEST_CASE("a line of values goes from a dot for nothing to the highest") {
    const std::vector<double> values{0, 1, 4, 8};
    CHECK(sparkline(values, true) == "·▁▄█");
    CHECK(sparkline(values, false) == ".148");
    CHECK(sparkline(std::vector<double>{0, 0}, true) == "··");
    CHECK(sparkline(std::vector<double>{0.01, 100}, false) == "18");
    CHECK(sparkline({}, true).empty());
}

} // namespace runlog::cli
