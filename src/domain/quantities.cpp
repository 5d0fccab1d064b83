#include "runlog/domain/quantities.hpp"

#include "runlog/domain/error.hpp"
#include "words.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace runlog {

namespace {

constexpr double metres_per_mile = 1609.344;

struct DistanceUnit {
    std::string_view name;
    double metres;
};

constexpr std::array distance_units{
    DistanceUnit{"k", 1000},
    DistanceUnit{"km", 1000},
    DistanceUnit{"mi", metres_per_mile},
    DistanceUnit{"mile", metres_per_mile},
    DistanceUnit{"miles", metres_per_mile},
    DistanceUnit{"m", 1},
    DistanceUnit{"metres", 1},
    DistanceUnit{"meters", 1},
};

/// Digits with at most one decimal point or comma, and how much of `text` they take.
struct Number {
    double value;
    std::size_t length;
    bool thousands; ///< `1,000`: a comma before exactly three digits could be either
};

std::optional<Number> leading_number(std::string_view text) {
    std::string digits;
    std::size_t mark = std::string_view::npos;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (words::is_digit(text[at])) {
            digits += text[at];
        } else if ((text[at] == '.' || text[at] == ',') && mark == std::string_view::npos) {
            mark = at;
            digits += '.';
        } else {
            break;
        }
    }
    if (digits.empty() || digits == "." || at > 20) return std::nullopt;
    double value = 0;
    const auto [end, trouble] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (trouble != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    const bool comma = mark != std::string_view::npos && text[mark] == ',';
    return Number{value, at, comma && at - mark == 4};
}

Metres checked_distance(double metres, std::string_view text) {
    if (metres > static_cast<double>(longest_distance.value))
        throw Error(fmt::format("A run of {} is more than 1,000 km.", text), "Check the number and its unit.");
    const Metres rounded{std::llround(metres)};
    if (rounded.value <= 0) throw Error(fmt::format("A distance must be more than 0: {}", text));
    return rounded;
}

[[noreturn]] void refuse_distance(std::string_view text) {
    throw Error(fmt::format("'{}' is not a distance.", text), "Write it like 5k, 3.1mi, 400m, half or marathon.");
}

[[noreturn]] void refuse_duration(std::string_view text) {
    throw Error(fmt::format("'{}' is not a duration.", text), "Write it like 45:10, 1:05:00, 65min or 1h05m.");
}

bool is_negative(std::string_view text) {
    return text.size() > 1 && text[0] == '-' && words::is_digit(text[1]);
}

/// `45:10` and `1:05:00`.
std::optional<Seconds> parse_clock_form(std::string_view text) {
    std::array<int, 3> parts{};
    std::size_t count = 0;
    while (true) {
        const std::size_t before = text.size();
        const auto number = words::take_number(text);
        if (!number || count == parts.size()) return std::nullopt;
        if (count > 0 && (before - text.size() != 2 || *number > 59)) return std::nullopt;
        parts[count++] = *number;
        if (text.empty()) break;
        if (text[0] != ':') return std::nullopt;
        text.remove_prefix(1);
    }
    if (count == 2) return std::chrono::minutes{parts[0]} + Seconds{parts[1]};
    if (count == 3) return std::chrono::hours{parts[0]} + std::chrono::minutes{parts[1]} + Seconds{parts[2]};
    return std::nullopt;
}

/// Takes a number and its unit off the front of `text`; `rank` is 3 for hours down to 1 for seconds.
std::optional<Seconds> take_unit_part(std::string_view& text, int& rank) {
    const auto number = words::take_number(text);
    if (!number) return std::nullopt;
    struct TimeUnit {
        std::string_view name;
        int rank;
        int seconds;
    };
    // Longest names first: "min" must not be read as "m" with "in" left over.
    static constexpr std::array units{TimeUnit{"min", 2, 60}, TimeUnit{"sec", 1, 1}, TimeUnit{"h", 3, 3600},
                                      TimeUnit{"m", 2, 60}, TimeUnit{"s", 1, 1}};
    for (const auto& unit : units) {
        if (!text.starts_with(unit.name) || unit.rank >= rank) continue;
        text.remove_prefix(unit.name.size());
        rank = unit.rank;
        return Seconds{std::int64_t{*number} * unit.seconds};
    }
    return std::nullopt;
}

/// `1h05m`, `65m`, `90s`, and `PT1H5M` once lowered and without its first two letters.
std::optional<Seconds> parse_unit_form(std::string_view text) {
    if (text.starts_with("pt")) text.remove_prefix(2);
    if (text.empty()) return std::nullopt;
    Seconds total{0};
    int rank = 4;
    while (!text.empty()) {
        const auto part = take_unit_part(text, rank);
        if (!part) return std::nullopt;
        total += *part;
    }
    return total;
}

/// `65m`: 65 metres to one reader, 65 minutes to another.
bool is_metres_or_minutes(std::string_view text) {
    return text.size() > 1 && (text.back() == 'm' || text.back() == 'M') &&
           words::whole_number(text.substr(0, text.size() - 1), 9).has_value();
}

bool reads_as_duration(std::string_view text) {
    const std::string word = words::lower(text);
    return parse_clock_form(word).has_value() || parse_unit_form(word).has_value();
}

std::optional<Unit> unit_of(std::string_view text) {
    const std::string word = words::lower(text);
    if (word.find("mi") != std::string::npos) return Unit::mi;
    if (word.find('k') != std::string::npos) return Unit::km;
    return std::nullopt;
}

void take_distance(Effort& effort, std::string_view text) {
    const Metres distance = parse_distance(text);
    if (effort.distance) throw Error(fmt::format("'{}' is a second distance.", text), "One run has one distance.");
    effort.distance = distance;
    effort.unit = unit_of(text);
}

void take_duration(Effort& effort, std::string_view text) {
    if (effort.duration) throw Error(fmt::format("'{}' is a second duration.", text), "One run has one duration.");
    effort.duration = parse_duration(text);
}

[[noreturn]] void refuse_unclear(std::string_view text) {
    throw Error(fmt::format("'{}' could be metres or minutes.", text),
                fmt::format("Write {0}min, or --distance {0}m.", text.substr(0, text.size() - 1)));
}

double metres_in(Unit unit) {
    return unit == Unit::km ? 1000 : metres_per_mile;
}

std::string_view name_of(Unit unit) {
    return unit == Unit::km ? "km" : "mi";
}

} // namespace

