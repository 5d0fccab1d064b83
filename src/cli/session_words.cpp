#include "session_words.hpp"

#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace runlog::cli {

namespace {

constexpr date::days searched{366};

std::string shown(std::string_view word) {
    return fit(printable(word), 60, "...");
}

/// The sessions nearest to what was asked for, one before it and one after, as a hint.
std::string nearest_to(const Group& group, const Schedule& schedule, const When& name) {
    const LocalTime wanted = LocalTime{name.day} + name.time.value_or(std::chrono::seconds{0});
    const auto all = schedule.between(name.day - searched, name.day + searched);
    const auto after =
        std::find_if(all.begin(), all.end(), [&](const Session& session) { return session.start.local >= wanted; });
    std::vector<std::string> names;
    if (after != all.begin()) names.push_back(session_name(group, schedule, *(after - 1)));
    if (after != all.end()) names.push_back(session_name(group, schedule, *after));
    if (names.empty()) return fmt::format("See: runlog group show {}", group.handle);
    return fmt::format("The nearest {} {}.", names.size() == 1 ? "is" : "are", joined(names));
}

void refuse_without_rules(const Group& group, const Schedule& schedule) {
    if (schedule.rules().empty())
        throw Error(fmt::format("{} has no sessions yet.", name_of(group)),
                    fmt::format("Plan them: runlog session add {} \"Trail run\" --every sat --at 6:00", group.handle));
}

/// The one that comes next and is not over yet, or the one that began last.
Session closest(const Group& group, const Schedule& schedule, LocalTime now, Instant moment, Tense tense) {
    const Day today = date::floor<date::days>(now);
    const bool ahead = tense == Tense::future;
    auto sessions =
        schedule.between(ahead ? today - date::days{1} : today - searched, today + (ahead ? searched : date::days{1}));
    std::erase_if(sessions, [&](const Session& session) {
        return ahead ? session.cancelled() || session.end < moment : session.start.instant() > moment;
    });
    if (sessions.empty())
        throw Error(fmt::format("{} has {}.", name_of(group), ahead ? "no session to come" : "had no session yet"),
                    fmt::format("See: runlog group show {}", group.handle));
    return ahead ? sessions.front() : sessions.back();
}

When name_from(std::string_view word, LocalTime now, Tense tense) {
    if (const auto exact = parse_session_text(word)) return *exact;
    return parse_when(word, now, tense);
}

} // namespace

std::string NamedSession::name() const {
    return session_name(group, *schedule, session);
}

Zone here(const Context& context, const store::Log& log) {
    return context.zone_of(store::owner(log));
}

std::string session_name(const Group& group, const Schedule& schedule, const Session& session) {
    return fmt::format("{}/{}", group.handle, schedule.name(session));
}

NamedSession session_called(const Context& context, const store::Log& log, std::string_view word, Tense tense) {
    const auto slash = word.find('/');
    if (slash == std::string_view::npos && !store::find_group(log, word))
        throw Error(fmt::format("'{}' is not the name of a session.", shown(word)),
                    "A session goes by its group and day: momma/sat, momma/2026-11-28.");
    const Group group = group_called(log, word.substr(0, slash));
    const Member owner = store::owner(log);
    const Instant moment = context.moment_for(owner);
    const LocalTime now = context.now_for(owner);
    auto schedule = schedule_of(context, log, group, moment);
    refuse_without_rules(group, *schedule);
    if (slash == std::string_view::npos) {
        const Session session = closest(group, *schedule, now, moment, tense);
        return {group, std::move(schedule), session};
    }
    const std::string_view day_word = word.substr(slash + 1);
    const When name = name_from(day_word, now, tense);
    auto sessions = schedule->called(name);
    // A weekday that is today's means the one before or after where today has no session.
    const bool is_weekday_of_today =
        name.day == date::floor<date::days>(now) && !parse_session_text(day_word) && day_word != "today";
    if (sessions.empty() && is_weekday_of_today) {
        const date::days week{tense == Tense::future ? 7 : -7};
        sessions = schedule->called({name.day + week, name.time});
    }
    if (sessions.empty())
        throw Error(fmt::format("There is no session {}/{}.", group.handle,
                                parse_session_text(day_word) ? shown(day_word) : iso(name.day)),
                    nearest_to(group, *schedule, name));
    if (sessions.size() > 1) {
        std::vector<std::string> names;
        for (const auto& session : sessions) names.push_back(session_name(group, *schedule, session));
        throw Error(fmt::format("{} has {} sessions on {}.", name_of(group), names.size(), long_text(name.day)),
                    fmt::format("Say which: {}.", joined(names)));
    }
    return {group, std::move(schedule), sessions.front()};
}

