"""Readers of days: 下周三, 12月5号, 月底, 大后天."""

import re
from collections.abc import Callable, Mapping

from bot.language.numbers import number
from bot.when.clocks import part_of
from bot.when.pieces import Found
from bot.when.slots import Clock, Part, Ref, Slots
from bot.when.words import WEEKDAY, year_number

_STRETCHES: Mapping[str, tuple[int, bool]] = {
    "初": (1, True),
    "上旬": (1, True),
    "中": (15, True),
    "中旬": (15, True),
    "下旬": (21, True),
    "底": (-1, False),
    "末": (-1, False),
    "头": (1, True),
    "头上": (1, True),
    "尾": (-1, False),
}
_YEARS = {"今": 0, "本": 0, "明": 1, "来": 1, "后": 2, "大后": 3, "去": -1, "前": -2}
_SHORT_DATE_BEFORE = re.compile(r"(?:^|[\s,。;:在到于我从等])$")
_SHORT_DATE_AFTER = re.compile(r"\s*(?:提醒|叫|通知|喊|[早上中下晚凌傍]|周|星期|\()")


def stretch(word: str) -> Slots:
    """The days of the month that 初, 中旬, 底 stand for."""
    if not word:
        return {}
    day, about = _STRETCHES[word]
    return {"days": (day,), "about": True} if about else {"days": (day,)}


def _year_stretch(word: str) -> Slots:
    if not word:
        return {}
    return _YEAR_STRETCHES[word[-1]]


_YEAR_STRETCHES: Mapping[str, Slots] = {
    "初": {"month": Ref(1), "days": (1,), "about": True},
    "中": {"month": Ref(6), "days": (-1,), "about": True},
    "底": {"month": Ref(12), "days": (-1,)},
    "末": {"month": Ref(12), "days": (-1,)},
}


def _shift(word: str) -> int:
    """How many weeks or months 下下, 这, 上 lead away."""
    return word.count("下") - word.count("上") + (1 if word.startswith("次") else 0)


def weekday_slots(written: str) -> Slots:
    """一三五, 二、周四, 一到周五: weekdays, and whether they are a stretch."""
    days = [WEEKDAY[c] for c in re.sub("星期|[^一二三四五六日天1-7]", "", written)]
    if len(days) == 2 and re.search("[到至~-]", written):
        return {"weekdays": tuple(range(days[0], days[1] + 1)) or (days[0],), "run": True}
    return {"weekdays": tuple(days)}


def _weekday(found: Found) -> Slots | None:
    slots = weekday_slots(found["weekdays"])
    if shift := found["week_shift"]:
        slots["week"] = _shift(shift)
    elif len(slots["weekdays"]) > (3 if "run" in slots else 2):
        slots["every"] = "week"
    return slots


def _weekday_list(found: Found) -> Slots | None:
    """一三五 every week; 三四五 and 逢一三五 may be something else."""
    days = weekday_slots(found["listed"])["weekdays"]
    if list(days) != sorted(set(days)):
        return None
    if found.before is not None and "every" in found.before:
        return {"weekdays": days}
    slots: Slots = {"every": "week", "weekdays": days}
    unsure = found["listed_from"] or days[-1] - days[0] < len(days)
    return {**slots, "rough": True} if unsure else slots


def _weekend(found: Found) -> Slots | None:
    slots: Slots = {"weekdays": (5,)}
    if shift := found["weekend_shift"]:
        slots["week"] = _shift(shift)
    return slots


def _week(found: Found) -> Slots | None:
    slots: Slots = {"week": _shift(found["only_week_shift"])}
    if found["week_end"]:
        slots["vague"] = True
    return slots


def _relative_day(found: Found) -> Slots | None:
    word = found.match[0]
    slots: Slots = {"relative": _days_away(word)}
    if word[-1] in "早晨" or word == "听朝":
        slots["part"] = Part.EARLY
    elif word[-1] in "晚夜":
        slots["part"] = part_of("晚")
    return slots


def _some_day(found: Found) -> Slots | None:
    """明后两天, 今明两天: both, or on one of them."""
    first = 0 if found.match[0].startswith("今明") else 1
    return {"relative": first, "rough": True, "until": {"relative": first + 1}}


def _days_running(found: Found) -> Slots | None:
    """未来三天, 连续一周: probably from tomorrow on; how many 几天 are nobody knows."""
    count = number(found["running_count"]) if found["running_count"] else None
    if count is None:
        return {"vague": True}
    days = count if found["running_unit"] == "天" else 7 * count
    return {"relative": 1, "rough": True, "until": {"relative": days}}


def _days_away(word: str) -> int:
    if word.startswith("大"):
        return -3 if "前" in word else 2 + word.count("大")
    return {"前": -2, "昨": -1, "今": 0, "明": 1, "听": 1, "后": 2}[word[0]]


def _iso(found: Found) -> Slots | None:
    return _full(int(found["iso_year"]), int(found["iso_month"]), int(found["iso_day"]))


def _compact(found: Found) -> Slots | None:
    parts = (int(found[f"compact_{name}"]) for name in ("year", "month", "day"))
    return _full(*parts)


def _full(year: int, month: int, day: int) -> Slots:
    slots = _month_day(month, day)
    return {**slots, "year": Ref(year)}


def _month_day(month: int, day: int) -> Slots:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return {"month": Ref(1), "days": (1,), "impossible": True}
    return {"month": Ref(month), "days": (day,)}


def _year(found: Found) -> Slots | None:
    return {"year": Ref(year_number(found["year"])), **_year_stretch(found["year_stretch"])}


