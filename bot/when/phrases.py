"""Joins neighbouring time words into phrases: 下周三 + 下午 + 两点半."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.when import holidays
from bot.when.pieces import Piece, adjacent
from bot.when.slots import DATE_SLOTS, Part, Ref, Slots

_UNTIL = re.compile(r"\s?(?:(?:开始|起)?(?:,?一?直)?[到至]|[-~]{1,2})\s?")
_FLAGS = ("rough", "usual", "vague", "impossible", "same_day")
_NUMBERED = frozenset(("month", "days"))
_DAILY: Slots = {"every": "day"}
_OF_THE_DAY = frozenset(("part", "clock"))

Kind = Literal["date", "hour"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Time words that say one thing together; `ended` when the end of a stretch was read too.

    `until` is what is said of that end. `apart` are the places of earlier words that it takes back.
    """

    slots: Slots
    start: int
    end: int
    ended: Kind | None = None
    apart: tuple[tuple[int, int], ...] = ()
    until: Slots = field(default_factory=Slots)
    listed: bool = False  # 、 stands right before it

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        return (*self.apart, (self.start, self.end))

    @property
    def dated(self) -> bool:
        return not DATE_SLOTS.isdisjoint(self.slots)

    @property
    def timed(self) -> bool:
        return not _OF_THE_DAY.isdisjoint(self.slots)


def join(text: str, pieces: Iterable[Piece]) -> list[Phrase]:
    found: list[Phrase] = []
    for piece in pieces:
        longer = _extended(text, found[-1], piece) if found else None
        if longer is None:
            found.append(Phrase(piece.slots, piece.start, piece.end, None, (), piece.until))
        else:
            found[-1] = longer
    return found


def _extended(text: str, phrase: Phrase, piece: Piece) -> Phrase | None:
    """`phrase` with `piece` taken in; None when they are two."""
    if adjacent(text, phrase.end, piece.start):
        if phrase.ended and _belongs_to_end(phrase, piece.slots):
            return replace(phrase, end=piece.end, until={**phrase.until, **piece.slots})
        if phrase.until and piece.slots == _DAILY and "every" not in phrase.slots:
            return replace(phrase, end=piece.end)  # 未来三天每天: no recurrence without end
        slots = joined(phrase.slots, piece.slots)
        if slots is None:
            return None
        until: Slots = {**phrase.until, **piece.until} if piece.until else phrase.until
        return Phrase(slots, phrase.start, piece.end, phrase.ended, phrase.apart, until)
    if _UNTIL.fullmatch(text, phrase.end, piece.start):
        return _stretched(phrase, piece)
    return None


def _belongs_to_end(phrase: Phrase, slots: Slots) -> bool:
    """5日到7日（周一）, 9点到11点半; but in 9点到11点，12月3日截止 another time begins."""
    if "every" in slots:
        return False
    if not DATE_SLOTS.isdisjoint(slots):
        over = "clock" in phrase.until and phrase.dated
        return not over or slots.keys() <= {"weekdays"}
    return phrase.ended == "hour" and not _OF_THE_DAY.isdisjoint(slots)


def _stretched(phrase: Phrase, piece: Piece) -> Phrase | None:
    """A stretch counts from its start: 下午2点到4点 is 14:00."""
    timed = not _OF_THE_DAY.isdisjoint(piece.slots)
    if phrase.timed:
        return replace(phrase, end=piece.end, ended="hour", until=piece.slots)
    if timed:
        slots = joined(phrase.slots, piece.slots)
        return None if slots is None else replace(phrase, slots=slots, end=piece.end)
    if phrase.dated and "every" not in piece.slots and not DATE_SLOTS.isdisjoint(piece.slots):
        return replace(phrase, end=piece.end, ended="date", until=piece.slots)
    return None


def joined(one: Slots, other: Slots) -> Slots | None:
    """Both together, or None when they cannot be of one phrase."""
    if not _fits(one, other):
        return None
    if other == _DAILY and "days" in one and "every" not in one:
        return one  # 8号、9号每天, 12月8日至12日每天: no recurrence without end
    clash = (one.keys() & other.keys()).difference(_FLAGS)
    if not clash:
        return {**one, **other}
    if clash == {"part"} and ("clock" not in one or one["part"] is other["part"]):
        return {**one, **other, "part": _one_part(one["part"], other["part"])}
    if "every" in clash:
        return _one_recurrence(one, other)
    return None


def _fits(one: Slots, other: Slots) -> bool:
    dated = not DATE_SLOTS.isdisjoint(other)
    if _two_days(one, other):
        return False
    if "lead" in other or "after" in other or "ago" in other:
        return False
    if "lead" in one:
        return not dated and not one["lead"].seconds
    if dated and "clock" in one and not DATE_SLOTS.isdisjoint(one):
        # 下午2点，12月 + 5日
        return other.keys() <= {"days"} and "month" in one and "days" not in one
    after = one.get("after")
    return after is None or not after.exact


def _two_days(one: Slots, other: Slots) -> bool:
    """国庆 12月5日: a feast and another day; 元旦1月1日 is one."""
    for feast, day in ((one, other), (other, one)):
        if "holiday" in feast and not _NUMBERED.isdisjoint(day):
            return not _on(holidays.FIXED.get(feast["holiday"]), day)
    return False


def _on(date: tuple[int, int] | None, slots: Slots) -> bool:
    month, day = date or (0, 0)
    said = slots.get("month", Ref(month))
    return (said.relative or said.value == month) and slots.get("days", (day,)) == (day,)


def _one_part(one: Part, other: Part) -> Part:
    """今晚凌晨一点 is in the night that begins this evening."""
    late = one in (Part.EVENING, Part.NIGHT) and other is Part.SMALL_HOURS
    return Part.NIGHT if late else other


def _one_recurrence(one: Slots, other: Slots) -> Slots | None:
    """每周一到周五每天 is said of the weekdays; 每周二和每周四 of both."""
    if other == {"every": "day"}:
        return one
    if one == {"every": "day"} and other["every"] in ("week", "workday"):
        return other
    if other.keys() == {"every", "weekdays"} and "weekdays" in one and one["every"] == "week":
        return {**one, "weekdays": one["weekdays"] + other["weekdays"]}
    return None
