#include "runlog/domain/check_in.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace runlog {

namespace {

const CheckIn* of_member(std::span<const CheckIn> all, const std::string& member) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const CheckIn& one) { return one.member == member; });
    return found == all.end() ? nullptr : &*found;
}

bool is_milestone(int weeks) {
    static constexpr std::array first{4, 10, 26};
    return std::find(first.begin(), first.end(), weeks) != first.end() || (weeks > 0 && weeks % 52 == 0);
}

/// Whether a milestone lies after `before` weeks, up to `now`.
bool passed_milestone(int before, int now) {
    for (int weeks = before + 1; weeks <= now; ++weeks)
        if (is_milestone(weeks)) return true;
    return false;
}

bool is_news(News news, const CheckIn& before, const CheckIn& now) {
    switch (news) {
    case News::silent:
        return now.in_a_row > before.in_a_row && now.state != MissedState::excused &&
               now.state != MissedState::long_gone;
    case News::came_back: return before.in_a_row > 0 && now.in_a_row == 0;
    case News::back_from_leave: return before.away && !now.away;
    case News::went_on_leave: return !before.away && now.away;
    case News::streak_lost: return before.weeks_in_a_row > 0 && now.weeks_in_a_row == 0;
    case News::milestone: return passed_milestone(before.weeks_in_a_row, now.weeks_in_a_row);
    case News::plan_changed: return before.days_per_week != now.days_per_week;
    case News::joined:
    case News::left: break;
    }
    return false;
}

constexpr std::array of_both{News::silent,      News::came_back, News::back_from_leave, News::went_on_leave,
                             News::streak_lost, News::milestone, News::plan_changed};

} // namespace

std::string_view to_text(News news) {
    switch (news) {
    case News::silent: return "silent";
    case News::came_back: return "came_back";
    case News::back_from_leave: return "back_from_leave";
    case News::went_on_leave: return "went_on_leave";
    case News::streak_lost: return "streak_lost";
    case News::milestone: return "milestone";
    case News::plan_changed: return "plan_changed";
    case News::left: return "left";
    case News::joined: break;
    }
    return "joined";
}

std::vector<Change> changes(std::span<const CheckIn> before, std::span<const CheckIn> now) {
    std::vector<Change> all;
    for (const auto& one : now) {
        const CheckIn* then = of_member(before, one.member);
        if (!then) {
            all.push_back({News::joined, std::nullopt, one});
            continue;
        }
        for (const News news : of_both)
            if (is_news(news, *then, one)) all.push_back({news, *then, one});
    }
    for (const auto& one : before)
        if (!of_member(now, one.member)) all.push_back({News::left, one, std::nullopt});
    std::sort(all.begin(), all.end(), [](const Change& a, const Change& b) {
        return std::tuple(a.news, a.member()) < std::tuple(b.news, b.member());
    });
    return all;
}

} // namespace runlog
