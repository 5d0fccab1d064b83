#include "machines.hpp"

#include "runlog/domain/privacy.hpp"
#include "runlog/formats/record.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include <sstream>

using namespace runlog;
using namespace runlog::share;
using namespace runlog::share::in_memory;

namespace {

using Json = nlohmann::json;

/// All that the host has, judged anew and in the plainest way there is: of every field the records are put in order by
/// weight, time, device and number, and the last one holds.
class Oracle {
public:
    explicit Oracle(const World& world) : roster_(*world.roster) {
        for (const auto& [device, batches] : world.branches)
            for (const auto& batch : batches) {
                std::istringstream lines(batch.lines);
                for (std::string line; std::getline(lines, line);) hear(device, Json::parse(line));
            }
    }

    struct Fact {
        std::tuple<int, std::int64_t, std::string, std::int64_t> rank;
        Json value;
    };
    std::map<Thing, std::map<std::string, Fact>> things;
    std::string all_text;

private:
    void hear(const std::string& device, const Json& record) {
        all_text += record.dump() + '\n';
        const Uid speaker = roster_.device(device)->member;
        const bool keeps = roster_.member(speaker)->role != Role::member;
        const auto name = record["e"].get<std::string>();
        const Uid maker = record.contains("of") ? *parse_uid(record["of"].get<std::string>()) : speaker;
        const Thing thing = thing_called(name, maker).value();
        for (const auto& [field, value] : record["f"].items()) {
            const int weight = weigh(thing, field, speaker, keeps);
            if (weight == 0) continue;
            const Fact fact{{weight, record["t"], device, record["n"]}, value};
            const auto [known, is_new] = things[thing].try_emplace(field, fact);
            if (!is_new && known->second.rank < fact.rank) known->second = fact;
        }
    }

    static int weigh(const Thing& thing, const std::string& field, const Uid& speaker, bool keeps) {
        if (thing.kind == Kind::run) {
            if (field == "m:" + to_text(speaker)) return 2;
            return thing.maker == speaker ? 1 : 0;
        }
        if (thing.kind == Kind::leave || thing.kind == Kind::answer)
            return thing.about == speaker ? 2 : thing.maker == speaker ? 1 : 0;
        if (thing.kind == Kind::memberships && thing.about == speaker) return 1;
        if (thing.kind != Kind::memberships && thing.about == speaker) return 2;
        return keeps ? 1 : 0;
    }

    Roster roster_;
};

bool says(const std::map<std::string, Oracle::Fact>& facts, const std::string& field) {
    const auto found = facts.find(field);
    return found != facts.end() && found->second.value == 1;
}

/// Whether a run is in the log at all, by what the oracle knows of it.
bool is_there(const std::map<std::string, Oracle::Fact>& run) {
    return !says(run, "gone") && std::any_of(run.begin(), run.end(), [&](const auto& fact) {
        return fact.first.starts_with("m:") && fact.second.value == 1;
    });
}

Json json_of(const Value& value) {
    return Json::parse(formats::record_text({1, 0, "group", {}, {{"x", value}}}))["f"]["x"];
}

/// Whether a thing is this machine's own and private by now, whatever another of its owner's machines says of it.
bool keeps_back(const Machine& machine, const Thing& thing) {
    const auto share = machine.share();
    auto all = store::Things(*machine.log, share.group).facts(thing);
    return all && thing.maker == share.me &&
           !leaving(thing, std::move(*all), {*share.me, share.all_runs, false, false});
}

/// What a log must have of a thing, by the oracle, beside what it has.
void check_same(const Machine& machine, const Thing& thing, const std::map<std::string, Oracle::Fact>& expected) {
    const auto here = facts(machine, thing);
    if (keeps_back(machine, thing)) return;
    if (thing.kind == Kind::run) {
        if (here.has_value() != is_there(expected)) {
            std::string said;
            for (const auto& [field, fact] : expected) said += ' ' + field + '=' + fact.value.dump();
            RC_FAIL(machine.path.filename().string() + (here ? " has " : " lacks ") + name_of(thing) + said);
        }
    }
    if (!here) return;
    for (const auto& [field, value] : *here) {
        const auto found = expected.find(field);
        // What people are called is each log's own choice, and a reason is told to nobody.
        const bool is_local =
            (thing.kind == Kind::member && field == "handle") || value == Value{std::string("canary")};
        const bool is_none = value == Value{} || value == Value{std::string()};
        const bool is_nowhere = field == "session" && !says(expected, "with_group");
        if (is_local || is_nowhere || (found == expected.end() && is_none)) continue;
        if (found == expected.end()) RC_FAIL("nobody said " + field + " of " + name_of(thing));
        if (json_of(value) != found->second.value)
            RC_FAIL(machine.path.filename().string() + " has " + name_of(thing) + " " + field + " = " +
                    json_of(value).dump() + ", not " + found->second.value.dump());
    }
    for (const auto& [field, fact] : expected)
        if (field.starts_with("m:") && fact.value == 1) RC_ASSERT(here->contains(field));
}

/// A story of a group: what is done on which machine, in an order that chance decides.
class Story {
public:
    Story() : group_({"sue", "sue", "anna", "anna", "beth"}) {
        group_.sync_all();
        for (auto& machine : group_.machines) machine.skew = std::chrono::hours{*rc::gen::inRange(-1, 30 * 24)};
    }

