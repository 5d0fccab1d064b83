"""What stands in the logs of a folder, read without the program."""

import contextlib
import pathlib
import shutil
import sqlite3
import tempfile

BESIDE = ("-wal", "-shm", "-journal", "-remind")  # files beside a log, which are none
DRAFT = ".new-"
OF_CHANCE = {"uid", "changeset"}  # columns that no two runs of a command fill alike


def drafts(folder):
    """Unfinished files that were left behind."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if DRAFT in path.name)


def contents(folder):
    """Every log in the folder by its name, with what it holds."""
    return {str(path.relative_to(folder)): content_of(path) for path in sorted(folder.rglob("*.db*"))
            if path.is_file() and DRAFT not in path.name and not path.name.endswith(BESIDE)}


def content_of(path):
    """The rows of each table, or what is damaged. A copy is asked: SQLite mends what it opens."""
    with tempfile.TemporaryDirectory(prefix="durability.") as scratch:
        copy = pathlib.Path(scratch) / "log"
        for part in ("", "-wal", "-journal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{path}{part}", f"{copy}{part}")
        try:
            with contextlib.closing(sqlite3.connect(copy)) as database:
                return damage_in(database) or rows_in(database)
        except (sqlite3.DatabaseError, UnicodeError, FileNotFoundError) as trouble:
            return {"damage": [str(trouble)]}


def damage_in(database):
    found = [row for row in database.execute("PRAGMA integrity_check") if row != ("ok",)]
    found += database.execute("PRAGMA foreign_key_check").fetchall()
    return {"damage": found} if found else None


def rows_in(database):
    tables = [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    rows = {table: rows_of(database, table) for table in tables}
    for pragma in ("user_version", "journal_mode"):
        rows[pragma] = database.execute(f"PRAGMA {pragma}").fetchall()
    return rows


def rows_of(database, table):
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] not in OF_CHANCE]
    return sorted(database.execute(f"SELECT {', '.join(columns)} FROM {table}"), key=repr)


def told(found):
    """A folder's contents in a few words, for somebody who must find out what went wrong."""
    return "; ".join(f"{name}: {told_of(content)}" for name, content in found.items()) or "no log"


def told_of(content):
    if "damage" in content:
        return f"damaged, {content['damage'][0]}"
    version = content["user_version"][0][0]
    return f"version {version}, {len(content.get('runs', []))} runs, {len(content.get('changes', []))} changes"
