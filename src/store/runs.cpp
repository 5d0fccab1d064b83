#include "runlog/store/runs.hpp"

#include "database.hpp"
#include "runlog/store/people.hpp"

#include <fmt/format.h>

#include <memory>

namespace runlog::store {

namespace {

constexpr const char* run_columns =
    "SELECT r.id, r.uid, r.day, r.start, r.zone, r.distance_m, r.duration_s, g.handle, r.session, r.place, r.note, "
    "r.private, r.remote, r.source, s.handle FROM runs AS r LEFT JOIN groups AS g ON g.id = r.group_id "
    "LEFT JOIN members AS s ON s.id = r.recorded_by ";

Run run_at(SQLite::Statement& row) {
    Run run;
    run.id.value = row.getColumn(0).getInt64();
    run.uid = uid_at(row, 1);
    run.day = day_at(row, 2);
    run.start = maybe_placed_at(row, 3);
    run.zone = row.getColumn(4).getString();
    if (const auto distance = maybe_number_at(row, 5)) run.distance = Metres{*distance};
    if (const auto duration = maybe_number_at(row, 6)) run.duration = Seconds{*duration};
    run.group = maybe_text_at(row, 7);
    run.session = maybe_text_at(row, 8);
    run.place = maybe_text_at(row, 9);
    run.note = maybe_text_at(row, 10);
    run.is_private = row.getColumn(11).getInt() != 0;
    run.remote = row.getColumn(12).getInt() != 0;
    run.source = maybe_text_at(row, 13);
    run.said_by = maybe_text_at(row, 14);
    return run;
}

/// Reads what hangs on a run in tables of its own, its queries prepared once for many runs.
class Details {
public:
    explicit Details(const Log& log)
        : members_(connection(log), "SELECT m.handle FROM run_members AS rm JOIN members AS m ON m.id = rm.member_id "
                                    "WHERE rm.run_id = ? ORDER BY m.id"),
          tags_(connection(log), "SELECT tag FROM run_tags WHERE run_id = ? ORDER BY tag"),
          aliases_(connection(log), "SELECT alias FROM run_aliases WHERE run_id = ? ORDER BY alias"),
          has_aliases_(connection(log).execAndGet("SELECT EXISTS (SELECT 1 FROM run_aliases)").getInt() != 0) {}

    void fill(Run& run) {
        read(members_, run.id, run.members);
        read(tags_, run.id, run.tags);
        if (has_aliases_) read(aliases_, run.id, run.also);
    }

private:
    static void read(SQLite::Statement& query, RunId id, std::vector<std::string>& into) {
        put(query, 1, id);
        while (query.executeStep()) into.push_back(query.getColumn(0).getString());
        query.reset();
    }

    SQLite::Statement members_;
    SQLite::Statement tags_;
    SQLite::Statement aliases_;
    bool has_aliases_; ///< few logs have any, and a report should not ask for each of its runs
};

/// The part of a query that narrows, and the values for its question marks in order.
struct Condition {
    std::string sql = "WHERE 1 ";
    std::vector<std::function<void(SQLite::Statement&, int)>> values;

