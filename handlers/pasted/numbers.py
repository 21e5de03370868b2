"""Numbers as they are written in announcements."""

import re

_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNIT = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}


def number(text: str) -> float:
    """Arabic, Chinese, or both: 3,000, 1.5万, 二百, 一百二十."""
    text = text.replace(",", "").replace("，", "")
    if text[-1] in "千万" and re.fullmatch(r"\d+(?:\.\d)?", text[:-1]):
        return round(float(text[:-1]) * _UNIT[text[-1]])
    if re.fullmatch(r"\d+(?:\.\d)?", text):
        return float(text)
    total, digit = 0, 0
    for letter in text:
        if letter in _UNIT:
            total, digit = total + (digit or 1) * _UNIT[letter], 0
        else:
            digit = _DIGIT[letter]
    return total + digit
