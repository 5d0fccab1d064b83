#include "fixture.hpp"

#include "runlog/store/promises.hpp"
#include "runlog/store/settings.hpp"
#include "store/database.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>

namespace runlog::store {

using namespace testing;

namespace {

using Contents = std::vector<std::string>;

/// What somebody does to a log: a kind of change, and numbers that say to whom and when.
struct Step {
    int kind;
    int who;
    int where;
    int day;
};

std::ostream& operator<<(std::ostream& out, const Step& step) {
    return out << '{' << step.kind << ", " << step.who << ", " << step.where << ", " << step.day << '}';
}

Day day_of(const Step& step) {
    return today - date::days{step.day};
}

std::string some_handle(int number) {
    static constexpr std::array handles{"anna", "beth", "carla", "dana", "sue"};
    return handles.at(static_cast<std::size_t>(number) % handles.size());
}

std::string some_group(int number) {
    return number % 2 == 0 ? "momma" : "van";
}

Member some_member(Writer& writer, const Step& step) {
    const auto found = find_member(writer.log(), some_handle(step.who));
    if (!found) throw Error("There is no such member.");
    return *found;
}

Group some_group(Writer& writer, const Step& step) {
    const auto found = find_group(writer.log(), some_group(step.where));
    if (!found) throw Error("There is no such group.");
    return *found;
}

Run some_run(Writer& writer, const Step& step) {
    const auto newest = newest_runs(writer.log(), 1 + step.where);
    if (newest.empty()) throw Error("There are no runs.");
    return find_run(writer.log(), newest.back()).value();
}

void join_member(Writer& writer, const Step& step) {
    add_member(writer, named(some_handle(step.who)));
}

void rename_member(Writer& writer, const Step& step) {
    Member member = some_member(writer, step);
    member.handle = some_handle(step.who + step.where);
    member.name = iso(day_of(step));
    update_member(writer, member);
}

void drop_member(Writer& writer, const Step& step) {
    remove_member(writer, some_member(writer, step));
}

void found_group(Writer& writer, const Step& step) {
    add_group(writer, grouped(some_group(step.where)));
}

void change_group(Writer& writer, const Step& step) {
    Group group = some_group(writer, step);
    group.title = iso(day_of(step));
    if (step.who % 2 == 0)
        group.inside = some_group(step.where + 1);
    else
        group.inside.reset();
    update_group(writer, group);
}

void drop_group(Writer& writer, const Step& step) {
    remove_group(writer, some_group(writer, step));
}

void change_membership(Writer& writer, const Step& step) {
    const Member member = some_member(writer, step);
    const Group group = some_group(writer, step);
    auto rows = memberships_of_member(writer.log(), member.id);
    std::erase_if(rows, [&](const Membership& row) { return row.group != group.handle; });
    if (!rows.empty() && rows.back().when.from < day_of(step) && !rows.back().when.until) {
        rows.back().when.until = day_of(step);
    } else {
        Membership fresh;
        fresh.when = DayRange{day_of(step), {}};
        rows = {fresh};
    }
    set_memberships(writer, group.id, member.id, rows);
}

void change_plans(Writer& writer, const Step& step) {
    const Member member = some_member(writer, step);
    Plan plan;
    plan.days_per_week = 1 + step.where;
    const auto changed = step.where == 0 ? std::nullopt : std::optional(plan);
    set_plans(writer, member.id, change_plan(plans(writer.log(), member.id), day_of(step), changed));
}

void take_leave(Writer& writer, const Step& step) {
    Leave leave;
    leave.when = DayRange{day_of(step), {}};
    leave.announced = writer.now();
    if (step.where > 2) leave.group = some_group(step.where);
    add_leave(writer, some_member(writer, step).id, leave);
}

void come_back(Writer& writer, const Step& step) {
    const auto all = leaves(writer.log(), some_member(writer, step).id);
    if (!all.empty()) end_leave(writer, all.back(), day_of(step));
}

Run imagined_run(const Step& step) {
    Run run = run_on(day_of(step), {some_handle(step.who)}, 1000 + step.day);
    if (step.where > 0) run.members.push_back(some_handle(step.who + step.where));
    if (step.where == 2) run.group = some_group(step.day);
    if (step.where > 2) run.tags = {"dark", iso(run.day)};
    return run;
}

void record_run(Writer& writer, const Step& step) {
    add_run(writer, imagined_run(step));
}

void mend_run(Writer& writer, const Step& step) {
    Run run = imagined_run(step);
    run.id = some_run(writer, step).id;
    update_run(writer, run);
}

void drop_run(Writer& writer, const Step& step) {
    remove_run(writer, some_run(writer, step).id);
}

void change_settings(Writer& writer, const Step& step) {
    set_settings(writer,
                 Settings{step.who % 2 == 0 ? date::Monday : date::Sunday, step.where % 2 == 0 ? Unit::km : Unit::mi});
}

/// Every kind of change; runs stand here more than once so that there are enough of them.
constexpr std::array kinds{join_member,       rename_member, drop_member, found_group,    change_group, drop_group,
                           change_membership, change_plans,  take_leave,  come_back,      record_run,   record_run,
                           record_run,        mend_run,      drop_run,    change_settings};

rc::Gen<Step> any_step() {
    return rc::gen::build<Step>(rc::gen::set(&Step::kind, rc::gen::inRange(0, static_cast<int>(kinds.size()))),
                                rc::gen::set(&Step::who, rc::gen::inRange(0, 5)),
                                rc::gen::set(&Step::where, rc::gen::inRange(0, 5)),
                                rc::gen::set(&Step::day, rc::gen::inRange(0, 30)));
}

rc::Gen<std::vector<Step>> any_steps() {
    return rc::gen::scale(0.2, rc::gen::container<std::vector<Step>>(any_step()));
}

/// A log in which nothing has happened yet, closed.
struct EmptyLog {
    TemporaryFolder folder;
    std::filesystem::path path = folder.path() / "empty.db";

