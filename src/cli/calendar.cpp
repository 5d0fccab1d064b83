#include "calendar_facts.hpp"
#include "calendar_words.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/promises.hpp"
#include "streak_words.hpp"
#include "streaks.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr std::string_view usual_window = "12m";
constexpr std::size_t legend_width = 80;

struct Words {
    std::string name;
    std::optional<int> year;
    std::string last;
    std::string group;
    std::optional<std::string> as_of;
    bool json = false;
};

/// Which days are shown, as seen from which.
struct Window {
    YearGrid grid;
    Day today;
    bool is_now = true; ///< whether its end is today, or is still to come

    /// The last day of which anything can be told.
    Day told() const { return std::min(grid.last(), today); }
};

Window whole_year(int number, Day today, date::weekday week_begins) {
    const date::year year{number};
    const date::year now = date::year_month_day{today}.year();
    if (year > now)
        throw Error(fmt::format("{} has not begun yet.", number), "--year looks back, or at the year that goes on.");
    if (number < 1900)
        throw Error(fmt::format("{} is no year that runs were logged in.", number), "Write it like --year 2025.");
    const Day last{year / date::December / date::day{31}};
    return {YearGrid(Day{year / date::January / date::day{1}}, last, week_begins), today, last >= today};
}

Window window_of(const Words& words, Day today, date::weekday week_begins) {
    if (words.year && !words.last.empty())
        throw Error("--year and --last both say which days.", "Leave one of them out.");
    if (words.year) return whole_year(*words.year, today, week_begins);
    const YearGrid grid(window_start(words.last.empty() ? usual_window : words.last, today), today, week_begins);
    if (grid.columns() > YearGrid::most_weeks)
        throw Error(fmt::format("A calendar has room for a year, and {} is longer.", words.last),
                    "Show one year after the other: --year 2025");
    return {grid, today, true};
}

std::string window_text(const Context& context, const Words& words, const Window& window) {
    if (words.year) return fmt::format("{}", *words.year);
    return range_text({window.grid.first(), window.grid.last() + date::days{1}}, window.today, context.glyphs());
}

/// The longest streaks there were between the days that are shown.
void print_longest(Context& context, const Window& window,
                   const std::vector<std::pair<Step, std::optional<Stretch>>>& stretches) {
    Table table({{""}, {"", Table::Align::right}, {""}});
    for (const auto& [step, stretch] : stretches)
        if (stretch)
            table.add({table.empty() ? "Longest" : "", length_text(step, stretch->length),
                       range_text({stretch->start, stretch->end + date::days{1}}, window.told(), context.glyphs())});
    context.print(table.render(context.around().colour, context.glyphs().ellipsis));
}

Json streaks_json(const std::vector<StreakReport>& reports) {
    Json list = Json::array();
    for (const auto& report : reports) list.push_back(to_json(report));
    return list;
}

/// What every answer in JSON begins with.
Json head_json(const Window& window, const std::optional<Member>& member, const Roll* roll) {
    return Json{{"as_of", iso(window.today)},
                {"since", iso(window.grid.first())},
                {"until", iso(window.grid.last())},
                {"member", member ? Json(member->handle) : Json(nullptr)},
                {"group", roll ? Json(roll->group().handle) : Json(nullptr)}};
}

// --- a member's year ---

std::vector<StreakReport> member_streaks(Context& context, const Member& member, const Window& window, Roll* roll) {
    std::vector<StreakReport> reports;
    if (roll) {
        if (roll->has_sessions())
            reports.push_back(session_streak_of(context, *roll, member, {false, false, window.told()}));
    } else {
        const auto runs = runs_back(context.log(), member, window.told());
        reports = streaks_of(*runs, member, store::promises(context.log(), member.id), {By::day, By::week},
                             window.told(), context.settings());
    }
    for (auto& report : reports) report.is_now = window.told() == date::floor<date::days>(context.now_for(member));
    return reports;
}

std::string runs_text(const RunSums& sums, int days, Unit unit) {
    if (sums.runs == 0) return "No runs";
    std::string text = fmt::format("{} on {}", counted(sums.runs, "run", "runs"), counted(days, "day", "days"));
    if (sums.distance) text += ", " + to_text(*sums.distance, unit);
    if (sums.duration) text += fmt::format("{}{}", sums.distance ? " in " : ", ", to_text(*sums.duration));
    return text;
}

