#include "fixture.hpp"

#include "runlog/store/reminders.hpp"

#include <doctest/doctest.h>

namespace runlog::store {

using namespace testing;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const QuietHours night{hours{22}, hours{6} + minutes{30}};

/// Keeps what anna wants, or somebody else.
void wish(FreshLog& fresh, const ReminderWishes& wishes, const std::string& handle = "anna") {
    fresh.write([&](Writer& writer) { set_reminder_wishes(writer, fresh.id_of(handle), wishes); });
}

ReminderWishes wishes_of(const FreshLog& fresh, const std::string& handle = "anna") {
    return reminder_wishes(fresh.log, fresh.id_of(handle));
}

ReminderWishes without(std::vector<ReminderKind> off, std::optional<QuietHours> quiet = {}) {
    return {std::move(off), quiet};
}

std::string count_of(const FreshLog& fresh, const std::string& table) {
    return ask(fresh.path, "SELECT count(*) FROM " + table);
}

Group with_callouts(std::string handle, Callouts callouts) {
    Group group = grouped(std::move(handle));
    group.callouts = callouts;
    return group;
}

} // namespace

TEST_CASE("a member who wished for nothing wants every reminder at every hour") {
    const FreshLog fresh;
    CHECK(wishes_of(fresh) == ReminderWishes{});
}

TEST_CASE("wishes are kept as they were said") {
    FreshLog fresh;
    ReminderWishes wishes;
    SUBCASE("kinds turned off") {
        wishes = without({ReminderKind::streak_at_risk, ReminderKind::crew});
    }
    SUBCASE("all kinds turned off") {
        wishes = without({reminder_kinds.begin(), reminder_kinds.end()});
    }
    SUBCASE("quiet hours") {
        wishes = without({}, night);
    }
    SUBCASE("quiet hours from midnight") {
        wishes = without({}, QuietHours{hours{0}, hours{7}});
    }
    SUBCASE("quiet hours to the second") {
        wishes = without({}, QuietHours{hours{22} + seconds{30}, seconds{59}});
    }
    SUBCASE("both") {
        wishes = without({ReminderKind::log_it}, night);
    }
    wish(fresh, wishes);
    CHECK(wishes_of(fresh) == wishes);
    close(std::move(fresh.log));
    const Log again = Log::open(fresh.path, Access::read);
    CHECK(reminder_wishes(again, find_member(again, "anna")->id) == wishes);
}

TEST_CASE("kinds that were turned off come back in their own order") {
    FreshLog fresh;
    wish(fresh, without({ReminderKind::crew, ReminderKind::upcoming, ReminderKind::missed_you}));
    CHECK(wishes_of(fresh).off == std::vector{ReminderKind::upcoming, ReminderKind::missed_you, ReminderKind::crew});
}

TEST_CASE("everybody has wishes of their own") {
    FreshLog fresh;
    wish(fresh, without({ReminderKind::crew}, night));
    wish(fresh, without({ReminderKind::promise}), "beth");
    CHECK(wishes_of(fresh) == without({ReminderKind::crew}, night));
    CHECK(wishes_of(fresh, "beth") == without({ReminderKind::promise}));
    CHECK(wishes_of(fresh, "sue") == ReminderWishes{});
    wish(fresh, {}, "beth");
    CHECK(wishes_of(fresh) == without({ReminderKind::crew}, night));
    CHECK(wishes_of(fresh, "beth") == ReminderWishes{});
}

TEST_CASE("new wishes replace the old ones, and no wishes take them all") {
    FreshLog fresh;
    wish(fresh, without({ReminderKind::crew, ReminderKind::log_it}, night));
    wish(fresh, without({ReminderKind::log_it, ReminderKind::promise}, QuietHours{hours{13}, hours{15}}));
    CHECK(wishes_of(fresh) == without({ReminderKind::log_it, ReminderKind::promise}, QuietHours{hours{13}, hours{15}}));
    wish(fresh, without({ReminderKind::log_it}));
    CHECK(wishes_of(fresh) == without({ReminderKind::log_it}));
    wish(fresh, {});
    CHECK(wishes_of(fresh) == ReminderWishes{});
}

