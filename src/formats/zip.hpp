#pragma once

#include "open_file.hpp"
#include "runlog/formats/bundle.hpp"

#include <filesystem>
#include <memory>
#include <string_view>

namespace runlog::formats {

/// Whether a file that begins so is a zip.
bool is_zip(std::string_view beginning);

/// The files of a zip, which is at `path`, by names that lie within it: an entry whose name is absolute, holds `..` or
/// a backslash is none. Of several of one name it has the first. Nothing is ever unpacked to the disk. Throws BadFile
/// where its list of entries is missing or damaged, or holds too many.
std::unique_ptr<Bundle> open_zip(const std::filesystem::path& path, std::shared_ptr<const OpenFile> file);

} // namespace runlog::formats
