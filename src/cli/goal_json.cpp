#include "goal_json.hpp"

#include <nlohmann/json.hpp>

namespace runlog::cli {

namespace {

template <class Value, class Tell>
Json told(const std::optional<Value>& value, Tell tell) {
    return value ? Json(tell(*value)) : Json(nullptr);
}

Json logged(const std::optional<LoggedRun>& run) {
    return told(run, [](const LoggedRun& known) {
        return Json{{"run", known.run.value},
                    {"day", iso(known.day)},
                    {"distance_m", maybe(known.distance)},
                    {"duration_s", maybe(known.duration)}};
    });
}

Json line_json(const GoalLine& line, bool has_sessions) {
    return Json{{"member", line.member.handle},
                {"longest", logged(line.longest)},
                {"of_the_day", logged(line.of_the_day)},
                {"has_plan", line.has_plan},
                {"weeks_kept", line.kept.kept},
                {"weeks", line.kept.of},
                {"share_kept", told(line.kept.share(), [](double share) { return share; })},
                {"sessions_attended", has_sessions ? Json(line.sessions.attended) : Json(nullptr)},
                {"sessions_expected", has_sessions ? Json(line.sessions.expected) : Json(nullptr)}};
}

Json total_json(const RelayTotal& total) {
    return Json{{"time_s", total.time.count()}, {"spread_s", total.spread.count()}, {"missing_legs", total.missing}};
}

Json leg_json(const LegPlan& leg, std::size_t number) {
    const auto predicted = [&](auto tell) { return told(leg.prediction, tell); };
    return Json{{"leg", number},
                {"distance_m", leg.distance.value},
                {"runner", maybe(leg.runner)},
                {"proposed", leg.is_proposed},
                {"time_s", predicted([](const Prediction& one) { return one.time.count(); })},
                {"spread_s", predicted([](const Prediction& one) { return one.spread.count(); })},
                {"from_runs", predicted([](const Prediction& one) { return one.runs; })},
                {"stands_in", maybe(leg.stands_in)}};
}

Json runner_json(const RelayRunner& runner, const std::vector<LegPlan>& legs) {
    Json abilities = Json::array();
    for (const auto& leg : legs) {
        std::string word(to_text(ability(runner.longest, leg.distance)));
        if (const auto blank = word.find(' '); blank != std::string::npos) word[blank] = '_';
        abilities.push_back(word);
    }
    return Json{
        {"member", runner.member}, {"longest_m", maybe(runner.longest)}, {"away", runner.is_away}, {"legs", abilities}};
}

Json relay_json(const RelayReport& relay) {
    Json legs = Json::array();
    for (const auto& leg : relay.legs) legs.push_back(leg_json(leg, legs.size() + 1));
    Json people = Json::array();
    for (const auto& runner : relay.people) people.push_back(runner_json(runner, relay.legs));
    return Json{{"legs", legs},
                {"total", total_json(relay.total)},
                {"total_with_everybody", told(relay.with_everybody, total_json)},
                {"runners", people}};
}

} // namespace

Json to_json(const GoalReport& report) {
    const Goal& goal = report.goal;
    const bool is_season = goal.kind == GoalKind::season;
    const auto left = [&](auto tell) {
        return report.is_over() ? Json(nullptr) : Json(tell(time_between(report.today, goal.last)));
    };
    Json members = Json::array();
    for (const auto& line : report.lines) members.push_back(line_json(line, report.sessions.has_value()));
    return Json{{"goal", goal.id.value},
                {"uid", to_text(goal.uid)},
                {"title", goal.title},
                {"kind", to_text(goal.kind)},
                {"group", maybe(goal.group)},
                {"member", maybe(goal.member)},
                {"from", iso(goal.from)},
                {"on", is_season ? Json(nullptr) : Json(iso(goal.last))},
                {"until", is_season ? Json(iso(goal.last)) : Json(nullptr)},
                {"distance_m", maybe(goal.distance)},
                {"over", report.is_over()},
                {"weeks_left", left([](const TimeLeft& time) { return time.weeks; })},
                {"days_left", left([](const TimeLeft& time) { return 7 * time.weeks + time.days; })},
                {"sessions_held", told(report.sessions, [](const SessionsHeld& all) { return all.held; })},
                {"sessions_left", told(report.sessions, [](const SessionsHeld& all) { return all.left; })},
                {"members", members},
                {"relay", told(report.relay, relay_json)}};
}

} // namespace runlog::cli
