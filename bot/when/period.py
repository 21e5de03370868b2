"""The days a sentence speaks of: 12月5日, 周五, 这周, 周末, 下个月, 5号到10号."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.clock import moment
from bot.language.text import normal, squeezed
from bot.when import LOOKED_AT, once
from bot.when.calendar import say_day
from bot.when.mentions import Mention, day_after, mentions
from bot.when.slots import DATE_SLOTS, END_OF_DAY, Slots, only

_WEEKEND = re.compile("周末|双休")
_MONTH = frozenset(("month", "year"))
_NO_DAY = frozenset(("every", "but", "lead", "ago", "quarter"))
_THIRDS = {1: 10, 11: 20, 15: 20, 21: 31}  # the last day of 月初, 上旬, 月中, 中旬, 下旬
_NEAR = {0: "本", 1: "下"}


class Period(NamedTuple):
    first: date
    last: date
    name: str  # as a heading says it

    def holds(self, at: int) -> bool:
        return self.first <= moment(at).date() <= self.last

    def before(self, at: int) -> bool:
        return moment(at).date() > self.last


def told(text: str, now: int, names: Sequence[str] = ()) -> tuple[Period | None, str]:
    """The days that `text` speaks of, and the text without them.

    Days that stand in one of the names are a part of that name.
    """
    text = normal(text)
    for mention in mentions(text[:LOOKED_AT]):
        period = None if _within(mention.said, names) else _period(mention, moment(now))
        if period is not None:
            return period, f"{text[: mention.start]} {text[mention.end :]}"
    return None, text


def _within(said: str, names: Sequence[str]) -> bool:
    return any(squeezed(said) in squeezed(name) for name in names)


def _period(mention: Mention, now: datetime) -> Period | None:
    slots = mention.slots
    if (
        not mention.dated
        or not _NO_DAY.isdisjoint(slots)
        or ("after" in slots and slots["after"].exact)
    ):
        return None
    named = slots.keys() & DATE_SLOTS
    if named == {"week"} or (named <= {"week", "weekdays"} and _WEEKEND.search(mention.said)):
        return _week(mention, now.date())
    if "month" in named and (named <= _MONTH or "about" in slots):
        return _month(mention, now.date())
    return _days(mention, now)


def _week(mention: Mention, today: date) -> Period:
    weeks = mention.slots.get("week", 0)
    monday = today + timedelta(days=-today.weekday(), weeks=weeks)
    end = "末" if "weekdays" in mention.slots else ""
    name = f"{_NEAR[weeks]}周{end}" if weeks in _NEAR else mention.said
    return Period(monday + timedelta(days=5 if end else 0), monday + timedelta(days=6), name)


def _month(mention: Mention, today: date) -> Period:
    """The coming month of that number; of 月初 and 中旬 some ten days of it."""
    slots = mention.slots
    month = slots["month"]
    ahead = month.value if month.relative else (month.value - today.month) % 12
    year, month_before = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    if "year" in slots and not month.relative:
        year = slots["year"].value + (today.year if slots["year"].relative else 0)
    last = monthrange(year, month_before + 1)[1]
    day = slots["days"][0] if "about" in slots else 0
    near = month.relative and month.value in _NEAR
    whole = Period(
        date(year, month_before + 1, 1),
        date(year, month_before + 1, last),
        f"{_NEAR[month.value]}月" if near else f"{month_before + 1}月",
    )
    if not day:
        return whole
    if day not in _THIRDS:  # 月底: its last days
        return whole._replace(first=whole.last - timedelta(days=4), name=mention.said)
    first = 11 if day == 15 else day
    return Period(
        whole.first.replace(day=min(first, last)),
        whole.first.replace(day=min(_THIRDS.get(day, last), last)),
        mention.said,
    )


def _days(mention: Mention, now: datetime) -> Period | None:
    """One day, or from the first of several to the last."""
    slots = mention.slots
    when = once.resolve({**only(slots, *DATE_SLOTS), "clock": END_OF_DAY}, now)
    if when.why == "past":  # nothing lies ahead of it that is on that day
        return Period(date.min, date.min, mention.said)
    until = mention.until if not DATE_SLOTS.isdisjoint(mention.until) else _last_of(slots)
    first = when.at or (when.guess if until else None)
    if first is None or ("rough" in slots and not until):
        return None
    last = (until and day_after(until, first, now)) or first
    name = say_day(first.date(), now.date())
    if last > first:
        return Period(first.date(), last.date(), f"{name}至{say_day(last.date(), now.date())}")
    return Period(first.date(), first.date(), name)


def _last_of(slots: Slots) -> Slots:
    if len(slots.get("weekdays", ())) > 1:
        return {"weekdays": slots["weekdays"][-1:]}
    return {"days": slots["days"][-1:]} if len(slots.get("days", ())) > 1 else {}
