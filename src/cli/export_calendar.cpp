#include "export_calendar.hpp"

#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/formats/icalendar.hpp"
#include "runlog/store/people.hpp"
#include "runlog/system/zones.hpp"
#include "session_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr date::days usual_past{4 * 7};
constexpr date::days usual_future{366};
constexpr date::days most{5 * 366};

/// Which of the calendar's zones is called `name`; it is added where there is none yet.
std::size_t zone_called(formats::Calendar& calendar, const std::string& name, const Zone& local) {
    const auto found =
        std::find_if(calendar.zones.begin(), calendar.zones.end(), [&](const Zone& zone) { return zone.name == name; });
    if (found != calendar.zones.end()) return static_cast<std::size_t>(found - calendar.zones.begin());
    Zone zone = system::find_zone(name, local);
    zone.name = name; // a link's own name is not what the rule says
    calendar.zones.push_back(std::move(zone));
    return calendar.zones.size() - 1;
}

/// What is known besides time and place: purpose, note, and why it is not as it was planned.
std::optional<std::string> description_of(const Session& session, Day today) {
    std::vector<std::string> parts;
    if (session.rule->purpose) parts.push_back(*session.rule->purpose);
    if (session.rule->note) parts.push_back(*session.rule->note);
    if (session.moved()) parts.push_back("Moved from " + planned_text(session, today));
    if (session.change && !session.change->reason.empty()) parts.push_back(session.change->reason);
    if (parts.empty()) return std::nullopt;
    return fmt::format("{}", fmt::join(parts, ". "));
}

formats::CalendarEvent event_of(formats::Calendar& calendar, const Group& group, const Session& session, Day today,
                                const Zone& local) {
    formats::CalendarEvent event;
    event.uid = fmt::format("{}.{}@runlog", session_text(session.planned), to_text(group.uid));
    event.title = fmt::format("{}{}: {}", session.cancelled() ? "Cancelled: " : "",
                              group.title.empty() ? group.handle : group.title, session.rule->title);
    event.description = description_of(session, today);
    event.place = session.rule->place;
    event.zone = zone_called(calendar, session.rule->zone, local);
    event.start = session.start.instant();
    event.end = session.end;
    event.cancelled = session.cancelled();
    return event;
}

} // namespace

int export_calendar(Context& context, const CalendarWords& words) {
    const auto& log = context.log();
    const Group group = group_called(log, words.group);
    const Member owner = store::owner(log);
    const LocalTime now = context.now_for(owner);
    const Day today = date::floor<date::days>(now);
    const Day first = words.since.empty() ? today - usual_past : parse_when(words.since, now, Tense::past).day;
    const Day last =
        words.until.empty() ? std::max(today, first) + usual_future : parse_when(words.until, now, Tense::future).day;
    if (last < first)
        throw Error(fmt::format("{} comes before {}, so no day is left.", long_text(last), long_text(first)),
                    "Swap --since and --until.");
    if (last - first > most)
        throw Error("A calendar of more than five years is more than phones take.",
                    "Say less with --since and --until.");
    const auto schedule = schedule_of(context, log, group, context.around().now);
    formats::Calendar calendar{group.title.empty() ? group.handle : group.title, "runlog " RUNLOG_VERSION, {}, {}};
    if (!words.alarm.empty()) calendar.alarm = parse_duration(words.alarm);
    // One number for all: whatever is planned, changed or taken back makes it rise, as calendars expect.
    const auto newest = store::newest_change(log, {"session", "group", "undo"});
    for (const auto& session : schedule->between(first, last)) {
        auto event = event_of(calendar, group, session, today, context.around().zone);
        event.revision = newest ? newest->id.value : 0;
        event.revised = newest ? newest->at : context.around().now;
        calendar.events.push_back(std::move(event));
    }
    context.print(formats::calendar_text(calendar));
    return 0;
}

} // namespace runlog::cli
