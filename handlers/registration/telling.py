"""Telling many people that an event has changed or is called off: in slices, as due work."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import commitments, schedule
from bot.commitments import Commitment
from bot.delivery import outbox
from bot.store.tx import Tx
from bot.when import saying
from handlers.registration import cards, events, seats
from handlers.registration.events import Event
from handlers.registration.seats import SOURCE, Registration

SLICE = 40  # people in one change, so that it takes no more than 5 ms
PROMOTED = 15  # … whose waiting ends; each is told with a whole card


# ---------------------------------------------------------------- what has changed


def start(tx: Tx, event: Event, lines: Sequence[str], *, moved: bool) -> None:
    """Have everybody who is registered by now told `lines`; `moved`: also when it takes place."""
    _go_on(tx, event.id, "", {"lines": list(lines), "moved": moved, "changed": tx.now})


def _go_on(tx: Tx, event_id: str, after: str, details: Mapping[str, Any]) -> None:
    rest = {key: value for key, value in details.items() if key not in ("after", "event", "run_at")}
    subject = f"registration.tell:{event_id}"
    schedule.put(tx, "registration.tell", tx.now, subject, event=event_id, after=after, **rest)


def tell(tx: Tx, details: Mapping[str, Any]) -> None:
    """One slice, and then the next as work of its own."""
    events.hold(tx, details["event"])
    event = events.get(tx, details["event"])
    if event is None:
        return
    which = {"event_id": event.id, "after": details["after"], "changed": details["changed"]}
    rows = tx.rows("registration.to_tell", **which, count=SLICE)
    for row in rows:
        place = seats.registration(row)
        if event.open:
            _tell_of_change(tx, event, place, details)
        else:
            _tell_it_is_off(tx, event, place)
    if len(rows) == SLICE:
        _go_on(tx, event.id, rows[-1]["id"], details)


def _tell_of_change(tx: Tx, event: Event, place: Registration, details: Mapping[str, Any]) -> None:
    lines = [f"【活动有变化】{event.title}", *details["lines"]]
    if details["moved"]:
        lines += _moved(tx, event, place)
    kept = "候补位置" if place.waiting else "名额"
    out = f"回复“取消报名 {place.code}”" if event.deadline_at > tx.now else "回复“人工”"
    lines.append(f"您的{kept}还在，不用重新报名；来不了请{out}。")
    outbox.tell_member(tx, place.member_id, "\n".join(lines), seats.subject(place))


def _moved(tx: Tx, event: Event, place: Registration) -> list[str]:
    """The commitment and the reminder go along; a clash is named, and theirs to solve."""
    when = (event.starts_at, event.ends_at)
    commitments.move(tx, Commitment(SOURCE, place.id, event.title, *when))
    schedule.drop(tx, seats.subject(place))
    if not place.waiting:
        seats.remind_the_day_before(tx, place, event)
    other = commitments.clash(tx, place.member_id, *when, besides=place.id)
    if other is None:
        return []
    at = saying.at(other.starts_at, tx.now)
    return [f"“{event.title}”现在与您 {at} 的“{other.title}”时间冲突，两项都还留着，请您选一项。"]


def _tell_it_is_off(tx: Tx, event: Event, place: Registration) -> None:
    commitments.drop(tx, SOURCE, place.id)
    schedule.drop(tx, seats.subject(place))
    outbox.withdraw(tx, seats.subject(place))
    text = cards.called_off(tx, event)
    outbox.tell_member(tx, place.member_id, text, seats.subject(place))


# ---------------------------------------------------------------- more seats


def widen(tx: Tx, details: Mapping[str, Any]) -> None:
    """Raise a capacity, so many at a time as leave a waiting list, so that nobody passes it by."""
    event_id, mode, capacity = details["event"], details["mode"], details["capacity"]
    events.hold(tx, event_id)
    event = events.get(tx, event_id)
    pool = event.pool(mode) if event else None
    if event is None or pool is None or not event.open:
        return
    count = min(PROMOTED, pool.waiting, capacity - pool.taken)
    goes_on = count < pool.waiting and pool.taken + count < capacity
    now = pool.taken + count if goes_on else capacity
    tx.run("registration.set_capacity", event_id=event_id, mode=mode, capacity=now)
    for _ in range(count):
        cards.tell_promoted(tx, seats.promote(tx, event, mode), event)
    if goes_on:
        rest = {"event": event_id, "mode": mode, "capacity": capacity}
        schedule.put(tx, "registration.widen", tx.now, widening(event_id, mode), **rest)


def widening(event_id: str, mode: str) -> str:
    """What still unfinished widening is dropped by."""
    return f"registration.widen:{event_id}:{mode}"
