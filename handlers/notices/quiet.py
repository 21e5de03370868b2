"""Quiet hours: when nobody is disturbed, unless the sender says so."""

from datetime import date, datetime, time

from bot.clock import ZONE, milliseconds, moment
from bot.when.calendar import is_workday, next_workday

OPENS, CLOSES = 8, 20  # o'clock, on working days


def next_opening(now: int) -> int | None:
    """When the quiet that reigns at `now` is over; None when there is none. Milliseconds."""
    here = moment(now)
    working = is_workday(here.date())
    if working and OPENS <= here.hour < CLOSES:
        return None
    return _opening(here.date() if working and here.hour < OPENS else next_workday(here.date()))


def _opening(day: date) -> int:
    return milliseconds(datetime.combine(day, time(OPENS), ZONE))
