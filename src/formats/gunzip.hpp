#pragma once

#include "input.hpp"

#include <memory>
#include <string_view>

namespace runlog::formats {

/// Whether a file that begins so is compressed by gzip.
bool is_gzip(std::string_view beginning);

/// What was compressed, of all the members that stand one behind the other. Reading throws BadFile where it is damaged,
/// ends in the middle, or swells beyond all measure.
std::unique_ptr<Source> gunzip(std::unique_ptr<Input> packed);

} // namespace runlog::formats