/// `12 days together, 7 days off, 1 day with a session missed`, or nothing.
std::string other_days_text(const MemberYear& year) {
    std::vector<std::string> parts;
    const auto add = [&](int count, std::string_view one, std::string_view many) {
        if (count > 0) parts.push_back(counted(count, one, many));
    };
    add(year.count(DayMark::together), "day together", "days together");
    add(year.count(DayMark::leave), "day off", "days off");
    add(year.count(DayMark::missed), "day with a session missed", "days with a session missed");
    return fmt::format("{}", fmt::join(parts, ", "));
}

void print_member(Context& context, const MemberYear& year, const Window& window,
                  const std::vector<StreakReport>& streaks) {
    const bool unicode = context.around().unicode;
    std::set<DayMark> shown;
    print_grid(context, window.grid, [&](Day day) {
        const DayMark mark = year.days[static_cast<std::size_t>((day - window.grid.first()).count())].mark;
        shown.insert(mark);
        return glyph_of(mark, unicode);
    });
    context.say(legend(shown, unicode));
    context.say("");
    print_streaks(context, streaks);
    print_longest(context, window, {{Step::day, year.longest_days}, {Step::week, year.longest_weeks}});
    context.say(runs_text(year.sums, year.days_run(), context.settings().units));
    if (const auto others = other_days_text(year); !others.empty()) context.say(others);
}

Json day_json(const MemberDay& day) {
    return Json{{"day", iso(day.day)},
                {"mark", to_text(day.mark)},
                {"runs", day.sums.runs},
                {"distance_m", day.sums.distance ? Json(day.sums.distance->value) : Json(nullptr)},
                {"duration_s", day.sums.duration ? Json(day.sums.duration->count()) : Json(nullptr)}};
}

void answer_member(Context& context, const MemberYear& year, Json fields, const std::vector<StreakReport>& streaks) {
    const auto& sums = year.sums;
    fields["totals"] = Json{{"runs", sums.runs},
                            {"days", year.days_run()},
                            {"distance_m", sums.distance ? sums.distance->value : 0},
                            {"duration_s", sums.duration ? sums.duration->count() : 0},
                            {"days_together", year.count(DayMark::together)},
                            {"days_off", year.count(DayMark::leave)},
                            {"days_missed", year.count(DayMark::missed)}};
    fields["longest"] = Json{{"day", to_json(year.longest_days)}, {"week", to_json(year.longest_weeks)}};
    fields["streaks"] = streaks_json(streaks);
    JsonAnswer answer(context, fields);
    answer.begin_list("days");
    for (const auto& day : year.days) answer.add(day_json(day));
    answer.end_list();
}

int show_member(Context& context, const Words& words) {
    const auto& log = context.log();
    const Member member = words.name.empty() ? store::owner(log) : member_called(log, words.name);
    const Window window = window_of(words, context.today_for(member), context.settings().week_begins);
    std::optional<Roll> roll;
    if (!words.group.empty()) roll.emplace(context, log, group_called(log, words.group));
    Roll* const group = roll ? &*roll : nullptr;
    const auto year = member_year(context, member, window.grid.first(), window.grid.last(), window.today, group);
    const auto streaks = member_streaks(context, member, window, group);
    if (words.json) {
        answer_member(context, year, head_json(window, member, group), streaks);
    } else {
        const std::string with = group ? " with " + name_of(group->group()) : "";
        context.say(fmt::format("{}{}, {}", name_of(member), with, window_text(context, words, window)));
        print_member(context, year, window, streaks);
    }
    return 0;
}

// --- a group's year ---

std::vector<StreakReport> group_streaks(Context& context, Roll& roll, const Window& window) {
    const Details details{false, false, window.told()};
    std::vector<StreakReport> reports;
    if (roll.has_sessions()) reports.push_back(group_streak_of(context, roll, details));
    reports.push_back(crew_streak_of(context, roll, context.settings(), details));
    for (auto& report : reports) report.is_now = window.is_now && roll.as_of() == context.around().now;
    return reports;
}

