"""Readers of recurrences: 每周五, 每两周, 每月15号, 每季度首月, 工作日."""

import re
from collections.abc import Callable, Mapping

from bot.language.numbers import number
from bot.when.dated import stretch, weekday_slots
from bot.when.pieces import Found
from bot.when.slots import Slots, Span, Unit

_WHEN_AFTER = re.compile(
    "[,的在]{0,2}(?:周|星期|礼拜|每|提醒|叫|[上下中]午|早|晚|凌晨|傍晚|[0-9一二三四五六七八九十]{1,3}[号日点:月])"
)


def _every_days(found: Found) -> Slots | None:
    if not found["days_count"]:
        return {"every": "day", "interval": 2}
    return _counted({"every": "day"}, found["days_count"], found["days_gap"])


def _counted(slots: Slots, count: str, gap: str) -> Slots:
    """每两周 is every second week; 每隔一周 too; people differ on 每隔两周."""
    interval = number(count)
    if interval is None or interval < 1:
        return {**slots, "rough": True}
    if gap:
        interval += 1
        slots = {**slots, "rough": True} if interval > 2 else slots
    return slots if interval == 1 else {**slots, "interval": interval}


def _per(found: Found) -> Slots | None:
    """两周一次 before a day or hour; of 一周两次 nobody can say when."""
    if found.before is None and not _WHEN_AFTER.match(found.following):
        return None
    slots = _counted({"every": _UNITS[found["per_unit"][0]]}, found["per_count"], "")
    return slots if found["per_times"] in "一1" else {**slots, "rough": True}


def _times(found: Found) -> Slots | None:
    repeats = found.before is not None and "every" in found.before
    return {"rough": True} if repeats else None


def _every_weekday(found: Found) -> Slots | None:
    slots: Slots = {"every": "week"}
    if found["fortnight"]:
        slots["interval"] = 2
    if found["every_weekdays"] == "末":
        return {**slots, "weekdays": (5,)}
    return {**slots, **weekday_slots(found["every_weekdays"])}


def _every_weeks(found: Found) -> Slots | None:
    if found["weeks_other"]:
        return {"every": "week", "interval": 2}
    if not found["weeks_count"]:
        return {"every": "week"}
    return _counted({"every": "week"}, found["weeks_count"], found["weeks_gap"])


def _every_months(found: Found) -> Slots | None:
    slots: Slots = {"every": "month", **stretch(found["months_stretch"])}
    return _counted(slots, found["months_count"], "") if found["months_count"] else slots


def _every_quarter(found: Found) -> Slots | None:
    slots: Slots = {"every": "quarter"}
    if end := found["quarter_end"]:
        slots["days"] = (1,) if end == "初" else (-1,)
        slots["month_of_quarter"] = 1 if end == "初" else 3
    if found["quarter_end"] == "初":
        slots["about"] = True
    return slots


def _workdays(found: Found) -> Slots | None:
    """每天一次 on working days; after 每月第一个 the word only names what is counted."""
    counted = found.before is not None and "workday" in found.before
    return {} if counted else {"every": "workday"}


def _every_other(found: Found) -> Slots | None:
    """单周, 双月: which weeks and months are the even ones is not for us to say."""
    return {"every": "week" if found["other_week"] else "month", "interval": 2, "rough": True}


def _every_year(found: Found) -> Slots | None:
    slots: Slots = {"every": "year"}
    return _counted(slots, found["years_count"], "") if found["years_count"] else slots


_UNITS: Mapping[str, Unit] = {
    "天": "day",
    "日": "day",
    "周": "week",
    "星": "week",
    "礼": "week",
    "月": "month",
    "季": "quarter",
    "年": "year",
}


BUILDERS: Mapping[str, Callable[[Found], Slots | None]] = {
    "per": _per,
    "times": _times,
    "hourly": lambda found: {"every": "hour", "rough": True},
    "every_day": lambda found: {"every": "day"},
    "every_days": _every_days,
    "every_weekday": _every_weekday,
    "every_weeks": _every_weeks,
    "every_months": _every_months,
    "every_quarter": _every_quarter,
    "every_half_year": lambda found: {"every": "month", "interval": 6, "rough": True},
    "every_other": _every_other,
    "every_year": _every_year,
    "workdays": _workdays,
    "next_workday": lambda found: {"after": Span(workdays=1)},
}
