#include "runlog/store/things.hpp"

#include "runlog/store/people.hpp"
#include "runlog/store/runs.hpp"
#include "runlog/store/shares.hpp"
#include "thing_rows.hpp"

#include <fmt/format.h>

namespace runlog::store {

namespace {

/// Whose a row is, as SQL with one question mark: the uids of things that belong to different people may be the same.
const char* whose(Kind kind) {
    switch (kind) {
    case Kind::leave:
    case Kind::answer: return "ifnull(recorded_by, member_id) = ?";
    case Kind::run: return "ifnull(recorded_by, (SELECT member_id FROM owner)) = ?";
    default: return "group_id = ?";
    }
}

std::vector<Row> rows_in(const std::optional<Facts>& list) {
    return list ? std::get<std::vector<Row>>(list->at(std::string(rows_field))) : std::vector<Row>{};
}

std::vector<std::pair<std::string, Value>> known_columns(const ThingTable& table, const Facts& facts) {
    std::vector<std::pair<std::string, Value>> columns;
    for (const auto& column : table.columns)
        if (const auto found = facts.find(column); found != facts.end()) columns.emplace_back(column, found->second);
    return columns;
}

} // namespace

const ThingTable& table_of(Kind kind) {
    static const std::map<Kind, ThingTable> tables{
        {Kind::group, {"groups", {"title", "about", "url", "place", "scope", "zone", "callouts"}}},
        {Kind::terms, {"group_terms", {"makeup", "grace_h", "quorum", "from_day", "until_day"}}},
        {Kind::rule,
         {"rules",
          {"title", "pattern", "start_time", "length_s", "zone", "place", "purpose", "note", "anchor_day", "from_day",
           "until_day"}}},
        {Kind::contact, {"contacts", {"kind", "name", "detail"}}},
        {Kind::change, {"session_changes", {"moved_to", "cancelled", "reason", "announced_at"}}},
        {Kind::member, {"members", {"handle", "name", "zone"}}},
        {Kind::memberships, {"memberships", {"role", "remote", "commitment", "from_day", "until_day"}}},
        {Kind::plans, {"plans", {"days_per_week", "least_m", "from_day", "until_day"}}},
        {Kind::leave, {"leaves", {"from_day", "until_day", "reason", "announced_at"}}},
        {Kind::answer, {"answers", {"session", "kind", "reason", "announced_at", "withdrawn_at"}}},
        {Kind::run,
         {"runs", {"day", "start", "zone", "distance_m", "duration_s", "session", "place", "note", "remote"}}},
    };
    return tables.at(kind);
}

Things::Things(const Log& log, GroupId group) : log_(log), group_(group), owner_(owner(log).id) {
    Query query(log, "SELECT uid FROM groups WHERE id = ?");
    put(query, 1, group);
    if (query.executeStep()) group_uid_ = uid_at(query, 0);
    for (const auto& [uid, member] : shared_members(log, group)) know(uid, member);
}

void Things::know(const Uid& uid, MemberId member) {
    locals_[uid] = member;
    shareds_[member] = uid;
}

std::optional<MemberId> Things::local(const Uid& member) const {
    const auto found = locals_.find(member);
    return found == locals_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Uid> Things::shared(MemberId member) const {
    const auto found = shareds_.find(member);
    return found == shareds_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Facts> Things::list(const Thing& thing) const {
    const auto& table = table_of(thing.kind);
    const bool of_group = thing.kind != Kind::plans;
    const bool of_member = thing.kind != Kind::terms;
    Query query(log_, fmt::format("SELECT {} FROM {} WHERE {} = ?1 AND {} = ?2 ORDER BY from_day",
                                  fmt::join(table.columns, ", "), table.name, of_group ? "group_id" : "?1",
                                  of_member ? "member_id" : "?2"));
    put(query, 1, group_);
    put(query, 2, of_member ? local(thing.about).value_or(MemberId{}) : MemberId{});
    std::vector<Row> rows;
    while (query.executeStep()) {
        Row& row = rows.emplace_back();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            row.emplace(table.columns[i], value_at<Scalar>(query, static_cast<int>(i)));
    }
    if (rows.empty()) return std::nullopt;
    return Facts{{std::string(rows_field), rows}};
}

void Things::set_list(Writer& writer, const Thing& thing, const std::optional<Facts>& facts) const {
    const auto wanted = rows_in(facts);
    if (wanted == rows_in(list(thing))) return;
    const auto& table = table_of(thing.kind);
    std::vector<ColumnValue> keys;
    if (thing.kind != Kind::plans) keys.emplace_back("group_id", group_.value);
    if (thing.kind != Kind::terms) keys.emplace_back("member_id", local(thing.about).value().value);
    std::string condition = "1";
    for (const auto& [column, number] : keys)
        condition += fmt::format(" AND {} = {}", column, std::get<std::int64_t>(number));
    Query(writer, fmt::format("DELETE FROM {} WHERE {}", table.name, condition)).exec();
    for (const auto& row : wanted) {
        std::string names = "uid";
        std::string marks = "?";
        for (const auto& [column, ignored] : keys) names += ", " + column, marks += ", ?";
        for (const auto& column : table.columns) names += ", " + column, marks += ", ?";
        Query insert(writer, fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, names, marks));
        int index = 0;
        put(insert, ++index, new_uid(writer));
        for (const auto& [ignored, number] : keys) put(insert, ++index, number);
        for (const auto& column : table.columns) {
            const auto found = row.find(column);
            put(insert, ++index, found == row.end() ? Scalar{} : found->second);
        }
        insert.exec();
    }
}

std::optional<std::int64_t> Things::row_of(const Thing& thing) const {
    if (thing.kind == Kind::group) return group_.value;
    if (thing.kind == Kind::member) {
        const auto member = local(thing.about);
        return member ? std::optional(member->value) : std::nullopt;
    }
    const auto number = [&](const std::string& condition, const auto& key, std::int64_t of) {
        Query query(log_, fmt::format("SELECT id FROM {} WHERE {}", table_of(thing.kind).name, condition));
        put(query, 1, key);
        put(query, 2, of);
        return query.executeStep() ? std::optional(query.getColumn(0).getInt64()) : std::nullopt;
    };
    if (thing.kind == Kind::change) return number("session = ? AND group_id = ?", thing.key, group_.value);
    const bool is_made = has_maker(thing.kind);
    const auto of = is_made ? local(thing.maker).value_or(MemberId{}).value : group_.value;
    const auto condition = fmt::format("uid = ? AND {}", whose(thing.kind));
    if (const auto other = other_uid(thing))
        if (const auto found = number(condition, *other, of)) return found;
    // Nobody reaches a row by the uid that it has only here.
    return number(condition + " AND uid NOT IN (SELECT uid FROM share_names)", *parse_uid(thing.key), of);
}

/// Whose a thing is: things of different owners may go by the same uid.
Uid Things::owner_of(const Thing& thing) const {
    return has_maker(thing.kind) ? thing.maker : group_uid_;
}

/// The uid of the row of a thing whose own was taken here.
std::optional<Uid> Things::other_uid(const Thing& thing) const {
    Query query(log_, "SELECT uid FROM share_names WHERE kind = ? AND name = ? AND whose = ?");
    put(query, 1, std::string(table_of(thing.kind).name));
    put(query, 2, *parse_uid(thing.key));
    put(query, 3, owner_of(thing));
    return query.executeStep() ? std::optional(uid_at(query, 0)) : std::nullopt;
}

/// The thing's own, or a new one where somebody else's thing has it here: one that could be reckoned could be forged.
Uid Things::uid_for_row(Writer& writer, const Thing& thing) const {
    const Uid uid = *parse_uid(thing.key);
    const std::string table = table_of(thing.kind).name;
    Query query(log_, fmt::format("SELECT 1 FROM {} WHERE uid = ?", table));
    put(query, 1, uid);
    if (!query.executeStep()) return uid;
    const Uid other = new_uid(writer);
    execute(writer, "INSERT OR REPLACE INTO share_names (kind, name, whose, uid) VALUES (?, ?, ?, ?)", table, uid,
            owner_of(thing), other);
    return other;
}

std::string Things::key_of(const Uid& row) const {
    Query query(log_, "SELECT name FROM share_names WHERE uid = ?");
    put(query, 1, row);
    return to_text(query.executeStep() ? uid_at(query, 0) : row);
}

std::optional<Facts> Things::facts(const Thing& thing) const {
    if (is_list(thing.kind)) return list(thing);
    const auto row = row_of(thing);
    if (!row) return std::nullopt;
    const auto& table = table_of(thing.kind);
    Query query(log_, fmt::format("SELECT {} FROM {} WHERE id = ?", fmt::join(table.columns, ", "), table.name));
    put(query, 1, *row);
    if (!query.executeStep()) return std::nullopt;
    Facts facts;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        facts.emplace(table.columns[i], value_at<Value>(query, static_cast<int>(i)));
    if (thing.kind == Kind::run) add_run_facts(*row, facts);
    if (thing.kind == Kind::leave) {
        Query leave(log_, "SELECT group_id FROM leaves WHERE id = ?");
        put(leave, 1, *row);
        leave.executeStep();
        const auto group = maybe_number_at(leave, 0);
        if (group && *group != group_.value) return std::nullopt;
        facts["everywhere"] = yes_or_no(!group);
    }
    return facts;
}

std::int64_t Things::insert(Writer& writer, const Thing& thing, const Facts& facts) const {
    const auto& table = table_of(thing.kind);
    auto columns = known_columns(table, facts);
    const bool in_group = thing.kind == Kind::run ? is_yes(facts, "with_group") : !is_yes(facts, "everywhere");
    columns.emplace_back("group_id", in_group ? Value{group_.value} : Value{});
    if (thing.kind == Kind::run && !in_group) // one machine can name a session while another takes the run out
        std::erase_if(columns, [](const ColumnValue& column) { return column.first == "session"; });
    if (thing.kind == Kind::change) columns.emplace_back("session", thing.key);
    if (thing.kind == Kind::run) columns.emplace_back("private", yes_or_no(false));
    if (thing.about != Uid{}) columns.emplace_back("member_id", local(thing.about).value().value);
    if (has_maker(thing.kind)) {
        const MemberId maker = local(thing.maker).value();
        const bool is_own_run = thing.kind == Kind::run && maker == owner_;
        columns.emplace_back("recorded_by", is_own_run ? Value{} : Value{maker.value});
    }
    std::string names = "uid";
    std::string marks = "?";
    for (const auto& [column, ignored] : columns) names += ", " + column, marks += ", ?";
    Query query(writer, fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, names, marks));
    int index = 0;
    put(query, ++index, thing.kind == Kind::change ? new_uid(writer) : uid_for_row(writer, thing));
    for (const auto& [ignored, value] : columns) put(query, ++index, value);
    query.exec();
    return last_number(writer);
}

void Things::update(Writer& writer, const Thing& thing, std::int64_t row, const Facts& facts) const {
    auto columns = known_columns(table_of(thing.kind), facts);
    if (thing.kind == Kind::member) {
        // What people are called here is this log's own choice once they are known.
        std::erase_if(columns, [](const ColumnValue& column) { return column.first == "handle"; });
    }
    if (thing.kind == Kind::leave && facts.contains("everywhere"))
        columns.emplace_back("group_id", is_yes(facts, "everywhere") ? Value{} : Value{group_.value});
    if (thing.kind == Kind::run) keep_in_its_group(writer, row, facts, columns);
    if (columns.empty()) return;
    std::string sets;
    for (const auto& [column, ignored] : columns) sets += (sets.empty() ? "" : ", ") + column + " = ?";
    Query query(writer, fmt::format("UPDATE {} SET {} WHERE id = ?", table_of(thing.kind).name, sets));
    int index = 0;
    for (const auto& [ignored, value] : columns) put(query, ++index, value);
    put(query, ++index, row);
    query.exec();
}

/// A run that is none of this group's may be another's: what is said here leaves that alone.
void Things::keep_in_its_group(Writer& writer, std::int64_t run, const Facts& facts,
                               std::vector<ColumnValue>& columns) const {
    if (is_yes(facts, "with_group")) {
        columns.emplace_back("group_id", group_.value);
        return;
    }
    std::erase_if(columns, [](const ColumnValue& column) { return column.first == "session"; });
    execute(writer, "UPDATE runs SET group_id = NULL, session = NULL WHERE id = ? AND group_id = ?", run, group_);
}

void Things::remove(Writer& writer, const Thing& thing, std::int64_t row) const {
    if (thing.kind == Kind::group || thing.kind == Kind::member) return; // runs and sheets stand in their names
    if (thing.kind != Kind::run) {
        execute(writer, fmt::format("DELETE FROM {} WHERE id = ?", table_of(thing.kind).name).c_str(), row);
        return;
    }
    Query others(writer, "SELECT 1 FROM runs WHERE id = ? AND group_id <> ?");
    put(others, 1, row);
    put(others, 2, group_);
    if (!others.executeStep()) remove_run(writer, RunId{row});
}

void Things::set(Writer& writer, const Thing& thing, const std::optional<Facts>& facts) const {
    if (is_list(thing.kind)) return set_list(writer, thing, facts);
    const auto row = row_of(thing);
    if (!facts) {
        if (row) remove(writer, thing, *row);
        return;
    }
    if (row) update(writer, thing, *row, *facts);
    const auto number = row ? *row : insert(writer, thing, *facts);
    if (thing.kind == Kind::run) set_run_facts(writer, number, *facts, !row);
}

std::vector<Thing> Things::all(bool own_runs) const {
    std::vector<Thing> things{{Kind::group, {}, {}, {}}, {Kind::terms, {}, {}, {}}};
    const auto add = [&](const char* sql, const std::function<std::optional<Thing>(SQLite::Statement&)>& thing_at) {
        Query query(log_, sql);
        put(query, 1, group_);
        while (query.executeStep())
            if (auto thing = thing_at(query)) things.push_back(std::move(*thing));
    };
    for (const auto& [uid, ignored] : locals_)
        for (const Kind kind : {Kind::member, Kind::memberships, Kind::plans}) things.push_back({kind, {}, uid, {}});
    add("SELECT uid FROM rules WHERE group_id = ?", [this](SQLite::Statement& row) {
        return Thing{Kind::rule, key_of(uid_at(row, 0)), {}, {}};
    });
    add("SELECT uid FROM contacts WHERE group_id = ?", [this](SQLite::Statement& row) {
        return Thing{Kind::contact, key_of(uid_at(row, 0)), {}, {}};
    });
    add("SELECT session FROM session_changes WHERE group_id = ?", [](SQLite::Statement& row) {
        return Thing{Kind::change, row.getColumn(0).getString(), {}, {}};
    });
    const auto about_member = [&](Kind kind) {
        return [this, kind](SQLite::Statement& row) -> std::optional<Thing> {
            const auto about = shared(MemberId{row.getColumn(1).getInt64()});
            const auto maker = shared(MemberId{row.getColumn(2).getInt64()});
            if (!about || !maker) return std::nullopt;
            return Thing{kind, key_of(uid_at(row, 0)), *about, *maker};
        };
    };
    add("SELECT uid, member_id, ifnull(recorded_by, member_id) FROM leaves WHERE ifnull(group_id, ?1) = ?1",
        about_member(Kind::leave));
    add("SELECT uid, member_id, ifnull(recorded_by, member_id) FROM answers WHERE group_id = ?",
        about_member(Kind::answer));
    add_run_things(own_runs, things);
    return things;
}

} // namespace runlog::store
