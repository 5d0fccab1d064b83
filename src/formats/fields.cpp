#include "fields.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/domain/people.hpp"
#include "runlog/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace runlog::formats {

namespace {

/// How one field is read and written; the two stand side by side so that they cannot drift apart.
struct Field {
    std::string_view name;
    void (*read)(ReadRun&, const Field&, std::string_view);
    std::string (*write)(const Run&);
};

std::int64_t whole_number(const Field& field, std::string_view text) {
    std::int64_t value = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (trouble != std::errc{} || end != text.data() + text.size() || value <= 0)
        throw BadField(field.name, fmt::format("'{}' is not a whole number above 0", printable(text)));
    return value;
}

bool yes_or_no(const Field& field, std::string_view text) {
    if (text == "1" || text == "true") return true;
    if (text == "0" || text == "false") return false;
    throw BadField(field.name, fmt::format("'{}' is neither true nor false", printable(text)));
}

std::vector<std::string> names(std::string_view text) {
    std::vector<std::string> all;
    while (!text.empty()) {
        const auto mark = text.find(';');
        const std::string name(text.substr(0, mark));
        if (!name.empty() && std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
        text = mark == std::string_view::npos ? std::string_view{} : text.substr(mark + 1);
    }
    return all;
}

void read_day(ReadRun& read, const Field& field, std::string_view text) {
    const auto day = parse_iso_day(text);
    if (!day) throw BadField(field.name, fmt::format("'{}' is not a day like 2026-11-21", printable(text)));
    read.day = day;
}

void read_start(ReadRun& read, const Field& field, std::string_view text) {
    read.run.start = parse_iso_placed(text);
    read.local_start = read.run.start ? std::nullopt : parse_iso_time(text);
    if (!read.run.start && !read.local_start)
        throw BadField(field.name, fmt::format("'{}' is not a time like 2026-11-21T06:00:00+01:00", printable(text)));
}

void read_distance(ReadRun& read, const Field& field, std::string_view text) {
    const Metres distance{whole_number(field, text)};
    if (distance > longest_distance) throw BadField(field.name, fmt::format("{} m is more than 1,000 km", text));
    read.run.distance = distance;
}

void read_duration(ReadRun& read, const Field& field, std::string_view text) {
    const Seconds duration{whole_number(field, text)};
    if (duration > longest_duration) throw BadField(field.name, fmt::format("{} s is more than 7 days", text));
    read.run.duration = duration;
}

void read_members(ReadRun& read, const Field& field, std::string_view text) {
    read.run.members = names(text);
    try {
        for (const auto& name : read.run.members) check_handle(name);
    } catch (const Error& error) {
        throw BadField(field.name, error.what());
    }
}

void read_tags(ReadRun& read, const Field& field, std::string_view text) {
    read.run.tags = names(text);
    try {
        for (const auto& tag : read.run.tags) check_tag(tag);
    } catch (const Error& error) {
        throw BadField(field.name, error.what());
    }
}

void read_also(ReadRun& read, const Field&, std::string_view text) {
    read.run.also = names(text);
}

/// What was merged keeps its source in a list that semicolons divide.
void read_source(ReadRun& read, const Field& field, std::string_view text) {
    if (text.find(';') != std::string_view::npos) throw BadField(field.name, "it holds a semicolon");
    read.run.source = std::string(text);
}

void read_uid(ReadRun& read, const Field& field, std::string_view text) {
    const auto uid = parse_uid(text);
    if (!uid) throw BadField(field.name, fmt::format("'{}' is not a uid", printable(text)));
    read.run.uid = *uid;
}

template <std::optional<std::string> Run::*Text>
void read_text(ReadRun& read, const Field&, std::string_view text) {
    read.run.*Text = std::string(text);
}

template <std::optional<std::string> Run::*Text>
std::string write_text(const Run& run) {
    return (run.*Text).value_or("");
}

template <bool Run::*Flag>
void read_flag(ReadRun& read, const Field& field, std::string_view text) {
    read.run.*Flag = yes_or_no(field, text);
}

template <bool Run::*Flag>
std::string write_flag(const Run& run) {
    return run.*Flag ? "1" : "0";
}

std::string write_list(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ";"));
}

const std::array<Field, 16>& fields() {
    static const std::array<Field, 16> all{{
        {"day", read_day, [](const Run& run) { return iso(run.day); }},
        {"start", read_start, [](const Run& run) { return run.start ? iso(*run.start) : ""; }},
        {"zone", [](ReadRun& read, const Field&, std::string_view text) { read.run.zone = text; },
         [](const Run& run) { return run.zone; }},
        {"distance_m", read_distance,
         [](const Run& run) { return run.distance ? std::to_string(run.distance->value) : ""; }},
        {"duration_s", read_duration,
         [](const Run& run) { return run.duration ? std::to_string(run.duration->count()) : ""; }},
        {"members", read_members, [](const Run& run) { return write_list(run.members); }},
        {"group", read_text<&Run::group>, write_text<&Run::group>},
        {"session", read_text<&Run::session>, write_text<&Run::session>},
        {"place", read_text<&Run::place>, write_text<&Run::place>},
        {"tags", read_tags, [](const Run& run) { return write_list(run.tags); }},
        {"note", read_text<&Run::note>, write_text<&Run::note>},
        {"private", read_flag<&Run::is_private>, write_flag<&Run::is_private>},
        {"remote", read_flag<&Run::remote>, write_flag<&Run::remote>},
        {"source", read_source, write_text<&Run::source>},
        {"also", read_also, [](const Run& run) { return write_list(run.also); }},
        {"uid", read_uid, [](const Run& run) { return to_text(run.uid); }},
    }};
    return all;
}

const Field& field_called(std::string_view name) {
    const auto found = std::find_if(fields().begin(), fields().end(), [&](const Field& f) { return f.name == name; });
    if (found == fields().end()) throw BadField(name, "there is no such field");
    return *found;
}

} // namespace

const std::vector<std::string_view>& field_names() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> all;
        for (const auto& field : fields()) all.push_back(field.name);
        return all;
    }();
    return names;
}

void set_field(ReadRun& read, std::string_view field, std::string_view text) {
    const Field& known = field_called(field);
    if (text.empty()) return;
    if (!is_utf8(text)) throw BadField(field, "it is not UTF-8");
    known.read(read, known, text);
}

void finish(ReadRun& read) {
    std::optional<Day> start_day;
    if (read.run.start) start_day = date::floor<date::days>(read.run.start->local);
    if (read.local_start) start_day = date::floor<date::days>(*read.local_start);
    if (!read.day && !start_day) throw BadField("day", "neither day nor start is given");
    read.run.day = read.day ? *read.day : *start_day;
    if (start_day && read.run.day != *start_day) throw BadField("start", "it is not on the day that is given");
    if (!read.run.distance && !read.run.duration)
        throw BadField("distance_m", "neither distance nor duration is given");
    if (read.run.session && !read.run.group) throw BadField("session", "a session needs its group");
}

std::string field_text(const Run& run, std::string_view field) {
    return field_called(field).write(run);
}

} // namespace runlog::formats
