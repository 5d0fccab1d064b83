#include "runlog/store/company.hpp"

#include "fixture.hpp"

#include <doctest/doctest.h>

namespace runlog::store {

using namespace testing;

namespace {

struct WithPeople : FreshLog {
    MemberId anna = id_of("anna");
    MemberId beth = id_of("beth");

    WithPeople() {
        write([](Writer& writer) { add_group(writer, grouped("momma")); });
    }
};

/// A run of momma's session of that day.
Run run_at_session(Day day, std::vector<std::string> members) {
    Run run = run_on(day, std::move(members));
    run.group = "momma";
    run.session = iso(day) + "T06:00";
    return run;
}

std::vector<OwnRun> own_runs(const Log& log, MemberId member, Day since, Day until) {
    std::vector<OwnRun> all;
    each_own_run(log, member, since, until, [&](const OwnRun& run) { all.push_back(run); });
    return all;
}

struct WithWhom {
    Day day;
    std::vector<MemberId> others;

    bool operator==(const WithWhom&) const = default;
};

std::vector<WithWhom> in_company(const Log& log, MemberId member, Day since, Day until) {
    std::vector<WithWhom> all;
    each_run_in_company(log, member, since, until, [&](const RunInCompany& run) {
        all.push_back({run.day, run.others});
    });
    return all;
}

} // namespace

TEST_CASE("the last company is that of the newest run that was not run alone") {
    WithPeople fresh;
    CHECK_FALSE(last_company(fresh.log, fresh.anna, november(1), today));
    fresh.add(run_on(november(18)));
    CHECK_FALSE(last_company(fresh.log, fresh.anna, november(1), today));
    fresh.add(run_on(november(10), {"anna", "beth"}));
    fresh.add(run_on(november(12), {"sue", "beth", "anna"}));
    fresh.add(run_on(november(14), {"sue", "beth"}));

    const auto company = last_company(fresh.log, fresh.anna, november(1), today);
    REQUIRE(company);
    CHECK(company->day == november(12));
    CHECK(company->others == std::vector<std::string>{"beth", "sue"});
    CHECK(last_company(fresh.log, fresh.anna, november(1), november(11))->others == std::vector<std::string>{"beth"});
    CHECK(last_company(fresh.log, fresh.anna, november(12), november(12)));
    CHECK_FALSE(last_company(fresh.log, fresh.anna, november(13), today));
    CHECK_FALSE(last_company(fresh.log, fresh.anna, november(1), november(9)));
}

TEST_CASE("of two runs in company on one day the one recorded last is the last") {
    WithPeople fresh;
    Run first = run_on(today, {"anna", "beth"});
    Run second = run_on(today, {"anna", "sue"});
    first.uid.bytes[0] = 1;
    second.uid.bytes[0] = 2;
    fresh.add(second);
    fresh.add(first); // brought in later from elsewhere
    CHECK(last_company(fresh.log, fresh.anna, november(1), today)->others == std::vector<std::string>{"sue"});
}

TEST_CASE("a member's own runs come the oldest first, with what was measured") {
    WithPeople fresh;
    Run timed = run_on(november(14));
    timed.distance = std::nullopt;
    timed.duration = Seconds{1800};
    const RunId second = fresh.add(timed);
    const RunId first = fresh.add(run_on(november(12), {"anna"}, 8000));
    fresh.add(run_on(november(13), {"beth"}));
    fresh.add(run_on(november(11)));
    fresh.add(run_on(november(15)));

    const auto runs = own_runs(fresh.log, fresh.anna, november(12), november(14));
    REQUIRE(runs.size() == 2);
    CHECK(runs[0].run == first);
    CHECK(runs[0].day == november(12));
    CHECK(runs[0].distance == Metres{8000});
    CHECK_FALSE(runs[0].duration);
    CHECK_FALSE(runs[0].in_company);
    CHECK(runs[1].run == second);
    CHECK_FALSE(runs[1].distance);
    CHECK(runs[1].duration == Seconds{1800});
}

TEST_CASE("who ran with somebody, or was at one session with them, had company") {
    WithPeople fresh;
    const auto has_company = [&](MemberId member) {
        return own_runs(fresh.log, member, november(14), november(14)).at(0).in_company;
    };
    SUBCASE("two in one run") {
        fresh.add(run_on(november(14), {"anna", "beth"}));
        CHECK(has_company(fresh.anna));
    }
    SUBCASE("a run each at one session") {
        fresh.add(run_at_session(november(14), {"anna"}));
        CHECK_FALSE(has_company(fresh.anna));
        fresh.add(run_at_session(november(14), {"beth"}));
        CHECK(has_company(fresh.anna));
        CHECK(has_company(fresh.beth));
    }
    SUBCASE("who runs the session elsewhere is alone, and no company to the others") {
        Run elsewhere = run_at_session(november(14), {"beth"});
        elsewhere.remote = true;
        fresh.add(elsewhere);
        fresh.add(run_at_session(november(14), {"anna"}));
        CHECK_FALSE(has_company(fresh.anna));
        CHECK_FALSE(has_company(fresh.beth));
    }
    SUBCASE("a run of the same day that names no session") {
        fresh.add(run_on(november(14)));
        fresh.add(run_on(november(14), {"beth"}));
        CHECK_FALSE(has_company(fresh.anna));
    }
}

TEST_CASE("each run in company tells who was there, each of them once") {
    WithPeople fresh;
    const MemberId sue = fresh.id_of("sue");
    Run elsewhere = run_at_session(november(14), {"sue"});
    elsewhere.remote = true;
    fresh.add(run_at_session(november(14), {"anna", "beth"}));
    fresh.add(run_at_session(november(14), {"beth"})); // told twice, once by her own watch
    fresh.add(elsewhere);
    fresh.add(run_on(november(15)));
    fresh.add(run_on(november(13), {"beth", "anna", "sue"}));
    fresh.add(run_on(november(16), {"beth", "sue"}));

    const auto of_anna = in_company(fresh.log, fresh.anna, november(1), today);
    CHECK(of_anna == std::vector<WithWhom>{{november(13), {sue, fresh.beth}}, {november(14), {fresh.beth}}});
    CHECK(in_company(fresh.log, fresh.anna, november(14), today) ==
          std::vector<WithWhom>{{november(14), {fresh.beth}}});
    CHECK(in_company(fresh.log, fresh.anna, november(1), november(13)).size() == 1);
    CHECK(in_company(fresh.log, fresh.beth, november(14), november(14)) ==
          std::vector<WithWhom>{{november(14), {fresh.anna}}, {november(14), {fresh.anna}}});
    CHECK(in_company(fresh.log, sue, november(14), november(14)).empty());
}

TEST_CASE("the runs with somebody there are those that had company") {
    WithPeople fresh;
    for (unsigned day = 1; day <= 20; ++day) {
        Run run = day % 3 == 0 ? run_at_session(november(day), {"anna"}) : run_on(november(day));
        run.remote = day % 9 == 0;
        if (day % 5 == 0) run.members.emplace_back("sue");
        fresh.add(run);
        if (day % 2 == 0) fresh.add(run_at_session(november(day), {"beth"}));
    }
    std::vector<RunId> had;
    std::vector<RunId> told;
    for (const auto& run : own_runs(fresh.log, fresh.anna, november(1), today))
        if (run.in_company) had.push_back(run.run);
    each_run_in_company(fresh.log, fresh.anna, november(1), today,
                        [&](const RunInCompany& run) { told.push_back(run.run); });
    CHECK(had == told);
    CHECK(had.size() == 6);
}

} // namespace runlog::store
