#include "outings.hpp"

#include "runlog/domain/schedule.hpp"

#include <algorithm>
#include <cstdint>

namespace runlog::bench {

namespace {

constexpr int season = 150; ///< days, in which everybody is off once
constexpr int longest_pause = 21;
constexpr int stopped = 20 * 7; ///< days before today on which those stopped who no longer run

enum class About { habit, pause, day };

/// Numbers by chance, the same for the same question.
class Chance {
public:
    Chance(About about, int who, int when = 0)
        : state_(mixed(mixed(mixed(static_cast<std::uint64_t>(about)) + static_cast<std::uint64_t>(who)) +
                       static_cast<std::uint64_t>(when))) {}

    int between(int least, int most) {
        state_ += step;
        return least + static_cast<int>(mixed(state_) % static_cast<std::uint64_t>(most - least + 1));
    }
    bool percent(int share) { return between(1, 100) <= share; }

private:
    static constexpr std::uint64_t step = 0x9e3779b97f4a7c15U;

    // SplitMix64: good enough at once, where a larger generator wants to be warmed up for each of a million questions.
    static std::uint64_t mixed(std::uint64_t number) {
        number += step;
        number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9U;
        number = (number ^ (number >> 27U)) * 0x94d049bb133111ebU;
        return number ^ (number >> 31U);
    }

    std::uint64_t state_;
};

/// Everybody rests over the turn of the year, so that a log of any size holds the end of every streak.
bool is_rest(int days_ago) {
    const date::year_month_day ymd{today - date::days{days_ago}};
    return ymd.month() == date::December ? ymd.day() >= date::day{18}
                                         : ymd.month() == date::January && ymd.day() <= date::day{3};
}

/// Most of a group's runs are its sessions; now and then it meets besides.
void meet(Outing& outing, int group, Chance& chance) {
    if (outing.day > founded) return;
    const Day day = today - date::days{outing.day};
    for (const auto& meeting : meetings) {
        if (date::weekday{day} != meeting.weekday || !chance.percent(75)) continue;
        outing.group = group;
        outing.minute = meeting.minute;
        outing.session = session_text(LocalTime{day} + std::chrono::minutes{meeting.minute});
    }
    if (outing.group < 0 && chance.percent(5)) outing.group = group;
}

} // namespace

Habit::Habit(int member, bool active) : member_(member), active_(active) {
    Chance chance(About::habit, member);
    pace_ = chance.between(290, 420);
    usual_ = chance.between(4000, 11000);
    for (int day = 0; day < 7; ++day) runs_on_[static_cast<std::size_t>(day)] = (day * 5 + member) % 7 < 5;
    runs_on_[0] = true; // today's weekday, on which the groups meet
}

bool Habit::runs(int days_ago, bool on_a_whim) const {
    if (!active_ && days_ago < stopped) return false;
    if (days_ago < 2) return true; // for nobody's streak to hang on chance
    return on_a_whim && runs_on_[static_cast<std::size_t>(days_ago % 7)] && !pauses(days_ago);
}

bool Habit::pauses(int days_ago) const {
    Chance chance(About::pause, member_, days_ago / season);
    const int length = chance.between(3, longest_pause);
    const int first = chance.between(0, season - length);
    const int day = days_ago % season;
    return first <= day && day < first + length;
}

Past::Past(const Club& club) : club_(club) {
    for (int member = 0; member < club.members; ++member) habits_.emplace_back(member, member < club.still_running());
    std::size_t found = 0;
    for (int day = 0; found < static_cast<std::size_t>(club.runs); ++day) {
        found += outings_on(day).size();
        oldest_ = day;
    }
    left_out_ = found - static_cast<std::size_t>(club.runs);
}

std::vector<Outing> Past::outings_on(int days_ago) const {
    std::vector<Outing> outings;
    if (is_rest(days_ago)) return outings;
    for (int time = 0; time < club_.daily; ++time)
        for (int circle = 0; circle * club_.size < club_.members; ++circle)
            run_together(circle, days_ago, time, outings);
    if (days_ago == oldest_) outings.erase(outings.begin(), outings.begin() + static_cast<std::ptrdiff_t>(left_out_));
    return outings;
}

/// Puts together who of a circle's runners of that day ran with whom, mostly alone.
void Past::run_together(int circle, int days_ago, int time, std::vector<Outing>& outings) const {
    Chance chance(About::day, circle, days_ago * club_.daily + time);
    const int end = std::min((circle + 1) * club_.size, club_.members);
    std::vector<int> runners;
    for (int member = circle * club_.size; member < end; ++member)
        if (habits_[static_cast<std::size_t>(member)].runs(days_ago, chance.percent(92))) runners.push_back(member);
    for (auto next = runners.begin(); next != runners.end();) {
        Outing outing;
        outing.day = days_ago;
        const auto company =
            std::min<std::ptrdiff_t>(chance.percent(15) ? chance.between(2, 4) : 1, runners.end() - next);
        outing.members.assign(next, next + company);
        const Habit& habit = habits_[static_cast<std::size_t>(*next)];
        next += company;
        outing.metres = habit.usual() + 10 * chance.between(-200, 300);
        outing.seconds = outing.metres * habit.pace() / 1000;
        outing.minute = chance.percent(60) ? chance.between(330, 480) : chance.between(990, 1200);
        if (const int group = club_.group_of(outing.members.front()); group >= 0) meet(outing, group, chance);
        outings.push_back(std::move(outing));
    }
}

} // namespace runlog::bench
