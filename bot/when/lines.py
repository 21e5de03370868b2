"""A reading as one JSON line, for the command line."""

import json
from datetime import datetime

from bot.clock import ZONE
from bot.when import read


def line(phrase: str, now: str = "") -> str:
    """{"phrase", "at", "every"?, "rule"?, "why"?}; `now` is ISO, without an offset local time.

    Raises ValueError for a `now` that is no moment.
    """
    moment = datetime.fromisoformat(now) if now else datetime.now(ZONE)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZONE)
    when = read(phrase, moment)
    found: dict[str, str | None] = {"phrase": phrase, "at": None}
    if when.at is not None:
        found["at"] = when.at.isoformat(timespec="minutes")
    found |= {"every": when.every, "rule": when.rule, "why": when.why}
    kept = {name: value for name, value in found.items() if value is not None or name == "at"}
    return json.dumps(kept, ensure_ascii=False)
