"""Days as people here know them: working days, public holidays, and how a date is said."""

from datetime import date, datetime, timedelta

import chinese_calendar

WEEKDAYS = "一二三四五六日"
_YEARS = frozenset(day.year for day in chinese_calendar.holidays)
_NAMES = {holiday.value: holiday.chinese for holiday in chinese_calendar.Holiday}
_A_DAY = timedelta(days=1)
_MINUTE, _HOUR, _DAY = 60_000, 3_600_000, 86_400_000


def knows(year: int) -> bool:
    """Whether the published holidays of `year` are known; otherwise only weekends count."""
    return year in _YEARS


def is_workday(day: date) -> bool:
    if not knows(day.year):
        return day.weekday() < 5
    return bool(chinese_calendar.is_workday(day))


def holiday_name(day: date) -> str | None:
    """The public holiday on `day`, in Chinese; None on working days and plain weekends."""
    if not knows(day.year) or is_workday(day):
        return None
    _, name = chinese_calendar.get_holiday_detail(day)
    return None if name is None else _NAMES[name]


def next_workday(day: date) -> date:
    """The first working day after `day`."""
    return add_workdays(day, 1)


def add_workdays(day: date, count: int) -> date:
    """The `count`-th working day after `day`, or before it when `count` is negative."""
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_workday(day):
            day += step
    return day


def days_off(day: date) -> tuple[date, date] | None:
    """The first and last day off around `day`, itself if it is a working day; None: not published."""
    first = last = day
    while not is_workday(day) and not is_workday(first - _A_DAY):
        first -= _A_DAY
    while not is_workday(day) and not is_workday(last + _A_DAY):
        last += _A_DAY
    return (first, last) if knows(first.year) and knows(last.year) else None


def say_day(day: date, today: date) -> str:
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def say(moment: datetime, now: datetime) -> str:
    return f"{say_day(moment.date(), now.date())}{moment.hour}:{moment.minute:02}"


def say_span(milliseconds: int) -> str:
    """A lateness in one unit, rounded down: 15 分钟, 2 小时, 3 天."""
    if milliseconds < _MINUTE:
        return "不到 1 分钟"
    if milliseconds < _HOUR:
        return f"{milliseconds // _MINUTE} 分钟"
    if milliseconds < 2 * _DAY:
        return f"{milliseconds // _HOUR} 小时"
    return f"{milliseconds // _DAY} 天"
