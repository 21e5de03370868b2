"""Seats and waiting lists: taken by a conditional update, promoted in the freeing transaction."""

from typing import NamedTuple

from bot import commitments, schedule
from bot.clock import moment
from bot.commitments import Commitment
from bot.delivery import outbox
from bot.store.tx import Row, Tx
from handlers.registration import events
from handlers.registration.events import Event

SOURCE = "registration"


class Registration(NamedTuple):
    id: str
    event_id: str
    member_id: str
    mode: str
    state: str  # confirmed, waiting or cancelled
    ticket: int
    code: str

    @property
    def waiting(self) -> bool:
        return self.state == "waiting"


def registration(row: Row) -> Registration:
    return Registration(
        row["id"],
        row["event_id"],
        row["member_id"],
        row["mode"],
        row["state"],
        row["ticket"],
        row["code"],
    )


def event_of(tx: Tx, place: Registration) -> Event:
    found = events.get(tx, place.event_id)
    assert found is not None  # noqa: S101 - a foreign key
    return found


def find(tx: Tx, event_id: str, member_id: str) -> Registration | None:
    """The person's live registration for an event."""
    row = tx.row("registration.find_registration", event_id=event_id, member_id=member_id)
    return registration(row) if row and row["state"] != "cancelled" else None


def get(tx: Tx, registration_id: str) -> Registration | None:
    row = tx.row("registration.get_registration", id=registration_id)
    return registration(row) if row and row["state"] != "cancelled" else None


def held(tx: Tx, registration_id: str) -> Registration | None:
    """`get`, with its event held: nobody promotes or cancels it meanwhile."""
    place = get(tx, registration_id)
    if place is None:
        return None
    events.hold(tx, place.event_id)
    return get(tx, registration_id)


def of_member(tx: Tx, member_id: str) -> list[Registration]:
    """What lies ahead, soonest first."""
    return [registration(r) for r in tx.rows("registration.of_member", member_id=member_id)]


def position(tx: Tx, place: Registration) -> int:
    """1 for the first in the waiting list."""
    ahead = tx.value(
        "registration.ahead_in_queue", event_id=place.event_id, mode=place.mode, ticket=place.ticket
    )
    return int(ahead) + 1


def book(tx: Tx, member_id: str, event: Event, mode: str) -> Registration:
    """A seat, or the end of the waiting list. The caller holds the event and has checked
    deadline and clashes."""
    state, ticket = _seat_or_ticket(tx, event.id, mode)
    row = tx.row(
        "registration.put_registration",
        id=tx.new_id(),
        event_id=event.id,
        member_id=member_id,
        mode=mode,
        state=state,
        ticket=ticket,
        code=_new_code(tx, event.id),
    )
    assert row is not None  # noqa: S101 - RETURNING of an upsert
    place = registration(row)
    commitments.put(
        tx,
        member_id,
        Commitment(SOURCE, place.id, event.title, event.starts_at, event.ends_at),
    )
    if not place.waiting:
        remind_the_day_before(tx, place, event)
    return place


def _seat_or_ticket(tx: Tx, event_id: str, mode: str) -> tuple[str, int]:
    if tx.run("registration.take_seat", event_id=event_id, mode=mode):
        return "confirmed", 0
    return "waiting", int(tx.value("registration.join_queue", event_id=event_id, mode=mode))


def _new_code(tx: Tx, event_id: str) -> str:
    while True:
        code = tx.new_code()
        if tx.row("registration.code_taken", event_id=event_id, code=code) is None:
            return code


def cancel(tx: Tx, place: Registration, event: Event) -> Registration | None:
    """Free a place that is held; the first in its waiting list gets it and is returned."""
    tx.run("registration.set_state", id=place.id, state="cancelled")
    commitments.drop(tx, SOURCE, place.id)
    schedule.drop(tx, subject(place))
    outbox.withdraw(tx, subject(place))
    return _release(tx, place, event)


def _release(tx: Tx, place: Registration, event: Event) -> Registration | None:
    which = {"event_id": place.event_id, "mode": place.mode}
    if place.waiting:
        tx.run("registration.leave_queue", **which)
        return None
    tx.run("registration.free_seat", **which)
    return promote(tx, event, place.mode)


def promote(tx: Tx, event: Event, mode: str) -> Registration | None:
    """Give a free seat to the first who waits for it."""
    row = tx.row("registration.first_in_queue", event_id=event.id, mode=mode)
    if row is None or not tx.run("registration.take_seat", event_id=event.id, mode=mode):
        return None
    tx.run("registration.leave_queue", event_id=event.id, mode=mode)
    tx.run("registration.set_state", id=row["id"], state="confirmed")
    place = get(tx, row["id"])
    if place is not None:
        remind_the_day_before(tx, place, event)
    return place


def change_mode(
    tx: Tx, place: Registration, event: Event, mode: str
) -> tuple[Registration, Registration | None] | None:
    """Move a place that is held to a free seat of the other mode: (the new place, who was promoted into the old).

    None, with nothing changed, when the other mode is full.
    """
    if not tx.run("registration.take_seat", event_id=event.id, mode=mode):
        return None
    row = tx.row(
        "registration.put_registration",
        id=place.id,
        event_id=event.id,
        member_id=place.member_id,
        mode=mode,
        state="confirmed",
        ticket=0,
        code=place.code,
    )
    assert row is not None  # noqa: S101 - RETURNING of an upsert
    moved = registration(row)
    if place.waiting:
        remind_the_day_before(tx, moved, event)
    return moved, _release(tx, place, event)


def subject(place: Registration) -> str:
    return f"{SOURCE}:{place.id}"


def remind_at(event: Event) -> int:
    """Nine in the morning of the day before, milliseconds."""
    day = moment(event.starts_at).replace(hour=9, minute=0, second=0, microsecond=0)
    return round(day.timestamp() * 1000) - 24 * 3_600_000


def remind_the_day_before(tx: Tx, place: Registration, event: Event) -> None:
    if remind_at(event) > tx.now:
        schedule.put(tx, "registration.day_before", remind_at(event), subject(place), id=place.id)
