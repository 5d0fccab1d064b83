#include "fixture.hpp"

#include "runlog/store/promises.hpp"

#include <doctest/doctest.h>

namespace runlog::store {

using namespace testing;

namespace {

Group chapter(std::string handle, std::string inside) {
    Group group = grouped(std::move(handle));
    group.inside = std::move(inside);
    return group;
}

GroupId add(FreshLog& fresh, const Group& group) {
    GroupId id;
    fresh.write([&](Writer& writer) { id = add_group(writer, group); });
    return id;
}

std::string refusal(FreshLog& fresh, const std::function<void(Writer&)>& work) {
    return error_of([&] { fresh.write(work); });
}

Membership from(Day first, std::optional<Day> until = {}) {
    Membership membership;
    membership.when = DayRange{first, until};
    return membership;
}

/// `anna 16-19 coach`, one line for each membership.
std::vector<std::string> told(const std::vector<Membership>& memberships) {
    std::vector<std::string> lines;
    for (const auto& row : memberships)
        lines.push_back(row.group + ' ' + row.member + ' ' + iso(row.when.from).substr(8) + '-' +
                        (row.when.until ? iso(*row.when.until).substr(8) : "") + ' ' + std::string(to_text(row.role)));
    return lines;
}

} // namespace

TEST_CASE("a group is kept as typed") {
    FreshLog fresh;
    add(fresh, grouped("srtt"));
    Group group = chapter("momma", "SRTT");
    group.title = "Run Momma Run";
    group.about = "twelve women on a trail";
    group.url = "https://example.org/?a=b&c";
    group.place = "Tilden";
    group.scope = Scope::national;
    const GroupId id = add(fresh, group);

    const Group found = find_group(fresh.log, "MOMMA").value();
    CHECK(found.id == id);
    CHECK(found.uid != Uid{});
    CHECK(found.handle == "momma");
    CHECK(found.title == group.title);
    CHECK(found.about == group.about);
    CHECK(found.url == group.url);
    CHECK(found.place == group.place);
    CHECK(found.scope == Scope::national);
    CHECK(found.inside == "srtt");

    const Group plain = find_group(fresh.log, "srtt").value();
    CHECK(plain.title.empty());
    CHECK_FALSE(plain.about);
    CHECK(plain.scope == Scope::local);
    CHECK_FALSE(plain.inside);
}

TEST_CASE("groups stand in the order of their handles") {
    FreshLog fresh;
    for (const auto* handle : {"van", "Momma", "beach"}) add(fresh, grouped(handle));
    std::vector<std::string> handles;
    for (const auto& group : groups(fresh.log)) handles.push_back(group.handle);
    CHECK(handles == std::vector<std::string>{"beach", "Momma", "van"});
}

TEST_CASE("a group's handle must be one and be free") {
    FreshLog fresh;
    add(fresh, grouped("momma"));
    CHECK(contains(refusal(fresh, [](Writer& writer) { add_group(writer, grouped("Momma")); }), "already"));
    CHECK_FALSE(refusal(fresh, [](Writer& writer) { add_group(writer, grouped("two words")); }).empty());
    CHECK(groups(fresh.log).size() == 1);
}

TEST_CASE("a group and a member may share a handle") {
    FreshLog fresh;
    add(fresh, grouped("anna"));
    CHECK(find_group(fresh.log, "anna"));
    CHECK(find_member(fresh.log, "anna"));
}

TEST_CASE("a chapter needs the group that it is inside") {
    FreshLog fresh;
    CHECK(contains(refusal(fresh, [](Writer& writer) { add_group(writer, chapter("momma", "srtt")); }), "'srtt'"));
    CHECK_FALSE(refusal(fresh, [](Writer& writer) { add_group(writer, chapter("momma", "momma")); }).empty());
    CHECK(groups(fresh.log).empty());
}

TEST_CASE("no group ends up inside itself") {
    FreshLog fresh;
    add(fresh, grouped("nation"));
    add(fresh, chapter("city", "nation"));
    add(fresh, chapter("park", "city"));
    const auto move_into = [&](const std::string& handle, const std::string& inside) {
        Group group = find_group(fresh.log, handle).value();
        group.inside = inside;
        return refusal(fresh, [&](Writer& writer) { update_group(writer, group); });
    };
    CHECK(contains(move_into("nation", "nation"), "inside itself"));
    CHECK(contains(move_into("nation", "city"), "inside itself"));
    CHECK(contains(move_into("nation", "park"), "inside itself"));
    CHECK(contains(move_into("city", "PARK"), "inside itself"));
    CHECK(move_into("park", "nation").empty());
    CHECK(find_group(fresh.log, "park")->inside == "nation");
}

TEST_CASE("a group can be changed in everything but number and uid") {
    FreshLog fresh;
    add(fresh, grouped("srtt"));
    add(fresh, chapter("momma", "srtt"));
    const Group before = find_group(fresh.log, "momma").value();
    Group after = before;
    after.handle = "mommas";
    after.title = "Run Mommas Run";
    after.inside.reset();
    after.uid = Uid{};
    fresh.write([&](Writer& writer) { update_group(writer, after); });
    const Group found = find_group(fresh.log, "mommas").value();
    CHECK(found.id == before.id);
    CHECK(found.uid == before.uid);
    CHECK(found.title == "Run Mommas Run");
    CHECK_FALSE(found.inside);
    CHECK_FALSE(find_group(fresh.log, "momma"));
}

TEST_CASE("a group that nothing names can be removed") {
    FreshLog fresh;
    add(fresh, grouped("momma"));
    fresh.write([](Writer& writer) { remove_group(writer, find_group(writer.log(), "momma").value()); });
    CHECK(groups(fresh.log).empty());
}

TEST_CASE("a group that something names is kept") {
    FreshLog fresh;
    const GroupId id = add(fresh, grouped("momma"));
    std::string what;
    SUBCASE("a member") {
        fresh.write([&](Writer& writer) { set_memberships(writer, id, fresh.id_of("anna"), {from(today)}); });
        what = "members";
    }
    SUBCASE("a run") {
        Run run = run_on(today);
        run.group = "momma";
        fresh.add(run);
        what = "runs";
    }
    SUBCASE("leave from it") {
        Leave leave;
        leave.group = "momma";
        leave.when = DayRange{today, {}};
        leave.announced = now;
        fresh.write([&](Writer& writer) { add_leave(writer, fresh.id_of("anna"), leave); });
        what = "days off";
    }
    SUBCASE("a chapter") {
        add(fresh, chapter("trail", "momma"));
        what = "chapters";
    }
    const Group group = find_group(fresh.log, "momma").value();
    CHECK(contains(refusal(fresh, [&](Writer& writer) { remove_group(writer, group); }), what));
    CHECK(find_group(fresh.log, "momma"));
}

TEST_CASE("a membership is kept with its role, place and promise") {
    FreshLog fresh;
    const GroupId group = add(fresh, grouped("momma"));
    Membership membership = from(november(2), november(16));
    membership.role = Role::coach;
    membership.remote = true;
    membership.commitment = Commitment{Commitment::Kind::per_week, 2};
    fresh.write([&](Writer& writer) { set_memberships(writer, group, fresh.id_of("anna"), {membership}); });

    const auto rows = memberships_of_group(fresh.log, group);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].uid != Uid{});
    CHECK(rows[0].group == "momma");
    CHECK(rows[0].member == "anna");
    CHECK(rows[0].role == Role::coach);
    CHECK(rows[0].remote);
    CHECK(rows[0].commitment == membership.commitment);
    CHECK(rows[0].when == membership.when);
}

