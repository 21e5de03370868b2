"""Whatever people do in whatever order: seats, queues and calendars stay what a model says."""

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.clock import Clock, moment
from bot.message import Again
from bot.people import offices
from bot.people.person import Person
from bot.store import link, migrations, queries, sqlite
from bot.store.tx import Tx, unpacked
from handlers.bookings.booking import KIND as BOOKING
from handlers.offerings import (
    calling_off,
    changing,
    leaving,
    own,
    revising,
    seats,
    signing_up,
    telling,
)
from handlers.offerings.kind import Kind
from handlers.registration.event import KIND as EVENT
from handlers.volunteering.need import KIND as NEED
from tests.databases import PostgresServer
from tests.survival import committee
from tests.survival.ledger import CONTRADICTIONS

NAMED = queries.load()
DAY = 24 * 3_600_000
PEOPLE = 6
SECRETARY = PEOPLE  # who changes the events; takes part in none
# Of each kind: days ahead, and the places of its pools by mode, or by the hour; some are at the
# same time, so that they clash. What is booked by the hour is one place on two days.
OFFERED: dict[str, tuple[Kind, int, dict[str, int]]] = {
    "e1": (EVENT, 9, {"onsite": 2, "video": 1}),
    "e2": (EVENT, 9, {"onsite": 1}),
    "e3": (EVENT, 10, {"onsite": 1, "video": 2}),
    "n1": (NEED, 10, {"": 1}),
    "n2": (NEED, 9, {"": 2}),
    "b1": (BOOKING, 9, {"9": 1, "14": 1}),
    "b2": (BOOKING, 10, {"9": 1, "14": 1}),
}
POOLS = {(i, key): n for i, (_, _, pools) in OFFERED.items() for key, n in pools.items()}
# Reminders are no part of it: nobody does what is due here.
CLAIMS = {claim: sql for claim, sql in CONTRADICTIONS.items() if "due" not in claim}

people = st.integers(0, PEOPLE - 1)
offered = st.sampled_from(sorted(OFFERED))
published = st.sampled_from([i for i, (kind, _, _) in OFFERED.items() if kind is not BOOKING])
resized = st.sampled_from(sorted(pool for pool in POOLS if OFFERED[pool[0]][0] is not BOOKING))


class Connection(Protocol):
    def execute(self, sql: str, parameters: Any, /) -> Any: ...


def person(number: int) -> Person:
    return Person(committee.openid(number), f"m{number}", True, 0, 0)


class Model:
    """What should be: who sits where, and who waits in which order."""

    def __init__(self) -> None:
        self.pools = dict(POOLS)
        self.seated: dict[tuple[str, str], set[int]] = {pool: set() for pool in self.pools}
        self.queues: dict[tuple[str, str], list[int]] = {pool: [] for pool in self.pools}
        self.off: set[str] = set()

    def of(self, who: int) -> list[tuple[str, str]]:
        return [p for p in self.pools if who in self.seated[p] or who in self.queues[p]]

    def pool_of(self, who: int, offering: str) -> tuple[str, str] | None:
        return next((pool for pool in self.of(who) if pool[0] == offering), None)

    def busy(self, who: int, wanted: tuple[str, str]) -> bool:
        """At that time, or with another booking of the same place."""
        booked = OFFERED[wanted[0]][0] is BOOKING
        return any(
            when(pool) == when(wanted) or (booked and OFFERED[pool[0]][0] is BOOKING)
            for pool in self.of(who)
        )

    def free(self, pool: tuple[str, str]) -> bool:
        return len(self.seated[pool]) < self.pools[pool]

    def book(self, who: int, offering: str, key: str) -> None:
        first = next(iter(OFFERED[offering][2]))
        pool = (offering, key) if (offering, key) in self.pools else (offering, first)
        if self.pool_of(who, offering) or self.busy(who, pool) or offering in self.off:
            return
        if self.free(pool):
            self.seated[pool].add(who)
        elif OFFERED[offering][0].waits:
            self.queues[pool].append(who)

    def leave(self, who: int, pool: tuple[str, str]) -> None:
        if who in self.queues[pool]:
            self.queues[pool].remove(who)
            return
        self.seated[pool].remove(who)
        if self.queues[pool]:
            self.seated[pool].add(self.queues[pool].pop(0))

    def change(self, who: int, pool: tuple[str, str]) -> None:
        other = pool[0], "video" if pool[1] == "onsite" else "onsite"
        if self.free(other):
            self.seated[other].add(who)
            self.leave(who, pool)

    def resize(self, pool: tuple[str, str], seats: int) -> None:
        if pool[0] in self.off or seats < len(self.seated[pool]):
            return
        self.pools[pool] = seats
        while self.free(pool) and self.queues[pool]:
            self.seated[pool].add(self.queues[pool].pop(0))

    def call_off(self, offering: str) -> None:
        self.off.add(offering)
        for pool in self.pools:
            if pool[0] == offering:
                self.seated[pool], self.queues[pool] = set(), []


