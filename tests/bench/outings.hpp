#pragma once

#include "runlog/domain/calendar.hpp"

#include <array>
#include <string>
#include <vector>

namespace runlog::bench {

inline constexpr Day today{date::local_days{date::year{2026} / 11 / 21}};
inline constexpr int founded = 60 * 7; ///< days before today on which the groups began; people ran before that too

/// A session of each group's week.
struct Meeting {
    const char* title;
    date::weekday weekday;
    int minute; ///< of the day
};
inline constexpr std::array meetings{Meeting{"Track", date::Tuesday, 18 * 60 + 30},
                                     Meeting{"Trail run", date::Saturday, 6 * 60}};

/// Who there is, and how much they have run. Members are counted from 0; those who stand side by side run together.
struct Club {
    int runs = 0;
    int members = 1;
    int groups = 1;
    int size = 30;   ///< of a group
    int active = -1; ///< that many still run, the others have stopped; -1 for everybody
    int daily = 1;   ///< runs of a member on a day that they run

    /// The group of a member; -1 where it has none.
    int group_of(int member) const { return member / size < groups ? member / size : -1; }
    int still_running() const { return active < 0 ? members : active; }
};

struct Outing {
    int day = 0; ///< days before today
    int metres = 0;
    int seconds = 0;
    int minute = 0; ///< of the day
    int group = -1; ///< -1 for none
    std::string session;
    std::vector<int> members;
};

/// How one member runs: on which days of a week, how far, and when they are off for a while.
class Habit {
public:
    Habit(int member, bool active);
    bool runs(int days_ago, bool on_a_whim) const;
    int usual() const { return usual_; }
    int pace() const { return pace_; }

private:
    bool pauses(int days_ago) const;

    int member_;
    bool active_;
    int pace_;  ///< seconds for a kilometre
    int usual_; ///< metres
    std::array<bool, 7> runs_on_{};
};

/// What a club has run, by days. A day follows from nothing but itself and who runs together, so that the oldest can be
/// told first, and clubs of any size agree about the people and the days that they share.
class Past {
public:
    explicit Past(const Club& club);

    int oldest_day() const { return oldest_; }
    std::vector<Outing> outings_on(int days_ago) const;

private:
    void run_together(int circle, int days_ago, int time, std::vector<Outing>& outings) const;

    Club club_;
    std::vector<Habit> habits_;
    int oldest_ = -1;
    std::size_t left_out_ = 0; ///< on the oldest day, for there to be as many runs as were wanted
};

} // namespace runlog::bench
