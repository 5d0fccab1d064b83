#include "runlog/store/privacy.hpp"

#include "fixture.hpp"
#include "runlog/store/attendance.hpp"
#include "runlog/store/company.hpp"

#include <doctest/doctest.h>

namespace runlog::store {

using namespace testing;

namespace {

Run private_run(Day day, std::vector<std::string> members) {
    Run run = run_on(day, std::move(members));
    run.is_private = true;
    run.tags = {"secret"};
    run.group = "momma";
    run.session = iso(day) + "T06:00";
    return run;
}

Run open_run(Day day, std::vector<std::string> members) {
    Run run = private_run(day, std::move(members));
    run.is_private = false;
    run.tags = {"dark"};
    return run;
}

/// A log with an open run of the 14th and private ones of the 15th and the 21st, opened again for reading.
struct WithPrivateRuns : FreshLog {
    MemberId anna = id_of("anna");
    GroupId momma;

    WithPrivateRuns() {
        write([&](Writer& writer) { momma = add_group(writer, grouped("momma")); });
        add(open_run(november(14), {"anna", "beth"}));
        add(private_run(november(15), {"anna", "sue"}));
        add(private_run(today, {"anna", "beth"}));
        log = Log::open(path, Access::read);
    }
};

int count_runs(const Log& log, const RunFilter& filter) {
    int count = 0;
    each_run(log, filter, [&](const Run&) { ++count; });
    return count;
}

} // namespace

TEST_CASE("what is published knows nothing of private runs, however it asks") {
    WithPrivateRuns fresh;
    REQUIRE(count_runs(fresh.log, {}) == 3);
    hide_private_runs(fresh.log);
    CHECK(count_runs(fresh.log, {}) == 1);
    RunFilter annas;
    annas.members = {fresh.anna};
    CHECK(count_runs(fresh.log, annas) == 1);
    RunFilter mommas;
    mommas.group = fresh.momma;
    CHECK(count_runs(fresh.log, mommas) == 1);
    CHECK(tags(fresh.log) == std::vector<std::string>{"dark"});
    CHECK(newest_runs(fresh.log, 10).size() == 1);
    CHECK_FALSE(find_run(fresh.log, RunId{2}));
    CHECK(attendees(fresh.log, fresh.momma, november(1), today).size() == 2);
    CHECK(Outings(fresh.log)(fresh.anna, november(1), today).size() == 1);
    CHECK_FALSE(run_at(fresh.log, fresh.momma, LocalTime{today} + std::chrono::hours{6}, fresh.anna));
    CHECK(last_company(fresh.log, fresh.anna, november(1), today)->day == november(14));
    auto back = runs_of(fresh.log, fresh.anna, today);
    CHECK(back()->day == november(14));
    CHECK_FALSE(back());
}

TEST_CASE("statements that were used before the private runs were hidden do not see them either") {
    WithPrivateRuns fresh;
    REQUIRE(attendees(fresh.log, fresh.momma, november(1), today).size() == 6);
    auto outings = Outings(fresh.log);
    REQUIRE(outings(fresh.anna, november(1), today).size() == 3);
    hide_private_runs(fresh.log);
    CHECK(attendees(fresh.log, fresh.momma, november(1), today).size() == 2);
    CHECK(outings(fresh.anna, november(1), today).size() == 1);
}

TEST_CASE("hiding private runs leaves them in the log, and the log unchanged by its reader") {
    WithPrivateRuns fresh;
    hide_private_runs(fresh.log);
    fresh.log = Log::open(fresh.path, Access::read);
    CHECK(count_runs(fresh.log, {}) == 3);
}

} // namespace runlog::store
