#include "runlog/formats/run_rows.hpp"

#include "rows.hpp"
#include "runlog/domain/error.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

using doctest::Contains;
using testing::read_csv;
using testing::read_json_lines;

/// A value that its column refuses.
struct Refusal {
    std::string column;
    std::string value;
    const char* says;
};

BadRow only_bad_row(const testing::Rows& rows) {
    CHECK(rows.runs.empty());
    REQUIRE(rows.bad.size() == 1);
    return rows.bad[0];
}

BadRow bad_csv(const std::string& file) {
    return only_bad_row(read_csv(file));
}

BadRow bad_json(const std::string& line) {
    return only_bad_row(read_json_lines(line + '\n'));
}

/// A good row of CSV but for one column.
std::string row_with(const std::string& column, const std::string& value) {
    if (column == "day") return "day,duration_s\n" + value + ",2710\n";
    if (column == "distance_m") return "day,distance_m\n2026-11-21," + value + "\n";
    return "day,distance_m," + column + "\n2026-11-21,5000," + value + "\n";
}

/// The same as JSON; `value` is JSON too.
std::string object_with(const std::string& column, const std::string& value) {
    if (column == "day") return "{\"duration_s\": 2710, \"day\": " + value + "}";
    if (column == "distance_m") return "{\"day\": \"2026-11-21\", \"distance_m\": " + value + "}";
    return "{\"day\": \"2026-11-21\", \"distance_m\": 5000, \"" + column + "\": " + value + "}";
}

void throws_error(const std::string& file, const char* says) {
    CAPTURE(file);
    CHECK_THROWS_WITH_AS(read_csv(file), Contains(says), Error);
}

std::vector<Refusal> refused_values() {
    return {{"day", "2026-02-30", "'2026-02-30' is not a day"},
            {"day", "21.11.2026", "not a day"},
            {"day", "today", "not a day"},
            {"day", "2026-11-21T06:00", "not a day"},
            {"day", "1899-12-31", "not a day"},
            {"start", "06:00", "'06:00' is not a time"},
            {"start", "2026-11-21", "not a time"},
            {"start", "2026-11-21T25:00:00+01:00", "not a time"},
            {"start", "2026-11-21T06:00:00+1", "not a time"},
            {"start", "2026-11-20T23:30:00-08:00", "not on the day"},
            {"start", "2026-11-22T00:00", "not on the day"},
            {"distance_m", "0", "'0' is not a whole number above 0"},
            {"distance_m", "-5000", "not a whole number"},
            {"distance_m", "1e9", "not a whole number"},
            {"distance_m", "NaN", "not a whole number"},
            {"distance_m", "inf", "not a whole number"},
            {"distance_m", "5000.5", "not a whole number"},
            {"distance_m", "5k", "not a whole number"},
            {"distance_m", "+5000", "not a whole number"},
            {"distance_m", " 5000", "not a whole number"},
            {"distance_m", "5000 ", "not a whole number"},
            {"distance_m", "0x10", "not a whole number"},
            {"distance_m", "99999999999999999999", "not a whole number"},
            {"distance_m", "1000001", "more than 1,000 km"},
            {"distance_m", "9223372036854775807", "more than 1,000 km"},
            {"duration_s", "0", "not a whole number"},
            {"duration_s", "45:10", "not a whole number"},
            {"duration_s", "604801", "more than 7 days"},
            {"members", "anna;-beth", "'-beth' cannot be a handle"},
            {"members", "anna b", "cannot be a handle"},
            {"members", "me", "means yourself"},
            {"tags", "black ice", "'black ice' cannot be a tag"},
            {"private", "yes", "'yes' is neither true nor false"},
            {"remote", "2", "neither true nor false"},
            {"uid", "42", "'42' is not a uid"},
            {"session", "2026-11-21", "needs its group"}};
}

} // namespace

TEST_CASE("a field that cannot be read is told with its line, its column and why") {
    for (const auto& [column, value, says] : refused_values()) {
        CAPTURE(column);
        CAPTURE(value);
        const auto bad = bad_csv(row_with(column, value));
        CHECK(bad.line == 2);
        CHECK(bad.where == column);
        CHECK(doctest::String(bad.why.c_str()) == Contains(says));
    }
}

TEST_CASE("a text of a JSON object is refused in the same words as a field of CSV") {
    for (const auto& [column, value, says] : refused_values()) {
        CAPTURE(column);
        CAPTURE(value);
        const auto bad = bad_json(object_with(column, '"' + value + '"'));
        CHECK(bad.line == 1);
        CHECK(bad.where == column);
        CHECK(doctest::String(bad.why.c_str()) == Contains(says));
    }
}

TEST_CASE("a run on no day, or without distance and duration, is refused") {
    CHECK(bad_csv("day,distance_m\n,5000\n").where == "day");
    CHECK(bad_csv("day,distance_m\n,5000\n").why == "neither day nor start is given");
    CHECK(bad_csv("day\n2026-11-21\n").why == "neither distance nor duration is given");
    CHECK(bad_json(R"({"distance_m": 5000})").why == "neither day nor start is given");
    CHECK(bad_json("{}").why == "neither day nor start is given");
    CHECK(bad_json(R"({"day": "2026-11-21", "note": "ice"})").why == "neither distance nor duration is given");
}

