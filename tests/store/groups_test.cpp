#include "fixture.hpp"

#include "runlog/store/attendance.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/schedule.hpp"

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

/// A rule for every Saturday.
Rule every_saturday() {
    Rule rule;
    rule.title = "Trail run";
    rule.pattern = parse_pattern("sat");
    rule.starts = std::chrono::hours{6};
    rule.zone = "Europe/Berlin";
    rule.anchor = november(7);
    rule.when = DayRange{november(1), {}};
    return rule;
}

/// `coach Jo 555`, one line for each contact.
std::vector<std::string> told(const std::vector<Contact>& contacts) {
    std::vector<std::string> lines;
    for (const auto& contact : contacts)
        lines.push_back(contact.kind + ' ' + contact.name + (contact.detail ? ' ' + *contact.detail : ""));
    return lines;
}

std::vector<std::string> tree_of(const Log& log, const std::string& handle) {
    std::vector<std::string> handles;
    for (const auto& group : with_chapters(log, find_group(log, handle).value())) handles.push_back(group.handle);
    return handles;
}

/// Gives momma, `id`, one of everything that a group can have, and its runs and chapter.
void fill(FreshLog& fresh, GroupId id) {
    add(fresh, chapter("trail", "momma"));
    Run tagged = run_on(today, {"anna", "beth"});
    tagged.group = "momma";
    tagged.session = "2026-11-21T06:00";
    tagged.tags = {"dark"};
    fresh.add(tagged);
    fresh.write([&](Writer& writer) {
        set_memberships(writer, id, fresh.id_of("anna"), {from(november(1))});
        set_rules(writer, id, {every_saturday()});
        set_contacts(writer, id, {{{}, "coach", "Jo", {}}});
        Terms terms;
        terms.when = DayRange{november(1), {}};
        set_terms(writer, id, {terms});
        SessionChange cancelled;
        cancelled.cancelled = true;
        cancelled.session = LocalTime{november(28)} + std::chrono::hours{6};
        cancelled.announced = now;
        set_session_change(writer, id, cancelled);
        Answer promise;
        promise.session = cancelled.session;
        promise.announced = now;
        add_answer(writer, id, fresh.id_of("anna"), promise);
        Leave leave;
        leave.group = "momma";
        leave.when = DayRange{today, {}};
        leave.announced = now;
        add_leave(writer, fresh.id_of("anna"), leave);
        leave.group.reset();
        add_leave(writer, fresh.id_of("anna"), leave);
    });
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
    group.zone = "America/Los_Angeles";
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
    CHECK(found.zone == group.zone);

    const Group plain = find_group(fresh.log, "srtt").value();
    CHECK(plain.title.empty());
    CHECK_FALSE(plain.about);
    CHECK(plain.scope == Scope::local);
    CHECK_FALSE(plain.inside);
    CHECK_FALSE(plain.zone);
}

