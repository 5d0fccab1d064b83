#!/usr/bin/env python3
"""What runs come to by week, month and year, and by day: `stats` and `calendar` say the same as a second computation
from the file itself.

stats_test.py RUNLOG RUNS.csv
RUNS.csv has the columns start_local,distance_m,moving_s of one runner, or date,start_local,runner,time of many; where it
is absent, the test is skipped. Of what the program computes, nothing is used here: days are taken one by one, and each
is put into the week, month or year whose name it has.
"""

import csv
import json
import math
import os
import subprocess
import sys
import tempfile
from collections import namedtuple
from datetime import date, timedelta

NOW = "2026-12-30T12:00"  # a Wednesday, so that week, month and year are running
TODAY = date(2026, 12, 30)
DAY = timedelta(days=1)

Run = namedtuple("Run", "day start runner metres seconds")


def seconds_of(clock):
    total = 0
    for part in clock.split(":"):
        total = 60 * total + int(part)
    return total


def run_of(row):
    if "time" in row:
        return Run(date.fromisoformat(row["date"]), f"{row['date']}T{row['start_local']}", row["runner"], None,
                   seconds_of(row["time"]))
    start = row["start_local"]
    return Run(date.fromisoformat(start[:10]), start, "sam", int(row["distance_m"]) or None, int(row["moving_s"]) or None)


# What should be said

def label(day, by, week_begins):
    """The name of the week, month or year that a day is in."""
    if by == "year":
        return day.year
    if by == "month":
        return day.year, day.month
    return day - ((day.weekday() - week_begins) % 7) * DAY


def total(runs):
    metres = [run.metres for run in runs if run.metres is not None]
    seconds = [run.seconds for run in runs if run.seconds is not None]
    return {"runs": len(runs), "days": len({run.day for run in runs}),
            "distance_m": sum(metres) if metres or not runs else None,
            "duration_s": sum(seconds) if seconds or not runs else None}


def days_between(first, last):
    return [first + n * DAY for n in range((last - first).days + 1)]


def periods(runs, by, since, until, today, week_begins):
    """One entry for each week, month or year that has a day in the window."""
    on = {}
    for run in runs:
        on.setdefault(run.day, []).append(run)
    named = {}
    for day in days_between(since, until):
        named.setdefault(label(day, by, week_begins), []).append(day)
    entries = []
    for name, days in named.items():
        before, after = days[0] - DAY, days[-1] + DAY
        cut = label(before, by, week_begins) == name or label(after, by, week_begins) == name
        entries.append({"first": days[0].isoformat(), "last": days[-1].isoformat(),
                        **total([run for day in days for run in on.get(day, [])]),
                        "whole": not cut and days[-1] < today})
    return entries


def average(entries):
    whole = [entry for entry in entries if entry["whole"]]
    if not whole:
        return None

    def mean(field):
        ran = [entry[field] for entry in whole if entry["runs"]]
        known = [value for value in ran if value is not None]
        return math.floor(sum(known) / len(whole) + 0.5) if known or not ran else None

    return {"periods": len(whole), "runs": sum(entry["runs"] for entry in whole) / len(whole),
            "days": sum(entry["days"] for entry in whole) / len(whole),
            "distance_m": mean("distance_m"), "duration_s": mean("duration_s")}


def most(runs, field):
    """The first run with the most of it: day and how much."""
    best = None
    for run in sorted(runs, key=lambda run: run.day):
        value = getattr(run, field)
        if value is not None and (best is None or value > best[1]):
            best = run.day.isoformat(), value
    return best


def best_week(weeks):
    field = "distance_m" if any(week["runs"] and week["distance_m"] is not None for week in weeks) else "runs"
    ran = [week for week in weeks if week["runs"] and week[field] is not None]
    return max(ran, key=lambda week: week[field]) if ran else None  # the first of several


def expected(runs, by, since, until, today, week_begins):
    inside = [run for run in runs if since <= run.day <= until]
    entries = periods(inside, by, since, until, today, week_begins)
    return {"as_of": today.isoformat(), "since": since.isoformat(), "until": until.isoformat(), "by": by,
            "total": total(inside), "average": average(entries), "longest": most(inside, "seconds"),
            "furthest": most(inside, "metres"),
            "best_week": best_week(periods(inside, "week", since, until, today, week_begins)), "periods": entries}


def year_of_days(runs, year):
    on = {}
    for run in runs:
        on.setdefault(run.day, []).append(run)
    days = []
    for day in days_between(date(year, 1, 1), date(year, 12, 31)):
        sums = total(on.get(day, []))
        days.append({"day": day.isoformat(), "mark": "run" if sums["runs"] else "to_come" if day > TODAY else "none",
                     "runs": sums["runs"], "distance_m": sums["distance_m"] or None,
                     "duration_s": sums["duration_s"] or None})
    return days


