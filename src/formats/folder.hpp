#pragma once

#include "runlog/formats/bundle.hpp"

#include <filesystem>
#include <memory>

namespace runlog::formats {

/// The files of a folder and of those within. Throws BadFile where one of these cannot be looked into, lies more than
/// 20 levels deep, or where they hold too many.
std::unique_ptr<Bundle> open_folder(const std::filesystem::path& path);

} // namespace runlog::formats
