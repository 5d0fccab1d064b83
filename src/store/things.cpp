#include "runlog/store/things.hpp"

#include "runlog/store/people.hpp"
#include "runlog/store/runs.hpp"
#include "runlog/store/shares.hpp"
#include "thing_rows.hpp"

#include <fmt/format.h>

namespace runlog::store {

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
    columns["group_id"] = in_group ? Value{group_.value} : Value{};
    // One machine can name a session while another takes the run out.
    if (thing.kind == Kind::run && !in_group) columns.erase("session");
    if (thing.kind == Kind::change) columns["session"] = thing.key;
    if (thing.kind == Kind::run) columns["private"] = yes_or_no(false);
    if (thing.about != Uid{}) columns["member_id"] = local(thing.about).value().value;
    if (has_maker(thing.kind)) {
        const MemberId maker = local(thing.maker).value();
        const bool is_own_run = thing.kind == Kind::run && maker == owner_;
        columns["recorded_by"] = is_own_run ? Value{} : Value{maker.value};
    }
    const Uid uid = thing.kind == Kind::change ? new_uid(writer) : uid_for_row(writer, thing);
    return insert_row(writer, table, uid, columns);
}

void Things::update(Writer& writer, const Thing& thing, std::int64_t row, const Facts& facts) const {
    auto columns = known_columns(table_of(thing.kind), facts);
    // What people are called here is this log's own choice once they are known.
    if (thing.kind == Kind::member) columns.erase("handle");
    if (thing.kind == Kind::leave && facts.contains("everywhere"))
        columns["group_id"] = is_yes(facts, "everywhere") ? Value{} : Value{group_.value};
    if (thing.kind == Kind::run) keep_in_its_group(writer, row, facts, columns);
    if (columns.empty()) return;
    Query query(writer,
                fmt::format("UPDATE {} SET {} WHERE id = ?", table_of(thing.kind).name, assigned(columns, ", ")));
    put(query, put_all(query, columns), row);
    query.exec();
}

/// A run that is none of this group's may be another's: what is said here leaves that alone.
void Things::keep_in_its_group(Writer& writer, std::int64_t run, const Facts& facts, Facts& columns) const {
    if (is_yes(facts, "with_group")) {
        columns["group_id"] = group_.value;
        return;
    }
    columns.erase("session");
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
