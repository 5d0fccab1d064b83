#include "fixture.hpp"

#include "runlog/store/attendance.hpp"
#include "runlog/store/promises.hpp"

#include <doctest/doctest.h>

namespace runlog::store {

using namespace testing;

namespace {

std::vector<std::string> handles(const Log& log) {
    std::vector<std::string> all;
    for (const auto& member : members(log)) all.push_back(member.handle);
    return all;
}

std::string refusal_to_remove(FreshLog& fresh, const std::string& handle) {
    const Member member = find_member(fresh.log, handle).value();
    return error_of([&] { fresh.write([&](Writer& writer) { remove_member(writer, member); }); });
}

void purge(FreshLog& fresh, const std::string& handle) {
    const Member member = find_member(fresh.log, handle).value();
    fresh.write([&](Writer& writer) { purge_member(writer, member); });
}

Answer promise_to(Day day) {
    Answer promise;
    promise.session = LocalTime{day} + std::chrono::hours{6};
    promise.announced = now;
    return promise;
}

/// Everything that can be recorded of anna, and the same of beth.
void record_all_of_both(FreshLog& fresh) {
    Run alone = run_on(november(18));
    alone.tags = {"dark", "ice"};
    fresh.add(alone);
    Run shared = run_on(november(19), {"anna", "beth"});
    shared.tags = {"dark"};
    fresh.add(shared);
    fresh.add(run_on(november(20), {"beth"}));
    fresh.write([&](Writer& writer) {
        const GroupId momma = add_group(writer, grouped("momma"));
        Membership membership;
        membership.when = DayRange{november(1), {}};
        Leave leave;
        leave.when = DayRange{november(9), november(11)};
        leave.announced = now;
        for (const auto* handle : {"anna", "beth"}) {
            const MemberId id = fresh.id_of(handle);
            set_memberships(writer, momma, id, {membership});
            set_plans(writer, id, {Plan{{}, 4, {}, DayRange{november(1), {}}}});
            add_leave(writer, id, leave);
            leave.group = "momma";
            add_leave(writer, id, leave);
            leave.group.reset();
            add_answer(writer, momma, id, promise_to(november(28)));
        }
    });
}

} // namespace

TEST_CASE("members stand in the order of their handles, whatever the case of their letters") {
    FreshLog fresh;
    fresh.write([](Writer& writer) { add_member(writer, named("Bella")); });
    CHECK(handles(fresh.log) == std::vector<std::string>{"anna", "Bella", "beth", "sue"});
}

TEST_CASE("a log belongs to its owner") {
    const FreshLog fresh;
    CHECK(owner(fresh.log).handle == "sue");
    CHECK(owner(fresh.log).name == "Sue Ellis");
}

TEST_CASE("a member is kept as typed") {
    FreshLog fresh;
    Member member = named("tanya", "Tanya \"T\" O'Neil\n🏃");
    member.email = "tanya@example.org";
    member.zone = "America/Los_Angeles";
    MemberId id;
    fresh.write([&](Writer& writer) { id = add_member(writer, member); });

    const Member found = find_member(fresh.log, "tanya").value();
    CHECK(found.id == id);
    CHECK(found.name == member.name);
    CHECK(found.email == member.email);
    CHECK(found.zone == member.zone);
    CHECK(found.uid != Uid{});

    const Member plain = find_member(fresh.log, "anna").value();
    CHECK(plain.name.empty());
    CHECK_FALSE(plain.email);
    CHECK_FALSE(plain.zone);
}

TEST_CASE("a new member gets a number and a uid of its own, whatever was given") {
    FreshLog fresh;
    Member copy = find_member(fresh.log, "anna").value();
    copy.handle = "carla";
    fresh.write([&](Writer& writer) { add_member(writer, copy); });
    const Member carla = find_member(fresh.log, "carla").value();
    CHECK(carla.id != copy.id);
    CHECK(carla.uid != copy.uid);
}

TEST_CASE("a member is found in any case of letters") {
    FreshLog fresh;
    CHECK(find_member(fresh.log, "ANNA")->handle == "anna");
    CHECK_FALSE(find_member(fresh.log, "ann"));
    CHECK_FALSE(find_member(fresh.log, "anna'; --"));
}

TEST_CASE("a member whose handle goes beyond ASCII is found in any case of letters too") {
    FreshLog fresh;
    fresh.write([](Writer& writer) { add_member(writer, named("zoë")); });
    CHECK(find_member(fresh.log, "ZOË"));
    CHECK_FALSE(error_of([&] { fresh.write([](Writer& writer) { add_member(writer, named("Zoë")); }); }).empty());
    CHECK_FALSE(error_of([&] { fresh.write([](Writer& writer) { add_member(writer, named("ZOË")); }); }).empty());
}

TEST_CASE("members are found by how their handles begin, in any case of letters") {
    FreshLog fresh;
    fresh.write([](Writer& writer) {
        for (const auto* handle : {"Zo", "zoë", "zoé-2", "zp", "zn"}) {
            Member member;
            member.handle = handle;
            add_member(writer, member);
        }
    });
    const auto beginning = [&](std::string_view begun) {
        std::vector<std::string> all;
        for (const auto& member : members_beginning(fresh.log, begun)) all.push_back(member.handle);
        return all;
    };
    CHECK(beginning("ZO") == std::vector<std::string>{"Zo", "zoé-2", "zoë"});
    CHECK(beginning("zoë") == std::vector<std::string>{"zoë"});
    CHECK(beginning("zq").empty());
    CHECK(beginning("") == handles(fresh.log));
}

TEST_CASE("a handle that is taken is refused, in any case of letters") {
    FreshLog fresh;
    const std::string said = error_of([&] { fresh.write([](Writer& writer) { add_member(writer, named("SUE")); }); });
    CHECK(contains(said, "'sue' is taken by Sue Ellis"));
    CHECK(handles(fresh.log).size() == 3);
}

TEST_CASE("a handle that is none is refused") {
    FreshLog fresh;
    for (const auto* handle : {"", "two words", "me", "-x", "a,b"})
        CHECK_FALSE(error_of([&] { fresh.write([&](Writer& writer) { add_member(writer, named(handle)); }); }).empty());
    CHECK(handles(fresh.log).size() == 3);
}

TEST_CASE("a member can be changed in everything but number and uid") {
    FreshLog fresh;
    const Member before = find_member(fresh.log, "anna").value();
    Member after = before;
    after.handle = "annika";
    after.name = "Annika";
    after.email = "annika@example.org";
    after.uid = Uid{};
    fresh.write([&](Writer& writer) { update_member(writer, after); });

    CHECK_FALSE(find_member(fresh.log, "anna"));
    const Member found = find_member(fresh.log, "annika").value();
    CHECK(found.id == before.id);
    CHECK(found.uid == before.uid);
    CHECK(found.name == "Annika");
    CHECK(found.email == "annika@example.org");
}

TEST_CASE("a member can change the case of its own handle, and not take another's") {
    FreshLog fresh;
    Member anna = find_member(fresh.log, "anna").value();
    anna.handle = "Anna";
    fresh.write([&](Writer& writer) { update_member(writer, anna); });
    CHECK(find_member(fresh.log, "anna")->handle == "Anna");
    anna.handle = "BETH";
    CHECK(contains(error_of([&] { fresh.write([&](Writer& writer) { update_member(writer, anna); }); }), "taken"));
}

TEST_CASE("runs follow a member who takes a new handle") {
    FreshLog fresh;
    fresh.add(run_on(today));
    Member anna = find_member(fresh.log, "anna").value();
    anna.handle = "annika";
    fresh.write([&](Writer& writer) { update_member(writer, anna); });
    CHECK(runs(fresh.log).front().members == std::vector<std::string>{"annika"});
}

TEST_CASE("a member without history can be removed") {
    FreshLog fresh;
    CHECK(refusal_to_remove(fresh, "anna").empty());
    CHECK(handles(fresh.log) == std::vector<std::string>{"beth", "sue"});
}

TEST_CASE("the owner of a log stays in it") {
    FreshLog fresh;
    CHECK_FALSE(refusal_to_remove(fresh, "sue").empty());
    CHECK(owner(fresh.log).handle == "sue");
}

TEST_CASE("a member with history is kept") {
    FreshLog fresh;
    std::string history;
    SUBCASE("a run") {
        fresh.add(run_on(today));
        history = "runs";
    }
    SUBCASE("a membership") {
        fresh.write([&](Writer& writer) {
            Membership membership;
            membership.when = DayRange{today, {}};
            set_memberships(writer, add_group(writer, grouped("momma")), fresh.id_of("anna"), {membership});
        });
        history = "memberships";
    }
    SUBCASE("a plan") {
        fresh.write([&](Writer& writer) {
            set_plans(writer, fresh.id_of("anna"), {Plan{{}, 4, {}, DayRange{today, {}}}});
        });
        history = "plans";
    }
    SUBCASE("leave") {
        fresh.write([&](Writer& writer) {
            Leave leave;
            leave.when = DayRange{today, {}};
            leave.announced = now;
            add_leave(writer, fresh.id_of("anna"), leave);
        });
        history = "leave";
    }
    SUBCASE("an answer") {
        fresh.write([&](Writer& writer) {
            add_answer(writer, add_group(writer, grouped("momma")), fresh.id_of("anna"), promise_to(november(28)));
        });
        history = "promises";
    }
    CHECK(contains(refusal_to_remove(fresh, "anna"), history));
    CHECK(find_member(fresh.log, "anna"));
}

TEST_CASE("a purged member goes with all that is recorded of them, and nobody else's") {
    FreshLog fresh;
    record_all_of_both(fresh);
    const MemberId anna = fresh.id_of("anna");
    const MemberId beth = fresh.id_of("beth");
    purge(fresh, "anna");

    CHECK_FALSE(find_member(fresh.log, "anna"));
    CHECK(memberships_of_member(fresh.log, anna).empty());
    CHECK(plans(fresh.log, anna).empty());
    CHECK(leaves(fresh.log, anna).empty());
    CHECK(memberships_of_member(fresh.log, beth).size() == 1);
    CHECK(plans(fresh.log, beth).size() == 1);
    CHECK(leaves(fresh.log, beth).size() == 2);
    const auto kept = answers(fresh.log, find_group(fresh.log, "momma")->id);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].member == "beth");
}

