#include "table.hpp"

#include "runlog/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::cli {

namespace {

std::string_view code_of(Tone tone) {
    switch (tone) {
    case Tone::good: return "32";
    case Tone::warning: return "33";
    case Tone::bad: return "31";
    case Tone::faint: return "2";
    case Tone::plain: break;
    }
    return {};
}

constexpr std::string_view gap = "  ";
constexpr std::size_t narrowest = 8;

/// Takes from the widest columns until the line fits, but leaves each enough to be told by.
void narrow(std::vector<std::size_t>& widths, const std::vector<Table::Column>& columns, std::size_t width) {
    std::size_t total = 0;
    for (const std::size_t column : widths) total += column > 0 ? column + gap.size() : 0;
    for (total -= std::min(total, gap.size()); total > width; --total) {
        std::size_t* widest = nullptr;
        for (std::size_t i = 0; i < widths.size(); ++i)
            if (columns[i].wide == Table::Wide::gives_way && (!widest || widths[i] > *widest)) widest = &widths[i];
        if (!widest || *widest <= narrowest) return;
        --*widest;
    }
}

} // namespace

std::string toned(std::string_view text, Tone tone, bool colour) {
    if (!colour || tone == Tone::plain || text.empty()) return std::string(text);
    return fmt::format("\033[{}m{}\033[0m", code_of(tone), text);
}

void Table::add(std::vector<Cell> row) {
    for (auto& cell : row) cell.text = printable(cell.text);
    rows_.push_back(std::move(row));
}

std::string Table::render(bool colour, std::string_view ellipsis, std::size_t width) const {
    std::vector<std::vector<Cell>> lines;
    std::vector<Cell> titles;
    for (const auto& column : columns_) titles.emplace_back(column.title, Tone::faint);
    const auto is_empty = [](const Cell& cell) { return cell.text.empty(); };
    if (!std::all_of(titles.begin(), titles.end(), is_empty)) lines.push_back(titles);
    lines.insert(lines.end(), rows_.begin(), rows_.end());

    std::vector<std::size_t> widths(columns_.size(), 0);
    for (auto& line : lines)
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            line[i].text = fit(line[i].text, columns_[i].widest, ellipsis);
            widths[i] = std::max(widths[i], display_width(line[i].text));
        }
    narrow(widths, columns_, width);

    std::string text;
    for (auto& line : lines) {
        std::string pending;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (widths[i] == 0) continue;
            line[i].text = fit(line[i].text, widths[i], ellipsis);
            const bool right = columns_[i].align == Align::right;
            const std::string padding(widths[i] - display_width(line[i].text), ' ');
            if (right) pending += padding;
            // Without what would stand at the end of a line as blanks.
            if (i + 1 == columns_.size())
                while (line[i].text.ends_with(' ')) line[i].text.pop_back();
            if (!line[i].text.empty()) {
                text += pending + toned(line[i].text, line[i].tone, colour);
                pending.clear();
            }
            if (!right) pending += padding;
            pending += gap;
        }
        text += '\n';
    }
    return text;
}

} // namespace runlog::cli
