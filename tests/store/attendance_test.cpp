#include "runlog/store/attendance.hpp"

#include "fixture.hpp"

#include <doctest/doctest.h>

namespace runlog::store {

using namespace testing;

namespace {

using std::chrono::hours;

/// A fresh log with the groups momma and van.
struct WithGroups : FreshLog {
    GroupId momma;
    GroupId van;
    MemberId anna = id_of("anna");
    MemberId beth = id_of("beth");

    WithGroups() {
        write([&](Writer& writer) {
            momma = add_group(writer, grouped("momma"));
            van = add_group(writer, grouped("van"));
        });
    }

    /// A change of the moment `at`.
    void at(Instant moment, const std::function<void(Writer&)>& work) {
        change(log, moment, "test", [&](Writer& writer) {
            work(writer);
            return "a test";
        });
    }

    void agree(GroupId group, const std::vector<Terms>& rows) {
        write([&](Writer& writer) { set_terms(writer, group, rows); });
    }

    void answer(MemberId member, const Answer& said) {
        at(said.announced, [&](Writer& writer) { add_answer(writer, momma, member, said); });
    }

    std::optional<Answer> withdraw(MemberId member, LocalTime session, Instant moment = now) {
        std::optional<Answer> withdrawn;
        at(moment, [&](Writer& writer) { withdrawn = withdraw_answer(writer, momma, member, session); });
        return withdrawn;
    }
};

constexpr LocalTime six(Day day) {
    return LocalTime{day} + hours{6};
}

constexpr LocalTime next_session = six(november(28));

Terms from(Day first, std::optional<Day> until = {}) {
    Terms terms;
    terms.when = DayRange{first, until};
    return terms;
}

Answer promise(LocalTime session = next_session, Instant announced = now) {
    Answer made;
    made.session = session;
    made.announced = announced;
    return made;
}

Answer excuse(LocalTime session = next_session, Instant announced = now, std::string reason = {}) {
    Answer made = promise(session, announced);
    made.kind = Answer::Kind::excuse;
    made.reason = std::move(reason);
    return made;
}

Run run_with(std::string group, Day day, std::vector<std::string> members = {"anna"},
             std::optional<std::string> session = {}) {
    Run run = run_on(day, std::move(members));
    run.group = std::move(group);
    run.session = std::move(session);
    return run;
}

std::vector<Day> days_of(const std::vector<Outing>& outings) {
    std::vector<Day> days;
    for (const auto& outing : outings) days.push_back(outing.day);
    return days;
}

} // namespace

TEST_CASE("a group that has agreed on nothing has no terms") {
    const WithGroups fresh;
    CHECK(terms(fresh.log, fresh.momma).empty());
}

TEST_CASE("terms are kept in every field") {
    WithGroups fresh;
    Terms agreed = from(november(2), november(16));
    agreed.grace = hours{48};
    agreed.quorum = 5;
    SUBCASE("no makeup agreed") {}
    SUBCASE("no makeup at all") {
        agreed.makeup = Makeup::none;
    }
    SUBCASE("of the day") {
        agreed.makeup = Makeup::day;
    }
    SUBCASE("of the week") {
        agreed.makeup = Makeup::week;
    }
    fresh.agree(fresh.momma, {agreed});

    const auto kept = terms(fresh.log, fresh.momma);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].uid != Uid{});
    CHECK(kept[0].makeup == agreed.makeup);
    CHECK(kept[0].grace == hours{48});
    CHECK(kept[0].quorum == 5);
    CHECK(kept[0].when == agreed.when);
}

TEST_CASE("terms without grace are kept") {
    WithGroups fresh;
    Terms strict = from(november(2));
    strict.grace = hours{0};
    fresh.agree(fresh.momma, {strict});
    CHECK(terms(fresh.log, fresh.momma).front().grace == hours{0});
}

TEST_CASE("terms that no group can have are not kept") {
    WithGroups fresh;
    Terms bad = from(november(2));
    SUBCASE("nobody is a quorum") {
        bad.quorum = 0;
    }
    SUBCASE("closed before it ends") {
        bad.grace = hours{-1};
    }
    SUBCASE("over before they begin") {
        bad.when.until = november(2);
    }
    CHECK_THROWS(fresh.agree(fresh.momma, {bad}));
    CHECK(terms(fresh.log, fresh.momma).empty());
}

TEST_CASE("terms stand oldest first; a new state keeps the rows it names, and only the group's others go") {
    WithGroups fresh;
    fresh.agree(fresh.momma, {from(november(9)), from(november(2), november(9))});
    fresh.agree(fresh.van, {from(november(1))});
    auto kept = terms(fresh.log, fresh.momma);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].when.from == november(2));
    CHECK(kept[1].when.from == november(9));

    Terms stays = kept[1];
    stays.when.until = november(16);
    stays.quorum = 4;
    fresh.agree(fresh.momma, {stays, from(november(16))});
    kept = terms(fresh.log, fresh.momma);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].uid == stays.uid);
    CHECK(kept[0].when == DayRange{november(9), november(16)});
    CHECK(kept[0].quorum == 4);
    CHECK(terms(fresh.log, fresh.van).size() == 1);
    undo(fresh.log, now, std::nullopt);
    CHECK(terms(fresh.log, fresh.momma)[0].when.from == november(2));
}