std::string sessions_text(const GroupYear& year) {
    if (year.sessions == 0 && year.cancelled == 0) return "No sessions";
    std::string text = counted(year.sessions, "session", "sessions");
    if (year.nobody > 0) text += fmt::format(" ({} to which nobody came)", year.nobody);
    if (year.cancelled > 0) text += fmt::format(", {} cancelled", year.cancelled);
    if (const auto average = year.average()) text += fmt::format("; {:.1f} came on average", *average);
    return text;
}

void print_group(Context& context, const GroupYear& year, const Window& window,
                 const std::vector<StreakReport>& streaks) {
    const bool unicode = context.around().unicode;
    const CountScale scale(year.most);
    std::set<GroupMark> shown;
    std::set<int> digits;
    print_grid(context, window.grid, [&](Day day) {
        const auto& one = year.days[static_cast<std::size_t>((day - window.grid.first()).count())];
        shown.insert(one.mark);
        if (one.mark == GroupMark::came) digits.insert(scale.digit(one.facts.came));
        return glyph_of(one.mark, one.facts.came, scale, unicode);
    });
    if (!digits.empty() && year.most <= CountScale::digits) context.say("A digit is how many came.");
    if (!digits.empty() && year.most > CountScale::digits)
        context.print(wrapped("How many came: " + legend(digits, scale), std::min(context.width(), legend_width), 0));
    if (const auto rest = legend(shown, unicode); !rest.empty()) context.say(rest);
    context.say("");
    print_streaks(context, streaks);
    print_longest(context, window, {{Step::session, year.longest}});
    context.say(sessions_text(year));
    if (year.fullest)
        context.say(fmt::format("Fullest: {}, {} came", short_text(*year.fullest, window.told()), grouped(year.most)));
}

Json day_json(const GroupDay& day) {
    return Json{{"day", iso(day.day)},
                {"mark", to_text(day.mark)},
                {"sessions", day.facts.sessions},
                {"cancelled", day.facts.cancelled},
                {"came", day.facts.sessions > 0 ? Json(day.facts.came) : Json(nullptr)}};
}

void answer_group(Context& context, const GroupYear& year, Json fields, const std::vector<StreakReport>& streaks) {
    const auto average = year.average();
    fields["totals"] = Json{{"sessions", year.sessions},
                            {"cancelled", year.cancelled},
                            {"nobody", year.nobody},
                            {"came", year.came},
                            {"average", average ? Json(*average) : Json(nullptr)},
                            {"most", year.most},
                            {"fullest", year.fullest ? Json(iso(*year.fullest)) : Json(nullptr)}};
    fields["longest"] = Json{{"session", to_json(year.longest)}};
    fields["streaks"] = streaks_json(streaks);
    JsonAnswer answer(context, fields);
    answer.begin_list("days");
    for (const auto& day : year.days) answer.add(day_json(day));
    answer.end_list();
}

int show_group(Context& context, const Words& words) {
    Roll roll(context, context.log(), group_called(context.log(), words.group));
    const Window window = window_of(words, roll.today(), context.settings().week_begins);
    const auto year = group_year(roll, window.grid.first(), window.grid.last());
    const auto streaks = group_streaks(context, roll, window);
    if (words.json) {
        answer_group(context, year, head_json(window, std::nullopt, &roll), streaks);
    } else {
        context.say(fmt::format("{}, {}", name_of(roll.group()), window_text(context, words, window)));
        print_group(context, year, window, streaks);
    }
    return 0;
}

int calendar(Context& context, const Words& words) {
    context.set_as_of(words.as_of);
    context.log();
    return words.name.empty() && !words.group.empty() ? show_group(context, words) : show_member(context, words);
}

} // namespace

Action declare_calendar(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("NAME", words->name, "Whose year: yours if nobody is named")->type_name("");
    app.add_option("--year", words->year, "That year")->type_name("YEAR");
    app.add_option("--last", words->last, "The last while: 12w, 6m (12m if not said)")->type_name("LENGTH");
    app.add_option("--group", words->group, "How many came; with a NAME, their part in it")->type_name(kind::group);
    app.add_option("--as-of", words->as_of, "As it stood at the end of this day")->type_name(kind::day);
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Each column is a week, each mark a day.\n"
               "Examples:\n"
               "  runlog calendar\n"
               "  runlog calendar anna --year 2026\n"
               "  runlog calendar --group momma --last 6m");
    return acting(calendar, words);
}

} // namespace runlog::cli
