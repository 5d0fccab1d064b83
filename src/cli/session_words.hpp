#pragma once

#include "context.hpp"
#include "runlog/domain/attendance.hpp"
#include "runlog/domain/schedule.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// From words to sessions, and how sessions are told.
namespace runlog::cli {

/// One session that somebody named, and the schedule that it points into.
struct NamedSession {
    Group group;
    std::shared_ptr<const Schedule> schedule;
    Session session;

    /// `momma/2026-11-28`
    std::string name() const;
};

/// `momma/2026-11-28`, `momma/2026-11-28T06:00`, `momma/sat`; `momma` alone is its next session, or its latest where
/// `tense` is the past. Throws Error where there is none or there are two, naming the nearest.
NamedSession session_called(const Context& context, const store::Log& log, std::string_view word, Tense tense);

/// Whose clocks the reader goes by: those of the one whose log it is (DESIGN §3).
Zone here(const Context& context, const store::Log& log);

/// `momma/2026-11-28`
std::string session_name(const Group& group, const Schedule& schedule, const Session& session);

/// `every Tue and Thu`, `the first Sun of the month`
std::string pattern_words(const Pattern& pattern);

/// `Sat 28 Nov 2026, 06:00`; where the clocks of `here` show another time then, or change that night, that too.
/// With `today` the year is left out where it is that day's.
std::string session_when(const Session& session, const Zone& here, std::optional<Day> today = std::nullopt);

/// `Sat 28 Nov`, and the time where the session was moved within the day: what it was by the rules.
std::string planned_text(const Session& session, Day today);

/// `06:00 – 07:30`
std::string hours_text(const Rule& rule, const Glyphs& glyphs);

/// `1 h 30 min`
std::string length_words(std::chrono::seconds length);

/// What became of somebody, in a few words: `present`, `made up`, `excused: travel, told afterwards`.
std::string presence_words(const Attendance& one);

} // namespace runlog::cli
