#include "fixture.hpp"

#include "runlog/store/shares.hpp"

#include <doctest/doctest.h>

namespace runlog::store {

using namespace testing;

namespace {

Uid uid_of(std::uint8_t number) {
    Uid uid;
    uid.bytes.fill(number);
    return uid;
}

/// A log whose group momma is shared.
struct SharedLog : FreshLog {
    GroupId momma;

    SharedLog() {
        write([&](Writer& writer) { momma = add_group(writer, grouped("momma")); });
        listen([&](Writer& writer) { set_share(writer, some_share()); });
    }

    void listen(const std::function<void(Writer&)>& work) { take_in(log, now, work); }

    Share some_share() const {
        Share share;
        share.group = momma;
        share.url = "ssh://host/momma.git";
        share.device = "00000000000000a1";
        return share;
    }

    Record record(std::int64_t number, const std::string& line = "{}") const {
        return {"00000000000000a1", number, "group", Uid{}, line};
    }

    std::vector<std::int64_t> numbers(std::int64_t after = 0) const {
        std::vector<std::int64_t> all;
        each_record(log, momma, "00000000000000a1", after, [&](const Record& one) { all.push_back(one.number); });
        return all;
    }
};

} // namespace

TEST_CASE("a share is kept as it is, and changed as a whole") {
    SharedLog shared;
    auto share = shared.some_share();
    share.genesis = "abc";
    share.mirror = "momma.git";
    share.me = uid_of(3);
    share.all_runs = share.notes = share.keeper = true;
    share.looked_at = ChangeId{7};
    share.vocabulary = 4;
    share.roster = "{}";
    share.synced = now;
    shared.listen([&](Writer& writer) { set_share(writer, share); });
    const auto kept = share_of(shared.log, shared.momma).value();
    CHECK(kept.handle == "momma");
    CHECK(kept.url == share.url);
    CHECK(kept.genesis == "abc");
    CHECK(kept.mirror == "momma.git");
    CHECK(kept.device == share.device);
    CHECK(kept.me == share.me);
    CHECK(kept.all_runs);
    CHECK_FALSE(kept.reasons);
    CHECK(kept.notes);
    CHECK(kept.keeper);
    CHECK(kept.looked_at == share.looked_at);
    CHECK(kept.vocabulary == 4);
    CHECK(kept.roster == "{}");
    CHECK(kept.synced == now);
    CHECK(shares(shared.log).size() == 1);
}

TEST_CASE("sharing is no change: history does not show it, and undo takes back what was before") {
    SharedLog shared;
    const auto changes = history(shared.log, 10).size();
    shared.listen([&](Writer& writer) { add_record(writer, shared.momma, shared.record(1)); });
    CHECK(history(shared.log, 10).size() == changes);
}

TEST_CASE("only keepers change what a shared group keeps; what is not shared is anybody's") {
    SharedLog shared;
    const auto why = error_of([&] { check_keeper(shared.log, shared.momma, "its schedule"); });
    CHECK(contains(why, "momma"));
    CHECK(contains(why, "its schedule"));
    shared.listen([&](Writer& writer) {
        auto share = shared.some_share();
        share.keeper = true;
        set_share(writer, share);
    });
    CHECK_NOTHROW(check_keeper(shared.log, shared.momma, "its schedule"));
    GroupId own;
    shared.write([&](Writer& writer) { own = add_group(writer, grouped("own")); });
    CHECK_NOTHROW(check_keeper(shared.log, own, "its schedule"));
}

TEST_CASE("a record is kept once, and what it said first stands") {
    SharedLog shared;
    shared.listen([&](Writer& writer) {
        CHECK(add_record(writer, shared.momma, shared.record(1)) == Kept::now);
        CHECK(add_record(writer, shared.momma, shared.record(1)) == Kept::before);
        CHECK(add_record(writer, shared.momma, shared.record(1, "{ }")) == Kept::otherwise);
    });
    CHECK(find_record(shared.log, shared.momma, "00000000000000a1", 1)->line == "{}");
    CHECK_FALSE(find_record(shared.log, shared.momma, "00000000000000a2", 1));
}

TEST_CASE("records come in their order, and can be forgotten from a number on") {
    SharedLog shared;
    shared.listen([&](Writer& writer) {
        for (const std::int64_t number : {3, 10, 1, 2}) add_record(writer, shared.momma, shared.record(number));
    });
    CHECK(shared.numbers() == std::vector<std::int64_t>{1, 2, 3, 10});
    CHECK(shared.numbers(2) == std::vector<std::int64_t>{3, 10});
    CHECK(newest_record(shared.log, shared.momma, "00000000000000a1")->number == 10);
    shared.listen([&](Writer& writer) { remove_records(writer, shared.momma, "00000000000000a1", 3); });
    CHECK(shared.numbers() == std::vector<std::int64_t>{1, 2});
    CHECK_FALSE(newest_record(shared.log, shared.momma, "00000000000000a2"));
}

TEST_CASE("things of the same name by different makers are told apart") {
    SharedLog shared;
    shared.listen([&](Writer& writer) {
        add_record(writer, shared.momma, {"00000000000000a1", 1, "run:x", uid_of(1), "one"});
        add_record(writer, shared.momma, {"00000000000000a1", 2, "run:x", uid_of(2), "other"});
        add_record(writer, shared.momma, {"00000000000000a1", 3, {}, {}, "newer"});
    });
    REQUIRE(records_about(shared.log, shared.momma, "run:x", uid_of(2)).size() == 1);
    CHECK(records_about(shared.log, shared.momma, "run:x", uid_of(2)).front().line == "other");
    CHECK(things_recorded(shared.log, shared.momma).size() == 3);

    // What could not be understood when it came is given its thing later.
    auto newer = records_about(shared.log, shared.momma, {}, {}).front();
    newer.thing = "run:x";
    newer.maker = uid_of(2);
    shared.listen([&](Writer& writer) { set_record_thing(writer, shared.momma, newer); });
    CHECK(records_about(shared.log, shared.momma, "run:x", uid_of(2)).size() == 2);
    CHECK(records_about(shared.log, shared.momma, {}, {}).empty());
}

TEST_CASE("how far each device was listened to is kept until it is forgotten") {
    SharedLog shared;
    shared.listen([&](Writer& writer) {
        set_heard(writer, shared.momma, {"a", "tip", 4, now});
        set_heard(writer, shared.momma, {"a", "later", 9, now});
        set_heard(writer, shared.momma, {"b", "tip", 1, now});
        forget_heard(writer, shared.momma, "b");
    });
    REQUIRE(heard(shared.log, shared.momma).size() == 1);
    CHECK(heard(shared.log, shared.momma, "a")->tip == "later");
    CHECK(heard(shared.log, shared.momma, "a")->last == 9);
    CHECK_FALSE(heard(shared.log, shared.momma, "b"));
}

TEST_CASE("an alarm that goes on keeps the moment when it began, and one that ended is gone") {
    SharedLog shared;
    shared.listen([&](Writer& writer) { set_alarms(writer, shared.momma, {"a", "b"}); });
    take_in(shared.log, now + std::chrono::hours{1}, [&](Writer& writer) {
        set_alarms(writer, shared.momma, {"b", "c"});
    });
    const auto all = alarms(shared.log, shared.momma);
    REQUIRE(all.size() == 2);
    CHECK(all[0].what == "b");
    CHECK(all[0].since == now);
    CHECK(all[1].what == "c");
    CHECK(all[1].since == now + std::chrono::hours{1});
}

TEST_CASE("what is not shared any more is forgotten; the group's rows stay") {
    SharedLog shared;
    shared.listen([&](Writer& writer) {
        set_shared_member(writer, shared.momma, uid_of(2), shared.id_of("anna"));
        add_record(writer, shared.momma, shared.record(1));
        set_heard(writer, shared.momma, {"a", "tip", 4, now});
        add_aside(writer, shared.momma, {"place", "why", "line"});
        add_aside(writer, shared.momma, {"place", "again", "line"});
        set_alarms(writer, shared.momma, {"a"});
    });
    CHECK(shared_uid(shared.log, shared.momma, shared.id_of("anna")) == uid_of(2));
    CHECK(shared_member(shared.log, shared.momma, uid_of(2)) == shared.id_of("anna"));
    REQUIRE(asides(shared.log, shared.momma).size() == 1);
    CHECK(asides(shared.log, shared.momma).front().why == "why");
    const auto add_one = [&] {
        auto run = run_on(today);
        run.group = "momma";
        return shared.add(run);
    };
    const auto run = add_one();
    shared.listen([&](Writer& writer) { remove_share(writer, shared.momma); });
    CHECK_FALSE(share_of(shared.log, shared.momma));
    CHECK(shared_members(shared.log, shared.momma).empty());
    CHECK_FALSE(shared_uid(shared.log, shared.momma, shared.id_of("anna")));
    CHECK_FALSE(shared_member(shared.log, shared.momma, uid_of(2)));
    CHECK(shared.numbers().empty());
    CHECK(heard(shared.log, shared.momma).empty());
    CHECK(asides(shared.log, shared.momma).empty());
    CHECK(alarms(shared.log, shared.momma).empty());
    CHECK(find_group(shared.log, "momma"));
    CHECK(find_run(shared.log, run)->group == "momma");
    CHECK(find_member(shared.log, "anna"));
}

TEST_CASE("a group or member that others bring goes by a free handle, and is known again by its uid") {
    SharedLog shared;
    shared.listen([&](Writer& writer) {
        const auto group = add_shared_group(writer, uid_of(7), "Momma");
        CHECK(group != shared.momma);
        CHECK(add_shared_group(writer, uid_of(7), "other") == group);
        CHECK(find_group(writer.log(), "Momma-2")->id == group);

        const auto anna = add_shared_member(writer, uid_of(8), "anna");
        CHECK(anna != shared.id_of("anna"));
        CHECK(find_member(writer.log(), "anna-2")->id == anna);
        CHECK(add_shared_member(writer, uid_of(8), "anna") == anna);
        CHECK_FALSE(find_member(writer.log(), "anna-3"));
        const auto carla = add_shared_member(writer, uid_of(9), "carla");
        CHECK(find_member(writer.log(), "carla")->id == carla);
    });
}

TEST_CASE("nobody who is brought is taken for the log's owner") {
    SharedLog shared;
    const auto sue = owner(shared.log);
    shared.listen([&](Writer& writer) {
        const auto other = add_shared_member(writer, sue.uid, "sue");
        CHECK(other != sue.id);
        CHECK(find_member(writer.log(), "sue-2")->uid != sue.uid);
    });
}

} // namespace runlog::store
