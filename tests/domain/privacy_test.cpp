#include "runlog/domain/privacy.hpp"
#include "runlog/domain/text.hpp"
#include "statements.hpp"

#include <doctest/doctest.h>

namespace runlog {

using namespace testing;

namespace {

/// A word that stands in whatever must not leave.
const std::string canary = "canary";

Openness any_openness() {
    return {anna, *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()};
}

Value any_flag() {
    return *rc::gen::element(yes, no);
}

Facts any_run() {
    Facts run{{"day", std::string("2026-11-21")},
              {"zone", std::string("UTC")},
              {"distance_m", std::int64_t{5000}},
              {"with_group", any_flag()},
              {"tags", std::string()},
              {"remote", any_flag()},
              {"private", any_flag()},
              {"note", canary}};
    for (const Uid& member : {sue, anna, beth})
        if (*rc::gen::arbitrary<bool>()) run[participation(member)] = any_flag();
    return run;
}

bool sings(const Facts& facts) {
    return std::any_of(facts.begin(), facts.end(), [](const auto& fact) {
        const auto* text = std::get_if<std::string>(&fact.second);
        return text && text->find(canary) != std::string::npos;
    });
}

Thing run_by(const Uid& maker) {
    return thing_of(Kind::run, nobody, maker);
}

} // namespace

TEST_CASE("nothing of a private run leaves, whatever its owner is open about") {
    CHECK(rc::check("private runs", [] {
        Facts run = any_run();
        run["private"] = yes;
        RC_ASSERT_FALSE(leaving(run_by(*any_member()), run, any_openness()));
    }));
}

TEST_CASE("a run leaves that is the group's, or one's own where all may; and never that it could be private") {
    CHECK(rc::check("runs", [] {
        const Facts run = any_run();
        const auto openness = any_openness();
        const Uid maker = *any_member();
        const auto left = leaving(run_by(maker), run, openness);
        const bool is_own = maker == anna && is_yes(run, participation(anna));
        const bool may = is_yes(run, "with_group") || (openness.all_runs && is_own);
        RC_ASSERT(left.has_value() == (may && !is_yes(run, "private")));
        if (left) RC_ASSERT_FALSE(left->contains("private"));
        if (left) RC_ASSERT(sings(*left) == openness.notes);
    }));
}

TEST_CASE("a reason for days off leaves only one's own machine, of oneself, and where it may") {
    CHECK(rc::check("reasons", [] {
        const Kind kind = *rc::gen::element(Kind::leave, Kind::answer);
        const Uid about = *any_member();
        const auto openness = any_openness();
        const Facts facts{{"from_day", std::string("2026-11-21")}, {"reason", canary}};
        const auto left = leaving(thing_of(kind, about, *any_member()), facts, openness);
        RC_ASSERT(left.has_value());
        RC_ASSERT(sings(*left) == (openness.reasons && about == anna));
        RC_ASSERT(left->at("from_day") == facts.at("from_day"));
        RC_ASSERT(left->contains("reason")); // an empty one: a thing without would not stand
    }));
}

TEST_CASE("what the group keeps for all leaves as it is") {
    for (const Kind kind : {Kind::group, Kind::terms, Kind::rule, Kind::contact, Kind::change, Kind::member,
                            Kind::memberships, Kind::plans}) {
        const Facts facts{{"title", canary}, {"reason", canary}, {"note", canary}};
        CHECK(leaving(thing_of(kind, anna, nobody), facts, {anna, false, false, false}) == facts);
    }
}

TEST_CASE("a text that is too long is cut between letters") {
    CHECK(cut_to_fit("short") == "short");
    const std::string just_fits(longest_text, 'x');
    CHECK((cut_to_fit(just_fits) == just_fits));
    CHECK((cut_to_fit(just_fits + "y") == just_fits));
    for (const std::string letter : {"é", "€", "🏃"})
        for (std::size_t shift = 0; shift <= letter.size(); ++shift) {
            const std::string lead(longest_text - shift, 'x');
            const auto cut = cut_to_fit(lead + letter + letter);
            CHECK(is_utf8(cut));
            CHECK(cut.size() == (shift == letter.size() ? longest_text : lead.size()));
        }
}

TEST_CASE("what is no text at all is cut too") {
    CHECK(cut_to_fit(std::string(longest_text + 1, '\x80')).empty());
    CHECK(cut_to_fit(std::string(longest_text + 1, '\xff')).size() == longest_text);
}

TEST_CASE("whatever leaves may be said, however long it was") {
    CHECK(rc::check("long texts", [] {
        const auto length = *rc::gen::inRange<std::size_t>(longest_text - 5, longest_text + 5);
        Facts run = any_run();
        run["with_group"] = yes;
        run["private"] = no;
        run["note"] = run["place"] = std::string(length, 'x') + "é";
        const auto left = leaving(run_by(anna), run, any_openness());
        RC_ASSERT(left.has_value());
        RC_ASSERT_FALSE(why_not_said(Kind::run, *left));
    }));
}

} // namespace runlog
