#include "runlog/formats/history.hpp"

#include "csv_reader.hpp"
#include "readers.hpp"
#include "runlog/formats/run_rows.hpp"
#include "table_headers.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace runlog::formats {

namespace {

struct Named {
    FileKind kind;
    std::string_view word;
};
constexpr std::array names{
    Named{FileKind::strava, "strava"},
    Named{FileKind::garmin, "garmin"},
    Named{FileKind::runkeeper, "runkeeper"},
    Named{FileKind::apple, "apple"},
    Named{FileKind::gpx, "gpx"},
    Named{FileKind::tcx, "tcx"},
    Named{FileKind::fit, "fit"},
    Named{FileKind::runlog_csv, "csv"},
    Named{FileKind::json_lines, "jsonl"},
    Named{FileKind::running_page, "running-page"},
};

std::string_view without_mark_and_blanks(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    const auto at = text.find_first_not_of(" \t\r\n");
    return at == std::string_view::npos ? std::string_view{} : text.substr(at);
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// What stands between two marks goes: a comment, a declaration with all that it declares.
std::string_view after(std::string_view text, std::string_view mark) {
    const auto at = text.find(mark);
    return at == std::string_view::npos ? std::string_view{} : text.substr(at + mark.size());
}

/// The name of the first element of an XML file, without its prefix; empty where none can be seen.
std::string_view root_element(std::string_view text) {
    while (!(text = without_mark_and_blanks(text)).empty() && text.front() == '<') {
        if (text.starts_with("<!--"))
            text = after(text, "-->");
        else if (text.starts_with("<?"))
            text = after(text, "?>");
        else if (text.starts_with("<!DOCTYPE"))
            text = text.substr(0, text.find('>')).find('[') == std::string_view::npos ? after(text, ">")
                                                                                      : after(text, "]>");
        else {
            const auto end =
                std::find_if(text.begin() + 1, text.end(), [](char c) { return !is_letter(c) && c != ':'; });
            const std::string_view name = text.substr(1, static_cast<std::size_t>(end - text.begin()) - 1);
            return name.substr(name.find(':') + 1);
        }
    }
    return {};
}

std::optional<FileKind> kind_of_xml(std::string_view text) {
    const auto root = root_element(text);
    if (root == "gpx") return FileKind::gpx;
    if (root == "TrainingCenterDatabase") return FileKind::tcx;
    if (root == "HealthData") return FileKind::apple;
    return std::nullopt;
}

/// By the first record, which names the columns.
std::optional<FileKind> kind_of_table(std::string_view beginning) {
    std::istringstream in{std::string(beginning)};
    std::vector<std::string> header;
    const auto take = [&](const CsvRecord& record) {
        if (header.empty()) header = record.fields;
    };
    try {
        read_csv_records(in, take, [](std::size_t, const std::string&) {});
    } catch (const BadFile&) {
        // Whatever it is, its first record tells.
    }
    return table_called(header);
}

/// The mark that stands behind the sizes at the head of a FIT file.
bool is_fit(std::string_view beginning) {
    return beginning.size() >= 12 && beginning.substr(8, 4) == ".FIT";
}

} // namespace

std::string_view to_text(FileKind kind) {
    return std::find_if(names.begin(), names.end(), [&](const Named& one) { return one.kind == kind; })->word;
}

std::optional<FileKind> parse_file_kind(std::string_view word) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const Named& one) { return one.word == word; });
    return found == names.end() ? std::nullopt : std::optional(found->kind);
}

const std::vector<FileKind>& file_kinds() {
    static const std::vector<FileKind> all = [] {
        std::vector<FileKind> kinds;
        for (const auto& one : names) kinds.push_back(one.kind);
        return kinds;
    }();
    return all;
}

std::string sport_key(std::string_view sport) {
    std::string key;
    for (const char c : sport) key += c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return key;
}

bool is_running(std::string_view sport) {
    const std::string key = sport_key(sport);
    const auto is_at_an_end = [&](std::string_view word) { return key.starts_with(word) || key.ends_with(word); };
    return key == "run" || key == "treadmill" || is_at_an_end("running") || key.ends_with(" run") ||
           key.ends_with("trailrun") || key.ends_with("virtualrun");
}

std::optional<FileKind> recognise(std::string_view beginning) {
    if (is_fit(beginning)) return FileKind::fit;
    const std::string_view text = without_mark_and_blanks(beginning);
    if (text.empty()) return std::nullopt;
    if (text.front() == '<') return kind_of_xml(text);
    if (text.front() == '{') return FileKind::json_lines;
    if (text.front() == '[') return FileKind::running_page;
    return kind_of_table(text);
}

void read_history(std::istream& in, FileKind kind, const Settled& settled, const RowVisitor& visit) {
    switch (kind) {
    case FileKind::runlog_csv: return read_runs(in, RowFormat::csv, visit);
    case FileKind::json_lines: return read_runs(in, RowFormat::json_lines, visit);
    case FileKind::strava: return read_strava(in, settled, visit);
    case FileKind::garmin: return read_garmin(in, settled, visit);
    case FileKind::runkeeper: return read_runkeeper(in, settled, visit);
    case FileKind::gpx: return read_gpx(in, visit);
    case FileKind::tcx: return read_tcx(in, visit);
    case FileKind::fit: return read_fit(in, visit);
    case FileKind::apple: return read_apple(in, visit);
    case FileKind::running_page: return read_running_page(in, visit);
    }
}

} // namespace runlog::formats
