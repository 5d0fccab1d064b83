#include "runlog/formats/run_rows.hpp"

#include "rows.hpp"
#include "runlog/domain/error.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::contents;
using testing::file_of;
using testing::full_run;
using testing::november;
using testing::read;
using testing::read_csv;
using testing::read_json_lines;
using testing::short_run;
using testing::some_uid;

constexpr auto both_formats = {RowFormat::csv, RowFormat::json_lines};
const std::string byte_order_mark = "\xEF\xBB\xBF";

/// The one run of a file that holds nothing else.
ReadRun only_run(const std::string& file, RowFormat format) {
    const auto rows = read(file, format);
    REQUIRE(rows.bad.empty());
    REQUIRE(rows.runs.size() == 1);
    return rows.runs[0];
}

ReadRun only_csv_run(const std::string& file) {
    return only_run(file, RowFormat::csv);
}

ReadRun only_json_run(const std::string& file) {
    return only_run(file, RowFormat::json_lines);
}

Run noted(std::string text) {
    Run run = short_run();
    run.note = run.place = std::move(text);
    return run;
}

} // namespace

TEST_CASE("runlog CSV begins with its columns, JSON lines with the first run") {
    CHECK(header_line(RowFormat::csv) == "day,start,zone,distance_m,duration_s,members,group,session,place,tags,note,"
                                         "private,remote,source,also,uid\n");
    CHECK(header_line(RowFormat::json_lines) == "");
}

TEST_CASE("a run is one row of CSV, and only what needs quotes has them") {
    CHECK(
        row_text(full_run(), RowFormat::csv) ==
        "2026-11-20,2026-11-20T23:30:00-08:00,America/Los_Angeles,8047,2710,anna;beth,momma,2026-11-20T23:30,"
        "Green Lake,dark;ice,\"slow, but \"\"fine\"\"\",1,1,watch:17,watch:18,0193f5a2-7c4b-7d3e-8f10-123456789abc\n");
}

TEST_CASE("what is unknown of a run is an empty field") {
    CHECK(row_text(short_run(), RowFormat::csv) ==
          "2026-11-21,,,5000,,,,,,,,0,0,,,00000000-0000-0000-0000-000000000000\n");
}

TEST_CASE("a run is one JSON object on a line of its own, without its number") {
    CHECK(row_text(full_run(), RowFormat::json_lines) ==
          "{\"uid\":\"0193f5a2-7c4b-7d3e-8f10-123456789abc\",\"day\":\"2026-11-20\","
          "\"start\":\"2026-11-20T23:30:00-08:00\",\"zone\":\"America/Los_Angeles\",\"distance_m\":8047,"
          "\"duration_s\":2710,\"members\":[\"anna\",\"beth\"],\"group\":\"momma\",\"session\":\"2026-11-20T23:30\","
          "\"place\":\"Green Lake\",\"tags\":[\"dark\",\"ice\"],\"note\":\"slow, but \\\"fine\\\"\",\"private\":true,"
          "\"remote\":true,\"source\":\"watch:17\",\"also\":[\"watch:18\"]}\n");
}

TEST_CASE("a run that was written is read back identical but for its number") {
    for (const auto format : both_formats)
        for (const auto& run : {full_run(), short_run()}) {
            const auto back = only_run(file_of(run, format), format);
            CHECK(contents(back.run) == contents(run));
            CHECK(back.run.id == RunId{});
            CHECK(back.day == run.day);
            CHECK_FALSE(back.local_start);
        }
}

TEST_CASE("a spreadsheet is shown what it would take for a formula, and the text comes back") {
    for (const std::string formula : {"=1+1", "+1", "-1", "@SUM", "\t=1", "'=1", "''@x"}) {
        CAPTURE(formula);
        const std::string row = row_text(noted(formula), RowFormat::csv);
        CHECK(row.find(",'" + formula + ',') != std::string::npos);
        CHECK(only_csv_run(header_line(RowFormat::csv) + row).run.note == formula);
    }
    for (const std::string text : {"'tis cold", "5 km = 3.1 mi", "'"})
        CHECK(row_text(noted(text), RowFormat::csv).find(",'" + text) == std::string::npos);
}

