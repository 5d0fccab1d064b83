#include "json.hpp"

#include "runlog/formats/json.hpp"
#include "session_words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace runlog::cli {

namespace {

std::string utc(Instant instant) {
    return iso(Placed{LocalTime{instant.time_since_epoch()}, std::chrono::seconds{0}});
}

} // namespace

void print_json(Context& context, const Json& fields) {
    Json object{{"schema", 1}};
    object.update(fields);
    context.say(formats::json_text(object));
}

Json to_json(const std::optional<Stretch>& stretch) {
    if (!stretch) return nullptr;
    return Json{{"length", stretch->length}, {"start", iso(stretch->start)}, {"end", iso(stretch->end)}};
}

JsonAnswer::JsonAnswer(Context& context, const Json& fields) : context_(context) {
    Json object{{"schema", 1}};
    object.update(fields);
    print_fields(object);
}

void JsonAnswer::print_fields(const Json& fields) {
    std::string text = formats::json_text(fields);
    text.pop_back(); // the object stays open
    context_.print(text);
}

void JsonAnswer::begin_list(std::string_view name, std::string_view before) {
    context_.print(fmt::format(",\"{}\":[", name));
    before_ = before;
    first_ = true;
}

void JsonAnswer::separate() {
    context_.print(first_ ? "" : ",");
    context_.print(before_);
    first_ = false;
}

void JsonAnswer::add(const Json& element) {
    separate();
    context_.print(formats::json_text(element));
}

void JsonAnswer::begin_element(const Json& fields) {
    separate();
    print_fields(fields);
}

void JsonAnswer::end_element() {
    context_.print("}");
    first_ = false;
}

Json last_day(const DayRange& range) {
    return maybe(range.until ? std::optional(*range.until - date::days{1}) : std::nullopt);
}

Json to_json(const Period& period) {
    return Json{{"first", iso(period.first)},
                {"last", iso(period.last)},
                {"ran", period.ran},
                {"needed", period.needed},
                {"kept", period.kept()}};
}

Json maybe(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json(nullptr);
}

Json maybe(const std::optional<Day>& day) {
    return day ? Json(iso(*day)) : Json(nullptr);
}

Json maybe(const std::optional<Metres>& distance) {
    return distance ? Json(distance->value) : Json(nullptr);
}

Json maybe(const std::optional<Seconds>& duration) {
    return duration ? Json(duration->count()) : Json(nullptr);
}

Json to_json(const StreakReport& report) {
    const Streak& streak = report.streak;
    const bool tells_needs = streak.state == StreakState::open || streak.state == StreakState::lost;
    const auto edge = [&](Day Stretch::*day) {
        return maybe(streak.stretch ? std::optional((*streak.stretch).*day) : std::nullopt);
    };
    Json object{
        {"member", report.member ? Json(report.member->handle) : Json(nullptr)},
        {"by", to_text(streak.by)},
        {"group", report.group ? Json(report.group->handle) : Json(nullptr)},

        {"length", streak.length()},
        {"state", to_text(streak.state)},
        {"start", edge(&Stretch::start)},
        {"end", edge(&Stretch::end)},
        {"keep_by", maybe(streak.keep_by)},
        {"needs", tells_needs ? Json(streak.needs) : Json(nullptr)},
        {"until", streak.state == StreakState::paused ? maybe(streak.until) : Json(nullptr)},
        {"best", to_json(report.best)},
        {"last", to_json(streak.last)},
        {"step", to_text(streak.step)},
    };
    if (report.crew) {
        object["kept_plan"] = report.crew->kept_plan;
        object["of"] = report.crew->of;
    }
    if (!report.why.empty()) object["why"] = report.why;
    return object;
}

Json to_json(const Member& member) {
    return Json{{"handle", member.handle},
                {"uid", to_text(member.uid)},
                {"name", member.name.empty() ? Json(nullptr) : Json(member.name)},
                {"email", maybe(member.email)},
                {"zone", maybe(member.zone)}};
}

