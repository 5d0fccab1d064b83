#include "database.hpp"
#include "files.hpp"
#include "runlog/store/safety.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::store {

namespace {

/// The texts that `sql` yields; a damaged file may break off in the middle, which is an answer too.
std::vector<std::string> answers(SQLite::Database& database, const std::string& sql) {
    std::vector<std::string> all;
    try {
        SQLite::Statement query(database, sql);
        while (query.executeStep()) all.push_back(query.getColumn(0).getString());
    } catch (const SQLite::Exception& trouble) {
        all.emplace_back(trouble.what());
    }
    return all;
}

std::vector<Trouble> with(Remedy remedy, const std::vector<std::string>& found) {
    std::vector<Trouble> troubles;
    for (const auto& what : found) troubles.push_back({what, remedy});
    return troubles;
}

/// An index holds nothing that its table does not.
bool is_about_an_index(const std::string& found) {
    return found.find(" missing from index ") != std::string::npos || found.starts_with("wrong # of entries in index ");
}

Finding file(const Log& log) {
    const auto found = damage(connection(log));
    const bool in_indexes = std::all_of(found.begin(), found.end(), is_about_an_index);
    return {"file", with(in_indexes ? Remedy::mend : Remedy::backup, found)};
}

Finding references(const Log& log) {
    return {"references",
            with(Remedy::backup,
                 answers(connection(log), "SELECT printf('a row of %s names a record of %s that is not there', "
                                          "\"table\", parent) FROM pragma_foreign_key_check"))};
}

/// How the columns of a name are written, in every table that has one.
struct Form {
    const char* columns; ///< as GLOB has it
    const char* written; ///< what SQLite makes of a value that is well written: itself. Only in reckoning does it find
                         ///< a day that no month has
};
constexpr Form forms[] = {
    {"*day", "date(v, '+0 days')"},
    {"at", "strftime('%Y-%m-%dT%H:%M:%SZ', v, '+0 days')"},
    {"*_at", "strftime('%Y-%m-%dT%H:%M:%SZ', v, '+0 days')"},
    {"session", "strftime('%Y-%m-%dT%H:%M', v, '+0 days')"},
    {"moved_to", "strftime('%Y-%m-%dT%H:%M', v, '+0 days')"},
    {"uid", "CASE length(v) WHEN 16 THEN v END"},
};

Finding values(const Log& log) {
    Finding finding{"values", {}};
    auto& database = connection(log);
    for (const auto& form : forms) {
        const auto columns =
            answers(database, fmt::format("SELECT printf('%s.%s', t.name, c.name) FROM sqlite_master AS t, "
                                          "pragma_table_info(t.name) AS c WHERE t.type = 'table' AND c.name GLOB '{}'",
                                          form.columns));
        for (const auto& column : columns) {
            const auto dot = column.find('.');
            const auto found = answers(
                database,
                fmt::format("WITH c (v) AS (SELECT \"{1}\" FROM \"{0}\") SELECT printf('{0} holds %Q as {1}, which "
                            "cannot be read', v) FROM c WHERE v IS NOT NULL AND v IS NOT {2}",
                            column.substr(0, dot), column.substr(dot + 1), form.written));
            for (const auto& what : found) finding.troubles.push_back({what, Remedy::backup});
        }
    }
    return finding;
}

Finding days(const Log& log) {
    return {"days",
            with(Remedy::mend,
                 answers(connection(log), "SELECT printf('run %d is kept under two different days or distances', r.id) "
                                          "FROM runs AS r JOIN run_members AS rm ON rm.run_id = r.id "
                                          "WHERE rm.day <> r.day OR rm.distance_m IS NOT r.distance_m"))};
}

Finding people(const Log& log) {
    return {"people",
            with(Remedy::by_hand,
                 answers(connection(log), "SELECT printf('run %d has nobody who ran it: runlog remove %d', id, id) "
                                          "FROM runs WHERE NOT EXISTS "
                                          "(SELECT 1 FROM run_members WHERE run_id = runs.id)"))};
}

Finding doubles(const Log& log) {
    return {"doubles",
            with(Remedy::by_hand,
                 answers(connection(log),
                         "WITH told AS (SELECT r.id, m.handle, r.day, unixepoch(r.start) AS begins, "
                         "unixepoch(r.start) + ifnull(r.duration_s, 1) AS ends, rm.member_id "
                         "FROM run_members AS rm JOIN runs AS r ON r.id = rm.run_id JOIN members AS m "
                         "ON m.id = rm.member_id WHERE r.start IS NOT NULL), "
                         "pairs AS (SELECT handle, day, id, begins, lag(id) OVER w AS other, lag(ends) OVER w AS over "
                         "FROM told WINDOW w AS (PARTITION BY member_id, day ORDER BY begins, id)) "
                         "SELECT printf('%s ran both run %d and run %d at one time, on %s: runlog merge %d %d if they "
                         "are one', handle, min(id, other), max(id, other), day, min(id, other), max(id, other)) "
                         "FROM pairs WHERE begins < over"))};
}

Finding clock(const Log& log, Instant now) {
    Finding finding{"clock", {}};
    const auto newest = answers(connection(log), "SELECT max(at) FROM changes");
    if (!newest.empty() && newest.front() > instant_text(now + std::chrono::minutes{5}))
        finding.troubles.push_back(
            {fmt::format("the newest change was made in the future, at {}: set this machine's clock", newest.front())});
    const auto ahead =
        answers(connection(log), fmt::format("SELECT printf('run %d is on %s, which is yet to come: runlog edit %d "
                                             "--on DAY', id, day, id) FROM runs WHERE day > date('{}', '+1 day')",
                                             instant_text(now)));
    for (const auto& what : ahead) finding.troubles.push_back({what});
    return finding;
}

Finding permissions(const Log& log) {
    Finding finding{"permissions", {}};
    for (const auto& path : open_to_others(log.path()))
        finding.troubles.push_back({fmt::format("others on this machine can open {}", path.string()), Remedy::mend});
    if (const auto folder = folder_of(log.path()); others_can_replace_in(folder))
        finding.troubles.push_back({fmt::format("others on this machine can replace the log: chmod go-w {}",
                                                std::filesystem::absolute(folder).lexically_normal().string())});
    return finding;
}

Finding leftovers(const Log& log, Instant now) {
    Finding finding{"leftovers", {}};
    for (const auto& path : abandoned_drafts(log.path(), now))
        finding.troubles.push_back({fmt::format("{} was never finished", path.string()), Remedy::mend});
    return finding;
}

} // namespace

std::vector<std::string> damage(SQLite::Database& database) {
    auto found = answers(database, "PRAGMA integrity_check");
    std::erase(found, "ok");
    return found;
}

std::vector<Finding> examine(const Log& log, Instant now) {
    return {file(log),    references(log), values(log),      days(log),          people(log),
            doubles(log), clock(log, now), permissions(log), leftovers(log, now)};
}

} // namespace runlog::store
