"""Readers of hours: 三点半, 15:30, 差五分三点, 下午, 早."""

import re
from collections.abc import Callable, Mapping

from bot.language.numbers import number
from bot.when.pieces import Found
from bot.when.slots import Clock, Part, Slots

_PARTS = {
    "凌晨": Part.SMALL_HOURS,
    "清晨": Part.EARLY,
    "早": Part.EARLY,
    "一早": Part.EARLY,
    "上午": Part.MORNING,
    "午前": Part.MORNING,
    "上昼": Part.MORNING,
    "头午": Part.MORNING,
    "上半晌": Part.MORNING,
    "头晌": Part.MORNING,
    "前晌": Part.MORNING,
    "中午": Part.NOON,
    "正午": Part.NOON,
    "晌午": Part.NOON,
    "午间": Part.NOON,
    "午后": Part.AFTERNOON,
    "下午": Part.AFTERNOON,
    "下昼": Part.AFTERNOON,
    "下半晌": Part.AFTERNOON,
    "下晌": Part.AFTERNOON,
    "后晌": Part.AFTERNOON,
    "过晌": Part.AFTERNOON,
    "傍晚": Part.DUSK,
    "黄昏": Part.DUSK,
    "擦黑": Part.DUSK,
    "傍黑": Part.DUSK,
    "半夜": Part.NIGHT,
    "深夜": Part.NIGHT,
    "午夜": Part.NIGHT,
    "子夜": Part.NIGHT,
}
# 提两点, 以下三点, 早一点: points and bits, not hours.
_COUNTED_BEFORE = re.compile("[提讲充以下那几说谈列强调有快慢多大小好差高低这明共]$")
_COUNTED_AFTER = re.compile(
    "建议|意见|要求|希望|说明|体会|想法|内容|注意|钱|儿|心|事|也|都|不|没|小|评|名|原则|思考"
)
_HOUR_AFTER = re.compile(
    r"$|[\s,。;!?.)]|提醒|叫|喊|通知|告诉|开|到|去|要|来|出|集|在|前|后|之|左|准|我|给|交|发|参|召|有|的"
)
_OF_EACH = re.compile("各|[0-9一二三四五六七八九十]{1,3}[点时:]")
_HOUR_BEFORE = re.compile(r"(?:^|[\s,。;在到等于约定前我])$")


def part_of(word: str) -> Part:
    """The part of the day that a word names; other words of the evening and morning by ending."""
    if "晌" in word:  # 晌午头, 头晌午
        word = "晌午" if word.startswith("晌") else word.removesuffix("午")
    if word in _PARTS:
        return _PARTS[word]
    if word.startswith("早") or word.endswith(("早", "清晨")):
        return Part.EARLY
    return Part.NIGHT if word.endswith("半夜") else Part.EVENING


def _part(found: Found) -> Slots | None:
    return {"part": part_of(found["part"])}


def _part_short(found: Found) -> Slots | None:
    if found["part_before_hour"]:
        return {"part": part_of(found["part_before_hour"])}
    return {"part": part_of(found["part_after_day"])} if found.dated else None


def _clock(found: Found) -> Slots | None:
    hour = number(found["clock_from"] or found["hour"])
    if hour is None:
        return {"rough": True, "vague": True}
    if found["mark"].startswith("时") and _idle_shi(found):
        return None
    clock = _minutes(found, hour)
    if clock.minute == 0 and _counts_points(found):
        return None
    slots = _checked(clock)
    if found["clock_from"]:
        slots["until"] = {"clock": _of_an_hour(found, number(found["hour"]) or 0)}
    if found["clock_more"]:
        slots["rough"] = True
    return slots


def _idle_shi(found: Found) -> bool:
    """一时, 三时 in running text: an hour only in figures, with minutes or after a day."""
    figures = found["hour"].isdecimal() or found["minute"] or found["half"]
    return not figures and found.before is None and len(found["hour"]) < 2


def _minutes(found: Found, hour: int) -> Clock:
    if found["clock_from"]:
        return _hour(found["clock_from"], 0)
    return _of_an_hour(found, hour)


