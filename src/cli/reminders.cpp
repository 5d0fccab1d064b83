#include "reminders.hpp"

#include "group_reminders.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/reminders.hpp"
#include "runlog/store/runs.hpp"
#include "session_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr date::days week{7};
constexpr date::days next_session_within{14};
constexpr date::days read_ahead{3};

/// Gathers what is due for one member.
class Collector {
public:
    Collector(Context& context, std::vector<std::unique_ptr<GroupReminders>>& groups, const Member& member,
              const IsKnown& is_known)
        : context_(context), groups_(groups), is_known_(is_known), now_(context.around().now),
          wishes_(store::reminder_wishes(context.log(), member.id)),
          promises_(store::promises(context.log(), member.id)), reader_(reader(context, member)) {}

    std::vector<Notice> collect() {
        const Placed here = place(reader_.zone, now_);
        const bool is_quiet = wishes_.quiet && wishes_.quiet->hold_at(here.local - reader_.today);
        if (is_quiet || on_leave(promises_.leaves, reader_.today)) return {};
        for (auto& group : groups_) add_sessions(*group);
        add_streaks();
        for (auto& group : groups_) add_missed(*group);
        add_welcome();
        for (auto& group : groups_) add_week(*group);
        std::stable_sort(all_.begin(), all_.end(), [](const Notice& a, const Notice& b) { return a.kind < b.kind; });
        return std::move(all_);
    }

private:
    static Reader reader(Context& context, const Member& member) {
        return {member, context.today_for(member), context.zone_of(member), member.id == store::owner(context.log()).id,
                context.settings().units};
    }

    bool wants(ReminderKind kind) const { return wishes_.allow(kind); }

    bool is_on_leave_from(GroupReminders& group) {
        return on_leave(group.roll().participant(reader_.member).leaves, reader_.today);
    }

    /// Adds a reminder, unless it is known; only then its words are worked out, by what `complete` does.
    void add(ReminderKind kind, const Group* group, const std::string& about, Instant due,
             const std::function<void(Notice&)>& complete) {
        Notice notice;
        notice.kind = kind;
        notice.key = key(kind, group, about);
        if (is_known_(notice.key)) return;
        notice.to = reader_.member;
        notice.due = due;
        if (group) notice.group = group->handle;
        complete(notice);
        if (!notice.text.empty()) all_.push_back(std::move(notice));
    }

    std::string key(ReminderKind kind, const Group* group, const std::string& about) const {
        return fmt::format("{}/{}{}/{}", to_text(kind), to_text(reader_.member.uid),
                           group ? "/" + to_text(group->uid) : "", about);
    }

    static void set_words(Notice& notice, ReminderWords words) {
        notice.subject = std::move(words.subject);
        notice.text = std::move(words.text);
    }

    void add_sessions(GroupReminders& group) {
        Roll& roll = group.roll();
        if (!roll.has_sessions()) return;
        const Participant& who = roll.participant(reader_.member);
        const auto weeks = roll.weeks_of(reader_.member, roll.today() + read_ahead, group.first_open());
        for (auto one = weeks(); one && one->first + week > group.first_open(); one = weeks())
            for (const auto& reminder : session_reminders(*one, who, reader_.today, now_))
                if (wants(reminder.kind) && !is_done(group.roll(), reminder)) add_session(group, reminder);
    }

    bool is_done(Roll& roll, const SessionReminder& reminder) {
        if (reminder.kind == ReminderKind::log_it) return false; // attendance has told already
        const Session& session = reminder.session.session;
        return is_made_up_before(session, roll.participant(reader_.member), roll.terms(),
                                 store::runs_of(context_.log(), reader_.member.id, session.day()));
    }

    void add_session(GroupReminders& group, const SessionReminder& reminder) {
        Roll& roll = group.roll();
        const Session& session = reminder.session.session;
        const bool is_ahead = reminder.kind != ReminderKind::log_it;
        std::string about = session_text(session.planned);
        if (session.moved()) about += ">" + session_text(session.start.local);
        add(reminder.kind, &roll.group(), about, reminder.due, [&](Notice& notice) {
            const auto coming = is_ahead ? group.coming(session) : std::vector<Member>();
            set_words(notice, session_words(context_, roll, reader_, reminder, coming));
            notice.session = session_name(roll.group(), roll.schedule(), session);
        });
    }

