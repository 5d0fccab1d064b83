#pragma once

#include "context.hpp"
#include "runlog/domain/attendance.hpp"
#include "runlog/domain/run.hpp"
#include "runlog/domain/streak.hpp"
#include "streaks.hpp"

#include <nlohmann/json_fwd.hpp>

namespace runlog::cli {

using Json = nlohmann::ordered_json;

/// Prints `fields` as the one object of a `--json`, its `"schema": 1` first (DESIGN §5).
void print_json(Context& context, const Json& fields);

/// An object of a `--json` that is printed as it is made, being too long to be kept: its fields first, then lists.
class JsonAnswer {
public:
    JsonAnswer(Context& context, const Json& fields);
    JsonAnswer(const JsonAnswer&) = delete;
    JsonAnswer& operator=(const JsonAnswer&) = delete;
    ~JsonAnswer() { context_.print("}\n"); }

    /// What is added from here on stands in the list `name`, until `end_list`, each with `before` in front of it.
    void begin_list(std::string_view name, std::string_view before = "");
    void add(const Json& element);
    /// An element that has a list of its own: begun by its fields.
    void begin_element(const Json& fields);
    void end_element();
    void end_list() { context_.print("]"); }

private:
    void separate();
    void print_fields(const Json& fields);

    Context& context_;
    std::string_view before_; ///< and whether it is the first: of the list that is open
    bool first_ = true;
};

/// What is known, or null: a day as DESIGN §5 writes it, a distance in metres, a duration in seconds.
Json maybe(const std::optional<std::string>& text);
Json maybe(const std::optional<Day>& day);
Json maybe(const std::optional<Metres>& distance);
Json maybe(const std::optional<Seconds>& duration);

Json to_json(const StreakReport& report);
/// `{first, last, ran, needed, kept}`: a day or a week, and how many of its days had a run.
Json to_json(const Period& period);
Json to_json(const std::optional<Stretch>& stretch);
Json to_json(const Member& member);
Json to_json(const Group& group);
Json to_json(const Rule& rule);
Json to_json(const Terms& terms);
Json to_json(const Contact& contact);
Json to_json(const Group& group, const Schedule& schedule, const Session& session);
/// `{member, state, run, reason, beforehand, promised, closes}`
Json to_json(const Member& member, const Attendance& attendance);
Json to_json(const Membership& membership);
Json to_json(const Plan& plan);
Json to_json(const Leave& leave);

/// A range whose last day, not the day after it, is told as `until`; null where it has none.
Json last_day(const DayRange& range);

} // namespace runlog::cli
