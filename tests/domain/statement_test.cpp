#include "runlog/domain/statement.hpp"
#include "statements.hpp"

#include <doctest/doctest.h>

namespace runlog {

using namespace testing;

namespace {

const std::string key = to_text(uid_of(9));
const std::string distance = "distance_m";

Facts metres(std::int64_t value) {
    return {{distance, Value{value}}};
}

Statement said(Stamp stamp, const Uid& speaker, Facts facts) {
    return {std::move(stamp), speaker, speaker == sue, std::move(facts)};
}

Statement said(std::int64_t at, const Uid& speaker, Facts facts) {
    return said({at, speaker == sue ? "a" : speaker == anna ? "b" : "d", at}, speaker, std::move(facts));
}

Facts merged_of(const Thing& thing, const std::vector<Statement>& statements) {
    return merged(thing, statements);
}

} // namespace

TEST_CASE("the name of a thing is read back as the thing") {
    for (const Kind kind : all_kinds) {
        const Thing thing = thing_of(kind, anna, beth);
        CAPTURE(name_of(thing));
        CHECK(thing_called(name_of(thing), beth) == thing);
    }
    CHECK(name_of(thing_of(Kind::group, anna, beth)) == "group");
    CHECK(name_of(thing_of(Kind::run, anna, beth)) == "run:" + key);
    CHECK(name_of(thing_of(Kind::plans, anna, beth)) == "plans:" + to_text(anna));
    CHECK(name_of(thing_of(Kind::leave, anna, beth)) == "leave:" + key + "/" + to_text(anna));
    CHECK(name_of(thing_of(Kind::change, anna, beth)) == "change:2026-11-21T06:00");
}

TEST_CASE("a thing has one name: whatever else is near it names nothing") {
    const std::string loud = "run:0193F5A2-0000-7000-8000-00000000000A";
    for (const std::string& name : {std::string(),
                                    std::string("group:"),
                                    "group:" + key,
                                    std::string("groups"),
                                    std::string("Group"),
                                    std::string("terms:x"),
                                    std::string("rule"),
                                    std::string("rule:"),
                                    "rule:" + key + " ",
                                    "rule: " + key,
                                    loud,
                                    "run:" + key + "/" + to_text(anna),
                                    "leave:" + key,
                                    "leave:" + key + "/",
                                    "leave:/" + to_text(anna),
                                    "leave:" + key + "/" + to_text(anna) + "/" + to_text(anna),
                                    std::string("plans"),
                                    std::string("plans:"),
                                    std::string("plans:anna"),
                                    "plans:" + key + "/" + to_text(anna),
                                    std::string("change:2026-11-21"),
                                    std::string("change:2026-11-21T6:00"),
                                    std::string("change:2026-11-21T06:00:00"),
                                    std::string("change:2026-02-30T06:00"),
                                    "shoe:" + key,
                                    std::string(":"),
                                    "run:" + key + std::string(1, '\0')}) {
        CAPTURE(name);
        CHECK_FALSE(thing_called(name, anna));
    }
}

TEST_CASE("only what belongs to people has a maker") {
    for (const Kind kind : all_kinds) {
        const bool belongs = kind == Kind::run || kind == Kind::leave || kind == Kind::answer;
        CHECK(has_maker(kind) == belongs);
        CHECK(thing_called(name_of(thing_of(kind, anna, beth)), sue)->maker == (belongs ? sue : nobody));
    }
}

TEST_CASE("a field can say who was in a run, and of nobody else than it names") {
    CHECK(participant(participation(anna)) == anna);
    for (const std::string& field : {std::string("m:"), std::string("m:anna"), "M:" + to_text(anna), to_text(anna),
                                     participation(anna) + " ", std::string("m:0193F5A2-0000-7000-8000-00000000000A")})
        CHECK_FALSE(participant(field));
}

TEST_CASE("of the group's own things only keepers speak") {
    for (const Kind kind : {Kind::group, Kind::terms, Kind::rule, Kind::contact, Kind::change}) {
        const Thing thing = thing_of(kind, anna, anna);
        CHECK(weight(thing, "title", anna, false) == 0);
        CHECK(weight(thing, "title", anna, true) == weight(thing, "title", sue, true));
        CHECK(weight(thing, "title", anna, true) > 0);
    }
}

TEST_CASE("of what is a member's own the member's word stands over the keepers', and nobody else has one") {
    for (const Kind kind : {Kind::member, Kind::plans}) {
        const Thing thing = thing_of(kind, anna, anna);
        CHECK(weight(thing, "name", anna, false) > weight(thing, "name", sue, true));
        CHECK(weight(thing, "name", sue, true) > 0);
        CHECK(weight(thing, "name", beth, false) == 0);
    }
}

TEST_CASE("who is in the group is agreed on: member and keepers have the same word") {
    const Thing thing = thing_of(Kind::memberships, anna, nobody);
    CHECK(weight(thing, "rows", anna, false) == weight(thing, "rows", sue, true));
    CHECK(weight(thing, "rows", beth, false) == 0);
}

TEST_CASE("a run is its maker's, and whether somebody was in it is theirs") {
    const Thing run = thing_of(Kind::run, nobody, anna);
    CHECK(weight(run, distance, anna, false) > 0);
    CHECK(weight(run, distance, beth, false) == 0);
    CHECK(weight(run, distance, sue, true) == 0); // keepers keep the schedule, not other people's runs
    CHECK(weight(run, participation(beth), beth, false) > weight(run, participation(beth), anna, false));
    CHECK(weight(run, participation(beth), anna, false) > 0);
    CHECK(weight(run, participation(beth), sue, true) == 0);
}

TEST_CASE("leave that somebody else told of is that member's to change") {
    const Thing leave = thing_of(Kind::leave, anna, beth);
    CHECK(weight(leave, "until_day", anna, false) > weight(leave, "until_day", beth, false));
    CHECK(weight(leave, "until_day", beth, false) > 0);
    CHECK(weight(leave, "until_day", sue, true) == 0);
}

TEST_CASE("'I was not there' stands over whatever the maker says later") {
    const Thing run = thing_of(Kind::run, nobody, anna);
    const Facts there{{participation(beth), yes}};
    const Facts not_there{{participation(beth), no}};
    CHECK(merged_of(run, {said(1, anna, there), said(2, beth, not_there), said(3, anna, there)}) == not_there);
    CHECK(merged_of(run, {said(1, beth, there), said(2, anna, not_there)}) == there);
}

TEST_CASE("between words of one weight the latest holds, field by field") {
    const Thing run = thing_of(Kind::run, nobody, anna);
    const Facts both{{distance, Value{std::int64_t{3}}}, {"note", Value{std::string("ice")}}};
    CHECK(merged_of(run, {said(1, anna, both), said(2, anna, metres(5))}) ==
          Facts{{distance, Value{std::int64_t{5}}}, {"note", Value{std::string("ice")}}});
    CHECK(merged_of(run, {said(2, anna, metres(5)), said(1, anna, both)}).at(distance) == Value{std::int64_t{5}});
}

TEST_CASE("at one moment the device decides, and then the number, so that all machines agree") {
    const Thing group = thing_of(Kind::group, nobody, nobody);
    const Statement first = said({5, "a", 7}, sue, metres(1));
    const Statement second = said({5, "a", 8}, sue, metres(2));
    const Statement other = said({5, "b", 1}, sue, metres(3));
    CHECK(merged_of(group, {second, first}) == metres(2));
    CHECK(merged_of(group, {other, second, first}) == metres(3));
}

TEST_CASE("what is said of a thing that is gone does not bring it back; only that field does") {
    const Thing run = thing_of(Kind::run, nobody, anna);
    std::vector<Statement> all{said(1, anna, metres(5)), said(2, anna, {{std::string(gone), yes}}),
                               said(3, anna, metres(6))};
    CHECK(is_gone(merged(run, all)));
    all.push_back(said(4, anna, {{std::string(gone), no}}));
    CHECK_FALSE(is_gone(merged(run, all)));
    CHECK(merged(run, all).at(distance) == Value{std::int64_t{6}});
    CHECK_FALSE(is_gone({{std::string(gone), Value{std::string("1")}}}));
}

TEST_CASE("news are what differs and may be said") {
    const Thing run = thing_of(Kind::run, nobody, anna);
    const Facts known{{distance, Value{std::int64_t{5}}}, {"place", Value{std::string("park")}}};
    Facts wanted = known;
    CHECK(news(run, known, wanted, anna, false).empty());
    wanted[distance] = Value{std::int64_t{6}};
    CHECK(news(run, known, wanted, anna, false) == metres(6));
    CHECK(news(run, known, wanted, beth, false).empty());
    CHECK(news(run, {}, Facts{{"note", Value{}}}, anna, false).empty()); // none of what nobody spoke of
    CHECK(news(run, known, Facts{{"place", Value{}}}, anna, false) == Facts{{"place", Value{}}});
}

TEST_CASE("what is wanted again is said to be there again") {
    const Thing run = thing_of(Kind::run, nobody, anna);
    Facts known = metres(5);
    known[std::string(gone)] = yes;
    CHECK(news(run, known, metres(5), anna, false) == Facts{{std::string(gone), no}});
}

TEST_CASE("who is not in a run any more is said not to be") {
    const Thing run = thing_of(Kind::run, nobody, anna);
    const Facts known{{participation(anna), yes}, {participation(beth), yes}};
    const Facts wanted{{participation(anna), yes}};
    CHECK(news(run, known, wanted, anna, false) == Facts{{participation(beth), no}});
    CHECK(news(run, known, wanted, beth, false) == Facts{{participation(beth), no}});
    CHECK(news(run, known, wanted, sue, true).empty());
}

TEST_CASE("a thing goes as a whole where it is the speaker's, else as far as they were in it") {
    const Thing run = thing_of(Kind::run, nobody, anna);
    const Facts known{{distance, Value{std::int64_t{5}}}, {participation(anna), yes}, {participation(beth), yes}};
    CHECK(news(run, known, std::nullopt, anna, false) == Facts{{std::string(gone), yes}});
    CHECK(news(run, known, std::nullopt, beth, false) == Facts{{participation(beth), no}});
    CHECK(news(run, known, std::nullopt, sue, true).empty());
    CHECK(news(run, {}, std::nullopt, anna, false).empty());
    CHECK(news(thing_of(Kind::leave, anna, beth), known, std::nullopt, anna, false).contains(std::string(gone)));
}

TEST_CASE("a list that goes is an empty one, and is not said to be gone") {
    const Facts known{{"rows", Value{std::vector<Row>{{{"quorum", std::int64_t{2}}}}}}};
    const Facts none{{"rows", Value{std::vector<Row>{}}}};
    CHECK(news(thing_of(Kind::terms, nobody, nobody), known, std::nullopt, sue, true) == none);
    CHECK(news(thing_of(Kind::plans, anna, nobody), known, std::nullopt, anna, false) == none);
    CHECK(news(thing_of(Kind::memberships, anna, nobody), none, std::nullopt, anna, false).empty());
}

} // namespace runlog