Json to_json(const Group& group) {
    return Json{{"handle", group.handle},
                {"uid", to_text(group.uid)},
                {"title", group.title.empty() ? Json(nullptr) : Json(group.title)},
                {"about", maybe(group.about)},
                {"url", maybe(group.url)},
                {"place", maybe(group.place)},
                {"scope", to_text(group.scope)},
                {"inside", maybe(group.inside)},
                {"zone", maybe(group.zone)},
                {"callouts", to_text(group.callouts)}};
}

Json to_json(const Rule& rule) {
    return Json{{"title", rule.title},
                {"pattern", to_text(rule.pattern)},
                {"at", clock_text(rule.starts)},
                {"length_s", rule.length.count()},
                {"zone", rule.zone},
                {"place", maybe(rule.place)},
                {"purpose", maybe(rule.purpose)},
                {"note", maybe(rule.note)},
                {"from", iso(rule.when.from)},
                {"until", last_day(rule.when)}};
}

Json to_json(const Terms& terms) {
    return Json{{"makeup", terms.makeup ? Json(to_text(*terms.makeup)) : Json(nullptr)},
                {"grace_h", terms.grace.count()},
                {"quorum", terms.quorum},
                {"from", terms.when.from > Day{} ? Json(iso(terms.when.from)) : Json(nullptr)},
                {"until", last_day(terms.when)}};
}

Json to_json(const Contact& contact) {
    return Json{{"kind", contact.kind}, {"name", contact.name}, {"detail", maybe(contact.detail)}};
}

Json to_json(const Group& group, const Schedule& schedule, const Session& session) {
    const Rule& rule = *session.rule;
    const auto reason = session.change ? session.change->reason : "";
    return Json{{"session", session_name(group, schedule, session)},
                {"group", group.handle},
                {"title", rule.title},
                {"date", iso(session.day())},
                {"start", iso(session.start)},
                {"end", iso(Placed{session.start.local + rule.length, session.start.offset})},
                {"zone", rule.zone},
                {"place", maybe(rule.place)},
                {"purpose", maybe(rule.purpose)},
                {"note", maybe(rule.note)},
                {"state", session.cancelled() ? "cancelled"
                          : session.moved()   ? "moved"
                                              : "planned"},
                {"planned", iso(session.planned)},
                {"reason", reason.empty() ? Json(nullptr) : Json(reason)}};
}

Json to_json(const Member& member, const Attendance& one) {
    std::string state(to_text(one.presence));
    std::replace(state.begin(), state.end(), ' ', '_');
    return Json{{"member", member.handle},
                {"date", iso(one.day())},
                {"state", state},
                {"expected", one.expected},
                {"run", one.run ? Json(one.run->value) : Json(nullptr)},
                {"reason", one.reason.empty() ? Json(nullptr) : Json(one.reason)},
                {"announced", one.announced ? Json(utc(*one.announced)) : Json(nullptr)},
                {"beforehand", one.presence == Presence::excused ? Json(one.beforehand) : Json(nullptr)},
                {"recorded_by", maybe(one.recorded_by)},
                {"promised", one.promised ? Json(utc(*one.promised)) : Json(nullptr)},
                {"closes", utc(one.closes)}};
}

Json to_json(const Membership& membership) {
    return Json{{"group", membership.group},
                {"member", membership.member},
                {"role", to_text(membership.role)},
                {"remote", membership.remote},
                {"commitment", to_text(membership.commitment)},
                {"from", iso(membership.when.from)},
                {"until", last_day(membership.when)}};
}

Json to_json(const Plan& plan) {
    return Json{{"days_per_week", plan.days_per_week},
                {"least_m", plan.least ? Json(plan.least->value) : Json(nullptr)},
                {"from", iso(plan.when.from)},
                {"until", last_day(plan.when)}};
}

Json to_json(const Leave& leave) {
    return Json{{"member", leave.member},
                {"group", maybe(leave.group)},
                {"from", iso(leave.when.from)},
                {"until", last_day(leave.when)},
                {"reason", leave.reason.empty() ? Json(nullptr) : Json(leave.reason)},
                {"announced", utc(leave.announced)},
                {"recorded_by", maybe(leave.recorded_by)}};
}

} // namespace runlog::cli
