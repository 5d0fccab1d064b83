#include "fixture.hpp"

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
    CHECK(contains(refusal_to_remove(fresh, "anna"), history));
    CHECK(find_member(fresh.log, "anna"));
}

} // namespace runlog::store
