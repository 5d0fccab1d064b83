#include "runlog/domain/uid.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using std::chrono::milliseconds;
using Random = std::array<std::uint8_t, 10>;

constexpr Random all_ones{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
constexpr milliseconds moment{0x0193'f5a2'1b3c};

} // namespace

TEST_CASE("a uid begins with its time and carries version and variant") {
    CHECK(to_text(make_uid(moment, {})) == "0193f5a2-1b3c-7000-8000-000000000000");
    CHECK(to_text(make_uid(moment, all_ones)) == "0193f5a2-1b3c-7fff-bfff-ffffffffffff");
    CHECK(to_text(make_uid(milliseconds{0}, {})) == "00000000-0000-7000-8000-000000000000");
}

TEST_CASE("the random bytes keep their places") {
    const Random random{0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x10, 0x32};
    CHECK(to_text(make_uid(moment, random)) == "0193f5a2-1b3c-7123-8567-89abcdef1032");
}

TEST_CASE("a newer uid sorts behind an older one whatever the dice say") {
    const auto older = make_uid(moment, all_ones);
    const auto newer = make_uid(moment + milliseconds{1}, {});
    CHECK(older < newer);
    CHECK(to_text(older) < to_text(newer));
    CHECK(make_uid(milliseconds{0xff}, all_ones) < make_uid(milliseconds{0x100}, {}));
}

TEST_CASE("a uid that was written can be read, in either case") {
    const auto uid = make_uid(moment, all_ones);
    CHECK(parse_uid(to_text(uid)) == uid);
    CHECK(parse_uid("0193F5A2-1B3C-7FFF-BFFF-FFFFFFFFFFFF") == uid);
    CHECK(parse_uid("00000000-0000-0000-0000-000000000000") == Uid{});
}

TEST_CASE("what is no uid is nothing") {
    for (const std::string_view text :
         {"", "0193f5a2", "0193f5a2-1b3c-7000-8000-00000000000", "0193f5a2-1b3c-7000-8000-0000000000000",
          "0193f5a21b3c70008000000000000000", "{193f5a2-1b3c-7000-8000-00000000000}",
          "0193f5a2_1b3c-7000-8000-000000000000", "0193f5a2-1b3c-7000-8000-00000000000g",
          "0193f5a2-1b3c-7000-80000-00000000000", "-193f5a2-1b3c-7000-8000-000000000000",
          "0193f5a2-1b3c-7000-8000-00000000000\xff"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_uid(text));
    }
}

} // namespace runlog
