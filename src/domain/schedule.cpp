#include "runlog/domain/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog {

namespace {

constexpr std::chrono::minutes early{30};
constexpr date::days searched{2 * 366};

bool is_among(const std::vector<date::weekday>& weekdays, date::weekday weekday) {
    return std::find(weekdays.begin(), weekdays.end(), weekday) != weekdays.end();
}

/// Whether `day` is the first, third or last of its weekday in its month.
bool is_nth(Day day, const std::vector<int>& ordinals) {
    const date::year_month_day ymd{day};
    const int nth = (static_cast<int>(static_cast<unsigned>(ymd.day())) - 1) / 7 + 1;
    const bool is_last = date::year_month_day{day + date::days{7}}.month() != ymd.month();
    return std::any_of(ordinals.begin(), ordinals.end(),
                       [&](int wanted) { return wanted == nth || (wanted == Pattern::last && is_last); });
}

bool is_counted_week(const Rule& rule, Day day) {
    const auto apart = week_start(day, date::Monday) - week_start(rule.anchor, date::Monday);
    return (apart.count() / 7) % rule.pattern.weeks == 0;
}

bool is_before(const Session& a, const Session& b) {
    return std::pair(a.start.instant(), a.planned) < std::pair(b.start.instant(), b.planned);
}

} // namespace

bool falls_on(const Rule& rule, Day day) {
    if (!rule.when.contains(day)) return false;
    const Pattern& pattern = rule.pattern;
    if (pattern.kind == Pattern::Kind::once) return day == rule.when.from;
    if (!is_among(pattern.weekdays, date::weekday{day})) return false;
    return pattern.kind == Pattern::Kind::weekly ? is_counted_week(rule, day) : is_nth(day, pattern.ordinals);
}

std::optional<Day> next_day(const Rule& rule, Day from) {
    from = std::max(from, rule.when.from);
    for (Day day = from; day < from + searched && rule.when.contains(day); day += date::days{1})
        if (falls_on(rule, day)) return day;
    return std::nullopt;
}

Schedule::Schedule(std::vector<Rule> rules, std::vector<SessionChange> changes, Zones zones)
    : rules_(std::move(rules)), changes_(std::move(changes)), find_zone_(std::move(zones)) {
    // Where two rules meet in one minute, the first in this order stands.
    std::stable_sort(rules_.begin(), rules_.end(), [](const Rule& a, const Rule& b) {
        const auto rank = [](const Rule& rule) {
            return std::tuple(rule.pattern.kind != Pattern::Kind::once, rule.anchor, rule.uid);
        };
        return rank(a) < rank(b);
    });
}

const Zone& Schedule::zone(const std::string& name) const {
    const auto found = std::find_if(zones_.begin(), zones_.end(), [&](const Zone& zone) { return zone.name == name; });
    if (found != zones_.end()) return *found;
    zones_.push_back(find_zone_(name));
    zones_.back().name = name;
    return zones_.back();
}

Session Schedule::made_by(const Rule& rule, LocalTime planned) const {
    Session session{&rule, planned, {}, {}, nullptr};
    const auto change = std::find_if(changes_.begin(), changes_.end(),
                                     [&](const SessionChange& one) { return one.session == planned; });
    if (change != changes_.end()) session.change = &*change;
    session.start = place(zone(rule.zone), session.moved() ? *change->moved_to : planned);
    session.end = session.start.instant() + rule.length;
    return session;
}

std::vector<Session> Schedule::planned_on(Day day) const {
    std::vector<Session> sessions;
    for (const auto& rule : rules_) {
        if (!falls_on(rule, day)) continue;
        const LocalTime planned = LocalTime{day} + rule.starts;
        const auto same = [&](const Session& other) { return other.planned == planned; };
        if (std::none_of(sessions.begin(), sessions.end(), same)) sessions.push_back(made_by(rule, planned));
    }
    std::sort(sessions.begin(), sessions.end(), is_before);
    return sessions;
}

std::vector<Session> Schedule::between(Day first, Day last) const {
    std::vector<Session> sessions;
    const auto keep = [&](const Session& session) {
        if (first <= session.day() && session.day() <= last) sessions.push_back(session);
    };
    // A clock change can carry a session over midnight.
    for (Day day = first - date::days{1}; day <= last; day += date::days{1})
        for (const auto& session : planned_on(day)) keep(session);
    for (const auto& change : changes_) {
        const Day planned = date::floor<date::days>(change.session);
        if (!change.moved_to || (first <= planned + date::days{1} && planned <= last)) continue;
        for (const auto& session : planned_on(planned))
            if (session.change == &change) keep(session);
    }
    std::sort(sessions.begin(), sessions.end(), is_before);
    return sessions;
}

std::vector<Session> Schedule::called(const When& name) const {
    auto sessions = planned_on(name.day);
    if (name.time)
        std::erase_if(sessions, [&](const Session& s) { return s.planned != LocalTime{name.day} + *name.time; });
    if (!sessions.empty()) return sessions;
    sessions = between(name.day, name.day);
    if (name.time) std::erase_if(sessions, [&](const Session& s) { return s.start.local - name.day != *name.time; });
    return sessions;
}

std::string Schedule::name(const Session& session) const {
    const Day day = session.planned_day();
    return planned_on(day).size() > 1 ? session_text(session.planned) : iso(day);
}

std::optional<Day> Schedule::first_day() const {
    std::optional<Day> first;
    for (const auto& rule : rules_)
        if (!first || rule.when.from < *first) first = rule.when.from;
    for (const auto& change : changes_)
        if (first && change.moved_to) first = std::min(*first, date::floor<date::days>(*change.moved_to));
    return first;
}

std::string session_text(LocalTime planned) {
    const Day day = date::floor<date::days>(planned);
    return fmt::format("{}T{}", iso(day), clock_text(planned - day));
}

std::optional<When> parse_session_text(std::string_view text) {
    if (const auto day = parse_iso_day(text)) return When{*day, std::nullopt};
    const auto time = parse_iso_time(text);
    if (!time) return std::nullopt;
    const Day day = date::floor<date::days>(*time);
    return When{day, *time - day};
}

bool names(const When& tag, const Session& session) {
    return tag.day == session.planned_day() && (!tag.time || LocalTime{tag.day} + *tag.time == session.planned);
}

std::optional<Clash> first_clash(const Rule& rule, std::span<const Rule> others, Day from) {
    for (Day day = std::max(from, rule.when.from); day < from + searched && rule.when.contains(day);
         day += date::days{1}) {
        if (!falls_on(rule, day)) continue;
        const LocalTime starts = LocalTime{day} + rule.starts;
        for (const auto& other : others)
            for (Day other_day = day - longest_session; other_day <= day + longest_session;
                 other_day += date::days{1}) {
                const LocalTime other_starts = LocalTime{other_day} + other.starts;
                const bool meets = starts < other_starts + other.length && other_starts < starts + rule.length;
                if (meets && falls_on(other, other_day)) return Clash{day, &other};
            }
    }
    return std::nullopt;
}

const Session* session_around(std::span<const Session> sessions, Instant start) {
    const Session* nearest = nullptr;
    const auto apart = [&](const Session& session) { return std::chrono::abs(session.start.instant() - start); };
    for (const auto& session : sessions) {
        const bool around = session.start.instant() - early <= start && start <= session.end;
        if (session.cancelled() || !around) continue;
        if (!nearest || apart(session) < apart(*nearest)) nearest = &session;
    }
    return nearest;
}

} // namespace runlog
