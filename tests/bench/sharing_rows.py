#!/usr/bin/env python3
"""What must be inserted into one log so that it has all that another has, as SQL: sharing_rows.py BEFORE AFTER"""

import sqlite3
import sys

SETTINGS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"


def tables(database):
    """Those that hold rows of the log; SQLite keeps its own counts itself."""
    return [name for name, in database.execute(
        "SELECT name FROM after.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")]


def new_rows(database, table):
    columns = [row[1] for row in database.execute(f"PRAGMA after.table_info({table})")]
    quoted = " || ',' || ".join(f"quote({column})" for column in columns)
    return database.execute(f"SELECT {quoted} FROM (SELECT * FROM after.{table} EXCEPT SELECT * FROM main.{table})")


def main(before, after):
    database = sqlite3.connect(before)
    database.execute("ATTACH ? AS after", [after])
    print(SETTINGS, "BEGIN IMMEDIATE;", sep="\n")
    for table in tables(database):
        for values, in new_rows(database, table):
            print(f"INSERT OR REPLACE INTO {table} VALUES ({values});")
    print("COMMIT;")


if __name__ == "__main__":
    main(*sys.argv[1:])
