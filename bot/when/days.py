"""The days a phrase may mean, nearest first."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from bot.when import calendar, holidays
from bot.when.slots import Beside, Ref, Slots, Span

_FARTHEST = 100
# A day of this year that passed less than this ago may be a slip; an older one means next year's.
SLIP = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Days:
    """Days in order; when `rolls`, one that has passed gives way to the next.

    `certain` is false where the day itself is a guess (下周, 12月, 春节 of an unpublished year).
    """

    days: tuple[date, ...]
    rolls: bool = False
    certain: bool = True


def possible(slots: Slots, today: date) -> Days | None:
    """None when the calendar has no such day (2月30日) or the words contradict (周六 on a Friday)."""
    found = _days(slots, today)
    if found is None or any(day.year > today.year + _FARTHEST for day in found.days):
        return None
    return found


def _days(slots: Slots, today: date) -> Days | None:
    if "after" in slots:
        return _after(slots, today)
    if "relative" in slots:
        return _relative(slots, today)
    if "holiday" in slots:
        return _holiday(slots, today)
    if not {"month", "days", "ordinal", "quarter", "year"}.isdisjoint(slots):
        return _of_month(slots, today)
    if "weekdays" in slots:
        return _weekdays(slots["weekdays"], slots.get("week"), today)
    if "week" in slots:
        known = (_monday(today, slots["week"]),) if slots["week"] else ()
        return Days(known, certain=False)
    return Days((today, today + timedelta(days=1)), rolls=True)


def add(day: date, span: Span) -> date:
    """The day a calendar length later; in a shorter month its last day."""
    month = day.year * 12 + day.month - 1 + span.months
    year, month = max(date.min.year, min(month // 12, date.max.year)), month % 12 + 1
    moved = date(year, month, min(day.day, monthrange(year, month)[1]))
    moved += timedelta(days=span.days)
    return calendar.add_workdays(moved, span.workdays) if span.workdays else moved


def _after(slots: Slots, today: date) -> Days | None:
    span = slots["after"]
    day = add(today, span)
    if "days" in slots:
        return _present([_nth(day.year, day.month, number) for number in slots["days"]])
    if "weekdays" in slots and span.days and span.days % 7 == 0:
        return _weekdays(slots["weekdays"], 0, day)
    return _agreeing(day, slots)


def _agreeing(day: date, slots: Slots) -> Days | None:
    """The day, unless a weekday said with it is not its own."""
    weekdays = slots.get("weekdays")
    return Days((day,)) if weekdays is None or day.weekday() in weekdays else None


def _relative(slots: Slots, today: date) -> Days | None:
    """明天; also 下周今天, 下个月今天 and 明年今天."""
    day = today + timedelta(days=slots["relative"], weeks=slots.get("week", 0))
    months = _away(slots.get("month")) + 12 * _away(slots.get("year"))
    return _agreeing(add(day, Span(months=months)), slots)


def _away(ref: Ref | None) -> int:
    return ref.value if ref is not None and ref.relative else 0


def _year(ref: Ref, today: date) -> int:
    return today.year + ref.value if ref.relative else ref.value


def _holiday(slots: Slots, today: date) -> Days | None:
    name = slots["holiday"]
    years = [_year(slots["year"], today)] if "year" in slots else [today.year, today.year + 1]
    if "beside" in slots:
        beside = slots["beside"]
        return _beside(name, beside, years, today) if beside else Days((), certain=False)
    known = [day for year in years if (day := holidays.day_in(name, year))]
    if "year" not in slots:
        known = [day for day in known if day >= today][:1]
    certain = bool(known) and all(holidays.certain(name, day.year) for day in known)
    weekdays = slots.get("weekdays", range(7))
    agree = all(day.weekday() in weekdays for day in known)
    return Days(tuple(known), certain=certain) if agree else None


def _beside(name: str, beside: Beside, years: list[int], today: date) -> Days:
    """A day counted from the coming feast, or from the last one while that day is still to come."""
    for year in years:
        begins = holidays.edge(name, year, beside)
        if begins is None:
            break
        day = _counted_from(begins, beside)
        if max(begins, day) >= today or len(years) == 1:
            known = beside.edge == "feast" or holidays.published(name, year)
            return Days((day,), certain=known and holidays.certain(name, year))
    return Days((), certain=False)


def _counted_from(begins: date, beside: Beside) -> date:
    day = add(begins, beside.away)
    if beside.weekday is None:
        return day
    return day + timedelta(days=(beside.weekday - day.weekday()) % 7)


def _weekdays(weekdays: tuple[int, ...], week: int | None, today: date) -> Days:
    if week is not None:
        monday = _monday(today, week)
        return Days(tuple(monday + timedelta(days=day) for day in weekdays))
    away = sorted((day - today.weekday()) % 7 for day in weekdays)
    turns = (timedelta(days=day + turn) for turn in (0, 7) for day in away)
    return Days(tuple(today + turn for turn in turns), rolls=True)


def _monday(today: date, week: int) -> date:
    return today + timedelta(weeks=week, days=-today.weekday())


def _of_month(slots: Slots, today: date) -> Days | None:
    if "month" not in slots and "quarter" not in slots:
        return _of_any_month(slots, today)
    months = _months(slots, today)
    if slots.keys().isdisjoint(("days", "ordinal")) and months[0] == (today.year, today.month):
        return Days((), certain=False)
    found = _present([day for at in months for day in _in_month(slots, *at)])
    if found is None or "ordinal" in slots or "days" not in slots:
        return found and Days(found.days, certain="ordinal" in slots)
    return found if _agree(slots, found.days, today) else None


def _agree(slots: Slots, days: tuple[date, ...], today: date) -> bool:
    """Whether the weekday is that of the coming such day, or of one that has just passed."""
    if "weekdays" not in slots:
        return True
    ahead = next((day for day in days if day >= today), None)
    meant = [day for day in days if ahead is None or day.year == ahead.year or _slip(day, today)]
    return any(day.weekday() in slots["weekdays"] for day in meant)


def _slip(day: date, today: date) -> bool:
    return timedelta() < today - day < SLIP


def _of_any_month(slots: Slots, today: date) -> Days | None:
    """5号 of this month or a later one; 最后一天 of a year; a year alone is a guess."""
    if "year" in slots:
        return _of_year(slots, today)
    if "ordinal" in slots or slots.get("loose"):
        return Days((), certain=False)
    months = [divmod(today.year * 12 + today.month - 1 + step, 12) for step in range(13)]
    known = [day for year, month in months for day in _in_month(slots, year, month + 1) if day]
    ahead = tuple(day for day in known if day >= today)
    if "weekdays" in slots:
        return Days(ahead[:1]) if ahead[0].weekday() in slots["weekdays"] else None
    return Days(ahead, rolls=True)


def _of_year(slots: Slots, today: date) -> Days | None:
    year = _year(slots["year"], today)
    if slots.get("loose"):
        return Days((date(year, 12, 31) if slots["days"][0] < 0 else date(year, 1, 1),))
    return Days((date(year, 12, 31),) if year < today.year else (), certain=False)


def _months(slots: Slots, today: date) -> list[tuple[int, int]]:
    if "quarter" in slots:
        last = slots.get("ordinal", slots.get("days", (1,))[0]) < 0
        within = slots.get("month_of_quarter", 3 if last else 1)
        return [_month_at(today.year, (today.month - 1) // 3 * 3 + 3 * slots["quarter"] + within)]
    month = slots["month"]
    if month.relative:
        return [_month_at(today.year, today.month + month.value)]
    if "year" in slots:
        return [(_year(slots["year"], today), month.value)]
    return [(today.year, month.value), (today.year + 1, month.value)]


def _month_at(year: int, month: int) -> tuple[int, int]:
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def _in_month(slots: Slots, year: int, month: int) -> list[date | None]:
    if "ordinal" in slots:
        return [_counted(slots, year, month)]
    return [_nth(year, month, day) for day in slots.get("days", (1,))]


def _nth(year: int, month: int, day: int) -> date | None:
    last = monthrange(year, month)[1]
    at = day if day > 0 else last + 1 + day
    return date(year, month, at) if 1 <= at <= last else None


def _counted(slots: Slots, year: int, month: int) -> date | None:
    every = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    if slots.get("workday"):
        chosen = [day for day in every if calendar.is_workday(day)]
    else:
        chosen = [day for day in every if day.weekday() in slots.get("weekdays", ())]
    index = slots["ordinal"] - (1 if slots["ordinal"] > 0 else 0)
    return chosen[index] if -len(chosen) <= index < len(chosen) else None


def _present(found: list[date | None]) -> Days | None:
    known = tuple(day for day in found if day is not None)
    return Days(known) if known else None