    EmptyLog() { close(make_log(path)); }
};

/// A copy of the empty log and what it held before each change that was made to it.
struct Past {
    TemporaryFolder folder;
    std::filesystem::path path = folder.path() / "runlog.db";
    Log log;
    SQLite::Database raw{path.string(), SQLite::OPEN_READWRITE};
    std::vector<Contents> before;

    explicit Past(const EmptyLog& empty) : log(copy(empty.path, path)) {
        // Hundreds of logs need not survive a power cut.
        connection(log).exec("PRAGMA synchronous = OFF");
    }

    static Log copy(const std::filesystem::path& from, const std::filesystem::path& to) {
        std::filesystem::copy_file(from, to);
        return Log::open(to, Access::write);
    }

    Contents here() { return contents(raw); }

    /// A step that the rules refuse, or that changes nothing, is no change; it must leave nothing behind either.
    void take(const Step& step) {
        const Contents now_held = here();
        std::optional<ChangeId> made;
        error_of([&] {
            made = change(log, now, "test", [&](Writer& writer) {
                kinds.at(static_cast<std::size_t>(step.kind))(writer, step);
                return "a test";
            });
        });
        if (made)
            before.push_back(now_held);
        else
            RC_ASSERT(here() == now_held);
    }

    void take(const std::vector<Step>& steps) {
        for (const auto& step : steps) take(step);
    }
};

} // namespace

TEST_CASE("as many undos as changes bring the empty log back, and the undos of the undos the full one") {
    const EmptyLog empty;
    CHECK(rc::check("undo walks back the way it came", [&] {
        Past past(empty);
        past.take(*any_steps());
        std::vector<Contents> after;
        std::vector<ChangeId> undos;
        while (!past.before.empty()) {
            after.push_back(past.here());
            undos.push_back(undo(past.log, now, std::nullopt).by);
            RC_ASSERT(past.here() == past.before.back());
            past.before.pop_back();
        }
        while (!undos.empty()) {
            undo(past.log, now, undos.back());
            RC_ASSERT(past.here() == after.back());
            undos.pop_back();
            after.pop_back();
        }
    }));
}

TEST_CASE("an undo of any change either takes it back, so that its undo restores all, or changes nothing") {
    const EmptyLog empty;
    CHECK(rc::check("undo of any change", [&] {
        Past past(empty);
        past.take(*any_steps());
        const auto changes = history(past.log, 1000);
        const Contents all = past.here();
        const ChangeId any = changes.at(*rc::gen::inRange<std::size_t>(0, changes.size())).id;
        std::optional<ChangeId> by;
        error_of([&] { by = undo(past.log, now, any).by; });
        if (by) undo(past.log, now, *by);
        RC_ASSERT(past.here() == all);
        RC_ASSERT(history(past.log, 1000).size() == changes.size() + (by ? 2 : 0));
    }));
}

} // namespace runlog::store