TEST_CASE("the same wishes once more are no change") {
    FreshLog fresh;
    wish(fresh, without({ReminderKind::crew}, night));
    CHECK_FALSE(change(fresh.log, now, "remind", [&](Writer& writer) {
        return set_reminder_wishes(writer, fresh.id_of("anna"), wishes_of(fresh)), "nothing";
    }));
}

TEST_CASE("a wish can be undone, and brought back") {
    FreshLog fresh;
    wish(fresh, without({ReminderKind::crew}));
    const auto before = contents(fresh.path);
    wish(fresh, without({ReminderKind::log_it}, night));
    const auto after = contents(fresh.path);

    const Undone undone = undo(fresh.log, now, std::nullopt);
    CHECK(wishes_of(fresh) == without({ReminderKind::crew}));
    CHECK(contents(fresh.path) == before);
    CHECK(undo(fresh.log, now, undone.by).brought_back);
    CHECK(wishes_of(fresh) == without({ReminderKind::log_it}, night));
    CHECK(contents(fresh.path) == after);
}

TEST_CASE("a member goes with what they wished for, and comes back with it") {
    FreshLog fresh;
    wish(fresh, without({ReminderKind::promise, ReminderKind::crew}, night));
    wish(fresh, without({ReminderKind::crew}, night), "beth");
    const Member anna = find_member(fresh.log, "anna").value();
    SUBCASE("removed") {
        fresh.write([&](Writer& writer) { remove_member(writer, anna); });
    }
    SUBCASE("purged") {
        fresh.add(run_on(today));
        fresh.write([&](Writer& writer) { purge_member(writer, anna); });
    }
    CHECK_FALSE(find_member(fresh.log, "anna"));
    CHECK(count_of(fresh, "reminders_off") == "1");
    CHECK(count_of(fresh, "quiet_hours") == "1");
    CHECK(wishes_of(fresh, "beth") == without({ReminderKind::crew}, night));
    CHECK(count_of(fresh, "pragma_foreign_key_check") == "0");

    undo(fresh.log, now, std::nullopt);
    CHECK(wishes_of(fresh) == without({ReminderKind::promise, ReminderKind::crew}, night));
}

TEST_CASE("a member who is kept keeps what they wished for") {
    FreshLog fresh;
    wish(fresh, without({ReminderKind::crew}, night));
    fresh.add(run_on(today));
    const Member anna = find_member(fresh.log, "anna").value();
    CHECK_FALSE(error_of([&] { fresh.write([&](Writer& writer) { remove_member(writer, anna); }); }).empty());
    CHECK(wishes_of(fresh) == without({ReminderKind::crew}, night));
}

TEST_CASE("what was handed over is remembered, and nothing else") {
    FreshLog fresh;
    CHECK_FALSE(was_handed_over(fresh.log, "upcoming/anna/1"));
    remember_handed_over(fresh.log, now, {"upcoming/anna/1", "crew/beth/2"});
    CHECK(was_handed_over(fresh.log, "upcoming/anna/1"));
    CHECK(was_handed_over(fresh.log, "crew/beth/2"));
    for (const auto* other : {"upcoming/anna/2", "upcoming/anna", "UPCOMING/anna/1", "", "upcoming/%"}) {
        CAPTURE(other);
        CHECK_FALSE(was_handed_over(fresh.log, other));
    }
    close(std::move(fresh.log));
    CHECK(was_handed_over(Log::open(fresh.path, Access::read), "upcoming/anna/1"));
}

TEST_CASE("handing over nothing, or the same again, is fine") {
    FreshLog fresh;
    remember_handed_over(fresh.log, now, {});
    CHECK(count_of(fresh, "handed_over") == "0");
    remember_handed_over(fresh.log, now, {"a", "b", "a"});
    remember_handed_over(fresh.log, now + hours{1}, {"b"});
    CHECK(count_of(fresh, "handed_over") == "2");
    CHECK(was_handed_over(fresh.log, "a"));
    CHECK(was_handed_over(fresh.log, "b"));
}

