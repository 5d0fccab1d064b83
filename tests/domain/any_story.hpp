#pragma once

#include "group_story.hpp"
#include "runlog/domain/timeline.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

/// Stories in which everything happens, for laws that hold in all of them.
namespace runlog::test {

inline constexpr Metres far{100'000}; ///< counts whatever the plan

inline int any_of_range(int from, int until) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, until));
}

/// One of `pool` for each of `count` things; what stands there often is often taken.
inline std::vector<int> any_kinds(std::size_t count, const std::vector<int>& pool) {
    return *rc::gen::container<std::vector<int>>(count, rc::gen::elementOf(pool));
}

/// What a story is made of: which promises to the group, and whether its rules may meet in one minute.
struct Cast {
    std::vector<std::string> commitments{"all", "promised", "1/week", "2/week", "3/week", "7/week"};
    bool rules_may_meet = true;
};

inline Rule any_rule(Day today, int starts) {
    const auto pattern = *rc::gen::element<std::string>("tue,thu,sat", "tue,sat", "sat", "day", "other sat,sun",
                                                        "mon,wed,fri", "first,third sun", "once");
    Rule rule = rule_for(pattern, today - date::days{any_of_range(0, 70)}, std::chrono::hours{starts});
    if (any_of_range(0, 4) == 0) rule.when.until = rule.when.from + date::days{any_of_range(1, 70)};
    return rule;
}

inline std::vector<Membership> any_memberships(Day today, const std::vector<std::string>& commitments) {
    std::vector<Membership> rows;
    for (int i = any_of_range(1, 4); i > 0; --i) {
        auto one = membership_of(*rc::gen::elementOf(commitments));
        one.remote = any_of_range(0, 3) == 0;
        rows = change_from<Membership>(std::move(rows), today - date::days{any_of_range(0, 80)}, one);
    }
    if (any_of_range(0, 6) == 0)
        rows = change_from<Membership>(std::move(rows), today - date::days{any_of_range(0, 30)}, std::nullopt);
    return rows;
}

/// Terms change with a week: within one, a run may stand in for either of two sessions only.
inline std::vector<Terms> any_terms(Day today) {
    std::vector<Terms> rows;
    for (int i = any_of_range(0, 3); i > 0; --i) {
        Terms terms;
        terms.makeup = *rc::gen::element<std::optional<Makeup>>(std::nullopt, Makeup::none, Makeup::day, Makeup::week,
                                                                Makeup::week);
        terms.grace = std::chrono::hours{*rc::gen::element(0, 24, 72)};
        const Day monday = week_start(today, date::Monday) - date::weeks{any_of_range(0, 11)};
        rows = change_from<Terms>(std::move(rows), monday, terms);
    }
    return rows;
}

/// Some are cancelled, some are moved, and of those some are cancelled too.
inline void change_some(Story& story, const std::vector<Session>& sessions) {
    const auto kinds = any_kinds(sessions.size(), {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3});
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        if (kinds[i] == 0) continue;
        const LocalTime planned = sessions[i].planned;
        SessionChange change{{}, planned, {}, false, "ice", utc(planned) + std::chrono::hours{any_of_range(-100, 50)}};
        change.cancelled = kinds[i] != 2;
        if (kinds[i] >= 2) change.moved_to = planned + std::chrono::hours{any_of_range(-90, 90)};
        story.changes.push_back(change);
    }
}

inline void run_some(Story& story, const std::vector<Session>& sessions) {
    const auto kinds = any_kinds(sessions.size(),
                                 {0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9, 9, 10, 11, 12, 13});
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        const LocalTime planned = sessions[i].planned;
        const Day day = date::floor<date::days>(planned);
        Outing run{story.next_run(), day, far, {}, {}, false};
        if (1 <= kinds[i] && kinds[i] <= 4) run.group = "momma", run.session = When{day, planned - day};
        if (kinds[i] == 2) run.remote = true;
        if (kinds[i] == 3) run.day += date::days{any_of_range(-3, 4)};
        if (kinds[i] == 4) run.distance = Metres{1000};
        if (kinds[i] == 5 || (10 <= kinds[i] && kinds[i] <= 12)) run.group = "momma";
        if (kinds[i] == 10 || kinds[i] == 13) run.remote = true;
        if (kinds[i] == 11) run.distance = Metres{1000};
        if (kinds[i] == 12) run.day = sessions[i].day();
        if (kinds[i] == 6) run.group = "track", run.session = When{day, planned - day};
        if (kinds[i] == 7) run.distance = Metres{1000};
        if (kinds[i] == 8) run.day += date::days{any_of_range(-2, 3)};
        if (kinds[i] > 0 && run.day <= story.today()) story.runs.push_back(run);
    }
}