    void step() {
        group_.now += std::chrono::minutes{*rc::gen::inRange(1, 90)};
        const auto at = *rc::gen::inRange<std::size_t>(0, group_.machines.size());
        switch (*rc::gen::inRange(0, 12)) {
        case 0:
        case 1:
        case 2:
        case 3: sync(at); break;
        case 4: copy(at); break;
        case 5: come_back(at); break;
        default: edit(group_.machines[at], untold_[at]); break;
        }
    }

    void end() {
        group_.now += std::chrono::hours{24};
        group_.sync_all();
        const Oracle oracle(group_.world);
        for (const auto& machine : group_.machines)
            for (const auto& [thing, expected] : oracle.things) check_same(machine, thing, expected);
        RC_ASSERT(oracle.all_text.find("canary") == std::string::npos);
        for (const auto& uid : private_) RC_ASSERT(oracle.all_text.find(uid) == std::string::npos);
        for (const auto& machine : group_.machines) RC_ASSERT(store::asides(*machine.log, machine.group()).empty());
    }

private:
    void sync(std::size_t at) {
        const auto before = own_runs(group_.machines[at]);
        int steps_left = *rc::gen::weightedOneOf<int>({{1, rc::gen::inRange(0, 12)}, {1, rc::gen::just(1'000'000)}});
        try {
            const auto done = group_.sync(at, [&] { return steps_left-- == 0; });
            check_told(at, done.taken_in == 0);
        } catch (const Killed&) {
            auto& machine = group_.machines[at];
            machine.close();
            machine.open();
            untold_[at].clear();
        }
        check_kept(before, own_runs(group_.machines[at]));
    }

    using Runs = std::map<std::string, Run>;

    static Runs own_runs(const Machine& machine) {
        Runs own;
        for (auto& run : store::testing::runs(*machine.log))
            if (!run.said_by) own.emplace(to_text(run.uid), run);
        return own;
    }

    /// No sync takes away what is its owner's alone: private runs, and notes.
    static void check_kept(const Runs& before, const Runs& after) {
        for (const auto& [uid, run] : before) {
            const auto found = after.find(uid);
            if (run.is_private) RC_ASSERT(found != after.end());
            if (found != after.end()) RC_ASSERT(found->second.note == run.note);
        }
    }

