#include "reminder_words.hpp"

#include "runlog/domain/text.hpp"
#include "session_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace runlog::cli {

namespace {

constexpr std::size_t most_named = 6;

/// A command as the reader can have it done: who keeps the log types it, for the others it is typed for them.
std::string command(const Context& context, const Reader& reader, const std::string& words) {
    const std::string whole = context.typed(words);
    return reader.is_owner ? whole : fmt::format("{} --for {}", whole, reader.member.handle);
}

/// `Tomorrow: Trail run, Sat 28 Nov, 06:00, Forest Park (hills)`
std::string session_line(const Roll& roll, const Reader& reader, const Session& session) {
    const Rule& rule = *session.rule;
    const auto days =
        (date::floor<date::days>(place(reader.zone, session.start.instant()).local) - reader.today).count();
    std::string text = days == 0 ? "Today: " : days == 1 ? "Tomorrow: " : "";
    text += fmt::format("{}, {}", printable(rule.title), session_when(session, reader.zone, reader.today));
    if (session.moved()) text += fmt::format(", moved from {}", planned_text(session, reader.today));
    if (rule.place) text += ", " + printable(*rule.place);
    if (rule.purpose) text += fmt::format(" ({})", printable(*rule.purpose));
    return text + fmt::format("\n  {}\n", session_name(roll.group(), roll.schedule(), session));
}

std::string coming_line(const Reader& reader, const std::vector<Member>& coming) {
    std::vector<std::string> names;
    for (const auto& member : coming)
        if (member.id != reader.member.id) names.push_back(name_of(member));
    if (names.empty()) return "";
    const std::size_t more = names.size() > most_named ? names.size() - most_named : 0;
    names.resize(names.size() - more);
    const std::string list = more == 0 ? joined(names) : fmt::format("{} and {} more", fmt::join(names, ", "), more);
    return fmt::format("  Coming: {}\n", list);
}

bool runs_elsewhere(Roll& roll, const Reader& reader, Day day) {
    const auto* membership = membership_on(roll.participant(reader.member).memberships, day);
    return membership && membership->remote;
}

} // namespace

ReminderWords session_words(const Context& context, Roll& roll, const Reader& reader, const SessionReminder& reminder,
                            const std::vector<Member>& coming) {
    const Session& session = reminder.session.session;
    const std::string name = session_name(roll.group(), roll.schedule(), session);
    const std::string title = printable(session.rule->title);
    const std::string when = session_when(session, reader.zone, reader.today);
    const std::string excuse = command(context, reader, fmt::format("excuse {} --why REASON", name));
    const std::string line = session_line(roll, reader, session);
    switch (reminder.kind) {
    case ReminderKind::log_it: {
        const std::string run =
            command(context, reader, fmt::format("add {} --session {}", reader.unit == Unit::mi ? "3mi" : "5k", name));
        const Placed closes = place(reader.zone, reminder.session.closes);
        const Day last = date::floor<date::days>(closes.local);
        return {fmt::format("Did you run {}, {}?", title, when),
                fmt::format("Nothing is logged yet: {}, {}\n  Ran it?  {}\n  Skipped? {}\n  Open until {}, {}\n", title,
                            when, run, excuse, short_text(last, reader.today), clock_text(closes.local - last))};
    }
    case ReminderKind::promise:
        return {fmt::format("Are you coming? {}, {}", title, when),
                fmt::format("Are you coming? {}{}  Yes: {}\n  No:  {}\n", line, coming_line(reader, coming),
                            command(context, reader, "promise " + name), excuse)};
    default: break;
    }
    const std::string remote =
        runs_elsewhere(roll, reader, session.day()) ? "  Wherever you are: run it that day.\n" : "";
    return {line.substr(0, line.find('\n')),
            fmt::format("{}{}{}  Cannot come? {}\n", line, remote, coming_line(reader, coming), excuse)};
}

ReminderWords streak_words(const Context& context, const Reader& reader, const Streak& streak, const Plan* plan) {
    const std::string length = length_text(streak.step, streak.length());
    const std::string least =
        plan && plan->least ? fmt::format(" ({} or more)", to_text(*plan->least, reader.unit)) : "";
    const std::string by_then =
        streak.needs == 1 && streak.days_left == 1
            ? fmt::format("it keeps your streak of {}", length)
            : fmt::format("your streak of {} needs {} by {}", length, counted(streak.needs, "more day", "more days"),
                          short_text(*streak.keep_by, reader.today));
    const std::string line = fmt::format("Run today{}: {}.", least, by_then);
    return {line, fmt::format("{}\n  Ran already? {}\n", line,
                              command(context, reader, reader.unit == Unit::mi ? "add 3mi" : "add 5k"))};
}

ReminderWords welcome_words(const Reader& reader, const std::vector<NextSession>& next) {
    const std::string line = fmt::format("Welcome back, {}.", first_name(reader.member));
    std::string text = line + " Begin as gently as you like.\n";
    for (const auto& one : next)
        text += fmt::format("  Next: {}, {}\n", printable(one.session.rule->title),
                            session_when(one.session, reader.zone, reader.today));
    return {line, text};
}

namespace {

std::string who_came(const WeekToTell& week, Day today) {
    if (week.gatherings.empty()) return "No session that week.";
    std::vector<std::string> parts;
    for (const auto& one : week.gatherings)
        parts.push_back(fmt::format("{} on {}", one.there, short_text(one.session.day(), today)));
    return fmt::format("Came: {}.", joined(parts));
}

std::string what_comes(const WeekToTell& week, Day today) {
    if (week.ahead.empty()) return "This week: no session.";
    std::vector<std::string> parts;
    for (const auto& session : week.ahead) {
        const std::string day = short_text(session.day(), today);
        parts.push_back(session.cancelled()
                            ? fmt::format("{} (cancelled)", day)
                            : fmt::format("{}, {}", day, clock_text(session.start.local - session.day())));
    }
    return fmt::format("This week: {}.", fmt::join(parts, "; "));
}

} // namespace

ReminderWords week_words(const Context& context, const Roll& roll, const Reader& reader, const WeekToTell& week) {
    const std::string line =
        fmt::format("{}, {}", name_of(roll.group()),
                    range_text({week.first, week.first + date::days{7}}, reader.today, context.glyphs()));
    std::string kept = fmt::format("{} of {} kept their plan", week.crew.kept_plan, week.crew.of);
    if (week.crew_streak > 1)
        kept += fmt::format(", {} in a row with half of you or more", counted(week.crew_streak, "week", "weeks"));
    return {line, fmt::format("{}\n  {}\n  {}.\n  {}\n", line, who_came(week, reader.today), kept,
                              what_comes(week, reader.today))};
}

} // namespace runlog::cli
