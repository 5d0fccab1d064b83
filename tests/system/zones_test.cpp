#include "runlog/system/zones.hpp"

#include "runlog/domain/error.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>

namespace runlog::system {

namespace {

using doctest::Contains;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Sets TZ for as long as it lives.
class TimeZoneVariable {
public:
    explicit TimeZoneVariable(const std::string& value) {
        if (const char* before = std::getenv("TZ")) before_ = before;
        ::setenv("TZ", value.c_str(), 1);
        ::tzset();
    }
    TimeZoneVariable(const TimeZoneVariable&) = delete;
    TimeZoneVariable& operator=(const TimeZoneVariable&) = delete;
    ~TimeZoneVariable() {
        if (before_)
            ::setenv("TZ", before_->c_str(), 1);
        else
            ::unsetenv("TZ");
        ::tzset();
    }

private:
    std::optional<std::string> before_;
};

Zone nowhere() {
    return {"Nowhere", [](Instant) { return seconds{0}; }};
}

Instant utc(int year, unsigned month, unsigned day, int hour, int minute = 0, int second = 0) {
    return date::sys_days{date::year{year} / date::month{month} / date::day{day}} + hours{hour} + minutes{minute} +
           seconds{second};
}

seconds offset(const std::string& zone, Instant instant) {
    return find_zone(zone, nowhere()).offset_at(instant);
}

/// The zone of a process in which TZ has this value.
std::string name_under(const std::string& tz) {
    const TimeZoneVariable variable(tz);
    return local_zone(tz).name;
}

} // namespace

TEST_CASE("clocks in Berlin change at one o'clock UTC in March and October") {
    CHECK(offset("Europe/Berlin", utc(2026, 1, 1, 0)) == hours{1});
    CHECK(offset("Europe/Berlin", utc(2026, 3, 29, 0, 59, 59)) == hours{1});
    CHECK(offset("Europe/Berlin", utc(2026, 3, 29, 1)) == hours{2});
    CHECK(offset("Europe/Berlin", utc(2026, 10, 25, 0, 59, 59)) == hours{2});
    CHECK(offset("Europe/Berlin", utc(2026, 10, 25, 1)) == hours{1});
}

TEST_CASE("clocks in Los Angeles change at two o'clock local time in March and November") {
    CHECK(offset("America/Los_Angeles", utc(2026, 3, 8, 9, 59, 59)) == -hours{8});
    CHECK(offset("America/Los_Angeles", utc(2026, 3, 8, 10)) == -hours{7});
    CHECK(offset("America/Los_Angeles", utc(2026, 11, 1, 8, 59, 59)) == -hours{7});
    CHECK(offset("America/Los_Angeles", utc(2026, 11, 1, 9)) == -hours{8});
}

TEST_CASE("clocks may be ahead by half hours and quarter hours") {
    const auto instant = utc(2026, 11, 21, 12);
    CHECK(offset("Asia/Kathmandu", instant) == hours{5} + minutes{45});
    CHECK(offset("Asia/Kolkata", instant) == hours{5} + minutes{30});
    CHECK(offset("America/St_Johns", instant) == -(hours{3} + minutes{30}));
    CHECK(offset("Pacific/Chatham", instant) == hours{13} + minutes{45});
    CHECK(offset("UTC", instant) == seconds{0});
}

TEST_CASE("a start in the hour that Berlin leaves out moves forward, one in the hour it repeats is the first") {
    const auto berlin = find_zone("Europe/Berlin", nowhere());
    const auto spring = place(berlin, *parse_iso_time("2026-03-29T02:30"));
    CHECK(iso(spring) == "2026-03-29T03:30:00+02:00");
    CHECK(spring.change == ClockChange::skipped);
    const auto autumn = place(berlin, *parse_iso_time("2026-10-25T02:30"));
    CHECK(iso(autumn) == "2026-10-25T02:30:00+02:00");
    CHECK(autumn.change == ClockChange::repeated);
}

TEST_CASE("a zone is called by the name it was asked for") {
    CHECK(find_zone("Europe/Berlin", nowhere()).name == "Europe/Berlin");
    CHECK(find_zone("Asia/Kathmandu", nowhere()).name == "Asia/Kathmandu");
}

TEST_CASE("the local zone answers for its own name") {
    const Zone local{"Europe/Berlin", [](Instant) { return minutes{17}; }};
    CHECK(find_zone("Europe/Berlin", local).offset_at(utc(2026, 11, 21, 12)) == minutes{17});
    CHECK(find_zone("Europe/Paris", local).offset_at(utc(2026, 11, 21, 12)) == hours{1});
}

TEST_CASE("a zone that nobody knows is refused by its name") {
    for (const std::string_view name :
         {"Europe/Springfield", "", "berlin", "+01:00", "../../etc/passwd", "\xff", "Europe", "europe/berlin",
          "Europe/../Europe/Berlin", "posix/Europe/Berlin", "right/Europe/Berlin", "localtime", "tzdata.zi",
          "/usr/share/zoneinfo/Europe/Berlin", "Fixed/UTC+01:00:00"}) {
        CAPTURE(name);
        CHECK_THROWS_WITH_AS(find_zone(name, nowhere()), Contains("There is no time zone"), Error);
    }
    CHECK_THROWS_WITH_AS(find_zone("Europe/Springfield", nowhere()), Contains("'Europe/Springfield'"), Error);
}

TEST_CASE("TZ names the local zone, in each way in which it may be written") {
    CHECK(name_under("Europe/Berlin") == "Europe/Berlin");
    CHECK(name_under(":Europe/Berlin") == "Europe/Berlin");
    CHECK(name_under("/usr/share/zoneinfo/Europe/Berlin") == "Europe/Berlin");
    CHECK(name_under(":/usr/share/zoneinfo/Europe/Berlin") == "Europe/Berlin");
    CHECK(name_under("UTC") == "UTC");
}

TEST_CASE("the local zone's clocks change as those of the same zone in the database do") {
    for (const std::string name : {"Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu", "Australia/Lord_Howe"}) {
        CAPTURE(name);
        const TimeZoneVariable variable(name);
        const auto local = local_zone(name);
        const auto named = find_zone(name, nowhere());
        for (auto instant = utc(2026, 1, 1, 0); instant < utc(2027, 1, 1, 0); instant += hours{12})
            REQUIRE(local.offset_at(instant) == named.offset_at(instant));
    }
}

TEST_CASE("the local zone's clocks change to the second") {
    const TimeZoneVariable variable("Europe/Berlin");
    const auto local = local_zone("Europe/Berlin");
    CHECK(local.offset_at(utc(2026, 3, 29, 0, 59, 59)) == hours{1});
    CHECK(local.offset_at(utc(2026, 3, 29, 1)) == hours{2});
    CHECK(local.offset_at(utc(2026, 10, 25, 0, 59, 59)) == hours{2});
    CHECK(local.offset_at(utc(2026, 10, 25, 1)) == hours{1});
}

TEST_CASE("TZ may carry rules of its own") {
    const std::string rules = "CET-1CEST,M3.5.0,M10.5.0/3";
    const TimeZoneVariable variable(rules);
    const auto local = local_zone(rules);
    CHECK(local.name == rules);
    CHECK(local.offset_at(utc(2026, 1, 1, 12)) == hours{1});
    CHECK(local.offset_at(utc(2026, 7, 1, 12)) == hours{2});
}

TEST_CASE("a TZ that is no zone is refused, and what to do is said") {
    for (const std::string tz : {"Europe/Springfield", "berlin", ":nowhere", "/nowhere/at/all"}) {
        CAPTURE(tz);
        CHECK_THROWS_WITH_AS(name_under(tz), Contains("which is not a time zone"), Error);
    }
    try {
        name_under("Europe/Springfield");
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(std::string(error.what()).find("'Europe/Springfield'") != std::string::npos);
        CHECK(error.hint().find("Europe/Berlin") != std::string::npos);
    }
}

TEST_CASE("without TZ the system's zone is the local one") {
    CHECK_FALSE(local_zone({}).name.empty());
}

TEST_CASE("a TZ that names a folder, another file or nothing at all is refused") {
    for (const char* name : {"Europe", "tzdata.zi", "Nowhere1x", "../../../etc/passwd1", "Europe/Berlni"}) {
        CAPTURE(name);
        CHECK_THROWS_AS(local_zone(std::string(name)), Error);
    }
}

} // namespace runlog::system
