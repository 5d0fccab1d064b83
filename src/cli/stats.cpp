#include "commands.hpp"
#include "context.hpp"
#include "filter_words.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/domain/totals.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/runs.hpp"
#include "stats_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace runlog::cli {

namespace {

constexpr int usual_periods = 12;

struct Words {
    FilterWords filter;
    std::string by;
    std::optional<std::string> as_of;
    bool json = false;
};

/// What was asked, in values.
struct Question {
    Per per = Per::week;
    std::vector<Member> members; ///< whose runs; empty for everybody's
    std::optional<Group> group;
    store::RunFilter filter;
    Day until;
    Day today;
};

/// The first day of the last `usual_periods`, the running one among them.
Day usual_since(Per per, Day today, date::weekday week_begins) {
    Day first = period_start(today, per, week_begins);
    for (int i = 1; i < usual_periods; ++i) first = period_start(first - date::days{1}, per, week_begins);
    return first;
}

Question question_from(Context& context, const Words& words) {
    const auto& log = context.log();
    Question question;
    question.per = words.by.empty() ? Per::week : parse_per(words.by);
    question.filter = filter_from(context, words.filter);
    question.members = members_called(log, words.filter.members);
    if (!words.filter.group.empty()) question.group = group_called(log, words.filter.group);
    if (question.members.empty() && !question.group) question.members = {store::owner(log)};
    const Member who = question.members.size() == 1 ? question.members.front() : store::owner(log);
    question.today = context.today_for(who);
    question.until = std::min(question.today, question.filter.until.value_or(question.today));

    auto& filter = question.filter;
    filter.members.clear();
    for (const auto& member : question.members) filter.members.push_back(member.id);
    if (!words.filter.last.empty()) filter.since = window_start(words.filter.last, question.today);
    if (words.filter.last.empty() && words.filter.since.empty() && question.per != Per::year)
        filter.since = usual_since(question.per, question.until, context.settings().week_begins);
    if (filter.since && *filter.since > question.until)
        throw Error(
            fmt::format("{} comes after {}, so no day is left.", long_text(*filter.since), long_text(question.until)),
            "Say an earlier day with --since.");
    filter.until = question.until;
    filter.oldest_first = true;
    return question;
}

/// How many of those who were asked for ran it.
std::ptrdiff_t runners_of(const Run& run, const Question& question) {
    if (question.members.empty()) return static_cast<std::ptrdiff_t>(run.members.size());
    return std::count_if(question.members.begin(), question.members.end(), [&](const Member& member) {
        return std::find(run.members.begin(), run.members.end(), member.handle) != run.members.end();
    });
}

Summary summary_of(Context& context, const Question& question) {
    Tally tally(question.per, context.settings().week_begins, question.filter.since, question.until, question.today);
    store::each_run(context.log(), question.filter, [&](const Run& run) {
        const TalliedRun one{run.id, run.day, run.distance, run.duration, run.tags};
        for (auto left = runners_of(run, question); left > 0; --left) tally.add(one);
    });
    return tally.summary();
}

std::string title_text(const Question& question, const Summary& summary, const Words& words, const Glyphs& glyphs) {
    std::vector<std::string> names;
    for (const auto& member : question.members) names.push_back(name_of(member));
    std::string text = joined(names);
    if (question.group) text += (text.empty() ? "" : " with ") + name_of(*question.group);
    if (!words.filter.tag.empty()) text += ", #" + printable(words.filter.tag);
    return fmt::format("{}, {}", text,
                       range_text({summary.since, summary.until + date::days{1}}, question.today, glyphs));
}

void print(Context& context, const Summary& summary, const Question& question, const Words& words) {
    context.say(title_text(question, summary, words, context.glyphs()));
    if (summary.total.runs > 0)
        print_summary(context, summary, question.per, question.today);
    else
        context.say("No runs there.");
}

/// What no run tells is absent; of no runs it is nothing.
Json to_json(const Totals& totals) {
    const bool is_empty = totals.runs == 0;
    return Json{{"runs", totals.runs},
                {"days", totals.days},
                {"distance_m", is_empty ? Json(0) : maybe(totals.distance)},
                {"duration_s", is_empty ? Json(0) : maybe(totals.duration)}};
}

Json to_json(const PeriodTotals& period) {
    Json object{{"first", iso(period.first)}, {"last", iso(period.last)}};
    object.update(to_json(period.totals));
    object["whole"] = period.is_whole();
    return object;
}

Json to_json(const std::optional<Average>& average) {
    if (!average) return nullptr;
    return Json{{"periods", average->periods},
                {"runs", average->runs},
                {"days", average->days},
                {"distance_m", average->metres ? Json(std::llround(*average->metres)) : Json(nullptr)},
                {"duration_s", average->seconds ? Json(std::llround(*average->seconds)) : Json(nullptr)}};
}

Json to_json(const std::optional<Feat>& feat) {
    if (!feat) return nullptr;
    return Json{{"run", feat->run.value},
                {"day", iso(feat->day)},
                {"distance_m", maybe(feat->distance)},
                {"duration_s", maybe(feat->duration)}};
}

Json to_json(const ShowedUp& showed_up) {
    Json tags = Json::object();
    for (std::size_t i = 0; i < hardships.size(); ++i)
        if (showed_up.days_in[i] > 0) tags[std::string(to_text(hardships[i]))] = showed_up.days_in[i];
    return Json{{"days", showed_up.days}, {"tags", tags}};
}

void print_json(Context& context, const Summary& summary, const Question& question, const Words& words) {
    Json members = Json::array();
    for (const auto& member : question.members) members.push_back(member.handle);
    JsonAnswer answer(context, Json{{"as_of", iso(question.today)},
                                    {"since", iso(summary.since)},
                                    {"until", iso(summary.until)},
                                    {"by", to_text(question.per)},
                                    {"members", question.members.empty() ? Json(nullptr) : members},
                                    {"group", question.group ? Json(question.group->handle) : Json(nullptr)},
                                    {"tag", words.filter.tag.empty() ? Json(nullptr) : Json(words.filter.tag)},
                                    {"total", to_json(summary.total)},
                                    {"average", to_json(summary.average)},
                                    {"longest", to_json(summary.longest)},
                                    {"furthest", to_json(summary.furthest)},
                                    {"best_week", summary.best_week ? to_json(*summary.best_week) : Json(nullptr)},
                                    {"showed_up", to_json(summary.showed_up)}});
    answer.begin_list("periods");
    for (const auto& period : summary.periods) answer.add(to_json(period));
    answer.end_list();
}

int stats(Context& context, const Words& words) {
    context.set_as_of(words.as_of);
    context.log();
    const Question question = question_from(context, words);
    const Summary summary = summary_of(context, question);
    if (words.json)
        print_json(context, summary, question, words);
    else
        print(context, summary, question, words);
    return 0;
}

} // namespace

Action declare_stats(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("--by", words->by, "A line for each of these (week)")->type_name("week|month|year");
    declare_filters(app, words->filter);
    app.add_option("--as-of", words->as_of, "As it stood at the end of this day")->type_name(kind::day);
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Your own runs if nobody is named, everybody's with --group alone; a run that\n"
               "two of them ran counts once for each. Without --since or --last: 12 weeks, 12\n"
               "months, or all the years.\n"
               "Examples:\n"
               "  runlog stats\n"
               "  runlog stats --by month --last 1y\n"
               "  runlog stats --by year --member anna\n"
               "  runlog stats --group momma --tag rain --since 2026-01-01");
    return acting(stats, words);
}

} // namespace runlog::cli
