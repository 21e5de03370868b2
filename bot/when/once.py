"""The moment a phrase means that does not recur."""

from datetime import date, datetime, time, timedelta

from bot.clock import ZONE
from bot.when import days
from bot.when.answer import When, asked
from bot.when.days import Days
from bot.when.hours import Hours, over, readings, unsaid
from bot.when.slots import DATE_SLOTS, Clock, Part, Ref, Slots, Span, without

_WEEKEND = (5, 6)
_THIS = Ref(0, relative=True)
_FARTHEST = timedelta(days=36_500)


def resolve(slots: Slots, now: datetime) -> When:
    if slots.get("impossible"):
        return asked("impossible")
    if slots.get("same_hour"):
        slots = _this_hour(slots, now)
    if "ago" in slots:
        return asked("past")
    if "after" in slots and slots["after"].exact:
        return _doubted(slots, _soon(slots["after"], now))
    if _says_nothing(slots):
        return asked("vague")
    return _doubted(slots, _stated(slots, now))


def _this_hour(slots: Slots, now: datetime) -> Slots:
    """Of 下周, 下个月 and 明年 it is the same day as well."""
    said = {name for name in slots if name in DATE_SLOTS}
    whole = said <= {"week", "month", "year"} and slots.get("month", _THIS).relative
    day: Slots = {"relative": 0} if whole else {}
    return {**slots, **day, "clock": Clock(now.hour, now.minute, literal=True)}


def at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(), ZONE) + timedelta(minutes=minutes)


def before(moment: datetime, lead: Span) -> datetime:
    """The moment a length of time earlier; days before keep the hour."""
    day = days.add(moment.date(), lead.back)
    return datetime.combine(day, moment.timetz()) - timedelta(seconds=lead.seconds)


def _soon(after: Span, now: datetime) -> When:
    away = timedelta(seconds=after.seconds)
    if away >= _FARTHEST:
        return asked("impossible")
    return When((now + away).replace(microsecond=0))


def _says_nothing(slots: Slots) -> bool:
    return DATE_SLOTS.isdisjoint(slots) and not {"part", "clock"} & slots.keys()


def _doubted(slots: Slots, when: When) -> When:
    """A time that is only about right is proposed, not taken."""
    if slots.get("about") and when.why == "past":
        return asked("vague", when.guess)
    vague = slots.get("vague") and "clock" not in slots
    if when.at is None:
        return when
    unclear = (
        vague
        or slots.get("rough")
        or slots.get("usual")
        or slots.get("about")
        or _several(slots, when.at)
    )
    return asked("vague", when.at) if unclear else when


def _several(slots: Slots, at: datetime) -> bool:
    """周二和周四 once; a stretch counts from its first day, unless that has passed."""
    weekdays = slots.get("weekdays", ())
    if len(weekdays) < 2 or weekdays == _WEEKEND:
        return False
    return not slots.get("run") or at.weekday() != weekdays[0]


def _stated(slots: Slots, now: datetime) -> When:
    found, said = days.possible(slots, now.date()), readings(slots)
    if said is None:
        return asked("impossible")
    if found is None:
        return asked("impossible", _despite_weekday(slots, now))
    if DATE_SLOTS.isdisjoint(slots):
        return _hour_alone(slots, said, now)
    ahead = _ahead(found, said, now)
    if ahead is None:
        return _passed(slots, found, now)
    day, moment = ahead
    if not found.certain or _part_unclear(slots, moment, now):
        return asked("vague", moment)
    return _unless_slip(slots, found, day, moment, now)


def _despite_weekday(slots: Slots, now: datetime) -> datetime | None:
    """The date, when only the weekday said with it is wrong."""
    if "weekdays" not in slots or slots.keys().isdisjoint(("days", "relative", "after", "holiday")):
        return None
    return _stated(without(slots, "weekdays"), now).at


def _ahead(found: Days, said: Hours, now: datetime) -> tuple[date, datetime] | None:
    """The first moment still to come; only today may an hour be read by what is left of the day."""
    for day in found.days:
        readings = said.readings if day == now.date() and not found.rolls else (said.usual,)
        for minutes in readings:
            if (moment := at(day, minutes)) > now:
                return day, moment
    return None


def _part_unclear(slots: Slots, moment: datetime, now: datetime) -> bool:
    """凌晨 and 半夜 without an hour; 半夜两点 of another day, which may begin or end it."""
    if "clock" not in slots:
        return unsaid(slots)
    other_day = moment.date() > now.date() + timedelta(days=1)
    return slots.get("part") is Part.NIGHT and 1 <= slots["clock"].hour <= 5 and other_day


def _unless_slip(slots: Slots, found: Days, named: date, moment: datetime, now: datetime) -> When:
    """A month and day without a year: if this year's has just passed, ask before taking next year's."""
    this_year = [day for day in found.days if day.year == now.year and day < named]
    bare = "month" in slots and "year" not in slots and not slots["month"].relative
    if not bare or named.year == now.year or not this_year:
        return When(moment)
    if this_year[-1] == now.date():
        return _passed(slots, Days((now.date(),)), now)
    return asked("past", moment) if now.date() - this_year[-1] < days.SLIP else When(moment)


def _hour_alone(slots: Slots, said: Hours, now: datetime) -> When:
    """三点 is the next three o'clock; if both have passed, tomorrow's if that can only be one."""
    for minutes in said.readings:
        if (moment := at(now.date(), minutes)) > now:
            return asked("vague", moment) if unsaid(slots) else When(moment)
    if running := _still_running(slots, now):
        return asked("vague", running)
    tomorrow = at(now.date() + timedelta(days=1), said.usual)
    clear = said.usual == said.readings[0] and not unsaid(slots)
    return When(tomorrow) if clear else asked("vague", tomorrow)


def _still_running(slots: Slots, now: datetime) -> datetime | None:
    """今天下午 said at four: some full hour of what is left of it."""
    end = at(now.date(), over(slots.get("part")))
    if "clock" in slots or now >= end:
        return None
    later = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return later if later < end else None


def _passed(slots: Slots, found: Days, now: datetime) -> When:
    today = now.date() in found.days
    if today and (running := _still_running(slots, now)):
        return asked("vague", running)
    if not found.days:
        return asked("vague")
    if today and "weekdays" not in slots:
        slots = {**without(slots, *DATE_SLOTS), "relative": 0}
    return asked("past", _again(slots, now))


def _again(slots: Slots, now: datetime) -> datetime | None:
    """The next moment of the same name: tomorrow's hour, the coming Friday, next year's day."""
    later = without(slots, "year", "week")
    if "relative" in slots:
        later = {**without(slots, *DATE_SLOTS), "relative": 1}
    elif "month" in slots and slots["month"].relative:
        later = without(later, "month")
    if DATE_SLOTS.isdisjoint(later) or later == slots:
        return None
    found, said = days.possible(later, now.date()), readings(later)
    ahead = None if found is None or said is None else _ahead(found, said, now)
    return ahead and ahead[1]
