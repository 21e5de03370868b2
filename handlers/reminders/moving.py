"""To which moment a reminder is moved or put off: what the words leave unsaid stays as it is."""

import re
from dataclasses import replace
from datetime import datetime

from bot.hearing.heard import Heard
from bot.when import LOOKED_AT, When, read
from bot.when.amounts import first_span
from bot.when.mentions import slots_in
from bot.when.once import before
from bot.when.patterns import AMOUNTS
from bot.when.slots import DATE_SLOTS, Span

_NOON = 12
_DAWN = 6
# 8点30分, 12月5日, 三周周一: no length of time, or not only one.
_A_MOMENT = DATE_SLOTS.difference(("after",)) | {"clock"}
_EARLIER = re.compile(f"提前|提早|往前|早(?={AMOUNTS})")
_LATER = re.compile(f"推[迟后]|延[后迟]|往后|晚(?={AMOUNTS})")


def length(said: str) -> Span | None:
    """1小时, 两天; None where a moment is named."""
    said = said[:LOOKED_AT]
    return first_span(said) if _A_MOMENT.isdisjoint(slots_in(said)) else None


def named(text: str, when: When) -> str:
    """The words of `text` that say the time."""
    return "".join(text[start:end] for start, end in when.spans)


def one(said: Heard, now: datetime) -> When:
    """A reminder is moved to one time, whatever others stand beside it."""
    return replace(said.time(now), also=())


def put_off(said: Heard, old: datetime, now: datetime, *, ahead: bool) -> When:
    """A length counts from the reminder's own time while that is `ahead`, a day from today, an
    hour is the next one on the reminder's day."""
    if away := length(said):
        return When(before(max(now, old) if ahead else now, away.back))
    return _kept(said, one(said, now), old, now, later=True)


def moved(said: Heard, old: datetime, now: datetime) -> When:
    """提前十分钟 counts from its own time, 一小时后 from now."""
    away = length(said)
    if away and _EARLIER.search(said):
        return When(before(old, away))
    if away and _LATER.search(said):
        return When(before(old, away.back))
    when = one(said, now)
    return when if away and away.exact else _kept(said, when, old, now, later=False)


def _kept(said: str, when: When, old: datetime, now: datetime, *, later: bool) -> When:
    if when.every or when.dated == when.timed:
        return when
    if when.dated:
        whole = read(f"{named(said, when)} {old:%H:%M}", now)
        return replace(whole, spans=when.spans) if whole.at else when
    found = [h for h in _hours(named(said, when), old) if h > now and (h > old or not later)]
    if not later:
        found.sort(key=lambda hour: _unlike(hour, old))
    return replace(when, at=found[0], guess=None, why=None) if found else when


def _unlike(hour: datetime, old: datetime) -> int:
    """The other half of the day is less likely; before dawn only beside what is there too."""
    if hour.hour < _DAWN <= old.hour:
        return 2
    return int((hour.hour < _NOON) != (old.hour < _NOON))


def _hours(said: str, old: datetime) -> list[datetime]:
    """What an hour may mean on the day of `old`: 八点 is one in the morning and one in the evening."""
    midnight = old.replace(hour=0, minute=0, second=0)
    first = read(said, midnight).at
    second = read(said, midnight.replace(hour=_NOON)).at
    hours = [first] if first else []
    return [*hours, second] if second and second.date() == old.date() and second != first else hours
