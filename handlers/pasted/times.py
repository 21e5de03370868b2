"""Where times stand in a pasted line, and which moments they name."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.when import read
from handlers.pasted.numbers import number
from handlers.pasted.pieces import without

PAST = "“{}”已经过去了。"
VAGUE = "“{}”没有说准是哪一天几点。"
NO_HOUR = "“{}”没有说几点。"
WEEKDAY = "“{}”的日期和星期对不上。"
BACKWARDS = "“{}”不在开始之后。"
SEVERAL = "说了不止一个时间（“{}”）。"

_CN = "[一二两三四五六七八九十]"
_DAY = (
    rf"(?:(?:20\d\d|[今明])年\s*)?(?:\d{{1,2}}|{_CN}{{1,2}})月(?:\d{{1,2}}|{_CN}{{1,3}})(?:[日号]|(?![\d期届场人名个年月.]))"
    r"|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}日?"
    r"|(?<![\d.:/-])(?:0?[1-9]|1[0-2])[./](?:3[01]|[12]\d|0?[1-9])[日号]?(?![\d.人]|[^\W\d_上下中晚早周星到至前截])"
    r"|(?<![\d.:/-])(?:0[1-9]|1[0-2])-(?:3[01]|[12]\d|0[1-9])(?=\s|$)"
    r"|(?:本|这|下{0,2})个?(?:周|星期|礼拜)[一二三四五六日天](?!直播)|大?后天|[今明昨前]天|昨日|上个?(?:周|星期)[一二三四五六日天]|[今明](?=晚)"
    r"|(?<![\d第])(?:3[01]|[12]\d|[1-9])[日号](?![楼线厅馆院门室教会场])"
)
_WEEK = r"\s*[（(]?(?:周|星期|礼拜)(?P<{}week>[一二三四五六日天])[)）]?"
_PART = r"凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|晚|早"
_CLOCK = (
    rf"\d{{1,2}}:\d\d(?::\d\d)?|(?:\d{{1,2}}|{_CN}{{1,3}})(?:点(?![子名评])|时(?![代间政长常]))"
    rf"(?:整|钟|半|[一三]刻|\d{{1,2}}分?|[二三四五]?十[一二三四五六七八九]?分?)?"
    r"|\d{1,2}(?=\s*[-~到至]+\s*\d{1,2}[点时])"
)
_ROUGH = re.compile(
    r"(?:本|这|下{1,2})个?(?:周|星期|礼拜|月)末?|周末|月[初底末]|近期|(?:时间)?待定|择日|另行通知|\d{1,2}月份?(?:[上中下]旬|[初底])?"
)


_ALL_DAY = re.compile(r"(?:为期|共)?(?:全天|整天|半天|[一两二三四五]天|(?<!\d)\d天)")
_MOVES = re.compile(
    r"(?P<way>推迟|延后|延期|顺延|后延|提前)了?(?P<count>\d+|[一二两三四五六七]|半)个?(?P<unit>小时|分钟|天|周|星期)"
)
_UNITS = {"小时": "hours", "分钟": "minutes", "天": "days", "周": "weeks", "星期": "weeks"}


def _moment(name: str) -> str:
    """A day, an hour, or both; the groups of it are called after `name`."""
    week = _WEEK.format(f"{name}_")
    return (
        rf"(?:(?P<{name}_day>{_DAY})(?:{week})?[,，]?\s*)?(?:(?P<{name}_part>{_PART})\s*)?"
        rf"(?P<{name}_clock>{_CLOCK})?"
    )


_TO = r"\s*(?:[-~到至]|――)+\s*"
_TIME = re.compile(
    rf"(?=\d|{_CN}|[本这下上昨前周星礼大后今明凌清早上中下傍晚]){_moment('a')}(?P<range>{_TO}{_moment('b')})?"
)
_ENDS = re.compile(
    rf"(?:结束(?:时间|于)?|延长)\s*(?:改|调整|变更)?[:为是到至成在]?\s*{_moment('b')}"
)
_DEADLINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"报名(?:时间|日期|期限)?\s*:?\s*(?:从|自)?{_moment('a')}(?:起|开始)?{_TO}{_moment('b')}(?:\s*(?:前|止|截止|为止))*",
        rf"(?:即日|现在|今日)起?\s*(?:到|至|-)\s*{_moment('b')}(?:\s*(?:前|止|截止|为止|报名))*",
        rf"(?:报名)?\s*(?:截止|截至|截报)(?:报名)?(?:时间|日期)?\s*(?:[:是为到于至在改成延长期提前推迟调整变更]\s*)*{_moment('b')}(?:\s*(?:之?前|止|为止))*",
        rf"(?:请|务必)*(?:于|在)?{_moment('b')}\s*(?:之?前|以前)?\s*(?:报名|报送)?\s*(?:截止|截至|截报|止)(?:报名)?",
        rf"(?:请|务必)*(?:于|在)?{_moment('b')}\s*(?:之?前|以前)\s*(?:完成|网上)?(?:报名|报送|报满|回复)",
        rf"报名\s*:?\s*(?:到|至){_moment('b')}(?:\s*(?:前|止|为止))*",
    )
)
_LASTS = re.compile(
    r"(?:时长|共|为期|持续|历时)?\s*:?\s*(?:(?P<hours>\d+(?:\.\d)?|[一二两三四五六七八]|半)个?(?P<half>半)?(?:小时|钟头)(?P<late>半)?"
    r"|(?P<minutes>\d{2,3})分钟)"
)


Span = tuple[datetime, datetime]
Doubts = dict[str, str]


def deadline(text: str, now: datetime, doubts: Doubts) -> tuple[str, datetime | None]:
    """A bare day means until 18:00 of it; and the text without it."""
    for pattern in _DEADLINES:
        text, found = _first(pattern, text, "b")
        if found is not None:
            return text, _resolved(found, "b", now, None, "18:00", doubts, "deadline")
    return text, None


def span(
    text: str, now: datetime, so_far: Span | None, doubts: Doubts
) -> tuple[str, datetime | None, datetime | None]:
    """The start and the end, and the text without them; `so_far` is what they were until now."""
    text, moved = _moved(text, so_far)
    if moved is not None:
        return text, *moved
    text, ends = _first(_ENDS, text, "b")
    text, lasts = _lasting(text)
    text, found = _start(text, doubts)
    if found is None and so_far is None:
        return _vague(text, doubts), None, None
    begun, bare = (so_far[0], "") if so_far else (None, "09:00")
    start = _resolved(found, "a", now, begun, bare, doubts, "start") if found else None
    said = found if found and (found["b_day"] or found["b_clock"]) else ends
    if all_day := _ALL_DAY.search(text):
        text = without(text, all_day)
        doubts["end"] = NO_HOUR.format(all_day[0])
    return text, start, _until(said, start or begun, start, lasts, so_far, now, doubts)


def _until(
    said: re.Match[str] | None,
    begun: datetime | None,
    start: datetime | None,
    lasts: timedelta | None,
    so_far: Span | None,
    now: datetime,
    doubts: Doubts,
) -> datetime | None:
    """Said as an hour, said as a length, or as long as before."""
    if begun is None or "start" in doubts or "end" in doubts:
        return None
    if said is not None:
        return _end(said, begun, now, doubts)
    if lasts is not None:
        return begun + lasts
    return start + (so_far[1] - so_far[0]) if start and so_far else None


def _moved(text: str, so_far: Span | None) -> tuple[str, Span | None]:
    """推迟一小时, 提前两天: both ends by as much."""
    found = _MOVES.search(text)
    if found is None or so_far is None:
        return text, None
    count = 0.5 if found["count"] == "半" else number(found["count"])
    by = timedelta(**{_UNITS[found["unit"]]: count}) * (-1 if found["way"] == "提前" else 1)
    return without(text, found), (so_far[0] + by, so_far[1] + by)


def _vague(text: str, doubts: Doubts) -> str:
    """下周, 月底, 待定: said, but no time."""
    rough = _ROUGH.search(text)
    if rough is None or "start" in doubts:
        return text
    doubts["start"] = VAGUE.format(rough[0])
    return without(text, rough)


def _first(pattern: re.Pattern[str], text: str, name: str) -> tuple[str, re.Match[str] | None]:
    found = next(
        (f for f in pattern.finditer(text) if f[f"{name}_day"] or f[f"{name}_clock"]), None
    )
    return (without(text, found), found) if found else (text, None)


def _lasting(text: str) -> tuple[str, timedelta | None]:
    found = _LASTS.search(text)
    if found is None:
        return text, None
    if found["minutes"]:
        return without(text, found), timedelta(minutes=int(found["minutes"]))
    whole = 0.5 if found["hours"] == "半" else number(found["hours"])
    half = 0.5 if found["half"] or found["late"] else 0
    return without(text, found), timedelta(hours=(whole or 0) + half)


def _start(text: str, doubts: Doubts) -> tuple[str, re.Match[str] | None]:
    """The most exact time in the text; several different ones are a doubt."""
    found = [f for f in _TIME.finditer(text) if f["a_day"] or f["a_clock"]]
    exact = [f for f in found if f["a_day"] and f["a_clock"]]
    chosen = exact or [f for f in found if f["a_clock"]] or found
    if len({f[0].strip() for f in chosen}) > 1:
        doubts["start"] = SEVERAL.format("、".join(f[0].strip() for f in chosen))
        for each in reversed(chosen):
            text = without(text, each)
        return text, None
    if not chosen:
        return text, None
    return _joined(text, chosen[0], found)


def _joined(
    text: str, chosen: re.Match[str], found: list[re.Match[str]]
) -> tuple[str, re.Match[str] | None]:
    """A day that stands apart from its hour belongs to it: 12月5日 报告厅 14:30."""
    day = next((f for f in found if f["a_day"] and not f["a_clock"]), None)
    if chosen["a_day"] or day is None:
        return without(text, chosen), chosen
    both = _TIME.match(f"{day['a_day']}{day['a_part'] or ''}{chosen[0].strip()}")
    for each in sorted((day, chosen), key=lambda f: f.start(), reverse=True):
        text = without(text, each)
    return text, both


def _resolved(
    found: re.Match[str],
    name: str,
    now: datetime,
    base: datetime | None,
    bare: str,
    doubts: Doubts,
    what: str,
) -> datetime | None:
    """The moment a match names, else None and a doubt. `bare` is the hour of a day without one."""
    day, part, clock = found[f"{name}_day"], found[f"{name}_part"], found[f"{name}_clock"]
    said = "".join((day or "", part or "", clock or ""))
    if clock is None and part is not None:
        doubts[what] = NO_HOUR.format(said)
        return None
    if day is None and base is None:
        doubts[what] = VAGUE.format(said)
        return None
    hour = (part or "") + _hour(clock) if clock else bare or f"{base:%H:%M}"
    when = read(f"{day or f'{base:%Y年%m月%d日}'} {hour}", now)
    if when.at is None or when.every is not None:
        doubts[what] = (PAST if when.why == "past" else VAGUE).format(said)
        return None
    week = found[f"{name}_week"]
    if week and "一二三四五六日".index(week.replace("天", "日")) != when.at.weekday():
        doubts[what] = WEEKDAY.format(found[0].strip())
        return None
    return when.at


def _hour(clock: str) -> str:
    """9 of 9到11点 is an hour like any other."""
    return f"{clock}点" if clock.isdecimal() else clock


def _end(found: re.Match[str], start: datetime, now: datetime, doubts: Doubts) -> datetime | None:
    """Of an hour without 上午 or 下午, the first after the start is meant."""
    day, part, clock = found["b_day"], found["b_part"], found["b_clock"]
    said = "".join((day or "", part or "", clock or ""))
    on = _day_of(day, start, now) if day else start
    at = _at_hour(on, part, clock) if on and clock else None
    if at is None:
        doubts["end"] = (VAGUE if clock else NO_HOUR).format(said)
        return None
    if not part:
        at = next((other for other in _halves(at) if other > start), at)
    if at <= start:
        doubts["end"] = BACKWARDS.format(said)
        return None
    return at


def _at_hour(day: datetime, part: str | None, clock: str) -> datetime | None:
    before = day - timedelta(days=1)
    return read(f"{day:%Y年%m月%d日} {part or ''}{_hour(clock)}", before).at


def _day_of(day: str, start: datetime, now: datetime) -> datetime | None:
    """A day alone (5日到7日) is of the month it starts in."""
    if "月" not in day and re.fullmatch(r"\d{1,2}[日号]", day):
        day = f"{start:%Y年%m月}{day}"
    return read(day, now).at


def _halves(at: datetime) -> Iterator[datetime]:
    """The same hour in the morning and in the afternoon."""
    if at.hour <= 12:
        yield at.replace(hour=at.hour % 12)
        yield at.replace(hour=at.hour % 12 + 12)
    else:
        yield at
