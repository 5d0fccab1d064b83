#include "board_ahead.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace runlog::cli {

namespace {

constexpr std::array measures{Measure::weekly_distance, Measure::longest_run, Measure::plan_kept};

/// Everybody but `me` in these groups, none twice.
std::vector<Member> others_in(std::vector<std::unique_ptr<Roll>>& rolls, const Member& me) {
    std::vector<Member> others;
    for (auto& roll : rolls)
        for (const auto& member : roll->roster()) {
            const auto same = [&](const Member& one) { return one.id == member.id; };
            if (member.id != me.id && std::none_of(others.begin(), others.end(), same)) others.push_back(member);
        }
    return others;
}

std::string measure_name(Measure measure) {
    switch (measure) {
    case Measure::longest_run: return "Longest run";
    case Measure::plan_kept: return "Plan kept";
    case Measure::weekly_distance: break;
    }
    return "Each week";
}

Metres distance_of(Measure measure, const Training& training) {
    return measure == Measure::longest_run ? training.longest_run : training.weekly_distance;
}

/// To the nearest tenth of a kilometre: nobody runs an average to the metre.
Metres rounded(Metres distance) {
    return Metres{(distance.value + 50) / 100 * 100};
}

std::string value_text(Measure measure, const Training& training, Unit unit) {
    if (measure == Measure::plan_kept) return kept_text(training.plan);
    const Metres distance = distance_of(measure, training);
    return distance.value > 0 ? to_text(rounded(distance), unit) : "none yet";
}

Metres lacking(const Target& target, const Training& mine) {
    return Metres{distance_of(target.measure, target.theirs).value - distance_of(target.measure, mine).value};
}

int weeks_lacking(const Target& target, const Ahead& ahead) {
    return weeks_to_reach(*target.theirs.plan.share(), ahead.mine.plan, ahead.weeks).value_or(ahead.weeks);
}

/// The difference of what is told of both, so that a reader who adds up finds no fault with it.
std::string distance_to_go(const Target& target, const Training& mine, Unit unit) {
    const Metres theirs = rounded(distance_of(target.measure, target.theirs));
    const Metres now = rounded(distance_of(target.measure, mine));
    return to_text(Metres{std::max<std::int64_t>(theirs.value - now.value, 100)}, unit);
}

std::string takes(const Target& target, const Ahead& ahead, Unit unit) {
    switch (target.measure) {
    case Measure::longest_run: return distance_to_go(target, ahead.mine, unit) + " further";
    case Measure::plan_kept: return counted(weeks_lacking(target, ahead), "week kept", "weeks kept in a row");
    case Measure::weekly_distance: break;
    }
    return distance_to_go(target, ahead.mine, unit) + " more a week";
}

Json to_json(const Training& training) {
    return Json{{"member", training.member},
                {"weekly_distance_m", training.weekly_distance.value},
                {"longest_run_m", training.longest_run.value},
                {"kept", training.plan.kept},
                {"of", training.plan.of}};
}

Json to_json(const Target& target, const Ahead& ahead) {
    const bool is_plan = target.measure == Measure::plan_kept;
    Json more = nullptr;
    if (target.member) more = is_plan ? weeks_lacking(target, ahead) : lacking(target, ahead.mine).value;
    return Json{{"measure", to_text(target.measure)},
                {"ahead", target.member ? to_json(target.theirs) : Json(nullptr)},
                {"more_m", is_plan ? Json(nullptr) : more},
                {"weeks", is_plan ? more : Json(nullptr)}};
}

} // namespace

Ahead ahead_of(Context& context, const Member& me, std::vector<std::unique_ptr<Roll>>& rolls, int weeks) {
    const auto others = others_in(rolls, me);
    if (others.empty())
        throw Error(fmt::format("Nobody else is in a group with {}.", name_of(me)),
                    "Put people in: runlog group join GROUP NAMES");
    std::vector<Training> theirs;
    for (const auto& other : others) theirs.push_back(training_of(context, other, weeks));
    Ahead ahead{me, weeks, training_of(context, me, weeks), {}};
    for (const Measure measure : measures) {
        const auto next = next_ahead(measure, ahead.mine, theirs);
        ahead.targets.push_back(next ? Target{measure, others[*next], theirs[*next]} : Target{measure, {}, {}});
    }
    return ahead;
}

void print_ahead(Context& context, const Ahead& ahead) {
    const Unit unit = context.settings().units;
    const bool is_owner = ahead.me.id == store::owner(context.log()).id;
    Table table({{""}, {is_owner ? "YOU" : "NOW"}, {"A LITTLE AHEAD", Table::Align::left, 24}, {""}, {"IT TAKES"}});
    bool any = false;
    for (const auto& target : ahead.targets) {
        any = any || target.member;
        Table::Row row{measure_name(target.measure), value_text(target.measure, ahead.mine, unit), "nobody", "", ""};
        if (target.member) {
            row[2] = name_of(*target.member);
            row[3] = value_text(target.measure, target.theirs, unit);
            row[4] = takes(target, ahead, unit);
        }
        table.add(row);
    }
    context.say(fmt::format("{}, {}", name_of(ahead.me), weeks_text(ahead.weeks)));
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
    if (!any)
        context.say(is_owner ? "Nobody is ahead: somebody looks up to you."
                             : "Nobody is ahead: somebody looks up to them.");
    else if (is_owner)
        context.say("Why not you?");
}

Json to_json(Context& context, const Ahead& ahead) {
    Json all = Json::array();
    for (const auto& target : ahead.targets) all.push_back(to_json(target, ahead));
    return Json{{"as_of", iso(context.today_for(ahead.me))},
                {"weeks", ahead.weeks},
                {"me", to_json(ahead.mine)},
                {"ahead", all}};
}

} // namespace runlog::cli
