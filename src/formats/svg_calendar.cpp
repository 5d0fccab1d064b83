#include "svg_calendar.hpp"

#include "runlog/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::formats {

// No text in it may hold what has to be escaped: in HTML a style sheet is read as it stands.
const char* const year_style = R"css(
.year{--rest:#d9dad2;--text:#4d5953;--edge:#8b968f;--day1:#cfe8d9;--day2:#9ed2b4;--day3:#2f7a57;--day4:#124f37;
--on1:#17352a;--on2:#0f2f23;--on3:#ffffff;--on4:#ffffff}
.year text{font:10px system-ui,-apple-system,"Segoe UI",sans-serif;fill:var(--text)}
.year .paper{fill:#ffffff}
.year .none{fill:var(--rest)}
.year .cancelled,.year .nobody{fill:none;stroke:var(--edge);stroke-width:1}
.year .cancelled{stroke-dasharray:2 2}
.year .some1{fill:var(--day1)}.year .some2{fill:var(--day2)}.year .some3{fill:var(--day3)}.year .some4{fill:var(--day4)}
.year .day text{text-anchor:middle}
.year .day .long{font-size:8px}
.year .on1{fill:var(--on1)}.year .on2{fill:var(--on2)}.year .on3{fill:var(--on3)}.year .on4{fill:var(--on4)}
@media screen and (prefers-color-scheme:dark){.year{--rest:#333c38;--text:#a9b4ae;--edge:#74807a;--day1:#1d3d30;--day2:#2a6049;
--day3:#57b48a;--day4:#a9ecca;--on1:#dcefe5;--on2:#eefaf3;--on3:#06231a;--on4:#06231a}
.year .paper{fill:#131816}}
@media print{.year{--text:#333333}}
)css";

namespace {

using markup::Node;

constexpr int side = 17;        ///< of a day
constexpr int pitch = side + 3; ///< from one day to the next
constexpr int left = 34;        ///< of the first week
constexpr int top = 20;         ///< of the first day
constexpr int baseline = 12;    ///< of a text within a day
constexpr int letter = 6;       ///< about as wide as one is
constexpr int rest_side = 5;    ///< of a day without a session, for those with one to stand out
constexpr int legend_gap = 16;
constexpr int weeks_bottom = top + 7 * pitch + 2;

void place(Node node, int x, int y) {
    markup::set(node, "x", x);
    markup::set(node, "y", y);
}

void draw_text(Node parent, int x, int y, const std::string& text, const char* kind = nullptr) {
    Node node = markup::element_saying(parent, "text", text, kind);
    place(node, x, y);
}

std::string kind_of(const PageDay& day, const char* some) {
    switch (day.kind) {
    case PageDay::Kind::none: return "none";
    case PageDay::Kind::cancelled: return "cancelled";
    case PageDay::Kind::nobody: return "nobody";
    case PageDay::Kind::some: break;
    }
    return fmt::format("{}{}", some, std::clamp(day.level, 1, PageDay::most));
}

void draw_square(Node parent, int x, int y, int size, const std::string& kind) {
    Node square = markup::element(parent, "rect", kind.c_str());
    place(square, x, y);
    markup::set(square, "width", size);
    markup::set(square, "height", size);
    markup::set(square, "rx", size / 4);
}

void draw_day(Node parent, int x, int y, const PageDay& day) {
    Node node = markup::element(parent, "g", "day");
    if (!day.told.empty()) markup::element_saying(node, "title", day.told);
    if (day.kind == PageDay::Kind::none) {
        constexpr int inset = (side - rest_side) / 2;
        return draw_square(node, x + inset, y + inset, rest_side, kind_of(day, ""));
    }
    draw_square(node, x, y, side, kind_of(day, "some"));
    if (day.text.empty()) return;
    const bool is_long = day.text.size() > 2;
    draw_text(node, x + side / 2 + (is_long ? 0 : 1), y + baseline, day.text,
              (kind_of(day, "on") + (is_long ? " long" : "")).c_str());
}

void draw_weeks(Node picture, const PageYear& year) {
    for (std::size_t row = 0; row < year.weekdays.size(); ++row)
        draw_text(picture, 0, top + static_cast<int>(row) * pitch + baseline, year.weekdays[row]);
    int x = left;
    for (const auto& week : year.weeks) {
        if (!week.month.empty()) draw_text(picture, x, top - 8, week.month);
        for (std::size_t row = 0; row < week.days.size(); ++row)
            if (week.days[row]) draw_day(picture, x, top + static_cast<int>(row) * pitch, *week.days[row]);
        x += pitch;
    }
}

int columns_width(const PageYear& year) {
    return left + static_cast<int>(year.weeks.size()) * pitch;
}

void set_size(Node picture, int width, int height) {
    markup::set(picture, "viewBox", fmt::format("0 0 {} {}", width, height));
    markup::set(picture, "width", width);
    markup::set(picture, "height", height);
}

PageDay without_words(PageDay day) {
    day.told.clear();
    return day;
}

/// Below the weeks; returns where it ends.
int draw_legend(Node picture, const PageYear& year) {
    int x = left;
    for (const auto& day : year.legend) {
        draw_day(picture, x, weeks_bottom, without_words(day));
        draw_text(picture, x + side + 5, weeks_bottom + baseline, day.told);
        x += side + 5 + letter * static_cast<int>(display_width(printable(day.told))) + legend_gap;
    }
    return x;
}

Node begin_year(Node parent, const PageYear& year, const std::string& id) {
    Node picture = markup::element(parent, "svg", "year");
    markup::set(picture, "xmlns", "http://www.w3.org/2000/svg");
    markup::set(picture, "role", "img");
    markup::set(picture, "aria-labelledby", fmt::format("{0}-title {0}-summary", id));
    markup::set(markup::element_saying(picture, "title", year.title), "id", id + "-title");
    markup::set(markup::element_saying(picture, "desc", year.summary), "id", id + "-summary");
    return picture;
}

} // namespace

void draw_year(Node parent, const PageYear& year, const std::string& id) {
    Node picture = begin_year(parent, year, id);
    set_size(picture, columns_width(year), weeks_bottom);
    draw_weeks(picture, year);
}

void draw_sample(Node parent, const PageDay& day) {
    Node picture = markup::element(parent, "svg", "year");
    markup::set(picture, "aria-hidden", "true");
    set_size(picture, side + 2, side + 2);
    draw_day(picture, 1, 1, without_words(day));
}

std::string svg_text(const PageYear& year) {
    pugi::xml_document document;
    Node picture = begin_year(document, year, "year");
    markup::element(picture, "style").append_child(pugi::node_pcdata).set_value(year_style);
    // A file of its own has no page behind it whose colour would fit.
    Node paper = markup::element(picture, "rect", "paper");
    markup::set(paper, "width", "100%");
    markup::set(paper, "height", "100%");
    draw_weeks(picture, year);
    set_size(picture, std::max(columns_width(year), draw_legend(picture, year)), weeks_bottom + side + 4);
    return markup::xml(document);
}

} // namespace runlog::formats
