"""Numbered .sql files, one dialect for every engine; each applied once, in order.

What no common words exist for (a trigger) is one file per engine: 0003_audit.sqlite.sql. What no
SQL can do at all is done behind a file, in its transaction: STEPS.
"""

import re
import sqlite3
from collections.abc import Collection
from pathlib import Path

from bot.store.migrations import names

HERE = Path(__file__).parent
TABLE = "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)"
STEPS = {13: names.fill}
_STATEMENT_END = re.compile(r";\s*$", re.MULTILINE)


def files(engine: str = "sqlite") -> list[Path]:
    """Those of every engine and those of this one, in order."""
    every = sorted(HERE.glob("[0-9]*.sql"))
    return [file for file in every if file.suffixes in ([".sql"], [f".{engine}", ".sql"])]


def number(file: Path) -> int:
    return int(file.stem[:4])


def missing_files(engine: str, done: Collection[int]) -> list[Path]:
    """What a database that has these numbers still lacks, in order."""
    return [file for file in files(engine) if number(file) not in done]


def statements(sql: str) -> list[str]:
    """The statements of a file: each ends with a semicolon at the end of a line."""
    lines = [line for line in sql.splitlines() if not line.lstrip().startswith("--")]
    return [part.strip() for part in _STATEMENT_END.split("\n".join(lines)) if part.strip()]


def missing(connection: sqlite3.Connection) -> bool:
    """Whether this database is older than this release."""
    try:
        done = {row["number"] for row in connection.execute("SELECT number FROM migration")}
    except sqlite3.OperationalError:
        return True
    return bool(missing_files("sqlite", done))


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file up to date; an existing one is copied beside itself first."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(TABLE)
    done = {row["number"] for row in connection.execute("SELECT number FROM migration")}
    missing = missing_files("sqlite", done)
    if done and missing:
        copy = path.with_name(f"{path.name}.before-{missing[0].stem[:4]}")
        copy.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(copy),))
    for file in missing:
        connection.execute("BEGIN IMMEDIATE")
        for statement in statements(file.read_text("utf-8")):
            connection.execute(statement)
        if step := STEPS.get(number(file)):
            step(connection.execute)
        connection.execute(
            "INSERT INTO migration (number, name) VALUES (?, ?)", (number(file), file.stem)
        )
        connection.execute("COMMIT")
