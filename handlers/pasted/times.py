"""Where times stand in a pasted line, and which moments they name."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.when import read
from handlers.pasted.moments import (
    FROM,
    NO_HOUR,
    PART,
    TIME,
    VAGUE,
    Notes,
    Said,
    at_hour,
    first,
    pattern,
    resolved,
    said,
)
from handlers.pasted.numbers import number
from handlers.pasted.pieces import without

BACKWARDS = "“{}”不在开始之后。"
SEVERAL = "说了不止一个时间（“{}”）。"

_ROUGH = re.compile(
    r"(?:本|这|下{1,2})个?(?:周|星期|礼拜|月)末?|周末|月[初底末]|近期|(?:时间)?待定|择日|另行通知|\d{1,2}月份?(?:[上中下]旬|[初底])?"
)
_ALL_DAY = re.compile(r"(?:为期|共)?(?:全天|整天|半天|[一两二三四五]天|(?<!\d)\d天)")
BY = r"了?(?P<count>\d+|[一二两三四五六七]|半)个?(?P<unit>小时|分钟|天|周|星期)"
_MOVES = re.compile(rf"(?P<way>推迟|延后|延期|顺延|后延|提前){BY}")
_UNITS = {"小时": "hours", "分钟": "minutes", "天": "days", "周": "weeks", "星期": "weeks"}

_ON_DAY = re.compile(rf"(?:定|将|拟)?于\s*{pattern('b')}")  # said once more in a sentence
_PART_ALONE = re.compile(rf"(?:^|[\s到成为在:])(?P<part>{PART})(?=$|[\s,，、;；。])")
_ENDS = re.compile(
    rf"(?:结束(?:时间|于)?|延长)\s*(?:改|调整|变更)?[:为是到至成在]?\s*{pattern('b')}"
)
_LASTS = re.compile(
    r"(?:时长|共|为期|持续|历时)?\s*:?\s*(?:(?P<hours>(?<!\d)\d+(?:\.\d)?|[一二两三四五六七八]|半)个?(?P<half>半)?(?:小时|钟头)(?P<late>半)?"
    r"|(?P<minutes>\d{2,3})分钟)"
)


Span = tuple[datetime, datetime]


def span(
    text: str, now: datetime, so_far: Span | None, notes: Notes
) -> tuple[str, datetime | None, datetime | None]:
    """The start and the end, and the text without them; `so_far` is what they were until now."""
    text, moved = _moved(text, so_far)
    if moved is not None:
        notes.taken["end"] = ""
        return text, *moved
    text, ends = first(_ENDS, text, "b")
    text, lasts = _lasting(text)
    text, found = _start(text, notes)
    if found is None and so_far is None:
        return _vague(text, notes), None, None
    if found is None and so_far is not None:
        text = _part_alone(text, so_far[0], notes)
    begun, bare = (so_far[0], "") if so_far else (None, FROM)
    start = resolved(said(found, "a", begun), now, bare, notes, "start") if found else None
    text = _said_again(text, start, now)
    until = found if found and (found["b_day"] or found["b_clock"]) else ends
    if all_day := _ALL_DAY.search(text):
        text = without(text, all_day)
        notes.doubts["end"] = NO_HOUR.format(all_day[0])
    return text, start, _until(until, start or begun, start, lasts, so_far, now, notes)


def _until(
    until: re.Match[str] | None,
    begun: datetime | None,
    start: datetime | None,
    lasts: timedelta | None,
    so_far: Span | None,
    now: datetime,
    notes: Notes,
) -> datetime | None:
    """Said as an hour, said as a length, or as long as before."""
    if begun is None or "start" in notes.doubts or "end" in notes.doubts:
        return None
    if until is not None:
        return _end(said(until, "b", begun), begun, now, notes)
    if lasts is not None:
        return begun + lasts
    if not start or not so_far:
        return None
    notes.taken["end"] = ""
    return start + (so_far[1] - so_far[0])


def _moved(text: str, so_far: Span | None) -> tuple[str, Span | None]:
    """推迟一小时, 提前两天: both ends by as much."""
    found = _MOVES.search(text)
    if found is None or so_far is None:
        return text, None
    return without(text, found), (so_far[0] + by(found), so_far[1] + by(found))


def by(found: re.Match[str]) -> timedelta:
    """By how much, backwards for 提前."""
    count = 0.5 if found["count"] == "半" else number(found["count"])
    return timedelta(**{_UNITS[found["unit"]]: count}) * (-1 if found["way"] == "提前" else 1)


def _vague(text: str, notes: Notes) -> str:
    """下周, 月底, 待定: said, but no time."""
    rough = _ROUGH.search(text)
    if rough is None or "start" in notes.doubts:
        return text
    notes.doubts["start"] = VAGUE.format(rough[0])
    notes.halves["start"] = rough[0]
    return without(text, rough)


def _said_again(text: str, start: datetime | None, now: datetime) -> str:
    """The day of the start, once more: 定于下周五组织…, 时间：12月4日14:30."""
    found = _ON_DAY.search(text)
    if start is None or found is None or not found["b_day"]:
        return text
    again = read(f"{found['b_day']} 23:59", now).at
    return without(text, found) if again and again.date() == start.date() else text


def _part_alone(text: str, begun: datetime, notes: Notes) -> str:
    """改到下午: of the day there was, and no hour."""
    found = _PART_ALONE.search(text)
    if found is None:
        return text
    notes.doubts["start"] = NO_HOUR.format(found["part"])
    notes.halves["start"] = f"{begun:%Y年%m月%d日}{found['part']}"
    return without(text, found)


def _lasting(text: str) -> tuple[str, timedelta | None]:
    found = _LASTS.search(text)
    if found is None:
        return text, None
    if found["minutes"]:
        return without(text, found), timedelta(minutes=int(found["minutes"]))
    whole = 0.5 if found["hours"] == "半" else number(found["hours"])
    half = 0.5 if found["half"] or found["late"] else 0
    return without(text, found), timedelta(hours=(whole or 0) + half)


def _start(text: str, notes: Notes) -> tuple[str, re.Match[str] | None]:
    """The most exact time in the text; several different ones are a doubt."""
    found = [f for f in TIME.finditer(text) if f["a_day"] or f["a_clock"]]
    exact = [f for f in found if f["a_day"] and f["a_clock"]]
    chosen = exact or [f for f in found if f["a_clock"]] or found
    if len({f[0].strip() for f in chosen}) > 1:
        notes.doubts["start"] = SEVERAL.format("、".join(f[0].strip() for f in chosen))
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
    both = TIME.match(f"{day['a_day']}{day['a_part'] or ''} {chosen[0].strip()}")
    for each in sorted((day, chosen), key=lambda f: f.start(), reverse=True):
        text = without(text, each)
    return text, both


def _end(time: Said, start: datetime, now: datetime, notes: Notes) -> datetime | None:
    """Of an hour without 上午 or 下午, the first after the start is meant."""
    on = _day_of(time.day, start, now) if time.day else start
    at = at_hour(on, time.part, time.clock) if on and time.clock else None
    if at is None:
        notes.doubts["end"] = (VAGUE if time.clock else NO_HOUR).format(time.text)
        if on and not time.clock:
            notes.halves["end"] = f"{on:%Y年%m月%d日}{time.part}"
        return None
    if not time.part:
        at = next((other for other in _halves(at) if other > start), at)
    if at <= start:
        notes.doubts["end"] = BACKWARDS.format(time.text)
        return None
    return at


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
