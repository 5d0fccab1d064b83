#include "runlog/store/things.hpp"
#include "thing_rows.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <functional>
#include <memory>

/// What the journal's changes were about.
namespace runlog::store {

namespace {

/// The names of a table's columns, in order.
const std::vector<std::string>& columns_of(const Log& log, const std::string& table) {
    static thread_local std::map<std::string, std::vector<std::string>> known;
    auto& columns = known[table];
    if (columns.empty()) {
        Query query(log, "SELECT name FROM pragma_table_info(?) ORDER BY cid");
        put(query, 1, table);
        while (query.executeStep()) columns.push_back(query.getColumn(0).getString());
    }
    return columns;
}

/// A row as a change had it: the columns that it tells of, uids as their bytes.
using ChangedRow = std::map<std::string, Scalar>;

Scalar scalar_of(sqlite3_value* value) {
    if (sqlite3_value_type(value) == SQLITE_INTEGER) return std::int64_t{sqlite3_value_int64(value)};
    if (sqlite3_value_type(value) == SQLITE_NULL) return {};
    const auto* bytes = static_cast<const char*>(sqlite3_value_blob(value));
    return std::string(bytes ? bytes : "", static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

template <class Held>
std::optional<Held> held(const ChangedRow& row, const std::string& column) {
    const auto found = row.find(column);
    const auto* value = found == row.end() ? nullptr : std::get_if<Held>(&found->second);
    return value ? std::optional(*value) : std::nullopt;
}

Uid uid_in(const ChangedRow& row) {
    const auto bytes = held<std::string>(row, "uid").value_or("");
    Uid uid;
    std::copy_n(bytes.begin(), std::min(bytes.size(), uid.bytes.size()), uid.bytes.begin());
    return uid;
}

/// The row as it is in the log now; nothing where it is gone, which a later change tells of.
std::optional<ChangedRow> row_now(const Log& log, const std::string& table, std::int64_t id) {
    const auto& columns = columns_of(log, table);
    Query query(log, fmt::format("SELECT {} FROM {} WHERE id = ?", fmt::join(columns, ", "), table));
    put(query, 1, id);
    if (!query.executeStep()) return std::nullopt;
    ChangedRow row;
    for (std::size_t i = 0; i < columns.size(); ++i) row[columns[i]] = value_at<Scalar>(query, static_cast<int>(i));
    return row;
}

/// What the rows of a table are about.
std::optional<Kind> kind_in(const std::string& table) {
    static const std::map<std::string, Kind> kinds{
        {"groups", Kind::group},   {"group_terms", Kind::terms},
        {"rules", Kind::rule},     {"contacts", Kind::contact},
        {"members", Kind::member}, {"session_changes", Kind::change},
        {"plans", Kind::plans},    {"memberships", Kind::memberships},
        {"leaves", Kind::leave},   {"answers", Kind::answer},
        {"runs", Kind::run},       {"run_members", Kind::run},
        {"run_tags", Kind::run},
    };
    const auto found = kinds.find(table);
    return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

using VisitRow = std::function<void(const std::string& table, const ChangedRow&)>;

void visit_update(const Log& log, const std::string& table, const ChangedRow& before, const VisitRow& visit) {
    const auto id = held<std::int64_t>(before, "id");
    if (!id) return visit(table, before); // what hangs on a run has the run's number in its key, which never changes
    auto now = row_now(log, table, *id);
    if (!now) return;
    visit(table, *now);
    // Of what a row's thing is known by only a session's name ever changes.
    if (table != "session_changes" || !held<std::string>(before, "session")) return;
    (*now)["session"] = before.at("session");
    visit(table, *now);
}

struct EndReading {
    void operator()(sqlite3_changeset_iter* rows) const { sqlite3changeset_finalize(rows); }
};

/// Hands over each row of a changeset: as it was where it went, as it became where it came, both where it changed.
void each_changed_row(const Log& log, const SQLite::Column& changeset, const VisitRow& visit) {
    sqlite3_changeset_iter* iterator = nullptr;
    // SQLite asks for memory that may be written, and only reads it.
    auto* bytes = const_cast<void*>(changeset.getBlob()); // NOLINT
    sqlite3changeset_start(&iterator, changeset.getBytes(), bytes);
    const std::unique_ptr<sqlite3_changeset_iter, EndReading> rows(iterator);
    while (sqlite3changeset_next(iterator) == SQLITE_ROW) {
        const char* name = nullptr;
        int count = 0;
        int operation = 0;
        sqlite3changeset_op(iterator, &name, &count, &operation, nullptr);
        const std::string table = name;
        if (!kind_in(table)) continue;
        ChangedRow row;
        for (int i = 0; i < count; ++i) {
            sqlite3_value* value = nullptr;
            (operation == SQLITE_INSERT ? sqlite3changeset_new : sqlite3changeset_old)(iterator, i, &value);
            if (value) row[columns_of(log, table)[static_cast<std::size_t>(i)]] = scalar_of(value);
        }
        if (operation == SQLITE_UPDATE)
            visit_update(log, table, row, visit);
        else
            visit(table, row);
    }
}

/// A change's pieces with the moment it was made, the oldest first.
void each_changeset(const Log& log, ChangeId since, const std::function<void(const SQLite::Column&, Instant)>& visit) {
    Query query(log, "SELECT c.at, p.changeset, 0 AS last, c.id, p.piece FROM changes AS c JOIN change_pieces AS p "
                     "ON p.change_id = c.id WHERE c.id > ?1 UNION ALL SELECT at, changeset, 1, id, 0 FROM changes "
                     "WHERE id > ?1 ORDER BY 4, 3, 5");
    put(query, 1, since);
    while (query.executeStep()) visit(query.getColumn(1), instant_at(query, 0));
}

} // namespace

std::optional<Thing> Things::thing_in(const std::string& table, const std::map<std::string, Scalar>& row) const {
    const Kind kind = *kind_in(table);
    const auto number = [&](const char* column) { return held<std::int64_t>(row, column); };
    const auto member_in = [&](const char* column) -> std::optional<Uid> {
        const auto member = number(column);
        return member ? shared(MemberId{*member}) : std::nullopt;
    };
    const auto group = number(kind == Kind::group ? "id" : "group_id");
    const bool is_elsewhere = group && *group != group_.value && kind != Kind::run;
    if (is_elsewhere) return std::nullopt;

    Thing thing{kind, {}, {}, {}};
    switch (kind) {
    case Kind::group:
    case Kind::terms: return thing;
    case Kind::rule:
    case Kind::contact: thing.key = key_of(uid_in(row)); return thing;
    case Kind::change: thing.key = held<std::string>(row, "session").value_or(""); return thing;
    case Kind::run: return run_in(row);
    default: break;
    }
    const auto about = member_in(kind == Kind::member ? "id" : "member_id");
    if (!about) return std::nullopt;
    thing.about = *about;
    if (!has_maker(kind)) return thing;
    const auto maker = number("recorded_by") ? member_in("recorded_by") : about;
    if (!maker) return std::nullopt;
    thing.maker = *maker;
    thing.key = key_of(uid_in(row));
    return thing;
}

/// From a row of the run's own, or of what hangs on it; then the run's own row says the rest.
std::optional<Thing> Things::run_in(const std::map<std::string, Scalar>& row) const {
    if (const auto run = held<std::int64_t>(row, "run_id")) {
        const auto now = row_now(log_, "runs", *run);
        return now ? run_in(*now) : std::nullopt;
    }
    const auto maker = shared(MemberId{held<std::int64_t>(row, "recorded_by").value_or(owner_.value)});
    if (!maker) return std::nullopt;
    return Thing{Kind::run, key_of(uid_in(row)), {}, *maker};
}

std::map<Thing, Instant> Things::changed_since(ChangeId since) const {
    std::map<Thing, Instant> changed;
    each_changeset(log_, since, [&](const SQLite::Column& changeset, Instant at) {
        each_changed_row(log_, changeset, [&](const std::string& table, const ChangedRow& row) {
            if (const auto thing = thing_in(table, row)) changed[*thing] = at;
        });
    });
    return changed;
}

ChangeId newest_change_id(const Log& log) {
    Query query(log, "SELECT ifnull(max(id), 0) FROM changes");
    query.executeStep();
    return ChangeId{query.getColumn(0).getInt64()};
}

} // namespace runlog::store
