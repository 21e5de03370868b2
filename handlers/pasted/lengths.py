"""Lengths of time in a pasted line: how long something lasts, and by how much it is moved."""

import re
from datetime import datetime

from bot.when.amounts import span
from bot.when.once import before
from bot.when.patterns import AMOUNTS

BY = f"了?(?P<by>{AMOUNTS})"
_LASTS = re.compile(rf"(?:时长|共|为期|持续|历时)?\s*:?\s*(?<!\d)(?P<lasts>{AMOUNTS})")
_OF_HOURS = re.compile("小时|钟头|分钟|刻钟")


def later(moment: datetime, found: re.Match[str]) -> datetime | None:
    """The moment later by what was said, or earlier for 提前; None: 几天."""
    by = span(found["by"])
    if by is None:
        return None
    return before(moment, by if found["way"] == "提前" else by.back)


def lasting(text: str) -> tuple[re.Match[str], int] | None:
    """Where hours or minutes stand, and how many seconds they are; days are no exact length."""
    for found in _LASTS.finditer(text):
        length = span(found["lasts"]) if _OF_HOURS.search(found["lasts"]) else None
        if length is not None and length.exact:
            return found, length.seconds
    return None
