"""The recurrence a phrase means, and its first time."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.when import exceptions, holidays, once
from bot.when.answer import When, asked
from bot.when.hours import DAY, readings, unsaid
from bot.when.recurring import Every, Rule, next_working
from bot.when.slots import Clock, Ref, Slots, Span

_WORKING_WEEK = (0, 1, 2, 3, 4)
_MONTHS = range(1, 13)
_BOUNDS = frozenset(("week", "relative", "quarter", "after"))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A recurrence as said; the rule of working days is None. `sure` is false when it must be asked."""

    every: Every
    rule: Rule | None
    sure: bool = True


def resolve(slots: Slots, now: datetime, start: date | None = None) -> When:
    """`start` is the first day the recurrence may fall on; a lead in `slots` moves every time."""
    slots = _this_hour(slots, now) if slots.get("same_hour") else slots
    said = readings(slots)
    if said is None or slots.get("impossible"):
        return asked("impossible")
    slots = exceptions.kept(slots) if "but" in slots else slots
    pattern = _pattern(slots, now.date())
    if pattern is None:
        return asked("vague")
    lead = slots.get("lead", Span())
    away, minutes = divmod(said.usual - lead.seconds // 60, DAY)
    moved = _moved(pattern, away - lead.days, minutes)
    begun = max(now, once.at(start, 0) - timedelta(seconds=1)) if start else now
    try:
        when = _first(moved, minutes, begun)
    except OverflowError:  # every 13th month
        return asked("impossible")
    return (
        when
        if moved.sure and not _unsure(slots)
        else replace(when, at=None, why="vague", guess=when.at)
    )


def _this_hour(slots: Slots, now: datetime) -> Slots:
    """每周这个时候 is on the same weekday, 每月这个时候 on the same day of the month."""
    day: dict[str, Slots] = {
        "week": {"weekdays": (now.weekday(),)},
        "month": {"days": (now.day,)},
        "year": {"month": Ref(now.month), "days": (now.day,)},
    }
    same = {} if _says_day(slots) or "weekdays" in slots else day.get(slots["every"], {})
    return {**same, **slots, "clock": Clock(now.hour, now.minute, literal=True)}


def _unsure(slots: Slots) -> bool:
    """Beside vague words, a recurrence within bounds (下周每天): it would have to end."""
    vague = slots.get("vague") and "clock" not in slots
    bounded = not _BOUNDS.isdisjoint(slots) or ("month" in slots and slots["every"] != "year")
    both = {"days", "weekdays"} <= slots.keys()
    doubt = slots.get("rough") or slots.get("usual") or slots.get("about") or vague or both
    return bool(doubt or unsaid(slots) or bounded)


def _first(pattern: Pattern, minutes: int, after: datetime) -> When:
    if pattern.rule is None:
        return When(next_working(after, *divmod(minutes, 60)), pattern.every)
    return When(pattern.rule.first(after), pattern.every, str(pattern.rule))


def _moved(pattern: Pattern, days: int, minutes: int) -> Pattern:
    """The pattern at an hour, so many days later: 晚上12点 is the next day's, 提前一天 the one before's."""
    if pattern.rule is None:
        return replace(pattern, sure=pattern.sure and not days)
    rule = replace(pattern.rule, hour=minutes // 60, minute=minutes % 60)
    if rule.freq == "WEEKLY":
        rule = replace(rule, weekdays=tuple(sorted((day + days) % 7 for day in rule.weekdays)))
        return replace(pattern, rule=rule)
    if not days or rule.freq == "DAILY":
        return replace(pattern, rule=rule)
    later = tuple(day + days for day in rule.days)
    kept = bool(later) and all(1 <= day <= 28 for day in later) and min(rule.days) > 0
    return replace(pattern, rule=replace(rule, days=later) if kept else rule, sure=kept)


def _pattern(slots: Slots, today: date) -> Pattern | None:
    match slots["every"]:
        case "day":
            return _daily(slots)
        case "workday":
            return Pattern("WORKDAY", None)
        case "week":
            return _weekly(slots)
        case "month":
            return _monthly(slots, today)
        case "quarter":
            return _quarterly(slots)
        case "year":
            return _yearly(slots, today)
        case "hour":
            return None


def _daily(slots: Slots) -> Pattern:
    if "weekdays" in slots:
        return _weekly(slots)
    return Pattern("DAILY", Rule("DAILY", slots.get("interval", 1)))


def _weekly(slots: Slots) -> Pattern:
    weekdays = tuple(sorted(set(slots.get("weekdays", (0,)))))
    if weekdays == _WORKING_WEEK and "interval" not in slots:
        return Pattern("WORKDAY", None)
    rule = Rule("WEEKLY", slots.get("interval", 1), weekdays=weekdays)
    return Pattern("WEEKLY", rule, sure="weekdays" in slots)


def _monthly(slots: Slots, today: date) -> Pattern | None:
    interval = slots.get("interval", 1)
    rule = _in_month(slots)
    if 12 % interval:
        return None
    if interval == 1:
        return Pattern("MONTHLY", rule, sure=_says_day(slots))
    first = rule.first(once.at(today, DAY - 1)).month
    months = tuple(month for month in _MONTHS if (month - first) % interval == 0)
    return Pattern("MONTHLY", replace(rule, interval=interval, months=months), _says_day(slots))


def _says_day(slots: Slots) -> bool:
    return not slots.keys().isdisjoint(("days", "ordinal"))


def _in_month(slots: Slots) -> Rule:
    if "ordinal" not in slots:
        return Rule("MONTHLY", days=tuple(sorted(set(slots.get("days", (1,))))))
    if slots.get("workday"):
        return Rule("MONTHLY", weekdays=_WORKING_WEEK, position=slots["ordinal"])
    return Rule("MONTHLY", weekdays=slots.get("weekdays", (0,))[:1], ordinal=slots["ordinal"])


def _quarterly(slots: Slots) -> Pattern:
    rule = _in_month(slots)
    edge = slots.get("loose") or "ordinal" in slots
    last = bool(edge) and (rule.days[:1] == (-1,) or slots.get("ordinal", 0) < 0)
    month = slots.get("month_of_quarter", 3 if last else 1)
    months = tuple(range(month, 13, 3))
    sure = _says_day(slots) and bool(edge or "month_of_quarter" in slots)
    return Pattern("QUARTERLY", replace(rule, interval=3, months=months), sure)


def _yearly(slots: Slots, today: date) -> Pattern | None:
    interval = slots.get("interval", 1)
    if "beside" in slots:
        return None
    if "holiday" in slots:
        return _feast(slots["holiday"], interval)
    month = slots["month"].value if "month" in slots else today.month
    if slots.get("loose") and "month" not in slots:
        month = 12 if slots["days"][0] < 0 else 1
    rule = replace(_in_month(slots), freq="YEARLY", interval=interval, months=(month,))
    sure = _says_day(slots) and ("month" in slots or bool(slots.get("loose")))
    return Pattern("YEARLY", rule, sure) if "month" in slots or sure else None


def _feast(name: str, interval: int) -> Pattern | None:
    """Lunar feasts follow no rule of months and days."""
    if name not in holidays.FIXED:
        return None
    month, day = holidays.FIXED[name]
    return Pattern("YEARLY", Rule("YEARLY", interval, months=(month,), days=(day,)))
