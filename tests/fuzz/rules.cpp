#include "fuzz/property.hpp"
#include "runlog/domain/attendance.hpp"
#include "runlog/domain/reminder.hpp"

using namespace runlog;
using fuzz::accepted;
using fuzz::require;

namespace {

constexpr Day today{date::year{2026} / 11 / 21};

void check_pattern(const Pattern& pattern) {
    require(parse_pattern(to_text(pattern)) == pattern, "a pattern that is printed can be typed");
    Rule rule;
    rule.pattern = pattern;
    rule.anchor = today;
    rule.when = {today, std::nullopt};
    const auto day = next_day(rule, today);
    require(day && *day >= today, "every pattern has a next day");
    require(falls_on(rule, *day), "a session falls on that day");
}

void check_commitment(const Commitment& commitment) {
    require(parse_commitment(to_text(commitment)) == commitment, "a commitment that is printed can be typed");
    const bool is_counted = commitment.kind == Commitment::Kind::per_week;
    require(is_counted ? commitment.per_week >= 1 && commitment.per_week <= 7 : commitment.per_week == 0,
            "only a week's sessions are counted, from 1 to 7");
}

template <class Parse>
void check_name(std::string_view text, Parse parse) {
    if (const auto value = accepted([&] { return parse(text); }))
        require(parse(to_text(*value)) == *value, "a name that is printed can be typed");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    if (const auto pattern = accepted([&] { return parse_pattern(text); })) check_pattern(*pattern);
    if (const auto commitment = accepted([&] { return parse_commitment(text); })) check_commitment(*commitment);
    if (const auto days = accepted([&] { return parse_per_week(text); }))
        require(*days >= 1 && *days <= 7, "a week has seven days");
    if (const auto grace = accepted([&] { return parse_grace(text); }))
        require(*grace >= grace->zero() && *grace <= date::weeks{2}, "a session closes within two weeks");
    check_name(text, parse_quiet_hours);
    check_name(text, parse_reminder_kind);
    check_name(text, parse_role);
    check_name(text, parse_makeup);
    check_name(text, parse_scope);
    check_name(text, parse_callouts);
    return 0;
}
