#include "runlog/domain/session_streak.hpp"

#include "chain.hpp"

#include <algorithm>

namespace runlog {

namespace {

/// A session, or a week of them, on the way back.
struct Link {
    Day first;
    Day last;
    bool is_kept = false;
    bool is_broken = false;
    int needs = 0;                ///< sessions it still waits for
    int can = 0;                  ///< of those that it waits for, how many can still be attended
    std::optional<Day> keep_by{}; ///< the last day for that

    bool kept() const { return is_kept; }
    bool neutral() const { return !is_kept && !is_broken; }
};

/// Walks back through a member's weeks, or through their sessions one by one.
class Walk {
public:
    Walk(Step step, Day today, AttendanceWeeks weeks) : step_(step), today_(today), weeks_(std::move(weeks)) {}

    std::optional<Link> operator()() {
        if (step_ == Step::week) return next_week();
        while (sessions_.empty() && !done_) pull();
        if (sessions_.empty()) return std::nullopt;
        const Attendance one = sessions_.back();
        sessions_.pop_back();
        return link_of(one);
    }

    const std::optional<Attendance>& newest() const { return newest_; }
    const std::optional<Attendance>& missed() const { return missed_; }

private:
    std::optional<AttendanceWeek> pull() {
        auto week = weeks_();
        done_ = !week;
        if (!week) return week;
        for (const auto& one : week->sessions) {
            if (one.day() > today_) continue;
            sessions_.push_back(one);
        }
        return week;
    }

    void remember(const Attendance& one) {
        const bool counts = one.presence != Presence::cancelled && one.presence != Presence::not_expected;
        if (counts && !newest_) newest_ = one;
        if (one.presence == Presence::missed) missed_ = one;
    }

    Link link_of(const Attendance& one) {
        remember(one);
        Link link{one.day(), one.day()};
        link.is_kept = one.attended();
        link.is_broken = one.presence == Presence::missed;
        if (one.presence == Presence::pending) wait_for(link, one);
        return link;
    }

    static void wait_for(Link& link, const Attendance& one) {
        ++link.needs;
        ++link.can;
        link.keep_by = std::max(link.keep_by.value_or(*one.keep_by), *one.keep_by);
    }

    std::optional<Link> next_week() {
        const auto week = pull();
        if (!week) return std::nullopt;
        sessions_.clear();
        Link link{week->first, week->first + date::days{6}};
        bool came = false;
        for (auto one = week->sessions.rbegin(); one != week->sessions.rend(); ++one) {
            if (one->day() <= today_) remember(*one);
            came = came || one->attended();
            link.is_broken = link.is_broken || one->presence == Presence::missed;
            if (one->presence == Presence::pending) wait_for(link, *one);
        }
        link.needs = week->needs;
        link.is_kept = came && link.needs == 0 && !link.is_broken;
        return link;
    }

    Step step_;
    Day today_;
    AttendanceWeeks weeks_;
    std::vector<Attendance> sessions_; ///< not yet walked, the newest last
    std::optional<Attendance> newest_;
    std::optional<Attendance> missed_;
    bool done_ = false;
};

/// What is still waited for, looked for among the links up to the first that is decided.
struct Waiting {
    int needs = 0;
    bool can_be = true;
    std::optional<Day> keep_by; ///< the earliest of the days by which something must be done

