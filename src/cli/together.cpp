#include "commands.hpp"
#include "context.hpp"
#include "filter_words.hpp"
#include "in_company.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"
#include "together_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace runlog::cli {

namespace {

constexpr std::string_view usual_window = "1y";

struct Words {
    std::vector<std::string> names;
    std::string group;
    WindowWords window;
    std::optional<std::string> as_of;
    bool why = false;
    bool json = false;
};

/// Everything an answer tells.
struct Answer {
    std::vector<InCompany> members; ///< by name
    std::vector<Duo> duos;
    std::vector<LongAlone> long_alone;
};

std::vector<Member> named(const store::Log& log, const Words& words) {
    std::vector<std::string> handles;
    for (const auto& name : words.names)
        for (const auto& handle : split_list(name)) handles.push_back(handle);
    return members_called(log, handles);
}

/// Whom the answer is about.
std::vector<Member> people_asked(const store::Log& log, const Words& words, Roll* roll) {
    auto members = named(log, words);
    if (!roll && members.empty()) members.push_back(store::owner(log));
    if (roll) {
        const auto chosen = std::move(members);
        members = roll->roster();
        if (!chosen.empty())
            std::erase_if(members, [&](const Member& member) {
                return std::none_of(chosen.begin(), chosen.end(),
                                    [&](const Member& one) { return one.id == member.id; });
            });
        if (members.empty())
            throw Error(fmt::format("{} is in {}.", chosen.empty() ? "Nobody" : "None of them", name_of(roll->group())),
                        fmt::format("Put people in: runlog group join {} NAMES", roll->group().handle));
    }
    std::stable_sort(members.begin(), members.end(),
                     [](const Member& a, const Member& b) { return handle_key(name_of(a)) < handle_key(name_of(b)); });
    return members;
}

Answer answer_for(Context& context, const Told& told, const std::vector<Member>& members, Roll* roll, bool looks_back) {
    const auto& log = context.log();
    Answer answer;
    for (const auto& member : members) {
        // Who lives further east may be a day ahead.
        const Day until = looks_back ? told.today : std::max(told.today, context.today_for(member));
        answer.members.push_back(in_company(log, told.people, member, told.since, until));
    }
    answer.duos = duos_of(answer.members, told.people);
    if (roll) answer.long_alone = long_alone(log, *roll, members, told.since);
    return answer;
}

void print(Context& context, const Told& told, const Answer& answer, const Words& words) {
    if (answer.members.size() == 1) {
        const auto& one = answer.members.front();
        print_one(context, told, one, one.member.id == store::owner(context.log()).id, words.why);
    } else {
        print_all(context, told, answer.members, words.why);
    }
    print_duos(context, told, answer.duos);
    print_long_alone(context, told, answer.long_alone);
}

/// To a hundredth of a percent, as nobody needs more.
double rounded_percent(double faster) {
    return std::round(100 * percent(faster)) / 100;
}

/// Adds the difference to `object`.
void add_comparison(Json& object, const Comparison& comparison, double coverage) {
    const auto& difference = comparison.difference;
    const auto maybe = [&](double Median::*part) {
        return difference ? Json(rounded_percent((*difference).*part)) : Json(nullptr);
    };
    object["pairs"] = comparison.pairs;
    object["faster_percent"] = maybe(&Median::value);
    object["low"] = maybe(&Median::low);
    object["high"] = maybe(&Median::high);
    object["coverage"] = coverage;
    object["shows"] = difference ? Json(shows(*difference)) : Json(nullptr);
}

Json to_json(const ComparedRun& run, RunId id) {
    return Json{{"run", id.value},
                {"day", iso(run.day)},
                {"distance_m", run.distance.value},
                {"duration_s", run.duration.count()}};
}

Json to_json(const InCompany& one, const People& people, bool why) {
    Json object{{"member", one.member.handle}};
    add_comparison(object, one.comparison, coverage_of_members);
    object["runs_together"] = one.together;
    object["runs_alone"] = one.alone;
    object["runs_unmeasured"] = one.unmeasured();
    Json with = Json::array();
    for (const auto& other : one.with) {
        with.push_back(
            Json{{"member", people.at(other.member).handle}, {"runs", other.runs}, {"last", iso(other.last)}});
        add_comparison(with.back(), other.comparison, coverage_of_companions);
    }
    object["with"] = with;
    if (!why) return object;
    Json matched = Json::array();
    for (const auto& pair : one.pairs)
        matched.push_back(Json{{"together", to_json(pair.together, pair.together_run)},
                               {"alone", to_json(pair.alone, pair.alone_run)},
                               {"faster_percent", rounded_percent(pair.faster)}});
    object["matched"] = matched;
    return object;
}

Json to_json(const LongAlone& one, Day today) {
    return Json{{"member", one.member.handle},
                {"last_company", one.last ? Json(iso(*one.last)) : Json(nullptr)},
                {"days", one.last ? Json((today - *one.last).count()) : Json(nullptr)},
                {"remote", one.remote},
                {"on_leave", one.on_leave},
                {"leave_until", one.leave_ends ? Json(iso(*one.leave_ends)) : Json(nullptr)}};
}

void print_json(Context& context, const Told& told, const Answer& answer, const Roll* roll, bool why) {
    Json overall;
    add_comparison(overall, all_of(answer.members), coverage_of_members);
    JsonAnswer json(context, Json{{"as_of", iso(told.today)},
                                  {"since", iso(told.since)},
                                  {"group", roll ? Json(roll->group().handle) : Json(nullptr)},
                                  {"overall", overall}});
    const auto handle = [&](MemberId member) { return told.people.at(member).handle; };
    json.begin_list("members");
    for (const auto& one : answer.members) json.add(to_json(one, told.people, why));
    json.end_list();
    json.begin_list("together");
    for (const auto& duo : answer.duos)
        json.add(Json{{"members", {handle(duo.one), handle(duo.other)}}, {"runs", duo.runs}, {"last", iso(duo.last)}});
    json.end_list();
    json.begin_list("alone_for_a_while");
    for (const auto& one : answer.long_alone) json.add(to_json(one, told.today));
    json.end_list();
}

int together(Context& context, const Words& words) {
    context.set_as_of(words.as_of);
    const auto& log = context.log();
    const Unit unit = context.settings().units;
    const Member reader = store::owner(log);
    std::optional<Roll> roll;
    if (!words.group.empty()) roll.emplace(context, log, group_called(log, words.group));
    const Day today = roll ? roll->today() : context.today_for(reader);
    const Day since = window_from(words.window, context.now_for(reader), today, usual_window);
    const auto members = people_asked(log, words, roll ? &*roll : nullptr);
    People people;
    for (auto& member : store::members(log)) people.emplace(member.id, std::move(member));
    const Told told{people, since, today, unit};
    const Answer answer = answer_for(context, told, members, roll ? &*roll : nullptr, words.as_of.has_value());
    if (words.json)
        print_json(context, told, answer, roll ? &*roll : nullptr, words.why);
    else
        print(context, told, answer, words);
    return 0;
}

} // namespace

Action declare_together(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("NAMES", words->names, "Whose: yours if nobody is named")->type_name("");
    app.add_option("--group", words->group, "Everybody in this group, and who with whom")->type_name(kind::group);
    declare_window(app, words->window, usual_window);
    app.add_option("--as-of", words->as_of, "As it stood at the end of this day")->type_name(kind::day);
    app.add_flag("--why", words->why, "Show the runs held against each other");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("A run with others is held against one alone of the same person, alike in length\n"
               "and season. What is faster in company need not be so because of it.\n"
               "Examples:\n"
               "  runlog together\n"
               "  runlog together anna --why --last 6m\n"
               "  runlog together --group momma");
    return acting(together, words);
}

} // namespace runlog::cli
