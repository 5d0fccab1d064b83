#include "in_company.hpp"

#include "runlog/store/company.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace runlog::cli {

namespace {

Comparison compared(const std::vector<double>& differences, double coverage) {
    return {differences.size(), difference_of(differences, coverage)};
}

/// The runs that have a pace, and which they are.
struct Measured {
    std::vector<ComparedRun> runs;
    std::vector<RunId> ids;
};

Measured read_runs(const store::Log& log, InCompany& one, Day since, Day until) {
    Measured measured;
    store::each_own_run(log, one.member.id, since, until, [&](const store::OwnRun& run) {
        ++(run.in_company ? one.together : one.alone);
        if (!run.distance || !run.duration) return;
        ++(run.in_company ? one.together_measured : one.alone_measured);
        measured.runs.push_back({run.day, *run.distance, *run.duration, run.in_company});
        measured.ids.push_back(run.run);
    });
    return measured;
}

void pair_off_runs(InCompany& one, const Measured& measured) {
    for (const auto& pair : pair_off(measured.runs)) {
        const auto& together = measured.runs[pair.together];
        const auto& alone = measured.runs[pair.alone];
        one.pairs.push_back(
            {together, alone, measured.ids[pair.together], measured.ids[pair.alone], faster_by(together, alone)});
    }
    std::vector<double> differences;
    for (const auto& pair : one.pairs) differences.push_back(pair.faster);
    one.comparison = compared(differences, coverage_of_members);
}

struct Times {
    int runs = 0;
    Day last;
    std::vector<double> differences;
};

void add_companions(InCompany& one, const store::Log& log, const People& people, Day since, Day until) {
    std::map<RunId, double> differences;
    for (const auto& pair : one.pairs) differences.emplace(pair.together_run, pair.faster);
    std::map<MemberId, Times> with;
    store::each_run_in_company(log, one.member.id, since, until, [&](const store::RunInCompany& run) {
        const auto faster = differences.find(run.run);
        for (const MemberId other : run.others) {
            if (!people.contains(other)) continue; // came into the log while it was read
            auto& times = with[other];
            ++times.runs;
            times.last = run.day;
            if (faster != differences.end()) times.differences.push_back(faster->second);
        }
    });
    for (const auto& [member, times] : with)
        one.with.push_back({member, times.runs, times.last, compared(times.differences, coverage_of_companions)});
    std::sort(one.with.begin(), one.with.end(), [&](const Companion& a, const Companion& b) {
        return std::tuple(-a.runs, people.at(a.member).handle) < std::tuple(-b.runs, people.at(b.member).handle);
    });
}

} // namespace

InCompany in_company(const store::Log& log, const People& people, const Member& member, Day since, Day until) {
    InCompany one;
    one.member = member;
    pair_off_runs(one, read_runs(log, one, since, until));
    add_companions(one, log, people, since, until);
    return one;
}

Comparison all_of(const std::vector<InCompany>& members) {
    std::vector<double> differences;
    for (const auto& one : members)
        for (const auto& pair : one.pairs) differences.push_back(pair.faster);
    return compared(differences, coverage_of_members);
}

std::optional<std::string> pace_gain_text(const InCompany& one, Unit unit) {
    if (!one.comparison.difference) return std::nullopt;
    std::vector<double> paces; // seconds for a metre
    for (const auto& pair : one.pairs)
        paces.push_back(static_cast<double>(pair.alone.duration.count()) /
                        static_cast<double>(pair.alone.distance.value));
    const auto middle = paces.begin() + static_cast<std::ptrdiff_t>(paces.size() / 2);
    std::nth_element(paces.begin(), middle, paces.end());
    const double gain = *middle * std::abs(std::expm1(-one.comparison.difference->value));
    constexpr std::int64_t far = 1'000'000; // so that whole seconds are exact enough
    const auto seconds = std::llround(gain * far);
    if (seconds < far / 1000) return std::nullopt;
    const std::string text = pace_text(Metres{far}, Seconds{seconds}, unit);
    return fmt::format("{} {}", text.substr(0, text.find(' ')), unit == Unit::km ? "a kilometre" : "a mile");
}

std::vector<Duo> duos_of(const std::vector<InCompany>& members, const People& people) {
    std::map<std::pair<MemberId, MemberId>, Duo> duos;
    std::map<MemberId, bool> is_told;
    for (const auto& one : members) is_told[one.member.id] = true;
    for (const auto& one : members)
        for (const auto& other : one.with) {
            if (!is_told.contains(other.member)) continue;
            const auto [a, b] = std::minmax(one.member.id, other.member);
            const auto [at, is_new] = duos.try_emplace({a, b}, Duo{a, b, other.runs, other.last});
            // Where one of the two told a run twice, once from a watch, they ran together as often as the other says.
            if (!is_new) at->second.runs = std::min(at->second.runs, other.runs);
        }
    std::vector<Duo> all;
    const auto handle = [&](MemberId member) { return people.at(member).handle; };
    for (auto& [pair, duo] : duos) {
        if (handle(duo.other) < handle(duo.one)) std::swap(duo.one, duo.other);
        all.push_back(duo);
    }
    std::sort(all.begin(), all.end(), [&](const Duo& a, const Duo& b) {
        return std::tuple(-a.runs, handle(a.one), handle(a.other)) <
               std::tuple(-b.runs, handle(b.one), handle(b.other));
    });
    return all;
}

std::vector<LongAlone> long_alone(const store::Log& log, Roll& roll, const std::vector<Member>& members, Day since) {
    const Day today = roll.today();
    const Day a_while_ago = today - a_while;
    std::vector<LongAlone> all;
    for (const auto& member : members) {
        const Participant& who = roll.participant(member);
        const auto* membership = membership_on(who.memberships, today);
        if (!membership || !membership_on(who.memberships, a_while_ago)) continue;
        const auto company = store::last_company(log, member.id, std::min(since, a_while_ago), today);
        if (company && company->day > a_while_ago) continue;
        const bool off = on_leave(who.leaves, today);
        all.push_back({member, company ? std::optional(company->day) : std::nullopt, membership->remote, off,
                       off ? leave_ends(who.leaves, today) : std::nullopt});
    }
    std::stable_sort(all.begin(), all.end(), [](const LongAlone& a, const LongAlone& b) { return a.last < b.last; });
    return all;
}

} // namespace runlog::cli