/// Answers as the store keeps them: each withdraws the one before.
inline void answer_some(Story& story, const std::vector<Session>& sessions) {
    const auto kinds = any_kinds(sessions.size(), {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 8});
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        const LocalTime planned = sessions[i].planned;
        const LocalTime before = planned - std::chrono::hours{any_of_range(1, 100)};
        const LocalTime after = planned + std::chrono::hours{any_of_range(1, 100)};
        if (kinds[i] == 1) story.excuses(planned, before);
        if (kinds[i] == 2) story.excuses(planned, after);
        if (kinds[i] == 3) story.excuses(planned, before, after);
        if (kinds[i] == 4 || kinds[i] == 5) story.promises(planned, before);
        if (kinds[i] == 6) story.promises(planned, before, after);
        if (kinds[i] == 7) story.promises(planned, before, before + std::chrono::minutes{30});
        if (kinds[i] == 8) story.promises(planned, before, after).excuses(planned, after);
    }
}

inline void leave_sometimes(Story& story) {
    for (int i = any_of_range(0, 4); i > 0; --i) {
        const Day first = story.today() - date::days{any_of_range(-5, 70)};
        const std::optional<Day> last =
            any_of_range(0, 12) == 0 ? std::nullopt : std::optional(first + date::days{any_of_range(0, 16)});
        story.is_off(first, last, at(first, any_of_range(-60, 300), i)); // told late as often as not
    }
}

inline std::vector<Session> sessions_of(const Story& story) {
    return story.schedule().between(story.today() - date::days{90}, story.today() + date::days{6});
}

inline Story any_story(const Cast& cast = {}) {
    Story story;
    story.now = utc(at(november(16) + date::days{any_of_range(0, 7)}, any_of_range(0, 24)));
    for (int i = any_of_range(1, 4); i > 0; --i)
        story.rules.push_back(any_rule(story.today(), cast.rules_may_meet ? 6 + 12 * any_of_range(0, 2) : 4 + i));
    story.who.memberships = any_memberships(story.today(), cast.commitments);
    story.terms = any_terms(story.today());
    if (any_of_range(0, 2) == 0) story.needs_at_least(Metres{5000});
    const auto planned = sessions_of(story);
    change_some(story, planned);
    const auto sessions = sessions_of(story);
    run_some(story, sessions);
    answer_some(story, sessions);
    leave_sometimes(story);
    return story;
}

inline Session any_session(const Story& story) {
    const auto sessions = sessions_of(story);
    RC_PRE(!sessions.empty());
    return sessions[static_cast<std::size_t>(any_of_range(0, static_cast<int>(sessions.size())))];
}

/// Enters an excuse now, which withdraws what was said before.
inline Story with_excuse(Story story, LocalTime session) {
    for (auto& answer : story.who.answers)
        if (answer.session == session && !answer.withdrawn)
            answer.withdrawn = std::max(story.now, answer.announced + std::chrono::seconds{1});
    return story.excuses(session, LocalTime{story.now.time_since_epoch()});
}

/// One more run that counts, of a day up to today: with nobody, with the group, or at a session.
inline Story with_run(Story story, const Session& session) {
    Outing run{story.next_run(), story.today() - date::days{any_of_range(0, 60)}, far, {}, {}, any_of_range(0, 2) == 0};
    const int kind = any_of_range(0, 4);
    if (kind >= 1) run.day = std::min(session.day(), story.today());
    if (kind >= 2) run.group = "momma";
    const Day planned = date::floor<date::days>(session.planned);
    if (kind == 3) run.session = When{planned, session.planned - planned};
    story.runs.push_back(run);
    return story;
}

} // namespace runlog::test
