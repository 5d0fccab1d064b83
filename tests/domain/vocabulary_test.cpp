#include "runlog/domain/statement.hpp"
#include "statements.hpp"

#include <doctest/doctest.h>

namespace runlog {

using namespace testing;

namespace {

Value text(std::string words) {
    return words;
}

Value number(std::int64_t value) {
    return value;
}

bool may_be_said(Kind kind, const std::string& field, Value value) {
    return !why_not_said(kind, {{field, std::move(value)}});
}

/// A good value of a field, and some that nobody may say.
struct Sample {
    Kind kind;
    std::string field;
    Value good;
    std::vector<Value> bad;
};

std::vector<Sample> samples() {
    const std::string too_long(longest_text + 1, 'x');
    return {
        {Kind::group, "title", text(""), {Value{}, number(1), text(too_long), std::vector<Row>{}}},
        {Kind::group, "place", Value{}, {number(1), text(too_long)}},
        {Kind::group, "scope", text("national"), {text("world"), text("National"), Value{}}},
        {Kind::group, "callouts", text("group"), {text("all"), number(0)}},
        {Kind::rule, "pattern", text("other sat"), {text("sat, sun!"), text("second sat"), text(" sat"), Value{}}},
        {Kind::rule, "start_time", text("06:00"), {text("6"), text("25:00"), text("06:00:00"), number(6)}},
        {Kind::rule, "length_s", number(3600), {number(0), number(-1), number(3 * 86400 + 1), text("1h"), Value{}}},
        {Kind::rule, "anchor_day", text("2026-11-21"), {text("2026-11-31"), text("21.11.2026"), text("2026-11-21 ")}},
        {Kind::change, "moved_to", text("2026-11-21T06:00"), {text("2026-11-21"), text("2026-11-21T06:00:00")}},
        {Kind::change, "cancelled", number(1), {number(2), text("1"), Value{}}},
        {Kind::change,
         "announced_at",
         text("2026-11-21T06:58:00Z"),
         {text("2026-11-21T06:58:00"), text("2026-11-21T06:58:00+01:00"), text("2026-11-21T06:58Z"), Value{}}},
        {Kind::member, "handle", text("anna"), {text("me"), text("an na"), text(""), text("-a"), Value{}}},
        {Kind::leave, "everywhere", number(0), {number(-1), Value{}, text("no")}},
        {Kind::leave, "from_day", text("2026-11-21"), {text("today"), Value{}}},
        {Kind::leave, "until_day", Value{}, {text("2026-13-01"), number(20261121)}},
        {Kind::answer, "kind", text("excuse"), {text("maybe"), text(""), Value{}}},
        {Kind::answer, "session", text("2026-11-21T06:00"), {text("2026-11-21"), text("saturday")}},
        {Kind::run, "day", text("2026-11-21"), {text("2026-11-21T06:00"), Value{}, number(0)}},
        {Kind::run, "start", text("2026-11-21T06:00:00+01:00"), {text("2026-11-21T06:00:00"), text("06:00")}},
        {Kind::run, "distance_m", number(8047), {number(0), number(-5), number(INT64_MAX), text("8 km")}},
        {Kind::run, "duration_s", Value{}, {number(0), number(INT64_MAX)}},
        {Kind::run, "session", text("2026-11-21"), {text("2026-11-21T06"), text("2026-11")}},
        {Kind::run, "tags", text("dark,ice"), {text("dark, ice"), text("dark,,ice"), text(";"), Value{}}},
        {Kind::run, "m:" + to_text(anna), number(1), {number(2), text("1"), Value{}, std::vector<Row>{}}},
        {Kind::run, "gone", number(1), {number(2), text("yes"), Value{}}},
    };
}

Row plan_row(std::string from, Scalar until) {
    return {{"days_per_week", std::int64_t{3}}, {"from_day", std::move(from)}, {"until_day", std::move(until)}};
}

std::optional<std::string> why_no_plans(std::vector<Row> rows) {
    return why_not_said(Kind::plans, {{"rows", std::move(rows)}});
}

Facts some_run() {
    return {{"day", text("2026-11-21")}, {"zone", text("UTC")}, {"distance_m", number(5000)}, {"with_group", number(0)},
            {"tags", text("")},          {"remote", number(0)}, {participation(anna), yes}};
}

} // namespace

TEST_CASE("each field takes what it is for, and nothing else") {
    for (const auto& sample : samples()) {
        CAPTURE(sample.field);
        CHECK(may_be_said(sample.kind, sample.field, sample.good));
        for (std::size_t i = 0; i < sample.bad.size(); ++i) {
            CAPTURE(i);
            const auto why = why_not_said(sample.kind, {{sample.field, sample.bad[i]}});
            REQUIRE(why);
            CHECK(why->starts_with(sample.field));
        }
    }
}

TEST_CASE("fields of tomorrow pass, whatever is in them") {
    for (const Kind kind : all_kinds)
        for (const Value& value : {Value{}, number(-1), text("x"), Value{std::vector<Row>{}}})
            CHECK(may_be_said(kind, "of_tomorrow", value));
    CHECK(may_be_said(Kind::group, participation(anna), text("no run"))); // a field of runs only
}

TEST_CASE("lists are dated rows, each with all it needs") {
    CHECK_FALSE(why_no_plans({}));
    CHECK_FALSE(why_no_plans({plan_row("2026-11-01", {})}));
    CHECK(why_no_plans({{{"from_day", std::string("2026-11-01")}}}) == "a row lacks a field");
    Row odd = plan_row("2026-11-01", {});
    odd["days_per_week"] = std::int64_t{8};
    CHECK(why_no_plans({odd}) == "days_per_week says nothing that can be understood");
    CHECK(why_not_said(Kind::plans, {{"rows", Value{}}}) == "rows is no list");
    CHECK(why_not_said(Kind::terms, {{"rows", text("none")}}) == "rows is no list");
    CHECK(why_not_said(Kind::memberships, {{"rows", std::vector<Row>{{{"role", std::string("boss")}}}}}));
}

TEST_CASE("the days of rows neither overlap nor go back") {
    const auto first = plan_row("2026-11-01", std::string("2026-11-08"));
    CHECK_FALSE(why_no_plans({first, plan_row("2026-11-08", {})}));
    CHECK_FALSE(why_no_plans({first, plan_row("2026-11-20", {})}));
    for (const auto& rows :
         {std::vector<Row>{first, plan_row("2026-11-07", {})}, std::vector<Row>{plan_row("2026-11-08", {}), first},
          std::vector<Row>{plan_row("2026-11-01", {}), plan_row("2026-11-08", {})}, std::vector<Row>{first, first},
          std::vector<Row>{plan_row("2026-11-08", std::string("2026-11-08"))},
          std::vector<Row>{plan_row("2026-11-08", std::string("2026-11-01"))}})
        CHECK(why_no_plans(rows) == "its days overlap");
}

TEST_CASE("a run stands when it has a length and somebody ran it") {
    CHECK(stands(Kind::run, some_run()));
    Facts timed = some_run();
    timed["distance_m"] = Value{};
    CHECK_FALSE(stands(Kind::run, timed));
    timed["duration_s"] = number(1800);
    CHECK(stands(Kind::run, timed));
    Facts nobodys = some_run();
    nobodys[participation(anna)] = no;
    CHECK_FALSE(stands(Kind::run, nobodys));
    nobodys[participation(beth)] = yes;
    CHECK(stands(Kind::run, nobodys));
}

TEST_CASE("a run stands though one machine takes it out of the group and another names its session") {
    Facts run = some_run();
    run["session"] = text("2026-11-21");
    CHECK(stands(Kind::run, run));
}

TEST_CASE("nothing stands that lacks what it needs, or is gone") {
    Facts run = some_run();
    CHECK_FALSE(stands(Kind::run, {}));
    for (const std::string needed : {"day", "zone", "with_group", "tags", "remote"}) {
        Facts lacking = run;
        lacking.erase(needed);
        CHECK_FALSE(stands(Kind::run, lacking));
    }
    run["gone"] = no;
    CHECK(stands(Kind::run, run));
    run["gone"] = yes;
    CHECK_FALSE(stands(Kind::run, run));
    CHECK_FALSE(stands(Kind::plans, {}));
    CHECK(stands(Kind::plans, {{"rows", std::vector<Row>{}}}));
}

TEST_CASE("a session's change moves it or cancels it, and leave ends after it begins") {
    Facts change{{"cancelled", no}, {"reason", text("")}, {"announced_at", text("2026-11-21T06:58:00Z")}};
    CHECK_FALSE(stands(Kind::change, change));
    change["moved_to"] = text("2026-11-22T06:00");
    CHECK(stands(Kind::change, change));
    change["moved_to"] = Value{};
    change["cancelled"] = yes;
    CHECK(stands(Kind::change, change));

    Facts leave{{"from_day", text("2026-11-21")},
                {"until_day", text("2026-11-21")},
                {"everywhere", yes},
                {"reason", text("")},
                {"announced_at", text("2026-11-21T06:58:00Z")}};
    CHECK_FALSE(stands(Kind::leave, leave));
    leave["until_day"] = text("2026-11-22");
    CHECK(stands(Kind::leave, leave));
}

} // namespace runlog