    void add(const Link& link) {
        if (link.needs == 0) return;
        needs += link.needs;
        if (link.needs > link.can) can_be = false;
        if (link.keep_by && (!keep_by || *link.keep_by < *keep_by)) keep_by = link.keep_by;
    }
};

void set_state(Streak& streak, const Waiting& waiting, bool satisfied, bool away) {
    streak.needs = waiting.needs;
    if (streak.length() == 0)
        streak.state = StreakState::broken;
    else if (satisfied)
        streak.state = StreakState::kept;
    else if (away)
        streak.state = StreakState::paused;
    else if (waiting.needs == 0)
        streak.state = StreakState::kept;
    else
        streak.state = waiting.can_be ? StreakState::open : StreakState::lost;
    if (streak.state == StreakState::open) streak.keep_by = waiting.keep_by;
}

} // namespace

Step session_step(std::span<const Membership> memberships, Day today) {
    const Membership* membership = membership_on(memberships, today);
    const bool by_week = membership && membership->commitment.kind == Commitment::Kind::per_week;
    return by_week ? Step::week : Step::session;
}

SessionStreak session_streak(Step step, Day today, std::span<const Leave> leaves, AttendanceWeeks weeks) {
    Walk walk(step, today, std::move(weeks));
    Waiting waiting;
    std::optional<Link> current;
    const auto watched = [&] {
        auto link = walk();
        if (!link) return link;
        // A week that cannot be kept any more and is not over has not ended anything yet.
        const bool is_running = !current && step == Step::week;
        if (is_running && link->is_broken) {
            waiting.can_be = false;
            link->is_broken = false;
        }
        if (!link->is_broken) waiting.add(*link);
        if (!current) current = link;
        return link;
    };
    SessionStreak result;
    result.streak.by = By::session;
    result.streak.step = step;
    const auto ended_by = chain::collect(watched, result.streak.stretch, today);
    if (ended_by) result.ended_by = walk.missed();
    result.newest = walk.newest();
    const Waiting until_decided = waiting;
    if (!result.streak.stretch) result.streak.last = chain::stretch_before(walk, today);
    const bool away = on_leave(leaves, today);
    if (away) result.streak.until = leave_ends(leaves, today);
    const bool satisfied =
        current && current->is_kept && (!away || step == Step::week || on_leave(leaves, current->last));
    set_state(result.streak, until_decided, satisfied && until_decided.needs == 0, away);
    return result;
}

std::optional<Stretch> best_session_stretch(Step step, Day today, AttendanceWeeks weeks) {
    Walk walk(step, today, std::move(weeks));
    return chain::longest(walk, std::nullopt, today);
}

namespace {

struct GatheringLink {
    Day first;
    Day last;
    Gathering gathering;
    bool is_open = false; ///< too few yet, and not closed

    bool kept() const { return !gathering.session.cancelled() && gathering.there >= gathering.quorum; }
    bool neutral() const { return gathering.session.cancelled() || (is_open && !kept()); }
};

/// The group's sessions as links.
class GatheringWalk {
public:
    GatheringWalk(Instant as_of, Gatherings gatherings) : as_of_(as_of), gatherings_(std::move(gatherings)) {}

    std::optional<GatheringLink> operator()() {
        const auto one = gatherings_();
        if (!one) return std::nullopt;
        if (!newest_ && !one->session.cancelled()) newest_ = one;
        return GatheringLink{one->session.day(), one->session.day(), *one, as_of_ < one->closes};
    }

    const std::optional<Gathering>& newest() const { return newest_; }

private:
    Instant as_of_;
    Gatherings gatherings_;
    std::optional<Gathering> newest_;
};

} // namespace

GroupStreak group_streak(Day today, Instant as_of, Gatherings gatherings) {
    GatheringWalk walk(as_of, std::move(gatherings));
    Waiting waiting;
    const auto watched = [&] {
        auto link = walk();
        if (!link || !link->neutral() || link->gathering.session.cancelled()) return link;
        const Gathering& one = link->gathering;
        const Day keep_by =
            as_of <= one.session.end ? link->last : one.session.day_at(one.closes - std::chrono::seconds{1});
        waiting.add(
            Link{link->first, link->last, false, false, one.quorum - one.there, one.quorum - one.there, keep_by});
        return link;
    };
    GroupStreak result;
    result.streak.by = By::group;
    result.streak.step = Step::session;
    const auto ended_by = chain::collect(watched, result.streak.stretch, today);
    if (ended_by) result.ended_by = ended_by->gathering;
    result.newest = walk.newest();
    if (!result.streak.stretch) result.streak.last = chain::stretch_before(walk, today);
    set_state(result.streak, waiting, waiting.needs == 0, false);
    return result;
}

std::optional<Stretch> best_group_stretch(Day today, Instant as_of, Gatherings gatherings) {
    GatheringWalk walk(as_of, std::move(gatherings));
    return chain::longest(walk, std::nullopt, today);
}

} // namespace runlog
