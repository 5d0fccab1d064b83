#include "runlog/domain/attendance.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/people.hpp"
#include "runlog/domain/quantities.hpp"
#include "runlog/domain/run.hpp"
#include "runlog/domain/schedule.hpp"
#include "runlog/domain/statement.hpp"

#include <algorithm>

/// Which fields things have, and what may be said in them.
namespace runlog {

namespace {

using Fits = bool (*)(const Scalar&);

/// Whether a thing stands without a field, and whether the field may be said to be none.
enum class Need { always, never_none, optional };

struct Field {
    std::string_view name;
    Fits fits;
    Need need = Need::always;
};

const std::string* text_in(const Scalar& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text && text->size() <= longest_text ? text : nullptr;
}

template <std::int64_t least, std::int64_t most>
bool number(const Scalar& value) {
    const auto* found = std::get_if<std::int64_t>(&value);
    return found && *found >= least && *found <= most;
}
constexpr Fits yes_or_no = number<0, 1>;

bool text(const Scalar& value) {
    return text_in(value) != nullptr;
}

bool day(const Scalar& value) {
    const auto* written = text_in(value);
    const auto read = written ? parse_iso_day(*written) : std::nullopt;
    return read && iso(*read) == *written;
}

/// A moment as the log keeps it: `2026-11-21T06:58:00Z`.
bool moment(const Scalar& value) {
    const auto* written = text_in(value);
    if (!written || !written->ends_with('Z')) return false;
    const auto read = parse_iso_time(std::string_view(*written).substr(0, written->size() - 1));
    return read && iso(*read) + "Z" == *written;
}

bool placed(const Scalar& value) {
    const auto* written = text_in(value);
    const auto read = written ? parse_iso_placed(*written) : std::nullopt;
    return read && iso(*read) == *written;
}

bool session(const Scalar& value) {
    const auto* written = text_in(value);
    return written && parse_session_text(*written);
}

bool session_start(const Scalar& value) {
    const auto* written = text_in(value);
    const auto read = written ? parse_iso_time(*written) : std::nullopt;
    return read && session_text(*read) == *written;
}

/// What a function of the domain reads without complaint, as `say` would have said it.
template <auto parse, auto say>
bool readable(const Scalar& value) {
    const auto* written = text_in(value);
    if (!written) return false;
    try {
        return say(parse(*written)) == *written;
    } catch (const Error&) {
        return false;
    }
}

std::string read_handle(std::string_view text) {
    check_handle(text);
    return std::string(text);
}

std::string read_tags(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto comma = std::min(text.find(',', at), text.size());
        check_tag(std::string(text.substr(at, comma - at)));
        at = comma + 1;
    }
    return std::string(text);
}

std::string same(std::string text) {
    return text;
}

std::string_view read_kind(std::string_view text) {
    if (text != to_text(Answer::Kind::promise) && text != to_text(Answer::Kind::excuse)) throw Error("neither");
    return text;
}

constexpr Fits handle = readable<read_handle, same>;
constexpr Fits tags = readable<read_tags, same>;
constexpr Fits role = readable<parse_role, [](Role value) { return to_text(value); }>;
constexpr Fits scope = readable<parse_scope, [](Scope value) { return to_text(value); }>;
constexpr Fits makeup = readable<parse_makeup, [](Makeup value) { return to_text(value); }>;
constexpr Fits callouts = readable<parse_callouts, [](Callouts value) { return to_text(value); }>;
constexpr Fits commitment = readable<parse_commitment, [](const Commitment& value) { return to_text(value); }>;
constexpr Fits pattern = readable<parse_pattern, [](const Pattern& value) { return to_text(value); }>;
constexpr Fits time_of_day = readable<parse_time_of_day, [](std::chrono::seconds value) { return clock_text(value); }>;
constexpr Fits answer_kind = readable<read_kind, [](std::string_view value) { return value; }>;

constexpr Fits length = number<1, std::chrono::seconds(longest_session).count()>;
constexpr Fits metres = number<1, longest_distance.value>;
constexpr Fits seconds = number<1, longest_duration.count()>;
constexpr Fits hours = number<0, 14 * 24>;
constexpr Fits per_week = number<1, 7>;
constexpr Fits people = number<1, 1'000'000>;

constexpr Need optional = Need::optional;

std::vector<Field> dated(std::vector<Field> fields) {
    fields.push_back({"from_day", day});
    fields.push_back({"until_day", day, optional});
    return fields;
}

const std::vector<Field>& fields_of(Kind kind) {
    static const std::map<Kind, std::vector<Field>> all{
        {Kind::group,
         {{"title", text},
          {"about", text, optional},
          {"url", text, optional},
          {"place", text, optional},
          {"scope", scope},
          {"zone", text, optional},
          {"callouts", callouts, optional}}},
        {Kind::terms, dated({{"makeup", makeup, optional}, {"grace_h", hours}, {"quorum", people}})},
        {Kind::rule, dated({{"title", text},
                            {"pattern", pattern},
                            {"start_time", time_of_day},
                            {"length_s", length},
                            {"zone", text},
                            {"place", text, optional},
                            {"purpose", text, optional},
                            {"note", text, optional},
                            {"anchor_day", day}})},
        {Kind::contact, {{"kind", text}, {"name", text}, {"detail", text, optional}}},
        {Kind::change,
         {{"moved_to", session_start, optional}, {"cancelled", yes_or_no}, {"reason", text}, {"announced_at", moment}}},
        {Kind::member, {{"handle", handle}, {"name", text, Need::never_none}, {"zone", text, optional}}},
        {Kind::memberships, dated({{"role", role}, {"remote", yes_or_no}, {"commitment", commitment}})},
        {Kind::plans, dated({{"days_per_week", per_week}, {"least_m", metres, optional}})},
        {Kind::leave, dated({{"everywhere", yes_or_no}, {"reason", text}, {"announced_at", moment}})},
        {Kind::answer,
         {{"session", session_start},
          {"kind", answer_kind},
          {"reason", text, optional},
          {"announced_at", moment},
          {"withdrawn_at", moment, optional}}},
        {Kind::run,
         {{"day", day},
          {"start", placed, optional},
          {"zone", text},
          {"distance_m", metres, optional},
          {"duration_s", seconds, optional},
          {"with_group", yes_or_no},
          {"session", session, optional},
          {"place", text, optional},
          {"tags", tags},
          {"note", text, optional},
          {"remote", yes_or_no}}},
    };
    return all.at(kind);
}

const Field* field_called(Kind kind, std::string_view name) {
    const auto& fields = fields_of(kind);
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

bool is_none(const Scalar& value) {
    return std::holds_alternative<std::monostate>(value);
}

std::optional<std::string> why_not_in(Kind kind, const std::string& name, const Scalar& value) {
    const Field* field = field_called(kind, name);
    if (!field || (is_none(value) && field->need == Need::optional) || (!is_none(value) && field->fits(value)))
        return std::nullopt;
    return name + " says nothing that can be understood";
}

const std::string* text_of(const Row& row, const std::string& name) {
    const auto found = row.find(name);
    return found == row.end() ? nullptr : std::get_if<std::string>(&found->second);
}

bool has_all(Kind kind, const Row& row) {
    return std::all_of(fields_of(kind).begin(), fields_of(kind).end(), [&](const Field& field) {
        return field.need != Need::always || row.contains(std::string(field.name));
    });
}

bool ends_after_it_begins(const Row& row) {
    const auto* from = text_of(row, "from_day");
    const auto* until = text_of(row, "until_day");
    return !from || !until || *from < *until;
}

std::optional<std::string> why_no_list(Kind kind, const std::vector<Row>& rows) {
    const std::string* before = nullptr;
    for (const auto& row : rows) {
        for (const auto& [name, value] : row)
            if (auto why = why_not_in(kind, name, value)) return why;
        if (!has_all(kind, row)) return "a row lacks a field";
        const auto* from = text_of(row, "from_day");
        if (!ends_after_it_begins(row) || (before && *from < *before)) return "its days overlap";
        static const std::string never = "9999-12-31";
        const auto* until = text_of(row, "until_day");
        before = until ? until : &never;
    }
    return std::nullopt;
}

/// As a plain value; a list is none.
std::optional<Scalar> scalar(const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return Scalar{};
    if (const auto* number = std::get_if<std::int64_t>(&value)) return Scalar{*number};
    if (const auto* text = std::get_if<std::string>(&value)) return Scalar{*text};
    return std::nullopt;
}

std::optional<std::string> why_not_field(Kind kind, const std::string& name, const Value& value) {
    if (is_list(kind)) {
        if (name != rows_field) return std::nullopt;
        const auto* rows = std::get_if<std::vector<Row>>(&value);
        return rows ? why_no_list(kind, *rows) : "rows is no list";
    }
    const auto plain = scalar(value);
    const bool is_flag = name == gone || (kind == Kind::run && participant(name));
    if (is_flag) return plain && yes_or_no(*plain) ? std::nullopt : std::optional(name + " is neither 0 nor 1");
    if (!plain) return field_called(kind, name) ? std::optional(name + " is a list") : std::nullopt;
    return why_not_in(kind, name, *plain);
}

bool has(const Facts& facts, const std::string& name) {
    const auto found = facts.find(name);
    return found != facts.end() && !std::holds_alternative<std::monostate>(found->second);
}

Row row_of(const Facts& facts) {
    Row row;
    for (const auto& [name, value] : facts)
        if (auto plain = scalar(value)) row.emplace(name, std::move(*plain));
    return row;
}

bool fits_together(Kind kind, const Facts& facts) {
    switch (kind) {
    case Kind::run:
        return (has(facts, "distance_m") || has(facts, "duration_s")) &&
               std::any_of(facts.begin(), facts.end(),
                           [&](const auto& fact) { return participant(fact.first) && is_yes(facts, fact.first); });
    case Kind::change: return is_yes(facts, "cancelled") || has(facts, "moved_to");
    default: return ends_after_it_begins(row_of(facts));
    }
}

} // namespace

std::optional<std::string> why_not_said(Kind kind, const Facts& facts) {
    for (const auto& [name, value] : facts)
        if (auto why = why_not_field(kind, name, value)) return why;
    return std::nullopt;
}

bool stands(Kind kind, const Facts& facts) {
    if (is_gone(facts)) return false;
    if (is_list(kind)) return facts.contains(std::string(rows_field));
    return has_all(kind, row_of(facts)) && fits_together(kind, facts);
}

} // namespace runlog