def back(day, by, count, week_begins):
    """The first day of the week or month that lies `count` before the one of `day`."""
    for _ in range(count):
        name = label(day, by, week_begins)
        while label(day, by, week_begins) == name:
            day -= DAY
    name = label(day, by, week_begins)
    while label(day - DAY, by, week_begins) == name:
        day -= DAY
    return day


# What is said

class Log:
    def __init__(self, program, folder):
        self.program = program
        self.environment = {**os.environ, "HOME": folder, "RUNLOG_DB": f"{folder}/runlog.db", "RUNLOG_NOW": NOW,
                            "TZ": "Europe/Berlin", "LOGNAME": "sam", "LC_ALL": "C"}

    def said(self, *words):
        return subprocess.run([self.program, *words], env=self.environment, check=True, capture_output=True,
                              text=True).stdout

    def stats(self, *words):
        said = json.loads(self.said("stats", "--json", *words))
        for field, value in (("longest", "duration_s"), ("furthest", "distance_m")):
            said[field] = said[field] and (said[field]["day"], said[field][value])
        return {field: said[field] for field in expected([], "year", TODAY, TODAY, TODAY, 0)}


def read_into(log, runs, folder):
    with open(f"{folder}/runs.csv", "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["start", "distance_m", "duration_s", "members"])
        rows.writerows([run.start, run.metres or "", run.seconds or "", run.runner] for run in runs)
    log.said("import", "--create-members", f"{folder}/runs.csv")


def differences(said, wanted):
    for field, value in wanted.items():
        if said[field] == value:
            continue
        if field != "periods":
            yield f"{field}: expected {value}, got {said[field]}"
            continue
        if len(said[field]) != len(value):
            yield f"{len(value)} periods expected, got {len(said[field])}"
        for one, other in zip(said[field], value):
            if one != other:
                yield f"expected {other}, got {one}"


class Comparison:
    def __init__(self, log):
        self.log = log
        self.compared = 0
        self.failed = False

    def fail(self, sentence):
        print(sentence)
        self.failed = True

    def stats(self, words, wanted):
        self.compared += len(wanted["periods"])
        for difference in differences(self.log.stats(*words), wanted):
            self.fail(f"stats {' '.join(words)}: {difference}")

    def windows(self, who, runs, first, last):
        """Everything, then from the middle of periods to the middle of others."""
        for week_begins, name in ((0, "monday"), (6, "sunday")):
            self.log.said("config", "week-start", name)
            for by in "week", "month", "year":
                for since, until in ((first, TODAY), (first + 17 * DAY, last - 5 * DAY)):
                    self.stats(["--member", who, "--by", by, "--since", since.isoformat(), "--until", until.isoformat()],
                               expected(runs, by, since, until, TODAY, week_begins))

    def usual_windows(self, who, runs, day):
        """What is shown where nothing more is asked, as it stood at the end of a day."""
        so_far = [run for run in runs if run.day <= day]
        self.log.said("config", "week-start", "monday")
        for by in "week", "month", "year":
            if by == "year" and not so_far:
                continue
            since = min(run.day for run in so_far) if by == "year" else back(day, by, 11, 0)
            self.stats(["--member", who, "--by", by, "--as-of", day.isoformat()],
                       expected(so_far, by, since, day, day, 0))

    def calendars(self, who, runs, first):
        for year in range(first.year, TODAY.year + 1):
            said = json.loads(self.log.said("calendar", who, "--year", str(year), "--json"))["days"]
            wanted = year_of_days(runs, year)
            self.compared += len(wanted)
            if len(said) != len(wanted):
                self.fail(f"calendar --year {year}: {len(wanted)} days expected, got {len(said)}")
            for one, other in zip(said, wanted):
                if one != other:
                    self.fail(f"calendar --year {year}: expected {other}, got {one}")


def main():
    program, data = os.path.realpath(sys.argv[1]), sys.argv[2]
    if not os.path.exists(data):
        print(f"skipped: there is no {data} here")
        return 77
    with open(data, encoding="utf-8", newline="") as file:
        runs = [run_of(row) for row in csv.DictReader(file)]
    first, last = min(run.day for run in runs), max(run.day for run in runs)
    runners = sorted({run.runner for run in runs})

    with tempfile.TemporaryDirectory() as folder:
        log = Log(program, folder)
        read_into(log, runs, folder)
        comparison = Comparison(log)
        for runner in runners[:3]:
            theirs = [run for run in runs if run.runner == runner]
            comparison.windows(runner, theirs, first, last)
            comparison.usual_windows(runner, theirs, first + (last - first) * 2 // 3)
            comparison.calendars(runner, theirs, first)
        if len(runners) > 1:
            comparison.windows(",".join(runners), runs, first, last)
    if comparison.compared < 100:
        comparison.fail(f"only {comparison.compared} were compared")
    print(f"{len(runs)} runs of {len(runners)}: {comparison.compared} days, weeks, months and years compared")
    return 1 if comparison.failed else 0


sys.exit(main())