    template <class Value>
    void add(std::string_view text, const Value& value) {
        sql += fmt::format("AND {} ", text);
        values.emplace_back([value](SQLite::Statement& statement, int index) { put(statement, index, value); });
    }
};

/// A list of numbers for IN; numbers cannot carry anything that SQL would read.
std::string number_list(const std::vector<MemberId>& ids) {
    std::string list;
    for (const auto& id : ids) list += fmt::format("{}{}", list.empty() ? "" : ", ", id.value);
    return list;
}

Condition condition_for(const RunFilter& filter) {
    Condition condition;
    // One member's runs are found by their index, also the days, so that nobody else's are read.
    const bool by_member = !filter.members.empty();
    const auto day = by_member ? "rm.day" : "r.day";
    if (by_member)
        condition.sql = fmt::format("JOIN run_members AS rm ON rm.run_id = r.id WHERE rm.member_id IN ({}) ",
                                    number_list(filter.members));
    if (filter.group) condition.add("r.group_id = ?", *filter.group);
    if (filter.tag) condition.add("r.id IN (SELECT run_id FROM run_tags WHERE tag = ?)", *filter.tag);
    if (filter.since) condition.add(fmt::format("{} >= ?", day), *filter.since);
    if (filter.until) condition.add(fmt::format("{} <= ?", day), *filter.until);
    if (filter.members.size() > 1) condition.sql += "GROUP BY r.id ";
    const std::string_view way = filter.oldest_first ? "ASC" : "DESC";
    condition.sql += fmt::format("ORDER BY {0} {1}, r.start {1}, r.id {1} ", day, way);
    if (filter.limit) condition.sql += fmt::format("LIMIT {}", *filter.limit);
    return condition;
}

template <class Key>
std::optional<RunId> number_by(const Log& log, const char* sql, const Key& key) {
    Query query(log, sql);
    put(query, 1, key);
    return query.executeStep() ? std::optional(RunId{query.getColumn(0).getInt64()}) : std::nullopt;
}

std::optional<RunId> run_with_alias(const Log& log, const std::string& alias) {
    return number_by(log, "SELECT run_id FROM run_aliases WHERE alias = ?", alias);
}

std::optional<std::string> start_text(const Run& run) {
    return run.start ? std::optional(iso(*run.start)) : std::nullopt;
}

std::optional<GroupId> group_of(const Writer& writer, const Run& run) {
    if (!run.group) return std::nullopt;
    const auto group = find_group(writer.log(), *run.group);
    if (!group) throw Error(fmt::format("There is no group '{}'.", *run.group), "See: runlog group list");
    return group->id;
}

void add_details(Writer& writer, const Run& run, RunId id) {
    for (const auto& handle : run.members) {
        const int found = execute(writer,
                                  "INSERT INTO run_members (member_id, day, run_id, distance_m) "
                                  "SELECT id, ?, ?, ? FROM members WHERE handle_key = ?",
                                  run.day, id, run.distance, handle_key(handle));
        if (found == 0) throw Error(fmt::format("There is no member '{}'.", handle), "See: runlog member list");
    }
    for (const auto& tag : run.tags) execute(writer, "INSERT INTO run_tags (tag, run_id) VALUES (?, ?)", tag, id);
    for (const auto& alias : run.also)
        execute(writer, "INSERT INTO run_aliases (alias, run_id) VALUES (?, ?)", alias, id);
}

void remove_details(Writer& writer, RunId id) {
    execute(writer, "DELETE FROM run_members WHERE run_id = ?", id);
    execute(writer, "DELETE FROM run_tags WHERE run_id = ?", id);
    execute(writer, "DELETE FROM run_aliases WHERE run_id = ?", id);
}

} // namespace

void each_run(const Log& log, const RunFilter& filter, const std::function<void(const Run&)>& visit) {
    const Condition condition = condition_for(filter);
    SQLite::Statement query(connection(log), run_columns + condition.sql);
    int index = 0;
    for (const auto& value : condition.values) value(query, ++index);
    Details details(log);
    while (query.executeStep()) {
        Run run = run_at(query);
        details.fill(run);
        visit(run);
    }
}

std::optional<Run> find_run(const Log& log, RunId id) {
    Query query(log, std::string(run_columns) + "WHERE r.id = ?");
    put(query, 1, id);
    if (!query.executeStep()) return std::nullopt;
    Run run = run_at(query);
    Details(log).fill(run);
    return run;
}

std::optional<RunId> run_known_as(const Log& log, const Uid& uid) {
    const auto found = number_by(log, "SELECT id FROM runs WHERE uid = ?", uid);
    return found ? found : run_with_alias(log, to_text(uid));
}

std::optional<RunId> run_known_as(const Log& log, const std::string& source) {
    const auto found = number_by(log, "SELECT id FROM runs WHERE source = ?", source);
    return found ? found : run_with_alias(log, source);
}

std::optional<RunId> run_known_as(const Log& log, const std::string& beginning, MemberId member) {
    // A semicolon comes right after the colon.
    const std::string beyond = beginning.substr(0, beginning.size() - 1) + ';';
    Query query(log, "SELECT known.id FROM (SELECT id FROM runs WHERE source BETWEEN ?1 AND ?2 "
                     "UNION ALL SELECT run_id FROM run_aliases WHERE alias BETWEEN ?1 AND ?2) AS known "
                     "JOIN run_members AS rm ON rm.run_id = known.id WHERE rm.member_id = ?3");
    put(query, 1, beginning);
    put(query, 2, beyond);
    put(query, 3, member);
    return query.executeStep() ? std::optional(RunId{query.getColumn(0).getInt64()}) : std::nullopt;
}

std::vector<RunId> runs_alike(const Log& log, const Run& run, RunId newest) {
    Query query(log, "SELECT r.id FROM run_members AS rm JOIN runs AS r ON r.id = rm.run_id "
                     "WHERE rm.member_id = (SELECT id FROM members WHERE handle_key = ?) AND rm.day = ? "
                     "AND rm.run_id <= ? AND r.start IS ? AND r.distance_m IS ? AND r.duration_s IS ?");
    put(query, 1, handle_key(run.members.front()));
    put(query, 2, run.day);
    put(query, 3, newest);
    put(query, 4, start_text(run));
    put(query, 5, run.distance);
    put(query, 6, run.duration);
    std::vector<RunId> ids;
    while (query.executeStep()) ids.push_back(RunId{query.getColumn(0).getInt64()});
    return ids;
}

void each_outline(const Log& log, MemberId member, Day since, Day until,
                  const std::function<void(RunId, const Outline&)>& visit) {
    Query query(log, "SELECT r.id, rm.day, r.start, r.distance_m, r.duration_s FROM run_members AS rm "
                     "JOIN runs AS r ON r.id = rm.run_id WHERE rm.member_id = ? AND rm.day BETWEEN ? AND ?");
    put(query, 1, member);
    put(query, 2, since);
    put(query, 3, until);
    while (query.executeStep()) {
        Outline outline{day_at(query, 1), std::nullopt, std::nullopt, std::nullopt};
        if (const auto start = maybe_placed_at(query, 2)) outline.start = start->instant();
        if (const auto distance = maybe_number_at(query, 3)) outline.distance = Metres{*distance};
        if (const auto duration = maybe_number_at(query, 4)) outline.duration = Seconds{*duration};
        visit(RunId{query.getColumn(0).getInt64()}, outline);
    }
}

NewestFirst runs_of(const Log& log, MemberId member, Day until) {
    auto query = std::make_shared<Query>(
        log, "SELECT day, distance_m FROM run_members WHERE member_id = ? AND day <= ? ORDER BY day DESC");
    put(*query, 1, member);
    put(*query, 2, until);
    return [query, done = false]() mutable -> std::optional<RunDay> {
        if (done || !query->executeStep()) {
            done = true;
            return std::nullopt;
        }
        RunDay run{day_at(*query, 0), std::nullopt};
        if (const auto distance = maybe_number_at(*query, 1)) run.distance = Metres{*distance};
        return run;
    };
}

std::vector<RunId> newest_runs(const Log& log, int limit) {
    Query query(log, "SELECT id FROM runs ORDER BY id DESC LIMIT ?");
    put(query, 1, limit);
    std::vector<RunId> ids;
    while (query.executeStep()) ids.push_back(RunId{query.getColumn(0).getInt64()});
    return ids;
}

std::vector<std::string> tags(const Log& log) {
    // Hops from one tag to the next along the index instead of reading an entry for each run.
    Query query(log, "WITH RECURSIVE hop (tag) AS (SELECT min(tag) FROM run_tags UNION ALL "
                     "SELECT (SELECT min(t.tag) FROM run_tags AS t WHERE t.tag > hop.tag) FROM hop "
                     "WHERE hop.tag IS NOT NULL) SELECT tag FROM hop WHERE tag IS NOT NULL");
    std::vector<std::string> all;
    while (query.executeStep()) all.push_back(query.getColumn(0).getString());
    return all;
}

RunId add_run(Writer& writer, const Run& run) {
    execute(writer,
            "INSERT INTO runs (uid, day, start, zone, distance_m, duration_s, group_id, session, place, note, private, "
            "remote, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            kept_or_new_uid(writer, run.uid), run.day, start_text(run), run.zone, run.distance, run.duration,
            group_of(writer, run), run.session, run.place, run.note, run.is_private, run.remote, run.source);
    const RunId id{last_number(writer)};
    add_details(writer, run, id);
    spare_memory(writer);
    return id;
}

void update_run(Writer& writer, const Run& run) {
    remove_details(writer, run.id);
    execute(writer,
            "UPDATE runs SET day = ?, start = ?, zone = ?, distance_m = ?, duration_s = ?, group_id = ?, session = ?, "
            "place = ?, note = ?, private = ?, remote = ?, source = ? WHERE id = ?",
            run.day, start_text(run), run.zone, run.distance, run.duration, group_of(writer, run), run.session,
            run.place, run.note, run.is_private, run.remote, run.source, run.id);
    add_details(writer, run, run.id);
}

void remove_run(Writer& writer, RunId id) {
    remove_details(writer, id);
    execute(writer, "DELETE FROM runs WHERE id = ?", id);
}

} // namespace runlog::store
