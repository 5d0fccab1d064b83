"""What people do in a year: told to the program and to the model alike."""

import collections
import datetime as dt
import heapq
import itertools
from zoneinfo import ZoneInfo

from rules import days_run
from world import (DAY, FIRST_DAY, GROUP, GROUP_ZONE, HOUR, Leave, Member, later, make_members, make_sessions)


class Life:
    """Acts on the program and on the model alike."""

    def __init__(self, runlog, dice, days, zones):
        self.runlog, self.dice = runlog, dice
        self.members, self.sessions = make_members(dice, zones), make_sessions(days)
        self.start = dt.datetime.combine(FIRST_DAY, dt.time(), GROUP_ZONE)
        self.planned, self.order = [], itertools.count()
        self.days_lived = {}

    def settle(self):
        """The group as it is before the first day."""
        say = lambda *words: self.runlog.run(self.start, *words)
        long_ago = str(FIRST_DAY - 60 * DAY)
        say("group", "add", GROUP, "--zone", GROUP_ZONE.key)
        for m in self.members:
            say("member", "add", m.name, "--zone", m.zone.key)
            say("group", "join", GROUP, m.name, "--role", "coach" if m.coach else "member", "--commit", m.commitment,
                "--from", str(FIRST_DAY), *(["--remote"] if m.remote else []))
            if m.plan:
                say("plan", f"{m.plan}/week", "--for", m.name, "--from", long_ago)
            if m.quiet:
                say("remind", "quiet-hours", "-".join(m.quiet), "--for", m.name)
            if m.off:
                say("remind", "off", *sorted(m.off), "--for", m.name)
        for title, day, at, length in (("Track", "tue", "18:30", "60m"), ("Trail", "sat", "6:00", "90m")):
            say("session", "add", GROUP, title, "--every", day, "--at", at, "--length", length,
                "--from", str(FIRST_DAY))
        for s in self.sessions:
            self.foresee(s)

    def plan(self, when, act, *about):
        heapq.heappush(self.planned, (when, next(self.order), act, about))

    def foresee(self, s):
        """Roll what will happen around one session; whether it still can is seen when its time comes."""
        dice, before = self.dice, lambda hours: later(s.start, -self.dice.uniform(0.3, hours) * HOUR)
        fate = dice.random()
        if fate < 0.08:
            self.plan(before(90), self.cancel, s)
        elif fate < 0.2:
            self.plan(before(90), self.move, s)
        for m in self.members:
            if dice.random() < 0.12:
                self.plan(later(before(80), dice.choice([0, 0, 90]) * HOUR), self.excuse, s, m)
            if m.commitment != "all" and dice.random() < 0.5 * m.diligence:
                self.plan(before(70), self.promise, s, m)
            if dice.random() < m.diligence:
                hours = dice.choice([1, 1, 1, 2, 5, 14, 30, 60]) if not m.remote else dice.choice([-7, -3, 2, 13, 30])
                self.plan(later(s.end, hours * HOUR), self.attend, s, m, later(s.end, 5 * DAY))

    def live_until(self, now):
        for m in self.members:
            if self.days_lived.get(m.name) != m.today(now):
                self.days_lived[m.name] = m.today(now)
                self.begin_day(m, m.today(now), now)
        together = collections.defaultdict(list)
        while self.planned and self.planned[0][0] <= now:
            _, _, act, about = heapq.heappop(self.planned)
            batch = act(now, *about)
            if batch:
                together[batch].append(about)
        for (act, *rest), abouts in together.items():
            act(now, *rest, abouts)

    def begin_day(self, m, day, now):
        if self.dice.random() < m.diligence and (not m.on_leave(day) or self.dice.random() < 0.03):
            hours = self.dice.choice([3, 7, 12, 18, 22, 22, 40])
            self.plan(later(now, hours * HOUR), self.run_alone, m, day)
        if self.dice.random() < 0.012 and not m.on_leave(day) and not any(l.first > day for l in m.leaves):
            self.go_away(m, day, now)

    # Each act returns what it can be said together with, or says it and returns nothing.

    def run_alone(self, now, m, day):
        return (self.say_runs, day, m.zone.key)

    def say_runs(self, now, day, zone, abouts):
        members = [about[0] if isinstance(about[0], Member) else about[1] for about in abouts]
        self.runlog.run(now, "add", "5k", "--on", str(day), "--zone", zone, "--solo", "--for", names(members))
        for m in members:
            m.run_days.add(day)
        met(members)

    def attend(self, now, s, m, give_up):
        if s.cancelled or m.name in s.attended or now > give_up:
            return None
        if now < s.start:
            if m.remote and m.today(now) == s.date:
                return self.run_alone(now, m, s.date)  # a session that has not begun cannot be logged; this makes it up
            self.plan(later(s.end, HOUR), self.attend, s, m, give_up)
            return None
        return (self.say_attended, s, m.zone.key, m.name if m.remote else "")

    def say_attended(self, now, s, zone, _, abouts):
        members = [m for _, m, _ in abouts]
        at = min(now, s.start).astimezone(ZoneInfo(zone))
        self.runlog.run(now, "add", "5k", "--session", s.name, "--on", f"{at:%Y-%m-%d %H:%M}", "--zone", zone,
                        "--for", names(members))
        for m in members:
            s.attended.add(m.name)
            m.run_days.add(at.date())
        met([m for m in self.members if m.name in s.attended])

    def excuse(self, now, s, m):
        if not s.cancelled and m.name not in s.attended | s.excused:
            self.runlog.run(now, "excuse", s.name, "--why", "a cold", "--for", m.name)
            s.excused.add(m.name)
            s.answered.add(m.name)
            if self.dice.random() < 0.2:
                self.plan(later(now, self.dice.uniform(1, 30) * HOUR), self.come_after_all, s, m)

    def come_after_all(self, now, s, m):
        if m.name in s.excused and now < s.start and not s.cancelled:
            self.runlog.run(now, "excuse", s.name, "--withdraw", "--for", m.name)
            s.excused.discard(m.name)
            if m.name not in s.promised | s.taken_back:
                s.answered.discard(m.name)  # an excuse taken back leaves the question open

    def promise(self, now, s, m):
        if not s.cancelled and now < s.start and m.name not in s.attended | s.excused | s.promised:
            self.runlog.run(now, "promise", s.name, "--for", m.name)
            s.promised.add(m.name)
            s.taken_back.discard(m.name)
            s.answered.add(m.name)
            if self.dice.random() < 0.2:
                self.plan(later(now, self.dice.uniform(1, 30) * HOUR), self.take_back, s, m)

    def take_back(self, now, s, m):
        if m.name in s.promised - s.excused and now < s.start and not s.cancelled:
            self.runlog.run(now, "promise", s.name, "--withdraw", "--for", m.name)
            s.promised.discard(m.name)
            s.taken_back.add(m.name)

    def cancel(self, now, s):
        if now < s.start and not s.attended:
            self.runlog.run(now, "session", "cancel", s.name, "--why", "ice")
            s.cancelled = True

    def move(self, now, s):
        hours = self.dice.choice([-3, 1.5, 3, 24, 26])
        to = s.start + hours * HOUR  # by the wall clock
        if now < min(s.start, to) and not s.attended:
            self.runlog.run(now, "session", "move", s.name, "--to", f"{to:%Y-%m-%d %H:%M}")
            s.start = to

    def go_away(self, m, day, now):
        first = day + self.dice.choice([0, 1, 4]) * DAY
        leave = Leave(first, first + self.dice.choice([0, 2, 6, 13, 20]) * DAY, self.dice.random() < 0.2)
        self.runlog.run(now, "away", str(leave.first), str(leave.last), "--why", "travel", "--for", m.name,
                        *(["--group", GROUP] if leave.group_only else []))
        m.leaves.append(leave)


def met(members):
    for m in members:
        m.ran_with |= {other.name for other in members} - {m.name}


def names(members):
    return ",".join(m.name for m in members)
