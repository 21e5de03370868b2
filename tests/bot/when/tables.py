"""The tables of phrases beside this file."""

from datetime import datetime
from pathlib import Path

from bot.clock import ZONE
from bot.when import When

NOW = datetime(2026, 11, 24, 10, tzinfo=ZONE)
_HERE = Path(__file__).parent
DEV = _HERE.parents[1] / "data" / "time" / "dev.tsv"


def rows(table: Path | str, width: int) -> list[list[str]]:
    lines = (_HERE / table).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [row + [""] * (width - len(row)) for row in cells]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def said(when: When) -> str:
    """As the tables write it: the time, or ASK with the reason and the guess."""
    if when.at is not None:
        return f"{when.at:%Y-%m-%dT%H:%M}"
    guess = f" {when.guess:%Y-%m-%dT%H:%M}" if when.guess else ""
    return f"ASK {when.why}{guess}"


def recurrence(when: When) -> str:
    return " ".join(filter(None, (when.every, when.rule)))
