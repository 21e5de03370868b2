"""Every time that a text names, with its place and the end of a stretch, for whoever reads a whole text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from bot.language.text import REMEMBERED
from bot.when import exceptions, lexer, once, phrases
from bot.when.slots import DATE_SLOTS, END_OF_DAY, Slots, only
from bot.when.words import plain

# 讲座 12.10 党校: a blank tells a day from a figure, and would go.
_APART = re.compile(r"[ 　](?=[\d]{1,2}[./．／][\d]{1,2}(?![\d.]))")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that say one time together, `said` at a place of the text as it was given.

    `until` is what is said of the end of a stretch: 31日 of 12月29日到31日.
    """

    said: str
    start: int
    end: int
    slots: Slots
    until: Slots = field(default_factory=Slots)

    @property
    def dated(self) -> bool:
        return not DATE_SLOTS.isdisjoint(self.slots)

    @property
    def timed(self) -> bool:
        """Whether an hour is named, not only a part of the day."""
        return "clock" in self.slots


def mentions(text: str) -> Sequence[Mention]:
    """The times of `text`, in its order."""
    return _known(text) if len(text) <= REMEMBERED else _known_of_long(text)


def _found(text: str) -> Sequence[Mention]:
    words, places = plain(_APART.sub(",", text))
    pieces = exceptions.marked(words, lexer.scan(words))
    return tuple(_mention(text, places, each) for each in phrases.join(words, pieces))


_known = lru_cache(maxsize=512)(_found)
_known_of_long = lru_cache(maxsize=16)(_found)  # each is asked for again while it is answered


def _mention(text: str, places: Sequence[int], phrase: phrases.Phrase) -> Mention:
    start, end = places[phrase.start], places[phrase.end - 1] + 1
    end -= text[start:end].endswith(" ")  # a word may take the blank behind it
    return Mention(text[start:end], start, end, phrase.slots, phrase.until)


def slots_in(text: str) -> set[str]:
    """What the times of a text say: days, weekdays, clock."""
    return {name for mention in mentions(text) for name in mention.slots}


def ending(mention: Mention) -> Slots:
    """The end of a stretch, with the month or the day that only its start says; else the start."""
    if "days" in mention.until and "month" not in mention.until:
        return {**only(mention.slots, "year", "month"), **mention.until}
    if mention.until and DATE_SLOTS.isdisjoint(mention.until):
        return {**only(mention.slots, *DATE_SLOTS), **mention.until}
    return mention.until or mention.slots


def day_after(slots: Slots, start: datetime, now: datetime) -> datetime | None:
    """The day on which a stretch ends: 7日 and 周五 are the first of their kind from its start on."""
    named = slots.keys() & DATE_SLOTS
    near = named <= {"days"} or named == {"weekdays"}
    seen = start.replace(hour=0, minute=0) - timedelta(minutes=1) if near else now
    return once.resolve({**only(slots, *DATE_SLOTS), "clock": END_OF_DAY}, seen).at