def when(pool: tuple[str, str]) -> tuple[int, str]:
    """The day and the hour: all but what is booked is at nine."""
    return OFFERED[pool[0]][1], pool[1] if pool[1].isdigit() else "9"


class Committee(RuleBasedStateMachine):
    """The whole example is one transaction, undone at its end; every step is a savepoint in it."""

    connection: Connection

    @initialize()
    def found(self) -> None:
        self.model = Model()
        self.start = self.now = Clock().now()
        self.connection.execute("BEGIN", {})
        self._in_transaction(_fill)

    def teardown(self) -> None:
        self.connection.execute("ROLLBACK", {})

    def _in_transaction(self, work: Callable[[Tx], Any]) -> Any:
        self.connection.execute("SAVEPOINT step", {})
        try:
            return work(Tx(self.connection, NAMED, self.now))
        except Again:  # said instead of done
            return None
        finally:
            self.connection.execute("RELEASE SAVEPOINT step", {})

    def _open(self, offering: str) -> bool:
        """An event until a day before it begins."""
        kind, days, _ = OFFERED[offering]
        return kind is not EVENT or self.now < self._starts(days) - DAY

    def _starts(self, days: int) -> int:
        return committee.ahead(Tx(self.connection, NAMED, self.start), days, 9)

    @rule(who=people, offering=published, key=st.sampled_from(["onsite", "video"]))
    def signs_up(self, who: int, offering: str, key: str) -> None:
        self._book(who, offering, key)

    @rule(who=people, day=st.sampled_from(["b1", "b2"]), hour=st.sampled_from(["9", "14"]))
    def books_an_hour(self, who: int, day: str, hour: str) -> None:
        self._book(who, day, hour)

    def _book(self, who: int, offering: str, key: str) -> None:
        mode = self._pool_id(offering, key) if key.isdigit() else key
        answers = signing_up.Wanted(offering=offering, mode=mode)
        kind = OFFERED[offering][0]
        self._in_transaction(lambda tx: signing_up.book(kind, tx, person(who), answers))
        if self._open(offering):
            self.model.book(who, offering, key)

    def _pool_id(self, offering: str, hour: str) -> str:
        """Of what is booked by the hour; of anything else there is none."""
        sql = "SELECT id FROM pool WHERE offering_id = :i AND starts_at = :at"
        at = committee.ahead(
            Tx(self.connection, NAMED, self.start), OFFERED[offering][1], int(hour)
        )
        return next((row["id"] for row in self._rows(sql, i=offering, at=at)), "")

    @rule(who=people, offering=offered)
    def gives_it_back(self, who: int, offering: str) -> None:
        pool = self.model.pool_of(who, offering)
        self._with_place(who, offering, leaving.withdraw)
        if pool and self._open(offering):
            self.model.leave(who, pool)

    @rule(who=people, offering=st.sampled_from(["e1", "e3"]))
    def changes_mode(self, who: int, offering: str) -> None:
        pool = self.model.pool_of(who, offering)
        self._with_place(who, offering, changing.change_to_other)
        if pool and self._open(offering):
            self.model.change(who, pool)

    def _with_place(self, who: int, i: str, do: Callable[[Kind, Tx, Person, str], Any]) -> None:
        def work(tx: Tx) -> None:
            if place := seats.find(tx, i, f"m{who}"):
                do(OFFERED[i][0], tx, person(who), place.id)

        self._in_transaction(work)

    @rule(pool=resized, count=st.integers(1, 4))
    def has_other_seats(self, pool: tuple[str, str], count: int) -> None:
        i, kind = pool[0], OFFERED[pool[0]][0]
        counts = {m: n for (e, m), n in self.model.pools.items() if e == i} | {pool[1]: count}
        said = {mode or "onsite": seats for mode, seats in counts.items()}
        wanted = revising.Revision(offering=i, seats=said, confirm="yes")
        self._in_transaction(lambda tx: revising.put(kind, tx, person(SECRETARY), wanted))
        self._in_transaction(_do_what_is_due)
        self.model.resize(pool, count)

    @precondition(lambda self: len(self.model.off) < 2)
    @rule(offering=offered)
    def is_called_off(self, offering: str) -> None:
        kind = OFFERED[offering][0]
        secretary = person(SECRETARY)
        self._in_transaction(lambda tx: calling_off.call_off_now(kind, tx, secretary, offering))
        self._in_transaction(_do_what_is_due)
        self.model.call_off(offering)

    @rule(who=people)
    def has_everything_erased(self, who: int) -> None:
        def work(tx: Tx) -> None:
            for kind in (EVENT, NEED, BOOKING):
                own.erase(kind, tx, person(who))

        self._in_transaction(work)
        for pool in self.model.of(who):
            self.model.leave(who, pool)

    @precondition(lambda self: self.now < self.start + 8 * DAY)
    @rule(hours=st.sampled_from([1, 30]))
    def time_passes(self, hours: int) -> None:
        self.now = min(self.now + hours * 3_600_000, self._starts(9) - 1)

    @invariant()
    def the_books_agree(self) -> None:
        for claim, sql in CLAIMS.items():
            assert self._rows(sql) == [], claim

    @invariant()
    def everybody_is_where_the_model_says(self) -> None:
        sql = """SELECT seat.offering_id, kind, mode, pool.starts_at, member_id
            FROM seat JOIN pool ON pool.id = pool_id JOIN offering ON offering.id = seat.offering_id
            WHERE seat.state = :state AND offering.state = 'open' ORDER BY ticket"""
        for state, places in (("confirmed", self.model.seated), ("waiting", self.model.queues)):
            found: dict[tuple[str, str], list[int]] = {pool: [] for pool in self.model.pools}
            for row in self._rows(sql, state=state):
                key = str(moment(row["starts_at"]).hour) if row["starts_at"] else row["mode"]
                found[row["offering_id"], key].append(int(row["member_id"][1:]))
            if state == "confirmed":
                assert {pool: set(who) for pool, who in found.items()} == places
                assert all(len(set(who)) == len(who) for who in found.values())
            else:
                assert found == places

    def _rows(self, sql: str, **parameters: Any) -> list[Any]:
        return list(self.connection.execute(sql, parameters).fetchall())