TEST_CASE("an answer is kept in every field") {
    WithGroups fresh;
    fresh.answer(fresh.anna, excuse(six(november(28)), now - hours{1}, "a \"cold\""));
    const auto kept = answers(fresh.log, fresh.momma);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].uid != Uid{});
    CHECK(kept[0].kind == Answer::Kind::excuse);
    CHECK(kept[0].session == six(november(28)));
    CHECK(kept[0].member == "anna");
    CHECK(kept[0].reason == "a \"cold\"");
    CHECK(kept[0].announced == now - hours{1});
    CHECK_FALSE(kept[0].withdrawn);

    fresh.answer(fresh.beth, promise());
    CHECK(answers(fresh.log, fresh.momma).back().kind == Answer::Kind::promise);
    CHECK(answers(fresh.log, fresh.momma).back().reason.empty());
    CHECK(answers(fresh.log, fresh.van).empty());
}

TEST_CASE("who told an answer is kept where it was somebody else") {
    WithGroups fresh;
    fresh.answer(fresh.anna, promise());
    fresh.answer(fresh.id_of("sue"), promise(six(november(29))));
    const auto kept = answers(fresh.log, fresh.momma);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].recorded_by == "sue");
    CHECK_FALSE(kept[1].recorded_by);
}

TEST_CASE("answers stand by session and then as they were said") {
    WithGroups fresh;
    fresh.answer(fresh.anna, promise(six(november(29))));
    fresh.answer(fresh.beth, promise(six(november(28)), now + hours{1}));
    fresh.answer(fresh.anna, excuse(six(november(28)), now + hours{2}));
    fresh.answer(fresh.beth, excuse(six(november(28)), now + hours{3}));
    std::vector<std::string> order;
    for (const auto& one : answers(fresh.log, fresh.momma))
        order.push_back(iso(date::floor<date::days>(one.session)).substr(8) + ' ' + one.member + ' ' +
                        std::string(to_text(one.kind)));
    CHECK(order == std::vector<std::string>{"28 beth promise", "28 anna excuse", "28 beth excuse", "29 anna promise"});
}

TEST_CASE("a new answer withdraws the one before at that moment, and nobody else's") {
    WithGroups fresh;
    fresh.answer(fresh.anna, promise());
    fresh.answer(fresh.beth, promise());
    fresh.answer(fresh.anna, promise(six(november(29))));
    const Instant later = now + hours{5};
    fresh.answer(fresh.anna, excuse(next_session, later, "a cold"));

    const auto kept = answers(fresh.log, fresh.momma);
    REQUIRE(kept.size() == 4);
    CHECK(kept[0].member == "anna");
    CHECK(kept[0].kind == Answer::Kind::promise);
    CHECK(kept[0].withdrawn == later);
    CHECK(kept[0].stands_at(later - std::chrono::seconds{1}));
    CHECK_FALSE(kept[0].stands_at(later));
    CHECK(kept[2].kind == Answer::Kind::excuse);
    CHECK_FALSE(kept[2].withdrawn);
    CHECK(kept[2].stands_at(later));
    CHECK_FALSE(kept[1].withdrawn);
    CHECK_FALSE(kept[3].withdrawn);
}

TEST_CASE("an answer can be withdrawn, once") {
    WithGroups fresh;
    fresh.answer(fresh.anna, excuse(next_session, now, "a cold"));
    fresh.answer(fresh.beth, promise());
    const auto withdrawn = fresh.withdraw(fresh.anna, next_session, now + hours{2});
    REQUIRE(withdrawn);
    CHECK(withdrawn->kind == Answer::Kind::excuse);
    CHECK(withdrawn->reason == "a cold");
    CHECK(withdrawn->announced == now);

    const auto kept = answers(fresh.log, fresh.momma);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].withdrawn == now + hours{2});
    CHECK_FALSE(kept[1].withdrawn);
    CHECK_FALSE(fresh.withdraw(fresh.anna, next_session, now + hours{3}));
    CHECK(answers(fresh.log, fresh.momma)[0].withdrawn == now + hours{2});
}

TEST_CASE("where nothing was answered there is nothing to withdraw") {
    WithGroups fresh;
    CHECK_FALSE(fresh.withdraw(fresh.anna, next_session));
    fresh.answer(fresh.anna, promise(six(november(29))));
    CHECK_FALSE(fresh.withdraw(fresh.anna, next_session));
    fresh.at(now, [&](Writer& writer) {
        CHECK_FALSE(withdraw_answer(writer, fresh.van, fresh.anna, six(november(29))));
        CHECK_FALSE(withdraw_answer(writer, fresh.momma, fresh.beth, six(november(29))));
    });
}