Metres parse_distance(std::string_view text) {
    if (is_negative(text)) throw Error(fmt::format("A distance must be more than 0: {}", text));
    const std::string word = words::lower(text);
    if (word == "marathon") return Metres{42'195};
    if (word == "half" || word == "half-marathon") return Metres{21'098};
    const auto number = leading_number(word);
    if (!number) refuse_distance(text);
    std::string_view unit = std::string_view(word).substr(number->length);
    while (unit.starts_with(' ')) unit.remove_prefix(1);
    if (unit.empty()) throw Error(fmt::format("{} of what?", text), fmt::format("Add the unit: {0}k or {0}mi.", text));
    for (const auto& known : distance_units) {
        if (unit != known.name) continue;
        if (number->thousands)
            throw Error(fmt::format("'{}' could be thousands or a decimal comma.", text),
                        "Write it without the comma, or with a point.");
        return checked_distance(number->value * known.metres, text);
    }
    refuse_distance(text);
}

Seconds parse_duration(std::string_view text) {
    if (is_negative(text)) throw Error(fmt::format("A duration must be more than 0: {}", text));
    const std::string word = words::lower(text);
    auto duration = parse_clock_form(word);
    if (!duration) duration = parse_unit_form(word);
    if (!duration) refuse_duration(text);
    if (duration->count() == 0) throw Error(fmt::format("A duration must be more than 0: {}", text));
    if (*duration > longest_duration)
        throw Error(fmt::format("A run of {} is longer than 7 days.", text), "Check the number and its unit.");
    return *duration;
}

Effort parse_effort(std::optional<std::string_view> first, std::optional<std::string_view> second) {
    Effort effort;
    std::optional<std::string_view> unclear;
    for (const auto& word : {first, second}) {
        if (!word) continue;
        if (is_metres_or_minutes(*word) && unclear) refuse_unclear(*unclear);
        if (is_metres_or_minutes(*word))
            unclear = word;
        else if (reads_as_duration(*word))
            take_duration(effort, *word);
        else
            take_distance(effort, *word);
    }
    if (!unclear) return effort;
    if (effort.distance)
        take_duration(effort, *unclear);
    else if (effort.duration)
        take_distance(effort, *unclear);
    else
        refuse_unclear(*unclear);
    return effort;
}

std::string to_text(Metres distance, Unit unit) {
    const bool short_one = unit == Unit::km ? distance.value < 1000 : distance.value < 402;
    if (short_one) return fmt::format("{} m", distance.value);
    const auto hundredths = std::llround(static_cast<double>(distance.value) * 100 / metres_in(unit));
    std::string number = fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
    while (number.back() == '0') number.pop_back();
    if (number.back() == '.') number.pop_back();
    return fmt::format("{} {}", number, name_of(unit));
}

std::string to_text(Seconds duration) {
    const auto total = duration.count();
    const auto hours = total / 3600;
    if (hours == 0) return fmt::format("{}:{:02}", total / 60, total % 60);
    return fmt::format("{}:{:02}:{:02}", hours, total / 60 % 60, total % 60);
}

std::string pace_text(Metres distance, Seconds duration, Unit unit) {
    const double units = static_cast<double>(distance.value) / metres_in(unit);
    const Seconds pace{std::llround(static_cast<double>(duration.count()) / units)};
    return fmt::format("{} /{}", to_text(pace), name_of(unit));
}

} // namespace runlog