def _year_shift(found: Found) -> Slots | None:
    away = Ref(_YEARS[found["year_shift"]], relative=True)
    return {"year": away, **_year_stretch(found["year_shift_stretch"])}


def _year_end(found: Found) -> Slots | None:
    word = "初" if found["year_begin"] else "中" if found["year_middle"] else "底"
    return _YEAR_STRETCHES[word]


def _month(found: Found) -> Slots | None:
    month = 1 if found["month"] == "元" else number(found["month"])
    if month is None:
        return None
    if not 1 <= month <= 12:
        return {"month": Ref(1), "impossible": True}
    return {"month": Ref(month), **stretch(found["month_stretch"])}


def _month_shift(found: Found) -> Slots | None:
    away = Ref(_shift(found["month_shift"]), relative=True)
    return {"month": away, **stretch(found["month_shift_stretch"])}


def _bare_stretch(found: Found) -> Slots | None:
    word = found["bare_stretch"] or found["bare_third"]
    if found.before is not None and ("every" in found.before or "month" in found.before):
        return stretch(word)
    return {"month": Ref(0, relative=True), **stretch(word)}


def _day(found: Found) -> Slots | None:
    written = found["days"]
    days = [number(day) for day in re.split("[号日]?[,和及与到至~-]", written)]
    if any(day is None or not 1 <= day <= 31 for day in days):
        return {"days": (1,), "impossible": True}
    if written == "一" and found.match[0] == "一日" and not found.dated:
        return None
    known = tuple(day for day in days if day is not None)
    if found["days_join"] and re.search("[到至~-]", written):
        return {"days": known[:1], "until": {"days": known[-1:]}}
    return {"days": known}


def _day_bare(found: Found) -> Slots | None:
    day = number(found["day_bare"])
    if day is None or found.before is None or "days" in found.before:
        return None
    return {"days": (day,)} if 1 <= day <= 31 else {"days": (1,), "impossible": True}


def _dotted_day(found: Found) -> Slots | None:
    return _month_day(int(found["dotted_month"]), int(found["dotted_day"]))


def _dotted(found: Found) -> Slots | None:
    """12.5, 12-5, 12/5: a day, or after a day the hour (8.30); else a plain number."""
    left, right = int(found["dot_left"]), int(found["dot_right"])
    if found.before is not None:
        hour = found["dot_mark"] == "." and len(found["dot_right"]) == 2
        clock = Clock(left, right, literal=left > 12 or left == 0)
        return {"clock": clock} if hour and clock.possible else None
    alone = _SHORT_DATE_BEFORE.search(found.preceding) or _SHORT_DATE_AFTER.match(found.following)
    if not alone or not (1 <= left <= 12 and 1 <= right <= 31):
        return None
    return _month_day(left, right)


def _edge_day(found: Found) -> Slots | None:
    if found["edge_last"]:
        day: int | None = -1
    elif found["edge_from_end"]:
        day = -(number(found["edge_from_end"]) or 1)
    else:
        day = number(found["edge_count"]) if found["edge_count"] else 1
    if day is None or not found.dated or not -31 <= day <= 31:
        return None
    return {"days": (day or 1,), "loose": True}


def _ordinal(found: Found) -> Slots | None:
    if found["ordinal_last"]:
        return _ordinal_of(-1, found)
    if found["ordinal_from_end"]:
        return _ordinal_of(-(number(found["ordinal_from_end"]) or 1), found)
    return _ordinal_of(number(found["ordinal_count"] or "1") or 1, found)


def _ordinal_of(count: int, found: Found) -> Slots:
    slots: Slots = {"ordinal": count}
    if found.following.startswith(("工作", "上班")):
        slots["workday"] = True
    return slots


def _quarter(found: Found) -> Slots | None:
    if number_of := found["quarter_number"]:
        return _edge_of_quarter(number(number_of) or 1, found["quarter_edge"])
    slots: Slots = {"quarter": 1 if found.match[0].startswith("下") else 0}
    if end := found["quarter_stretch"]:
        slots["month_of_quarter"] = 1 if end == "初" else 3
        slots.update(stretch("初" if end == "初" else "底"))
    return slots


def _edge_of_quarter(quarter: int, edge: str) -> Slots:
    if edge == "初":
        return {"month": Ref(3 * quarter - 2), **stretch("初")}
    return {"month": Ref(3 * quarter), **stretch("底")}


def _month_of_quarter(found: Found) -> Slots | None:
    if found.before is None or not (
        "quarter" in found.before or found.before.get("every") == "quarter"
    ):
        return None
    if found["quarter_last"]:
        return {"month_of_quarter": 3}
    return {"month_of_quarter": number(found["quarter_month"] or "1") or 1}


BUILDERS: Mapping[str, Callable[[Found], Slots | None]] = {
    "iso": _iso,
    "compact": _compact,
    "far_day": lambda found: {"relative": 4, "rough": True},
    "some_day": _some_day,
    "days_running": _days_running,
    "relative_day": _relative_day,
    "week_ordinal": lambda found: {"vague": True, "rough": True} if found.dated else None,
    "weekday_list": _weekday_list,
    "weekday": _weekday,
    "weekend": _weekend,
    "week": _week,
    "ordinal": _ordinal,
    "quarter": _quarter,
    "month_of_quarter": _month_of_quarter,
    "edge_day": _edge_day,
    "month_shift": _month_shift,
    "year_shift": _year_shift,
    "year": _year,
    "month": _month,
    "bare_stretch": _bare_stretch,
    "year_end": _year_end,
    "day": _day,
    "day_bare": _day_bare,
    "dotted": _dotted,
    "dotted_day": _dotted_day,
    "same_day": lambda found: {"same_day": True},
}