TEST_CASE("what was handed over is forgotten after 90 days, counted from the last time") {
    FreshLog fresh;
    remember_handed_over(fresh.log, now, {"once", "twice"});
    remember_handed_over(fresh.log, now + date::days{10}, {"twice"});
    remember_handed_over(fresh.log, now + date::days{90}, {"new"});
    CHECK(was_handed_over(fresh.log, "once"));
    remember_handed_over(fresh.log, now + date::days{90} + seconds{1}, {});
    CHECK_FALSE(was_handed_over(fresh.log, "once"));
    CHECK(was_handed_over(fresh.log, "twice"));
    CHECK(was_handed_over(fresh.log, "new"));
    remember_handed_over(fresh.log, now + date::days{100} + seconds{1}, {"newer"});
    CHECK_FALSE(was_handed_over(fresh.log, "twice"));
    CHECK(was_handed_over(fresh.log, "new"));
}

TEST_CASE("handing over is no change that could be seen or taken back") {
    FreshLog fresh;
    wish(fresh, without({ReminderKind::crew}));
    const auto changes = history(fresh.log, 100).size();
    remember_handed_over(fresh.log, now, {"upcoming/anna/1"});
    CHECK(history(fresh.log, 100).size() == changes);

    const Undone undone = undo(fresh.log, now, std::nullopt);
    CHECK(undone.change.summary == "a test");
    CHECK(wishes_of(fresh) == ReminderWishes{});
    CHECK(was_handed_over(fresh.log, "upcoming/anna/1"));
    undo(fresh.log, now, undone.by);
    CHECK(was_handed_over(fresh.log, "upcoming/anna/1"));
}

TEST_CASE("what was handed over is seen at once by whoever opens the log next") {
    FreshLog fresh;
    remember_handed_over(fresh.log, now, {"upcoming/anna/1"});
    CHECK(was_handed_over(Log::open(fresh.path, Access::read), "upcoming/anna/1"));
    CHECK(was_handed_over(Log::open(fresh.path, Access::write), "upcoming/anna/1"));
}

TEST_CASE("a group calls out to its coach, until it wants the whole group told, and can go back") {
    FreshLog fresh;
    fresh.write([](Writer& writer) {
        add_group(writer, grouped("momma"));
        add_group(writer, with_callouts("van", Callouts::group));
    });
    const auto kept = [&](const std::string& handle) { return find_group(fresh.log, handle)->callouts; };
    const auto set = [&](const std::string& handle, Callouts callouts) {
        Group group = find_group(fresh.log, handle).value();
        group.callouts = callouts;
        fresh.write([&](Writer& writer) { update_group(writer, group); });
    };
    CHECK(kept("momma") == Callouts::coach);
    CHECK(kept("van") == Callouts::group);
    set("momma", Callouts::group);
    CHECK(kept("momma") == Callouts::group);
    undo(fresh.log, now, std::nullopt);
    CHECK(kept("momma") == Callouts::coach);
    set("van", Callouts::coach);
    CHECK(kept("van") == Callouts::coach);
    for (const auto& group : groups(fresh.log)) CHECK(group.callouts == Callouts::coach);
}

TEST_CASE("whom a group calls out to stands through a change of something else") {
    FreshLog fresh;
    fresh.write([](Writer& writer) { add_group(writer, with_callouts("van", Callouts::group)); });
    Group van = find_group(fresh.log, "van").value();
    van.place = "Tilden";
    fresh.write([&](Writer& writer) { update_group(writer, van); });
    CHECK(find_group(fresh.log, "van")->callouts == Callouts::group);
    CHECK(groups(fresh.log).front().callouts == Callouts::group);
}

TEST_CASE("of what a thing has become only the newest word is remembered") {
    FreshLog fresh;
    const auto tell = [&](const std::string& key) { remember_handed_over(fresh.log, now, {key}); };
    tell("upcoming/anna/2026-11-21T06:00");
    tell("upcoming/anna/2026-11-21T06:00>2026-11-21T07:00");
    CHECK_FALSE(was_handed_over(fresh.log, "upcoming/anna/2026-11-21T06:00"));
    CHECK(was_handed_over(fresh.log, "upcoming/anna/2026-11-21T06:00>2026-11-21T07:00"));
    tell("upcoming/anna/2026-11-21T06:00:30");
    tell("upcoming/anna/2026-11-21T06:00");
    CHECK(was_handed_over(fresh.log, "upcoming/anna/2026-11-21T06:00"));
    CHECK(was_handed_over(fresh.log, "upcoming/anna/2026-11-21T06:00:30"));
    CHECK_FALSE(was_handed_over(fresh.log, "upcoming/anna/2026-11-21T06:00>2026-11-21T07:00"));
}

} // namespace runlog::store
