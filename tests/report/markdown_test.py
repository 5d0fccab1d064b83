#!/usr/bin/env python3
"""The page of a group as Markdown, read by the program of a forge: markdown_test.py RUNLOG

What people typed is text there, whatever it looks like: no element, no link, no heading and no column comes of it.
"""

import html.parser
import pathlib
import shutil
import subprocess
import sys
import tempfile

import logs

READER = ["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink"]
ELEMENTS = {"h1", "h2", "p", "strong", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "hr", "a"}
TYPED = (*logs.EVIL.values(), logs.EVIL_TITLE, logs.EVIL_PLACE, logs.EVIL_PURPOSE, logs.EVIL_URL, *logs.MARKED)


class Reader(html.parser.HTMLParser):
    """What a browser would make of it."""

    def __init__(self):
        super().__init__()
        self.elements, self.links, self.text, self.columns = [], [], "", []

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href"]
        if tag == "tr":
            self.columns.append(0)
        if tag in ("td", "th"):
            self.columns[-1] += 1

    def handle_data(self, data):
        self.text += data


def wrong(runlog):
    """Everything that is not as it should be, in sentences."""
    group = logs.hostile_group(runlog)
    for handle, name in zip(("marks", "list", "table"), logs.MARKED):
        runlog.must("member", "add", handle, "--name", name)
        runlog.must("group", "join", group, handle, "--from", "2026-01-01")
        runlog.must("promise", "momma/2026-11-28", "--for", handle)
        runlog.must("excuse", "momma/2026-11-14", "--for", handle)
    page = runlog.must("report", group, "--callouts", "--markdown", "-")
    read = Reader()
    read.feed(subprocess.run(READER, input=page.encode(), capture_output=True, check=True).stdout.decode())
    foreign = set(read.elements) - ELEMENTS
    if foreign:
        yield f"these elements should not be there: {foreign}"
    if read.elements.count("h1") != 1 or read.elements.count("h2") != 7:
        yield f"there are {read.elements.count('h2')} sections"
    if read.links != ["mailto:kelly@example.org"]:
        yield f"it links to {read.links}"
    if set(read.columns) != {15, 5}:
        yield f"the tables have rows of {read.columns} columns"
    for typed in TYPED:
        if typed not in read.text:
            yield f"it does not say {typed}"


def main():
    if not shutil.which(READER[0]):
        print(f"skipped: there is no {READER[0]} here")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        complaints = list(wrong(logs.new_home(str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(folder), "home")))
    print("\n".join(complaints) or "Markdown says what was typed, and nothing of it is more than text")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
