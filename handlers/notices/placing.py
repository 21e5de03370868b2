"""Where in a notice's text a correction belongs: 28号 is the 28日 of it, 一楼 its 一楼会议室."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.language.numbers import number
from bot.when import read

_FIGURE = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
PART = r"(?:凌晨|清早|早上|早晨|上午|中午|下午|傍晚|晚上|今晚|明晚|明早|今早)"
DATE = rf"(?:{_FIGURE}月)?{_FIGURE}[日号]"
WEEKDAY = r"(?:[本这下上]个?)?(?:周|星期|礼拜)[一二三四五六日天]"
CLOCK = rf"{PART}?\s*(?:\d{{1,2}}[:：]\d{{2}}|{_FIGURE}[点时]钟?(?:半|[一1三3]刻|整|{_FIGURE}分?)?)"
_ROOM = r"(?:会议室|报告厅|礼堂|活动室|教室|会场|大厅|食堂|图书馆|办公室|室|厅|堂|馆|中心|广场|门口|大院)"
PLACE = rf"[\w“”]{{0,12}}?(?:{_ROOM}|{_FIGURE}[楼层])"
# Of a part that is named and not quoted: 地点改成四楼.
_LABELLED = re.compile(
    rf"(?:(?:地点|地址)(?:[在是为：:\s]|设在)*|(?<![达遇收迟报直感得看找])[在到于])\s*(?P<it>{_FIGURE}[楼层]{_ROOM}?|{PLACE})"
)
_KINDS = {
    "date": re.compile(rf"(?P<it>{DATE})"),
    "weekday": re.compile(rf"(?P<it>{WEEKDAY})"),
    "clock": re.compile(rf"(?P<it>{CLOCK})"),
    "place": _LABELLED,
}
_TOKEN = re.compile(
    rf"(?P<figure>{_FIGURE})|(?P<week>周|星期|礼拜)|(?P<day>[日号])|(?P<hour>[点时])|(?P<other>.)",
    re.DOTALL,
)
_ALSO = {"week": "(?:周|星期|礼拜)", "day": "[日号天]", "hour": "[点时]"}
_FIGURES = "零一二三四五六七八九十"
_UNIT = re.compile(r"[日号点时楼层]$")
_LEFT = (
    (re.compile(rf"^{PART}"), re.compile(rf"{PART}\s*$")),
    (re.compile(rf"^{_FIGURE}月"), re.compile(rf"{_FIGURE}月$")),
    (re.compile(r"^[本这下上]"), re.compile(r"[本这下上]个?$")),
)
_MORE_OF_A_ROOM = re.compile(rf"[\w]{{0,6}}?{_ROOM}")
_ENDS_AS_A_ROOM = re.compile(rf"{_ROOM}$")
_WEEKDAY_BESIDE = re.compile(r"([（(]?(?:周|星期|礼拜))[一二三四五六日天]")
_AROUND = 6  # characters shown on either side of one of several places
HALF, QUARTER = 30, 15
# Hours that are said beside a part of the day.
_HOURS = {"早": (5, 11), "上午": (6, 12), "下午": (1, 6), "傍晚": (5, 7), "晚上": (6, 11)}


class Spot(NamedTuple):
    start: int
    end: int


def kind(words: str) -> str:
    """What of a notice these words can only be; "" for anything."""
    for name, pattern in _KINDS.items():
        whole = re.compile(PLACE) if name == "place" else pattern
        if whole.fullmatch(words.strip()):
            return name
    return ""


def spans(old: str, body: str) -> Sequence[Spot]:
    """Wherever the text says this, in figures or in words."""
    pieces = [_piece(found) for found in _TOKEN.finditer(old)]
    pattern = re.compile(rf"{_guard(old[0], '(?<!')}{''.join(pieces)}{_guard(old[-1], '(?!')}")
    return [Spot(*found.span()) for found in pattern.finditer(body)]


def of_kind(name: str, body: str) -> Sequence[Spot]:
    """Whatever in the text is of this kind."""
    return [Spot(*found.span("it")) for found in _KINDS[name].finditer(body)]


def _guard(edge: str, looks: str) -> str:
    """No figure goes on there: 8日 is no part of 28日."""
    return rf"{looks}[\d{_FIGURES}])" if edge.isdecimal() or edge in _FIGURES else ""


def _piece(found: re.Match[str]) -> str:
    value = number(found["figure"]) if found["figure"] else None
    if value is not None and value < 60:
        return f"(?:0?{value}|{re.escape(found[0])}|{in_words(value)})"
    return _ALSO.get(found.lastgroup or "", re.escape(found[0]))


def in_words(value: int) -> str:
    tens, ones = divmod(value, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_FIGURES[tens]}十"
    return ten + (_FIGURES[ones] if ones or not tens else "")


def replaced(body: str, at: Spot, new: str, now: datetime) -> str:
    """The text with `new` there, in the units and with the neighbours it has there."""
    old, (start, end) = body[at.start : at.end], at
    part = re.match(rf"{PART}\s*", old)
    if part and _in_that_part(part[0].strip(), new):
        start += part.end()
    unit = _UNIT.search(new)
    if unit and not _UNIT.search(old) and _same_unit(unit[0], body[end : end + 1]):
        end += 1
    elif not unit and _UNIT.search(old) and number(new) is not None:
        new += old[-1]
    if unit and body[end - 1] in "日号" and unit[0] in "日号":
        new = new[:-1] + body[end - 1]
    start = _further_left(body, start, new)
    if _ENDS_AS_A_ROOM.search(new) and not _ENDS_AS_A_ROOM.search(old):
        more = _MORE_OF_A_ROOM.match(body, end)
        end = more.end() if more else end
    return body[:start] + new + _with_its_weekday(body[end:], new, now)


def _in_that_part(part: str, new: str) -> bool:
    """Whether a bare hour is one of that part of the day: 上午10点, but not 下午10点."""
    found = _SHOWN.fullmatch(new)
    hour = number(found["hour"] or found["h"]) if found and not found["part"] else None
    first, last = next((span for name, span in _HOURS.items() if name in part), (0, 0))
    return hour is not None and first <= hour <= last


def _same_unit(one: str, other: str) -> bool:
    return any(one in units and other in units for units in ("日号", "点时", "楼层") if other)


def _further_left(body: str, start: int, new: str) -> int:
    """上午 before a 9点 that becomes 下午3点 goes with it."""
    for begins, before in _LEFT:
        found = before.search(body[:start])
        if found and begins.search(new):
            return found.start()
    return start


def _with_its_weekday(rest: str, new: str, now: datetime) -> str:
    """28日（周六） that becomes the 27th is a Friday."""
    beside = _WEEKDAY_BESIDE.match(rest)
    day = read(new, now).at if beside and re.search(rf"{DATE}$", new) else None
    if beside is None or day is None:
        return rest
    return beside[1] + "一二三四五六日"[day.weekday()] + rest[beside.end() :]


def around(body: str, at: Spot) -> str:
    """A place of the text with what stands beside it."""
    start, end = max(0, at.start - _AROUND), at.end + _AROUND
    shown = " ".join(body[start:end].split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(body) else ''}"


# ---------------------------------------------------------------- an hour moved


_SHOWN = re.compile(
    rf"(?P<part>{PART})?(?P<blank>\s*)(?:(?P<hour>{_FIGURE})(?P<mark>[点时])钟?"
    rf"(?P<rest>半|[一1三3]刻|整|{_FIGURE}分?)?|(?P<h>\d{{1,2}})(?P<colon>[:：])(?P<m>\d{{2}}))"
)


def moved(said: str, minutes: int) -> str:
    """9点 half an hour later, written as it was; "" where it would leave its part of the day."""
    found = _SHOWN.fullmatch(said)
    if found is None:
        return ""
    hour = number(found["hour"] or found["h"]) or 0
    total = hour * 60 + _minutes(found) + minutes
    noon = bool(found["part"]) and (total < 12 * 60) is not (hour < 12)
    if not 0 <= total < 24 * 60 or noon:
        return ""
    hour, left = divmod(total, 60)
    head = (found["part"] or "") + found["blank"]
    if found["colon"]:
        return f"{head}{hour}{found['colon']}{left:02}"
    figures = found["hour"].isdecimal()
    shown = str(hour) if figures else ("两" if hour == 2 else in_words(hour))
    return f"{head}{shown}{found['mark']}{_rest(left, figures=figures)}"


def _minutes(found: re.Match[str]) -> int:
    if found["m"]:
        return int(found["m"])
    rest = found["rest"] or ""
    if rest == "半":
        return HALF
    if rest.endswith("刻"):
        return (number(rest[0]) or 0) * QUARTER
    return number(rest.removesuffix("分")) or 0


def _rest(left: int, *, figures: bool) -> str:
    if left in (0, HALF):
        return "半" if left else ""
    return f"{left if figures else in_words(left)}分"
