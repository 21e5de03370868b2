"""Several times in one sentence: 下午3点和5点, 周三或者周四, 5号到10号, 15号之前三次."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.when import once, repeated
from bot.when.answer import Meant, When
from bot.when.choice import Choice
from bot.when.mentions import day_after
from bot.when.slots import DATE_SLOTS, Slots

_LONGEST = 10  # days that are told one by one
_FURTHER_HOURS = (15, 20)  # where there are fewer days than times


def beside(choice: Choice, first: When, now: datetime) -> When:
    """The first time with the others; which of them are meant is asked where one cannot be sure."""
    if not _says_several(choice):
        return first
    also = _further(choice, first, now)
    if not also and not choice.others:
        return first
    sure = first.at is not None and all(each.at for each in also)
    meant: Meant = "perhaps"
    if choice.either:
        meant = "one"
    elif sure and not choice.until and choice.times == 1 and "run" not in choice.slots:
        meant = "all"
    guess = first.at or first.guess
    why = first.why or "vague"
    return replace(first, at=None, why=why, guess=guess, also=also, meant=meant)


def _says_several(choice: Choice) -> bool:
    slots = choice.slots
    if "lead" in slots:
        return False
    if choice.others or choice.until or choice.times > 1:
        return True
    return len(slots.get("days", ())) > 1 or len(slots.get("weekdays", ())) > 1


def _further(choice: Choice, first: When, now: datetime) -> tuple[When, ...]:
    """The times beside the first, in order; none where the first itself is not known."""
    if choice.others:
        return tuple(when for slots in choice.others if (when := _one(slots, now)))
    at = first.at or first.guess
    if at is None or first.why == "past" or "every" in choice.slots:
        return ()
    if choice.times > 1:
        return _up_to(at, choice, now)
    if choice.until and not DATE_SLOTS.isdisjoint(choice.until):
        return _each_day(at, choice.until, now)
    return _listed(at, choice.slots, now)


def _one(slots: Slots, now: datetime) -> When | None:
    when = repeated.resolve(slots, now) if "every" in slots else once.resolve(slots, now)
    return when if when.at or (when.guess and when.why != "past") else None


def _each_day(first: datetime, until: Slots, now: datetime) -> tuple[When, ...]:
    last = day_after(until, first, now)
    days = (last.date() - first.date()).days if last else 0
    if not 0 < days < _LONGEST:
        return ()
    return tuple(When(first + timedelta(days=day)) for day in range(1, days + 1))


def _listed(first: datetime, slots: Slots, now: datetime) -> tuple[When, ...]:
    """5号和7号, 周二和周四; 周一到周五 once are all the days between."""
    weekdays, days = slots.get("weekdays", ()), slots.get("days", ())
    if len(days) < 2 and (len(weekdays) < 2 or "ordinal" in slots):
        return ()
    each: list[Slots] = [{"days": (day,)} for day in days[1:]]
    each = each or [{"weekdays": (day,)} for day in weekdays if day != first.weekday()]
    found = [day_after(one, first, now) for one in each]
    return tuple(
        When(datetime.combine(day, first.timetz()))
        for day in sorted(filter(None, found))
        if day > first
    )


def _up_to(last: datetime, choice: Choice, now: datetime) -> tuple[When, ...]:
    """Three times before the 15th: on the days up to it."""
    if "usual" not in choice.slots and ("clock" in choice.slots or "before" not in choice.slots):
        return ()
    found: list[datetime] = []
    for hour in (last.hour, *_FURTHER_HOURS):
        days = (last.replace(hour=hour) - timedelta(days=day) for day in range(_LONGEST))
        ahead = [day for day in days if now < day <= last and day not in found]
        found += ahead if hour == last.hour else reversed(ahead)
    return tuple(map(When, sorted(found[1 : choice.times])))
