#include "streak_words.hpp"

#include "runlog/domain/text.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <sstream>

namespace runlog::cli {

namespace {

Tone tone_of(StreakState state) {
    switch (state) {
    case StreakState::kept: return Tone::good;
    case StreakState::open: return Tone::warning;
    case StreakState::lost: return Tone::bad;
    case StreakState::paused:
    case StreakState::broken: break;
    }
    return Tone::faint;
}

std::string owner_of(const StreakReport& report) {
    return report.member ? name_of(*report.member) : name_of(*report.group);
}

/// `day`, `week`, `at momma`; `sessions` and `crew` for a group's own.
std::string label(const StreakReport& report) {
    if (report.streak.by == By::session) return fmt::format("at {}", report.group->handle);
    return report.streak.by == By::group ? "sessions" : std::string(to_text(report.streak.by));
}

std::string detail(const StreakReport& report) {
    const std::string text = streak_detail(report.streak, report.today, report.is_now);
    if (!report.crew || report.crew->of == 0) return text;
    return fmt::format("{}; {} of {} kept their plan {} week", text, report.crew->kept_plan, report.crew->of,
                       report.is_now ? "this" : "that");
}

/// What follows the first semicolon stands in a line of its own, where they are to be `broken`.
Table table_of(const std::vector<StreakReport>& reports, bool broken) {
    Table table({{"", Table::Align::left, 20}, {""}, {"", Table::Align::right}, {""}, {""}});
    std::string last;
    for (const auto& report : reports) {
        const std::string owner = owner_of(report);
        const Streak& streak = report.streak;
        const std::string details = detail(report);
        const auto end = broken ? details.find("; ") : std::string::npos;
        table.add({owner == last ? "" : owner,
                   label(report),
                   length_text(streak.step, streak.length()),
                   {std::string(to_text(streak.state)), tone_of(streak.state)},
                   details.substr(0, end)});
        if (end != std::string::npos) table.add({"", "", "", "", details.substr(end + 2)});
        last = owner;
    }
    return table;
}

bool fits(const Context& context, const Table& table) {
    std::istringstream lines(table.render(false, context.glyphs().ellipsis));
    for (std::string line; std::getline(lines, line);)
        if (display_width(line) > context.width()) return false;
    return true;
}

} // namespace

void print_streaks(Context& context, const std::vector<StreakReport>& reports) {
    Table table = table_of(reports, false);
    if (!fits(context, table)) table = table_of(reports, true);
    context.print(table.render(context.around().colour, context.glyphs().ellipsis));
}

} // namespace runlog::cli
