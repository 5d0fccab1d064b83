#!/usr/bin/env python3
"""Writes an export of Apple Health that nobody ever lived, the same with every call: apple_export.py MEGABYTES. Between
two workouts stand thousands of measurements, as in real ones. Measured with it is how fast, and in how much memory, an
export is read."""

import random
import sys
from datetime import datetime, timedelta, timezone

BEGINNING = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- Measurements within a Correlation stand outside of it a second time. -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
<!ELEMENT Record (MetadataEntry*)>
<!ATTLIST Record type CDATA #REQUIRED unit CDATA #IMPLIED value CDATA #IMPLIED>
]>
<HealthData locale="en_GB">
 <ExportDate value="2026-11-21 09:00:00 +0100"/>
"""
WATCH = ('sourceName="Ada&#8217;s Watch" sourceVersion="10.1" device="&lt;&lt;HKDevice: 0x28&gt;, name:Watch, '
         'model:Watch, hardware:Watch6,2, software:10.1&gt;"')
MEASUREMENTS = (("HeartRate", "count/min", 52, 171), ("ActiveEnergyBurned", "kcal", 0, 9),
                ("StepCount", "count", 3, 130), ("DistanceWalkingRunning", "km", 0, 1))
BETWEEN_WORKOUTS = 4000


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S +0100")


def measurements(chance: random.Random, begin: datetime) -> str:
    rows = []
    for i in range(BETWEEN_WORKOUTS):
        name, unit, least, most = MEASUREMENTS[i % len(MEASUREMENTS)]
        at = stamp(begin + timedelta(seconds=20 * i))
        row = (f' <Record type="HKQuantityTypeIdentifier{name}" {WATCH} unit="{unit}" creationDate="{at}" '
               f'startDate="{at}" endDate="{at}" value="{chance.uniform(least, most):.4f}"')
        if name == "HeartRate":
            row += '>\n  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="1"/>\n </Record>\n'
        else:
            row += "/>\n"
        rows.append(row)
    return "".join(rows)


def workout(chance: random.Random, begin: datetime) -> str:
    minutes = chance.uniform(20, 90)
    end = begin + timedelta(minutes=minutes)
    times = f'startDate="{stamp(begin)}" endDate="{stamp(end)}"'
    return (f' <Workout workoutActivityType="HKWorkoutActivityType{chance.choice(("Running", "Running", "Cycling"))}" '
            f'duration="{minutes}" durationUnit="min" {WATCH} creationDate="{stamp(end)}" {times}>\n'
            f'  <MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>\n'
            f'  <WorkoutEvent type="HKWorkoutEventTypePause" date="{stamp(begin)}"/>\n'
            f'  <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" {times} '
            f'sum="{minutes / chance.uniform(4, 7):.4f}" unit="km"/>\n'
            f'  <WorkoutRoute {WATCH} {times}>\n'
            f'   <FileReference path="/workout-routes/route_{begin:%Y-%m-%d_%H.%M}.gpx"/>\n'
            f'  </WorkoutRoute>\n </Workout>\n')


def main() -> None:
    wanted = int(sys.argv[1]) * 1_000_000
    chance = random.Random(2026)
    # Measurements come again and again; what differs is the workouts, and making numbers up takes longer than reading.
    blocks = [measurements(chance, datetime(2010, 1, 1 + i, tzinfo=timezone.utc)) for i in range(20)]
    at = datetime(1990, 1, 1, 6, tzinfo=timezone.utc)
    written = sys.stdout.write(BEGINNING)
    while written < wanted:
        written += sys.stdout.write(chance.choice(blocks)) + sys.stdout.write(workout(chance, at))
        at += timedelta(days=1)
    sys.stdout.write("</HealthData>\n")


main()
