"""The hour meant, in minutes from the midnight that begins the day named."""

from typing import NamedTuple

from bot.when.slots import Part, Slots

NINE = 9 * 60
DAY = 24 * 60
_HALF = 12 * 60
_OFFICE_STARTS = 6
_EARLIEST = {Part.NOON: 1, Part.AFTERNOON: 1, Part.DUSK: 3}


class Hours(NamedTuple):
    """Every reading, earliest first, and the one of a day without the present hour as a guide."""

    readings: tuple[int, ...]
    usual: int


def readings(slots: Slots) -> Hours | None:
    """Readings of the part of the day and the clock; nine when none is said; None: impossible."""
    clock, part = slots.get("clock"), slots.get("part")
    if clock is None:
        return _only(NINE if part is None else part.value * 60)
    minutes = clock.hour * 60 + clock.minute
    if part is not None:
        return _in_part(part, clock.hour, minutes)
    if clock.literal:
        return _only(minutes)
    usual = minutes + _HALF if clock.hour < _OFFICE_STARTS else minutes
    return Hours((minutes, minutes + _HALF), usual)


def unsaid(slots: Slots) -> bool:
    """凌晨 or 半夜 without an hour: nobody can tell which."""
    part = slots.get("part")
    return part is not None and not part.clear and "clock" not in slots


def _only(minutes: int) -> Hours:
    return Hours((minutes,), minutes)


def _in_part(part: Part, hour: int, minutes: int) -> Hours | None:
    if part in (Part.EVENING, Part.NIGHT):
        return _at_night(hour, minutes, 5 if part is Part.EVENING else 6)
    if part in (Part.SMALL_HOURS, Part.EARLY, Part.MORNING):
        if part is Part.SMALL_HOURS and hour == 12:
            return _only(minutes - _HALF)
        return _only(minutes) if hour <= 12 else None
    if hour < _EARLIEST[part]:
        return None
    late = {Part.NOON: range(1, 4), Part.AFTERNOON: range(1, 12), Part.DUSK: range(3, 10)}[part]
    return _only(minutes + _HALF if hour in late else minutes)


def _at_night(hour: int, minutes: int, begins: int) -> Hours:
    """晚上12点 ends the day; 今晚1点 is in the night after it, or still in this one."""
    if hour in (0, 12):
        return _only(minutes % _HALF + DAY)
    if hour < begins:
        return Hours((minutes, minutes + DAY), minutes + DAY)
    return _only(minutes + _HALF if hour < 12 else minutes)


def over(part: Part | None) -> int:
    """The minute at which a part of the day is over."""
    ends = {
        Part.SMALL_HOURS: 6,
        Part.EARLY: 9,
        Part.MORNING: 12,
        Part.NOON: 14,
        Part.AFTERNOON: 18,
        Part.DUSK: 20,
    }
    return 60 * ends[part] if part in ends else DAY
