#include "deeds.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace runlog;
using namespace runlog::share;
using namespace runlog::share::in_memory;

namespace {

/// A line that is the next one of this machine, whoever wrote it.
void append(World& world, const std::string& device, const std::string& line) {
    const auto number = world.last(device) + 1;
    world.branches[device].push_back({number, number, line + '\n', fmt::format("{}/{}", device, number)});
}

std::string next_line(const World& world, const std::string& device, const std::string& rest) {
    return fmt::format(R"({{"n":{},"t":{},{}}})", world.last(device) + 1, latest_at, rest);
}

} // namespace

TEST_CASE("a damaged line is put aside with its place, and the rest goes on") {
    Machines group({"sue", "anna"});
    group.sync_all();
    auto& anna = group.machines[1];
    const auto device = anna.share().device;
    append(group.world, device, "half a li");
    const auto uid = make_uid(std::chrono::milliseconds{1}, {});
    const std::string member = to_text(group.uid_of("anna"));
    append(group.world, device,
           next_line(group.world, device,
                     fmt::format(R"("v":1,"op":"set","e":"run:{}","f":{{"day":"2026-11-20","zone":"UTC",)"
                                 R"("distance_m":5000,"with_group":1,"tags":"","remote":0,"m:{}":1}})",
                                 to_text(uid), member)));
    append(group.world, device, R"({"v":1,"n":1,"t":0,"op":"set","e":"group","f":{}})"); // a number out of turn
    const auto done = group.sync(0);
    CHECK(done.put_aside == 2);
    CHECK(done.taken_in == 1);
    const auto& sue = group.machines[0];
    CHECK(runs_on(sue).size() == 1);
    const auto asides = store::asides(*sue.log, sue.group());
    REQUIRE(asides.size() == 2);
    CHECK(asides[0].line == "half a li");
    CHECK(asides[0].why == "it is no record");
    CHECK(asides[0].place.starts_with(device));
    CHECK(asides[1].why == "its number is not the next one");
    CHECK(group.sync(0).put_aside == 0);
}

TEST_CASE("a record that says something else than before is an alarm, and the first word stands") {
    Machines group({"sue", "anna"});
    group.sync_all();
    auto& sue = group.machines[0];
    auto& anna = group.machines[1];
    add_run(group, anna, {"anna"});
    group.sync_all();
    const auto device = anna.share().device;
    auto& lines = group.world.branches[device].back().lines;
    const auto at = lines.find("\"distance_m\":5000");
    REQUIRE(at != std::string::npos);
    lines.replace(at, 17, "\"distance_m\":9999");
    store::take_in(*sue.log, group.now,
                   [&](store::Writer& writer) { store::forget_heard(writer, sue.group(), device); });
    const auto done = group.sync(0);
    REQUIRE(done.alarms.size() == 1);
    CHECK(done.alarms[0].find("the first word stands") != std::string::npos);
    CHECK(store::alarms(*sue.log, sue.group()).size() == 1);
    CHECK(runs_on(sue).front().distance == Metres{5000});
}

TEST_CASE("a newer record is kept as it is, and holds once the program understands it") {
    Machines group({"sue", "anna"});
    group.sync_all();
    auto& sue = group.machines[0];
    const auto device = group.machines[1].share().device;
    const auto rest = R"("v":{},"op":"set","e":"member:{}","f":{{"name":"Anna Berg"}})";
    const auto member = to_text(group.uid_of("anna"));
    append(group.world, device, next_line(group.world, device, fmt::format(fmt::runtime(rest), 2, member)));
    const auto done = group.sync(0);
    CHECK(done.taken_in == 1);
    CHECK(done.put_aside == 0);
    CHECK(store::find_member(*sue.log, "anna").value().name.empty());

    // As if version 2 had been learnt since: the same record, in words of version 1.
    sue.close();
    store::testing::tamper(sue.path, "UPDATE share_records SET line = replace(line, '\"v\":2', '\"v\":1') "
                                     "WHERE line LIKE '%Anna Berg%'; UPDATE shares SET vocabulary = 0");
    sue.open();
    group.sync(0);
    CHECK(store::find_member(*sue.log, "anna").value().name == "Anna Berg");
    CHECK(sue.share().vocabulary > 0);
}

TEST_CASE("an old backup that comes back goes by a new name and loses nothing") {
    Machines group({"sue", "anna"});
    group.sync_all();
    auto& anna = group.machines[1];
    const auto backup = anna.path.string() + ".copy";
    store::back_up(*anna.log, backup);
    add_run(group, anna, {"anna"});
    group.sync_all();
    const auto before = anna.share().device;

    anna.close();
    for (const auto* ending : {"", "-wal", "-shm"}) std::filesystem::remove(anna.path.string() + ending);
    std::filesystem::copy_file(backup, anna.path);
    anna.open();
    CHECK(runs_on(anna).empty());
    add_run(group, anna, {"anna"});
    const auto done = group.sync(1);
    CHECK(done.new_device);
    CHECK(anna.share().device != before);
    CHECK(runs_on(anna).size() == 2);
    group.sync_all();
    CHECK(runs_on(group.machines[0]).size() == 2);
    CHECK_FALSE(group.sync(1).new_device);
}

TEST_CASE("whoever is spoken of before they are known is in the run once they are") {
    Machines group({"sue", "anna", "beth"});
    group.sync_all();
    auto& sue = group.machines[0];
    auto& anna = group.machines[1];
    group.change(sue, [&](store::Writer& writer) {
        store::add_member(writer, named("carla"));
        Machines::join(writer, sue.group(), "carla");
    });
    auto& sues = group.world.branches[sue.share().device];
    const auto before = sues.size();
    group.sync(0);
    REQUIRE(sues.size() == before + 1);
    group.sync(1);
    add_run(group, anna, {"anna", "carla"});
    group.sync(1);
    const auto hidden = sues.back(); // the host has lost it for a while
    sues.pop_back();
    group.sync(2);
    CHECK(runs_on(group.machines[2]).front().members == std::vector<std::string>{"anna"});
    sues.push_back(hidden);
    group.sync(2);
    CHECK(runs_on(group.machines[2]).front().members.size() == 2);
}