TEST_CASE("of a bad row the first trouble is told") {
    const auto bad = bad_csv("day,distance_m,members\n2026-11-21,-1,-\n");
    CHECK(bad.where == "distance_m");
}

TEST_CASE("after a bad row the next one is read") {
    const auto rows = read_csv("day,distance_m\n2026-11-19,5000\n2026-11-20,x\n2026-11-21,5000\n");
    CHECK(rows.runs.size() == 2);
    REQUIRE(rows.bad.size() == 1);
    CHECK(rows.bad[0].line == 3);
    const auto lines = read_json_lines("{\n{\"day\": \"2026-11-21\", \"distance_m\": 5000}\n[]\n");
    CHECK(lines.runs.size() == 1);
    REQUIRE(lines.bad.size() == 2);
    CHECK(lines.bad[0].line == 1);
    CHECK(lines.bad[1].line == 3);
}

TEST_CASE("lines are those of the file, whatever breaks a note has") {
    const auto rows = read_csv("day,distance_m,note\n"
                               "2026-11-19,5000,\"ice\nsnow\n\nhail\"\n"
                               "2026-11-20,x,\n"
                               "\n"
                               "2026-11-20,5000,\"a\r\nb\"\r\n"
                               "2026-11-21,x,\"c\nd\"\n"
                               "2026-11-21,5000,\n");
    REQUIRE(rows.runs.size() == 3);
    CHECK(rows.runs[0].line == 2);
    CHECK(rows.runs[1].line == 8);
    CHECK(rows.runs[2].line == 12);
    REQUIRE(rows.bad.size() == 2);
    CHECK(rows.bad[0].line == 6);
    CHECK(rows.bad[1].line == 10);
}

TEST_CASE("quotes that do not match make one bad row") {
    for (const std::string note : {"ice \"and\" snow", "\"ice\" snow", "ice\"", "\"ice\"\"\" snow"}) {
        CAPTURE(note);
        const auto rows = read_csv("day,distance_m,note\n2026-11-20,5000," + note + "\n2026-11-21,5000,fine\n");
        REQUIRE(rows.bad.size() == 1);
        CHECK(rows.bad[0].line == 2);
        CHECK(rows.bad[0].where == "");
        CHECK(rows.bad[0].why == "its quotes do not match");
        REQUIRE(rows.runs.size() == 1);
        CHECK(rows.runs[0].line == 3);
        CHECK(rows.runs[0].run.note == "fine");
    }
}

TEST_CASE("a quote that nothing closes is told with the line on which its row begins") {
    const auto rows = read_csv("day,distance_m,note\n2026-11-20,5000,fine\n2026-11-21,5000,\"ice\nand\nsnow\n");
    CHECK(rows.runs.size() == 1);
    REQUIRE(rows.bad.size() == 1);
    CHECK(rows.bad[0].line == 3);
    CHECK(rows.bad[0].why == "its quotes do not match");
}

TEST_CASE("a row with too few or too many fields is refused") {
    CHECK(bad_csv("day,distance_m,note\n2026-11-21,5000\n").why == "it has 2 fields where the first line has 3");
    CHECK(bad_csv("day,distance_m\n2026-11-21,5000,ice,snow\n").why == "it has 4 fields where the first line has 2");
    CHECK(bad_csv("day,distance_m\n2026-11-21,5000,\n").where == "");
}

TEST_CASE("a file of which the columns are unknown is refused as a whole") {
    throws_error("day,distance\n2026-11-21,5000\n", "'distance' is not a column of runlog CSV");
    throws_error("Day,distance_m\n", "'Day' is not a column");
    throws_error("day, distance_m\n", "' distance_m' is not a column");
    throws_error("day;distance_m\n", "is not a column");
    throws_error("day,distance_m,\n", "'' is not a column");
    throws_error("2026-11-21,5000\n", "'2026-11-21' is not a column");
    throws_error("day,\xff\n", "'?' is not a column");
    throws_error("\x1b[31m\n", "'[31m' is not a column");
    throws_error("distance_m,note\n5000,ice\n", "neither 'day' nor 'start'");
}

TEST_CASE("an empty file is no runlog CSV") {
    for (const std::string file : {"", "\n", "\r\n\n"}) throws_error(file, "The file is empty");
}

TEST_CASE("text that is not UTF-8 is refused") {
    const auto bad = bad_csv("day,distance_m,note\n2026-11-21,5000,caf\xe9\n");
    CHECK(bad.where == "note");
    CHECK(bad.why == "it is not UTF-8");
    CHECK(bad_csv("day,distance_m,zone\n2026-11-21,5000,\xed\xa0\x80\n").where == "zone");
    CHECK(bad_json(object_with("note", "\"caf\xe9\"")).why == "it is not JSON");
}

