#!/usr/bin/env python3
"""Prints what rounds of hyperfine measured: median and least milliseconds; the median as a multiple of the last's."""

import json
import statistics
import sys

times = {}
for path in sys.argv[1:]:
    with open(path) as file:
        for result in json.load(file)["results"]:
            times.setdefault(result["command"], []).extend(result["times"])
measure = statistics.median(list(times.values())[-1])
for command, seconds in times.items():
    median = statistics.median(seconds)
    print(f"{command:54} {median * 1000:9.2f} {min(seconds) * 1000:9.2f} {median / measure:8.3f}")
