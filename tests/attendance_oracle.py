#!/usr/bin/env python3
"""What should hold for a group whose sessions are the events of one file.

This is a second, independent computation of attendance, session streaks and sessions missed in a row, written from
the rules alone. It shares nothing with the program it checks: no code, no database, no time zone library, no output.

The input has the columns event,date,start_local,runner,time; each line is one finish of one runner at one event.
What is assumed about the group:
  - every event is a session, and there is one event a day at most;
  - a Saturday without an event is cancelled, hence neutral: it appears in no list and breaks nothing;
  - a runner is on the roster from the day of their first run on, committed to all sessions, and never leaves;
  - nobody is remote, on leave or excused, so a session is either attended or missed.
"""

import argparse
import csv
import sys
from collections import namedtuple
from datetime import date, time, timedelta

USAGE_NOTES = """\
modes:
  DAY      what holds at the end of DAY (YYYY-MM-DD), as sorted lines separated by tabs:
             attendance DATE RUNNER present|missed    each session, each runner on the roster that day
             streak RUNNER LENGTH                     sessions attended without a miss, up to the last one
             in_a_row RUNNER K                        sessions missed in a row, up to the last one
  --setup  the facts to build the group from: saturday DATE, extra DATE, cancelled DATE, joined RUNNER DATE
  --csv    the finishes as start,zone,duration_s,members,group

It is the caller's duty to choose a DAY at least two days after the last session on or before it. A session closes
24 hours after it ends; before that, an absence is pending and not missed, and this program knows no pending.

Lines are sorted by code point, as LC_ALL=C sort does.
"""

COLUMNS = ["event", "date", "start_local", "runner", "time"]
ZONE = "Europe/Berlin"
GROUP = "konstanz"
SATURDAY = 5  # as date.weekday() counts

Finish = namedtuple("Finish", "event day start runner seconds")


# Reading

def seconds_of(text):
    """18:31 and 1:12:15 as whole seconds."""
    parts = [int(part) for part in text.split(":")]
    if len(parts) not in (2, 3) or min(parts) < 0 or max(parts[1:]) > 59:
        raise ValueError(f"not a finish time: {text!r}")
    total = 0
    for part in parts:
        total = total * 60 + part
    return total


def finish_of(row):
    return Finish(row["event"], date.fromisoformat(row["date"]), time.fromisoformat(row["start_local"]),
                  row["runner"], seconds_of(row["time"]))


def read_finishes(path):
    """The finishes of the file, in its order."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames != COLUMNS:
            raise ValueError(f"expected the columns {','.join(COLUMNS)}")
        finishes = [finish_of(row) for row in rows]
    check(finishes)
    return finishes


def check(finishes):
    """Refuse what would make a date an ambiguous name for a session, or a finish count twice."""
    if not finishes:
        raise ValueError("no finishes in the file")
    event_on, start_on, seen = {}, {}, set()
    for finish in finishes:
        if event_on.setdefault(finish.day, finish.event) != finish.event:
            raise ValueError(f"two events on {finish.day}")
        if start_on.setdefault(finish.day, finish.start) != finish.start:
            raise ValueError(f"two start times on {finish.day}")
        if (finish.day, finish.runner) in seen:
            raise ValueError(f"{finish.runner} twice on {finish.day}")
        seen.add((finish.day, finish.runner))
    if len(set(event_on.values())) != len(event_on):
        raise ValueError("one event on two dates")


# The rules

def session_days(finishes):
    """The days of the sessions, oldest first."""
    return sorted({finish.day for finish in finishes})


def days_run(finishes):
    """For each runner, the set of days they ran on."""
    days = {}
    for finish in finishes:
        days.setdefault(finish.runner, set()).add(finish.day)
    return days


def expected_days(sessions, joined, until):
    """The sessions at which a runner who joined on that day was expected, oldest first."""
    return [day for day in sessions if joined <= day <= until]


def marks(sessions, ran, until):
    """The (day, present?) pairs of one runner, oldest first; none before their first run."""
    return [(day, day in ran) for day in expected_days(sessions, min(ran), until)]


def last_run_of(wanted, runner_marks):
    """How many marks at the newest end are all equal to the wanted one."""
    count = 0
    for _, present in reversed(runner_marks):
        if present != wanted:
            break
        count += 1
    return count


# What is printed

def day_lines(finishes, until):
    """What holds at the end of a day."""
    sessions = session_days(finishes)
    lines = []
    for runner, ran in days_run(finishes).items():
        runner_marks = marks(sessions, ran, until)
        if not runner_marks:
            continue  # joins later
        for day, present in runner_marks:
            lines.append(("attendance", str(day), runner, "present" if present else "missed"))
        lines.append(("streak", runner, str(last_run_of(True, runner_marks))))
        lines.append(("in_a_row", runner, str(last_run_of(False, runner_marks))))
    return lines


def cancelled_days(sessions):
    """The Saturdays from the first event to the last on which there was none."""
    span = (sessions[-1] - sessions[0]).days
    every_day = (sessions[0] + timedelta(days=n) for n in range(span + 1))
    return [day for day in every_day if day.weekday() == SATURDAY and day not in set(sessions)]


def setup_lines(finishes):
    """The facts from which the group is built."""
    sessions = session_days(finishes)
    lines = [("saturday" if day.weekday() == SATURDAY else "extra", str(day)) for day in sessions]
    lines += [("cancelled", str(day)) for day in cancelled_days(sessions)]
    lines += [("joined", runner, str(min(ran))) for runner, ran in days_run(finishes).items()]
    return lines


def print_sorted(lines):
    for line in sorted("\t".join(line) for line in lines):
        print(line)


def print_csv(finishes):
    """The finishes in their order, one run of one member each."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["start", "zone", "duration_s", "members", "group"])
    for finish in finishes:
        start = f"{finish.day}T{finish.start:%H:%M:%S}"
        writer.writerow([start, ZONE, finish.seconds, finish.runner, GROUP])


# The command line

def arguments():
    parser = argparse.ArgumentParser(description="What should hold for a group whose sessions are the events of DATA.",
                                     epilog=USAGE_NOTES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", metavar="DATA.csv")
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("day", metavar="DAY", nargs="?", type=date.fromisoformat)
    mode.add_argument("--setup", action="store_true")
    mode.add_argument("--csv", action="store_true")
    return parser.parse_args()


def main():
    wanted = arguments()
    try:
        finishes = read_finishes(wanted.data)
    except (OSError, ValueError) as error:
        sys.exit(f"sessions_oracle: {wanted.data}: {error}")
    if wanted.setup:
        print_sorted(setup_lines(finishes))
    elif wanted.csv:
        print_csv(finishes)
    else:
        print_sorted(day_lines(finishes, wanted.day))


if __name__ == "__main__":
    main()