TEST_CASE("a group's memberships stand by member and day, a member's by group and day") {
    FreshLog fresh;
    const GroupId van = add(fresh, grouped("van"));
    const GroupId momma = add(fresh, grouped("momma"));
    fresh.write([&](Writer& writer) {
        set_memberships(writer, van, fresh.id_of("beth"), {from(november(1))});
        set_memberships(writer, van, fresh.id_of("anna"), {from(november(9)), from(november(1), november(5))});
        set_memberships(writer, momma, fresh.id_of("anna"), {from(november(20))});
    });
    CHECK(told(memberships_of_group(fresh.log, van)) ==
          std::vector<std::string>{"van anna 01-05 member", "van anna 09- member", "van beth 01- member"});
    CHECK(told(memberships_of_member(fresh.log, fresh.id_of("anna"))) ==
          std::vector<std::string>{"momma anna 20- member", "van anna 01-05 member", "van anna 09- member"});
    CHECK(memberships_of_member(fresh.log, fresh.id_of("sue")).empty());
}

TEST_CASE("a new state of memberships keeps the rows it names, and only theirs go") {
    FreshLog fresh;
    const GroupId group = add(fresh, grouped("momma"));
    const MemberId anna = fresh.id_of("anna");
    fresh.write([&](Writer& writer) {
        set_memberships(writer, group, anna, {from(november(1), november(5)), from(november(9))});
        set_memberships(writer, group, fresh.id_of("beth"), {from(november(1))});
    });
    Membership stays = memberships_of_member(fresh.log, anna).back();
    const Uid uid = stays.uid;
    stays.when.until = november(16);
    Membership coach = from(november(16));
    coach.role = Role::coach;
    fresh.write([&](Writer& writer) { set_memberships(writer, group, anna, {stays, coach}); });

    CHECK(told(memberships_of_group(fresh.log, group)) ==
          std::vector<std::string>{"momma anna 09-16 member", "momma anna 16- coach", "momma beth 01- member"});
    CHECK(memberships_of_member(fresh.log, anna).front().uid == uid);
    fresh.write([&](Writer& writer) { set_memberships(writer, group, anna, {}); });
    CHECK(memberships_of_member(fresh.log, anna).empty());
}

} // namespace runlog::store
