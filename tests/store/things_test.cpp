#include "fixture.hpp"

#include "runlog/store/attendance.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/schedule.hpp"
#include "runlog/store/shares.hpp"
#include "runlog/store/things.hpp"

#include <doctest/doctest.h>

#include <set>

namespace runlog::store {

using namespace testing;

namespace {

Uid uid_of(std::uint8_t number) {
    Uid uid;
    uid.bytes.fill(number);
    return uid;
}

const Uid group_uid = uid_of(100);
const Uid sue = uid_of(1);
const Uid anna = uid_of(2);
const Uid beth = uid_of(3);

/// A log that shares momma, in which sue, anna and beth have names of the group's.
struct SharedLog : FreshLog {
    GroupId momma;

    SharedLog() {
        listen([&](Writer& writer) {
            momma = add_shared_group(writer, group_uid, "momma");
            Share share;
            share.group = momma;
            share.device = "00000000000000a1";
            share.keeper = true;
            set_share(writer, share);
            set_shared_member(writer, momma, sue, id_of("sue"));
            set_shared_member(writer, momma, anna, id_of("anna"));
            set_shared_member(writer, momma, beth, id_of("beth"));
        });
    }

    void listen(const std::function<void(Writer&)>& work) { take_in(log, now, work); }
    Things things() const { return {log, momma}; }

