#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// A group's page to publish, as words and numbers. What somebody typed stands in it as it was typed: each writer makes
/// it safe for its own format, and lets nothing of it become anything but text.
namespace runlog::formats {

/// One session to come.
struct PageSession {
    std::string when;  ///< `Sat 28 Nov, 06:00`
    std::string start; ///< the same for programs: ISO 8601 with its offset
    std::string title;
    std::string where;  ///< place and purpose; may be empty
    std::string remark; ///< what is not as it was planned; may be empty
    std::string who;    ///< who promised to come, in a sentence; may be empty
    bool cancelled = false;
};

/// A paragraph.
struct PageText {
    std::string text;
};

/// The session that comes next, which is what most people look for.
struct PageNext {
    PageSession session;
};

/// Sessions, the earliest first.
struct PageSessions {
    std::string title;
    std::vector<PageSession> sessions;
};

/// Things to be seen at a glance, each with what it is and what else is to be known.
struct PageFigures {
    struct Figure {
        std::string value; ///< `12 sessions in a row`
        std::string what;
        std::string detail;
    };
    std::vector<Figure> figures;
};

/// One day in the picture of a year.
struct PageDay {
    enum class Kind { none, cancelled, nobody, some };
    static constexpr int most = 4;

    Kind kind = Kind::none; ///< `none` hardly shows
    int level = 1;          ///< of `some`: how much of it there was, from 1 to `most`
    std::string text;       ///< what stands in it: at most three characters; may be empty
    std::string told;       ///< `Sat 14 Nov: 9 came`
};

/// A year as a picture: a column for each week, a row for each day of it.
struct PageYear {
    struct Week {
        std::string month; ///< named where it begins, empty elsewhere
        std::array<std::optional<PageDay>, 7> days;
    };
    std::string title;
    std::string summary; ///< what the picture shows, in words
    std::array<std::string, 7> weekdays;
    std::vector<Week> weeks;
    std::vector<PageDay> legend; ///< one day of each kind, and what it means
};

/// Rows with a name each.
struct PageTable {
    enum class Align { left, right, centre };
    enum class Tone { plain, good, warning, bad, faint };

    struct Column {
        std::string title;
        Align align = Align::left;
    };
    struct Cell {
        std::string text;
        std::string mark; ///< a glyph that stands for the text in sight; empty where the text itself is shown
        Tone tone = Tone::plain;
    };
    std::string caption; ///< what it shows, for who hears it read
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows; ///< a cell for each column; the first names the row
    std::string legend;                  ///< what the marks mean; may be empty
    std::string folded;                  ///< not empty: shown only when somebody asks for what this says
    bool newest_last = false;            ///< a narrow screen should show the last columns first
};

/// Sentences.
struct PageList {
    std::vector<std::string> items;
    std::string folded; ///< as in a table
};

/// People at hand and what to know of them. An address or a number becomes a link where it can be nothing else.
struct PageContacts {
    struct Contact {
        std::string kind;
        std::string name;
        std::string detail; ///< may be empty
    };
    std::vector<Contact> contacts;
};

/// Where there is more; a link where `address` is one of the web, and text otherwise.
struct PageLink {
    std::string text;
    std::string address;
};

using PageBlock =
    std::variant<PageText, PageNext, PageSessions, PageFigures, PageYear, PageTable, PageList, PageContacts, PageLink>;

struct PageSection {
    std::string id; ///< lower-case letters: what links lead to
    std::string heading;
    std::vector<PageBlock> blocks;
};

struct Page {
    std::string title;
    std::vector<std::string> lead; ///< what the group is, in a paragraph each
    std::vector<PageSection> sections;
    std::vector<std::string> footer; ///< when it was made, and what it leaves out
};

/// One file that needs nothing else: no scripts, nothing from the network, light and dark, for phones, screens, paper
/// and readers of screens.
std::string html_text(const Page& page);

/// CommonMark with tables, as forges show it.
std::string markdown_text(const Page& page);

/// The picture of a year as a file of its own.
std::string svg_text(const PageYear& year);

/// Whether `text` is the address of something on the web that can be linked to: `http://…` or `https://…` without
/// blanks, quotes, brackets or backslashes.
bool is_web_address(std::string_view text);

} // namespace runlog::formats
