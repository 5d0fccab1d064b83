#include "domain/statements.hpp"
#include "runlog/formats/record.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace runlog::formats {

using namespace runlog::testing;

namespace {

const std::string uid = to_text(uid_of(9));

/// A line of one run, with these facts.
std::string line_with(const std::string& facts) {
    return R"({"v":1,"n":7,"t":1795262400000,"op":"set","e":"run:)" + uid + R"(","f":)" + facts + "}";
}

RecordLine understood(const std::string& line) {
    const auto read = parse_record(line);
    const auto* record = std::get_if<RecordLine>(&read);
    REQUIRE(record);
    return *record;
}

/// Why a line is bad; empty where it is not.
std::string why_bad(const std::string& line) {
    const auto read = parse_record(line);
    const auto* bad = std::get_if<BadRecord>(&read);
    return bad ? bad->why : "";
}

std::int64_t number_of_newer(const std::string& line) {
    const auto read = parse_record(line);
    const auto* newer = std::get_if<NewerRecord>(&read);
    return newer ? newer->number : 0;
}

bool is_same(const RecordLine& one, const RecordLine& other) {
    return one.number == other.number && one.at == other.at && one.thing == other.thing && one.maker == other.maker &&
           one.facts == other.facts;
}

} // namespace

TEST_CASE("a record is read back as it was said") {
    CHECK(rc::check("record_text and parse_record", [] {
        const auto thing = *any_thing();
        RecordLine record{*rc::gen::inRange<std::int64_t>(1, INT64_MAX),
                          *rc::gen::inRange<std::int64_t>(0, latest_at),
                          name_of(thing),
                          {},
                          *any_facts()};
        if (*rc::gen::arbitrary<bool>()) record.maker = *any_member();
        record.facts.emplace(*rc::gen::arbitrary<std::string>() + "?", *any_value()); // of tomorrow, oddly named
        if (why_not_said(thing.kind, record.facts)) return;
        const auto text = record_text(record);
        RC_ASSERT(text.find('\n') == std::string::npos);
        const auto read = parse_record(text);
        const auto* same = std::get_if<RecordLine>(&read);
        RC_ASSERT(same);
        // Names that are no UTF-8 are mended in writing; all others stay.
        if (text.find("\xef\xbf\xbd") == std::string::npos) RC_ASSERT(is_same(*same, record));
    }));
}

TEST_CASE("any text comes back through a record: quotes, line breaks, other scripts, controls") {
    for (const std::string& text : {std::string("\"quoted\\\""), std::string("two\nlines\r\n"), std::string("Ålund 🏃"),
                                    std::string("nul\0inside", 10), std::string("\x1b[2J")}) {
        const RecordLine record{1, 0, "group", {}, {{"title", text}}};
        const auto written = record_text(record);
        CHECK(written.find('\n') == std::string::npos);
        CHECK(is_same(understood(written), record));
    }
    const auto mended = understood(record_text({1, 0, "group", {}, {{"title", std::string("a\xff")}}}));
    CHECK(mended.facts.at("title") == Value{std::string("a\xef\xbf\xbd")});
}

TEST_CASE("a line is written as it was agreed on") {
    const RecordLine record{
        123, 1795262400000, "run:" + uid, anna, {{"distance_m", std::int64_t{8047}}, {"place", {}}}};
    CHECK(record_text(record) == fmt::format(R"({{"v":1,"n":123,"t":1795262400000,"op":"set","e":"run:{}","of":"{}",)"
                                             R"("f":{{"distance_m":8047,"place":null}}}})",
                                             uid, to_text(anna)));
}

TEST_CASE("what a newer program wrote is kept until it can be read, by its number") {
    CHECK(number_of_newer(R"({"v":2,"n":5})") == 5);
    CHECK(number_of_newer(R"({"v":9999,"n":5,"t":"tomorrow","op":7})") == 5);
    CHECK(number_of_newer(R"({"v":1,"n":6,"t":0,"op":"merge","e":"group","f":{}})") == 6);
    CHECK(number_of_newer(R"({"v":1,"n":6})") == 6); // no operation at all
    CHECK(number_of_newer(R"({"v":1,"n":7,"t":0,"op":"set","e":"shoe:1","f":{}})") == 7);
    CHECK(number_of_newer(R"({"v":1,"n":7,"t":0,"op":"set","e":"run:not-a-uid","f":{}})") == 7);
}

