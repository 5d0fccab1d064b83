#include "runlog/formats/roster.hpp"

#include "domain/rosters.hpp"
#include "runlog/domain/error.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

using doctest::Contains;
using test::key_number;
using test::small_roster;

/// The roster's text with `part` replaced.
std::string with(const std::string& part, const std::string& other) {
    std::string text = roster_text(small_roster());
    const auto at = text.find(part);
    REQUIRE(at != std::string::npos);
    return text.replace(at, part.size(), other);
}

} // namespace

TEST_CASE("a roster is read as it was written, and written the same every time") {
    Roster roster = small_roster();
    roster.devices[1].keeper = {{1, 4}, {9, {}}};
    roster.devices[1].revoked = Revoked{std::string(40, 'a'), 12};
    roster.members[1].handle = "zoë";
    CHECK(parse_roster(roster_text(roster)) == roster);
    CHECK(roster_text(parse_roster(roster_text(roster))) == roster_text(roster));
}

TEST_CASE("a roster's text is for people too") {
    Roster roster = small_roster();
    roster.members.pop_back();
    roster.devices.pop_back();
    CHECK(roster_text(roster) == R"({
 "v": 1,
 "group": {
  "uid": "09090909-0909-0909-0909-090909090909",
  "handle": "momma"
 },
 "members": [
  {
   "uid": "01010101-0101-0101-0101-010101010101",
   "handle": "anna",
   "role": "organizer"
  }
 ],
 "devices": [
  {
   "id": "aaaaaaaaaaaaaaaa",
   "member": "01010101-0101-0101-0101-010101010101",
   "key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB",
   "keeper": [
    {
     "first": 1
    }
   ]
  }
 ]
}
)");
}

TEST_CASE("a roster by a newer runlog is told as such") {
    CHECK_THROWS_WITH_AS(parse_roster(with("\"v\": 1", "\"v\": 2")), Contains("was written by a newer runlog"), Error);
    CHECK_THROWS_WITH_AS(parse_roster("{\"v\":2}"), Contains("was written by a newer runlog"), Error);
}

TEST_CASE("whatever is odd in a roster is an error that says what") {
    const auto check = [](const std::string& text, const char* why) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse_roster(text), Contains(why), Error);
    };
    check("", "it is not JSON");
    check("{\"v\":1", "it is not JSON");
    check("\"\xff\"", "it is not JSON");
    check("[]", "something in it is no object");
    check("{}", "'v' is missing");
    check(with("\"v\": 1", "\"v\": \"1\""), "'v' is not a whole number");
    check(with("\"v\": 1", "\"v\": 18446744073709551615"), "'v' is not a whole number");
    check(with("\"members\": [", "\"members\": 3, \"x\": ["), "'members' is not a list");
    check(with("\"handle\": \"momma\"", "\"handle\": 3"), "'handle' is not a text");
    check(with("\"organizer\"", "\"king\""), "'role' is none");
    check(with("09090909-0909", "09090909_0909"), "'uid' is not a UUID");
    check(with("\"aaaaaaaaaaaaaaaa\"", "\"aaaa\""), "a device's id is not 16 hexadecimal digits");
    check(with("\"bbbbbbbbbbbbbbbb\"", "\"aaaaaaaaaaaaaaaa\""), "device aaaaaaaaaaaaaaaa stands there twice");
    check(with("\"first\": 1", "\"first\": 0"), "are not in order");
    check(with("\"keeper\": []", "\"keeper\": [], \"revoked\": {}"), "'commit' is missing");
    check(roster_text(small_roster()) + std::string(4 << 20, ' '), "longer than 4 MiB");
    check(std::string(100'000, '['), "it is not JSON");
}

TEST_CASE("a field that a later version adds disturbs nobody") {
    CHECK(parse_roster(with("\"v\": 1", "\"v\": 1, \"motto\": \"dawn\"")) == small_roster());
}

TEST_CASE("a request is read as it was written") {
    const Request request{"0123456789abcdef", key_number(3), "Zoë \"Z\" O'Neil"};
    CHECK(parse_request(request_text(request)) == request);
    CHECK(request_text(request).ends_with("}\n"));
}

TEST_CASE("a request that is odd, or whose name a terminal would obey, is an error") {
    const Request request{"0123456789abcdef", key_number(3), "carl"};
    const auto check = [&](auto change, const char* why) {
        Request odd = request;
        change(odd);
        CHECK_THROWS_WITH_AS(parse_request(request_text(odd)), Contains(why), Error);
    };
    check([](Request& odd) { odd.device = "../../x"; }, "the device's id");
    check([](Request& odd) { odd.key = "ssh-rsa AAAA"; }, "the key is no ssh-ed25519 key");
    check([](Request& odd) { odd.name = "\x1b[2Jcarl"; }, "the name cannot be printed");
    check([](Request& odd) { odd.name = "a\nb"; }, "the name cannot be printed");
    check([](Request& odd) { odd.name = std::string(201, 'x'); }, "the name cannot be printed");
    CHECK_THROWS_WITH_AS(parse_request("{\"v\":2}"), Contains("The request to be let in was written by a newer"),
                         Error);
}

} // namespace runlog::formats
