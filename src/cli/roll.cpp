#include "roll.hpp"

#include "gatherings_back.hpp"
#include "lookup.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/schedule.hpp"
#include "runlog/system/zones.hpp"

#include <algorithm>
#include <set>

namespace runlog::cli {

namespace {

constexpr date::days week{7};
constexpr date::days first_read = 8 * week;
constexpr date::days most_read = 64 * week;

/// What somebody announced later is not known yet.
template <class Row>
void drop_what_came_later(std::vector<Row>& rows, Instant as_of) {
    std::erase_if(rows, [&](const Row& row) { return row.announced > as_of; });
}

} // namespace

std::shared_ptr<const Schedule> schedule_of(const Context& context, const store::Log& log, const Group& group,
                                            Instant as_of) {
    auto changes = store::session_changes(log, group.id);
    drop_what_came_later(changes, as_of);
    const auto& local = context.around().zone;
    return std::make_shared<Schedule>(store::rules(log, group.id), std::move(changes),
                                      [&local](const std::string& name) { return system::find_zone(name, local); });
}

Roll::Roll(Context& context, const store::Log& log, Group group)
    : log_(log), group_(std::move(group)), today_(context.today_for(store::owner(log))),
      as_of_(context.moment_for(store::owner(log))), week_begins_(store::settings(log).week_begins),
      schedule_(schedule_of(context, log, group_, as_of_)), terms_(store::terms(log, group_.id)),
      memberships_(store::memberships_of_group(log, group_.id)), answers_(store::answers(log, group_.id)),
      outings_(std::make_shared<store::Outings>(log)) {
    drop_what_came_later(answers_, as_of_);
    if (as_of_ == context.around().now) today_ = std::max(today_, today_there(context));
    last_run_day_ = as_of_ == context.around().now ? today_ + date::days{1} : today_;
}

Day Roll::today_there(const Context& context) const {
    Day today = today_;
    for (const auto& rule : schedule_->rules()) {
        const bool may_meet = !rule.when.until || *rule.when.until > today_;
        if (!may_meet || rule.when.from > today_ + date::days{1}) continue;
        const Zone zone = system::find_zone(rule.zone, context.around().zone);
        const Day there = date::floor<date::days>(place(zone, as_of_).local);
        if (rule.when.contains(there)) today = std::max(today, there);
    }
    return today;
}

const std::vector<Member>& Roll::roster() {
    if (!roster_) roster_ = members_between(today_, today_);
    return *roster_;
}

std::vector<store::Attendee> Roll::who_named(const Session& session) const {
    const Day day = session.planned_day();
    auto all = store::attendees(log_, group_.id, day - tagged_within, std::min(day + tagged_within, last_run_day_));
    std::erase_if(all, [&](const store::Attendee& one) { return !one.session || !names(*one.session, session); });
    return all;
}

std::vector<MemberId> Roll::at_every_session(Day first, Day last) {
    const auto runs =
        store::attendees(log_, group_.id, first - tagged_within, std::min(last + tagged_within, last_run_day_));
    std::set<MemberId> all;
    for (const auto& one : runs) all.insert(one.member);
    for (const auto& session : schedule_->between(first, last)) {
        if (session.cancelled()) continue;
        std::set<MemberId> there;
        for (const auto& one : runs)
            if (one.session && names(*one.session, session)) there.insert(one.member);
        std::erase_if(all, [&](MemberId member) { return !there.contains(member); });
    }
    return {all.begin(), all.end()};
}

std::vector<Member> Roll::present_at(const Session& session) {
    const auto found = present_at_.find(session.planned);
    if (found != present_at_.end()) return found->second;
    std::set<MemberId> there;
    for (const auto& one : who_named(session))
        if (!one.remote) there.insert(one.member);
    std::vector<Member> present;
    for (const auto& member : roster())
        if (there.contains(member.id)) present.push_back(member);
    return present_at_.emplace(session.planned, std::move(present)).first->second;
}

std::vector<Member> Roll::members_between(Day first, Day last) const {
    const DayRange asked{first, last + date::days{1}};
    std::vector<std::string> handles;
    for (const auto& row : memberships_)
        if (overlap(row.when, asked)) handles.push_back(row.member);
    return members_called(log_, handles);
}

std::vector<Member> Roll::guests(const Session& session) const {
    std::vector<Member> all;
    std::set<MemberId> there;
    for (const auto& one : who_named(session)) there.insert(one.member);
    for (const auto& member : store::members(log_)) {
        const bool is_in = std::any_of(memberships_.begin(), memberships_.end(), [&](const Membership& row) {
            return row.member == member.handle && row.when.contains(session.day());
        });
        if (!is_in && there.contains(member.id)) all.push_back(member);
    }
    return all;
}

const Participant& Roll::participant(const Member& member) {
    const auto found = participants_.find(member.id);
    if (found != participants_.end()) return found->second;
    Participant who;
    for (const auto& row : memberships_)
        if (row.member == member.handle) who.memberships.push_back(row);
    who.plans = store::plans(log_, member.id);
    who.leaves = store::leaves(log_, member.id);
    std::erase_if(who.leaves, [&](const Leave& leave) { return leave.group && *leave.group != group_.handle; });
    drop_what_came_later(who.leaves, as_of_);
    for (const auto& answer : answers_)
        if (answer.member == member.handle) who.answers.push_back(answer);
    return participants_.emplace(member.id, std::move(who)).first->second;
}

const std::vector<Session>& Roll::sessions_in_week(Day first) {
    const auto found = weeks_.find(first);
    if (found != weeks_.end()) return found->second;
    return weeks_.emplace(first, schedule_->between(first, first + week - date::days{1})).first->second;
}

AttendanceWeeks Roll::weeks_of(const Member& member, std::optional<Day> last, std::optional<Day> since) {
    const Participant& who = participant(member);
    const auto first_session = schedule_->first_day();
    Day oldest = first_session.value_or(today_ + week);
    if (!who.memberships.empty()) oldest = std::max(oldest, who.memberships.front().when.from);
    oldest = week_start(oldest, week_begins_);
    return [this, id = member.id, &who, oldest, at = week_start(last.value_or(today_), week_begins_),
            read_from = std::optional<Day>(),
            length = since ? last.value_or(today_) - *since + week + tagged_within : first_read,
            outings = std::vector<Outing>()]() mutable -> std::optional<AttendanceWeek> {
        if (at < oldest) return std::nullopt;
        if (!read_from || at - tagged_within < *read_from) {
            read_from = at - length;
            outings = (*outings_)(id, *read_from, std::min(at + week + tagged_within, last_run_day_));
            length = std::min(2 * length, most_read);
        }
        // Runs come by day, so those around one week stand together.
        const auto is_before = [](const Outing& outing, Day day) { return outing.day < day; };
        const auto from = std::lower_bound(outings.begin(), outings.end(), at - tagged_within, is_before);
        const auto until = std::lower_bound(from, outings.end(), at + week + tagged_within, is_before);
        const auto judged =
            attendance_of_week(at, sessions_in_week(at), group_.handle, who, {from, until}, terms_, as_of_);
        at -= week;
        return judged;
    };
}

SessionStreak Roll::streak_of(const Member& member, Day day) {
    const Participant& who = participant(member);
    return session_streak(session_step(who.memberships, day), day, who.leaves, weeks_of(member, day));
}

std::optional<Stretch> Roll::best_of(const Member& member, Day day) {
    return best_session_stretch(session_step(participant(member).memberships, day), day, weeks_of(member, day));
}

MissedReport Roll::missed_by(const Member& member, Day since) {
    const Participant& who = participant(member);
    return missed_report(since, today_, who.memberships, who.leaves, weeks_of(member));
}

std::vector<Attendance> Roll::attendance_of(const Member& member, Day since, Day until) {
    std::vector<Attendance> all;
    const auto weeks = weeks_of(member, until, since);
    for (auto judged = weeks(); judged && judged->first + week > since; judged = weeks())
        for (auto one = judged->sessions.rbegin(); one != judged->sessions.rend(); ++one)
            if (since <= one->day() && one->day() <= until) all.push_back(*one);
    std::reverse(all.begin(), all.end());
    return all;
}

std::vector<Attendance> Roll::attendance_at(const Member& member, const std::vector<Session>& sessions) {
    if (sessions.empty()) return {};
    const auto judged = attendance_of(member, sessions.front().day(), sessions.back().day());
    auto next = judged.begin();
    std::vector<Attendance> all;
    for (const auto& session : sessions) {
        next = std::find_if(next, judged.end(), [&](const Attendance& one) { return one.session == session; });
        if (next != judged.end()) {
            all.push_back(*next);
            continue;
        }
        next = judged.begin();
        Attendance& unjudged = all.emplace_back();
        unjudged.session = session;
        if (session.cancelled()) unjudged.presence = Presence::cancelled;
    }
    return all;
}

Gatherings Roll::gatherings(std::optional<Day> last) {
    const Day newest = std::min(today_, last.value_or(today_));
    const GatheringsBack::Days days{schedule_->first_day().value_or(today_ + 2 * week), newest, last_run_day_,
                                    week_start(newest, week_begins_)};
    auto back = std::make_shared<GatheringsBack>(
        log_, group_.id, days, [this](Day first) -> const std::vector<Session>& { return sessions_in_week(first); });
    return [this, back]() -> std::optional<Gathering> {
        const auto next = back->next();
        if (!next) return std::nullopt;
        const auto& [session, there] = *next;
        const Terms terms = terms_on(terms_, session.day());
        return Gathering{session, there, terms.quorum, session.end + terms.grace};
    };
}

namespace {

std::vector<std::unique_ptr<Roll>> rolls_of(Context& context, std::vector<Group> groups) {
    std::vector<std::unique_ptr<Roll>> rolls;
    for (auto& group : groups) rolls.push_back(std::make_unique<Roll>(context, context.log(), std::move(group)));
    return rolls;
}

/// Those that are not among `all` yet.
void add_new(std::vector<Group>& all, const std::vector<Group>& more) {
    for (const auto& one : more) {
        const auto same = [&](const Group& other) { return other.id == one.id; };
        if (std::none_of(all.begin(), all.end(), same)) all.push_back(one);
    }
}

std::vector<Group> groups_of(Context& context, const Member& member) {
    std::vector<Group> groups;
    for (const auto& row : store::memberships_of_member(context.log(), member.id))
        if (row.when.contains(context.today_for(member))) groups.push_back(group_called(context.log(), row.group));
    return groups;
}

} // namespace

std::vector<std::unique_ptr<Roll>> rolls_of(Context& context, const std::string& word, bool chapters) {
    const auto& log = context.log();
    auto groups = word.empty() ? groups_of(context, store::owner(log)) : std::vector{group_called(log, word)};
    if (groups.empty()) groups = store::groups(log);
    std::vector<Group> all;
    for (const auto& group : groups) add_new(all, chapters ? store::with_chapters(log, group) : std::vector{group});
    return rolls_of(context, std::move(all));
}

std::vector<std::unique_ptr<Roll>> rolls_of_members(Context& context, const std::vector<Member>& members) {
    std::vector<Group> all;
    for (const auto& member : members) add_new(all, groups_of(context, member));
    return rolls_of(context, std::move(all));
}

} // namespace runlog::cli
