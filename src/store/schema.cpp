#include "schema.hpp"

#include "schema_versions.hpp"

#include <fmt/format.h>

namespace runlog::store {

int newest_version() {
    return static_cast<int>(schema_versions().size());
}

void migrate(SQLite::Database& database, int from_version) {
    for (const char* version : schema_versions().subspan(static_cast<std::size_t>(from_version)))
        database.exec(version);
    database.exec(
        fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, newest_version()));
}

} // namespace runlog::store
