"""A running group as the commands given so far have made it: its members and its sessions."""

import datetime as dt
from zoneinfo import ZoneInfo

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
GROUP, GROUP_ZONE = "momma", ZoneInfo("America/New_York")
ZONES = ["America/New_York", "America/Los_Angeles", "Europe/Berlin"]  # the group's evening is Berlin's next day
FIRST_DAY = dt.date(2026, 1, 5)  # a Monday; the year after it holds all four clock changes of both continents
GRACE = DAY
KINDS = ["upcoming", "log_it", "promise", "missed_you", "streak_at_risk", "welcome_back", "crew"]
GROUP_KINDS = {"crew", "missed_you", "upcoming", "log_it", "promise"}  # leave from the group alone keeps these away
QUIET = [("22:00", "6:30"), ("20:15", "8:00"), ("12:00", "14:00")]


class Leave:
    def __init__(self, first, last, group_only):
        self.first, self.last, self.group_only = first, last, group_only


class Member:
    def __init__(self, name, dice, zones):
        self.name = name
        self.zone = ZoneInfo(dice.choice(zones))
        self.commitment, self.plan = dice.choice(["all", "all", "2/week", "1/week", "promised"]), None
        self.coach = self.remote = False
        self.quiet, self.off = None, set()
        self.leaves, self.run_days, self.ran_with = [], set(), set()
        self.diligence = dice.choice([0.1, 0.4, 0.6, 0.9])  # how likely a run, a session, an answer is

    def today(self, now):
        return now.astimezone(self.zone).date()

    def midnight(self, day):
        return utc(dt.datetime.combine(day, dt.time(), self.zone))

    def on_leave(self, day, from_group=False):
        return any(l.first <= day <= l.last for l in self.leaves if from_group or not l.group_only)

    def share_of(self, n, monday, from_group=False):
        """What leave makes of N in that week (DESIGN 4.3)."""
        free = sum(not self.on_leave(monday + i * DAY, from_group) for i in range(7))
        return -(-n * free // 7)


class Session:
    def __init__(self, start, length):
        self.name = f"{GROUP}/{start.date()}"
        self.start, self.length = start, length
        self.cancelled = False
        self.attended, self.excused, self.promised, self.answered = set(), set(), set(), set()
        self.taken_back = set()  # promises

    @property
    def date(self):
        return self.start.date()

    @property
    def monday(self):
        return monday_of(self.date)

    @property
    def end(self):
        return later(self.start, self.length)

    @property
    def closes(self):
        return later(self.end, GRACE)


def later(moment, span):
    """Spans of elapsed time: adding to a local time directly would ignore the change of clocks."""
    return (moment.astimezone(dt.timezone.utc) + span).astimezone(moment.tzinfo)


def utc(moment):
    return f"{moment.astimezone(dt.timezone.utc):%Y-%m-%dT%H:%MZ}"


def monday_of(day):
    return day - day.weekday() * DAY


def minutes_of(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def make_members(dice, zones):
    members = [Member(f"m{n:02}", dice, zones) for n in range(30)]
    for n, member in enumerate(members):
        member.coach, member.remote = n < 2, 2 <= n < 7
        member.quiet = dice.choice(QUIET) if n % 3 == 1 else None
        member.off = set(dice.sample(KINDS, 2)) if n % 8 == 3 else set()
        member.plan = dice.choice([None, None, 1, 3, 4, 5, 7])
    for member in members[:2]:
        member.commitment = "all"
    return members


def make_sessions(days):
    sessions = []
    for day in (FIRST_DAY + n * DAY for n in range(days + 14)):
        if day.weekday() == 1:
            sessions.append(Session(dt.datetime.combine(day, dt.time(18, 30), GROUP_ZONE), HOUR))
        if day.weekday() == 5:
            sessions.append(Session(dt.datetime.combine(day, dt.time(6), GROUP_ZONE), 1.5 * HOUR))
    return sessions
