#include "fixture.hpp"

#include "runlog/store/schedule.hpp"

#include <doctest/doctest.h>

namespace runlog::store {

using namespace testing;

namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// A fresh log with the groups momma and van.
struct WithGroups : FreshLog {
    GroupId momma;
    GroupId van;

    WithGroups() {
        write([&](Writer& writer) {
            momma = add_group(writer, grouped("momma"));
            van = add_group(writer, grouped("van"));
        });
    }

    void keep(GroupId group, const std::vector<Rule>& all) {
        write([&](Writer& writer) { set_rules(writer, group, all); });
    }
    void keep(GroupId group, const SessionChange& change) {
        write([&](Writer& writer) { set_session_change(writer, group, change); });
    }
};

Rule rule(std::string title, std::string_view pattern, Day from, std::optional<Day> until = {}) {
    Rule made;
    made.title = std::move(title);
    made.pattern = parse_pattern(pattern);
    made.starts = hours{6};
    made.zone = "Europe/Berlin";
    made.anchor = from;
    made.when = DayRange{from, until};
    return made;
}

/// `Track 10-`, one for each rule.
std::vector<std::string> told(const std::vector<Rule>& rules) {
    std::vector<std::string> lines;
    for (const auto& rule : rules)
        lines.push_back(rule.title + ' ' + iso(rule.when.from).substr(8) + '-' +
                        (rule.when.until ? iso(*rule.when.until).substr(8) : ""));
    return lines;
}

LocalTime at(Day day, int hour, int minute = 0) {
    return LocalTime{day} + hours{hour} + minutes{minute};
}

SessionChange cancelled(LocalTime session, std::string reason = {}) {
    SessionChange change;
    change.cancelled = true;
    change.session = session;
    change.reason = std::move(reason);
    change.announced = now;
    return change;
}

SessionChange moved(LocalTime session, LocalTime to) {
    SessionChange change = cancelled(session);
    change.cancelled = false;
    change.moved_to = to;
    return change;
}

} // namespace

TEST_CASE("a group without rules has none") {
    const WithGroups fresh;
    CHECK(rules(fresh.log, fresh.momma).empty());
    CHECK(session_changes(fresh.log, fresh.momma).empty());
}

TEST_CASE("a rule is kept in every field") {
    WithGroups fresh;
    Rule full = rule("Trail \"run\"; 🏃", "3 weeks on tue,sat", november(10), november(30));
    full.starts = hours{18} + minutes{30};
    full.length = minutes{90};
    full.zone = "America/Los_Angeles";
    full.place = "Tilden";
    full.purpose = "hills";
    full.note = "those elsewhere: 40 min easy";
    full.anchor = november(3);
    fresh.keep(fresh.momma, {full});

    const auto kept = rules(fresh.log, fresh.momma);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].uid != Uid{});
    full.uid = kept[0].uid;
    CHECK(kept[0] == full);
}

TEST_CASE("what a rule does not say stays unsaid") {
    WithGroups fresh;
    fresh.keep(fresh.momma, {rule("Track", "tue", november(3))});
    const Rule kept = rules(fresh.log, fresh.momma).front();
    CHECK_FALSE(kept.place);
    CHECK_FALSE(kept.purpose);
    CHECK_FALSE(kept.note);
    CHECK_FALSE(kept.when.until);
    CHECK(kept.length == hours{1});
}

TEST_CASE("every kind of pattern is kept") {
    WithGroups fresh;
    const std::vector<std::string> patterns{"sat",       "tue,thu",   "day",
                                            "other sat", "first sun", "first,third sat of the month",
                                            "last fri",  "once",      "second sat of the month"};
    std::vector<Rule> all;
    for (const auto& pattern : patterns) all.push_back(rule(pattern, pattern, november(2)));
    fresh.keep(fresh.momma, all);
    const auto kept = rules(fresh.log, fresh.momma);
    REQUIRE(kept.size() == patterns.size());
    for (const auto& one : kept) CHECK(one.pattern == parse_pattern(one.title));
}

TEST_CASE("every minute of the day is kept, and seconds too") {
    WithGroups fresh;
    std::chrono::seconds starts{};
    SUBCASE("midnight") {
        starts = hours{0};
    }
    SUBCASE("the last minute") {
        starts = hours{23} + minutes{59};
    }
    SUBCASE("half a minute") {
        starts = hours{6} + std::chrono::seconds{30};
    }
    Rule one = rule("Track", "tue", november(3));
    one.starts = starts;
    fresh.keep(fresh.momma, {one});
    CHECK(rules(fresh.log, fresh.momma).front().starts == starts);
}

TEST_CASE("rules stand by title and then by day, each group's by itself") {
    WithGroups fresh;
    fresh.keep(fresh.momma, {rule("Trail", "sat", november(7)), rule("Track", "thu", november(16)),
                             rule("Track", "tue", november(3), november(16))});
    fresh.keep(fresh.van, {rule("Relay", "sun", november(1))});
    CHECK(told(rules(fresh.log, fresh.momma)) == std::vector<std::string>{"Track 03-16", "Track 16-", "Trail 07-"});
    CHECK(told(rules(fresh.log, fresh.van)) == std::vector<std::string>{"Relay 01-"});
}

