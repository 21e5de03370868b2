"""What a piece of a time phrase can say; neighbouring pieces are joined into one phrase."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypedDict, cast

Unit = Literal["hour", "day", "week", "month", "quarter", "year", "workday"]


class Part(Enum):
    """A part of the day, with the hour meant when none is said."""

    SMALL_HOURS = 5
    EARLY = 8
    MORNING = 9
    NOON = 12
    AFTERNOON = 15
    DUSK = 18
    EVENING = 20
    NIGHT = 23

    @property
    def clear(self) -> bool:
        """Whether everybody understands the same hour when none is said."""
        return self not in (Part.SMALL_HOURS, Part.NIGHT)


@dataclass(frozen=True, slots=True)
class Clock:
    hour: int
    minute: int = 0
    literal: bool = False  # written the 24-hour way, so that 8:00 can only be in the morning

    @property
    def possible(self) -> bool:
        return 0 <= self.minute < 60 and 0 <= 60 * self.hour + self.minute <= 24 * 60


END_OF_DAY = Clock(23, 59, literal=True)


@dataclass(frozen=True, slots=True)
class Ref:
    """A year or month: the one of this number, or so many after the present one."""

    value: int
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time; calendar parts and exact seconds are kept apart."""

    months: int = 0
    days: int = 0
    workdays: int = 0
    seconds: int = 0

    @property
    def exact(self) -> bool:
        return self.seconds > 0 and not (self.months or self.days or self.workdays)

    @property
    def back(self) -> "Span":
        return Span(-self.months, -self.days, -self.workdays, -self.seconds)


@dataclass(frozen=True, slots=True)
class Beside:
    """A length of time from a feast, or from the first or last of the days off around it."""

    edge: Literal["feast", "first", "last"]
    away: Span
    weekday: int | None = None  # the first such day from there on


class Slots(TypedDict, total=False):
    year: Ref
    month: Ref
    days: tuple[int, ...]  # of the month, from 1, or from its end, from -1
    loose: bool  # the days mean nothing without a month, a year or a recurrence
    about: bool  # the first days of a stretch (月初, 中旬): only a guess
    relative: int  # days from today
    week: int  # weeks from this one
    weekdays: tuple[int, ...]  # Monday is 0
    run: bool  # the weekdays are a stretch (周一到周五), not a list
    ordinal: int  # which of the month's weekdays or working days, from its end when negative
    workday: bool  # a working day, for `ordinal`
    holiday: str
    beside: Beside | None  # the day meant is not the feast; None: which one is not understood
    after: Span
    ago: Span
    every: Unit
    but: tuple[int, ...]  # weekdays the recurrence leaves out, 7 for public holidays
    off: bool  # 节假日: a time only where it is left out
    interval: int
    quarter: int  # quarters from this one
    month_of_quarter: int
    part: Part
    clock: Clock
    lead: Span
    same_hour: bool  # 这个时候: the present hour
    same_day: bool  # 当天, 那天: the day named before
    rough: bool  # what is said is only about right: ask
    usual: bool  # an hour that differs from house to house (下班): ask, proposing the usual one
    before: bool  # 15号之前, without an hour: ask, proposing the day before
    vague: bool  # a word such as 一会儿: ask, unless an hour is said as well
    impossible: bool
    until: "Slots"  # the end of a stretch that one word says: 5到10号, 2-4点


_OTHER_SLOTS = ("ago", "but", "part", "clock", "lead", "same_hour", "same_day", "until")
_DOUBTS = ("rough", "usual", "before", "vague", "impossible")
DATE_SLOTS = frozenset(Slots.__annotations__).difference(_OTHER_SLOTS, _DOUBTS)


def only(slots: Slots, *names: str) -> Slots:
    return cast(Slots, {name: value for name, value in slots.items() if name in names})


def without(slots: Slots, *names: str) -> Slots:
    return cast(Slots, {name: value for name, value in slots.items() if name not in names})
