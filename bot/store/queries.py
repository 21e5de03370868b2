"""Named SQL: every `-- name:` block of the .sql files beside their users."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")
_NAME = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)


class UnknownQuery(KeyError):
    """No .sql file holds a query of this name."""


def load(*rooms: Path) -> dict[str, str]:
    """{"room.name": SQL}. The room is the file's name, or the folder's for a queries.sql."""
    found: dict[str, str] = {}
    for room in rooms or (ROOT / "bot", ROOT / "handlers"):
        for file in sorted(room.rglob("*.sql")):
            if file.parent.name != "migrations":
                found |= _blocks(file)
    return found


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
