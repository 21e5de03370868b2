"""Two hosts decide about one event: one stops after its every statement, the other goes ahead."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from time import monotonic
from typing import Any

import pytest

from bot.clock import Clock
from bot.message import Again
from bot.people.person import Person
from bot.store import queries
from bot.store.postgres import PostgresStore
from bot.store.tx import Tx
from handlers.bookings.booking import KIND as BOOKING
from handlers.offerings import changing, clashing, leaving, offering, own, seats, signing_up
from handlers.offerings.kind import Kind
from handlers.registration.event import KIND as EVENT
from handlers.volunteering.need import KIND as NEED
from tests.databases import PostgresDatabase, PostgresServer
from tests.survival import committee
from tests.survival.ledger import CONTRADICTIONS, Books

LONGEST = 1.0  # seconds in which the other one finishes, or is seen to wait
WAITS = "SELECT 1 FROM pg_locks WHERE NOT granted"
Do = Callable[[Tx, str], Any]  # (tx, the number of what is held that day)
KINDS = {kind.name: kind for kind in (EVENT, NEED, BOOKING)}


def person(number: int) -> Person:
    return Person(committee.openid(number), f"m{number}", True, 0, 0)


def its(kind: Kind, i: str) -> str:
    """The id of what this kind holds that day."""
    return f"{kind.thing[0]}{i}"


def books(number: int, mode: str = "onsite", kind: Kind = EVENT) -> Do:
    def do(tx: Tx, i: str) -> None:
        wanted = signing_up.Wanted(offering=its(kind, i), mode=mode)
        signing_up.book(kind, tx, person(number), wanted)

    return do


def _with_place(kind: Kind, number: int, act: Callable[[Kind, Tx, Person, str], Any]) -> Do:
    def do(tx: Tx, i: str) -> None:
        if place := seats.find(tx, its(kind, i), f"m{number}"):
            act(kind, tx, person(number), place.id)

    return do


def cancels(number: int, kind: Kind = EVENT) -> Do:
    return _with_place(kind, number, leaving.withdraw)


def changes(number: int) -> Do:
    return _with_place(EVENT, number, changing.change_to_other)


def erases(number: int) -> Do:
    return lambda tx, _: [own.erase(kind, tx, person(number)) for kind in KINDS.values()]


def calls_off(tx: Tx, i: str) -> None:
    """As a secretary does: nobody may keep a place in what does not take place."""
    event_id = its(EVENT, i)
    offering.hold(tx, event_id)
    event = offering.get(EVENT, tx, event_id)
    assert event is not None
    tx.run("offerings.call_off", id=event_id)
    for number in range(4):
        if place := seats.find(tx, event_id, f"m{number}"):
            seats.cancel(EVENT, tx, place, event)


def serves(number: int) -> Do:
    return books(number, "", NEED)


def leaves(number: int) -> Do:
    return cancels(number, NEED)


def reserves(number: int) -> Do:
    return books(number, "", BOOKING)


def gives_up(number: int, one: Kind, other: Kind, how: str = "onsite seat") -> Do:
    """One place for another at the same time."""

    def do(tx: Tx, i: str) -> None:
        if place := seats.find(tx, its(one, i), f"m{number}"):
            what = f"{one.name} {place.id} {other.name} {its(other, i)} {how}"
            clashing.exchange(KINDS, tx, person(number), what)

    return do


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
        gives_up(0, EVENT, NEED),
        serves(2),
    ),
    "a service is given up for a seat, another books that": (
        [serves(0)],
        gives_up(0, NEED, EVENT),
        books(1),
    ),
    "a seat is given up for a service, the one who serves wants the seat": (
        [books(0), serves(1)],
        gives_up(0, EVENT, NEED),
        gives_up(1, NEED, EVENT),
    ),
    "one joins a need's queue, the place is freed": ([serves(0)], serves(1), leaves(0)),
    "the place is freed, the first in its queue leaves it": (
        [serves(0), serves(1), serves(2)],
        leaves(0),
        leaves(1),
    ),
    "two want the last hour": ([], reserves(0), reserves(1)),
    "an hour is freed, another books it": ([reserves(0)], cancels(0, BOOKING), reserves(1)),
    "one gives an hour back twice": (
        [reserves(0)],
        cancels(0, BOOKING),
        cancels(0, BOOKING),
    ),
    "an hour is given up for a seat, another books that": (
        [reserves(0)],
        gives_up(0, BOOKING, EVENT),
        books(1),
    ),
    "a seat is given up for an hour, another books that": (
        [books(0)],
        gives_up(0, EVENT, BOOKING),
        reserves(1),
    ),
}


CALLED_OFF = {
    "nobody has a place in what was called off": """
        SELECT seat.id FROM seat JOIN offering ON offering.id = seat.offering_id
        WHERE offering.state = 'cancelled' AND seat.state <> 'cancelled'"""
}


class Halting(Tx):
    """Stops after its n-th statement, until the other has finished or waits for this one."""

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
            self._other.goes_ahead()
        return done

    @property
    def halted(self) -> bool:
        return self._left <= 0


@dataclass
class Other:
    database: PostgresDatabase
    may_start: threading.Event
    finished: threading.Event

    def goes_ahead(self) -> None:
        until = monotonic() + LONGEST
        while not self.finished.wait(0.002) and monotonic() < until:
            if self.database.rows(WAITS):
                return


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
            event_id = str(statements)
            await store.change(lambda tx, n=statements, i=event_id: _held_on(tx, i, n))
            for do in before:
                await store.change(lambda tx, do=do, i=event_id: do(tx, i))
            other = Other(database, threading.Event(), threading.Event())
            if not await _at_once(store, event_id, one, meanwhile, statements, other):
                return  # it has fewer statements
    finally:
        await store.close()


def _held_on(tx: Tx, event_id: str, days: int) -> None:
    """Another day for every try, so that nothing clashes."""
    one, other = 10 + 2 * days, 11 + 2 * days
    committee.event(tx, its(EVENT, event_id), f"读书会{event_id}", one, 9, onsite=1, video=1)
    committee.need(tx, its(NEED, event_id), "k1", f"义诊{event_id}", other, 1)
    # Another place every time: one may have only one open booking of each.
    committee.booking(tx, its(BOOKING, event_id), f"理发室{event_id}", other, [9])


async def _at_once(
    store: PostgresStore, event_id: str, one: Do, meanwhile: Do, statements: int, other: Other
) -> bool:
    """Whether the one had so many statements."""

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
