#include "runlog/store/privacy.hpp"

#include "database.hpp"

namespace runlog::store {

namespace {

// What is temporary is found before what is in the file. A view that only joins becomes part of the query that names
// it, so every index still serves; asking for each row whether its run is private would open that table once a row.
// What hangs on runs comes first in the join: it is what is looked for.
constexpr const char* views = R"sql(
PRAGMA query_only = OFF;
CREATE TEMP VIEW runs AS SELECT * FROM main.runs WHERE private = 0;
CREATE TEMP VIEW run_members AS SELECT rm.* FROM main.run_members AS rm
    CROSS JOIN main.runs AS shown ON shown.id = rm.run_id AND shown.private = 0;
CREATE TEMP VIEW run_tags AS SELECT rt.* FROM main.run_tags AS rt
    CROSS JOIN main.runs AS shown ON shown.id = rt.run_id AND shown.private = 0;
CREATE TEMP VIEW run_aliases AS SELECT ra.* FROM main.run_aliases AS ra
    CROSS JOIN main.runs AS shown ON shown.id = ra.run_id AND shown.private = 0;
PRAGMA query_only = ON;
)sql";

} // namespace

void hide_private_runs(const Log& log) {
    connection(log).exec(views);
}

} // namespace runlog::store
