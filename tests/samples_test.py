#!/usr/bin/env python3
"""Real files of runners, as import reads them and as they are read here, a second time and in another way.

samples_test.py RUNLOG FOLDER
"""

import csv
import json
import math
import os
import re
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from datetime import datetime, timedelta, timezone
from pathlib import Path

SKIPPED = 77
MILE = 1609.344
EARTH = 6371009


def instant(text):
    return datetime.fromisoformat(re.sub(r"\.\d+", "", text.replace("Z", "+00:00").replace(" +", "+")))


def utc(moment):
    return moment.astimezone(timezone.utc).replace(microsecond=0)


def strava(path):
    with open(path, newline="") as file:
        header, *rows = csv.reader(file)
    last = {name: i for i, name in enumerate(header)}
    for row in rows:
        start = datetime.strptime(row[last["Activity Date"]], "%b %d, %Y, %I:%M:%S %p").replace(tzinfo=timezone.utc)
        yield start, float(row[last["Distance"]]), float(row[last["Moving Time"]])


def runkeeper(path):
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            parts = [int(part) for part in row["Duration"].split(":")]
            seconds = sum(part * 60**i for i, part in enumerate(reversed(parts)))
            start = datetime.fromisoformat(row["Date"]).replace(tzinfo=timezone.utc)  # the zone of this test
            yield start, float(row["Distance (mi)"]) * MILE, seconds


def elements(path):
    root = ElementTree.fromstring(Path(path).read_bytes())
    for element in root.iter():
        element.tag = re.sub(r"\{.*\}", "", element.tag)
    return root


def apart(a, b):
    lat1, lon1, lat2, lon2 = (math.radians(float(point.get(name))) for point in (a, b) for name in ("lat", "lon"))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(h))


def gpx(path):
    for track in elements(path).iter("trk"):
        segments = [list(segment.iter("trkpt")) for segment in track.iter("trkseg")]
        times = [[instant(p.findtext("time")) for p in segment if p.findtext("time")] for segment in segments]
        if not any(times):
            continue
        metres = sum(apart(a, b) for segment in segments for a, b in zip(segment, segment[1:]))
        fine = [[p.findtext("time") for p in segment if p.findtext("time")] for segment in segments]
        seconds = sum((moment(t[-1]) - moment(t[0])).total_seconds() for t in fine if t)
        yield min(t[0] for t in times if t), metres, seconds


def moment(text):
    return datetime.fromisoformat(re.sub(r"\.(\d+)", lambda m: "." + m[1][:6].ljust(6, "0"), text.replace("Z", "+00:00")))


def tcx(path):
    for activity in elements(path).iter("Activity"):
        laps = activity.findall("Lap")
        yield (
            instant(activity.findtext("Id")),
            sum(float(lap.findtext("DistanceMeters")) for lap in laps),
            sum(float(lap.findtext("TotalTimeSeconds")) for lap in laps),
        )


def apple(path):
    unit = {"km": 1000, "mi": MILE, "m": 1}
    for workout in elements(path).iter("Workout"):
        begins, ends = instant(workout.get("startDate")), instant(workout.get("endDate"))
        metres = None
        if workout.get("totalDistance"):
            metres = float(workout.get("totalDistance")) * unit[workout.get("totalDistanceUnit")]
        for part in workout.findall("WorkoutStatistics"):
            if "Distance" in part.get("type"):
                metres = float(part.get("sum")) * unit[part.get("unit")]
        seconds = (ends - begins).total_seconds()
        if workout.get("duration"):
            seconds = float(workout.get("duration")) * {"min": 60, "s": 1, "hr": 3600}[workout.get("durationUnit")]
        yield begins, metres, seconds


