"""Whether the logs of a group tell the same, and all that they must."""

import datetime as dt
import json

from machine import NOW
from steps import GROUP

LATER = NOW + dt.timedelta(days=3)  # than any of their clocks
REPORTS = {
    "attendance": ["attendance", GROUP, "--since", "2026-09-01"],
    "sessions": ["session", "list", GROUP, "--since", "2026-09-01", "--until", "2027-02-28"],
    "missed": ["missed", "--group", GROUP, "--all"],
}


def runs_of(machine, *words):
    runs = machine.answer_at(LATER, "list", "--limit", "1000000", *words)["runs"]
    return {run["uid"]: run for run in runs}


def told_runs(machine):
    """What the group sees of the runs with it."""
    return {uid: [run["day"], run["start"], run["distance_m"], run["session"], sorted(run["members"])]
            for uid, run in runs_of(machine, "--group", GROUP).items()}


def differences(name, one, other):
    """The first places in which two answers differ, one a line."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            yield from differences(f"{name}.{key}", one.get(key), other.get(key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, pair in enumerate(zip(one, other)):
            yield from differences(f"{name}[{place}]", *pair)
    elif one != other:
        yield f"{name}: {json.dumps(one)[:150]} or {json.dumps(other)[:150]}"


def without_local(value):
    """A report without what each log sees its own way: small numbers, and what I answered."""
    if isinstance(value, dict):
        return {key: without_local(part) for key, part in value.items() if key not in ("id", "run", "answer")}
    return [without_local(part) for part in value] if isinstance(value, list) else value


def disagreements(members):
    first, *rest = members
    runs = told_runs(first.machine)
    reports = {name: without_local(first.machine.answer_at(LATER, *words)) for name, words in REPORTS.items()}
    for member in rest:
        yield from differences(f"{first.machine.name} or {member.machine.name}: runs", runs,
                               told_runs(member.machine))
        for name, words in REPORTS.items():
            theirs = without_local(member.machine.answer_at(LATER, *words))
            yield from differences(f"{first.machine.name} or {member.machine.name}: {name}", reports[name], theirs)


def losses(members):
    """Runs that are not where they were confirmed to be, or where they must not be."""
    logs = {member.machine.name: runs_of(member.machine) for member in members}
    for member in members:
        own = member.machine.name
        for uid, run in member.runs.items():
            if uid not in logs[own]:
                yield f"{own} recorded {uid}, and it is lost"
            for other in logs.keys() - {own}:
                if run.shared and uid not in logs[other]:
                    yield f"{own} recorded {uid} with the group, and {other} does not have it"
                if not run.shared and uid in logs[other]:
                    yield f"{own} kept {uid} to themselves, and {other} has it"
        for name, log in logs.items():
            for uid in member.removed & log.keys():
                yield f"{own} removed {uid}, and {name} has it"
