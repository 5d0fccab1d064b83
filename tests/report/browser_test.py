#!/usr/bin/python3
"""The page of a group in Chromium, with the network off: browser_test.py RUNLOG AXE [DATA]

Every section is seen, on a phone, a screen and paper, in light and dark; nothing is asked of anybody, nothing complains,
nothing of what people typed runs, and axe-core (AXE) finds nothing to say. DATA is a folder with real runs; without it
those pages are left out.
"""

import pathlib
import sys
import tempfile

import browser
import logs

SCREENS = {
    "phone": {"width": 390, "height": 844},
    "phone, dark": {"width": 390, "height": 844, "scheme": "dark"},
    "screen": {"width": 1280, "height": 900},
    "screen, dark": {"width": 1280, "height": 900, "scheme": "dark"},
    "paper": {"width": 794, "height": 1123, "media": "print"},
}
FEW_RULES = 20  # that found something to look at: fewer, and axe-core has not looked


class Failures:
    """What was wrong, told at once; all of it counts at the end."""

    def __init__(self):
        self.count = 0

    def check(self, is_right, *words):
        if not is_right:
            self.count += 1
            print("wrong:", *words)


def check_quiet(failures, chromium, path, name):
    asked = [address for address in chromium.asked() if not address.startswith("data:")]
    failures.check(asked == [path.as_uri()], name, "asks for", asked)
    complaints = chromium.complaints()
    failures.check(not complaints, name, "complains:", complaints)
    failures.check(not chromium.has_alert(), name, "runs what somebody typed")


def check_shown(failures, chromium, sections, name):
    seen = chromium.value("""[...document.querySelectorAll('main section')].filter(section => {
        const box = section.getBoundingClientRect();
        return box.width > 100 && box.height > 20 && section.querySelector('h2').checkVisibility();
    }).map(section => section.id)""")
    failures.check(seen == sections, name, "shows", seen, "and should show", sections)
    for foreign in ("script", "iframe", "img", "object", "form", "b", "i"):
        failures.check(chromium.value(f"document.querySelectorAll('{foreign}').length") == 0, name, "has", foreign)
    room = chromium.value("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    failures.check(room[0] <= room[1], name, "is wider than the screen:", room)


def check_axe(failures, chromium, axe, name):
    violations, passes = chromium.violations(axe)
    for violation in violations:
        failures.check(False, name, "has a barrier:", violation)
    failures.check(len(passes) >= FEW_RULES and "color-contrast" in passes, name, "was hardly looked at:", passes)
    print(f"{name}: {len(passes)} rules of axe-core passed, {len(violations)} did not")


def look_at(failures, chromium, axe, path, sections, screens=tuple(SCREENS)):
    """`axe` is nothing where a page is too large to be judged more than once."""
    for screen in screens:
        name = f"{path.stem} on {screen}"
        chromium.look(path, **SCREENS[screen])
        chromium.value("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        check_shown(failures, chromium, sections, name)
        check_axe(failures, chromium, axe, name)
        check_quiet(failures, chromium, path, name)


def write_page(runlog, group, name, *words):
    path = runlog.home / f"{name}.html"
    runlog.must("report", group, "--html", str(path), *words)
    return path


def text_of(chromium):
    return chromium.value("document.body.textContent")


def check_hostile(failures, chromium, axe, runlog):
    group = logs.hostile_group(runlog)
    sections = ["next", "streaks", "year", "attendance", "board", "missed", "more"]
    path = write_page(runlog, group, "hostile", "--callouts")
    look_at(failures, chromium, axe, path, sections)
    text = text_of(chromium)
    for typed in (*logs.EVIL.values(), logs.EVIL_TITLE, logs.EVIL_PLACE, logs.EVIL_PURPOSE, logs.EVIL_URL, "Dr. Kim",
                  "Cancelled: <i>ice</i>", "Moved from Tue 1 Dec"):
        failures.check(typed in text, "the page does not say", typed)
    links = chromium.value("[...document.querySelectorAll('a')].map(link => link.href)")
    failures.check(not any("javascript" in link for link in links), "there is a link that runs:", links)
    days = chromium.value("[...document.querySelectorAll('.day title')].map(title => title.textContent)")
    failures.check("Sat 14 Nov: 3 came" in days and "Tue 10 Nov: nobody came" in days, "the days say", days)
    check_secrets(failures, runlog, group, path)
    path = write_page(runlog, group, "without-callouts")
    look_at(failures, chromium, axe, path, [section for section in sections if section != "missed"], ["phone"])


def check_secrets(failures, runlog, group, path):
    """Whatever is written, it says nothing of private runs, reasons, notes and addresses."""
    picture = runlog.home / "year.svg"
    runlog.must("report", group, "--svg", str(picture))
    told = {"html": path.read_text(encoding="utf-8"), "svg": picture.read_text(encoding="utf-8"),
            "markdown": runlog.must("report", group, "--callouts", "--markdown", "-"),
            "json": runlog.must("report", group, "--callouts", "--json")}
    for form, text in told.items():
        for secret in logs.SECRETS:
            failures.check(secret not in text, form, "tells", secret)


def check_real(failures, chromium, axe, binary, folder, data):
    with_sessions = ["next", "streaks", "year", "attendance", "board", "missed"]
    for name, make, zone, now, sections in (
            ("weekly-5k", logs.saturdays, "Europe/Berlin", "2023-09-12T20:00", with_sessions),
            ("runner-solo", logs.alone, "Europe/Berlin", "2025-06-01T12:00", ["next", "streaks", "board", "missed"])):
        if not (data / f"{name}.csv").exists():
            print(f"left out: there is no {name}.csv here")
            continue
        runlog = logs.new_home(binary, folder, name, "2026-11-21T12:00", zone)
        group = make(runlog, data / f"{name}.csv")
        runlog.environment["RUNLOG_NOW"] = now
        path = write_page(runlog, group, name, "--callouts")
        look_at(failures, chromium, axe, path, sections, ["phone", "screen, dark"])


def main():
    binary, axe = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    if not browser.is_there():
        print("skipped: there is no Chromium with its driver, or no Selenium, for Python here")
        return 77
    if not axe.exists():
        print("skipped: there is no axe-core here; .ci/setup fetches it")
        return 77
    failures = Failures()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        code = axe.read_text(encoding="utf-8")
        with browser.Browser(folder / "browser") as chromium:
            check_hostile(failures, chromium, code, logs.new_home(binary, folder, "small"))
            runlog = logs.new_home(binary, folder, "large")
            path = write_page(runlog, logs.large_group(runlog), "large")
            look_at(failures, chromium, code, path, ["next", "streaks", "year", "attendance", "board"], ["phone"])
            if len(sys.argv) > 3:
                check_real(failures, chromium, code, binary, folder, pathlib.Path(sys.argv[3]))
    return 1 if failures.count else 0


if __name__ == "__main__":
    sys.exit(main())