    void add_streaks() {
        if (!wants(ReminderKind::streak_at_risk)) return;
        const Plan* plan = plan_on(promises_.plans, reader_.today);
        for (const By by : {By::day, By::week}) {
            // What is left of a period is plain from its own runs; only where that is little, how long the streak is.
            if (!is_last_chance(streak_from(by, reader_.today - week))) continue;
            add(ReminderKind::streak_at_risk, nullptr, fmt::format("{}/{}", to_text(by), iso(reader_.today)),
                start_of(reader_.today), [&](Notice& notice) {
                    const Streak streak = streak_from(by, std::nullopt);
                    if (needs_today(streak, plan)) set_words(notice, streak_words(context_, reader_, streak, plan));
                });
        }
    }

    /// The member's streak, by the runs since `oldest` alone where that is said.
    Streak streak_from(By by, std::optional<Day> oldest) {
        auto runs = store::runs_of(context_.log(), reader_.member.id, reader_.today);
        const auto recent = [&]() -> std::optional<RunDay> {
            auto run = runs();
            return run && oldest && run->day < *oldest ? std::nullopt : run;
        };
        return streak(by, reader_.today, context_.settings().week_begins, promises_, recent);
    }

    void add_missed(GroupReminders& group) {
        const Roll& roll = group.roll();
        if (!wants(ReminderKind::missed_you) || is_on_leave_from(group) || !roll.has_sessions()) return;
        for (auto& missing : group.missing()) {
            const Session& session = missing.newest.session;
            const std::string about = fmt::format("{}/{}", to_text(missing.member.uid), session_text(session.planned));
            add(ReminderKind::missed_you, &roll.group(), about, missing.newest.closes, [&](Notice& notice) {
                const MissedMember* told = group.told_to(reader_.member, missing);
                if (!told) return;
                const auto& email = missing.member.email;
                set_words(notice, {fmt::format("{} was missed", name_of(missing.member)),
                                   fmt::format("{}\n{}", missed_sentence(context_, *told),
                                               email ? fmt::format("  {}\n", printable(*email)) : "")});
                notice.missed = missing.member.handle;
                notice.session = session_name(roll.group(), roll.schedule(), session);
            });
        }
    }

    void add_welcome() {
        if (!wants(ReminderKind::welcome_back) || promises_.leaves.empty()) return;
        const auto newest = store::runs_of(context_.log(), reader_.member.id, reader_.today)();
        const auto back =
            back_from_leave(promises_.leaves, reader_.today, newest ? std::optional(newest->day) : std::nullopt);
        if (!back) return;
        add(ReminderKind::welcome_back, nullptr, iso(*back), start_of(*back), [&](Notice& notice) {
            std::vector<NextSession> next;
            for (const auto& group : groups_)
                if (const auto session = next_session(*group)) next.push_back({&group->roll(), *session});
            set_words(notice, welcome_words(reader_, next));
        });
    }

    std::optional<Session> next_session(GroupReminders& group) const {
        if (!group.is_in(reader_.member)) return std::nullopt;
        const Day today = group.roll().today();
        for (const auto& session : group.roll().schedule().between(today, today + next_session_within))
            if (!session.cancelled() && session.start.instant() > now_) return session;
        return std::nullopt;
    }

    void add_week(GroupReminders& group) {
        if (!wants(ReminderKind::crew) || !group.is_in(reader_.member) || is_on_leave_from(group)) return;
        // The week is over for all once it is where the log is kept, and its last session has closed.
        const Day today = std::min(reader_.today, context_.today_for(store::owner(context_.log())));
        const auto first = week_to_tell(today, context_.settings().week_begins);
        Roll& roll = group.roll();
        if (first && today == *first + week && !group.is_closed(*first)) return;
        if (!first || roll.members_between(*first, *first + week - date::days{1}).size() < 2) return;
        add(ReminderKind::crew, &roll.group(), iso(*first), start_of(*first + week),
            [&](Notice& notice) { set_words(notice, week_words(context_, roll, reader_, group.told_week(*first))); });
    }

    Instant start_of(Day day) const { return place(reader_.zone, LocalTime{day}).instant(); }

    Context& context_;
    std::vector<std::unique_ptr<GroupReminders>>& groups_;
    const IsKnown& is_known_;
    Instant now_;
    ReminderWishes wishes_;
    Promises promises_;
    Reader reader_;
    std::vector<Notice> all_;
};

} // namespace

std::vector<Notice> reminders_for(Context& context, const std::vector<Member>& members, const IsKnown& is_known) {
    context.log();
    auto rolls = rolls_of_members(context, members);
    if (rolls.empty()) rolls = rolls_of(context, "", false);
    std::vector<std::unique_ptr<GroupReminders>> groups;
    for (auto& roll : rolls) groups.push_back(std::make_unique<GroupReminders>(context, std::move(roll)));
    std::vector<Notice> all;
    for (const auto& member : members)
        for (auto& notice : Collector(context, groups, member, is_known).collect()) all.push_back(std::move(notice));
    return all;
}

} // namespace runlog::cli