    /// What was changed here is told, even where others' words about the same run came in with the same sync; and where
    /// none did it holds, though the clocks of those who spoke before may be ahead.
    void check_told(std::size_t at, bool heard_nothing) {
        std::string told;
        for (const auto& [device, batches] : group_.world.branches)
            for (const auto& batch : batches) told += batch.lines;
        const auto own = own_runs(group_.machines[at]);
        for (const auto& [uid, distance] : untold_[at]) {
            if (heard_nothing) RC_ASSERT(own.at(uid).distance == Metres{distance});
            RC_ASSERT(told.find("\"distance_m\":" + std::to_string(distance)) != std::string::npos);
        }
        untold_[at].clear();
    }

    /// A backup is made, or a disk is copied to another machine of the same member.
    void copy(std::size_t at) {
        auto& machine = group_.machines[at];
        const auto target = machine.path.string() + ".copy";
        std::filesystem::remove(target);
        store::back_up(*machine.log, target);
        copies_[machine.owner] = target;
    }

    void come_back(std::size_t at) {
        auto& machine = group_.machines[at];
        const auto copy = copies_.find(machine.owner);
        if (copy == copies_.end()) return;
        machine.close();
        for (const auto* ending : {"", "-wal", "-shm"}) std::filesystem::remove(machine.path.string() + ending);
        std::filesystem::copy_file(copy->second, machine.path);
        machine.open();
        untold_[at].clear();
    }

    static std::optional<Run> any_own_run(const Machine& machine) {
        std::vector<Run> own;
        for (auto& run : store::testing::runs(*machine.log))
            if (!run.said_by) own.push_back(run);
        if (own.empty()) return std::nullopt;
        // Often the same one, about which others may have had their word.
        if (*rc::gen::arbitrary<bool>()) return own.front();
        return own[*rc::gen::inRange<std::size_t>(0, own.size())];
    }

    static Day any_day() { return november(static_cast<unsigned>(*rc::gen::inRange(1, 21))); }

    using Distances = std::map<std::string, std::int64_t>;

    void edit(Machine& machine, Distances& untold) {
        const bool keeps = machine.share().keeper;
        switch (*rc::gen::inRange(0, keeps ? 21 : 17)) {
        case 0:
        case 1: return add_run(machine);
        case 2:
        case 3:
        case 4:
        case 5: return edit_run(machine, untold);
        case 6:
        case 7: return remove_run(machine, untold);
        case 8: return take_leave(machine);
        case 9: return answer(machine);
        case 10: return withdraw(machine);
        case 11:
        case 12:
        case 13: return plan(machine);
        case 14: return open_up(machine);
        case 15: return invite(machine);
        case 16: return decline(machine);
        case 17: return rule(machine);
        case 18: return cancel(machine);
        case 19: return agree(machine);
        default: return commit(machine);
        }
    }

    /// Whoever the machine knows, and its owner for certain.
    static std::vector<std::string> any_company(const Machine& machine) {
        std::vector<std::string> members{machine.owner};
        for (const auto& other : {"sue", "anna", "beth"})
            if (other != machine.owner && store::find_member(*machine.log, other) && *rc::gen::inRange(0, 3) > 0)
                members.push_back(other);
        return members;
    }

    void add_run(Machine& machine) {
        Run run;
        run.day = any_day();
        run.zone = "Europe/Berlin";
        run.distance = Metres{*rc::gen::inRange(1000, 30000)};
        run.members = {machine.owner};
        if (*rc::gen::inRange(0, 3) == 0) run.members = any_company(machine);
        if (*rc::gen::inRange(0, 3) > 0) run.group = "momma";
        if (run.group && *rc::gen::arbitrary<bool>()) run.session = session_text(LocalTime{run.day});
        if (*rc::gen::arbitrary<bool>()) run.tags = {"dark", "ice"};
        run.note = "canary";
        run.is_private = *rc::gen::inRange(0, 4) == 0;
        group_.change(machine, [&](store::Writer& writer) {
            const auto id = store::add_run(writer, run);
            // Beth never shares what she runs elsewhere.
            const bool stays = run.is_private || (!run.group && machine.owner == "beth");
            if (stays) private_.insert(to_text(store::find_run(writer.log(), id)->uid));
        });
    }

