"""A reading as one JSON line, for the command line."""

import json
from datetime import datetime

from bot.when import read


def line(phrase: str, now: datetime) -> str:
    """{"phrase", "at", "every"?, "rule"?, "why"?}, counted from an aware `now`."""
    when = read(phrase, now)
    found: dict[str, str | None] = {"phrase": phrase, "at": None}
    if when.at is not None:
        found["at"] = when.at.isoformat(timespec="minutes")
    found |= {"every": when.every, "rule": when.rule, "why": when.why}
    kept = {name: value for name, value in found.items() if value is not None or name == "at"}
    return json.dumps(kept, ensure_ascii=False)
