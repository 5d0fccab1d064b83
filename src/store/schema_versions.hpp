#pragma once

#include <span>

namespace runlog::store {

/// What each version of the schema did to the one before it, as SQL: the first makes the tables of version 1.
std::span<const char* const> schema_versions();

} // namespace runlog::store
