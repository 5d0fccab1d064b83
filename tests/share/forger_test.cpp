#include "machines.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace runlog;
using namespace runlog::share;
using namespace runlog::share::in_memory;

/// What a member whose device is in the roster can do to the others by lines that no program of ours would write: at
/// most what is theirs to say.
namespace {

constexpr const char* any_uid = "0193f5a2-0000-7000-8000-00000000000a";
const std::string nobody = to_text(Uid{});

/// Sue keeps the group; anna's machine sends whatever it likes.
struct Forgery {
    Machines group{{"sue", "anna"}};
    Machine& sue = group.machines.at(0);
    Machine& anna = group.machines.at(1);

    Forgery() { group.sync_all(); }

    /// The next record of anna's machine: `thing`, and what else stands in the line.
    void say(const std::string& thing, const std::string& rest) {
        const auto device = anna.share().device;
        const auto number = group.world.last(device) + 1;
        const auto line =
            fmt::format(R"({{"v":1,"n":{},"t":{},"op":"set","e":"{}",{}}})", number, latest_at, thing, rest);
        group.world.branches[device].push_back({number, number, line + '\n', fmt::format("forged/{}", number)});
    }

    Run add_sues_run() {
        RunId id;
        group.change(sue, [&](store::Writer& writer) {
            auto run = store::testing::run_on(november(20), {"sue"});
            run.group = "momma";
            run.session = "2026-11-20";
            id = store::add_run(writer, run);
        });
        return store::find_run(*sue.log, id).value();
    }

    std::string sues() const { return to_text(group.uid_of("sue")); }
    std::string annas() const { return to_text(group.uid_of("anna")); }
};

std::string leave_words() {
    return R"("f":{"from_day":"2026-11-01","everywhere":0,"reason":"","announced_at":"2026-11-01T12:00:00Z"})";
}

} // namespace

TEST_CASE("whatever a member says of another's run, it stays as its maker has it") {
    Forgery forgery;
    const auto run = forgery.add_sues_run();
    forgery.group.sync_all();
    const auto thing = "run:" + to_text(run.uid);
    forgery.say(thing, fmt::format(R"("of":"{}","f":{{"gone":1,"distance_m":1,"day":"2020-01-01","m:{}":0}})",
                                   forgery.sues(), forgery.sues()));
    forgery.group.sync(0);
    const auto after = store::find_run(*forgery.sue.log, run.id);
    REQUIRE(after);
    CHECK(after->distance == run.distance);
    CHECK(after->day == run.day);
    CHECK(after->members == run.members);
}

TEST_CASE("no name that somebody makes up reaches another's run") {
    Forgery forgery;
    const auto run = forgery.add_sues_run();
    forgery.group.sync_all();
    Uid other = run.uid;
    const Uid maker = forgery.group.uid_of("sue");
    for (std::size_t i = 0; i < other.bytes.size(); ++i) other.bytes[i] ^= maker.bytes[i];
    SUBCASE("one that nothing has") {}
    SUBCASE("one that something of theirs has") {
        forgery.say("run:" + to_text(other),
                    fmt::format(R"("f":{{"day":"2026-11-20","zone":"UTC","distance_m":1,"with_group":1,"tags":"",)"
                                R"("remote":0,"m:{}":1}})",
                                forgery.annas()));
    }
    forgery.say("run:" + to_text(other), fmt::format(R"("of":"{}","f":{{"m:{}":1}})", forgery.sues(), forgery.annas()));
    forgery.group.sync(0);
    CHECK(store::find_run(*forgery.sue.log, run.id));
}

TEST_CASE("who speaks for nobody is not listened to, and the others go on") {
    Forgery forgery;
    const auto run = forgery.add_sues_run();
    SUBCASE("leave that nobody made") {
        forgery.say(fmt::format("leave:{}/{}", any_uid, forgery.annas()),
                    fmt::format(R"("of":"{}",)", nobody) + leave_words());
    }
    SUBCASE("leave of nobody") {
        forgery.say(fmt::format("leave:{}/{}", any_uid, nobody), leave_words());
    }
    SUBCASE("an answer of nobody") {
        forgery.say(fmt::format("answer:{}/{}", any_uid, nobody),
                    R"("f":{"session":"2026-11-20T06:00","kind":"promise","announced_at":"2026-11-01T12:00:00Z"})");
    }
    SUBCASE("a run that nobody made") {
        forgery.say(fmt::format("run:{}", any_uid),
                    fmt::format(R"("of":"{}","f":{{"day":"2026-11-20","zone":"UTC","distance_m":1,"with_group":1,)"
                                R"("tags":"","remote":0,"m:{}":1}})",
                                nobody, forgery.annas()));
    }
    CHECK_NOTHROW(forgery.group.sync(0));
    CHECK_NOTHROW(forgery.group.sync(0));
    CHECK(store::find_run(*forgery.sue.log, run.id));
    CHECK(store::leaves(*forgery.sue.log, forgery.group.machines[0].me()).empty());
}

TEST_CASE("what a plain member says of the group's own things counts for nothing") {
    Forgery forgery;
    const auto before = store::find_group(*forgery.sue.log, "momma").value();
    forgery.say("group", R"("f":{"title":"Anna's","gone":1})");
    forgery.say("change:2026-11-20T06:00",
                R"("f":{"cancelled":1,"reason":"sleep","announced_at":"2026-11-01T12:00:00Z"})");
    forgery.say("memberships:" + forgery.sues(), R"("f":{"rows":[]})");
    forgery.group.sync(0);
    CHECK(store::find_group(*forgery.sue.log, "momma").value().title == before.title);
    CHECK(store::session_changes(*forgery.sue.log, forgery.sue.group()).empty());
    CHECK(store::memberships_of_member(*forgery.sue.log, forgery.sue.me()).size() == 1);
}

TEST_CASE("the wildest numbers and texts of a line harm nobody") {
    Forgery forgery;
    const auto thing = "run:" + std::string(any_uid);
    forgery.say(thing, R"("f":{"day":"2026-11-20","zone":"UTC","distance_m":99999999999999999999,"with_group":1})");
    forgery.say(thing, R"("f":{"day":"9999-99-99"})");
    forgery.say(thing, R"("f":{"tags":"'; DROP TABLE runs; --"})");
    forgery.say(thing, R"("f":{"distance_m":9223372036854775807})");
    forgery.say(thing, R"("f":[[[[]]]])");
    CHECK_NOTHROW(forgery.group.sync(0));
    CHECK(store::testing::runs(*forgery.sue.log).empty());
    CHECK(store::asides(*forgery.sue.log, forgery.sue.group()).size() == 4);
}
