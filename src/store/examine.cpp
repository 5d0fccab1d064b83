#include "database.hpp"
#include "runlog/store/safety.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

namespace runlog::store {

namespace {

/// The texts that `sql` yields; a damaged file may break off in the middle, which is an answer too.
std::vector<std::string> answers(SQLite::Database& database, const char* sql) {
    std::vector<std::string> all;
    try {
        SQLite::Statement query(database, sql);
        while (query.executeStep()) all.push_back(query.getColumn(0).getString());
    } catch (const SQLite::Exception& trouble) {
        all.emplace_back(trouble.what());
    }
    return all;
}

Finding references(const Log& log) {
    return {"references",
            answers(connection(log), "SELECT printf('a row of %s names a record of %s that is not there', "
                                     "\"table\", parent) FROM pragma_foreign_key_check"),
            true};
}

Finding days(const Log& log) {
    return {"days",
            answers(connection(log), "SELECT printf('run %d is kept under two different days or distances', r.id) "
                                     "FROM runs AS r JOIN run_members AS rm ON rm.run_id = r.id "
                                     "WHERE rm.day <> r.day OR rm.distance_m IS NOT r.distance_m"),
            true};
}

Finding people(const Log& log) {
    return {"people",
            answers(connection(log), "SELECT printf('run %d has nobody who ran it', id) FROM runs WHERE NOT "
                                     "EXISTS (SELECT 1 FROM run_members WHERE run_id = runs.id)"),
            true};
}

Finding clock(const Log& log, Instant now) {
    const auto newest = answers(connection(log), "SELECT max(at) FROM changes");
    if (newest.empty() || newest.front() <= instant_text(now + std::chrono::minutes{5})) return {"clock", {}, false};
    return {"clock", {fmt::format("the newest change was made in the future, at {}", newest.front())}, false};
}

Finding permissions(const Log& log) {
    struct stat status {};
    if (::stat(log.path().c_str(), &status) != 0 || (status.st_mode & 077) == 0) return {"permissions", {}, false};
    return {"permissions",
            {fmt::format("others on this machine can open it; keep it to yourself: chmod 600 {}", log.path().string())},
            false};
}

} // namespace

std::vector<std::string> damage(SQLite::Database& database) {
    auto found = answers(database, "PRAGMA integrity_check");
    std::erase(found, "ok");
    return found;
}

std::vector<Finding> examine(const Log& log, Instant now) {
    return {
        {"file", damage(connection(log))}, references(log), days(log), people(log), clock(log, now), permissions(log)};
}

} // namespace runlog::store
