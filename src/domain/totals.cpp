#include "runlog/domain/totals.hpp"

#include "runlog/domain/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog {

namespace {

void add_run(Totals& totals, const TalliedRun& run, bool is_new_day) {
    ++totals.runs;
    if (is_new_day) ++totals.days;
    if (run.distance) totals.distance = Metres{totals.distance.value_or(Metres{}).value + run.distance->value};
    if (run.duration) totals.duration = totals.duration.value_or(Seconds{0}) + *run.duration;
    if (!run.distance || !run.duration) return;
    totals.paced_distance.value += run.distance->value;
    totals.paced_duration += *run.duration;
}

Feat feat(const TalliedRun& run) {
    return {run.run, run.day, run.distance, run.duration};
}

std::optional<Average> average_of(const std::vector<PeriodTotals>& periods) {
    Average average;
    double metres = 0;
    double seconds = 0;
    bool has_metres = false;
    bool has_seconds = false;
    for (const auto& one : periods) {
        if (!one.is_whole()) continue;
        ++average.periods;
        average.runs += one.totals.runs;
        average.days += one.totals.days;
        has_metres = has_metres || one.totals.distance;
        has_seconds = has_seconds || one.totals.duration;
        metres += static_cast<double>(one.totals.distance.value_or(Metres{}).value);
        seconds += static_cast<double>(one.totals.duration.value_or(Seconds{0}).count());
    }
    if (average.periods == 0) return std::nullopt;
    const bool is_empty = average.runs == 0;
    average.runs /= average.periods;
    average.days /= average.periods;
    if (has_metres || is_empty) average.metres = metres / average.periods;
    if (has_seconds || is_empty) average.seconds = seconds / average.periods;
    return average;
}

} // namespace

std::string_view to_text(Per per) {
    switch (per) {
    case Per::month: return "month";
    case Per::year: return "year";
    case Per::week: break;
    }
    return "week";
}

Per parse_per(std::string_view text) {
    for (const Per per : {Per::week, Per::month, Per::year})
        if (text == to_text(per)) return per;
    throw Error(fmt::format("'{}' is no way to add runs up.", text), "Use --by week, month or year.");
}

Day period_start(Day day, Per per, date::weekday week_begins) {
    const date::year_month_day ymd{day};
    switch (per) {
    case Per::month: return Day{ymd.year() / ymd.month() / date::day{1}};
    case Per::year: return Day{ymd.year() / date::January / date::day{1}};
    case Per::week: break;
    }
    return week_start(day, week_begins);
}

Day next_period(Day first, Per per) {
    const date::year_month_day ymd{first};
    switch (per) {
    case Per::month: return Day{ymd + date::months{1}};
    case Per::year: return Day{ymd + date::years{1}};
    case Per::week: break;
    }
    return first + date::days{7};
}

Tally::Tally(Per per, date::weekday week_begins, std::optional<Day> since, Day until, Day today)
    : per_(per), week_begins_(week_begins), since_(since), until_(until), today_(today) {}

PeriodTotals Tally::period_from(Day first, Per per) const {
    const Day last = next_period(first, per) - date::days{1};
    const bool is_running = until_ == today_ && last >= today_;
    const bool is_cut = first < *since_ || (last > until_ && !is_running);
    return {std::max(first, *since_), std::min(last, until_), is_cut, is_running, {}};
}

void Tally::reach(Day day) {
    if (!since_) since_ = day;
    if (periods_.empty()) periods_.push_back(period_from(period_start(*since_, per_, week_begins_), per_));
    while (periods_.back().last < day) periods_.push_back(period_from(periods_.back().last + date::days{1}, per_));
}

void Tally::add(const TalliedRun& run) {
    const bool is_new_day = newest_ != run.day;
    newest_ = run.day;
    reach(run.day);
    add_run(periods_.back().totals, run, is_new_day);
    add_run(total_, run, is_new_day);
    add_to_week(run, is_new_day);
    if (run.duration && (!longest_ || *run.duration > *longest_->duration)) longest_ = feat(run);
    if (run.distance && (!furthest_ || *run.distance > *furthest_->distance)) furthest_ = feat(run);
    add_tags(run);
}

void Tally::add_to_week(const TalliedRun& run, bool is_new_day) {
    if (!week_ || week_->last < run.day) week_ = period_from(week_start(run.day, week_begins_), Per::week);
    add_run(week_->totals, run, is_new_day);
    const auto& totals = week_->totals;
    // A week that leads goes on leading as it grows, so that each run may replace it by itself.
    if (totals.distance && (!furthest_week_ || *totals.distance > *furthest_week_->totals.distance ||
                            furthest_week_->first == week_->first))
        furthest_week_ = week_;
    if (!busiest_week_ || totals.runs > busiest_week_->totals.runs || busiest_week_->first == week_->first)
        busiest_week_ = week_;
}

void Tally::add_tags(const TalliedRun& run) {
    for (const auto& tag : run.tags) {
        const auto hardship = hardship_of(tag);
        if (!hardship) continue;
        const auto at = static_cast<std::size_t>(*hardship);
        if (last_in_[at] != run.day) ++showed_up_.days_in[at];
        if (last_hardship_ != run.day) ++showed_up_.days;
        last_in_[at] = last_hardship_ = run.day;
    }
}

Summary Tally::summary() const {
    Tally whole = *this;
    if (since_) whole.reach(until_);
    Summary summary;
    summary.since = since_.value_or(until_);
    summary.until = until_;
    summary.periods = std::move(whole.periods_);
    summary.total = total_;
    summary.average = average_of(summary.periods);
    summary.longest = longest_;
    summary.furthest = furthest_;
    summary.best_week = furthest_week_ ? furthest_week_ : busiest_week_;
    summary.showed_up = showed_up_;
    return summary;
}

} // namespace runlog