TEST_CASE("what is no JSON is told with the column at which it ceases to be") {
    struct Broken {
        std::string line;
        std::string where;
    };
    for (const auto& [line, where] :
         {Broken{"{x}", "column 2"}, Broken{"nonsense", "column 2"}, Broken{R"({"day":"2026-11-21",})", "column 21"},
          Broken{R"({"day":"2026-11-21"}})", "column 21"}, Broken{R"({"day":"2026-11-21")", "column 20"},
          Broken{R"({"distance_m":NaN})", "column 15"}}) {
        CAPTURE(line);
        const auto bad = bad_json(line);
        CHECK(bad.line == 1);
        CHECK(bad.where == where);
        CHECK(bad.why == "it is not JSON");
    }
}

TEST_CASE("JSON that is no object is refused") {
    for (const std::string line : {"[]", "[{\"day\": \"2026-11-21\"}]", "5000", "\"2026-11-21\"", "null", "true"}) {
        CAPTURE(line);
        const auto bad = bad_json(line);
        CHECK(bad.where == "");
        CHECK(bad.why == "it is not a JSON object");
    }
}

TEST_CASE("a JSON object of nothing but names is refused at once, and a long note is not") {
    std::string line = "{";
    for (int i = 0; i < 80'000; ++i) line += "\"n" + std::to_string(i) + "\": 1, ";
    CHECK(bad_json(line + "\"day\": \"2026-11-21\"}").why == "it holds too many names");
    const std::string note(500'000, 'x');
    const auto rows = read_json_lines(object_with("note", '"' + note + '"') + '\n');
    REQUIRE(rows.runs.size() == 1);
    CHECK((rows.runs[0].run.note == note));
}

TEST_CASE("a JSON value of a wrong type is refused") {
    const std::vector<Refusal> refusals{{"distance_m", "5000.5", "must be a whole number"},
                                        {"distance_m", "1e9", "must be a whole number"},
                                        {"distance_m", "-5000", "not a whole number above 0"},
                                        {"distance_m", "99999999999999999999", "a whole number"},
                                        {"distance_m", "true", "must be a whole number"},
                                        {"distance_m", "[\"5\"]", "must be a whole number"},
                                        {"distance_m", "1e999", "too large"},
                                        {"pace", "null", "no such field"},
                                        {"tags", "[\"x;y\"]", "semicolon"},
                                        {"day", "20261121", "must be a text"},
                                        {"note", "{}", "must be a text"},
                                        {"note", "[\"a\"]", "must be a text"},
                                        {"members", "{\"anna\": 1}", "must be a list"},
                                        {"members", "[1]", "something other than texts"},
                                        {"members", "[[\"anna\"]]", "something other than texts"},
                                        {"tags", "[null]", "something other than texts"},
                                        {"private", "2", "must be true or false"},
                                        {"uid", "42", "must be a text"}};
    for (const auto& [column, value, says] : refusals) {
        CAPTURE(column);
        CAPTURE(value);
        const auto bad = bad_json(object_with(column, value));
        if (value != "1e999") CHECK(bad.where == column);
        CHECK(doctest::String(bad.why.c_str()) == Contains(says));
    }
}

TEST_CASE("a field that runlog does not know is refused") {
    const auto bad = bad_json(object_with("pace", "\"5:00\""));
    CHECK(bad.where == "pace");
    CHECK(bad.why == "there is no such field");
}

TEST_CASE("what was typed into a bad row cannot reach a terminal as an escape sequence") {
    for (const std::string column : {"day", "start", "distance_m", "private", "uid", "tags", "members"}) {
        CAPTURE(column);
        CHECK(bad_csv(row_with(column, "\x1b[31m")).why.find('\x1b') == std::string::npos);
    }
}

TEST_CASE("what a visitor throws arrives and ends the reading") {
    for (const auto format : {RowFormat::csv, RowFormat::json_lines}) {
        const auto good = testing::file_of(testing::short_run(), format);
        std::istringstream in(good + row_text(testing::short_run(), format));
        int seen = 0;
        const auto refuse = [&](const ReadRun&) {
            ++seen;
            throw Error("That is enough.");
        };
        CHECK_THROWS_WITH_AS(read_runs(in, format, {refuse, [](const BadRow&) {}}), "That is enough.", Error);
        CHECK(seen == 1);
    }
    std::istringstream in("day,distance_m\n2026-11-21,x\n");
    const auto refuse = [](const BadRow&) { throw Error("That is enough."); };
    CHECK_THROWS_AS(read_runs(in, RowFormat::csv, {[](const ReadRun&) {}, refuse}), Error);
}

TEST_CASE("a column that stands there twice is refused, and so is a first line that cannot be read") {
    CHECK_THROWS_WITH_AS(read_csv("day,day,distance_m\n"), "The column 'day' stands there twice.", Error);
    CHECK_THROWS_WITH_AS(read_csv("day,\"dist\"ance_m\n2026-11-21,5\n"), Contains("first line cannot be read"), Error);
}

TEST_CASE("a record that begins with an empty line in its first field is told by its own line") {
    CHECK(bad_csv("note,day,distance_m\n\"a\n\nb\",2026-11-21,x\n").line == 2);
}

} // namespace runlog::formats