TEST_CASE("runs that a purged member ran alone go, and shared ones stay without them") {
    FreshLog fresh;
    record_all_of_both(fresh);
    purge(fresh, "anna");
    const auto all = runs(fresh.log);
    REQUIRE(all.size() == 2);
    CHECK(all[0].day == november(20));
    CHECK(all[1].day == november(19));
    CHECK(all[1].members == std::vector<std::string>{"beth"});
    CHECK(all[1].tags == std::vector<std::string>{"dark"});
    CHECK(tags(fresh.log) == std::vector<std::string>{"dark"});
}

TEST_CASE("undo brings back all of a purged member") {
    FreshLog fresh;
    record_all_of_both(fresh);
    const auto before = contents(fresh.path);
    purge(fresh, "anna");
    CHECK(contents(fresh.path) != before);
    undo(fresh.log, now, std::nullopt);
    CHECK(contents(fresh.path) == before);
}

TEST_CASE("everybody but the owner can be purged, one after the other") {
    FreshLog fresh;
    record_all_of_both(fresh);
    purge(fresh, "anna");
    purge(fresh, "beth");
    CHECK(runs(fresh.log).empty());
    CHECK(tags(fresh.log).empty());
    CHECK(handles(fresh.log) == std::vector<std::string>{"sue"});
    CHECK_FALSE(error_of([&] { purge(fresh, "sue"); }).empty());
    CHECK(owner(fresh.log).handle == "sue");
}

} // namespace runlog::store
