"""Until when one may register, as it stands in a pasted line."""

import re
from datetime import datetime, timedelta

from bot.language.text import chinese_number
from handlers.pasted.moments import CLOCK, PART, TO, UNTIL, Notes, first, pattern, resolved, said
from handlers.pasted.pieces import without
from handlers.pasted.times import BY, by

_DEADLINES = tuple(
    re.compile(written)
    for written in (
        rf"报名(?:时间|日期|期限)?\s*:?\s*(?:从|自)?{pattern('a')}(?:起|开始)?{TO}{pattern('b')}(?:\s*(?:前|止|截止|为止))*",
        rf"(?:即日|现在|今日)起?\s*(?:到|至|-)\s*{pattern('b')}(?:\s*(?:前|止|截止|为止|报名))*",
        rf"(?:报名)?\s*(?:截止|截至|截报)(?:报名)?(?:时间|日期)?\s*(?:[:是为到于至在改成延长期提前推迟调整变更]\s*)*{pattern('b')}(?:\s*(?:之?前|止|为止))*",
        rf"(?:请|务必)*(?:于|在)?{pattern('b')}\s*(?:之?前|以前)?\s*(?:报名|报送)?\s*(?:截止|截至|截报|止)(?:报名)?",
        rf"(?:请|务必)*(?:于|在)?{pattern('b')}\s*(?:之?前|以前)\s*(?:完成|网上)?(?:报名|报送|报满|回复)",
        rf"报名\s*:?\s*(?:到|至){pattern('b')}(?:\s*(?:前|止|为止))*",
        rf"(?:请|务必)*(?:于|在)?{pattern('b')}(?<=下班)(?:之?前|以前)",
    )
)
# Counted from the day it takes place: 提前一天, 前一天中午, 当天上午9点.
_COUNTED = r"(?:活动|会议|开始|开课|开班|开会)*(?:提前|之?前|头)([一二两三1-3])天|(?:活动)?当[天日]"
_HOUR = rf"的?\s*(?:(?:{PART})\s*)?(?:{CLOCK})?"
_AHEAD = tuple(
    re.compile(written)
    for written in (
        rf"(?P<ahead>(?:{_COUNTED}){_HOUR})\s*(?:之?前|以前)?\s*(?:报名\s*)?(?:截止|截至|截报)(?:报名)?",
        rf"(?:报名)?\s*(?:截止|截至|截报)(?:报名)?(?:时间|日期)?\s*(?:[:是为到于至在改成]\s*)*(?P<ahead>(?:{_COUNTED}){_HOUR})(?:\s*(?:之?前|止))*",
        rf"(?P<ahead>(?:{_COUNTED}){_HOUR})\s*(?:之?前|以前)?\s*(?:完成|网上)?报名",
    )
)
_MOVED = re.compile(
    r"截止(?:时间|日期)?\s*(?:也|再)?"
    rf"(?P<way>推迟|延后|延期|顺延|后延|延长|提前){BY}"
)


def moved(text: str, deadline: datetime) -> str:
    """截止提前一天, 报名截止延长两天: seen from the deadline there is."""
    return _MOVED.sub(lambda found: f"截止改到{deadline + by(found):%Y年%m月%d日%H:%M}", text)


def deadline(text: str, now: datetime, notes: Notes) -> tuple[str, datetime | None]:
    """A bare day means until 18:00 of it; and the text without it."""
    for searched in _DEADLINES:
        text, found = first(searched, text, "b")
        if found is not None:
            return text, resolved(said(found, "b", None), now, UNTIL, notes, "deadline")
    return text, None


def ahead(text: str) -> tuple[str, str]:
    """What is counted from the day it takes place, and the text without it."""
    for searched in _AHEAD:
        if found := searched.search(text):
            return without(text, found), found["ahead"]
    return text, ""


def on_the_day(text: str, start: datetime) -> str:
    """前一天中午, 当天上午 as a date, seen from the day it takes place."""

    def dated(found: re.Match[str]) -> str:
        days = chinese_number(found[1].replace("两", "二")) if found[1] else 0
        return f"{start - timedelta(days=days or 0):%Y年%m月%d日}"

    return re.sub(_COUNTED, dated, text)
