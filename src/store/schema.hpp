#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

namespace runlog::store {

/// What `pragma application_id` says of every log: "rlog".
inline constexpr int application_id = 0x726c6f67;

/// The schema this program writes; `pragma user_version` of a log says which one it has.
int newest_version();

/// Brings the open log from its version to the newest. Runs inside the caller's transaction.
void migrate(SQLite::Database& database, int from_version);

} // namespace runlog::store
