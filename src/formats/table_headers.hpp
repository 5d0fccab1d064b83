#pragma once

#include "runlog/domain/quantities.hpp"
#include "runlog/formats/history.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace runlog::formats {

/// Whose table of CSV it is that has this header; nothing where it is none that is known.
std::optional<FileKind> table_called(const std::vector<std::string>& header);

/// Whether it is the English header of Garmin Connect.
bool is_garmin(const std::vector<std::string>& header);

/// Runkeeper's column of distances, which names their unit.
struct DistanceColumn {
    std::size_t column;
    Unit unit;
};

/// Nothing where the header is not Runkeeper's.
std::optional<DistanceColumn> runkeeper_distance(const std::vector<std::string>& header);

} // namespace runlog::formats