    std::optional<Facts> facts(const Thing& thing) const { return things().facts(thing); }
    void set(const Thing& thing, const std::optional<Facts>& facts) {
        listen([&](Writer& writer) { things().set(writer, thing, facts); });
    }
};

/// One of every kind.
void fill(SharedLog& shared) {
    shared.write([&](Writer& writer) {
        auto momma = find_group(writer.log(), "momma").value();
        momma.title = "MOMMA";
        momma.place = "the park";
        momma.callouts = Callouts::group;
        update_group(writer, momma);
        Terms terms;
        terms.quorum = 3;
        terms.makeup = Makeup::week;
        terms.when = {november(1), november(8)};
        set_terms(writer, momma.id, {terms});
        Rule rule;
        rule.title = "Trail";
        rule.pattern = parse_pattern("other sat");
        rule.starts = std::chrono::hours{6};
        rule.zone = "Europe/Berlin";
        rule.purpose = "hills";
        rule.anchor = rule.when.from = november(7);
        set_rules(writer, momma.id, {rule});
        set_contacts(writer, momma.id, {{Uid{}, "physio", "Pat", "555"}});
        SessionChange change;
        change.session = LocalTime{november(7)};
        change.moved_to = LocalTime{november(8)};
        change.reason = "ice";
        change.announced = now;
        set_session_change(writer, momma.id, change);
        auto anna_here = find_member(writer.log(), "anna").value();
        anna_here.name = "Anna Berg";
        anna_here.zone = "Europe/Oslo";
        update_member(writer, anna_here);
        Membership membership;
        membership.role = Role::coach;
        membership.commitment = parse_commitment("2/week");
        membership.when.from = november(1);
        set_memberships(writer, momma.id, anna_here.id, {membership});
        Plan plan;
        plan.days_per_week = 3;
        plan.least = Metres{2000};
        plan.when = {november(1), november(20)};
        set_plans(writer, anna_here.id, {plan});
        Leave leave;
        leave.when = {november(10), november(12)};
        leave.reason = "the knee";
        leave.announced = now;
        add_leave(writer, anna_here.id, leave);
        leave.group = "momma";
        leave.when = {november(15), std::nullopt};
        add_leave(writer, shared.id_of("sue"), leave);
        Answer answer;
        answer.kind = Answer::Kind::excuse;
        answer.session = LocalTime{november(7)};
        answer.announced = now;
        add_answer(writer, momma.id, anna_here.id, answer);
        auto run = run_on(november(7), {"sue", "anna"});
        run.group = "momma";
        run.session = "2026-11-07";
        run.tags = {"dark", "ice"};
        run.note = "slow";
        run.place = "the park";
        add_run(writer, run);
        run = run_on(november(9), {"sue"});
        run.is_private = true;
        add_run(writer, run);
    });
}

Facts run_facts(std::int64_t metres, const Uid& member) {
    return {{"day", std::string("2026-11-20")},      {"zone", std::string("UTC")}, {"distance_m", metres},
            {"with_group", std::int64_t{1}},         {"tags", std::string()},      {"remote", std::int64_t{0}},
            {participation(member), std::int64_t{1}}};
}

Thing run_thing(const Uid& uid, const Uid& maker) {
    return {Kind::run, to_text(uid), {}, maker};
}

} // namespace

TEST_CASE("what one log has of things of every kind, another one has too once it is told") {
    SharedLog one;
    fill(one);
    SharedLog other;
    std::set<Kind> kinds;
    for (const auto& thing : one.things().all(true)) {
        auto facts = one.facts(thing);
        if (!facts) continue;
        CAPTURE(name_of(thing));
        kinds.insert(thing.kind);
        CHECK_FALSE(why_not_said(thing.kind, *facts));
        CHECK(stands(thing.kind, *facts));
        other.set(thing, facts);
        auto told = other.facts(thing);
        REQUIRE(told);
        facts->erase("private"); // which is never told
        told->erase("private");
        CHECK(*told == *facts);
    }
    CHECK(kinds.size() == 11);
}

TEST_CASE("to be told the same twice changes nothing") {
    SharedLog one;
    fill(one);
    SharedLog other;
    const auto tell = [&] {
        for (const auto& thing : one.things().all(true)) other.set(thing, one.facts(thing));
    };
    tell();
    const auto before = contents(other.path);
    tell();
    CHECK(contents(other.path) == before);
}

TEST_CASE("to be told what one has already changes nothing either") {
    SharedLog one;
    fill(one);
    const auto before = contents(one.path);
    for (const auto& thing : one.things().all(true)) one.set(thing, one.facts(thing));
    CHECK(contents(one.path) == before);
}

TEST_CASE("what goes is gone; groups and members stay, for runs stand in their names") {
    SharedLog one;
    fill(one);
    const auto all = one.things().all(true);
    for (const auto& thing : all) one.set(thing, std::nullopt);
    for (const auto& thing : all) {
        CAPTURE(name_of(thing));
        const bool stays = thing.kind == Kind::group || thing.kind == Kind::member;
        CHECK(one.facts(thing).has_value() == stays);
    }
}

TEST_CASE("a field that nobody spoke of stays as it is") {
    SharedLog one;
    const auto thing = run_thing(uid_of(50), anna);
    auto facts = run_facts(5000, anna);
    facts["place"] = std::string("park");
    one.set(thing, facts);
    one.set(thing, run_facts(6000, anna));
    CHECK(one.facts(thing)->at("place") == Value{std::string("park")});
    CHECK(one.facts(thing)->at("distance_m") == Value{std::int64_t{6000}});
    facts["place"] = Value{};
    one.set(thing, facts);
    CHECK(one.facts(thing)->at("place") == Value{});
}

TEST_CASE("a run that belongs to another group keeps it, and its session") {
    SharedLog one;
    auto run = run_on(november(20), {"sue"});
    one.write([&](Writer& writer) { add_group(writer, grouped("track")); });
    run.group = "track";
    run.session = "2026-11-20";
    const auto id = one.add(run);
    const auto thing = run_thing(find_run(one.log, id)->uid, sue);
    auto facts = one.facts(thing).value();
    CHECK(facts.at("with_group") == Value{std::int64_t{0}});
    CHECK(facts.at("session") == Value{});
    facts["distance_m"] = std::int64_t{7000};
    one.set(thing, facts);
    CHECK(find_run(one.log, id)->group == "track");
    CHECK(find_run(one.log, id)->session == "2026-11-20");
    CHECK(find_run(one.log, id)->distance == Metres{7000});
    one.set(thing, std::nullopt);
    CHECK(find_run(one.log, id)); // it is the other group's to take away
}

TEST_CASE("a run that leaves the group belongs to none") {
    SharedLog one;
    const auto thing = run_thing(uid_of(50), anna);
    auto facts = run_facts(5000, anna);
    facts["session"] = std::string("2026-11-20");
    one.set(thing, facts);
    facts["with_group"] = std::int64_t{0};
    facts["session"] = Value{};
    one.set(thing, facts);
    REQUIRE(runs(one.log).size() == 1);
    CHECK_FALSE(runs(one.log).front().group);
    CHECK_FALSE(runs(one.log).front().session);
}

TEST_CASE("two members' things by the same uid are two, whichever came first") {
    SharedLog one;
    const auto annas = run_thing(uid_of(50), anna);
    const auto beths = run_thing(uid_of(50), beth);
    one.set(beths, run_facts(2000, beth));
    one.set(annas, run_facts(1000, anna));
    CHECK(one.facts(annas)->at("distance_m") == Value{std::int64_t{1000}});
    CHECK(one.facts(beths)->at("distance_m") == Value{std::int64_t{2000}});
    one.set(annas, run_facts(1500, anna));
    REQUIRE(runs(one.log).size() == 2);
    CHECK(one.facts(annas)->at("distance_m") == Value{std::int64_t{1500}});
    std::set<Thing> all;
    for (const auto& thing : one.things().all(true))
        if (thing.kind == Kind::run) all.insert(thing);
    CHECK(all == std::set<Thing>{annas, beths});
    one.set(beths, std::nullopt);
    CHECK(one.facts(annas)->at("distance_m") == Value{std::int64_t{1500}});
    one.set(annas, std::nullopt);
    CHECK(runs(one.log).empty());
}

TEST_CASE("whom the group does not know of is passed over") {
    SharedLog one;
    one.write([](Writer& writer) { add_member(writer, named("carla")); });
    const auto id = one.add(run_on(november(20), {"sue", "carla"}));
    const auto thing = run_thing(find_run(one.log, id)->uid, sue);
    auto facts = one.facts(thing).value();
    CHECK(facts.contains(participation(sue)));
    CHECK(std::count_if(facts.begin(), facts.end(),
                        [](const auto& fact) { return participant(fact.first).has_value(); }) == 1);
    facts[participation(uid_of(77))] = std::int64_t{1};
    one.set(thing, facts);
    CHECK(find_run(one.log, id)->members.size() == 2); // carla stays, and the unknown one waits
}

} // namespace runlog::store
