#include "runlog/store/journal.hpp"

#include "database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>

namespace runlog::store {

namespace {

struct FreeSqlite {
    void operator()(void* memory) const { sqlite3_free(memory); }
};

/// Bytes that SQLite allocated: what a session recorded, or its inverse.
struct Changeset {
    std::unique_ptr<void, FreeSqlite> bytes;
    int size = 0;
};

void put(SQLite::Statement& statement, int index, const Changeset& changeset) {
    // An empty one is kept as such, and not as none.
    statement.bind(index, changeset.size > 0 ? changeset.bytes.get() : static_cast<const void*>(""), changeset.size);
}

void check(int code, sqlite3* database) {
    if (code != SQLITE_OK) throw SQLite::Exception(database, code);
}

/// The journal's own tables and those of sharing, which no change is about.
int is_recorded(void*, const char* table) {
    const std::string_view name = table;
    return name != "changes" && name != "change_pieces" && name != "shares" && !name.starts_with("share_") ? 1 : 0;
}

/// Records what happens to every table but the journal's own, from its making until `finish`.
class Recording {
public:
    explicit Recording(sqlite3* database) : database_(database) {
        sqlite3_session* session = nullptr;
        check(sqlite3session_create(database, "main", &session), database);
        session_.reset(session);
        int on = 1;
        check(sqlite3session_object_config(session, SQLITE_SESSION_OBJCONFIG_SIZE, &on), database);
        sqlite3session_table_filter(session, is_recorded, nullptr);
        check(sqlite3session_attach(session, nullptr), database);
    }

    /// In bytes: what it takes now, or will take once it is finished.
    std::int64_t size() const {
        return std::max(sqlite3session_memory_used(session_.get()), sqlite3session_changeset_size(session_.get()));
    }

    Changeset finish() {
        Changeset changeset;
        void* bytes = nullptr;
        check(sqlite3session_changeset(session_.get(), &changeset.size, &bytes), database_);
        changeset.bytes.reset(bytes);
        session_.reset();
        return changeset;
    }

private:
    struct DeleteSession {
        void operator()(sqlite3_session* session) const { sqlite3session_delete(session); }
    };
    sqlite3* database_;
    std::unique_ptr<sqlite3_session, DeleteSession> session_;
};

constexpr const char* change_columns = "SELECT id, at, command, summary, undoes, undone FROM changes ";

Change change_at(SQLite::Statement& row) {
    Change change;
    change.id.value = row.getColumn(0).getInt64();
    change.at = instant_at(row, 1);
    change.command = row.getColumn(2).getString();
    change.summary = row.getColumn(3).getString();
    if (const auto undoes = maybe_number_at(row, 4)) change.undoes = ChangeId{*undoes};
    change.undone = row.getColumn(5).getInt() != 0;
    return change;
}

std::optional<Change> find_change(const Log& log, ChangeId id) {
    Query query(log, std::string(change_columns) + "WHERE id = ?");
    put(query, 1, id);
    if (!query.executeStep()) return std::nullopt;
    return change_at(query);
}

/// The change to take back. What began the log stands under everything and is never taken back.
Change find_undoable(const Log& log, std::optional<ChangeId> id) {
    if (!id) {
        Query newest(log, std::string(change_columns) + "WHERE undone = 0 AND undoes IS NULL AND command <> 'start' "
                                                        "ORDER BY id DESC LIMIT 1");
        if (!newest.executeStep()) throw Error("There is nothing left to take back.", "See: runlog history");
        return change_at(newest);
    }
    const auto change = find_change(log, *id);
    if (!change) throw Error(fmt::format("There is no change {}.", id->value), "Its number stands in: runlog history");
    if (change->command == "start") throw Error("The beginning of the log cannot be taken back.");
    if (change->undone) throw Error(fmt::format("Change {} is taken back already.", id->value), "See: runlog history");
    return *change;
}

Changeset inverse_of(const Log& log, const SQLite::Column& stored) {
    Changeset inverse;
    void* bytes = nullptr;
    check(sqlite3changeset_invert(stored.getBytes(), stored.getBlob(), &inverse.size, &bytes),
          connection(log).getHandle());
    inverse.bytes.reset(bytes);
    return inverse;
}

void apply(const Log& log, const Changeset& changeset, ChangeId id) {
    const auto stop_at_conflict = [](void*, int, sqlite3_changeset_iter*) { return SQLITE_CHANGESET_ABORT; };
    sqlite3* database = connection(log).getHandle();
    const int code =
        sqlite3changeset_apply(database, changeset.size, changeset.bytes.get(), nullptr, stop_at_conflict, nullptr);
    if (code == SQLITE_ABORT || code == SQLITE_CONSTRAINT)
        throw Error(fmt::format("Change {} cannot be taken back: later changes build on it.", id.value),
                    "Take those back first: runlog undo takes back the newest. See: runlog history");
    check(code, database);
}

void mark(const Log& log, ChangeId id, bool undone) {
    Query update(log, "UPDATE changes SET undone = ? WHERE id = ?");
    put(update, 1, undone ? 1 : 0);
    put(update, 2, id.value);
    update.exec();
}

/// Taking back an undo brings its change back, and so on down the chain of undos that it stands on.
/// Returns whether the change at its end holds again.
bool mark_chain(const Log& log, const Change& change) {
    bool undone = true;
    mark(log, change.id, undone);
    for (auto below = change.undoes; below; below = find_change(log, *below)->undoes)
        mark(log, *below, undone = !undone);
    return !undone;
}

} // namespace

/// The record of one change in the making.
class Journal {
public:
    Journal(Log& log, Instant now, std::string_view command, std::optional<ChangeId> undoes = {})
        : log_(log), now_(now), command_(command), undoes_(undoes), recording_(connection(log).getHandle()) {}

