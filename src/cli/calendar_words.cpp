#include "calendar_words.hpp"

#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace runlog::cli {

namespace {

constexpr int name_width = 3;
constexpr std::size_t label_width = name_width + 1;

template <class Mark>
struct Glyph {
    Mark mark;
    std::string_view unicode;
    std::string_view ascii;
    std::string_view words; ///< in the legend; empty for what needs none
    Tone tone;
};

constexpr std::array day_glyphs{
    Glyph{DayMark::run, "○", "o", "run", Tone::good},
    Glyph{DayMark::together, "●", "#", "together", Tone::good},
    Glyph{DayMark::leave, "–", "-", "day off", Tone::warning},
    Glyph{DayMark::missed, "×", "x", "session missed", Tone::bad},
    Glyph{DayMark::none, "·", ".", "no run", Tone::faint},
    Glyph{DayMark::to_come, " ", " ", "", Tone::plain},
};

constexpr std::array group_glyphs{
    Glyph{GroupMark::nobody, "×", "x", "nobody came", Tone::bad},
    Glyph{GroupMark::pending, "?", "?", "nobody logged yet", Tone::warning},
    Glyph{GroupMark::cancelled, "∅", "c", "cancelled", Tone::faint},
    Glyph{GroupMark::none, "·", ".", "no session", Tone::faint},
    Glyph{GroupMark::to_come, " ", " ", "", Tone::plain},
};

template <class Glyphs, class Mark>
Table::Cell cell_for(const Glyphs& glyphs, Mark mark, bool unicode) {
    const auto found = std::find_if(glyphs.begin(), glyphs.end(), [&](const auto& one) { return one.mark == mark; });
    return {std::string(unicode ? found->unicode : found->ascii), found->tone};
}

template <class Glyphs, class Mark>
std::string legend_of(const Glyphs& glyphs, const std::set<Mark>& shown, bool unicode) {
    std::string text;
    for (const auto& one : glyphs)
        if (shown.contains(one.mark) && !one.words.empty())
            text += fmt::format("{}{} {}", text.empty() ? "" : "  ", unicode ? one.unicode : one.ascii, one.words);
    return text;
}

std::string months_line(const YearGrid& grid) {
    std::string line;
    for (const auto& one : grid.months(name_width)) {
        line.resize(label_width + static_cast<std::size_t>(one.column), ' ');
        line += short_name(one.month.month());
    }
    return line;
}

std::string week_line(const Context& context, const YearGrid& grid, int row,
                      const std::function<Table::Cell(Day)>& cell) {
    std::string line = std::string(short_name(grid.weekday(row)));
    std::size_t blanks = label_width - line.size();
    for (int column = 0; column < grid.columns(); ++column) {
        const auto day = grid.day_at({row, column});
        const Table::Cell shown = day ? cell(*day) : Table::Cell(" ");
        if (shown.text == " ") {
            ++blanks;
            continue;
        }
        line += std::string(blanks, ' ') + toned(shown.text, shown.tone, context.around().colour);
        blanks = 0;
    }
    return line;
}

/// The last of the weeks, as many as fit.
YearGrid fitting(const Context& context, const YearGrid& grid) {
    const std::size_t width = std::max(context.width(), label_width + 1) - label_width;
    const auto columns = static_cast<std::size_t>(grid.columns());
    if (columns <= width) return grid;
    const auto first = grid.day_at({0, static_cast<int>(columns - width)});
    return {*first, grid.last(), grid.weekday(0)};
}

} // namespace

Table::Cell glyph_of(DayMark mark, bool unicode) {
    return cell_for(day_glyphs, mark, unicode);
}

Table::Cell glyph_of(GroupMark mark, int came, const CountScale& scale, bool unicode) {
    if (mark == GroupMark::came) return {fmt::format("{}", scale.digit(came)), Tone::good};
    return cell_for(group_glyphs, mark, unicode);
}

std::string legend(const std::set<DayMark>& shown, bool unicode) {
    return legend_of(day_glyphs, shown, unicode);
}

std::string legend(const std::set<GroupMark>& shown, bool unicode) {
    return legend_of(group_glyphs, shown, unicode);
}

std::string legend(const std::set<int>& shown, const CountScale& scale) {
    std::vector<std::string> parts;
    for (const int digit : shown) {
        const auto range = scale.range(digit);
        parts.push_back(range.first == range.last ? fmt::format("{}={}", digit, range.first)
                                                  : fmt::format("{}={}-{}", digit, range.first, range.last));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

void print_grid(Context& context, const YearGrid& grid, const std::function<Table::Cell(Day)>& cell) {
    const YearGrid shown = fitting(context, grid);
    context.say(months_line(shown));
    for (int row = 0; row < YearGrid::rows; ++row) context.say(week_line(context, shown, row, cell));
    if (shown.columns() < grid.columns())
        context.note(fmt::format("{} are left out: widen the terminal to see them.",
                                 counted(grid.columns() - shown.columns(), "earlier week", "earlier weeks")));
}

} // namespace runlog::cli
