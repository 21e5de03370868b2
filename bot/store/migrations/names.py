"""The keys of the names that were stored before there were keys, or with other ones."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.language.keys import name_key

Execute = Callable[[str, Mapping[str, Any]], Any]
TABLES = ("member", "organisation")
TOGETHER = 250  # rows in one statement: one each would be as many journeys to a database far away


def fill(execute: Execute) -> None:
    """Key every name, in the migration's own transaction: nobody asks before it is done."""
    for table in TABLES:
        rows = execute(f"SELECT id, name FROM {table}", {}).fetchall()  # noqa: S608 - ours
        for start in range(0, len(rows), TOGETHER):
            _put(execute, table, rows[start : start + TOGETHER])


def _put(execute: Execute, table: str, rows: Sequence[Any]) -> None:
    values = ", ".join(f"(:id_{_letters(n)}, :key_{_letters(n)})" for n in range(len(rows)))
    given: dict[str, str] = {}
    for n, row in enumerate(rows):
        given |= {f"id_{_letters(n)}": row["id"], f"key_{_letters(n)}": name_key(row["name"])}
    execute(
        f"UPDATE {table} SET name_key = given.column2"  # noqa: S608 - ours
        f" FROM (VALUES {values}) AS given WHERE {table}.id = given.column1",
        given,
    )


def _letters(number: int) -> str:
    """Parameters are named in small letters (bot/store/queries.py)."""
    return f"{number:08b}".translate({48: "o", 49: "i"})
