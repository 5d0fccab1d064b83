#include "runlog/domain/error.hpp"
#include "runlog/domain/plan.hpp"
#include "runlog/store/journal.hpp"
#include "runlog/store/log.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/runs.hpp"
#include "runlog/store/schedule.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

/// Makes a log to measure with: `runlog-bench-log FILE RUNS MEMBERS [GROUPS]`. The same numbers give the same runs.
/// The members are m01, m02 and so on; the log is m01's. Every second member has a plan and every third was away now
/// and then, so that m05 is one whose streaks are a matter of runs alone. Groups have thirty members, began sixty
/// weeks ago, and meet on Tuesdays and Saturdays.
namespace {

using namespace runlog;
using namespace runlog::store;

constexpr Day today{date::local_days{date::year{2026} / 11 / 21}};
constexpr Instant now = date::sys_days{date::year{2026} / 11 / 21} + std::chrono::hours{12};
constexpr std::chrono::seconds offset = std::chrono::hours{1};
constexpr std::size_t runs_per_change = 20'000;
constexpr int members_per_group = 30;
constexpr int longest_gap = 21;
constexpr int founded = 60 * 7; ///< days before today on which the groups began; their members ran before that too

struct Wishes {
    std::string file;
    int runs = 0;
    int members = 0;
    int groups = 0;
};

/// One run before it is written, small because there are a million of them.
struct Outing {
    int day = 0; ///< days before today
    int metres = 0;
    int seconds = 0;
    int minute = 0; ///< of the day
    int group = -1; ///< -1 for none
    std::string session;
    std::vector<int> members;
};

class Chance {
public:
    int between(int least, int most) { return least + static_cast<int>(engine_() % std::uint64_t(most - least + 1)); }
    bool percent(int share) { return between(1, 100) <= share; }

private:
    std::mt19937_64 engine_{20261121};
};

/// How one member runs: on which days of a week, how far, and which days they are off for a while.
class Habit {
public:
    Habit(int member, Chance& chance) : pace_(chance.between(290, 420)), usual_(chance.between(4000, 11000)) {
        for (int day = 0; day < 7; ++day) runs_on_[static_cast<std::size_t>(day)] = (day * 5 + member) % 7 < 5;
        runs_on_[0] = true; // today's weekday, on which the groups meet
    }

    bool runs(int days_ago, Chance& chance) {
        if (days_ago < 2) return true;
        if (off_ > 0) return --off_, false;
        if (chance.between(1, 150) == 1) off_ = chance.between(3, longest_gap);
        return runs_on_[static_cast<std::size_t>(days_ago % 7)] && chance.percent(92);
    }

