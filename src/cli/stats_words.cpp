#include "stats_words.hpp"

#include "bars.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace runlog::cli {

namespace {

constexpr std::size_t bar_width = 12;
constexpr std::size_t width_with_bars = 80;
constexpr std::size_t most_rows = 60;
constexpr std::size_t most_columns = 70;

/// `Mon 16 Nov`, `Nov 2026`, `2026`; what is cut off or not over says so.
std::string period_text(const PeriodTotals& period, Per per, Day today) {
    const date::year_month_day first{period.first};
    std::string text = short_text(period.first, today);
    if (per == Per::year) text = fmt::format("{}", static_cast<int>(first.year()));
    if (per == Per::month) text = fmt::format("{} {}", short_name(first.month()), static_cast<int>(first.year()));
    if (period.is_running) return text + " so far";
    return period.is_cut ? text + " in part" : text;
}

std::string periods_counted(std::size_t count, Per per, std::string_view before = "") {
    const auto number = static_cast<std::int64_t>(count);
    const std::string one = fmt::format("{}{}", before, to_text(per));
    return counted(number, one, one + "s");
}

/// What bars are drawn of: the distance, or the runs where nothing tells a distance.
double height(const Totals& totals, bool by_distance) {
    return by_distance ? static_cast<double>(totals.distance.value_or(Metres{}).value) : totals.runs;
}

/// Where nothing was run.
Table::Row empty_row(std::string label, const Glyphs& glyphs) {
    const std::string dash(glyphs.dash);
    return {std::move(label), dash, dash, dash, dash, "", ""};
}

/// Runs, days, distance, time and pace.
Table::Row row_of(std::string label, const Totals& totals, Unit unit, const Glyphs& glyphs) {
    if (totals.runs == 0) return empty_row(std::move(label), glyphs);
    const bool has_pace = totals.paced_distance.value > 0 && totals.paced_duration.count() > 0;
    return {std::move(label),
            grouped(totals.runs),
            grouped(totals.days),
            totals.distance ? to_text(*totals.distance, unit) : "",
            totals.duration ? to_text(*totals.duration) : "",
            has_pace ? pace_text(totals.paced_distance, totals.paced_duration, unit) : "",
            ""};
}

Table::Row average_row(const Average& average, Unit unit, const Glyphs& glyphs) {
    if (average.runs == 0) return empty_row("Average", glyphs);
    return {"Average",
            fmt::format("{:.1f}", average.runs),
            fmt::format("{:.1f}", average.days),
            average.metres ? to_text(Metres{std::llround(*average.metres)}, unit) : "",
            average.seconds ? to_text(Seconds{std::llround(*average.seconds)}) : "",
            "",
            ""};
}

void print_periods(Context& context, const Summary& summary, Per per, Day today) {
    const auto right = Table::Align::right;
    const Unit unit = context.settings().units;
    const bool by_distance = summary.total.distance.has_value();
    double most = 0;
    for (const auto& one : summary.periods) most = std::max(most, height(one.totals, by_distance));
    const bool has_room = context.width() >= width_with_bars;
    const bool only_with_runs = summary.periods.size() > most_rows;
    std::size_t left_out = 0;
    Table table({{per == Per::week    ? "WEEK OF"
                  : per == Per::month ? "MONTH"
                                      : "YEAR"},
                 {"RUNS", right},
                 {"DAYS", right},
                 {"DISTANCE", right},
                 {"TIME", right},
                 {"PACE", right},
                 {""}});
    for (const auto& one : summary.periods) {
        if (only_with_runs && one.totals.runs == 0) {
            ++left_out;
            continue;
        }
        auto row = row_of(period_text(one, per, today), one.totals, unit, context.glyphs());
        if (has_room)
            row.back().text = bar(height(one.totals, by_distance) / most, bar_width, context.around().unicode);
        table.add(std::move(row));
    }
    if (summary.periods.size() > 1) table.add(row_of("Total", summary.total, unit, context.glyphs()));
    if (summary.average && summary.periods.size() > 1) table.add(average_row(*summary.average, unit, context.glyphs()));
    context.print(table.render(context.around().colour, context.glyphs().ellipsis));
    if (left_out > 0) context.say(fmt::format("{} left out.", periods_counted(left_out, per, "empty ")));
    if (summary.average && static_cast<std::size_t>(summary.average->periods) < summary.periods.size())
        context.say(fmt::format("The average is that of {}.",
                                periods_counted(static_cast<std::size_t>(summary.average->periods), per, "whole ")));
}

/// Where there are more periods than columns, some of them share one; the newest ones share the last.
void print_sparklines(Context& context, const Summary& summary, Per per) {
    const std::size_t count = summary.periods.size();
    if (count < 2) return;
    const std::size_t together = (count + most_columns - 1) / most_columns;
    const std::size_t columns = (count + together - 1) / together;
    const auto line = [&](bool by_distance) {
        std::vector<double> values(columns);
        for (std::size_t i = 0; i < count; ++i)
            values[columns - 1 - (count - 1 - i) / together] += height(summary.periods[i].totals, by_distance);
        return sparkline(values, context.around().unicode);
    };
    context.say("");
    if (summary.total.distance) context.say("Distance  " + line(true));
    context.say("Runs      " + line(false));
    if (together > 1) context.say(fmt::format("          each mark is {}", periods_counted(together, per)));
}

std::string effort_words(const Feat& feat, Unit unit) {
    Run run;
    run.distance = feat.distance;
    run.duration = feat.duration;
    return effort_text(run, unit);
}

void print_feats(Context& context, const Summary& summary, Day today) {
    const Unit unit = context.settings().units;
    Table table({{""}, {""}, {""}});
    const auto add = [&](const char* label, const Feat& feat) {
        table.add(
            {label, effort_words(feat, unit), fmt::format("{}, run {}", short_text(feat.day, today), feat.run.value)});
    };
    if (summary.longest) add("Longest", *summary.longest);
    if (summary.furthest) add("Furthest", *summary.furthest);
    if (const auto& week = summary.best_week) {
        const std::string runs = counted(week->totals.runs, "run", "runs");
        table.add({"Best week",
                   week->totals.distance ? fmt::format("{} in {}", to_text(*week->totals.distance, unit), runs) : runs,
                   range_text({week->first, week->last + date::days{1}}, today, context.glyphs())});
    }
    context.say("");
    context.print(table.render(context.around().colour, context.glyphs().ellipsis));
}

void print_showed_up(Context& context, const ShowedUp& showed_up) {
    if (showed_up.days == 0) return;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < hardships.size(); ++i)
        if (showed_up.days_in[i] > 0)
            parts.push_back(fmt::format("{} {}", to_text(hardships[i]), showed_up.days_in[i]));
    context.say(
        fmt::format("Showed up anyway on {}: {}", counted(showed_up.days, "day", "days"), fmt::join(parts, ", ")));
}

} // namespace

void print_summary(Context& context, const Summary& summary, Per per, Day today) {
    print_periods(context, summary, per, today);
    print_sparklines(context, summary, per);
    print_feats(context, summary, today);
    print_showed_up(context, summary.showed_up);
}

} // namespace runlog::cli