std::string pattern_words(const Pattern& pattern) {
    if (pattern.kind == Pattern::Kind::once) return "once";
    std::vector<std::string> days;
    static constexpr std::array<std::string_view, 7> weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    for (const auto& weekday : pattern.weekdays) days.emplace_back(weekdays[weekday.iso_encoding() - 1]);
    const std::string list = days.size() == 7 ? "day" : joined(days);
    if (pattern.kind == Pattern::Kind::weekly) {
        if (pattern.weeks == 1) return fmt::format("every {}", list);
        if (pattern.weeks == 2) return fmt::format("every other {}", list);
        return fmt::format("every {} weeks on {}", pattern.weeks, list);
    }
    static constexpr std::array<std::string_view, 5> names{"first", "second", "third", "fourth", "fifth"};
    std::vector<std::string> ordinals;
    for (const int ordinal : pattern.ordinals)
        ordinals.emplace_back(ordinal == Pattern::last ? "last" : names[static_cast<std::size_t>(ordinal - 1)]);
    return fmt::format("the {} {} of the month", joined(ordinals), list);
}

std::string session_when(const Session& session, const Zone& here, std::optional<Day> today) {
    const Day day = session.day();
    std::string text =
        fmt::format("{}, {}", today ? short_text(day, *today) : long_text(day), clock_text(session.start.local - day));
    const Placed local = place(here, session.start.instant());
    if (session.start.change == ClockChange::skipped) text += ", the clocks going forward";
    if (session.start.change == ClockChange::repeated) text += ", the first of two as the clocks go back";
    if (local.local == session.start.local) return text;
    const Day there = date::floor<date::days>(local.local);
    const std::string weekday = there == day ? "" : long_text(there).substr(0, 4);
    return text + fmt::format(" in {} ({}{} here)", session.rule->zone, weekday, clock_text(local.local - there));
}

std::string planned_text(const Session& session, Day today) {
    const Day day = session.planned_day();
    const std::string time = day == session.day() ? ", " + clock_text(session.planned - day) : "";
    return short_text(day, today) + time;
}

std::string hours_text(const Rule& rule, const Glyphs& glyphs) {
    constexpr std::chrono::hours day{24};
    const auto end = rule.starts + rule.length;
    const auto days = (end - std::chrono::seconds{1}) / day;
    return fmt::format("{} {} {}{}", clock_text(rule.starts), glyphs.dash, clock_text(end % day),
                       days == 0   ? ""
                       : days == 1 ? " the next day"
                                   : fmt::format(" {} days later", days));
}

std::string length_words(std::chrono::seconds length) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(length).count();
    if (minutes % 60 == 0) return fmt::format("{} h", minutes / 60);
    if (minutes < 60) return fmt::format("{} min", minutes);
    return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

std::string presence_words(const Attendance& one) {
    std::string text(to_text(one.presence));
    if (one.presence != Presence::excused && one.presence != Presence::cancelled) return text;
    if (!one.reason.empty()) text += ": " + printable(one.reason);
    if (one.presence == Presence::excused && !one.beforehand) text += ", told afterwards";
    return text;
}

} // namespace runlog::cli
