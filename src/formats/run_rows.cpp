#include "runlog/formats/run_rows.hpp"

#include "csv_reader.hpp"
#include "fields.hpp"
#include "lines.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/formats/json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace runlog::formats {

namespace {

using Json = nlohmann::ordered_json;

// CSV ------------------------------------------------------------------------------------------------------------

void check_header(const std::vector<std::string>& header) {
    for (const auto& name : header) {
        const auto& known = field_names();
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw BadFile(fmt::format("'{}' is not a column of runlog CSV.", fit(printable(name), 40, "...")),
                          fmt::format("The columns are {}.", fmt::join(known, ",")));
    }
    const auto times = [&](std::string_view name) { return std::count(header.begin(), header.end(), name); };
    for (const auto& name : header)
        if (times(name) > 1)
            throw BadFile(fmt::format("The column '{}' stands there twice.", name), "Keep one of the two.");
    if (times("day") + times("start") == 0)
        throw BadFile("The first line names neither 'day' nor 'start', so the days of the runs are unknown.",
                      fmt::format("The columns are {}.", fmt::join(field_names(), ",")));
}

/// Whether a spreadsheet would reckon with a text instead of showing it, apostrophes before it left aside. Such a text
/// gets one apostrophe on its way out and loses one on its way in.
bool is_formula(std::string_view text) {
    const auto at = text.find_first_not_of('\'');
    return at != std::string_view::npos && std::string_view("=+-@\t\r").find(text[at]) != std::string_view::npos;
}

std::string_view without_guard(std::string_view field) {
    if (field.starts_with('\'') && is_formula(field)) field.remove_prefix(1);
    return field;
}

ReadRun run_from(const std::vector<std::string>& header, const CsvRecord& record) {
    ReadRun read;
    read.line = record.line;
    if (record.fields.size() != header.size())
        throw BadField(
            "", fmt::format("it has {1} fields where the first line has {0}", header.size(), record.fields.size()));
    for (std::size_t i = 0; i < header.size(); ++i) set_field(read, header[i], without_guard(record.fields[i]));
    finish(read);
    return read;
}

void read_csv(std::istream& in, const RowVisitor& visit) {
    std::vector<std::string> header;
    const auto take = [&](const CsvRecord& record) {
        if (header.empty()) {
            header = record.fields;
            check_header(header);
            return;
        }
        try {
            visit.run(run_from(header, record));
        } catch (const BadField& bad) {
            visit.bad({record.line, bad.where, bad.what()});
        }
    };
    read_csv_records(in, take, [&](std::size_t line, const std::string& why) {
        if (header.empty())
            throw BadFile(fmt::format("The first line cannot be read: {}.", why),
                          "It names the columns of runlog CSV.");
        visit.bad({line, "", why});
    });
    if (header.empty()) throw BadFile("The file is empty.", "The first line of runlog CSV names its columns.");
}

std::string csv_field(std::string text) {
    if (is_formula(text)) text.insert(text.begin(), '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos && !text.starts_with(' ') && !text.ends_with(' '))
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

// JSON lines -----------------------------------------------------------------------------------------------------

/// The texts of a list, as CSV puts them into one field.
std::string list_text(const std::string& name, const Json& list) {
    std::vector<std::string> words;
    for (const auto& word : list) {
        if (!word.is_string()) throw BadField(name, "its list holds something other than texts");
        words.push_back(word.get<std::string>());
        if (words.back().find(';') != std::string::npos) throw BadField(name, "a text in its list holds a semicolon");
    }
    return fmt::format("{}", fmt::join(words, ";"));
}

/// The value as the text that the same field has in CSV.
std::string text_of(const std::string& name, const Json& value) {
    const bool is_list = name == "members" || name == "tags" || name == "also";
    const bool is_flag = name == "private" || name == "remote";
    const bool is_number = name == "distance_m" || name == "duration_s";
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (is_list && value.is_array()) return list_text(name, value);
    if (is_flag && value.is_boolean()) return value.get<bool>() ? "1" : "0";
    if (is_number && value.is_number_integer()) return value.dump();
    const char* wanted = is_list ? "a list" : is_flag ? "true or false" : is_number ? "a whole number" : "a text";
    throw BadField(name, fmt::format("it must be {}", wanted));
}

/// The JSON of a line. Each name of an object is compared with all before it, which could take seconds for a line that
/// holds nothing else; no line that holds a run has so many.
Json parse(const std::string& line) {
    constexpr std::size_t usual_line = 10'000;
    constexpr std::size_t most_names = 1'000;
    if (line.size() <= usual_line) return Json::parse(line);
    std::size_t names = 0;
    return Json::parse(line, [&](int, Json::parse_event_t event, const Json&) {
        if (event == Json::parse_event_t::key && ++names > most_names) throw BadField("", "it holds too many names");
        return true;
    });
}

ReadRun run_from(const std::string& line, std::size_t number) {
    ReadRun read;
    read.line = number;
    const Json object = parse(line);
    if (!object.is_object()) throw BadField("", "it is not a JSON object");
    for (const auto& [name, value] : object.items())
        if (name != "id") set_field(read, name, text_of(name, value));
    finish(read);
    return read;
}

void read_json_lines(std::istream& in, const RowVisitor& visit) {
    std::string line;
    for (std::size_t number = 1; next_line(in, line); ++number) {
        if (line.ends_with('\r')) line.pop_back();
        if (number == 1 && line.starts_with(byte_order_mark)) line.erase(0, byte_order_mark.size());
        if (line.find_first_not_of(" \t") == std::string::npos) continue;
        try {
            visit.run(run_from(line, number));
        } catch (const BadField& bad) {
            visit.bad({number, bad.where, bad.what()});
        } catch (const Json::parse_error& bad) {
            visit.bad({number, fmt::format("column {}", bad.byte), "it is not JSON"});
        } catch (const Json::exception&) {
            visit.bad({number, "", "it holds a number that is too large"});
        }
    }
}

} // namespace

void read_runs(std::istream& in, RowFormat format, const RowVisitor& visit) {
    if (format == RowFormat::csv)
        read_csv(in, visit);
    else
        read_json_lines(in, visit);
}

std::string header_line(RowFormat format) {
    if (format == RowFormat::json_lines) return {};
    return fmt::format("{}\n", fmt::join(field_names(), ","));
}

std::string row_text(const Run& run, RowFormat format) {
    if (format == RowFormat::json_lines) {
        Json object = to_json(run);
        object.erase("id");
        object.erase("said_by"); // whoever brings it in says so from then on
        return json_text(object) + '\n';
    }
    std::string row;
    for (const auto name : field_names()) {
        if (!row.empty()) row += ',';
        row += csv_field(field_text(run, name));
    }
    return row + '\n';
}

} // namespace runlog::formats