def _do_what_is_due(tx: Tx) -> None:
    """What the schedule would do next: telling people, promoting further ones."""
    works = {
        kind.act(name): partial(work, kind)
        for kind in (EVENT, NEED, BOOKING)
        for name, work in (("tell", telling.tell), ("widen", telling.widen))
    }
    while (due := tx.value("schedule.earliest")) is not None:
        row = tx.row("schedule.claim", id=due)
        assert row is not None
        if work := works.get(row["work"]):
            work(tx, unpacked(row["details"]))


def _fill(tx: Tx) -> None:
    committee.places(tx)
    committee.member(tx, SECRETARY)
    offices.appoint(tx, f"m{SECRETARY}", "c", offices.COMMITTEE, None)
    for number in range(PEOPLE):
        committee.member(tx, number)
    for i, (kind, days, pools) in OFFERED.items():
        if kind is EVENT:
            committee.event(tx, i, f"读书会{i}", days, 9, **pools)
        elif kind is NEED:
            committee.need(tx, i, "k1", f"义诊{i}", days, pools[""])
        else:
            committee.booking(tx, i, "职工理发室", days, [int(hour) for hour in pools])


@contextlib.contextmanager
def on_sqlite(folder: Path) -> Iterator[Connection]:
    with contextlib.closing(sqlite.connect(folder / "model.db")) as connection:
        migrations.migrate(connection, folder / "model.db")
        yield connection


def _run(connection: Connection, examples: int) -> None:
    machine = type("Here", (Committee,), {"connection": connection})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_on_sqlite_all_is_as_the_model_says(tmp_path: Path) -> None:
    with on_sqlite(tmp_path) as connection:
        _run(connection, 400)


@pytest.mark.timeout(120)
def test_on_postgresql_all_is_as_the_model_says(postgres: PostgresServer) -> None:
    with link.connect(postgres.emptied().url, patient=True) as connection:
        _run(link.Session(connection), 60)
