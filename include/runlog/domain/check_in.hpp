#pragma once

#include "runlog/domain/missed.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What a coach compares from one week to the next.
namespace runlog {

/// How it stands with one member of a group at the end of a day.
struct CheckIn {
    std::string member; ///< the handle
    MissedState state = MissedState::ok;
    int in_a_row = 0;                 ///< sessions missed up to then
    bool away = false;                ///< on leave that day
    int weeks_in_a_row = 0;           ///< in which the plan was kept
    std::optional<int> days_per_week; ///< of the plan in force
};

/// What there is to tell of a member, those first that a coach acts on.
enum class News {
    silent,
    came_back,
    back_from_leave,
    went_on_leave,
    streak_lost,
    milestone,
    plan_changed,
    joined,
    left
};
std::string_view to_text(News news);

/// One piece of news: how it stood, and how it stands. Who joined has no before, who left no now.
struct Change {
    News news = News::joined;
    std::optional<CheckIn> before;
    std::optional<CheckIn> now;

    const std::string& member() const { return now ? now->member : before->member; }
};

/// What changed between two days, by kind of news and then by handle. A member has as many changes as there are
/// different ones: `silent` when more sessions in a row are missed than before, but not for who is long gone,
/// `came_back` when they have been there again since, `streak_lost` when no week in a row is left, `milestone` when one
/// of 4, 10, 26, 52, 104 … weeks was reached.
std::vector<Change> changes(std::span<const CheckIn> before, std::span<const CheckIn> now);

} // namespace runlog
