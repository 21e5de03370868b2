"""Times said by how long they are before something: 提前一小时, 头天晚上八点, 当天早上七点."""

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
    hours = [each for each in named if not _is_lead(each)]
    if len(named) - len(hours) != 1 or len(hours) > 1:
        return None
    slots: Slots = {}
    for each in named:
        slots = {**slots, **each.slots}
    spans = tuple((each.start, each.end) for each in named)
    if "lead" not in slots and _OF_THE_DAY.isdisjoint(slots):
        return None  # 当天 alone is no time
    return _before(slots, begins, now).placed(spans, dated=True, timed=True)


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
