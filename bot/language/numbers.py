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
MIDDLE = 0  # a place in a list that only its length tells
# Places that are said without a number: 头一个, 最后那个, 倒数第二条, 中间那个.
_A_LINE = "(?:那|的)?一?[个条项]"
WORD_OF_PLACE = (
    f"(?:(?P<first>(?:打?头|最[前上])[面边]?{_A_LINE})|(?P<last>(?:最后|末尾|最[末下])[面边]?{_A_LINE}|末{_A_LINE})"
    r"|倒数第(?P<from_end>\d{1,2}|[一二三四五六七八九十])[个条项]"
    f"|(?P<middle>(?:正?中间|当中)(?:那|的)?{_A_LINE}))"
)


def placed(place: int, count: int) -> int | None:
    """A place counted from 1 in a list of `count`; -1 is its last, MIDDLE the middle of an odd number."""
    if place == MIDDLE:
        return count // 2 + 1 if count % 2 else None
    found = place if place > 0 else count + 1 + place
    return found if 1 <= found <= count else None


def place_of_word(found: re.Match[str]) -> int:
    """The place that a match of `WORD_OF_PLACE` names, from the end when negative."""
    if found["first"]:
        return 1
    if found["middle"]:
        return MIDDLE
    return -1 if found["last"] else -(number(found["from_end"]) or 1)


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
