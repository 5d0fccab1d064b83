#!/usr/bin/env python3
"""Writes the runs that `runlog export` prints as other programs keep them: others.py FOLDER <runs.csv"""

import csv
import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

folder = Path(sys.argv[1])
months = {}
tasks = []
journal = []
for run in csv.DictReader(sys.stdin):
    start = datetime.fromisoformat(run["start"]).astimezone(timezone.utc)
    begin, end = (moment.strftime("%Y%m%dT%H%M%SZ")
                  for moment in (start, start + timedelta(seconds=int(run["duration_s"]))))
    tasks.append({"description": "run", "project": "running", "status": "completed", "entry": begin, "end": end})
    months.setdefault(begin[:6], []).append(f"inc {begin} - {end} # run\n")
    journal.append(f"{run['day']} run\n    runs  1 run\n    road\n\n")

(folder / "tasks.json").write_text("\n".join(map(json.dumps, tasks)))
(folder / "runs.journal").write_text("".join(journal))
data = folder / "timew" / "data"
data.mkdir(parents=True)
for month, lines in months.items():
    (data / f"{month[:4]}-{month[4:]}.data").write_text("".join(sorted(lines)))
