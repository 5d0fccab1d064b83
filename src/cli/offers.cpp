#include "offers.hpp"

#include "command.hpp"
#include "roll.hpp"
#include "runlog/domain/reminder.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/formats/history.hpp"
#include "runlog/store/goals.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/runs.hpp"
#include "runlog/store/schedule.hpp"
#include "session_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace runlog::cli {

namespace {

constexpr int runs_offered = 20;
constexpr date::days sessions_before{15};
constexpr date::days sessions_ahead{15};

Offers member_offers(Context& context, const std::string& begun) {
    Offers offers{{"me", "yourself"}};
    for (const auto& member : store::members_beginning(context.log(), begun))
        offers.push_back({member.handle, member.name});
    return offers;
}

Offers group_offers(Context& context) {
    Offers offers;
    for (const auto& group : store::groups(context.log())) offers.push_back({group.handle, group.title});
    return offers;
}

Offers tag_offers(Context& context) {
    Offers offers;
    for (const auto& tag : store::tags(context.log())) offers.push_back({tag, ""});
    return offers;
}

/// The sessions around today, those to come first, by their dates.
Offers session_offers(Context& context) {
    Offers coming;
    Offers past;
    context.log();
    for (const auto& roll : rolls_of(context, "", false)) {
        const Day today = roll->today();
        auto sessions = roll->schedule().between(today - sessions_before, today + sessions_ahead);
        for (const auto& session : sessions) {
            const bool ahead = session.end >= context.around().now;
            auto& offers = ahead ? coming : past;
            offers.insert(
                ahead ? offers.end() : offers.begin(),
                {session_name(roll->group(), roll->schedule(), session),
                 fmt::format("{}, {}{}", session.rule->title, session_when(session, here(context, context.log())),
                             session.cancelled() ? " (cancelled)" : "")});
        }
    }
    coming.insert(coming.end(), past.begin(), past.end());
    return coming;
}

Offers run_offers(Context& context) {
    Offers offers;
    context.log();
    const Unit unit = context.settings().units;
    for (const auto id : store::newest_runs(context.log(), runs_offered)) {
        const auto run = store::find_run(context.log(), id);
        if (!run) continue;
        offers.push_back(
            {fmt::format("{}", id.value),
             fmt::format("{}, {}, {}", long_text(run->day), effort_text(*run, unit), fmt::join(run->members, ", "))});
    }
    return offers;
}

Offers day_offers(Context&) {
    return {{"today", ""}, {"yesterday", ""}, {"mon", ""}, {"tue", ""}, {"wed", ""},
            {"thu", ""},   {"fri", ""},       {"sat", ""}, {"sun", ""}};
}

Offers distance_offers(Context&) {
    return {{"5k", ""}, {"10k", ""}, {"half", "21.1 km"}, {"marathon", "42.2 km"}};
}

Offers title_offers(Context& context) {
    Offers offers;
    for (const auto& group : store::groups(context.log()))
        for (const auto& rule : store::rules(context.log(), group.id)) {
            const auto same = [&](const Offer& offer) { return offer.value == rule.title; };
            if (std::none_of(offers.begin(), offers.end(), same)) offers.push_back({rule.title, group.handle});
        }
    return offers;
}

Offers goal_offers(Context& context) {
    Offers offers;
    for (const auto& goal : store::goals(context.log()))
        offers.push_back({goal.title, fmt::format("{}, {}", long_text(goal.last),
                                                  goal.member ? *goal.member : goal.group.value_or(""))});
    return offers;
}

Offers contact_offers(Context&) {
    return {{"coach", ""}, {"physio", ""}, {"dietitian", ""}, {"childcare", ""}};
}

Offers reminder_offers(Context&) {
    Offers offers;
    for (const auto kind : reminder_kinds) offers.push_back({std::string(to_text(kind)), ""});
    return offers;
}

Offers pattern_offers(Context&) {
    return {{"sat", ""},
            {"tue,thu", ""},
            {"day", "every day"},
            {"other sat", "every other week"},
            {"first sun", "of the month"},
            {"last fri", "of the month"}};
}

Offers format_offers(Context&) {
    Offers offers;
    for (const auto kind : formats::file_kinds()) offers.push_back({std::string(formats::to_text(kind)), ""});
    return offers;
}

Offers sport_offers(Context&) {
    return {{"walk", ""}, {"hike", ""}, {"all", "every sport"}};
}

Offers setting_offers(Context&) {
    return {{"units", "what distances are told in"}, {"week-start", "the day on which weeks begin"}};
}

} // namespace

Offers offers_for(Context& context, const std::string& kind, const std::string& begun) {
    static const std::map<std::string, Offers (*)(Context&), std::less<>> kinds{
        {kind::group, group_offers},     {kind::tags, tag_offers},   {kind::run, run_offers},
        {kind::runs, run_offers},        {kind::day, day_offers},    {kind::distance, distance_offers},
        {"FIRST", day_offers},           {"LAST", day_offers},       {"SETTING", setting_offers},
        {kind::session, session_offers}, {"TITLE", title_offers},    {"KIND", contact_offers},
        {"PATTERN", pattern_offers},     {"KINDS", reminder_offers}, {"OTHER", run_offers},
        {"FORMAT", format_offers},       {"SPORTS", sport_offers},   {kind::goal, goal_offers}};
    if (kind == kind::member || kind == kind::members) return member_offers(context, begun);
    if (const auto found = kinds.find(kind); found != kinds.end()) return found->second(context);
    Offers offers;
    if (kind.find('|') == std::string::npos) return offers;
    for (std::size_t at = 0; at != std::string::npos;) { // `csv|jsonl` names its words itself
        const auto bar = kind.find('|', at);
        offers.push_back({kind.substr(at, bar == std::string::npos ? bar : bar - at), ""});
        at = bar == std::string::npos ? bar : bar + 1;
    }
    return offers;
}

} // namespace runlog::cli
