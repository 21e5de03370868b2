"""Reads the times in Chinese sentences, for all rooms: one moment, every time a text names, or days.

`read` is for a sentence that means one time, `mentions` for a text with several, `period` for days.
A text passes lexer → exceptions → phrases; a sentence then choice → once, repeated and several.

What is meant where people could differ (now: Tuesday, ten in the morning):
- A day without an hour is 9:00; 早上 8:00, 上午 9:00, 中午 12:00, 下午 15:00, 傍晚 18:00, 晚上 20:00.
- 周五 is the coming one (周二 next week's once 9:00 has passed), 下周三 the one of next week,
  周末 its Saturday. 三天后 is a day, 24小时后 a moment.
- 三点 alone is the next three o'clock of the day (15:00), 八点 20:00; when both have passed,
  tomorrow's. With a day, 1 to 5 are afternoon hours and 6 to 12 are as they are.
  晚上12点 ends the day, 今晚1点 is after it.
- 5号 is the next fifth. A month and day of this year that passed within 90 days is asked about,
  an older one is next year's. What else has passed is asked about, with the next of its kind.
- 月底, 年底, 季度末 are the last day, 年底前 is asked about with the day before; 月初, 中旬, 下周 alone,
  12月 alone are asked about.
- Before 下周, 下个月 or 中旬 is the day before they begin, asked about; 快下班 is 17:30, 初五 of the first
  lunar month, both asked about.
- A lead alone (提前一小时, 头天晚上八点) is ahead of nothing; `leads.ahead` counts it from the beginning
  of what was spoken of.
- Before a feast days count from its own, after it from the last day off (国庆后第一天); where the days
  off are not published, that is asked about, with those of other years proposed.
- Lunar days (正月十五, 腊月二十三) are stated once the public holidays of their year are known, else asked
  about; solar terms are of chinese_calendar.
- 下班 is 18:00, asked about. Half an hour ahead of something of which only the day is said is asked about.
- Days that a recurrence leaves out (除了周末, 周日除外) are left out where a rule can say so; what cannot
  be kept (遇节假日顺延, 特殊情况除外) is asked about.
- An hour right after a day that we do not know (母亲节, 初三, 单号, 发工资那天) is asked about.
- 每月31号 is the last day of a shorter month, 两周一次 every second week.
- A stretch of hours counts from its start. Of several times (下午3点和5点, 周三或者周四, 5号到10号, 三次) all are
  said: `also` beside the likeliest, which is only proposed, and whether all or one of them are meant.
- Rough times (三点多) and recurrences that are to end (下周每天) are asked about.
- Of a time taken back (周三，不对，周四) the later words hold; the day or part of the day they leave
  unsaid is as it was.
- Of two times, the one that 提醒我 follows counts, else the first; after 改到 that one.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from bot.clock import ZONE
from bot.language.text import REMEMBERED
from bot.when import exceptions, lexer, once, phrases, repeated, several
from bot.when.answer import When, Why, asked
from bot.when.choice import Choice, choices
from bot.when.recurring import Every, following
from bot.when.remainder import remainder
from bot.when.slots import DATE_SLOTS, END_OF_DAY, Slots, Span
from bot.when.words import plain

LOOKED_AT = 400  # characters: what names a time only further back names none
__all__ = ["Every", "When", "Why", "following", "read", "rest"]


def read(text: str, now: datetime) -> When:
    """The time that `text` names, seen from the aware moment `now`."""
    now = now.astimezone(ZONE)
    named = _named if len(text) <= REMEMBERED else _named_in_long
    found, places = named(text[:LOOKED_AT])
    first = None
    for choice in found:
        answer = _answer(choice, places, now)
        if answer.at is not None or answer.why == "impossible":
            return answer
        first = first or answer
    return first or asked("none")


@lru_cache(maxsize=512)  # a sentence is read twice: does it say a time, and which
def _named(text: str) -> tuple[Sequence[Choice], Sequence[int]]:
    """What its words say, whenever that is, and where each stands in `text`."""
    words, places = plain(text)
    pieces = exceptions.marked(words, lexer.scan(words))
    found = phrases.join(words, pieces)
    if "、" in text:
        found = [replace(each, listed=_listed(text, places, each)) for each in found]
    return tuple(choices(words, found)), places


def _listed(text: str, places: Sequence[int], phrase: phrases.Phrase) -> bool:
    return phrase.start > 0 and text[places[phrase.start - 1]] == "、"


_named_in_long = lru_cache(maxsize=16)(_named.__wrapped__)


def rest(text: str, when: When) -> str:
    """`text` without its time and the words that only ask to be reminded."""
    return remainder(text, when.spans)


def _answer(choice: Choice, places: Sequence[int], now: datetime) -> When:
    spans = tuple((places[start], places[end - 1] + 1) for start, end in choice.spans)
    dated = not DATE_SLOTS.isdisjoint(choice.slots)
    timed = not choice.slots.keys().isdisjoint(("part", "clock"))
    when = _resolved(choice, now)
    when = several.beside(choice, when, now)
    return when.placed(spans, dated=dated, timed=timed)


def _resolved(choice: Choice, now: datetime) -> When:
    slots = choice.slots
    if "every" not in slots:
        when = once.resolve(slots, now)
        if "lead" in slots:
            return _ahead_of(when, slots, now)
        return _day_before(when, now) if "before" in slots else when
    if choice.start is None:
        return repeated.resolve(slots, now)
    begun = once.resolve({**choice.start, "clock": END_OF_DAY}, now)
    start = begun.at or begun.guess
    return repeated.resolve(slots, now, start.date()) if start else asked("vague")


def _ahead_of(when: When, slots: Slots, now: datetime) -> When:
    """Half an hour ahead of something of which only the day is said: nobody knows when that is."""
    if slots["lead"].seconds and slots.keys().isdisjoint(("clock", "part", "same_hour", "after")):
        return asked("vague")
    return _earlier(when, slots["lead"], now)


def _day_before(when: When, now: datetime) -> When:
    """15号之前: the day before, where that is still to come."""
    day = when.at or when.guess
    if day is None or when.why == "past":
        return when
    ahead = once.before(day, Span(days=1))
    return asked("vague", ahead if ahead > now else day)


def _earlier(when: When, lead: Span, now: datetime) -> When:
    """The time moved ahead of what it announces; if that has passed, the announced time is left."""
    announced = when.at or when.guess
    if announced is None:
        return when
    moment = once.before(announced, lead)
    if moment <= now:
        return asked("past", announced)
    return replace(when, at=moment) if when.at else replace(when, guess=moment)
