"""Whole numbers as people write them: 12, 3,000, 十二, 一百二十, 1.5万."""

import re
from functools import lru_cache

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
}
_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
_FIGURES = re.compile(r"(?P<count>\d{1,12}(?:\.\d)?)(?P<unit>[千万])?")
_MARKS = str.maketrans("", "", ",，")


@lru_cache(maxsize=1024)  # few are written, again and again
def number(text: str) -> int | None:
    """The number that the whole of `text` writes; None when it is none (三五 is about three to five)."""
    if text.isdecimal():
        return int(text)
    if figures := _FIGURES.fullmatch(text.translate(_MARKS)):
        return _counted(figures["count"], _UNITS.get(figures["unit"] or "", 1))
    return _chinese(text.replace("廿", "二十").replace("卅", "三十"))


def _counted(count: str, unit: int) -> int | None:
    tenths = round(float(count) * 10) * unit
    return tenths // 10 if tenths % 10 == 0 else None


def _chinese(text: str) -> int | None:
    """Each unit is smaller than the one before it, only 万 counts all that stands before it."""
    total, digit, last = 0, None, _UNITS["万"] * 10
    for letter in text:
        unit = _UNITS.get(letter)
        if unit is None:
            if digit or letter not in _DIGITS:
                return None
            digit = _DIGITS[letter]
        elif unit == _UNITS["万"] and total < unit:
            total, digit, last = (total + (digit or 0) or 1) * unit, None, unit
        elif unit >= last:
            return None
        else:
            total, digit, last = total + (digit or 1) * unit, None, unit
    return total + (digit or 0) if text else None
