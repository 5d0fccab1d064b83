#include "runlog/domain/error.hpp"
#include "runlog/domain/schedule.hpp"
#include "runlog/domain/text.hpp"
#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace runlog {

namespace {

constexpr int most_weeks = 8;
constexpr std::array<std::string_view, 7> weekday_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::array<std::string_view, 5> ordinal_names{"first", "second", "third", "fourth", "fifth"};
constexpr std::array<std::string_view, 5> ordinal_numbers{"1st", "2nd", "3rd", "4th", "5th"};

[[noreturn]] void refuse(std::string_view text) {
    throw Error(fmt::format("'{}' is not a pattern I understand.", printable(text)),
                "Write it like sat, tue,thu, day, \"other sat\", \"3 weeks on sat\", \"first sun\" or \"last fri\".");
}

std::size_t place_in_week(date::weekday weekday) {
    return weekday.iso_encoding() - 1;
}

/// The words of a pattern, taken from the front as they are understood.
class PatternWords {
public:
    explicit PatternWords(std::string_view text) : text_(text), lowered_(words::lower(text)) {
        std::replace(lowered_.begin(), lowered_.end(), ',', ' ');
        parts_ = words::split_on_blanks(lowered_);
        std::erase(parts_, "and");
        if (!parts_.empty() && parts_.front() == "every") parts_.erase(parts_.begin());
    }

    Pattern read() {
        Pattern pattern;
        if (take("once")) return done(pattern);
        pattern.ordinals = ordinals();
        pattern.kind = pattern.ordinals.empty() ? Pattern::Kind::weekly : Pattern::Kind::monthly;
        if (pattern.ordinals.empty()) pattern.weeks = weeks();
        pattern.weekdays = weekdays();
        if (pattern.weeks > 1 && pattern.weekdays.size() == 7) refuse(text_);
        if (pattern.kind == Pattern::Kind::monthly) finish_month(pattern);
        return done(pattern);
    }

private:
    bool take(std::string_view word) {
        if (at_ == parts_.size() || parts_[at_] != word) return false;
        ++at_;
        return true;
    }

    std::string_view next() const { return at_ < parts_.size() ? parts_[at_] : std::string_view{}; }

    std::vector<int> ordinals() {
        std::vector<int> all;
        for (;; ++at_) {
            const auto named = [&](const auto& names) {
                const auto found = std::find(names.begin(), names.end(), next());
                return found == names.end() ? 0 : static_cast<int>(found - names.begin()) + 1;
            };
            const int ordinal =
                next() == "last" ? Pattern::last : std::max(named(ordinal_names), named(ordinal_numbers));
            if (ordinal == 0) return all;
            if (std::find(all.begin(), all.end(), ordinal) == all.end()) all.push_back(ordinal);
        }
    }

    int weeks() {
        if (take("other")) return 2;
        const auto count = words::whole_number(next(), 2);
        if (!count) return 1;
        ++at_;
        if (*count < 1 || *count > most_weeks || (!take("weeks") && !take("week"))) refuse(text_);
        take("on");
        return *count;
    }

    /// `sat`, `saturday`, `saturdays`.
    static std::optional<date::weekday> weekday(std::string_view word) {
        if (const auto day = words::weekday_called(word)) return day;
        return word.ends_with("days") ? words::weekday_called(word.substr(0, word.size() - 1)) : std::nullopt;
    }

    std::vector<date::weekday> weekdays() {
        std::vector<date::weekday> all;
        if (take("day") || take("daily"))
            for (unsigned day = 1; day <= 7; ++day) all.emplace_back(day);
        if (take("weekday") || take("weekdays"))
            for (unsigned day = 1; day <= 5; ++day) all.emplace_back(day);
        for (auto day = weekday(next()); day; day = weekday(next())) {
            all.push_back(*day);
            ++at_;
        }
        std::sort(all.begin(), all.end(), [](auto a, auto b) { return place_in_week(a) < place_in_week(b); });
        all.erase(std::unique(all.begin(), all.end()), all.end());
        if (all.empty()) refuse(text_);
        return all;
    }

    void finish_month(const Pattern& pattern) {
        const bool said = take("of");
        if (said && !take("the") && !take("a")) take("every");
        if (said && !take("month")) refuse(text_);
        if (pattern.weekdays.size() != 1) refuse(text_);
        if (!said && pattern.ordinals == std::vector<int>{2}) {
            const auto day = weekday_names[place_in_week(pattern.weekdays.front())];
            throw Error(fmt::format("'{}' could be every other week, or once a month.", printable(text_)),
                        fmt::format("Write \"other {0}\", or \"second {0} of the month\".", day));
        }
    }

    Pattern done(const Pattern& pattern) const {
        if (at_ != parts_.size()) refuse(text_);
        return pattern;
    }

    std::string_view text_;
    std::string lowered_;
    std::vector<std::string_view> parts_;
    std::size_t at_ = 0;
};

std::string ordinal_name(int ordinal) {
    return ordinal == Pattern::last ? "last" : std::string(ordinal_names[static_cast<std::size_t>(ordinal - 1)]);
}

} // namespace

Pattern parse_pattern(std::string_view text) {
    return PatternWords(text).read();
}

std::string to_text(const Pattern& pattern) {
    if (pattern.kind == Pattern::Kind::once) return "once";
    std::vector<std::string_view> days;
    for (const auto& weekday : pattern.weekdays) days.push_back(weekday_names[place_in_week(weekday)]);
    const std::string list = days.size() == 7 ? "day" : fmt::format("{}", fmt::join(days, ","));
    if (pattern.kind == Pattern::Kind::weekly)
        return pattern.weeks == 1   ? list
               : pattern.weeks == 2 ? fmt::format("other {}", list)
                                    : fmt::format("{} weeks on {}", pattern.weeks, list);
    std::vector<std::string> ordinals;
    for (const int ordinal : pattern.ordinals) ordinals.push_back(ordinal_name(ordinal));
    return fmt::format("{} {} of the month", fmt::join(ordinals, ","), list);
}

} // namespace runlog
