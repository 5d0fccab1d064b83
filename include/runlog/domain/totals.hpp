#pragma once

#include "runlog/domain/calendar.hpp"
#include "runlog/domain/hardship.hpp"
#include "runlog/domain/id.hpp"
#include "runlog/domain/quantities.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What runs come to, by week, month or year.
namespace runlog {

enum class Per { week, month, year };
std::string_view to_text(Per per);

/// Reads `week`, `month` or `year`. Throws Error for anything else.
Per parse_per(std::string_view text);

/// The first day of the week, month or year that holds `day`.
Day period_start(Day day, Per per, date::weekday week_begins);

/// The first day of the next one; `first` must be the first day of one.
Day next_period(Day first, Per per);

/// One run of one runner, as far as totals care.
struct TalliedRun {
    RunId run;
    Day day;
    std::optional<Metres> distance;
    std::optional<Seconds> duration;
    std::span<const std::string> tags;
};

/// Sums of runs.
struct Totals {
    int runs = 0;
    int days = 0;                    ///< different days with a run
    std::optional<Metres> distance;  ///< of the runs that tell one; nothing where none does
    std::optional<Seconds> duration; ///< likewise
    Metres paced_distance;           ///< of the runs that tell both: what a pace is made of
    Seconds paced_duration{0};
};

/// The totals of one period, as far as the window reaches.
struct PeriodTotals {
    Day first;               ///< in the window
    Day last;                ///< likewise
    bool is_cut = false;     ///< the window ends before it does, or begins after
    bool is_running = false; ///< it is not over yet
    Totals totals;

    /// Whether averages may count it.
    bool is_whole() const { return !is_cut && !is_running; }
};

/// What a period comes to on average, of those that are whole.
struct Average {
    int periods = 0; ///< at least 1
    double runs = 0;
    double days = 0;
    std::optional<double> metres;  ///< nothing where there are runs, and none of them tells a distance
    std::optional<double> seconds; ///< likewise
};

/// A single run that stands out.
struct Feat {
    RunId run;
    Day day;
    std::optional<Metres> distance;
    std::optional<Seconds> duration;
};

/// Days with a run in spite of something.
struct ShowedUp {
    int days = 0;                                ///< on which at least one thing was told
    std::array<int, hardships.size()> days_in{}; ///< by hardship, in the order of `hardships`
};

/// All that a tally comes to.
struct Summary {
    Day since;
    Day until;
    std::vector<PeriodTotals> periods; ///< the oldest first, those without a run too; none where there is no window
    Totals total;
    std::optional<Average> average;
    std::optional<Feat> longest;           ///< by time; the first of several, like the next two
    std::optional<Feat> furthest;          ///< by distance
    std::optional<PeriodTotals> best_week; ///< most distance, or most runs where none tells a distance
    ShowedUp showed_up;
};

/// Adds runs up one by one. Keeps periods, not runs.
class Tally {
public:
    /// The window: from `since`, else from the first run, to `until`, both included, as seen on `today`. `since` must
    /// not come after `until`, nor `until` after `today`.
    Tally(Per per, date::weekday week_begins, std::optional<Day> since, Day until, Day today);

    /// Runs of the window alone, the oldest day first.
    void add(const TalliedRun& run);

    Summary summary() const;

private:
    PeriodTotals period_from(Day first, Per per) const;
    void reach(Day day);
    void add_to_week(const TalliedRun& run, bool is_new_day);
    void add_tags(const TalliedRun& run);

    Per per_;
    date::weekday week_begins_;
    std::optional<Day> since_;
    Day until_;
    Day today_;
    std::optional<Day> newest_; ///< the day of the last run
    std::vector<PeriodTotals> periods_;
    Totals total_;
    std::optional<Feat> longest_;
    std::optional<Feat> furthest_;
    std::optional<PeriodTotals> week_; ///< that of the last run
    std::optional<PeriodTotals> furthest_week_;
    std::optional<PeriodTotals> busiest_week_;
    std::optional<Day> last_hardship_;
    std::array<std::optional<Day>, hardships.size()> last_in_{}; ///< the last day that was counted
    ShowedUp showed_up_;
};

} // namespace runlog
