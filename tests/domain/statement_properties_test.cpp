#include "runlog/domain/statement.hpp"
#include "statements.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace runlog {

using namespace testing;

namespace {

using Statements = std::vector<Statement>;

/// The same statements in another order, some of them more than once.
Statements heard_otherwise(const Statements& statements) {
    Statements heard = statements;
    for (const auto& statement : statements)
        if (*rc::gen::arbitrary<bool>()) heard.push_back(statement);
    for (std::size_t i = heard.size(); i > 1; --i) std::swap(heard[i - 1], heard[*rc::gen::inRange<std::size_t>(0, i)]);
    return heard;
}

/// A device that was said nothing by yet says `facts` after all others.
Statement newest(const Uid& speaker, Facts facts) {
    return {{1'000, "z", 1}, speaker, speaker == sue, std::move(facts)};
}

int weight_of(const Thing& thing, const std::string& field, const Uid& speaker) {
    return weight(thing, field, speaker, speaker == sue);
}

/// Whether nobody with a weightier word ever spoke of the field.
bool may_decide(const Thing& thing, const std::string& field, const Uid& speaker, const Statements& statements) {
    const int own = weight_of(thing, field, speaker);
    return own > 0 && std::all_of(statements.begin(), statements.end(), [&](const Statement& other) {
               return !other.facts.contains(field) || weight_of(thing, field, other.speaker) <= own;
           });
}

Value value_in(const Facts& facts, const std::string& field) {
    const auto found = facts.find(field);
    return found == facts.end() ? Value{} : found->second;
}

} // namespace

TEST_CASE("what holds depends on what was said, not on the order or how often it was heard") {
    CHECK(rc::check("merged is a function of the set", [] {
        const auto thing = *any_thing();
        const auto all = any_statements();
        RC_ASSERT(merged(thing, heard_otherwise(all)) == merged(thing, all));
    }));
}

TEST_CASE("each field holds what one who may speak of it said, and nobody later of the same weight") {
    CHECK(rc::check("merged against the plainest reading", [] {
        const auto thing = *any_thing();
        const auto all = any_statements();
        std::map<std::string, std::pair<std::tuple<int, Stamp>, Value>> best;
        for (const auto& statement : all)
            for (const auto& [field, value] : statement.facts) {
                const int weighs = weight_of(thing, field, statement.speaker);
                const std::tuple rank{weighs, statement.stamp};
                if (weighs == 0) continue;
                const auto [known, is_new] = best.try_emplace(field, rank, value);
                if (!is_new && known->second.first < rank) known->second = {rank, value};
            }
        const auto facts = merged(thing, all);
        RC_ASSERT(facts.size() == best.size());
        for (const auto& [field, winner] : best) RC_ASSERT(facts.at(field) == winner.second);
    }));
}

TEST_CASE("no clock and no forged line changes what a member said of themselves, or made") {
    CHECK(rc::check("others' words", [] {
        const Uid self = *any_member();
        const auto thing = *any_thing();
        const auto all = any_statements();
        Uid other = *any_member();
        RC_PRE(other != self);
        Statements with = all;
        const auto at = *rc::gen::element<std::int64_t>(0, 3, latest_at);
        Statement said = newest(other, *any_facts());
        said.stamp = {at, "e", 1};
        with.push_back(said);
        const auto before = merged(thing, all);
        const auto after = merged(thing, with);
        for (const auto& statement : all)
            for (const auto& [field, ignored] : statement.facts) {
                const bool is_theirs =
                    statement.speaker == self && weight_of(thing, field, self) > weight_of(thing, field, other);
                if (is_theirs) RC_ASSERT(value_in(after, field) == value_in(before, field));
            }
    }));
}

TEST_CASE("a plain member's word about what is another's changes nothing at all") {
    CHECK(rc::check("strangers", [] {
        const Thing thing = thing_of(*rc::gen::elementOf(all_kinds), sue, sue);
        const auto all = any_statements();
        Facts facts = *any_facts();
        facts.erase(participation(beth));
        Statements with = all;
        with.push_back(newest(beth, facts));
        RC_ASSERT(merged(thing, with) == merged(thing, all));
    }));
}

TEST_CASE("once the news are told, what is wanted holds in every field that is the speaker's to decide") {
    CHECK(rc::check("news", [] {
        const auto thing = *any_thing();
        auto all = any_statements();
        const Uid speaker = *any_member();
        const Facts wanted = *any_facts();
        const auto known = merged(thing, all);
        const auto said = news(thing, known, wanted, speaker, speaker == sue);
        for (const auto& [field, ignored] : said) RC_ASSERT(weight_of(thing, field, speaker) > 0);
        all.push_back(newest(speaker, said));
        const auto after = merged(thing, all);
        for (const auto& [field, value] : wanted)
            if (may_decide(thing, field, speaker, all)) RC_ASSERT(value_in(after, field) == value);
        for (const auto& [field, value] : known)
            if (participant(field) && value == yes && !wanted.contains(field) && may_decide(thing, field, speaker, all))
                RC_ASSERT(value_in(after, field) == no);
        if (!wanted.contains(std::string(gone)) && may_decide(thing, std::string(gone), speaker, all))
            RC_ASSERT_FALSE(is_gone(after));
    }));
}

TEST_CASE("there is no news in what is known") {
    CHECK(rc::check("news of nothing", [] {
        const auto thing = *any_thing();
        const auto known = merged(thing, any_statements());
        const Uid speaker = *any_member();
        RC_ASSERT(news(thing, known, known, speaker, speaker == sue).empty());
    }));
}

} // namespace runlog
