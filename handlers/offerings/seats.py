"""Seats and waiting lists: taken by a conditional update, promoted in the freeing transaction."""

from itertools import islice
from typing import NamedTuple

from bot import commitments, schedule
from bot.clock import milliseconds, moment
from bot.commitments import Commitment
from bot.delivery import outbox, unsubscriptions
from bot.people import contacts
from bot.store.tx import Row, Tx
from handlers.offerings import offering
from handlers.offerings.kind import Kind
from handlers.offerings.offering import DAY, Offering, Pool

# To who has unsubscribed from what is sent of this kind.
THEIRS = "（您退订了这类消息；这条关系到您已报的，所以还告诉您。）"


class Seat(NamedTuple):
    id: str
    offering_id: str
    pool_id: str
    member_id: str
    state: str  # confirmed, waiting or cancelled
    ticket: int
    code: str

    @property
    def waiting(self) -> bool:
        return self.state == "waiting"


def seat(row: Row) -> Seat:
    """Of a query whose columns begin like those of `get_seat`."""
    return Seat._make(islice(row, 7))


def of(kind: Kind, tx: Tx, place: Seat) -> Offering:
    """What it is a seat of."""
    found = offering.get(kind, tx, place.offering_id)
    assert found is not None  # noqa: S101 - a foreign key
    return found


def pool_of(place: Seat, its: Offering) -> Pool:
    return next(pool for pool in its.pools if pool.id == place.pool_id)


def find(tx: Tx, offering_id: str, member_id: str) -> Seat | None:
    """The person's live seat."""
    row = tx.row("offerings.find_seat", offering_id=offering_id, member_id=member_id)
    return seat(row) if row else None


def get(tx: Tx, seat_id: str) -> Seat | None:
    """One that is live."""
    row = tx.row("offerings.get_seat", id=seat_id)
    return seat(row) if row else None


def held(tx: Tx, seat_id: str) -> Seat | None:
    """`get`, with its offering held: nobody promotes or cancels it meanwhile."""
    place = get(tx, seat_id)
    if place is None:
        return None
    offering.hold(tx, place.offering_id)
    return get(tx, seat_id)


def own(tx: Tx, seat_id: str, member_id: str) -> Seat | None:
    """`held`, if it is this person's."""
    place = held(tx, seat_id)
    return place if place and place.member_id == member_id else None


def of_member(kind: Kind, tx: Tx, member_id: str) -> list[Seat]:
    """What lies ahead, soonest first."""
    return [seat(r) for r in tx.rows("offerings.of_member", member_id=member_id, kind=kind.name)]


def position(tx: Tx, place: Seat) -> int:
    """1 for the first in the waiting list."""
    which = {"pool_id": place.pool_id, "ticket": place.ticket}
    return int(tx.value("offerings.ahead_in_queue", **which)) + 1


def book(kind: Kind, tx: Tx, member_id: str, its: Offering, pool: Pool) -> Seat:
    """A seat, or the end of the waiting list. The caller holds the offering and has checked
    deadline and clashes."""
    ticket = 0
    if not _take(tx, its.id, pool.id):
        ticket = int(tx.value("offerings.join_queue", id=pool.id))
    state = "waiting" if ticket else "confirmed"
    code = _new_code(tx, its.id)
    place = Seat(tx.new_id(), its.id, pool.id, member_id, state, ticket, code)
    tx.run("offerings.put_seat", session=pool.session, **place._asdict())
    busy = Commitment(kind.name, place.id, its.name, *its.hours(pool))
    commitments.put(tx, member_id, busy)
    if not place.waiting:
        remind_the_day_before(kind, tx, place, its)
    return place


def _take(tx: Tx, offering_id: str, pool_id: str) -> bool:
    """Whether a place was left."""
    row = tx.row("offerings.take", id=pool_id)
    if row is not None and row["places_left"] == 0:
        tx.run("offerings.mark", id=offering_id)
    return row is not None


def _new_code(tx: Tx, offering_id: str) -> str:
    while True:
        code = tx.new_code()
        if tx.row("offerings.code_taken", offering_id=offering_id, code=code) is None:
            return code


def cancel(kind: Kind, tx: Tx, place: Seat, its: Offering) -> Seat | None:
    """Free a place that is held; the first in its waiting list gets it and is returned."""
    tx.run("offerings.set_state", id=place.id, state="cancelled")
    dropped(kind, tx, place)
    return _release(kind, tx, place, its)


def dropped(kind: Kind, tx: Tx, place: Seat) -> None:
    """Nothing hangs on it any more: no commitment, no reminder, no message on its way."""
    commitments.drop(tx, kind.name, place.id)
    schedule.drop(tx, subject(kind, place))
    outbox.withdraw(tx, subject(kind, place))


def _release(kind: Kind, tx: Tx, place: Seat, its: Offering) -> Seat | None:
    if place.waiting:
        tx.run("offerings.leave_queue", id=place.pool_id)
        return None
    row = tx.row("offerings.free", id=place.pool_id)
    if row is not None and row["places_left"] == 1:
        tx.run("offerings.mark", id=its.id)
    return promote(kind, tx, its, place.pool_id)


def promote(kind: Kind, tx: Tx, its: Offering, pool_id: str) -> Seat | None:
    """Give a free seat to the first who waits for it."""
    row = tx.row("offerings.first_in_queue", pool_id=pool_id)
    if row is None or not _take(tx, its.id, pool_id):
        return None
    tx.run("offerings.leave_queue", id=pool_id)
    tx.run("offerings.set_state", id=row["id"], state="confirmed")
    place = get(tx, row["id"])
    if place is not None:
        remind_the_day_before(kind, tx, place, its)
    return place


def change_mode(
    kind: Kind, tx: Tx, place: Seat, its: Offering, pool: Pool
) -> tuple[Seat, Seat | None] | None:
    """Move a place that is held to a free seat of the other mode: (the new place, who was promoted
    into the old). None, with nothing changed, when the other mode is full."""
    if not _take(tx, its.id, pool.id):
        return None
    tx.run("offerings.move_seat", id=place.id, pool_id=pool.id)
    moved = place._replace(pool_id=pool.id, state="confirmed", ticket=0)
    if place.waiting:
        remind_the_day_before(kind, tx, moved, its)
    return moved, _release(kind, tx, place, its)


def subject(kind: Kind, place: Seat) -> str:
    """What its reminder and its messages are dropped by."""
    return f"{kind.name}:{place.id}"


def tell(kind: Kind, tx: Tx, place: Seat, text: str, *, patient: bool = False) -> None:
    """What concerns a place comes to whoever has it, unsubscribed or not: then it says why."""
    person = contacts.of_member(tx, place.member_id)
    if person is None:
        return
    if unsubscriptions.has(tx, person.openid, kind.name):
        text = f"{text}\n{THEIRS}"
    outbox.tell_person(tx, person, text, subject(kind, place), patient=patient)


def remind_at(place: Seat, its: Offering) -> int:
    """Nine in the morning of the day before, milliseconds."""
    starts_at, _ = its.hours(pool_of(place, its))
    day = moment(starts_at).replace(hour=9, minute=0, second=0, microsecond=0)
    return milliseconds(day) - DAY


def remind_the_day_before(kind: Kind, tx: Tx, place: Seat, its: Offering) -> None:
    at = remind_at(place, its)
    if at > tx.now:
        schedule.put(tx, kind.act("day_before"), at, subject(kind, place), id=place.id)