def fit(path):
    """The session messages of one recording, every field at the place where its definition puts it."""
    data = Path(path).read_bytes()
    at, end = data[0], data[0] + struct.unpack_from("<I", data, 4)[0]
    layouts = {}
    while at < end:
        head = data[at]
        at += 1
        kind = head >> 5 & 3 if head & 0x80 else head & 15
        if head & 0xC0 == 0x40:
            order = ">" if data[at + 1] else "<"
            (message,) = struct.unpack_from(order + "H", data, at + 2)
            count = data[at + 4]
            fields = [tuple(data[at + 5 + 3 * i : at + 8 + 3 * i]) for i in range(count)]
            at += 5 + 3 * count
            extra = 0
            if head & 0x20:
                extra = sum(data[at + 2 + 3 * i] for i in range(data[at]))
                at += 1 + 3 * data[at]
            layouts[kind] = (order, message, fields, extra)
            continue
        order, message, fields, extra = layouts[kind]
        values = {}
        for number, size, _ in fields:
            if size == 4:
                (values[number],) = struct.unpack_from(order + "I", data, at)
            at += size
        at += extra
        if message == 18:
            start = datetime(1989, 12, 31, tzinfo=timezone.utc) + timedelta(seconds=values[2])
            yield start, values[9] / 100, values[8] / 1000


READERS = {
    "strava-activities.csv": strava,
    "runkeeper-cardioActivities.csv": runkeeper,
    "friday-evening-run.gpx": gpx,
    "no-times.gpx": gpx,
    "run.tcx": tcx,
    "bad.tcx": tcx,
    "apple-export.xml": apple,
    "garmin-fenix-5-run.fit": fit,
    "same-run-as-strava.fit": fit,
}
REFUSED = ["truncated.fit", "unicode-with-bom.gpx", "garmin-fenix-5-run-records.csv", "no-times.gpx", "corrupt-header.fit"]


class Program:
    def __init__(self, runlog, home):
        self.runlog = runlog
        self.environment = {"HOME": home, "TZ": "UTC", "RUNLOG_NOW": "2026-11-21T12:00", "PATH": "/usr/bin:/bin"}

    def __call__(self, *words):
        return subprocess.run([self.runlog, *words], env=self.environment, capture_output=True, text=True, check=False)

    def runs(self):
        for run in map(json.loads, self("export", "--format", "jsonl").stdout.splitlines()):
            yield utc(instant(run["start"])), run["distance_m"], run["duration_s"]


def agrees(runlog, path, read):
    with tempfile.TemporaryDirectory() as home:
        program = Program(runlog, home)
        told = program("import", str(path), "--sport", "all", "--skip-bad")
        ours = sorted(program.runs())
    theirs = sorted((utc(start), metres, seconds) for start, metres, seconds in read(path))
    same = len(ours) == len(theirs) > 0 and all(
        a[0] == b[0] and abs(a[1] - b[1]) <= 0.51 and abs(a[2] - b[2]) <= 0.51 for a, b in zip(ours, theirs)
    )
    print(f"{path.name}: {len(ours)} runs, {sum(r[1] for r in ours):,} m, {sum(r[2] for r in ours):,} s"
          f"{'' if same else f'; read here: {len(theirs)} runs, {theirs[:3]} ... {told.stderr}'}")
    return same


def is_refused(runlog, path):
    with tempfile.TemporaryDirectory() as home:
        told = Program(runlog, home)("import", str(path))
        leaves = os.listdir(home)
    fine = told.returncode == 2 and "Nothing was imported." in told.stderr and path.name in told.stderr
    print(f"{path.name}: {told.stderr.splitlines()[0].split(path.name)[-1] if told.stderr else told}")
    return fine and not leaves


def one_outing_twice(runlog, folder):
    """The same outing from a service and from the watch is told, and then joined."""
    with tempfile.TemporaryDirectory() as home:
        program = Program(runlog, home)
        program("import", str(folder / "strava-activities.csv"))
        told = program("import", str(folder / "same-run-as-strava.fit")).stdout
        program("merge", "1", "2")
        again = program("import", str(folder / "strava-activities.csv"), str(folder / "same-run-as-strava.fit")).stdout
    fine = "runlog merge 1 2" in told and again.startswith("0 runs imported, 2 known")
    print(f"one outing twice: {'told, and known once joined' if fine else told + again}")
    return fine


def main():
    runlog, folder = sys.argv[1], Path(sys.argv[2])
    if not folder.is_dir():
        print(f"{folder} is not here")
        return SKIPPED
    results = [agrees(runlog, folder / name, read) for name, read in READERS.items()]
    results += [is_refused(runlog, folder / name) for name in REFUSED]
    results.append(one_outing_twice(runlog, folder))
    return 0 if all(results) else 1


sys.exit(main())
