"""Finds the time words of a sentence, left to right, each with what it says."""

import re
from collections.abc import Iterator

from bot.when import clocks, dated, feasts, repeats, spans
from bot.when.patterns import FIRST, FIRST_OF_OTHERS, LOOSE, PATTERNS
from bot.when.pieces import Found, Piece, adjacent
from bot.when.slots import without

_ROOMS = (clocks, dated, feasts, repeats, spans)
BUILDERS = {name: builder for room in _ROOMS for name, builder in room.BUILDERS.items()}
_NAMED = {name: f"(?P<_{name}>{body})" for name, body in PATTERNS.items()}
_LOOSE = "|".join(_NAMED[name] for name in LOOSE)
_OTHERS = "|".join(body for name, body in _NAMED.items() if name not in LOOSE)
_PIECES = re.compile(f"(?=[{FIRST}])(?:{_LOOSE}|(?=[{FIRST_OF_OTHERS}])(?:{_OTHERS}))")
_NUMERALS = frozenset("零一二两三四五六七八九十百千万亿廿卅")


def scan(text: str) -> Iterator[Piece]:
    """The time words of normalised `text`."""
    place, last = 0, None
    while match := _PIECES.search(text, place):
        piece = _read(text, match, last)
        if piece is not None:
            yield piece
            last = piece
        place = match.start() + 1 if piece is None else piece.end


def _read(text: str, match: re.Match[str], last: Piece | None) -> Piece | None:
    start = match.start()
    if _inside_numeral(text, start, last):
        return None
    near = last is not None and adjacent(text, last.end, start)
    found = Found(text, match, last.slots if near and last else None)
    slots = BUILDERS[(match.lastgroup or "")[1:]](found)
    if slots is None:
        return None
    until = slots.get("until")
    if until is None:
        return Piece(start, match.end(), slots)
    return Piece(start, match.end(), without(slots, "until"), until)


def _inside_numeral(text: str, start: int, last: Piece | None) -> bool:
    """三点 of 十三点 when the longer reading was refused, or 二十五号 of 一百二十五号."""
    if start == 0 or (last is not None and last.end == start):
        return False
    return text[start] in _NUMERALS and text[start - 1] in _NUMERALS
