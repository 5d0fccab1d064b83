"""What went wrong, told once for all the times it did."""

import collections

SHOWN = 8


class Failures:
    def __init__(self):
        self.times = collections.defaultdict(list)

    def take(self, deed, failures):
        """`failures` yields when something went wrong, and what."""
        for when, what in failures:
            self.times[f"{deed}: {what}"].append(when)

    def report(self):
        """Prints them all; returns whether there were any."""
        for what, times in self.times.items():
            print(f"{len(times)} x {what}\n    {', '.join(times[:SHOWN])}{', …' if len(times) > SHOWN else ''}")
        print(f"{sum(map(len, self.times.values()))} failures of {len(self.times)} kinds")
        return bool(self.times)