TEST_CASE("a new state of rules keeps the rows it names, and only the group's others go") {
    WithGroups fresh;
    fresh.keep(fresh.momma, {rule("Track", "tue", november(3)), rule("Trail", "sat", november(7))});
    fresh.keep(fresh.van, {rule("Relay", "sun", november(1))});
    Rule stays = rules(fresh.log, fresh.momma).front();
    const Uid uid = stays.uid;
    stays.when.until = november(17);
    stays.place = "Tilden";
    fresh.keep(fresh.momma, {stays, rule("Track", "thu", november(17))});

    const auto kept = rules(fresh.log, fresh.momma);
    CHECK(told(kept) == std::vector<std::string>{"Track 03-17", "Track 17-"});
    CHECK(kept.front() == stays);
    CHECK(kept.front().uid == uid);
    CHECK(kept.back().uid != uid);
    fresh.keep(fresh.momma, std::vector<Rule>{});
    CHECK(rules(fresh.log, fresh.momma).empty());
    CHECK(told(rules(fresh.log, fresh.van)) == std::vector<std::string>{"Relay 01-"});
}

TEST_CASE("writing rules as they stand changes nothing") {
    WithGroups fresh;
    fresh.keep(fresh.momma, {rule("Track", "tue", november(3)), rule("Trail", "other sat", november(7))});
    CHECK_FALSE(change(fresh.log, now, "session", [&](Writer& writer) {
        set_rules(writer, fresh.momma, rules(writer.log(), fresh.momma));
        return "the same";
    }));
}

TEST_CASE("undo brings rules back") {
    WithGroups fresh;
    fresh.keep(fresh.momma, {rule("Track", "tue", november(3)), rule("Trail", "sat", november(7))});
    const auto before = rules(fresh.log, fresh.momma);
    fresh.keep(fresh.momma, {rule("Beach", "sun", november(8))});
    undo(fresh.log, now, std::nullopt);
    CHECK(rules(fresh.log, fresh.momma) == before);
}

TEST_CASE("a rule that lasts no time or ends before it begins is not kept") {
    WithGroups fresh;
    Rule bad = rule("Track", "tue", november(3));
    SUBCASE("no time") {
        bad.length = std::chrono::seconds{0};
    }
    SUBCASE("ends before") {
        bad.when.until = november(3);
    }
    CHECK_THROWS(fresh.keep(fresh.momma, {bad}));
    CHECK(rules(fresh.log, fresh.momma).empty());
}

TEST_CASE("a session that was cancelled or moved is kept in every field") {
    WithGroups fresh;
    SessionChange change = cancelled(at(november(28), 6), "ice \"everywhere\"");
    change.announced = now + hours{1};
    fresh.keep(fresh.momma, change);
    fresh.keep(fresh.momma, moved(at(november(21), 18, 30), at(november(22), 7, 15)));

    const auto kept = session_changes(fresh.log, fresh.momma);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].session == at(november(21), 18, 30));
    CHECK(kept[0].moved_to == at(november(22), 7, 15));
    CHECK(kept[0].reason.empty());
    CHECK(kept[0].announced == now);
    CHECK(kept[1].session == at(november(28), 6));
    CHECK_FALSE(kept[1].moved_to);
    CHECK(kept[1].reason == "ice \"everywhere\"");
    CHECK(kept[1].announced == now + hours{1});
    for (const auto& one : kept) CHECK(one.uid != Uid{});
}

TEST_CASE("changes of sessions stand in the order of the sessions, each group's by itself") {
    WithGroups fresh;
    for (const auto session : {at(november(28), 18), at(november(7), 6), at(november(28), 6)})
        fresh.keep(fresh.momma, cancelled(session));
    fresh.keep(fresh.van, cancelled(at(november(1), 9)));
    std::vector<LocalTime> order;
    for (const auto& one : session_changes(fresh.log, fresh.momma)) order.push_back(one.session);
    CHECK(order == std::vector{at(november(7), 6), at(november(28), 6), at(november(28), 18)});
    CHECK(session_changes(fresh.log, fresh.van).size() == 1);
}

TEST_CASE("what becomes of a session replaces what was kept of it before") {
    WithGroups fresh;
    const LocalTime session = at(november(28), 6);
    fresh.keep(fresh.van, cancelled(session, "rain"));
    fresh.keep(fresh.momma, moved(session, at(november(29), 7)));
    const Uid uid = session_changes(fresh.log, fresh.momma).front().uid;
    SessionChange later = cancelled(session, "ice");
    later.announced = now + hours{2};
    fresh.keep(fresh.momma, later);

    const auto kept = session_changes(fresh.log, fresh.momma);
    REQUIRE(kept.size() == 1);
    CHECK_FALSE(kept[0].moved_to);
    CHECK(kept[0].reason == "ice");
    CHECK(kept[0].announced == now + hours{2});
    CHECK(kept[0].uid == uid);
    CHECK(session_changes(fresh.log, fresh.van).front().reason == "rain");
}

TEST_CASE("a session can be let take place after all") {
    WithGroups fresh;
    fresh.keep(fresh.momma, cancelled(at(november(28), 6)));
    fresh.keep(fresh.momma, cancelled(at(november(28), 18)));
    fresh.keep(fresh.van, cancelled(at(november(28), 6)));
    fresh.write([&](Writer& writer) { remove_session_change(writer, fresh.momma, at(november(28), 6)); });
    const auto kept = session_changes(fresh.log, fresh.momma);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].session == at(november(28), 18));
    CHECK(session_changes(fresh.log, fresh.van).size() == 1);
}

TEST_CASE("undo brings a cancelled session back") {
    WithGroups fresh;
    fresh.keep(fresh.momma, moved(at(november(28), 6), at(november(29), 7)));
    fresh.keep(fresh.momma, cancelled(at(november(28), 6)));
    undo(fresh.log, now, std::nullopt);
    CHECK(session_changes(fresh.log, fresh.momma).front().moved_to == at(november(29), 7));
    undo(fresh.log, now, std::nullopt);
    CHECK(session_changes(fresh.log, fresh.momma).empty());
}

} // namespace runlog::store
