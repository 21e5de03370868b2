"""A time word found in a sentence, and what its reader may look at."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from bot.when.slots import DATE_SLOTS, Slots

_GLUE = re.compile(r"(?:[\s,()/的就是在约也]|那天|大概|大约|左右|准时|准点|上的){0,4}")


NOTHING: Slots = {}  # never changed


class Piece(NamedTuple):
    start: int
    end: int
    slots: Slots
    until: Slots = NOTHING


@dataclass(frozen=True, slots=True)
class Found:
    """A match together with the time word right before it, if there is one."""

    text: str
    match: re.Match[str]
    before: Slots | None

    def __getitem__(self, group: str) -> str:
        """The text of a group, empty when it took no part."""
        return self.match[group] or ""

    @property
    def dated(self) -> bool:
        return self.before is not None and not DATE_SLOTS.isdisjoint(self.before)

    @property
    def following(self) -> str:
        end = self.match.end()
        return self.text[end : end + 6]

    @property
    def preceding(self) -> str:
        start = self.match.start()
        return self.text[max(0, start - 4) : start]


def adjacent(text: str, end: int, start: int) -> bool:
    """Whether only small words lie between two places of `text`."""
    return start - end <= 8 and _GLUE.fullmatch(text, end, start) is not None


def outside(pattern: re.Pattern[str], text: str, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether `pattern` stands in `text` beside `spans`."""
    return any(
        not any(start <= found.start() < end for start, end in spans)
        for found in pattern.finditer(text)
    )
