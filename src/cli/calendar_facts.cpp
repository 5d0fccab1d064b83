#include "calendar_facts.hpp"

#include "lookup.hpp"
#include "runlog/store/company.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/runs.hpp"

#include <algorithm>
#include <set>

namespace runlog::cli {

void RunSums::add(std::optional<Metres> metres, std::optional<Seconds> seconds) {
    ++runs;
    if (metres) distance = Metres{distance.value_or(Metres{}).value + metres->value};
    if (seconds) duration = duration.value_or(Seconds{}) + *seconds;
}

int MemberYear::count(DayMark mark) const {
    return static_cast<int>(
        std::count_if(days.begin(), days.end(), [&](const MemberDay& one) { return one.mark == mark; }));
}

namespace {

/// Collects what is known of a member's days.
class MemberFacts {
public:
    MemberFacts(Context& context, const Member& member, Day first, Day last, Roll* group)
        : context_(context), member_(member), first_(first), last_(last), group_(group),
          facts_(static_cast<std::size_t>((last - first).count()) + 1), sums_(facts_.size()) {}

    MemberYear collect(Day today) {
        add_runs();
        add_leave();
        if (group_)
            add_missed(*group_);
        else
            for (const auto& group : groups()) {
                Roll roll(context_, context_.log(), group);
                if (roll.has_sessions()) add_missed(roll);
            }
        MemberYear year;
        year.sums = total_;
        for (Day day = first_; day <= last_; day += date::days{1})
            year.days.push_back({day, mark_of(day, today, facts_[at(day)]), sums_[at(day)]});
        const Day end = std::min(last_, today);
        year.longest_days = longest(By::day, end, first_);
        year.longest_weeks = longest(By::week, end, week_start(first_, context_.settings().week_begins));
        return year;
    }

private:
    std::size_t at(Day day) const { return static_cast<std::size_t>((day - first_).count()); }

    /// The runs that count here; all of them where no group is asked for.
    std::optional<std::set<RunId>> runs_with_group() const {
        if (!group_) return std::nullopt;
        store::RunFilter filter;
        filter.members = {member_.id};
        filter.group = group_->group().id;
        filter.since = first_;
        filter.until = last_;
        std::set<RunId> runs;
        store::each_run(context_.log(), filter, [&](const Run& run) { runs.insert(run.id); });
        return runs;
    }

    void add_runs() {
        const auto wanted = runs_with_group();
        store::each_own_run(context_.log(), member_.id, first_, last_, [&](const store::OwnRun& run) {
            if (wanted && !wanted->contains(run.run)) return;
            auto& facts = facts_[at(run.day)];
            ++facts.runs;
            facts.in_company = facts.in_company || run.in_company;
            sums_[at(run.day)].add(run.distance, run.duration);
            total_.add(run.distance, run.duration);
        });
    }

    void add_leave() {
        const auto leaves =
            group_ ? group_->participant(member_).leaves : store::promises(context_.log(), member_.id).leaves;
        for (Day day = first_; day <= last_; day += date::days{1}) facts_[at(day)].on_leave = on_leave(leaves, day);
    }

    void add_missed(Roll& roll) {
        for (const auto& one : roll.attendance_of(member_, first_, std::min(last_, roll.today())))
            if (one.presence == Presence::missed) facts_[at(one.day())].missed_session = true;
    }

    /// The groups that the member was in on some of the days.
    std::vector<Group> groups() const {
        std::vector<Group> groups;
        for (const auto& row : store::memberships_of_member(context_.log(), member_.id)) {
            const bool is_new = groups.empty() || groups.back().handle != row.group;
            if (is_new && overlap(row.when, {first_, last_ + date::days{1}}))
                groups.push_back(group_called(context_.log(), row.group));
        }
        return groups;
    }

    std::optional<Stretch> longest(By by, Day end, Day since) const {
        if (group_) return std::nullopt;
        auto runs = store::runs_of(context_.log(), member_.id, end);
        return best_stretch(by, end, context_.settings().week_begins, store::promises(context_.log(), member_.id),
                            [runs = std::move(runs), since]() {
                                const auto run = runs();
                                return run && run->day >= since ? run : std::nullopt;
                            });
    }

    Context& context_;
    const Member& member_;
    Day first_;
    Day last_;
    Roll* group_;
    std::vector<DayFacts> facts_; ///< and sums: one a day
    std::vector<RunSums> sums_;
    RunSums total_;
};

} // namespace

MemberYear member_year(Context& context, const Member& member, Day first, Day last, Day today, Roll* group) {
    return MemberFacts(context, member, first, last, group).collect(today);
}

GroupYear group_year(Roll& roll, Day first, Day last) {
    GroupYear year;
    for (Day day = first; day <= last; day += date::days{1}) year.days.push_back({day, GroupMark::none, {}});
    std::vector<Gathering> newest_first;
    const auto gatherings = roll.gatherings(last);
    for (auto one = gatherings(); one && one->session.day() >= first; one = gatherings()) {
        auto& facts = year.days[static_cast<std::size_t>((one->session.day() - first).count())].facts;
        newest_first.push_back(*one);
        if (one->session.cancelled()) {
            ++facts.cancelled;
            ++year.cancelled;
            continue;
        }
        ++facts.sessions;
        facts.came += one->there;
        year.came += one->there;
        const bool is_open = roll.as_of() < one->closes;
        if (is_open) ++facts.open;
        if (one->there > 0 || !is_open) ++year.sessions;
        if (one->there == 0 && !is_open) ++year.nobody;
    }
    for (auto& day : year.days) {
        day.mark = mark_of(day.day, roll.today(), day.facts);
        if (day.facts.came > 0 && day.facts.came >= year.most) {
            year.most = day.facts.came;
            year.fullest = day.day;
        }
    }
    year.longest = best_group_stretch(std::min(last, roll.today()), roll.as_of(),
                                      [all = std::move(newest_first), next = std::size_t{0}]() mutable {
                                          return next < all.size() ? std::optional(all[next++]) : std::nullopt;
                                      });
    return year;
}

} // namespace runlog::cli
