#include "calendar_window.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace runlog::cli {

namespace {

constexpr std::string_view usual_window = "12m";

struct Words {
    std::string name;
    std::optional<int> year;
    std::string last;
    std::string group;
    std::optional<std::string> as_of;
    bool json = false;
};

/// All of a year; it must have begun.
YearGrid whole_year(int number, Day today, date::weekday week_begins) {
    const date::year year{number};
    if (year > date::year_month_day{today}.year())
        throw Error(fmt::format("{} has not begun yet.", number), "--year looks back, or at the year that goes on.");
    if (number < 1900)
        throw Error(fmt::format("{} is no year that runs were logged in.", number), "Write it like --year 2025.");
    return {Day{year / date::January / date::day{1}}, Day{year / date::December / date::day{31}}, week_begins};
}

YearGrid last_while(std::string_view length, Day today, date::weekday week_begins) {
    const YearGrid grid(window_start(length, today), today, week_begins);
    if (grid.columns() > YearGrid::most_weeks)
        throw Error(fmt::format("A calendar has room for a year, and {} is longer.", length),
                    "Show one year after the other: --year 2025");
    return grid;
}

CalendarWindow window_of(Context& context, const Words& words, Day today) {
    if (words.year && !words.last.empty())
        throw Error("--year and --last both say which days.", "Leave one of them out.");
    const auto week_begins = context.settings().week_begins;
    if (words.year) {
        const YearGrid grid = whole_year(*words.year, today, week_begins);
        return {grid, today, grid.last() >= today, fmt::format("{}", *words.year)};
    }
    const YearGrid grid = last_while(words.last.empty() ? usual_window : words.last, today, week_begins);
    return {grid, today, true, range_text({grid.first(), today + date::days{1}}, today, context.glyphs())};
}

int calendar(Context& context, const Words& words) {
    context.set_as_of(words.as_of);
    const auto& log = context.log();
    std::optional<Roll> roll;
    if (!words.group.empty()) roll.emplace(context, log, group_called(log, words.group));
    if (roll && words.name.empty()) {
        show_group_year(context, *roll, window_of(context, words, roll->today()), words.json);
        return 0;
    }
    const Member member = words.name.empty() ? store::owner(log) : member_called(log, words.name);
    show_member_year(context, member, window_of(context, words, context.today_for(member)), roll ? &*roll : nullptr,
                     words.json);
    return 0;
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