TEST_CASE("a text comes back whatever stands in it") {
    for (const std::string text : {"ice, snow",
                                   "\"quoted\"",
                                   "a \"word\" or two",
                                   "\"",
                                   "\"\"",
                                   "a;b;c",
                                   "line\nbreak",
                                   "line\r\nbreak",
                                   "\n",
                                   "\r",
                                   "\r\n",
                                   "\n\n\n",
                                   "ends in a break\n",
                                   " led by a blank",
                                   "ends in a blank ",
                                   " ",
                                   "\tled by a tab",
                                   "ends in a tab\t",
                                   "Zoë läuft",
                                   "走る",
                                   "\U0001F3C3\U0001F3FD\u200D\u2640\uFE0F",
                                   "\x1b[31mred\x1b[0m",
                                   "bell\a",
                                   "\u202Eevil",
                                   "back\\slash",
                                   "'single'",
                                   "=1+1",
                                   "{\"day\":1}",
                                   "day,start",
                                   "null",
                                   "0",
                                   "\xEF\xBB\xBFmarked"}) {
        CAPTURE(text);
        for (const auto format : both_formats)
            CHECK(contents(only_run(file_of(noted(text), format), format).run) == contents(noted(text)));
    }
    const auto with_nul = noted(std::string("a\0b", 3));
    for (const auto format : both_formats)
        CHECK(contents(only_run(file_of(with_nul, format), format).run) == contents(with_nul));
}

TEST_CASE("every run of a file is read, in its order and with its line") {
    for (const auto format : both_formats) {
        const auto file = header_line(format) + row_text(full_run(), format) + row_text(short_run(), format);
        const auto rows = read(file, format);
        CHECK(rows.bad.empty());
        REQUIRE(rows.runs.size() == 2);
        const std::size_t first = format == RowFormat::csv ? 2 : 1;
        CHECK(contents(rows.runs[0].run) == contents(full_run()));
        CHECK(rows.runs[0].line == first);
        CHECK(contents(rows.runs[1].run) == contents(short_run()));
        CHECK(rows.runs[1].line == first + 1);
    }
}

TEST_CASE("any columns in any order will do") {
    const auto read = only_csv_run("note,distance_m,day\nice,5000,2026-11-21\n");
    CHECK(read.run.day == november(21));
    CHECK(read.run.distance == Metres{5000});
    CHECK(read.run.note == "ice");
    CHECK(read.run.members.empty());
    CHECK(read.run.zone.empty());
    CHECK_FALSE(read.run.place);
    CHECK(read.run.uid == Uid{});
}

TEST_CASE("fields of a JSON object may be missing, in any order, or null") {
    const auto read = only_json_run(R"({"note": null, "distance_m": 5000, "members": null, "day": "2026-11-21"})");
    CHECK(contents(read.run) == contents(short_run()));
}

TEST_CASE("a JSON object's own number is passed over") {
    CHECK(only_json_run(R"({"id": 42, "day": "2026-11-21", "distance_m": 5000})").run.id == RunId{});
}

TEST_CASE("a field may be given as JSON has it or as CSV has it") {
    const auto read = only_json_run(R"({"day": "2026-11-21", "distance_m": "5000", "members": "anna;beth",)"
                                    R"( "tags": "dark", "private": "1", "remote": "false"})");
    CHECK(read.run.distance == Metres{5000});
    CHECK(read.run.members == std::vector<std::string>{"anna", "beth"});
    CHECK(read.run.tags == std::vector<std::string>{"dark"});
    CHECK(read.run.is_private);
    CHECK_FALSE(read.run.remote);
}

TEST_CASE("a run may have a duration and no distance") {
    const auto read = only_csv_run("day,duration_s\n2026-11-21,2710\n");
    CHECK(read.run.duration == Seconds{2710});
    CHECK_FALSE(read.run.distance);
}

TEST_CASE("the day of a run is the local day of its start where no day is given") {
    const auto read = only_csv_run("start,distance_m\n2026-11-20T23:30:00-08:00,5000\n");
    CHECK(read.run.day == november(20));
    CHECK_FALSE(read.day);
    REQUIRE(read.run.start);
    CHECK(iso(*read.run.start) == "2026-11-20T23:30:00-08:00");
    CHECK(only_csv_run("start,distance_m\n2026-11-20 23:30,5000\n").run.day == november(20));
}

TEST_CASE("a start without an offset waits for a zone") {
    for (const auto& read : {only_csv_run("start,distance_m\n2026-11-17T06:00:00,5000\n"),
                             only_csv_run("start,distance_m\n2026-11-17 06:00,5000\n"),
                             only_json_run(R"({"start": "2026-11-17T06:00", "distance_m": 5000})")}) {
        CHECK_FALSE(read.run.start);
        CHECK(read.local_start == LocalTime{november(17)} + hours{6});
    }
}

