#include "runlog/formats/json.hpp"

#include "rows.hpp"
#include "runlog/domain/text.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace runlog::formats {

namespace {

using Json = nlohmann::ordered_json;
using testing::full_run;
using testing::short_run;

std::vector<std::string> names_of(const Json& object) {
    std::vector<std::string> names;
    for (const auto& [name, value] : object.items()) names.push_back(name);
    return names;
}

std::string text_of(const Run& run) {
    return json_text(to_json(run));
}

} // namespace

TEST_CASE("a run is shown with all its fields in the order of DESIGN") {
    const std::vector<std::string> expected{"id",         "uid",     "day",    "start",   "zone",  "distance_m",
                                            "duration_s", "members", "group",  "session", "place", "tags",
                                            "note",       "private", "remote", "source",  "also",  "said_by"};
    CHECK(names_of(to_json(full_run())) == expected);
    CHECK(names_of(to_json(short_run())) == expected);
}

TEST_CASE("days, instants, metres and seconds are shown as scripts expect them") {
    const auto object = to_json(full_run());
    CHECK(object["id"] == 42);
    CHECK(object["uid"] == testing::some_uid);
    CHECK(object["day"] == "2026-11-20");
    CHECK(object["start"] == "2026-11-20T23:30:00-08:00");
    CHECK(object["zone"] == "America/Los_Angeles");
    CHECK(object["distance_m"] == 8047);
    CHECK(object["distance_m"].is_number_integer());
    CHECK(object["duration_s"] == 2710);
    CHECK(object["duration_s"].is_number_integer());
    CHECK(object["members"] == Json{"anna", "beth"});
    CHECK(object["group"] == "momma");
    CHECK(object["session"] == "2026-11-20T23:30");
    CHECK(object["place"] == "Green Lake");
    CHECK(object["tags"] == Json{"dark", "ice"});
    CHECK(object["note"] == "slow, but \"fine\"");
    CHECK(object["private"] == true);
    CHECK(object["remote"] == true);
    CHECK(object["source"] == "watch:17");
}

TEST_CASE("what is absent is null, and no list is missing") {
    const auto object = to_json(short_run());
    for (const auto* name : {"start", "duration_s", "group", "session", "place", "note", "source"}) {
        CAPTURE(name);
        CHECK(object[name].is_null());
    }
    CHECK(object["members"] == Json::array());
    CHECK(object["tags"] == Json::array());
    CHECK(object["private"] == false);
    CHECK(object["remote"] == false);
    Run timed = full_run();
    timed.distance.reset();
    CHECK(to_json(timed)["distance_m"].is_null());
}

TEST_CASE("one list entry stays a list") {
    Run run = short_run();
    run.members = {"anna"};
    run.tags = {"dark"};
    CHECK(to_json(run)["members"] == Json::array({"anna"}));
    CHECK(to_json(run)["tags"] == Json::array({"dark"}));
}

TEST_CASE("an object is one line, whatever its texts hold") {
    Run run = short_run();
    run.note = "ice\nsnow\r\n\x1b[31m\t\"\\\x7f" + std::string(1, '\0');
    const auto text = text_of(run);
    for (const char c : text) CHECK(static_cast<unsigned char>(c) >= 0x20);
    CHECK(Json::parse(text)["note"] == *run.note);
}

TEST_CASE("letters of every script are written as they are") {
    Run run = short_run();
    run.place = "Zoë 走る \U0001F3C3";
    CHECK(text_of(run).find("\"place\":\"Zoë 走る \U0001F3C3\"") != std::string::npos);
}

TEST_CASE("text that is not UTF-8 never keeps an object from being shown") {
    Run run = full_run();
    for (const std::string text : {"caf\xe9", "\xff\xfe", "\xed\xa0\x80", "\xf0\x9f\x91", "\xc0\xaf"}) {
        CAPTURE(text);
        run.note = run.place = run.group = run.session = run.source = run.zone = text;
        run.members = run.tags = {text};
        std::string shown;
        REQUIRE_NOTHROW(shown = text_of(run));
        CHECK(is_utf8(shown));
        CHECK(shown.find("\uFFFD") != std::string::npos);
        CHECK_NOTHROW(Json::parse(shown));
    }
}

} // namespace runlog::formats
