"""Named SQL: every `-- name:` block of the .sql files beside their users."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from bot.refusal import Refusal

ROOT = Path(__file__).parent.parent.parent
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")
_NAME = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)


class QueryFault(Refusal):
    """A named query does not fit the database's schema."""


class Explaining(Protocol):
    """The part of a database driver that EXPLAIN needs."""

    def execute(self, sql: str, parameters: Mapping[str, Any], /) -> Any: ...


def load(*rooms: Path) -> dict[str, str]:
    """{"room.name": SQL}. The room is the file's name, or the folder's for a queries.sql."""
    found: dict[str, str] = {}
    for room in rooms or (ROOT / "bot", ROOT / "handlers"):
        for file in sorted(room.rglob("*.sql")):
            if file.parent.name != "migrations":
                found |= _blocks(file)
    return found


def faults(connection: Explaining, queries: Mapping[str, str], value: int | None = 0) -> list[str]:
    """One line per query that this database cannot run, by EXPLAIN with `value` everywhere."""
    return [
        fault for name, sql in queries.items() if (fault := _fault(connection, name, sql, value))
    ]


def _fault(connection: Explaining, name: str, sql: str, value: int | None) -> str:
    try:
        connection.execute(f"EXPLAIN {sql}", dict.fromkeys(parameters(sql), value))
    except Exception as error:  # each driver has its own
        return f"query {name}: {str(error).partition(chr(10))[0]}"
    return ""


def parameters(sql: str) -> list[str]:
    """The names of a query's parameters."""
    return _PARAMETER.findall(sql)


def _blocks(file: Path) -> dict[str, str]:
    space = file.parent.name if file.stem == "queries" else file.stem
    _, *parts = _NAME.split(file.read_text("utf-8"))
    return {
        f"{space}.{name}": sql.strip().rstrip(";")
        for name, sql in zip(parts[::2], parts[1::2], strict=True)
    }