TEST_CASE("undo brings an answer back that a new one withdrew") {
    WithGroups fresh;
    fresh.answer(fresh.anna, promise());
    fresh.answer(fresh.anna, excuse(next_session, now + hours{1}));
    undo(fresh.log, now, std::nullopt);
    const auto kept = answers(fresh.log, fresh.momma);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].kind == Answer::Kind::promise);
    CHECK_FALSE(kept[0].withdrawn);
}

TEST_CASE("outings hold what attendance asks of a run") {
    WithGroups fresh;
    Run full = run_with("momma", november(20), {"anna", "beth"}, "2026-11-21T06:00");
    full.remote = true;
    const RunId id = fresh.add(full);
    Run plain = run_on(november(21));
    plain.distance.reset();
    plain.duration = std::chrono::minutes{30};
    fresh.add(plain);
    fresh.add(run_with("van", november(22), {"anna"}, "2026-11-22"));

    const auto all = Outings(fresh.log)(fresh.anna, november(1), november(30));
    REQUIRE(all.size() == 3);
    CHECK(all[0].run == id);
    CHECK(all[0].day == november(20));
    CHECK(all[0].distance == Metres{5000});
    CHECK(all[0].group == "momma");
    CHECK(all[0].session == When{november(21), hours{6}});
    CHECK(all[0].remote);
    CHECK_FALSE(all[1].distance);
    CHECK_FALSE(all[1].group);
    CHECK_FALSE(all[1].session);
    CHECK_FALSE(all[1].remote);
    CHECK(all[2].group == "van");
    CHECK(all[2].session == When{november(22), std::nullopt});
}

TEST_CASE("outings are a member's own, by day, both ends of the range included") {
    WithGroups fresh;
    for (const unsigned day : {12u, 9u, 11u, 10u, 13u}) fresh.add(run_on(november(day)));
    fresh.add(run_on(november(11), {"beth"}));
    Outings outings(fresh.log);
    CHECK(days_of(outings(fresh.anna, november(10), november(12))) ==
          std::vector{november(10), november(11), november(12)});
    CHECK(days_of(outings(fresh.beth, november(10), november(12))) == std::vector{november(11)});
    CHECK(days_of(outings(fresh.anna, november(13), november(13))) == std::vector{november(13)});
    CHECK(outings(fresh.anna, november(14), november(30)).empty());
    CHECK(outings(fresh.anna, november(12), november(10)).empty());
    CHECK(outings(fresh.id_of("sue"), november(1), november(30)).empty());
}

TEST_CASE("attendees are all who ran with the group, by day, each by the session of the run") {
    WithGroups fresh;
    Run elsewhere = run_with("momma", november(14), {"beth"}, "2026-11-14T06:00");
    elsewhere.remote = true;
    fresh.add(run_with("momma", november(21), {"anna", "sue"}));
    fresh.add(elsewhere);
    fresh.add(run_with("van", november(14), {"anna"}));
    fresh.add(run_on(november(14)));
    fresh.add(run_with("momma", november(7)));

    const auto all = attendees(fresh.log, fresh.momma, november(14), november(21));
    REQUIRE(all.size() == 3);
    CHECK(all[0].member == fresh.beth);
    CHECK(all[0].day == november(14));
    CHECK(all[0].session == When{november(14), hours{6}});
    CHECK(all[0].remote);
    std::vector<MemberId> on_the_21st{all[1].member, all[2].member};
    std::sort(on_the_21st.begin(), on_the_21st.end());
    std::vector<MemberId> wanted{fresh.anna, fresh.id_of("sue")};
    std::sort(wanted.begin(), wanted.end());
    CHECK(on_the_21st == wanted);
    CHECK_FALSE(all[1].session);
    CHECK_FALSE(all[1].remote);
    CHECK(attendees(fresh.log, fresh.momma, november(15), november(20)).empty());
}

TEST_CASE("the run that names a session is found within a week of it") {
    WithGroups fresh;
    const LocalTime session = six(november(14));
    unsigned day = 0;
    bool is_found = false;
    SUBCASE("that day") {
        day = 14, is_found = true;
    }
    SUBCASE("a week before") {
        day = 7, is_found = true;
    }
    SUBCASE("a week after") {
        day = 21, is_found = true;
    }
    SUBCASE("more than a week before") {
        day = 6;
    }
    SUBCASE("more than a week after") {
        day = 22;
    }
    const RunId id = fresh.add(run_with("momma", november(day), {"anna", "beth"}, "2026-11-14T06:00"));
    for (const auto member : {fresh.anna, fresh.beth})
        CHECK(run_at(fresh.log, fresh.momma, session, member) == (is_found ? std::optional(id) : std::nullopt));
}

TEST_CASE("no run is found for another member, group or session") {
    WithGroups fresh;
    fresh.add(run_with("momma", november(14), {"anna"}, "2026-11-14T06:00"));
    fresh.add(run_with("momma", november(14), {"anna"}));
    const LocalTime session = six(november(14));
    CHECK_FALSE(run_at(fresh.log, fresh.momma, session, fresh.beth));
    CHECK_FALSE(run_at(fresh.log, fresh.van, session, fresh.anna));
    CHECK_FALSE(run_at(fresh.log, fresh.momma, session + hours{12}, fresh.anna));
}

} // namespace runlog::store
