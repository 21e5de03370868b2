"""Recurrence rules as RFC 5545 writes them, and when the next time comes."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Literal

from bot.clock import ZONE
from bot.when import calendar

Every = Literal["DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "YEARLY", "WORKDAY"]
# Beyond these nothing is looked for: a rule that never comes (a 13th month) must end.
_MONTHS_AHEAD = 12 * 40
_LETTERS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAYS = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence. Days that a month lacks fall on its last day, unlike in RFC 5545.

    `position` picks one of a month's working days, holidays counted as the calendar knows them.
    """

    freq: str
    interval: int = 1
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    ordinal: int = 0
    position: int = 0
    hour: int | None = None
    minute: int = 0

    def __str__(self) -> str:
        letters = (_LETTERS[day] for day in self.weekdays)
        parts = {
            "FREQ": self.freq,
            "INTERVAL": self.interval if self.interval > 1 else "",
            "BYMONTH": ",".join(map(str, self.months)),
            "BYMONTHDAY": ",".join(map(str, self.days)),
            "BYDAY": ",".join(f"{self.ordinal or ''}{letter}" for letter in letters),
            "BYSETPOS": self.position or "",
            "BYHOUR": "" if self.hour is None else self.hour,
            "BYMINUTE": "" if self.hour is None else self.minute,
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value != "")

    def first(self, after: datetime) -> datetime:
        """The first time after `after` of a recurrence that begins then."""
        return replace(self, interval=1).next(after) if self.freq != "MONTHLY" else self.next(after)

    def next(self, after: datetime) -> datetime:
        """The next time after `after`, itself a time of the recurrence where `interval` counts.

        Raises OverflowError for one that never comes.
        """
        for day in self._days(after.date()):
            moment = self._moment(day, after)
            if moment > after:
                return moment
        raise OverflowError("the calendar ends")

    def _moment(self, day: date, after: datetime) -> datetime:
        hour, minute = (after.hour, after.minute) if self.hour is None else (self.hour, self.minute)
        moment = after.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return moment.replace(year=day.year, month=day.month, day=day.day)

    def _days(self, start: date) -> Iterator[date]:
        if self.freq == "DAILY":
            return (start + timedelta(days=self.interval * step) for step in count())
        if self.freq == "WEEKLY":
            return self._weekly(start)
        return self._monthly(start)

    def _weekly(self, start: date) -> Iterator[date]:
        weekdays = sorted(self.weekdays) or [start.weekday()]
        monday = start - timedelta(days=start.weekday())
        for step in count():
            week = monday + timedelta(weeks=self.interval * step)
            yield from (day for at in weekdays if (day := week + timedelta(days=at)) >= start)

    def _monthly(self, start: date) -> Iterator[date]:
        for step in range(_MONTHS_AHEAD):
            at = start.year * 12 + start.month - 1 + step
            year, month = at // 12, at % 12 + 1
            if self._covers(start, year, month, step):
                yield from (day for day in self._in_month(year, month, start) if day >= start)

    def _covers(self, start: date, year: int, month: int, step: int) -> bool:
        if self.freq == "YEARLY":
            return (
                month in (self.months or (start.month,)) and not (year - start.year) % self.interval
            )
        return month in self.months if self.months else step % self.interval == 0

    def _in_month(self, year: int, month: int, start: date) -> list[date]:
        last = monthrange(year, month)[1]
        if self.position:
            days = [date(year, month, day) for day in range(1, last + 1)]
            return _at([day for day in days if calendar.is_workday(day)], self.position)
        if self.weekdays:
            first = (self.weekdays[0] - date(year, month, 1).weekday()) % 7 + 1
            same = [date(year, month, day) for day in range(first, last + 1, 7)]
            return _at(same, self.ordinal)
        chosen = {_day_of(day, last) for day in self.days or (start.day,)}
        return [date(year, month, day) for day in sorted(chosen)]


def _at(days: list[date], position: int) -> list[date]:
    index = position - 1 if position > 0 else position
    return [days[index]] if -len(days) <= index < len(days) else []


def _day_of(day: int, last: int) -> int:
    return min(day, last) if day > 0 else max(1, last + 1 + day)


@lru_cache(maxsize=512)
def parse(rule: str) -> Rule:
    """The rule of a text that this module wrote; ValueError for any other kind."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    by_day = [part for part in parts.pop("BYDAY", "").split(",") if part]
    position = int(parts.pop("BYSETPOS", 0))
    known = Rule(
        freq=parts.pop("FREQ"),
        interval=int(parts.pop("INTERVAL", 1)),
        months=_numbers(parts.pop("BYMONTH", "")),
        days=_numbers(parts.pop("BYMONTHDAY", "")),
        weekdays=tuple(_LETTERS.index(part[-2:]) for part in by_day),
        ordinal=int(by_day[0][:-2] or 0) if by_day else 0,
        position=position,
        hour=int(hour) if (hour := parts.pop("BYHOUR", None)) else None,
        minute=int(parts.pop("BYMINUTE", 0)),
    )
    if parts or known.freq not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        raise ValueError(f"not a rule of this calendar: {rule}")
    return known


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",") if part)


def following(every: Every, rule: str | None, after: datetime) -> datetime:
    """The next time strictly after `after`, which is the time before it of the recurrence.

    Without an hour in the rule, and for WORKDAY, the hour and minute of `after` are kept.
    """
    after = after.astimezone(ZONE)
    if every == "WORKDAY":
        return next_working(after, after.hour, after.minute)
    if rule is None:
        raise ValueError(f"{every} needs a rule")
    return parse(rule).next(after)


def next_working(after: datetime, hour: int, minute: int) -> datetime:
    """The first working day's `hour`:`minute` strictly after `after`."""
    moment = after.replace(hour=hour, minute=minute, second=0, microsecond=0)
    while moment <= after or not calendar.is_workday(moment.date()):
        moment += timedelta(days=1)
    return moment
