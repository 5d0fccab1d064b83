#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace runlog::cli {

/// How a cell stands out where there is colour; the words say the same without it.
enum class Tone { plain, good, warning, bad, faint };

/// Text in a terminal's colour, or as it is.
std::string toned(std::string_view text, Tone tone, bool colour);

/// Rows of text, aligned by what a terminal shows.
class Table {
public:
    enum class Align { left, right };
    enum class Wide { gives_way, stays };

    struct Column {
        std::string title;
        Align align = Align::left;
        std::size_t widest = 200;    ///< columns after which a cell is cut
        Wide wide = Wide::gives_way; ///< whether it may be cut where the whole table is too wide
    };

    struct Cell {
        std::string text;
        Tone tone = Tone::plain;
        Cell(std::string words, Tone how = Tone::plain) : text(std::move(words)), tone(how) {}
        Cell(const char* words) : text(words) {}
    };

    using Row = std::vector<Cell>;

    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

    /// One cell for each column; what people typed is made safe to print here.
    void add(Row row);

    bool empty() const { return rows_.empty(); }

    /// The whole table, a line a row, titles first unless all are empty, no blanks at a line's end. Where it is wider
    /// than `width`, its widest columns give way.
    std::string render(bool colour, std::string_view ellipsis, std::size_t width = unlimited) const;

    static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

private:
    std::vector<Column> columns_;
    std::vector<Row> rows_;
};

} // namespace runlog::cli