    Writer writer() { return {log_, now_, this}; }
    static Writer unrecorded_writer(Log& log, Instant now) { return {log, now, nullptr}; }
    static Journal* of(const Writer& writer) { return writer.journal_; }

    /// Puts what was recorded so far into the log where it is much, so that memory does not grow with the change.
    void spare_memory() {
        if (recording_.size() < largest_recording) return;
        if (!id_) id_ = remember("", Changeset{});
        Query insert(log_, "INSERT INTO change_pieces (change_id, piece, changeset) VALUES (?, ?, ?)");
        put(insert, 1, *id_);
        put(insert, 2, ++pieces_);
        put(insert, 3, recording_.finish());
        insert.exec();
        recording_ = Recording(connection(log_).getHandle());
    }

    /// Keeps the change under `summary`; nothing where nothing changed, unless something was to be taken back.
    std::optional<ChangeId> finish(const std::string& summary) {
        const Changeset last = recording_.finish();
        if (!id_ && last.size == 0 && !undoes_) return std::nullopt;
        if (!id_) return remember(summary, last);
        Query update(log_, "UPDATE changes SET summary = ?, changeset = ? WHERE id = ?");
        put(update, 1, summary);
        put(update, 2, last);
        put(update, 3, *id_);
        update.exec();
        return id_;
    }

private:
    static constexpr std::int64_t largest_recording = 8 * 1024 * 1024;

    ChangeId remember(const std::string& summary, const Changeset& changeset) {
        Query insert(log_, "INSERT INTO changes (at, command, summary, undoes, changeset) VALUES (?, ?, ?, ?, ?)");
        put(insert, 1, now_);
        put(insert, 2, command_);
        put(insert, 3, summary);
        put(insert, 4, undoes_);
        put(insert, 5, changeset);
        insert.exec();
        return ChangeId{connection(log_).getLastInsertRowid()};
    }

    Log& log_;
    Instant now_;
    std::string command_;
    std::optional<ChangeId> undoes_;
    Recording recording_;
    std::optional<ChangeId> id_; ///< once a piece has been put aside
    int pieces_ = 0;
};

void spare_memory(Writer& writer) {
    if (auto* journal = Journal::of(writer)) journal->spare_memory();
}

std::optional<ChangeId> change(Log& log, Instant now, std::string_view command,
                               const std::function<std::string(Writer&)>& work) {
    std::optional<ChangeId> id;
    {
        SQLite::Transaction transaction(connection(log), SQLite::TransactionBehavior::IMMEDIATE);
        Journal journal(log, now, command);
        Writer writer = journal.writer();
        id = journal.finish(work(writer));
        if (!id) return std::nullopt;
        transaction.commit();
    }
    if (command != "start") publish(log);
    return id;
}

void rehearse(Log& log, Instant now, const std::function<void(Writer&)>& work) {
    SQLite::Transaction transaction(connection(log), SQLite::TransactionBehavior::IMMEDIATE);
    Writer writer = Journal::unrecorded_writer(log, now);
    work(writer);
}

void take_in(Log& log, Instant now, const std::function<void(Writer&)>& work) {
    SQLite::Transaction transaction(connection(log), SQLite::TransactionBehavior::IMMEDIATE);
    Writer writer = Journal::unrecorded_writer(log, now);
    work(writer);
    transaction.commit();
}

namespace {

/// Does the opposite of what change `id` did, the last of it first.
void reverse(const Log& log, ChangeId id, Journal& journal) {
    for (const char* pieces : {"SELECT changeset FROM changes WHERE id = ? AND length(changeset) > 0",
                               "SELECT changeset FROM change_pieces WHERE change_id = ? ORDER BY piece DESC"}) {
        Query query(log, pieces);
        put(query, 1, id);
        while (query.executeStep()) {
            apply(log, inverse_of(log, query.getColumn(0)), id);
            journal.spare_memory();
        }
    }
}

} // namespace

Undone undo(Log& log, Instant now, std::optional<ChangeId> id) {
    SQLite::Transaction transaction(connection(log), SQLite::TransactionBehavior::IMMEDIATE);
    const Change undone = find_undoable(log, id);
    Journal journal(log, now, "undo", undone.id);
    reverse(log, undone.id, journal);
    const ChangeId by = journal.finish(undone.summary).value();
    const bool brought_back = mark_chain(log, undone);
    transaction.commit();
    return Undone{undone, by, brought_back};
}

std::optional<Change> newest_change(const Log& log, const std::vector<std::string_view>& commands) {
    Query query(log, std::string(change_columns) + "ORDER BY id DESC");
    while (query.executeStep()) {
        const Change change = change_at(query);
        if (std::find(commands.begin(), commands.end(), change.command) != commands.end()) return change;
    }
    return std::nullopt;
}

std::vector<Change> history(const Log& log, int limit) {
    Query query(log, std::string(change_columns) + "ORDER BY id DESC LIMIT ?");
    put(query, 1, limit);
    std::vector<Change> changes;
    while (query.executeStep()) changes.push_back(change_at(query));
    return changes;
}

} // namespace runlog::store
