#include "cli/table.hpp"

#include <doctest/doctest.h>

namespace runlog::cli {

namespace {

using Align = Table::Align;

Table day_and_distance() {
    return Table({{"day"}, {"distance", Align::right}, {"note"}});
}

std::string plain(const Table& table) {
    return table.render(false, "...");
}

std::string coloured(const Table& table) {
    return table.render(true, "…");
}

} // namespace

TEST_CASE("columns align to the left or to the right, under their titles") {
    Table table = day_and_distance();
    table.add({"Tue 17 Nov", "5 km", "ice"});
    table.add({"Sat 7 Nov", "21.1 km", "snow, then rain"});
    CHECK(plain(table) == "day         distance  note\n"
                          "Tue 17 Nov      5 km  ice\n"
                          "Sat 7 Nov    21.1 km  snow, then rain\n");
}

TEST_CASE("a title may be narrower than what stands under it") {
    Table table({{"km", Align::right}, {"who"}});
    table.add({"1,234.5", "anna"});
    table.add({"5", "beth"});
    CHECK(plain(table) == "     km  who\n"
                          "1,234.5  anna\n"
                          "      5  beth\n");
}

TEST_CASE("without titles the rows stand alone") {
    Table table({{""}, {"", Align::right}});
    table.add({"anna", "5 km"});
    table.add({"jo", "10 km"});
    CHECK(plain(table) == "anna   5 km\n"
                          "jo    10 km\n");
}

TEST_CASE("a table without rows is its titles, and nothing without those") {
    CHECK(day_and_distance().empty());
    CHECK(plain(day_and_distance()) == "day  distance  note\n");
    CHECK(plain(Table({{""}, {""}})) == "");
    Table table = day_and_distance();
    table.add({"", "", ""});
    CHECK_FALSE(table.empty());
}

TEST_CASE("wide characters and combining marks take the columns that a terminal gives them") {
    Table table({{"who"}, {"distance", Align::right}, {"note"}});
    table.add({"走る", "5 km", "a"});
    table.add({"Zoe\u0308", "10 km", "b"});
    table.add({"\U0001F468\u200D\U0001F469\u200D\U0001F467", "7 km", "c"});
    table.add({"\U0001F1E9\U0001F1EA x", "8 km", "d"});
    CHECK(plain(table) == "who   distance  note\n"
                          "走る      5 km  a\n"
                          "Zoe\u0308      10 km  b\n"
                          "\U0001F468\u200D\U0001F469\u200D\U0001F467        7 km  c\n"
                          "\U0001F1E9\U0001F1EA x      8 km  d\n");
}

TEST_CASE("a wide text aligns to the right by its columns too") {
    Table table({{"", Align::right}, {""}});
    table.add({"走る", "a"});
    table.add({"e\u0301", "b"});
    table.add({"abcdef", "c"});
    CHECK(plain(table) == "  走る  a\n"
                          "     e\u0301  b\n"
                          "abcdef  c\n");
}

TEST_CASE("a cell that is too wide is cut") {
    Table table({{"day"}, {"note", Align::left, 10}, {"km", Align::right}});
    table.add({"Tue", "ice on the bridge", "5"});
    table.add({"Wed", "exactly 10", "10"});
    table.add({"Thu", "走る走る走る", "7"});
    CHECK(table.render(false, "...") == "day  note        km\n"
                                        "Tue  ice on ...   5\n"
                                        "Wed  exactly 10  10\n"
                                        "Thu  走る走...    7\n");
    CHECK(table.render(false, "…") == "day  note        km\n"
                                      "Tue  ice on th…   5\n"
                                      "Wed  exactly 10  10\n"
                                      "Thu  走る走る…    7\n");
}

TEST_CASE("a title that is too wide is cut as well") {
    Table table({{"distance", Align::right, 5}, {"note"}});
    table.add({"5 km", "ice"});
    CHECK(plain(table) == "di...  note\n"
                          " 5 km  ice\n");
}

TEST_CASE("a column with neither title nor text vanishes") {
    Table table({{"day"}, {""}, {"note"}});
    table.add({"Tue", "", "ice"});
    table.add({"Wed", "", "snow"});
    CHECK(plain(table) == "day  note\n"
                          "Tue  ice\n"
                          "Wed  snow\n");
    table.add({"Thu", "!", "hail"});
    CHECK(plain(table) == "day     note\n"
                          "Tue     ice\n"
                          "Wed     snow\n"
                          "Thu  !  hail\n");
}

TEST_CASE("no line ends in blanks, however empty its last cells are") {
    Table table({{"day"}, {"distance", Align::right}, {"note"}, {"group"}});
    table.add({"Tue", "5 km", "", ""});
    table.add({"Wed", "", "", ""});
    table.add({"", "", "", ""});
    table.add({"", "7 km", "", "momma"});
    CHECK(plain(table) == "day  distance  note  group\n"
                          "Tue      5 km\n"
                          "Wed\n"
                          "\n"
                          "         7 km        momma\n");
}

TEST_CASE("a row is one line, and what people typed cannot move the cursor") {
    Table table({{"note"}, {"who"}});
    table.add({"ice\nand\tsnow", "anna"});
    table.add({"\x1b[31mred\x1b[0m", "be\u202Eth"});
    table.add({"caf\xe9", "\x07jo"});
    CHECK(plain(table) == "note          who\n"
                          "ice and snow  anna\n"
                          "[31mred[0m    beth\n"
                          "caf?          jo\n");
}

TEST_CASE("colour paints the words and not the gaps, and titles are faint") {
    Table table({{"state"}, {"days", Align::right}, {"note"}});
    table.add({{"kept", Tone::good}, {"3", Tone::plain}, "ice"});
    table.add({{"lost", Tone::bad}, {"12", Tone::warning}, {"", Tone::bad}});
    CHECK(coloured(table) == "\033[2mstate\033[0m  \033[2mdays\033[0m  \033[2mnote\033[0m\n"
                             "\033[32mkept\033[0m      3  ice\n"
                             "\033[31mlost\033[0m     \033[33m12\033[0m\n");
    CHECK(plain(table) == "state  days  note\n"
                          "kept      3  ice\n"
                          "lost     12\n");
}

TEST_CASE("colour changes nothing about what is cut") {
    Table table({{"", Align::left, 6}, {""}});
    table.add({{"ice on the bridge", Tone::warning}, {"走る", Tone::faint}});
    CHECK(coloured(table) == "\033[33mice o…\033[0m  \033[2m走る\033[0m\n");
}

TEST_CASE("every tone but the plain one has a colour, where there is colour at all") {
    CHECK(toned("kept", Tone::good, true) == "\033[32mkept\033[0m");
    CHECK(toned("open", Tone::warning, true) == "\033[33mopen\033[0m");
    CHECK(toned("lost", Tone::bad, true) == "\033[31mlost\033[0m");
    CHECK(toned("none", Tone::faint, true) == "\033[2mnone\033[0m");
    CHECK(toned("5 km", Tone::plain, true) == "5 km");
    CHECK(toned("", Tone::good, true) == "");
    for (const auto tone : {Tone::plain, Tone::good, Tone::warning, Tone::bad, Tone::faint})
        CHECK(toned("kept", tone, false) == "kept");
}

} // namespace runlog::cli
