"""How moments, spans and counts read in a reply."""

from functools import lru_cache

from bot.clock import moment
from bot.when.calendar import say

_HOUR = 3_600_000


def at(when: int, now: int) -> str:
    """11月28日（周六）14:30; both in milliseconds since the epoch."""
    return _at(when, now // _HOUR)


@lru_cache(maxsize=4096)
def _at(when: int, hour: int) -> str:
    # Only the year of now is heard, and years begin on the hour.
    return say(moment(when), moment(hour * _HOUR))


def count(number: int) -> str:
    return f"{number:,}"
