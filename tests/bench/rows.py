#!/usr/bin/env python3
"""Prints what runlog answered in JSON, a line for each row: rows.py FIELD...; without fields all that two logs have in
common whose latest runs are the same."""

import json
import sys

answer = json.load(sys.stdin)
for row in next(value for value in answer.values() if isinstance(value, list)):
    if fields := sys.argv[1:]:
        print(*("-" if row[field] is None else row[field] for field in fields))
    else:
        print(json.dumps({field: row[field] for field in row if field not in ("id", "uid", "key", "best")}))
