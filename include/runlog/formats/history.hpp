#pragma once

#include "runlog/domain/quantities.hpp"
#include "runlog/formats/read_run.hpp"

#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Files that runners have: exports of other programs, tracks and recordings of watches (FORMATS).
namespace runlog::formats {

enum class FileKind { runlog_csv, json_lines, strava, garmin, runkeeper, gpx, tcx, fit, apple, running_page };

/// The words for them, as `--format` has them: `csv`, `jsonl`, `strava`, `running-page`.
std::string_view to_text(FileKind kind);
/// Nothing where `word` is none of them.
std::optional<FileKind> parse_file_kind(std::string_view word);
/// All of them, in the order in which help lists them.
const std::vector<FileKind>& file_kinds();

/// How `09/12/2022` is meant.
enum class DayOrder { day_first, month_first };

/// What some files leave open, as the person who brings them has settled it. Where it is needed and absent, the file is
/// refused with the option that settles it, and never read on a guess.
struct Settled {
    std::optional<Unit> unit;          ///< of distances that name none: `--units`
    std::optional<char> decimal_mark;  ///< `.` or `,` in numbers like `4,808`: `--decimal`
    std::optional<DayOrder> day_order; ///< `--dates`
};

/// How much of a file `recognise` wants to see: enough to pass over what stands before the first element of an XML
/// file.
inline constexpr std::size_t beginning_size = 64 * 1024;

/// What kind of file begins so; nothing where it is none of them.
std::optional<FileKind> recognise(std::string_view beginning);

/// A sport's name as people type it, whatever way a file writes it: lower case, `trail run`, `crosstraining`.
std::string sport_key(std::string_view sport);

/// Whether a file's word for a sport means running: `Run`, `running`, `Trail Run`, `VirtualRun`, `street_running`.
bool is_running(std::string_view sport);

/// Reads the runs of a file in its order, in memory that does not grow with the file. Of a row that is bad the first
/// trouble is told, and the next row follows. Throws BadFile where the file as a whole, or the rest of it, cannot be
/// read; what was handed to `visit` until then was sound. What `visit` throws passes through.
void read_history(std::istream& in, FileKind kind, const Settled& settled, const RowVisitor& visit);

} // namespace runlog::formats
