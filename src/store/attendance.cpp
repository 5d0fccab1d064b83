#include "runlog/store/attendance.hpp"

#include "database.hpp"
#include "runlog/store/shares.hpp"

namespace runlog::store {

namespace {

Terms terms_at(SQLite::Statement& row) {
    Terms terms;
    terms.uid = uid_at(row, 0);
    if (const auto makeup = maybe_text_at(row, 1)) terms.makeup = parse_makeup(*makeup);
    terms.grace = std::chrono::hours{row.getColumn(2).getInt64()};
    terms.quorum = row.getColumn(3).getInt();
    terms.when = DayRange{day_at(row, 4), maybe_day_at(row, 5)};
    return terms;
}

constexpr const char* answer_columns =
    "SELECT a.uid, a.kind, a.session, m.handle, a.reason, a.announced_at, a.withdrawn_at, r.handle FROM answers AS a "
    "JOIN members AS m ON m.id = a.member_id "
    "LEFT JOIN members AS r ON r.id = a.recorded_by AND r.id <> a.member_id WHERE a.group_id = ? ";

Answer answer_at(SQLite::Statement& row) {
    Answer answer;
    answer.uid = uid_at(row, 0);
    answer.kind =
        row.getColumn(1).getString() == to_text(Answer::Kind::promise) ? Answer::Kind::promise : Answer::Kind::excuse;
    answer.session = local_time_at(row, 2);
    answer.member = row.getColumn(3).getString();
    answer.reason = maybe_text_at(row, 4).value_or("");
    answer.announced = instant_at(row, 5);
    if (!row.isColumnNull(6)) answer.withdrawn = instant_at(row, 6);
    answer.recorded_by = maybe_text_at(row, 7);
    return answer;
}

std::optional<When> maybe_session_at(SQLite::Statement& row, int column) {
    const auto text = maybe_text_at(row, column);
    return text ? parse_session_text(*text) : std::nullopt;
}

} // namespace

std::vector<Terms> terms(const Log& log, GroupId group) {
    Query query(log, "SELECT uid, makeup, grace_h, quorum, from_day, until_day FROM group_terms "
                     "WHERE group_id = ? ORDER BY from_day");
    put(query, 1, group);
    std::vector<Terms> all;
    while (query.executeStep()) all.push_back(terms_at(query));
    return all;
}

void set_terms(Writer& writer, GroupId group, const std::vector<Terms>& rows) {
    check_keeper(writer.log(), group, "what it has agreed on");
    Query known(writer, "SELECT uid FROM group_terms WHERE group_id = ?");
    put(known, 1, group);
    for (const Uid& gone : uids_without(known, rows)) execute(writer, "DELETE FROM group_terms WHERE uid = ?", gone);
    for (const auto& row : rows)
        execute(writer,
                "INSERT INTO group_terms (uid, group_id, makeup, grace_h, quorum, from_day, until_day) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET makeup = excluded.makeup, "
                "grace_h = excluded.grace_h, quorum = excluded.quorum, from_day = excluded.from_day, "
                "until_day = excluded.until_day",
                kept_or_new_uid(writer, row.uid), group,
                row.makeup ? std::optional(to_text(*row.makeup)) : std::nullopt, row.grace.count(), row.quorum,
                row.when.from, row.when.until);
}

std::vector<Answer> answers(const Log& log, GroupId group) {
    Query query(log, std::string(answer_columns) + "ORDER BY a.session, a.announced_at, a.id");
    put(query, 1, group);
    std::vector<Answer> all;
    while (query.executeStep()) all.push_back(answer_at(query));
    return all;
}

namespace {

std::optional<Answer> standing_answer(const Writer& writer, GroupId group, MemberId member, LocalTime session) {
    Query query(writer, std::string(answer_columns) + "AND a.member_id = ? AND a.session = ? "
                                                      "AND a.withdrawn_at IS NULL");
    put(query, 1, group);
    put(query, 2, member);
    put(query, 3, session_text(session));
    if (!query.executeStep()) return std::nullopt;
    return answer_at(query);
}

} // namespace

void add_answer(Writer& writer, GroupId group, MemberId member, const Answer& answer) {
    const auto before = standing_answer(writer, group, member, answer.session);
    if (before && before->kind == answer.kind) {
        if (!answer.reason.empty())
            execute(writer, "UPDATE answers SET reason = ? WHERE uid = ?", answer.reason, before->uid);
        return;
    }
    if (before) execute(writer, "UPDATE answers SET withdrawn_at = ? WHERE uid = ?", answer.announced, before->uid);
    execute(writer,
            "INSERT INTO answers (uid, group_id, session, member_id, kind, reason, announced_at, recorded_by) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT member_id FROM owner))",
            new_uid(writer), group, session_text(answer.session), member, to_text(answer.kind), answer.reason,
            answer.announced);
}

std::optional<Answer> withdraw_answer(Writer& writer, GroupId group, MemberId member, LocalTime session) {
    const auto answer = standing_answer(writer, group, member, session);
    if (!answer) return std::nullopt;
    execute(writer, "UPDATE answers SET withdrawn_at = ? WHERE uid = ?", writer.now(), answer->uid);
    if (answer->kind == Answer::Kind::excuse)
        execute(writer,
                "UPDATE answers SET withdrawn_at = NULL WHERE group_id = ? AND session = ? AND member_id = ? "
                "AND withdrawn_at = ? AND kind = 'promise'",
                group, session_text(session), member, answer->announced);
    return answer;
}

struct Outings::Query {
    SQLite::Statement statement;
};

Outings::Outings(const Log& log)
    : query_(new Query{SQLite::Statement(connection(log),
                                         "SELECT rm.run_id, rm.day, rm.distance_m, g.handle, r.session, r.remote "
                                         "FROM run_members AS rm JOIN runs AS r ON r.id = rm.run_id "
                                         "LEFT JOIN groups AS g ON g.id = r.group_id "
                                         "WHERE rm.member_id = ? AND rm.day BETWEEN ? AND ? ORDER BY rm.day")}) {}

Outings::~Outings() = default;

std::vector<Outing> Outings::operator()(MemberId member, Day first, Day last) {
    auto& row = query_->statement;
    put(row, 1, member);
    put(row, 2, first);
    put(row, 3, last);
    std::vector<Outing> all;
    while (row.executeStep()) {
        Outing& outing = all.emplace_back();
        outing.run.value = row.getColumn(0).getInt64();
        outing.day = day_at(row, 1);
        if (const auto distance = maybe_number_at(row, 2)) outing.distance = Metres{*distance};
        outing.group = maybe_text_at(row, 3);
        outing.session = maybe_session_at(row, 4);
        outing.remote = row.getColumn(5).getInt() != 0;
    }
    row.reset();
    return all;
}

std::vector<Attendee> attendees(const Log& log, GroupId group, Day first, Day last) {
    Query row(log, "SELECT rm.member_id, r.day, r.session, r.remote FROM runs AS r "
                   "JOIN run_members AS rm ON rm.run_id = r.id "
                   "WHERE r.group_id = ? AND r.day BETWEEN ? AND ? ORDER BY r.day");
    put(row, 1, group);
    put(row, 2, first);
    put(row, 3, last);
    std::vector<Attendee> all;
    while (row.executeStep())
        all.push_back({MemberId{row.getColumn(0).getInt64()}, day_at(row, 1), maybe_session_at(row, 2),
                       row.getColumn(3).getInt() != 0});
    return all;
}

std::optional<RunId> run_at(const Log& log, GroupId group, LocalTime session, MemberId member) {
    Query query(log, "SELECT r.id FROM run_members AS rm JOIN runs AS r ON r.id = rm.run_id "
                     "WHERE rm.member_id = ? AND rm.day BETWEEN ? AND ? AND r.group_id = ? AND r.session = ?");
    const Day day = date::floor<date::days>(session);
    put(query, 1, member);
    put(query, 2, day - tagged_within);
    put(query, 3, day + tagged_within);
    put(query, 4, group);
    put(query, 5, session_text(session));
    if (!query.executeStep()) return std::nullopt;
    return RunId{query.getColumn(0).getInt64()};
}

} // namespace runlog::store
