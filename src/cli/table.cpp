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

/// Adds a row to `text`, without what would stand at its end as blanks.
void append_line(std::string& text, const Table::Row& row, const std::vector<Table::Column>& columns,
                 const std::vector<std::size_t>& widths, bool colour, std::string_view ellipsis) {
    std::string pending;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (widths[i] == 0) continue;
        std::string cell = fit(row[i].text, widths[i], ellipsis);
        const bool right = columns[i].align == Table::Align::right;
        const std::string padding(widths[i] - display_width(cell), ' ');
        if (right) pending += padding;
        if (i + 1 == columns.size())
            while (cell.ends_with(' ')) cell.pop_back();
        if (!cell.empty()) {
            text += pending + toned(cell, row[i].tone, colour);
            pending.clear();
        }
        if (!right) pending += padding;
        pending += gap;
    }
    text += '\n';
}

} // namespace

std::string toned(std::string_view text, Tone tone, bool colour) {
    if (!colour || tone == Tone::plain || text.empty()) return std::string(text);
    return fmt::format("\033[{}m{}\033[0m", code_of(tone), text);
}

void Table::add(Row row) {
    for (auto& cell : row) cell.text = printable(cell.text);
    rows_.push_back(std::move(row));
}

std::string Table::render(bool colour, std::string_view ellipsis, std::size_t width) const {
    Row titles;
    for (const auto& column : columns_) titles.emplace_back(column.title, Tone::faint);
    const bool titled = std::any_of(titles.begin(), titles.end(), [](const Cell& cell) { return !cell.text.empty(); });

    std::vector<std::size_t> widths(columns_.size(), 0);
    const auto see = [&](const Row& row) {
        for (std::size_t i = 0; i < columns_.size(); ++i)
            widths[i] = std::max(widths[i], std::min(columns_[i].widest, display_width(row[i].text)));
    };
    see(titles);
    for (const auto& row : rows_) see(row);
    narrow(widths, columns_, width);

    std::string text;
    if (titled) append_line(text, titles, columns_, widths, colour, ellipsis);
    for (const auto& row : rows_) append_line(text, row, columns_, widths, colour, ellipsis);
    return text;
}

} // namespace runlog::cli
