#include "wording.hpp"

#include "runlog/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::cli {

std::string grouped(std::int64_t number) {
    std::string digits = fmt::format("{}", number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", grouped(count), count == 1 ? one : many);
}

std::string name_of(const Member& member) {
    return printable(member.name.empty() ? member.handle : member.name);
}

std::string name_of(const Group& group) {
    return printable(group.title.empty() ? group.handle : group.title);
}

std::string first_name(const Member& member) {
    const std::string name = name_of(member);
    const auto end = name.find_first_of(" ,");
    return end == 0 ? name : name.substr(0, end);
}

bool is_plain_title(const std::string& title) {
    return printable(title) == title && title.find_first_not_of(' ') != std::string::npos && title.size() <= 80;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

std::string joined(std::vector<std::string> first, std::size_t all) {
    if (all > first.size()) first.push_back(counted(static_cast<std::int64_t>(all - first.size()), "other", "others"));
    return joined(first);
}

std::string effort_text(const Run& run, Unit unit) {
    if (!run.duration) return to_text(*run.distance, unit);
    if (!run.distance) return to_text(*run.duration);
    return fmt::format("{} in {} ({})", to_text(*run.distance, unit), to_text(*run.duration),
                       pace_text(*run.distance, *run.duration, unit));
}

std::string when_text(const Run& run) {
    if (!run.start) return long_text(run.day);
    return fmt::format("{}, {}", long_text(run.day), clock_text(run.start->local - run.day));
}

std::string range_text(const DayRange& range, Day today, const Glyphs& glyphs) {
    if (!range.until) return fmt::format("from {}", short_text(range.from, today));
    const Day last = *range.until - date::days{1};
    if (last <= range.from) return short_text(range.from, today);
    return fmt::format("{} {} {}", short_text(range.from, today), glyphs.dash, short_text(last, today));
}

std::string plan_text(const Plan& plan, Unit unit) {
    std::string text = fmt::format("{} a week", counted(plan.days_per_week, "day", "days"));
    if (plan.least) text += fmt::format(", at least {}", to_text(*plan.least, unit));
    return text;
}

std::string length_text(Step step, int length) {
    switch (step) {
    case Step::day: return counted(length, "day", "days");
    case Step::session: return counted(length, "session", "sessions");
    case Step::week: break;
    }
    return counted(length, "week", "weeks");
}

namespace {

/// What a streak still needs: days with a run, sessions, members who keep their plan.
std::string needed_text(const Streak& streak) {
    switch (streak.by) {
    case By::session: return counted(streak.needs, "more session", "more sessions");
    case By::group: return "more of you there";
    case By::crew: return counted(streak.needs, "more to keep their plan", "more to keep their plan");
    case By::day:
    case By::week: break;
    }
    return counted(streak.needs, "more day", "more days");
}

std::string open_detail(const Streak& streak, Day today, bool is_now) {
    if (streak.by == By::day && is_now) return "run today to keep it";
    return fmt::format("{} by {}", needed_text(streak), short_text(*streak.keep_by, today));
}

std::string broken_detail(const Streak& streak, Day today) {
    std::string text = "none yet";
    if (streak.last)
        text = fmt::format("the last was {}, until {}", length_text(streak.step, streak.last->length),
                           short_text(streak.last->end, today));
    const bool can_begin = streak.by == By::week && streak.current.ran > 0 && streak.needs <= streak.days_left;
    if (can_begin)
        text += fmt::format("; {} by {} to begin one", counted(streak.needs, "more day", "more days"),
                            short_text(streak.current.last, today));
    return text;
}

} // namespace

std::string streak_detail(const Streak& streak, Day today, bool is_now) {
    switch (streak.state) {
    case StreakState::kept: return fmt::format("since {}", short_text(streak.stretch->start, today));
    case StreakState::open: return open_detail(streak, today, is_now);
    case StreakState::lost:
        if (streak.by != By::day && streak.by != By::week)
            return fmt::format("{}: is a run not logged yet?", needed_text(streak));
        return fmt::format("{} needed, {} left: is a run not logged yet?", needed_text(streak),
                           counted(streak.days_left, "day", "days"));
    case StreakState::paused:
        return streak.until ? fmt::format("on leave until {}", short_text(*streak.until, today)) : "on leave";
    case StreakState::broken: break;
    }
    return broken_detail(streak, today);
}

std::optional<std::string> clock_change_text(const Placed& start) {
    const std::string time = clock_text(start.local - date::floor<date::days>(start.local));
    switch (start.change) {
    case ClockChange::skipped: return fmt::format("The clocks went forward that night: {} is when that was.", time);
    case ClockChange::repeated: return fmt::format("The clocks went back that night: the first {} was taken.", time);
    case ClockChange::none: break;
    }
    return std::nullopt;
}

std::string shell_word(const std::string& word) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("/._-+=@,:").find(c) != std::string_view::npos || static_cast<unsigned char>(c) >= 0x80;
    };
    if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return printable(word);
    std::string quoted = "'";
    for (const char c : word) quoted += c == '\'' ? "'\\''" : std::string(1, c);
    return printable(quoted + "'");
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
    std::string lines;
    std::string line(indent, ' ');
    bool begun = false;
    while (!text.empty()) {
        const auto blank = text.find(' ');
        const std::string_view word = text.substr(0, blank);
        text = blank == std::string_view::npos ? std::string_view{} : text.substr(blank + 1);
        if (begun && display_width(line) + 1 + display_width(word) > width) {
            lines += line + '\n';
            line = std::string(indent + 2, ' ');
            begun = false;
        }
        if (begun) line += ' ';
        line += word;
        begun = true;
    }
    return lines + line + '\n';
}

std::string error_text(const Error& error) {
    std::string text = fmt::format("runlog: {}\n", printable(error.what()));
    if (!error.hint().empty()) text += fmt::format("        {}\n", printable(error.hint()));
    return text;
}

} // namespace runlog::cli
