"""The days a sentence speaks of: 12月5日, 周五, 这周, 周末, 下个月."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.clock import moment
from bot.language.text import chinese_number, normal, squeezed
from bot.when import read
from bot.when.calendar import say_day

_WEEK = re.compile(
    r"(?<![下上])(?:(?P<next>下)|(?P<this>[这本]))?一?个?(?:周|星期|礼拜)(?P<end>末)?(?!\s*[一二三四五六日天\d])"
)
_MONTH = re.compile(
    r"(?:(?P<next>下个?)|(?P<this>[这本]个?)|(?<![\d年])(?P<number>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]))"
    r"月份?(?!\s*[\d一二三四五六七八九十初底中末上下旬])"
)
_SLASHED = re.compile(r"(?<![\d/])(1[0-2]|[1-9])/(3[01]|[12]\d|[1-9])(?![\d/])")
# Without one of these no day is spoken of; most sentences have none.
_MAY = re.compile(r"[\d一二三四五六七八九十今明后昨前]|[周月日号天]|星期|礼拜")
# Of what is read as a time, what says a day: not 下午, 三点, 半小时后.
_DAY = re.compile(r"[日号天]|周|星期|礼拜|[今明]|月\s*[\d一二三四五六七八九十]|\d[-/.]\d")


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
    if not _MAY.search(text):
        return None, text
    text = _SLASHED.sub(r"\1月\2日", normal(text))
    today = moment(now)
    for stretch, period in ((_WEEK, _week), (_MONTH, _month)):
        for found in stretch.finditer(text):
            named = period(found, today.date())
            if named and not _within(found[0], names):
                return named, text[: found.start()] + " " + text[found.end() :]
    return _one_day(text, today, names)


def _week(found: re.Match[str], today: date) -> Period | None:
    if not any(found.groups()):
        return None
    monday = today + timedelta(days=-today.weekday(), weeks=1 if found["next"] else 0)
    which = "下" if found["next"] else "本"
    first = monday + timedelta(days=5 if found["end"] else 0)
    return Period(first, monday + timedelta(days=6), f"{which}周{found['end'] or ''}")


def _month(found: re.Match[str], today: date) -> Period:
    ahead = 1 if found["next"] else 0
    if found["number"]:
        ahead = ((chinese_number(found["number"]) or today.month) - today.month) % 12
    year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    first = date(year, month + 1, 1)
    name = f"{month + 1}月" if found["number"] else ("下" if found["next"] else "本") + "月"
    return Period(first, first.replace(day=monthrange(year, month + 1)[1]), name)


def _one_day(text: str, today: datetime, names: Sequence[str]) -> tuple[Period | None, str]:
    when = read(text, today)
    said = " ".join(text[start:end] for start, end in when.spans)
    if when.every or not _DAY.search(said) or _within(said, names):
        return None, text
    at = when.at or (when.guess if when.why == "past" or "今" in said else None)
    if at is None:
        return None, text
    for start, end in reversed(when.spans):
        text = text[:start] + " " + text[end:]
    if when.why == "past":  # nothing lies ahead of it that is on that day
        return Period(date.min, date.min, said), text
    return Period(at.date(), at.date(), say_day(at.date(), today.date())), text


def _within(said: str, names: Sequence[str]) -> bool:
    return any(squeezed(said) in squeezed(name) for name in names)
