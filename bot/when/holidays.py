"""Named days of the year: fixed ones, the lunar ones of the coming years, and the solar terms."""

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar
from chinese_calendar.solar_terms import SolarTerms

from bot.when import calendar
from bot.when.slots import Beside

FIXED = {
    "元旦": (1, 1),
    "情人节": (2, 14),
    "三八": (3, 8),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "五四": (5, 4),
    "青年节": (5, 4),
    "六一": (6, 1),
    "儿童节": (6, 1),
    "七一": (7, 1),
    "建党节": (7, 1),
    "党的生日": (7, 1),
    "八一": (8, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "烈士纪念日": (9, 30),
    "国庆": (10, 1),
    "十一": (10, 1),
    "宪法日": (12, 4),
    "国家公祭日": (12, 13),
    "平安夜": (12, 24),
    "圣诞夜": (12, 24),
    "圣诞": (12, 25),
    "跨年夜": (12, 31),
}
# The last of the days off where they are not published yet, counted from the feast itself.
_USUALLY_OFF = {"春节": 6, "过年": 6, "国庆": 6, "十一": 6, "五一": 4, "劳动节": 4}
# The years whose Lunar New Year follows a month of thirty days (from new moon to new moon in Beijing).
_AFTER_THIRTY = (2030, 2033, 2034, 2035)
# Lunar New Year, Dragon Boat, Mid-autumn and Double Ninth by the almanac.
_ALMANAC = {
    2025: ((1, 29), (5, 31), (10, 6), (10, 29)),
    2026: ((2, 17), (6, 19), (9, 25), (10, 18)),
    2027: ((2, 6), (6, 9), (9, 15), (10, 8)),
    2028: ((1, 26), (5, 28), (10, 3), (10, 26)),
    2029: ((2, 13), (6, 16), (9, 22), (10, 16)),
    2030: ((2, 3), (6, 5), (9, 12), (10, 5)),
    2031: ((1, 23), (6, 24), (10, 1), (10, 24)),
    2032: ((2, 11), (6, 12), (9, 19), (10, 12)),
    2033: ((1, 31), (6, 1), (9, 8), (10, 1)),
    2034: ((2, 19), (6, 20), (9, 27), (10, 20)),
    2035: ((2, 8), (6, 10), (9, 16), (10, 9)),
}
# Which feast of the almanac's row a name means, and how many days from it.
LUNAR = {
    "除夕": (0, -1),
    "除夕夜": (0, -1),
    "大年三十": (0, -1),
    "年三十": (0, -1),
    "春节": (0, 0),
    "过年": (0, 0),
    "大年初一": (0, 0),
    "正月初一": (0, 0),
    "元宵": (0, 14),
    "端午": (1, 0),
    "中秋": (2, 0),
    "重阳": (3, 0),
}
TWELFTH_MONTH = "腊月初一"
TERMS = tuple(term.value[1] for term in SolarTerms)
# Weather and names of people too.
AMBIGUOUS = ("雨水", "谷雨", "小满", "白露", "小雪", "大雪")
NAMES = (*FIXED, *LUNAR, *TERMS)
_TERMS_KNOWN = range(1900, 2101)


def day_in(name: str, year: int) -> date | None:
    """The day of the feast `name` in `year`; None when the almanac does not reach."""
    if name in FIXED:
        return date(year, *FIXED[name])
    if name in TERMS:
        return _solar_terms(year).get(name)
    if year not in _ALMANAC:
        return None
    if name == TWELFTH_MONTH:
        return date(year, *_ALMANAC[year][0]) - timedelta(days=30 if year in _AFTER_THIRTY else 29)
    feast, shift = LUNAR[name]
    return date(year, *_ALMANAC[year][feast]) + timedelta(days=shift)


@lru_cache(maxsize=8)
def _solar_terms(year: int) -> dict[str, date]:
    if year not in _TERMS_KNOWN:
        return {}
    terms = chinese_calendar.get_solar_terms(date(year, 1, 1), date(year, 12, 31))
    return {name: day for day, name in terms}


def certain(name: str, year: int) -> bool:
    """Lunar feasts count as certain once the holidays of their year are published."""
    return (name not in LUNAR and name != TWELFTH_MONTH) or calendar.knows(year)


def edge(name: str, year: int, beside: Beside) -> date | None:
    """The day from which `beside` counts; as in other years where the days off are not published."""
    day = day_in(name, year)
    if day is None or beside.edge == "feast":
        return day
    last = beside.edge == "last"
    if off := calendar.days_off(day):
        return off[last]
    if last:
        return _with_weekend(day + timedelta(days=_USUALLY_OFF.get(name, 0)), 1)
    return _with_weekend(day, -1)


def _with_weekend(day: date, step: int) -> date:
    while (day + timedelta(days=step)).weekday() > 4:
        day += timedelta(days=step)
    return day


def published(name: str, year: int) -> bool:
    """Whether the days off around it are known."""
    day = day_in(name, year)
    return day is not None and calendar.days_off(day) is not None
