"""What is due to whom at one moment, by DESIGN.md sections 3 and 4: shares nothing with the program."""

import datetime as dt
import itertools

from world import DAY, FIRST_DAY, GRACE, GROUP_KINDS, GROUP_ZONE, HOUR, later, minutes_of, monday_of, utc


class Rules:
    """What holds at one moment."""

    def __init__(self, members, sessions, now):
        self.members, self.now = members, now
        self.by_name = {m.name: m for m in members}
        self.group_day = now.astimezone(GROUP_ZONE).date()  # what concerns the group goes by the group's days
        self.all_sessions = sessions
        self.sessions = [s for s in sessions if abs(s.start - now) < 18 * DAY]

    def attended(self, m, s):
        made_up = m.remote and s.date in m.run_days
        return m.name in s.attended or made_up

    def excused(self, m, s):
        return m.name in s.excused or m.on_leave(s.date, from_group=True)

    def committed(self, m, s):
        if m.commitment == "all" or m.name in s.promised:
            return True
        return m.commitment != "promised" and self.needed(m, s)

    def expected(self, m, s):
        """Whether being absent is a miss: the commitment alone decides (DESIGN 4.5), a promise adds nothing to N."""
        return self.committed(m, s) if m.commitment in ("all", "promised") else self.needed(m, s)

    def asked_to_log(self, m, s):
        """Who owes some of N a week is asked about any session that has been: it may have been one of them."""
        if m.commitment in ("all", "promised") or m.name in s.promised:
            return self.committed(m, s)
        return self.owed(m, s.monday) > 0 and m.name not in s.taken_back

    def needed(self, m, s):
        """Whether N a week takes this session and all that follow in its week."""
        left = sum(o.start >= s.start and o.monday == s.monday and self.open_for(m, o) for o in self.sessions)
        return 0 < left <= self.owed(m, s.monday)

    def owed(self, m, monday):
        """How many sessions are still to be attended for N a week. One that is excused is not owed."""
        week = [s for s in self.sessions if s.monday == monday and not s.cancelled]
        done = sum(self.attended(m, s) or m.name in s.excused for s in week)
        return m.share_of(int(m.commitment[0]), monday, from_group=True) - done

    def open_for(self, m, s):
        return not (s.cancelled or self.attended(m, s) or self.excused(m, s))

    # A reminder is (kind, who is told, whom or what it is about, session, when it fell due). A moved session falls due
    # at another time, and is another reminder: its people must hear of the new time.

    def about_sessions(self, m):
        for s in self.sessions:
            if not self.open_for(m, s):
                continue
            asked_from, told_from = later(s.start, -2 * DAY), later(s.start, -DAY)
            if asked_from <= self.now < s.start and not self.committed(m, s):
                if m.name not in s.answered and (m.commitment == "promised" or self.owed(m, s.monday) > 0):
                    yield "promise", m.name, "", s.name, utc(asked_from)
            if told_from <= self.now < s.start and self.committed(m, s):
                yield "upcoming", m.name, "", s.name, utc(told_from)
            log_from = later(s.end, GRACE / 2) if m.remote else s.end
            if log_from <= self.now < s.closes and self.asked_to_log(m, s):
                yield "log_it", m.name, "", s.name, utc(log_from)

    def newest_missed(self, m):
        """The session that ends a row of absences, or none when the member came to a later one."""
        for s in reversed(self.sessions):
            if s.start > self.now or s.cancelled:
                continue
            if self.attended(m, s):
                return None
            if not self.excused(m, s) and s.closes <= self.now and self.expected(m, s):
                return s
        return None

    def long_unseen(self, m):
        """After eight weeks a member may be long gone (DESIGN 4.6), and nobody has to call every week for ever."""
        seen = [s.date for s in self.all_sessions if self.attended(m, s) and not s.cancelled]
        return self.group_day - max(seen, default=FIRST_DAY) >= 56 * DAY

    def excused_today(self, m):
        return m.on_leave(self.group_day, from_group=True) or any(
            s.date == self.group_day and m.name in s.excused and not s.cancelled for s in self.sessions)

    def about_absence(self, m, surely=True):
        s = self.newest_missed(m)
        if s is None or self.now >= later(s.closes, 7 * DAY) or self.excused_today(m):
            return
        if surely and self.long_unseen(m):
            return
        for coach in self.members:
            if coach.coach and coach is not m:
                yield "missed_you", coach.name, m.name, s.name, utc(s.closes)

    def may_call(self, what):
        """What the rules allow and do not ask for: to tell a companion of the missed, or of somebody long unseen."""
        kind, caller, missed = what[:3]
        if kind != "missed_you" or self.left_alone(self.by_name[caller], kind):
            return False
        told = set(self.about_absence(self.by_name[missed], surely=False))
        return what in told or self.were_together(caller, missed) and any(o[2:] == what[2:] for o in told)

    def were_together(self, one, other):
        """On one run, or at one session with a run of their own each."""
        a, b = self.by_name[one], self.by_name[other]
        return one in b.ran_with or any(self.attended(a, s) and self.attended(b, s) for s in self.all_sessions)

    def about_member(self, m):
        today = m.today(self.now)
        if self.week_is_told(min(today, self.group_day)):
            monday = monday_of(min(today, self.group_day))
            yield "crew", m.name, "", "", m.midnight(monday)
        for leave in m.leaves:
            if not leave.group_only and leave.last < today <= leave.last + 3 * DAY:
                if not any(day > leave.last for day in m.run_days):
                    yield "welcome_back", m.name, "", "", m.midnight(leave.last + DAY)
        if today not in m.run_days:
            if self.day_streak_at_risk(m, today):
                yield "streak_at_risk", m.name, "day", "", m.midnight(today)
            if self.week_streak_at_risk(m, today):
                yield "streak_at_risk", m.name, "week", "", m.midnight(today)

    def week_is_told(self, today):
        """On Monday, once the week's sessions have closed; on Tuesday anyway."""
        monday = monday_of(today)
        if today.weekday() > 1 or monday <= FIRST_DAY:
            return False
        last_week = (s for s in self.all_sessions if monday_of(s.date) == monday - 7 * DAY and not s.cancelled)
        return today.weekday() == 1 or all(s.closes <= self.now for s in last_week)

    def day_streak_at_risk(self, m, today):
        if m.plan not in (None, 7):
            return False
        length, day = 0, today - DAY
        while length < 2 and (day in m.run_days or m.on_leave(day)):
            length += day in m.run_days
            day -= DAY
        return length >= 2

    def week_streak_at_risk(self, m, today):
        if not self.last_week_kept(m, monday_of(today) - 7 * DAY):
            return False
        needs = m.share_of(m.plan or 1, monday_of(today)) - days_run(m, monday_of(today))
        return needs == 7 - today.weekday()

    def last_week_kept(self, m, monday):
        while m.share_of(7, monday) == 0 and not days_run(m, monday):
            monday -= 7 * DAY  # wholly on leave: neutral
        return days_run(m, monday) >= max(1, m.share_of(m.plan or 1, monday))

    def left_alone(self, m, kind):
        """Why this member hears nothing of this kind now, or None."""
        clock = self.now.astimezone(m.zone)
        if kind in m.off:
            return "kind off"
        if m.on_leave(clock.date(), from_group=kind in GROUP_KINDS):
            return "on leave"
        if m.quiet:
            begin, end = map(minutes_of, m.quiet)
            if (clock.hour * 60 + clock.minute - begin) % 1440 < (end - begin) % 1440:
                return "quiet hours"
        return None

    def due(self):
        stated = itertools.chain.from_iterable(
            itertools.chain(self.about_sessions(m), self.about_absence(m), self.about_member(m)) for m in self.members)
        return {what for what in stated if not self.left_alone(self.by_name[what[1]], what[0])}


def days_run(m, monday):
    return sum(monday + i * DAY in m.run_days for i in range(7))
