"""What the rooms are told when they fill their own tables."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from random import Random

from bot.clock import ZONE, milliseconds
from bot.when import calendar
from bot.when.holidays import day_in

# Feasts on which nothing is held, and for how many days.
_FEASTS = {"元旦": 3, "除夕": 8, "清明": 1, "五一": 3, "端午": 1, "中秋": 1, "国庆": 7}


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything is a function of `seed` and `day`; weeks are counted from 0, the week of `day`."""

    seed: int
    day: date  # the Monday of the week of the first start
    now: int  # milliseconds
    committee_id: str
    units: tuple[Place, ...]
    homes: tuple[Place, ...]  # the units of the people one can play
    communities: tuple[Place, ...]
    crowd: tuple[str, ...]  # members nobody plays: what they signed up for surprises nobody
    regulars: tuple[str, ...]  # confirmed members who take part; only the first fill uses them

    def random(self, *subject: object) -> Random:
        """Chance of its own for each subject, so that nothing depends on what was drawn before."""
        return dice(self.seed, *subject)

    def at(self, week: int, weekday: int, start: str, *, working: bool = False) -> int:
        """Milliseconds of “14:30” on a day of a week (0 is Monday), later if that is a feast.

        What wants a working day goes to the next one, the rest to the same weekday.
        """
        day = self.day + timedelta(days=7 * week + weekday)
        while _festive(day) or (working and not calendar.is_workday(day)):
            day += timedelta(days=1 if working else 7)
        return milliseconds(datetime.combine(day, time.fromisoformat(start), ZONE))


def _festive(day: date) -> bool:
    return any(0 <= (day - start).days < days for start, days in _feasts(day.year))


@lru_cache(maxsize=8)
def _feasts(year: int) -> list[tuple[date, int]]:
    starts = ((day_in(name, year), days) for name, days in _FEASTS.items())
    return [(start, days) for start, days in starts if start]


def dice(seed: int, *subject: object) -> Random:
    # Not a secret: the same demo everywhere is the point.
    return Random("/".join(map(str, (seed, *subject))))  # noqa: S311
