#pragma once

#include "runlog/domain/run.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace runlog::formats {

/// A run as every `--json` shows it (DESIGN §5).
nlohmann::ordered_json to_json(const Run& run);

/// One JSON object in one line, whatever its texts hold.
std::string json_text(const nlohmann::ordered_json& object);

} // namespace runlog::formats