TEST_CASE("a group can change its zone, and lose it") {
    FreshLog fresh;
    add(fresh, grouped("momma"));
    const auto keep = [&](const std::optional<std::string>& zone) {
        Group group = find_group(fresh.log, "momma").value();
        group.zone = zone;
        fresh.write([&](Writer& writer) { update_group(writer, group); });
        return find_group(fresh.log, "momma")->zone;
    };
    CHECK(keep("Europe/Berlin") == "Europe/Berlin");
    CHECK(keep("Asia/Tokyo") == "Asia/Tokyo");
    CHECK_FALSE(keep(std::nullopt));
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
    SUBCASE("sessions") {
        fresh.write([&](Writer& writer) { set_rules(writer, id, {every_saturday()}); });
        what = "sessions";
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

TEST_CASE("a group that has only contacts and terms can be removed, and come back with them") {
    FreshLog fresh;
    const GroupId id = add(fresh, grouped("momma"));
    fresh.write([&](Writer& writer) {
        set_contacts(writer, id, {{{}, "coach", "Jo", "555"}});
        Terms terms;
        terms.when = DayRange{today, {}};
        set_terms(writer, id, {terms});
    });
    const auto before = contents(fresh.path);
    fresh.write([](Writer& writer) { remove_group(writer, find_group(writer.log(), "momma").value()); });
    CHECK(groups(fresh.log).empty());
    CHECK(contacts(fresh.log, id).empty());
    CHECK(terms(fresh.log, id).empty());
    undo(fresh.log, now, std::nullopt);
    CHECK(contents(fresh.path) == before);
}

TEST_CASE("a purged group goes with all that is recorded of it") {
    FreshLog fresh;
    const GroupId van = add(fresh, grouped("van"));
    const GroupId momma = add(fresh, grouped("momma"));
    fill(fresh, momma);
    fresh.write([&](Writer& writer) {
        set_rules(writer, van, {every_saturday()});
        set_memberships(writer, van, fresh.id_of("anna"), {from(november(1))});
    });
    fresh.write([](Writer& writer) { purge_group(writer, find_group(writer.log(), "momma").value()); });

    CHECK_FALSE(find_group(fresh.log, "momma"));
    CHECK(memberships_of_group(fresh.log, momma).empty());
    CHECK(rules(fresh.log, momma).empty());
    CHECK(session_changes(fresh.log, momma).empty());
    CHECK(answers(fresh.log, momma).empty());
    CHECK(terms(fresh.log, momma).empty());
    CHECK(contacts(fresh.log, momma).empty());
    const auto off = leaves(fresh.log, fresh.id_of("anna"));
    REQUIRE(off.size() == 1);
    CHECK_FALSE(off[0].group);
    CHECK(rules(fresh.log, van).size() == 1);
    CHECK(memberships_of_group(fresh.log, van).size() == 1);
}

TEST_CASE("a purged group leaves its runs behind, without it, and its chapters, which stand alone") {
    FreshLog fresh;
    fill(fresh, add(fresh, grouped("momma")));
    fresh.write([](Writer& writer) { purge_group(writer, find_group(writer.log(), "momma").value()); });

    const auto all = runs(fresh.log);
    REQUIRE(all.size() == 1);
    CHECK_FALSE(all[0].group);
    CHECK_FALSE(all[0].session);
    CHECK(all[0].members == std::vector<std::string>{"anna", "beth"});
    CHECK(all[0].tags == std::vector<std::string>{"dark"});
    REQUIRE(find_group(fresh.log, "trail"));
    CHECK_FALSE(find_group(fresh.log, "trail")->inside);
}

TEST_CASE("a purged chapter leaves the group it was inside of alone") {
    FreshLog fresh;
    const GroupId momma = add(fresh, grouped("momma"));
    fill(fresh, momma);
    fresh.write([](Writer& writer) { purge_group(writer, find_group(writer.log(), "trail").value()); });
    CHECK_FALSE(find_group(fresh.log, "trail"));
    CHECK(rules(fresh.log, momma).size() == 1);
    CHECK(runs(fresh.log).front().group == "momma");
}

TEST_CASE("undo brings back all of a purged group") {
    FreshLog fresh;
    fill(fresh, add(fresh, grouped("momma")));
    const auto before = contents(fresh.path);
    fresh.write([](Writer& writer) { purge_group(writer, find_group(writer.log(), "momma").value()); });
    CHECK(contents(fresh.path) != before);
    undo(fresh.log, now, std::nullopt);
    CHECK(contents(fresh.path) == before);
}

TEST_CASE("contacts are kept, and stand by kind and then by name, each group's by itself") {
    FreshLog fresh;
    const GroupId momma = add(fresh, grouped("momma"));
    const GroupId van = add(fresh, grouped("van"));
    CHECK(contacts(fresh.log, momma).empty());
    fresh.write([&](Writer& writer) {
        set_contacts(writer, momma,
                     {{{}, "physio", "Zoë 🏃", "0151; \"late\""}, {{}, "coach", "Jo", {}}, {{}, "coach", "Al", "555"}});
        set_contacts(writer, van, {{{}, "driver", "Kim", {}}});
    });
    CHECK(told(contacts(fresh.log, momma)) ==
          std::vector<std::string>{"coach Al 555", "coach Jo", "physio Zoë 🏃 0151; \"late\""});
    CHECK(told(contacts(fresh.log, van)) == std::vector<std::string>{"driver Kim"});
    for (const auto& contact : contacts(fresh.log, momma)) CHECK(contact.uid != Uid{});
}

TEST_CASE("a new state of contacts keeps the rows it names, and only the group's others go") {
    FreshLog fresh;
    const GroupId momma = add(fresh, grouped("momma"));
    const GroupId van = add(fresh, grouped("van"));
    fresh.write([&](Writer& writer) {
        set_contacts(writer, momma, {{{}, "coach", "Jo", {}}, {{}, "physio", "Al", {}}});
        set_contacts(writer, van, {{{}, "driver", "Kim", {}}});
    });
    Contact stays = contacts(fresh.log, momma).front();
    stays.detail = "555";
    fresh.write([&](Writer& writer) { set_contacts(writer, momma, {stays, {{}, "childcare", "Bo", {}}}); });
    const auto kept = contacts(fresh.log, momma);
    CHECK(told(kept) == std::vector<std::string>{"childcare Bo", "coach Jo 555"});
    CHECK(kept.back().uid == stays.uid);
    CHECK(contacts(fresh.log, van).size() == 1);
    undo(fresh.log, now, std::nullopt);
    CHECK(told(contacts(fresh.log, momma)) == std::vector<std::string>{"coach Jo", "physio Al"});
}

TEST_CASE("a group comes with its chapters, each before its own") {
    FreshLog fresh;
    for (const auto& [handle, inside] : std::vector<std::pair<std::string, std::string>>{
             {"nation", ""}, {"west", "nation"}, {"east", "NATION"}, {"park", "east"}, {"zoo", "east"}, {"van", ""}})
        add(fresh, inside.empty() ? grouped(handle) : chapter(handle, inside));
    CHECK(tree_of(fresh.log, "nation") == std::vector<std::string>{"nation", "east", "park", "zoo", "west"});
    CHECK(tree_of(fresh.log, "east") == std::vector<std::string>{"east", "park", "zoo"});
    CHECK(tree_of(fresh.log, "van") == std::vector<std::string>{"van"});
}

} // namespace runlog::store
