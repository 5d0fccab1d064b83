#include "runlog/store/things.hpp"
#include "thing_rows.hpp"

#include <fmt/format.h>

/// What hangs on a run in tables of its own, as facts.
namespace runlog::store {

void Things::add_run_facts(std::int64_t run, Facts& facts) const {
    Query where(log_, "SELECT group_id, private FROM runs WHERE id = ?");
    put(where, 1, run);
    where.executeStep();
    const auto group = maybe_number_at(where, 0);
    facts["with_group"] = yes_or_no(group == group_.value);
    if (group != group_.value) facts["session"] = {}; // another group's session is none of this one's
    facts["private"] = yes_or_no(where.getColumn(1).getInt() != 0);

    std::string tags;
    Query tag(log_, "SELECT tag FROM run_tags WHERE run_id = ? ORDER BY tag");
    put(tag, 1, run);
    while (tag.executeStep()) {
        if (!tags.empty()) tags += ',';
        tags += tag.getColumn(0).getString();
    }
    facts["tags"] = tags;

    Query members(log_, "SELECT member_id FROM run_members WHERE run_id = ?");
    put(members, 1, run);
    while (members.executeStep())
        if (const auto member = shared(MemberId{members.getColumn(0).getInt64()}))
            facts[participation(*member)] = yes_or_no(true);
}

void Things::set_run_facts(Writer& writer, std::int64_t run, const Facts& facts, bool is_new) const {
    if (const auto tags = facts.find("tags"); tags != facts.end()) {
        if (!is_new) execute(writer, "DELETE FROM run_tags WHERE run_id = ?", run);
        const auto& list = std::get<std::string>(tags->second);
        for (std::size_t at = 0; at < list.size();) {
            const auto comma = std::min(list.find(',', at), list.size());
            execute(writer, "INSERT INTO run_tags (tag, run_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    list.substr(at, comma - at), run);
            at = comma + 1;
        }
    }
    // run_members repeats day and distance, which may be new too.
    if (!is_new)
        execute(writer,
                "UPDATE run_members SET day = r.day, distance_m = r.distance_m FROM runs AS r "
                "WHERE r.id = run_id AND run_id = ?",
                run);
    for (const auto& [field, ignored] : facts) {
        const auto uid = participant(field);
        const auto member = uid ? local(*uid) : std::nullopt;
        if (!member) continue;
        if (!is_yes(facts, field))
            execute(writer, "DELETE FROM run_members WHERE run_id = ? AND member_id = ?", run, *member);
        else
            execute(writer,
                    "INSERT INTO run_members (member_id, day, run_id, distance_m) "
                    "SELECT ?, day, id, distance_m FROM runs WHERE id = ? ON CONFLICT DO NOTHING",
                    *member, run);
    }
}

std::vector<Thing> Things::told_twice() const {
    Query query(log_, "SELECT theirs.uid, theirs.recorded_by FROM run_members AS me "
                      "JOIN runs AS theirs ON theirs.id = me.run_id WHERE me.member_id = ?1 AND theirs.group_id = ?2 "
                      "AND theirs.session IS NOT NULL AND theirs.recorded_by IS NOT NULL AND EXISTS (SELECT 1 "
                      "FROM runs AS mine JOIN run_members AS also ON also.run_id = mine.id WHERE mine.group_id = ?2 "
                      "AND mine.day = theirs.day AND mine.session = theirs.session AND mine.recorded_by IS NULL "
                      "AND mine.private = 0 AND also.member_id = ?1)");
    put(query, 1, owner_);
    put(query, 2, group_);
    std::vector<Thing> things;
    while (query.executeStep())
        if (const auto maker = shared(MemberId{query.getColumn(1).getInt64()}))
            things.push_back({Kind::run, key_of(uid_at(query, 0)), {}, *maker});
    return things;
}

void Things::add_run_things(bool own_runs, std::vector<Thing>& things) const {
    Query query(log_, own_runs ? "SELECT uid, ifnull(recorded_by, ?2) FROM runs WHERE group_id = ?1 OR id IN "
                                 "(SELECT run_id FROM run_members WHERE member_id = ?2)"
                               : "SELECT uid, ifnull(recorded_by, ?2) FROM runs WHERE group_id = ?1");
    put(query, 1, group_);
    put(query, 2, owner_);
    while (query.executeStep())
        if (const auto maker = shared(MemberId{query.getColumn(1).getInt64()}))
            things.push_back({Kind::run, key_of(uid_at(query, 0)), {}, *maker});
}

} // namespace runlog::store
