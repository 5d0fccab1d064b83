#pragma once

#include "runlog/domain/attendance.hpp"
#include "runlog/store/journal.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace runlog::store {

/// What a group has agreed on, oldest first; empty while the usual terms hold.
std::vector<Terms> terms(const Log& log, GroupId group);

/// Replaces what a group has agreed on by `rows`, which do not overlap.
void set_terms(Writer& writer, GroupId group, const std::vector<Terms>& rows);

/// All that was ever answered to sessions of a group, by session and then as it was said.
std::vector<Answer> answers(const Log& log, GroupId group);

/// Keeps an answer of `member`, given at `answer.announced`. One of the other kind that stood before is withdrawn at
/// that moment; one of the same kind stays as it was announced, and takes the new reason. Who owns the log is the one
/// who recorded it. `answer.uid`, `answer.member` and `answer.recorded_by` are not read.
void add_answer(Writer& writer, GroupId group, MemberId member, const Answer& answer);

/// Withdraws whatever answer of `member` to `session` still stands; a promise that an excuse had replaced stands again.
/// Returns what was withdrawn, nothing where there was none.
std::optional<Answer> withdraw_answer(Writer& writer, GroupId group, MemberId member, LocalTime session);

/// A member's runs from `first` to `last`, by day. The query is prepared once for many members.
class Outings {
public:
    explicit Outings(const Log& log);
    ~Outings();
    std::vector<Outing> operator()(MemberId member, Day first, Day last);

private:
    struct Query;
    std::unique_ptr<Query> query_;
};

/// One member in one run with a group.
struct Attendee {
    MemberId member;
    Day day;
    std::optional<When> session;
    bool remote = false;
};

/// Who ran with a group from `first` to `last`, by day.
std::vector<Attendee> attendees(const Log& log, GroupId group, Day first, Day last);

/// The run of `member` that names this session of the group, if there is one.
std::optional<RunId> run_at(const Log& log, GroupId group, LocalTime session, MemberId member);

} // namespace runlog::store
