"""What a member does with a shared log from one sync to the next."""

import dataclasses
import datetime as dt

from canary import word_of
from machine import NOW

GROUP = "momma"
FIRST_DAY = dt.date(2026, 9, 26)
LAST_DAY = dt.date(2026, 11, 20)
LENGTHS = ["3k", "5k", "8k", "10k", "21k"]


@dataclasses.dataclass
class Recorded:
    """A run that was confirmed to have been recorded."""

    number: int
    shared: bool
    private: bool = False


class Member:
    """Somebody at their machine, with dice; knows what they were told."""

    def __init__(self, machine, dice, others, is_organizer):
        self.machine, self.dice, self.others, self.is_organizer = machine, dice, others, is_organizer
        self.runs, self.removed, self.away, self.hills = {}, set(), 0, 0
        self.canary = word_of(machine)

    def deeds(self):
        always = [(24, self.run_with_group), (12, self.run_alone), (8, self.run_in_private), (8, self.edit),
                  (4, self.hide), (6, self.remove), (5, self.undo_a_run), (6, self.excuse), (6, self.promise),
                  (3, self.leave)]
        return always + ([(5, self.add_session), (5, self.cancel_session)] if self.is_organizer else [])

    def act(self):
        """One deed by chance; returns what it was."""
        weights, deeds = zip(*self.deeds())
        deed = self.dice.choices(deeds, weights)[0]
        deed()
        return deed.__name__

    def run_of(self, *words, **facts):
        run = self.machine.answer("add", self.dice.choice(LENGTHS), "--on", self.moment(), *words)["run"]
        self.runs[run["uid"]] = Recorded(run["id"], **facts)
        return run["uid"]

    def run_with_group(self):
        company = self.dice.sample(self.others, self.dice.choice([0, 0, 1, 2]))
        words = ["--with", ",".join(company)] if company else []
        if self.dice.random() < 0.5:
            words += ["--note", f"{self.canary} note"]
        self.run_of("--group", GROUP, *words, shared=True)

    def run_alone(self):
        self.run_of("--solo", "--where", f"{self.canary} place", shared=False)

    def run_in_private(self):
        words = ["--group", GROUP] if self.dice.random() < 0.5 else ["--solo"]
        self.run_of("--private", "--note", f"{self.canary} secret", *words, shared=False, private=True)

    def undo_a_run(self):
        uid = self.run_of("--group", GROUP, shared=True)
        self.machine.must("undo")
        self.forget(uid)

    def edit(self):
        if uid := self.any_run():
            self.machine.must("edit", str(self.runs[uid].number), "--distance", f"{self.dice.randint(1, 42)}k")

    def hide(self):
        if uid := self.any_run():
            run = self.runs[uid]
            if not run.private:
                self.machine.must("edit", str(run.number), "--private", "--note", f"{self.canary} hidden")
                run.private, run.shared = True, False

    def remove(self):
        if uid := self.any_run():
            self.machine.must("remove", str(self.runs[uid].number))
            self.forget(uid)

    def excuse(self):
        self.machine.run("excuse", self.some_saturday(), "--why", f"{self.canary} reason")  # may be cancelled by now

    def promise(self):
        self.machine.run("promise", self.some_saturday())

    def leave(self):
        """Days off that no others overlap."""
        first = dt.date(2027, 1, 1) + dt.timedelta(days=10 * self.away)
        self.away += 1
        self.machine.must("away", str(first), str(first + dt.timedelta(days=3)), "--why", f"{self.canary} away")

    def add_session(self):
        self.hills += 1
        self.machine.must("session", "add", GROUP, f"Hills {self.hills}", "--on", str(self.day()), "--at",
                          f"{self.dice.randint(8, 20)}:{self.dice.randint(10, 59)}")

    def cancel_session(self):
        self.machine.run("session", "cancel", self.some_saturday(), "--why", "ice")  # it may be already

    def give_up_secrets(self):
        """Removes what only this machine knows, and what only here bears on who was seen."""
        for uid in [uid for uid, run in self.runs.items() if run.private]:
            self.machine.must("remove", str(self.runs.pop(uid).number))

    def any_run(self):
        return self.dice.choice(list(self.runs)) if self.runs else None

    def forget(self, uid):
        del self.runs[uid]
        self.removed.add(uid)

    def day(self):
        return FIRST_DAY + dt.timedelta(days=self.dice.randrange((LAST_DAY - FIRST_DAY).days))

    def moment(self):
        return f"{self.day()} {self.dice.choice(['06:05', '06:30', '12:00', '18:40'])}"

    def some_saturday(self):
        ahead = (NOW + dt.timedelta(days=7 * self.dice.randint(1, 8))).date()
        return f"{GROUP}/{ahead}"
