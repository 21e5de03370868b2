"""Days and hours as they stand in a pasted line, and which moments they name."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.when import When, read
from handlers.pasted.pieces import without

PAST = "“{}”已经过去了。"
VAGUE = "“{}”没有说准是哪一天几点。"
NO_HOUR = "“{}”没有说几点。"
NO_DAY = "“{}”没有说是哪一天。"
WEEKDAY = "“{}”的日期和星期对不上。"
TAKEN_HOUR = "没有说几点，按 9:00"
TAKEN_NOON = "“中午”按 12:00"

FROM, UNTIL = "09:00", "18:00"  # the hour of a day without one: of a start, of a deadline

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
# 中午 alone says an hour; before one it is a part of the day.
PART = rf"凌晨|清晨|早上|早晨|上午|中午(?=\s*(?:\d|{_CN}{{1,3}}[点时]))|下午|傍晚|晚上|晚间|晚|早"
CLOCK = (
    rf"\d{{1,2}}:\d\d(?::\d\d)?|(?:\d{{1,2}}|{_CN}{{1,3}})(?:点(?![子名评])|时(?![代间政长常]))"
    rf"(?:整|钟|半|[一三]刻|\d{{1,2}}分?|[二三四五]?十[一二三四五六七八九]?分?)?"
    r"|\d{1,2}(?=\s*[-~到至]+\s*\d{1,2}[点时])|中午|下班(?=之?前|以前)"
)
_HOURS = {"中午": "12:00", "下班": UNTIL}
_NEXT = re.compile(r"下{1,2}个?(?:周|星期|礼拜)")
_WEEKDAY_ALONE = re.compile(r"(?:周|星期|礼拜)[一二三四五六日天]")
TO = r"\s*(?:[-~到至]|――)+\s*"


def pattern(name: str) -> str:
    """A day, an hour, or both; the groups of it are called after `name`."""
    week = _WEEK.format(f"{name}_")
    return (
        rf"(?:(?P<{name}_day>{_DAY})(?:{week})?[,，]?\s*)?(?:(?P<{name}_part>{PART})\s*)?"
        rf"(?P<{name}_clock>{CLOCK})?"
    )


TIME = re.compile(
    rf"(?=\d|{_CN}|[本这下上昨前周星礼大后今明凌清早上中下傍晚]){pattern('a')}(?P<range>{TO}{pattern('b')})?"
)


@dataclass(frozen=True, slots=True)
class Notes:
    """What is to be said of the times in a line, each by start, end or deadline."""

    doubts: dict[str, str] = field(default_factory=dict)  # why what was said cannot be used
    halves: dict[str, str] = field(default_factory=dict)  # the day without its hour, or the hour
    taken: dict[str, str] = field(
        default_factory=dict
    )  # the hour nobody said; "" for the one before


def first(searched: re.Pattern[str], text: str, name: str) -> tuple[str, re.Match[str] | None]:
    found = next(
        (f for f in searched.finditer(text) if f[f"{name}_day"] or f[f"{name}_clock"]), None
    )
    return (without(text, found), found) if found else (text, None)


class Said(NamedTuple):
    """One time as it was written; `base` is the day and hour it is said of, if any."""

    day: str
    part: str
    clock: str
    week: str
    base: datetime | None

    @property
    def text(self) -> str:
        return self.day + self.part + self.clock


def said(found: re.Match[str], name: str, base: datetime | None) -> Said:
    day, part, clock, week = (found[f"{name}_{g}"] or "" for g in ("day", "part", "clock", "week"))
    return Said(day, part, clock, week, base)


def resolved(time: Said, now: datetime, bare: str, notes: Notes, what: str) -> datetime | None:
    """The moment that is meant, else None and a doubt. `bare` is the hour of a day without one."""
    if why := _lacking(time, now, notes.halves, what):
        notes.doubts[what] = why
        return None
    hour = time.part + hour_of(time.clock) if time.clock else bare or f"{time.base:%H:%M}"
    when = read(f"{time.day or f'{time.base:%Y年%m月%d日}'} {hour}", now)
    if when.at is None or when.every is not None:
        notes.doubts[what] = (PAST if when.why == "past" else VAGUE).format(time.text)
        return None
    if time.week and "一二三四五六日".index(time.week.replace("天", "日")) != when.at.weekday():
        notes.doubts[what] = WEEKDAY.format(f"{time.day}（周{time.week}）")
        return None
    _note_taken(time.clock, bare, notes.taken, what)
    return when.at


def _lacking(time: Said, now: datetime, halves: dict[str, str], what: str) -> str:
    """Why it is half a time, if it is one; the half is kept for what will be said next."""
    if not time.day and time.base is None:
        halves[what] = time.part + time.clock
        return NO_DAY.format(time.text)
    if time.clock or not time.part:
        return ""
    on = read(f"{time.day} 23:59", now) if time.day else When(time.base)
    if on.at is None:
        return (PAST if on.why == "past" else VAGUE).format(time.text)
    halves[what] = f"{on.at:%Y年%m月%d日}{time.part}"
    return NO_HOUR.format(time.text)


def _note_taken(clock: str, bare: str, taken: dict[str, str], what: str) -> None:
    if clock == "中午":
        taken[what] = TAKEN_NOON
    elif not clock and bare != UNTIL:
        taken[what] = TAKEN_HOUR if bare else ""


def hour_of(clock: str) -> str:
    """9 of 9到11点 is an hour like any other."""
    return f"{clock}点" if clock.isdecimal() else _HOURS.get(clock, clock)


def at_hour(day: datetime, part: str, clock: str) -> datetime | None:
    before = day - timedelta(days=1)
    return read(f"{day:%Y年%m月%d日} {part}{hour_of(clock)}", before).at


def joined(half: str, said: str) -> str:
    """An answer with what was said before of its day, or of its hour."""
    answer = TIME.search(said)
    has_day, has_part = (bool(answer and answer[f"a_{group}"]) for group in ("day", "part"))
    if _NEXT.fullmatch(half) and _WEEKDAY_ALONE.match(said):
        return half[: 2 if half.startswith("下下") else 1] + said
    if "日" not in half:
        return f"{said} {half}" if has_day and not (answer and answer["a_clock"]) else said
    if has_day:
        return said
    day = half if not has_part else half.partition("日")[0] + "日"
    return f"{day} {said}点" if said.isdecimal() else f"{day} {said}"
