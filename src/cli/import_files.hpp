#pragma once

#include "importer.hpp"
#include "progress.hpp"

#include <optional>
#include <string>
#include <vector>

namespace runlog::cli {

/// Which files somebody brings, and what they leave open.
struct FileWords {
    std::vector<std::string> paths;        ///< files, folders and zips; `-` for standard input
    std::optional<formats::FileKind> kind; ///< of the one file
    formats::Settled settled;
};

/// Hands every run of the files to `importer`. Of a folder or zip the tables come first (a Strava export's), and the
/// files that they name are theirs: such a file is read only for what the table lacks of its run. Files that are no
/// histories are passed over in a folder or zip, and refused where they were named themselves. Returns how many were
/// passed over.
std::int64_t import_files(Context& context, const FileWords& words, Importer& importer, Progress& progress);

} // namespace runlog::cli
