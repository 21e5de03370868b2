"""How moments, spans and counts read in a reply."""

from bot.calendar import say
from bot.clock import moment


def at(when: int, now: int) -> str:
    """11月28日（周六）14:30; both in milliseconds since the epoch."""
    return say(moment(when), moment(now))


def count(number: int) -> str:
    return f"{number:,}"
