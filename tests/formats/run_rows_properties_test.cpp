#include "runlog/formats/run_rows.hpp"

#include "rows.hpp"
#include "runlog/domain/error.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>

namespace runlog::formats {

namespace {

using testing::contents;
using testing::file_of;
using testing::november;
using testing::read;
using testing::short_run;
using testing::some_uid;

using Names = std::vector<std::string>;

std::string encoded(std::uint32_t code) {
    const auto byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
    const auto tail = [&](std::uint32_t bits) { return byte(0x80 | (bits & 0x3f)); };
    if (code < 0x80) return {byte(code)};
    if (code < 0x800) return {byte(0xc0 | code >> 6), tail(code)};
    if (code < 0x10000) return {byte(0xe0 | code >> 12), tail(code >> 6), tail(code)};
    return {byte(0xf0 | code >> 18), tail(code >> 12), tail(code >> 6), tail(code)};
}

/// Any character that UTF-8 can hold, those that mean something to a format more often than others.
rc::Gen<std::string> character() {
    using rc::gen::inRange;
    const auto code = rc::gen::weightedOneOf<std::uint32_t>(
        {{5, rc::gen::element<std::uint32_t>('"', ',', ';', '\r', '\n', ' ', '\t', '\\', '{', '}', '\'', '=', '-',
                                             0xfeff)},
         {5, inRange<std::uint32_t>(0, 0x80)},
         {2, inRange<std::uint32_t>(0x80, 0xd800)},
         {1, inRange<std::uint32_t>(0xe000, 0x10000)},
         {1, inRange<std::uint32_t>(0x10000, 0x110000)}});
    return rc::gen::map(code, encoded);
}

/// A text, never an empty one: that would mean absent.
std::string any_text() {
    const auto characters = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(character()));
    std::string text;
    for (const auto& one : characters) text += one;
    return text;
}

template <class Value>
std::optional<Value> perhaps(Value value) {
    return *rc::gen::arbitrary<bool>() ? std::optional(std::move(value)) : std::nullopt;
}

RowFormat any_format() {
    return *rc::gen::element(RowFormat::csv, RowFormat::json_lines);
}

Placed any_start(Day day) {
    const std::chrono::seconds time{*rc::gen::inRange(0, 24 * 3600)};
    const std::chrono::minutes offset{*rc::gen::inRange(-14 * 60, 14 * 60 + 1)};
    return Placed{LocalTime{day} + time, offset};
}

Run any_run() {
    Run run;
    for (auto& byte : run.uid.bytes) byte = *rc::gen::arbitrary<std::uint8_t>();
    run.day = november(21) - date::days{*rc::gen::inRange(-10'000, 40'000)};
    run.start = perhaps(any_start(run.day));
    run.zone = *rc::gen::element<std::string>("", "UTC", "Europe/Berlin");
    run.distance = Metres{*rc::gen::inRange<std::int64_t>(1, longest_distance.value + 1)};
    run.duration = perhaps(Seconds{*rc::gen::inRange<std::int64_t>(1, longest_duration.count() + 1)});
    run.members = *rc::gen::element(Names{}, Names{"anna"}, Names{"zoë", "走る", "beth"});
    run.group = perhaps<std::string>("momma");
    run.place = perhaps(any_text());
    run.tags = *rc::gen::element(Names{}, Names{"dark"}, Names{"ice", "\"ice\"", "走る"});
    run.note = perhaps(any_text());
    run.is_private = *rc::gen::arbitrary<bool>();
    run.remote = *rc::gen::arbitrary<bool>();
    run.source = perhaps<std::string>("watch:1, \"2\"");
    run.also = *rc::gen::element(Names{}, Names{"watch:2"}, Names{"watch:3", some_uid});
    return run;
}

} // namespace

TEST_CASE("whatever people write about a run comes back as they wrote it") {
    CHECK(rc::check("read_runs undoes row_text for place and note", [] {
        Run run = short_run();
        run.place = any_text();
        run.note = any_text();
        const auto format = any_format();
        const auto rows = read(file_of(run, format), format);
        RC_ASSERT(rows.bad.empty());
        RC_ASSERT(rows.runs.size() == 1u);
        RC_ASSERT(rows.runs[0].run.place == run.place);
        RC_ASSERT(rows.runs[0].run.note == run.note);
    }));
}

TEST_CASE("whatever a run is, it comes back identical but for its number") {
    CHECK(rc::check("read_runs undoes row_text", [] {
        const Run run = any_run();
        const auto format = any_format();
        const auto rows = read(file_of(run, format), format);
        RC_ASSERT(rows.bad.empty());
        RC_ASSERT(rows.runs.size() == 1u);
        RC_ASSERT(contents(rows.runs[0].run) == contents(run));
    }));
}

TEST_CASE("no run disturbs those around it") {
    CHECK(rc::check("read_runs finds every row on its line", [] {
        const auto format = any_format();
        std::string file = header_line(format);
        std::vector<Run> runs;
        std::vector<std::size_t> lines;
        for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
            lines.push_back(1 + static_cast<std::size_t>(std::count(file.begin(), file.end(), '\n')));
            runs.push_back(any_run());
            file += row_text(runs.back(), format);
        }
        const auto rows = read(file, format);
        RC_ASSERT(rows.bad.empty());
        RC_ASSERT(rows.runs.size() == runs.size());
        for (std::size_t i = 0; i < runs.size(); ++i) {
            RC_ASSERT(contents(rows.runs[i].run) == contents(runs[i]));
            RC_ASSERT(rows.runs[i].line == lines[i]);
        }
    }));
}

TEST_CASE("a file that is nothing of the kind makes bad rows or an Error, never anything else") {
    CHECK(rc::check("read_runs survives any text", [] {
        const auto format = any_format();
        const bool with_header = *rc::gen::arbitrary<bool>();
        auto file = *rc::gen::arbitrary<std::string>();
        if (with_header) file = header_line(format) + file;
        try {
            read(file, format);
        } catch (const Error&) {
            RC_ASSERT(format == RowFormat::csv);
        }
    }));
}

} // namespace runlog::formats
