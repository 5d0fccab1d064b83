#include "outings.hpp"
#include "runlog/domain/error.hpp"
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
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

/// Makes a log to measure with: `runlog-bench-log FILE runs=25000 members=12 groups=1 size=30 active=12 daily=1`. The
/// same words give the same runs. The members are m01, m02 and so on; the log is m01's. Every second member has a plan
/// and every third was away now and then, so that m05 is one whose streaks are a matter of runs alone. Groups meet on
/// Tuesdays and Saturdays.
namespace {

using namespace runlog;
using namespace runlog::bench;
using namespace runlog::store;

constexpr Instant now{today.time_since_epoch() + std::chrono::hours{11}};
constexpr std::chrono::seconds offset = std::chrono::hours{1};
constexpr int runs_per_change = 20'000; ///< about, as by an import of a large file

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

std::vector<GroupId> add_groups(Writer& writer, const Club& club) {
    std::vector<GroupId> groups;
    for (int number = 0; number < club.groups; ++number) {
        Group group;
        group.handle = group_handle(number);
        groups.push_back(add_group(writer, group));
        add_rules(writer, groups.back());
    }
    return groups;
}

std::string add_people(Writer& writer, const Club& club) {
    const auto groups = add_groups(writer, club);
    for (int number = 0; number < club.members; ++number) {
        const MemberId member = number == 0 ? owner(writer.log()).id : add_member(writer, imagined_member(number));
        add_promises(writer, number, member);
        const int group = club.group_of(number);
        if (group < 0) continue;
        Membership membership;
        membership.role = number % club.size == 0 ? Role::coach : Role::member;
        membership.when = DayRange{today - date::days{founded}, std::nullopt};
        set_memberships(writer, groups[static_cast<std::size_t>(group)], member, {membership});
    }
    return fmt::format("{} members", club.members);
}

void make(const std::string& file, const Club& club) {
    Log log = Log::create(file, imagined_member(0), now);
    change(log, now, "import", [&](Writer& writer) { return add_people(writer, club); });
    const Past past(club);
    for (int day = past.oldest_day(); day >= 0;)
        change(log, now, "import", [&](Writer& writer) {
            int added = 0;
            for (; day >= 0 && added < runs_per_change; --day)
                for (const auto& outing : past.outings_on(day)) {
                    add_run(writer, run_of(outing));
                    ++added;
                }
            return fmt::format("{} runs", added);
        });
}

int number_from(std::string_view text, int least, int most) {
    int number = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (trouble != std::errc{} || end != text.data() + text.size() || number < least || number > most)
        throw Error(fmt::format("'{}' is not a number from {} to {}.", text, least, most));
    return number;
}

void set(Club& club, std::string_view word) {
    struct Wish {
        std::string_view name;
        int Club::*number;
        int least;
        int most;
    };
    constexpr std::array wishes{Wish{"runs", &Club::runs, 1, 10'000'000}, Wish{"members", &Club::members, 1, 10'000},
                                Wish{"groups", &Club::groups, 0, 1'000},  Wish{"size", &Club::size, 1, 10'000},
                                Wish{"active", &Club::active, 1, 10'000}, Wish{"daily", &Club::daily, 1, 4}};
    const auto name = word.substr(0, word.find('='));
    const auto wish = std::find_if(wishes.begin(), wishes.end(), [&](const Wish& one) { return one.name == name; });
    if (wish == wishes.end()) throw Error(fmt::format("There is nothing called '{}' to wish for.", name));
    word.remove_prefix(std::min(name.size() + 1, word.size()));
    club.*wish->number = number_from(word, wish->least, wish->most);
}

void make(const std::vector<std::string>& words) {
    if (words.empty())
        throw Error("This needs a file.", "runlog-bench-log FILE runs=N [members=N groups=N size=N active=N daily=N]");
    Club club;
    for (auto word = words.begin() + 1; word != words.end(); ++word) set(club, *word);
    if (club.runs < 2 * club.still_running()) throw Error("Everybody has run today and yesterday: wish for more runs.");
    make(words.front(), club);
}

} // namespace

int main(int count, char** words) {
    try {
        make({words + 1, words + count});
        return 0;
    } catch (const Error& error) {
        fmt::print(stderr, "{} {}\n", error.what(), error.hint());
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
    }
    return 2;
}
