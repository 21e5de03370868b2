"""A year's figures, kept as counts before its people are forgotten."""

from datetime import datetime

from bot.clock import ZONE, milliseconds, moment
from bot.store.tx import Tx

SLICE = 50  # organisations whose members are counted in one change
MONTHS = 1  # after a year's end, in which what came late may still be entered


def begins(year: int) -> int:
    """The first moment of a year, milliseconds."""
    return milliseconds(datetime(year, 1, 1, tzinfo=ZONE))


def freeze(tx: Tx, after: str) -> str | None:
    """One slice of the oldest year that stands for itself; where to go on, None when all do."""
    year = _next(tx)
    if year is None:
        return None
    span = {"year": year, "since": begins(year), "before": begins(year + 1)}
    until = tx.value("yearly.slice", after=after, count=SLICE)
    if until is None:
        for query in ("yearly.freeze_held", "yearly.put_frozen"):
            tx.run(query, **span)
        return ""
    tx.run("yearly.freeze_taken_part", after=after, until=until, **span)
    return str(until)


def _next(tx: Tx) -> int | None:
    first = tx.value("yearly.first")
    if first is None:
        return None
    now = moment(tx.now)
    over = now.year if now.month > MONTHS else now.year - 1
    years = range(moment(first).year, over)
    return next((year for year in years if tx.value("yearly.frozen", year=year) is None), None)
