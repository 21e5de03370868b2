"""Two hosts decide about one event: one stops after its every statement, the other goes ahead."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from bot.clock import Clock
from bot.message import Again
from bot.people.person import Person
from bot.store import queries
from bot.store.postgres import PostgresStore
from bot.store.tx import Tx
from handlers import registration as events_room
from handlers import volunteering as needs_room
from handlers.exchanges import chat as exchanges
from handlers.registration import changing, events, own, seats, signing_up
from handlers.volunteering import mine, needs
from handlers.volunteering import signing_up as volunteering
from tests.databases import PostgresDatabase, PostgresServer
from tests.survival import committee
from tests.survival.ledger import CONTRADICTIONS, Books

PAUSE = 0.05  # seconds in which the other one can finish, unless it has to wait
Do = Callable[[Tx, str], Any]  # (tx, the event's or need's id)


def person(number: int) -> Person:
    return Person(committee.openid(number), f"m{number}", True, 0, 0)


def books(number: int, mode: str = "onsite") -> Do:
    return lambda tx, i: signing_up.book(tx, person(number), {"event": i, "mode": mode})


def cancels(number: int) -> Do:
    def do(tx: Tx, event_id: str) -> None:
        if place := seats.find(tx, event_id, f"m{number}"):
            changing.withdraw(tx, person(number), place.id)

    return do


def changes(number: int) -> Do:
    def do(tx: Tx, event_id: str) -> None:
        if place := seats.find(tx, event_id, f"m{number}"):
            changing.change_to_other(tx, person(number), place.id)

    return do


def erases(number: int) -> Do:
    return lambda tx, _: own.erase(tx, person(number))


def calls_off(tx: Tx, event_id: str) -> None:
    """As a secretary does: nobody may keep a place in what does not take place."""
    events.hold(tx, event_id)
    event = events.get(tx, event_id)
    assert event is not None
    tx._connection.execute("UPDATE event SET state = 'cancelled' WHERE id = :i", {"i": event_id})
    for number in range(4):
        if place := seats.find(tx, event_id, f"m{number}"):
            seats.cancel(tx, place, event)


def serves(number: int) -> Do:
    return lambda tx, i: volunteering.book(tx, person(number), {"need": i})


def leaves(number: int) -> Do:
    def do(tx: Tx, need_id: str) -> None:
        if place := needs.find(tx, need_id, f"m{number}"):
            mine.withdraw(tx, person(number), place.id)

    return do


def gives_a_seat_up(number: int) -> Do:
    """For the service."""

    def do(tx: Tx, i: str) -> None:
        if place := seats.find(tx, i, f"m{number}"):
            _exchange(tx, number, f"registration {place.id} volunteering {i}")

    return do


def gives_a_service_up(number: int) -> Do:
    """For the seat."""

    def do(tx: Tx, i: str) -> None:
        if place := needs.find(tx, i, f"m{number}"):
            _exchange(tx, number, f"volunteering {place.id} registration {i} onsite seat")

    return do


def _exchange(tx: Tx, number: int, what: str) -> None:
    exchanges.exchange((events_room.CAPABILITY, needs_room.CAPABILITY), tx, person(number), what)


# What was before, what one does, and what the other does meanwhile; one seat of each mode.
CASES: dict[str, tuple[list[Do], Do, Do]] = {
    "one joins the queue, the seat is freed": ([books(0)], books(1), cancels(0)),
    "the seat is freed, one joins the queue": ([books(0)], cancels(0), books(1)),
    "two want the last seat": ([], books(0), books(1)),
    "the seat is freed, the first in the queue leaves it": (
        [books(0), books(1), books(2)],
        cancels(0),
        cancels(1),
    ),
    "the first in the queue leaves it, the seat is freed": (
        [books(0), books(1), books(2)],
        cancels(1),
        cancels(0),
    ),
    "the first in the queue changes over, the seat is freed": (
        [books(0), books(1), books(2)],
        changes(1),
        cancels(0),
    ),
    "two change places": ([books(0), books(1, "video")], changes(0), changes(1)),
    "one changes over, another books there": ([books(0), books(1)], changes(0), books(2, "video")),
    "one erases their data, the queue moves": ([books(0), books(1)], erases(0), cancels(1)),
    "one books, it is called off": ([books(0)], books(1), calls_off),
    "it is called off, one books": ([books(0)], calls_off, books(1)),
    "it is called off, one changes over": ([books(0)], calls_off, changes(0)),
    "one cancels twice": ([books(0), books(1)], cancels(0), cancels(0)),
    "a place is freed, another takes one": ([serves(0)], leaves(0), serves(1)),
    "one leaves twice": ([serves(0)], leaves(0), leaves(0)),
    "a seat is given up for a service, another takes that": (
        [books(0), books(1)],
        gives_a_seat_up(0),
        serves(2),
    ),
    "a service is given up for a seat, another books that": (
        [serves(0)],
        gives_a_service_up(0),
        books(1),
    ),
    "a seat is given up for a service, the one who serves wants the seat": (
        [books(0), serves(1)],
        gives_a_seat_up(0),
        gives_a_service_up(1),
    ),
}


CALLED_OFF = {
    "nobody has a place in what was called off": """
        SELECT r.event_id FROM registration AS r JOIN event ON event.id = r.event_id
        WHERE event.state = 'cancelled' AND r.state <> 'cancelled'"""
}


class Halting(Tx):
    """Stops for a while after its n-th statement, or until the other has finished."""

    __slots__ = ("_left", "_other")

    def __init__(self, tx: Tx, statements: int, other: "Other") -> None:
        super().__init__(tx._connection, tx._queries, tx.now)
        self._left = statements
        self._other = other

    def _execute(self, name: str, parameters: dict[str, Any]) -> Any:
        done = super()._execute(name, parameters)
        self._left -= 1
        if self._left == 0:
            self._other.may_start.set()
            self._other.finished.wait(PAUSE)
        return done

    @property
    def halted(self) -> bool:
        return self._left <= 0


@dataclass
class Other:
    may_start: threading.Event
    finished: threading.Event


def fill(tx: Tx) -> None:
    committee.places(tx)
    for number in range(4):
        committee.member(tx, number)


@pytest.fixture
def database(postgres: PostgresServer) -> PostgresDatabase:
    database = postgres.emptied()
    committee.store(database.url, fill)
    return database


@pytest.mark.parametrize("case", CASES)
def test_wherever_one_stops_the_books_agree(database: PostgresDatabase, case: str) -> None:
    asyncio.run(_everywhere(database, *CASES[case]))
    for claim, sql in (CONTRADICTIONS | CALLED_OFF).items():
        assert Books(database).rows(sql) == [], claim


async def _everywhere(database: PostgresDatabase, before: list[Do], one: Do, meanwhile: Do) -> None:
    store = PostgresStore(database.url, queries.load(), Clock())
    store.open()
    try:
        for statements in count(1):
            event_id = f"e{statements}"
            await store.change(lambda tx, n=statements, i=event_id: _held_on(tx, i, n))
            for do in before:
                await store.change(lambda tx, do=do, i=event_id: do(tx, i))
            if not await _at_once(store, event_id, one, meanwhile, statements):
                return  # it has fewer statements
    finally:
        await store.close()


def _held_on(tx: Tx, event_id: str, days: int) -> None:
    """Another day for every try, so that nothing clashes."""
    committee.event(tx, event_id, f"读书会{event_id}", 10 + 2 * days, 9, onsite=1, video=1)
    committee.need(tx, event_id, "k1", f"义诊{event_id}", 11 + 2 * days, 1)


async def _at_once(
    store: PostgresStore, event_id: str, one: Do, meanwhile: Do, statements: int
) -> bool:
    """Whether the one had so many statements."""
    other = Other(threading.Event(), threading.Event())

    def halting(tx: Tx) -> bool:
        halting_tx = Halting(tx, statements, other)
        _refusable(one, halting_tx, event_id)
        return halting_tx.halted

    def ahead(tx: Tx) -> None:
        other.may_start.wait(1)
        _refusable(meanwhile, tx, event_id)

    async def finished() -> None:
        await store.change(ahead)
        other.finished.set()

    first = store.change(halting)
    second = asyncio.create_task(finished())
    halted = await first
    other.may_start.set()
    await second
    return halted


def _refusable(do: Do, tx: Tx, event_id: str) -> None:
    try:
        do(tx, event_id)
    except Again:  # said instead of done; what was done before it stays
        return