TEST_CASE("a bad line says why it is bad") {
    CHECK(why_bad("") == "it is no record");
    CHECK(why_bad("set run") == "it is no record");
    CHECK(why_bad("[1]") == "it is no record");
    CHECK(why_bad("7") == "it is no record");
    CHECK(why_bad(line_with("{}") + " ,") == "it is no record");
    CHECK(why_bad(line_with("{\"note\":\"\xff\"}")) == "it is no record");
    CHECK(why_bad(line_with("{\"note\":\"\xed\xa0\x80\"}")) == "it is no record");
    CHECK(why_bad(std::string(200'000, '[')) == "it is too long");
    CHECK(why_bad(std::string(longest_record, '[')) == "it is no record");
    CHECK(why_bad(line_with("[]")) == "it says nothing");
    CHECK(why_bad(line_with("null")) == "it says nothing");
    CHECK(why_bad(R"({"v":1,"n":7,"t":0,"op":"set","e":"group"})") == "it says nothing");
    CHECK(why_bad(R"({"v":1,"n":7,"t":0,"op":"set","f":{}})") == "it is about nothing");
    CHECK(why_bad(R"({"v":1,"n":7,"t":0,"op":"set","e":["group"],"f":{}})") == "it is about nothing");
    CHECK(why_bad(line_with(R"({"day":"soon"})")) == "day says nothing that can be understood");
    CHECK(why_bad(line_with(R"({"day":null})")) == "day says nothing that can be understood");
    CHECK(why_bad(line_with(R"({"gone":true})")) == "gone is neither 0 nor 1");
}

TEST_CASE("records are numbered from 1 by whole numbers of 64 bits") {
    for (const char* number :
         {"0", "-1", "1.0", "1e3", "\"1\"", "null", "true", "9223372036854775808", "99999999999999999999", "[1]"}) {
        CAPTURE(number);
        CHECK(why_bad(fmt::format(R"({{"v":1,"n":{},"t":0,"op":"set","e":"group","f":{{}}}})", number)) ==
              "it has no number");
    }
    for (const char* version : {"0", "-1", "1.0", "\"1\"", "null", "99999999999999999999"}) {
        CAPTURE(version);
        CHECK(why_bad(fmt::format(R"({{"v":{},"n":1}})", version)) == "it has no version");
    }
    CHECK(understood(R"({"v":1,"n":9223372036854775807,"t":0,"op":"set","e":"group","f":{}})").number == INT64_MAX);
}

TEST_CASE("a time that cannot be believed makes a bad line") {
    for (const std::string& at : {std::string("-1"), std::to_string(latest_at + 1), std::string("1.5"),
                                  std::string("\"now\""), std::string("99999999999999999999"), std::string("null")}) {
        CAPTURE(at);
        CHECK(why_bad(fmt::format(R"({{"v":1,"n":1,"t":{},"op":"set","e":"group","f":{{}}}})", at)) ==
              "its time cannot be believed");
    }
    CHECK(understood(fmt::format(R"({{"v":1,"n":1,"t":{},"op":"set","e":"group","f":{{}}}})", latest_at)).at ==
          latest_at);
}

TEST_CASE("whose a thing is must be somebody") {
    const auto line = [](const std::string& maker) {
        return fmt::format(R"({{"v":1,"n":1,"t":0,"op":"set","e":"run:{}","of":{},"f":{{}}}})", uid, maker);
    };
    CHECK(understood(line('"' + to_text(anna) + '"')).maker == anna);
    for (const std::string& odd :
         {std::string("null"), std::string("7"), std::string("\"anna\""), '"' + to_text(Uid{}) + '"'})
        CHECK(why_bad(line(odd)) == "whose thing it is cannot be read");
}

TEST_CASE("what is neither number nor text nor list of rows is none, and bad where there must be something") {
    CHECK(why_bad(line_with(R"({"with_group":1.0})")) == "with_group says nothing that can be understood");
    CHECK(why_bad(line_with(R"({"day":["2026-11-21"]})")) == "day says nothing that can be understood");
    CHECK(why_bad(line_with(R"({"day":{"is":"2026-11-21"}})")) == "day says nothing that can be understood");
    CHECK(why_bad(line_with(R"({"day":[]})")) == "day is a list");
    CHECK(why_bad(line_with(R"({"distance_m":-5})")) == "distance_m says nothing that can be understood");
    CHECK(understood(line_with(R"({"mood":1.5,"shoes":{"left":[[1]]},"pace":99999999999999999999})")).facts ==
          Facts{{"mood", {}}, {"shoes", {}}, {"pace", {}}});
}

TEST_CASE("of a field that is said twice the last word counts, on every machine") {
    CHECK(understood(line_with(R"({"distance_m":1,"distance_m":2})")).facts.at("distance_m") == Value{std::int64_t{2}});
    CHECK(understood(R"({"v":1,"n":1,"n":3,"t":0,"op":"set","e":"group","f":{}})").number == 3);
}

TEST_CASE("fields that nobody knows yet are read with the others") {
    const auto record =
        understood(R"({"v":1,"n":1,"t":0,"op":"set","e":"group","by":"hand","f":{"title":"M","hue":3}})");
    CHECK(record.facts == Facts{{"title", std::string("M")}, {"hue", std::int64_t{3}}});
    CHECK(understood(record_text(record)).facts == record.facts);
}

TEST_CASE("rows of lists keep what they say") {
    const std::string rows = R"({"rows":[{"days_per_week":3,"least_m":null,"from_day":"2026-11-01","mood":"good"}]})";
    const auto record =
        understood(fmt::format(R"({{"v":1,"n":1,"t":0,"op":"set","e":"plans:{}","f":{}}})", to_text(anna), rows));
    const auto& list = std::get<std::vector<Row>>(record.facts.at("rows"));
    REQUIRE(list.size() == 1);
    CHECK(list[0].at("mood") == Scalar{std::string("good")});
    CHECK(list[0].at("least_m") == Scalar{});
}

} // namespace runlog::formats
