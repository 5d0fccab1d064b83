#include "runlog/store/settings.hpp"

#include "fixture.hpp"

#include <doctest/doctest.h>

namespace runlog::store {

using namespace testing;

TEST_CASE("a fresh log counts kilometres and begins its weeks on Monday") {
    const FreshLog fresh;
    CHECK(settings(fresh.log) == Settings{date::Monday, Unit::km});
}

TEST_CASE("settings are kept, and can go back") {
    FreshLog fresh;
    for (const Settings& wanted : {Settings{date::Sunday, Unit::mi}, Settings{date::Sunday, Unit::km},
                                   Settings{date::Monday, Unit::mi}, Settings{date::Monday, Unit::km}}) {
        fresh.write([&](Writer& writer) { set_settings(writer, wanted); });
        CHECK(settings(fresh.log) == wanted);
        CHECK(settings(Log::open(fresh.path, Access::read)) == wanted);
    }
}

TEST_CASE("setting what is set changes nothing") {
    FreshLog fresh;
    const auto set = [&] {
        return change(fresh.log, now, "config", [](Writer& writer) {
            return set_settings(writer, Settings{date::Sunday, Unit::mi}), "miles";
        });
    };
    CHECK(set());
    CHECK_FALSE(set());
}

} // namespace runlog::store