    int metres(Chance& chance) const { return usual_ + 10 * chance.between(-200, 300); }
    int seconds(int metres) const { return metres * pace_ / 1000; }

private:
    int pace_; ///< seconds for a kilometre
    int usual_;
    std::array<bool, 7> runs_on_{};
    int off_ = 0;
};

/// The group of a member, whose members stand side by side; -1 where it has none.
int group_of(int member, const Wishes& wishes) {
    const int group = member / members_per_group;
    return group < wishes.groups ? group : -1;
}

/// A session of each group's week.
struct Meeting {
    const char* title;
    date::weekday weekday;
    int minute;
};
constexpr std::array meetings{Meeting{"Track", date::Tuesday, 18 * 60 + 30},
                              Meeting{"Trail run", date::Saturday, 6 * 60}};

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

/// Puts together who of one day's runners ran with whom, neighbours mostly alone.
std::vector<Outing> outings_of_day(int day, const std::vector<int>& runners, std::vector<Habit>& habits,
                                   const Wishes& wishes, Chance& chance) {
    std::vector<Outing> outings;
    for (std::size_t next = 0; next < runners.size();) {
        const int member = runners[next];
        Outing outing;
        outing.day = day;
        const int company = chance.percent(15) ? chance.between(2, 4) : 1;
        for (int i = 0; i < company && next < runners.size(); ++i) outing.members.push_back(runners[next++]);
        const Habit& habit = habits[static_cast<std::size_t>(member)];
        outing.metres = habit.metres(chance);
        outing.seconds = habit.seconds(outing.metres);
        outing.minute = chance.percent(60) ? chance.between(330, 480) : chance.between(990, 1200);
        if (const int group = group_of(member, wishes); group >= 0) meet(outing, group, chance);
        outings.push_back(outing);
    }
    return outings;
}

/// Everybody rests over the turn of the year, so that a log of any size holds the end of every streak.
bool is_rest(int days_ago) {
    const date::year_month_day ymd{today - date::days{days_ago}};
    return ymd.month() == date::December ? ymd.day() >= date::day{18}
                                         : ymd.month() == date::January && ymd.day() <= date::day{3};
}

/// So many outings back from today, the oldest first.
std::vector<Outing> imagine(const Wishes& wishes) {
    Chance chance;
    std::vector<Habit> habits;
    for (int member = 0; member < wishes.members; ++member) habits.emplace_back(member, chance);
    const auto wanted = static_cast<std::size_t>(wishes.runs);
    std::vector<Outing> outings;
    outings.reserve(wanted + static_cast<std::size_t>(wishes.members));
    for (int day = 0; outings.size() < wanted; ++day) {
        std::vector<int> runners;
        for (int member = 0; member < wishes.members && !is_rest(day); ++member)
            if (habits[static_cast<std::size_t>(member)].runs(day, chance)) runners.push_back(member);
        for (auto& outing : outings_of_day(day, runners, habits, wishes, chance)) outings.push_back(std::move(outing));
    }
    outings.resize(wanted);
    std::reverse(outings.begin(), outings.end());
    return outings;
}

std::string member_handle(int member) {
    return fmt::format("m{:02}", member + 1);
}

std::string group_handle(int group) {
    return fmt::format("g{:02}", group + 1);
}

Member imagined_member(int number) {
    Member member;
    member.handle = member_handle(number);
    member.name = fmt::format("Member {}", number + 1);
    return member;
}

Run run_of(const Outing& outing) {
    Run run;
    run.day = today - date::days{outing.day};
    // Nobody runs after now.
    const int minute = outing.day == 0 ? std::min(outing.minute, 600) : outing.minute;
    run.start = Placed{LocalTime{run.day} + std::chrono::minutes{minute}, offset};
    run.zone = "Europe/Berlin";
    run.distance = Metres{outing.metres};
    run.duration = Seconds{outing.seconds};
    for (const int member : outing.members) run.members.push_back(member_handle(member));
    if (outing.group >= 0) run.group = group_handle(outing.group);
    if (!outing.session.empty()) run.session = outing.session;
    if (minute < 360) run.tags.emplace_back("dark");
    return run;
}

void add_promises(Writer& writer, int number, MemberId member) {
    if (number % 2 == 1) {
        Plan plan;
        plan.days_per_week = 3 + number % 3;
        plan.when = DayRange{today - date::days{700}, std::nullopt};
        set_plans(writer, member, {plan});
    }
    if (number % 3 != 2) return;
    for (int back = 60; back <= 600; back += 180) {
        Leave leave;
        leave.when = DayRange{today - date::days{back + number % 30}, today - date::days{back + number % 30 - 10}};
        leave.reason = "travel";
        leave.announced = now - date::days{back + 40};
        add_leave(writer, member, leave);
    }
}

void add_rules(Writer& writer, GroupId group) {
    std::vector<Rule> rules;
    for (const auto& meeting : meetings) {
        Rule rule;
        rule.title = meeting.title;
        rule.pattern = {Pattern::Kind::weekly, {meeting.weekday}, 1, {}};
        rule.starts = std::chrono::minutes{meeting.minute};
        rule.zone = "Europe/Berlin";
        rule.when.from = rule.anchor = today - date::days{founded};
        rules.push_back(rule);
    }
    set_rules(writer, group, rules);
}

std::string add_people(Writer& writer, const Wishes& wishes) {
    std::vector<GroupId> groups;
    for (int number = 0; number < wishes.groups; ++number) {
        Group group;
        group.handle = group_handle(number);
        groups.push_back(add_group(writer, group));
        add_rules(writer, groups.back());
    }
    for (int number = 0; number < wishes.members; ++number) {
        const MemberId member = number == 0 ? owner(writer.log()).id : add_member(writer, imagined_member(number));
        add_promises(writer, number, member);
        const int group = group_of(number, wishes);
        if (group < 0) continue;
        Membership membership;
        membership.role = number % members_per_group == 0 ? Role::coach : Role::member;
        membership.when = DayRange{today - date::days{founded}, std::nullopt};
        set_memberships(writer, groups[static_cast<std::size_t>(group)], member, {membership});
    }
    return fmt::format("{} members", wishes.members);
}

void make(const Wishes& wishes) {
    Log log = Log::create(wishes.file, imagined_member(0), now);
    change(log, now, "import", [&](Writer& writer) { return add_people(writer, wishes); });
    const auto outings = imagine(wishes);
    for (std::size_t first = 0; first < outings.size(); first += runs_per_change)
        change(log, now, "import", [&](Writer& writer) {
            const std::size_t end = std::min(first + runs_per_change, outings.size());
            for (std::size_t i = first; i < end; ++i) add_run(writer, run_of(outings[i]));
            return fmt::format("{} runs", end - first);
        });
}

int number_from(std::string_view text, int least, int most) {
    int number = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (trouble != std::errc{} || end != text.data() + text.size() || number < least || number > most)
        throw Error(fmt::format("'{}' is not a number from {} to {}.", text, least, most));
    return number;
}

Wishes wishes_from(const std::vector<std::string>& words) {
    if (words.size() < 3 || words.size() > 4)
        throw Error("This needs a file, a number of runs and a number of members.",
                    "runlog-bench-log FILE RUNS MEMBERS [GROUPS]");
    Wishes wishes;
    wishes.file = words[0];
    wishes.members = number_from(words[2], 1, 10'000);
    // Everybody has run today and yesterday.
    wishes.runs = number_from(words[1], 2 * wishes.members, 10'000'000);
    wishes.groups = words.size() == 4 ? number_from(words[3], 0, 1'000) : 1;
    return wishes;
}

} // namespace

int main(int count, char** words) {
    try {
        make(wishes_from({words + 1, words + count}));
        return 0;
    } catch (const Error& error) {
        fmt::print(stderr, "{} {}\n", error.what(), error.hint());
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
    }
    return 2;
}
