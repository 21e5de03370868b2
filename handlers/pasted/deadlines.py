"""Until when one may register, as it stands in a pasted line."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.language.numbers import number
from bot.when.mentions import ending, mentions
from handlers.pasted.lengths import BY, later
from handlers.pasted.marks import BEFORE, STRETCH, TIME, Marked
from handlers.pasted.moments import UNTIL, Notes, Said, first, resolved
from handlers.pasted.pieces import BREAK

_TO = r"\s*(?:[-~到至]|――)+\s*"
_WITHIN = r"报名(?:时间|日期|期限)?\s*:?\s*(?:从|自)?"
_UP_TO = r"(?:\s*(?:之?前|止|截止|为止))*"
_BY = r"(?:请|务必)*(?:于|在)?"
_DEADLINES = tuple(
    re.compile(written)
    for written in (
        rf"{_WITHIN}(?P<b>{STRETCH}){_UP_TO}",
        rf"{_WITHIN}{TIME}(?:起|开始)?{_TO}(?P<b>{TIME}){_UP_TO}",
        rf"(?:(?:即日|现在)起?|{TIME}起)\s*(?:到|至|-)\s*(?P<b>{TIME})(?:\s*(?:前|止|截止|为止|报名))*",
        rf"(?:报名)?\s*(?:截止|截至|截报)(?:报名)?(?:时间|日期)?\s*(?:[:是为到于至在改成延长期提前推迟调整变更]\s*)*(?P<b>{TIME}){_UP_TO}",
        rf"{_BY}(?P<b>{TIME})\s*(?:之?前|以前)?\s*(?:报名|报送)?\s*(?:截止|截至|截报|止)(?:报名)?",
        rf"{_BY}(?P<b>{BEFORE}|{TIME}\s*(?:之?前|以前))\s*(?:完成|网上)?(?:报名|报送|报满|回复)",
        rf"报名\s*:?\s*(?:到|至)(?P<b>{TIME}){_UP_TO}",
        rf"{_BY}(?P<b>{BEFORE})",
    )
)
# Counted from the day it takes place: 提前一天, 前一天中午, 当天上午9点.
_COUNTED = re.compile(
    r"(?:活动|会议|开始|开课|开班|开会)*(?:提前|之?前|头)([一二两三1-3])天|(?:活动)?当[天日]"
)
_UNTIL_THEN = re.compile(
    r"(?:报名)?\s*(?:截止|截至|截报)(?:报名)?(?:时间|日期)?\s*(?:[:是为到于至在改成]\s*)*$"
)
_THEN_OVER = re.compile(
    r"\s*(?:之?前|以前)?\s*(?:(?:报名\s*)?(?:截止|截至|截报)(?:报名)?|(?:完成|网上)?报名)"
)
_THEN_ENDS = re.compile(r"(?:\s*(?:之?前|止))*")
_SEEN = 20
_MOVED = re.compile(
    rf"截止(?:时间|日期)?\s*(?:也|再)?(?P<way>推迟|延后|延期|顺延|后延|延长|提前){BY}"
)


def moved(text: str, deadline: datetime) -> str:
    """截止提前一天, 报名截止延长两天: seen from the deadline there is."""

    def dated(found: re.Match[str]) -> str:
        new = later(deadline, found)
        return f"截止改到{new:%Y年%m月%d日%H:%M}" if new else found[0]

    return _MOVED.sub(dated, text)


def deadline(line: Marked, now: datetime, notes: Notes) -> tuple[str, datetime | None]:
    """A bare day means until 18:00 of it; and the text without it."""
    for searched in _DEADLINES:
        text, found = first(searched, line, "b")
        if found is not None:
            said = Said(found.said, ending(found))
            return text, resolved(said, now, UNTIL, notes, "deadline")
    return line.text, None


def ahead(text: str) -> tuple[str, str]:
    """What is counted from the day it takes place, and the text without it."""
    for start, end in _counted(text):
        until = _UNTIL_THEN.search(text, max(0, start - _SEEN), start)
        over = _THEN_OVER.match(text, end)
        if over or until:
            begun = until.start() if until and not over else start
            ended = over or _THEN_ENDS.match(text, end)
            rest = text[:begun] + BREAK + text[ended.end() if ended else end :]
            return rest, text[start:end]
    return text, ""


def _counted(text: str) -> Iterator[tuple[int, int]]:
    """The places of such words, each with the hour right behind it."""
    for found in _COUNTED.finditer(text):
        behind = text[found.end() : found.end() + _SEEN]
        hour = next(iter(mentions(behind)), None)
        beside = hour is not None and not behind[: hour.start].strip(" 的") and not hour.dated
        yield found.start(), found.end() + (hour.end if hour and beside else 0)


def on_the_day(text: str, start: datetime) -> str:
    """前一天中午, 当天上午 as a date, seen from the day it takes place."""

    def dated(found: re.Match[str]) -> str:
        days = number(found[1]) if found[1] else 0
        return f"{start - timedelta(days=days or 0):%Y年%m月%d日}"

    return _COUNTED.sub(dated, text)