TEST_CASE("a start may have any offset that clocks have") {
    CHECK(only_csv_run("start,distance_m\n2026-11-17T06:00:00Z,5000\n").run.start->offset == hours{0});
    CHECK(only_csv_run("start,distance_m\n2026-11-17T06:00+05:45,5000\n").run.start->offset == hours{5} + minutes{45});
    CHECK(only_csv_run("start,distance_m\n2026-11-17T06:00-03:30,5000\n").run.start->offset ==
          -(hours{3} + minutes{30}));
}

TEST_CASE("a name that stands twice in a list counts once, and an empty one not at all") {
    const auto read = only_csv_run("day,distance_m,members,tags\n2026-11-21,5000,;anna;beth;anna;,dark;;dark\n");
    CHECK(read.run.members == std::vector<std::string>{"anna", "beth"});
    CHECK(read.run.tags == std::vector<std::string>{"dark"});
}

TEST_CASE("yes and no are 1 and 0 or true and false") {
    for (const auto& [word, yes] :
         {std::pair{"1", true}, {"true", true}, {"0", false}, {"false", false}, {"", false}}) {
        CAPTURE(word);
        const auto read =
            only_csv_run(std::string("day,distance_m,private,remote\n2026-11-21,5000,") + word + "," + word + "\n");
        CHECK(read.run.is_private == yes);
        CHECK(read.run.remote == yes);
    }
    CHECK(only_json_run(R"({"day": "2026-11-21", "distance_m": 5000, "private": true})").run.is_private);
}

TEST_CASE("a uid is read in either case") {
    CHECK(only_csv_run("day,distance_m,uid\n2026-11-21,5000,0193F5A2-7C4B-7D3E-8F10-123456789ABC\n").run.uid ==
          parse_uid(some_uid));
}

TEST_CASE("distance and duration are read up to their limits") {
    const auto read = only_csv_run("day,distance_m,duration_s\n2026-11-21,1000000,604800\n");
    CHECK(read.run.distance == longest_distance);
    CHECK(read.run.duration == longest_duration);
    CHECK(only_csv_run("day,distance_m,duration_s\n2026-11-21,1,1\n").run.distance == Metres{1});
}

TEST_CASE("a file may begin with a byte order mark") {
    CHECK(only_csv_run(byte_order_mark + "day,distance_m\n2026-11-21,5000\n").run.day == november(21));
    CHECK(only_json_run(byte_order_mark + R"({"day": "2026-11-21", "distance_m": 5000})").run.day == november(21));
}

TEST_CASE("lines may end as Windows ends them, and the last not at all") {
    for (const auto format : both_formats) {
        std::string file = file_of(noted("ice, snow"), format);
        file.pop_back();
        CHECK(contents(only_run(file, format).run) == contents(noted("ice, snow")));
        for (std::size_t at = 0; (at = file.find('\n', at)) != std::string::npos; at += 2) file.insert(at, "\r");
        CHECK(contents(only_run(file + "\r\n", format).run) == contents(noted("ice, snow")));
    }
}

TEST_CASE("empty lines are passed over but counted") {
    const auto csv = only_csv_run("\n\r\nday,distance_m\n\n\n2026-11-21,5000\n\n");
    CHECK(csv.line == 6);
    const auto json = only_json_run("\n\r\n{\"day\": \"2026-11-21\", \"distance_m\": 5000}\n\n");
    CHECK(json.line == 3);
}

TEST_CASE("a header alone is a file without runs, and so is an empty file of JSON lines") {
    for (const std::string file : {"day,distance_m\n", "day,distance_m", "start,distance_m\r\n\r\n"}) {
        CAPTURE(file);
        CHECK(read_csv(file).runs.empty());
        CHECK(read_csv(file).bad.empty());
    }
    CHECK(read_json_lines("").runs.empty());
    CHECK(read_json_lines("\n\n").bad.empty());
}

TEST_CASE("a byte order mark before a quoted header is passed over") {
    CHECK(read_csv("\xEF\xBB\xBF\"day\",\"distance_m\"\n\"2026-11-21\",\"5\"\n").runs.size() == 1);
}

} // namespace runlog::formats