    void edit_run(Machine& machine, Distances& untold) {
        auto run = any_own_run(machine);
        if (!run) return;
        run->distance = Metres{*rc::gen::inRange(1000, 30000)};
        run->day = any_day();
        switch (*rc::gen::inRange(0, 6)) {
        case 0: run->is_private = *rc::gen::inRange(0, 3) == 0; break;
        case 1:
            if (*rc::gen::arbitrary<bool>()) break;
            run->group = run->group ? std::nullopt : std::optional<std::string>("momma");
            run->session.reset();
            break;
        case 2:
        case 3: run->members = any_company(machine); break; // also who said that they were not there
        default: break;
        }
        group_.change(machine, [&](store::Writer& writer) { store::update_run(writer, *run); });
        private_.erase(to_text(run->uid)); // it may be told from now on
        untold.erase(to_text(run->uid));
        if (run->group && !run->is_private) untold[to_text(run->uid)] = run->distance->value;
    }

    void remove_run(Machine& machine, Distances& untold) {
        const auto all = store::testing::runs(*machine.log);
        if (all.empty()) return;
        auto run = all[*rc::gen::inRange<std::size_t>(0, all.size())];
        for (const auto& other : all) // what others say of the owner is what the owner looks at first
            if (other.said_by && *rc::gen::arbitrary<bool>()) run = other;
        untold.erase(to_text(run.uid));
        group_.change(machine, [&](store::Writer& writer) {
            if (!run.said_by) {
                store::remove_run(writer, run.id);
            } else if (std::erase(run.members, machine.owner) > 0) { // "I was not there"
                if (run.members.empty())
                    store::remove_run(writer, run.id);
                else
                    store::update_run(writer, run);
            }
        });
    }

    void take_leave(Machine& machine) {
        const auto who = *rc::gen::elementOf(std::vector<std::string>{machine.owner, machine.owner, "anna", "beth"});
        const auto member = store::find_member(*machine.log, who);
        if (!member) return;
        Leave leave;
        leave.when = {any_day(), std::nullopt};
        leave.reason = "canary";
        leave.announced = group_.time(machine);
        if (*rc::gen::arbitrary<bool>()) leave.group = "momma";
        group_.change(machine, [&](store::Writer& writer) {
            const auto before = store::leaves(writer.log(), member->id);
            if (before.empty())
                store::add_leave(writer, member->id, leave);
            else
                store::end_leave(writer, before.front(), any_day());
        });
    }

    void answer(Machine& machine) {
        const auto who = *rc::gen::elementOf(std::vector<std::string>{machine.owner, "anna", "beth"});
        const auto member = store::find_member(*machine.log, who);
        if (!member) return;
        Answer answer;
        answer.kind = *rc::gen::arbitrary<bool>() ? Answer::Kind::promise : Answer::Kind::excuse;
        answer.session = LocalTime{any_day()};
        answer.reason = "canary";
        answer.announced = group_.time(machine);
        group_.change(machine,
                      [&](store::Writer& writer) { store::add_answer(writer, machine.group(), member->id, answer); });
    }

    /// Also an answer that another told for them.
    void withdraw(Machine& machine) {
        const auto answers = store::answers(*machine.log, machine.group());
        if (answers.empty()) return;
        const auto& answer = answers[*rc::gen::inRange<std::size_t>(0, answers.size())];
        const auto member = store::find_member(*machine.log, answer.member).value();
        group_.change(machine, [&](store::Writer& writer) {
            store::withdraw_answer(writer, machine.group(), member.id, answer.session);
        });
    }