def _of_an_hour(found: Found, hour: int) -> Clock:
    if found["minute_less"] or found["quarter_less"]:
        return _hour_before(hour, number(found["minute_less"] or "十五") or 0)
    if found["half"]:
        return _hour(found["hour"], 30)
    if found["quarters"]:
        return _hour(found["hour"], 15 * (number(found["quarters"]) or 0))
    written = found["minute"] or found["minute_small"] or found["minute_bare"]
    minute = number(written) if written else 0
    return _hour(found["hour"], 99 if minute is None else minute)


def _hour(written: str, minute: int) -> Clock:
    hour = number(written) or 0
    return Clock(hour, minute, literal=hour > 12 or hour == 0 or written.startswith("0"))


def _hour_before(hour: int, minutes: int) -> Clock:
    return _hour(str((hour - 1) % 24), 60 - minutes)


def _counts_points(found: Found) -> bool:
    """Whether a plain "N点" without a day or part of the day before it counts points."""
    if found["mark"] not in ("点", "") or found["clock_from"] or found.before is not None:
        return False
    if found["hour"] in ("一", "1"):
        clear = _HOUR_AFTER.match(found.following) or _HOUR_BEFORE.search(found.preceding)
        return not clear or bool(_counted(found))
    return _counted(found)


def _counted(found: Found) -> bool:
    before = _COUNTED_BEFORE.search(found.preceding)
    return bool(before or _COUNTED_AFTER.match(found.following))


def _checked(clock: Clock) -> Slots:
    return {"clock": clock} if clock.possible else {"clock": Clock(0), "impossible": True}


def _colon(found: Found) -> Slots | None:
    half = found["colon_half"] or found["colon_half_first"].strip()
    return _checked(_halved(_hour(found["colon_hour"], int(found["colon_minute"])), half))


def _halved(clock: Clock, half: str) -> Clock:
    """The clock with am or pm applied."""
    if not half:
        return clock
    return Clock(clock.hour % 12 + (12 if half == "pm" else 0), clock.minute, literal=True)


def _half_day(found: Found) -> Slots | None:
    return _checked(_halved(Clock(int(found["noon_hour"])), found["noon_half"]))


def _four_digits(found: Found) -> Slots | None:
    if found.before is None or "clock" in found.before:
        return None
    return {"clock": Clock(int(found["four_hour"]), int(found["four_minute"]), literal=True)}


def _bare_hour(found: Found) -> Slots | None:
    """明早8, with nothing after it."""
    if found.before is None or "part" not in found.before or "clock" in found.before:
        return None
    return _checked(_hour(found["bare_hour"], 0))


def _short_of(found: Found) -> Slots | None:
    hour, count = number(found["short_hour"]), number(found["short_count"])
    if hour is None or count is None:
        return None
    return _checked(_hour_before(hour, count * (15 if found["short_unit"] == "刻" else 1)))


def _rough_clock(found: Found) -> Slots | None:
    hour = number(found.match[0][0])
    if hour is None or found.preceding.endswith(tuple("提讲说谈第以")):
        return None
    return {"clock": _hour(str(hour), 0), "rough": True}


def _twice(found: Found) -> Slots | None:
    """早晚八点, 明天早晚: which of them is asked; 早晚会知道 is no time."""
    return {"rough": True} if found.dated or _OF_EACH.match(found.following) else None


def _same_hour(found: Found) -> Slots | None:
    """每天同一时间 is not said to be the present one."""
    if found.before is None or not found.dated:
        return None
    other = found.match[0].startswith("同") and "every" in found.before
    return {"same_hour": True, "rough": True} if other else {"same_hour": True}


BUILDERS: Mapping[str, Callable[[Found], Slots | None]] = {
    "part": _part,
    "part_short": _part_short,
    "clock": _clock,
    "colon": _colon,
    "half_day": _half_day,
    "four_digits": _four_digits,
    "short_of": _short_of,
    "rough_clock": _rough_clock,
    "bare_hour": _bare_hour,
    "same_hour": _same_hour,
    "twice": _twice,
}
