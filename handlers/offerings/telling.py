"""Telling many people that something has changed or is called off: in slices, as due work."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import commitments, schedule
from bot.commitments import Commitment
from bot.language.text import in_quotes
from bot.store.tx import Tx
from bot.when import saying
from handlers.offerings import cards, offering, seats
from handlers.offerings.kind import Kind
from handlers.offerings.offering import Offering, Pool
from handlers.offerings.seats import Seat

SLICE = 40  # people in one change, so that it takes no more than 5 ms
PROMOTED = 15  # … whose waiting ends; each is told with a whole card


# ---------------------------------------------------------------- what has changed


def start(kind: Kind, tx: Tx, of: Offering, lines: Sequence[str], *, moved: bool) -> None:
    """Have everybody who has a place by now told `lines`; `moved`: also when it takes place."""
    _go_on(kind, tx, of.id, "", {"lines": list(lines), "moved": moved, "changed": tx.now})


def _go_on(kind: Kind, tx: Tx, offering_id: str, after: str, details: Mapping[str, Any]) -> None:
    rest = {key: details[key] for key in ("lines", "moved", "changed")}
    work = kind.act("tell")
    schedule.put(
        tx, work, tx.now, f"{work}:{offering_id}", offering=offering_id, after=after, **rest
    )


def tell(kind: Kind, tx: Tx, details: Mapping[str, Any]) -> None:
    """One slice, and then the next as work of its own."""
    offering.hold(tx, details["offering"])
    of = offering.get(kind, tx, details["offering"])
    if of is None:
        return
    which = {"offering_id": of.id, "after": details["after"], "changed": details["changed"]}
    places = [seats.seat(row) for row in tx.rows("offerings.to_tell", **which, count=SLICE)]
    for place in places:
        if of.open:
            _tell_of_change(kind, tx, of, place, details)
        else:
            _tell_it_is_off(kind, tx, of, place)
    if len(places) == SLICE:
        _go_on(kind, tx, of.id, places[-1].id, details)


def _tell_of_change(
    kind: Kind, tx: Tx, of: Offering, place: Seat, details: Mapping[str, Any]
) -> None:
    lines = [f"【{kind.words.changed}】{of.name}", *details["lines"]]
    if details["moved"]:
        lines += _moved(kind, tx, of, place)
    kept = "候补位置" if place.waiting else "名额"
    late = cards.too_late(kind, tx, of, seats.pool_of(place, of))
    out = "回复“人工”" if late else f"回复“{kind.words.leave} {place.code}”"
    lines.append(f"您的{kept}还在，不用重新报名；{kind.words.unable}请{out}。")
    seats.tell(kind, tx, place, "\n".join(lines), patient=True)


def _moved(kind: Kind, tx: Tx, of: Offering, place: Seat) -> list[str]:
    """The commitment and the reminder go along; a clash is named, and theirs to solve."""
    when = of.hours(seats.pool_of(place, of))
    commitments.move(tx, Commitment(kind.name, place.id, of.name, *when))
    schedule.drop(tx, seats.subject(kind, place))
    if not place.waiting:
        seats.remind_the_day_before(kind, tx, place, of)
    other = commitments.clash(tx, place.member_id, *when, besides=place.id)
    if other is None:
        return []
    at = saying.at(other.starts_at, tx.now)
    return [
        f"{in_quotes(of.name)}现在与您 {at} 的{in_quotes(other.title)}时间冲突，两项都还留着，请您选一项。"
    ]


def _tell_it_is_off(kind: Kind, tx: Tx, of: Offering, place: Seat) -> None:
    seats.dropped(kind, tx, place)
    seats.tell(kind, tx, place, cards.called_off(kind, tx, of), patient=True)


# ---------------------------------------------------------------- more seats


def set_capacity(kind: Kind, tx: Tx, of: Offering, pool: Pool) -> None:
    """Of a mode that there is, or of one more."""
    before = of.pool(pool.mode)
    if before is None:
        offering.put_pools(tx, of.id, [pool])
        tx.run("offerings.mark", id=of.id)
    elif before.capacity != pool.capacity:
        schedule.drop(tx, _widening(kind, of.id, pool.mode))
        which = {"offering": of.id, "mode": pool.mode, "capacity": pool.capacity}
        widen(kind, tx, which)


def widen(kind: Kind, tx: Tx, details: Mapping[str, Any]) -> None:
    """Raise a capacity, so many at a time as leave a waiting list, so that nobody passes it by."""
    offering_id, mode, capacity = details["offering"], details["mode"], details["capacity"]
    offering.hold(tx, offering_id)
    of = offering.get(kind, tx, offering_id)
    pool = of.pool(mode) if of else None
    if of is None or pool is None or not of.open:
        return
    count = min(PROMOTED, pool.waiting, capacity - pool.taken)
    goes_on = count < pool.waiting and pool.taken + count < capacity
    now = pool.taken + count if goes_on else capacity
    tx.run("offerings.set_capacity", id=pool.id, capacity=now)
    tx.run("offerings.mark", id=of.id)
    for _ in range(count):
        cards.tell_promoted(kind, tx, seats.promote(kind, tx, of, pool.id), of)
    if goes_on:
        rest = {"offering": offering_id, "mode": mode, "capacity": capacity}
        schedule.put(tx, kind.act("widen"), tx.now, _widening(kind, offering_id, mode), **rest)


def _widening(kind: Kind, offering_id: str, mode: str) -> str:
    """What still unfinished widening is dropped by."""
    return f"{kind.act('widen')}:{offering_id}:{mode}"