    /// "All of you were there", of every run of one's own, whatever they said before.
    void invite(Machine& machine) {
        group_.change(machine, [&](store::Writer& writer) {
            for (auto& run : store::testing::runs(writer.log())) {
                if (run.said_by) continue;
                run.members = {machine.owner};
                for (const auto& other : {"sue", "anna", "beth"})
                    if (other != machine.owner && store::find_member(writer.log(), other)) run.members.push_back(other);
                store::update_run(writer, run);
            }
        });
    }

    /// "I was at none of these."
    void decline(Machine& machine) {
        group_.change(machine, [&](store::Writer& writer) {
            for (auto& run : store::testing::runs(writer.log())) {
                if (!run.said_by || run.members.size() < 2 || std::erase(run.members, machine.owner) == 0) continue;
                store::update_run(writer, run);
            }
        });
    }

    void open_up(Machine& machine) {
        if (machine.owner == "beth") return;
        store::take_in(*machine.log, group_.time(machine), [&](store::Writer& writer) {
            auto share = machine.share();
            share.all_runs = !share.all_runs;
            share.looked_at.reset();
            store::set_share(writer, share);
        });
    }

    void plan(Machine& machine) {
        Plan plan;
        plan.days_per_week = *rc::gen::inRange(1, 8);
        plan.when.from = november(1);
        // A keeper's word about another's plan holds until there is their own.
        const auto who = machine.share().keeper ? *rc::gen::element<std::string>("sue", "anna", "beth") : machine.owner;
        const auto member = store::find_member(*machine.log, who);
        if (!member) return;
        group_.change(machine, [&](store::Writer& writer) { store::set_plans(writer, member->id, {plan}); });
    }

    void rule(Machine& machine) {
        Rule rule;
        rule.title = *rc::gen::elementOf(std::vector<std::string>{"Trail", "Track"});
        rule.pattern = parse_pattern("sat");
        rule.zone = "Europe/Berlin";
        rule.when.from = rule.anchor = any_day();
        group_.change(machine, [&](store::Writer& writer) {
            auto rules = store::rules(writer.log(), machine.group());
            if (rules.size() > 2)
                rules.erase(rules.begin());
            else if (!rules.empty() && *rc::gen::arbitrary<bool>())
                rules.front().title += "+";
            else
                rules.push_back(rule);
            store::set_rules(writer, machine.group(), rules);
        });
    }

    void cancel(Machine& machine) {
        SessionChange change;
        change.session = LocalTime{any_day()};
        change.cancelled = true;
        change.announced = group_.time(machine);
        group_.change(machine, [&](store::Writer& writer) {
            if (*rc::gen::inRange(0, 3) > 0)
                store::set_session_change(writer, machine.group(), change);
            else
                store::remove_session_change(writer, machine.group(), change.session);
        });
    }

    void agree(Machine& machine) {
        Terms terms;
        terms.quorum = *rc::gen::inRange(1, 9);
        terms.when.from = november(1);
        group_.change(machine, [&](store::Writer& writer) { store::set_terms(writer, machine.group(), {terms}); });
    }

    void commit(Machine& machine) {
        Membership membership;
        membership.remote = *rc::gen::arbitrary<bool>();
        membership.when.from = any_day();
        const auto member =
            store::find_member(*machine.log, *rc::gen::elementOf(std::vector<std::string>{"sue", "anna"}));
        group_.change(machine, [&](store::Writer& writer) {
            store::set_memberships(writer, machine.group(), member->id, {membership});
        });
    }

    Machines group_;
    std::map<std::string, std::string> copies_;
    std::map<std::size_t, Distances> untold_; ///< of machines, by run
    std::set<std::string> private_;           ///< runs that were never to be told
};

} // namespace

TEST_CASE("whatever happens in whatever order, all machines end with the same log") {
    const bool holds = rc::check([] {
        Story story;
        const int steps = *rc::gen::inRange(1, 100);
        for (int i = 0; i < steps; ++i) story.step();
        story.end();
    });
    CHECK(holds);
}
