"""Times said by how long they are before something: 提前一小时, 头天晚上八点, 当天早上七点."""

from collections.abc import Sequence
from datetime import datetime

from bot.when import once
from bot.when.answer import When, asked
from bot.when.hours import readings
from bot.when.mentions import Mention, mentions
from bot.when.slots import Slots, Span

_OF_THE_DAY = frozenset(("part", "clock"))
_LEAD = _OF_THE_DAY | {"lead", "rough", "same_day"}
_THE_DAY_ITSELF = Span()


def ahead(text: str, begins: datetime, now: datetime) -> When | None:
    """What `text` says of something that begins at `begins`; None where it names a day of its own
    or says no time ahead of anything."""
    named = mentions(text)
    if not named or any(each.slots.keys() - _LEAD for each in named):
        return None
    each = _apart(named)
    if not each or any("lead" not in one and _OF_THE_DAY.isdisjoint(one) for one in each):
        return None  # 当天 alone is no time
    spans = tuple((mention.start, mention.end) for mention in named)
    first, *others = (_before(one, begins, now) for one in each)
    if others:
        guess, also = first.at or first.guess, tuple(others)
        sure = first.at and all(one.at for one in others)
        first = When(None, why="vague", guess=guess, also=also, meant="all" if sure else "perhaps")
    return first.placed(spans, dated=True, timed=True)


def _apart(named: Sequence[Mention]) -> list[Slots]:
    """提前一天和提前一小时 are two; an hour is of the day said before it, or else after it."""
    found: list[Slots] = []
    hour: Slots = {}
    for mention in named:
        slots = mention.slots
        if _is_lead(mention):
            found.append({**hour, **slots})
            hour = {}
        elif found and _OF_THE_DAY.isdisjoint(found[-1]):
            found[-1] = {**found[-1], **slots}
        elif found or hour:
            return []
        else:
            hour = slots
    return found


def _is_lead(mention: Mention) -> bool:
    return "lead" in mention.slots or "same_day" in mention.slots


def _before(slots: Slots, begins: datetime, now: datetime) -> When:
    lead = slots.get("lead", _THE_DAY_ITSELF)
    moment = once.before(begins, lead)
    if not (_OF_THE_DAY.isdisjoint(slots) or lead.seconds):
        hours = readings(slots)
        if hours is None:
            return asked("impossible")
        moment = once.at(moment.date(), hours.usual)
    if moment <= now:
        return asked("past", begins)
    return asked("vague", moment) if slots.get("rough") else When(moment)
