#include "json.hpp"

#include "runlog/formats/json.hpp"

#include <nlohmann/json.hpp>

namespace runlog::cli {

namespace {

Json maybe(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json(nullptr);
}

Json maybe(const std::optional<Day>& day) {
    return day ? Json(iso(*day)) : Json(nullptr);
}

Json to_json(const std::optional<Stretch>& stretch) {
    if (!stretch) return nullptr;
    return Json{{"length", stretch->length}, {"start", iso(stretch->start)}, {"end", iso(stretch->end)}};
}

} // namespace

void print_json(Context& context, const Json& fields) {
    Json object{{"schema", 1}};
    object.update(fields);
    context.say(formats::json_text(object));
}

Json last_day(const DayRange& range) {
    return maybe(range.until ? std::optional(*range.until - date::days{1}) : std::nullopt);
}

Json to_json(const StreakReport& report) {
    const Streak& streak = report.streak;
    const bool tells_needs = streak.state == StreakState::open || streak.state == StreakState::lost;
    const auto edge = [&](Day Stretch::*day) {
        return maybe(streak.stretch ? std::optional((*streak.stretch).*day) : std::nullopt);
    };
    Json object{
        {"member", report.member.handle},
        {"by", to_text(streak.by)},
        {"group", nullptr},
        {"length", streak.length()},
        {"state", to_text(streak.state)},
        {"start", edge(&Stretch::start)},
        {"end", edge(&Stretch::end)},
        {"keep_by", maybe(streak.keep_by)},
        {"needs", tells_needs ? Json(streak.needs) : Json(nullptr)},
        {"until", streak.state == StreakState::paused ? maybe(streak.until) : Json(nullptr)},
        {"best", to_json(report.best)},
        {"last", to_json(streak.last)},
    };
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
                {"inside", maybe(group.inside)}};
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
                {"announced", iso(Placed{LocalTime{leave.announced.time_since_epoch()}, std::chrono::seconds{0}})}};
}

} // namespace runlog::cli
