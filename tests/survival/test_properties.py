"""Whatever people do in whatever order: seats, queues and calendars stay what a model says."""

import contextlib
from collections.abc import Callable, Iterator
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

from bot.clock import Clock
from bot.message import Again
from bot.people import offices
from bot.people.person import Person
from bot.store import link, migrations, queries, sqlite
from bot.store.tx import Tx, unpacked
from handlers.registration import calling_off, changing, own, revising, seats, signing_up, telling
from handlers.volunteering import mine, needs
from handlers.volunteering import own as own_services
from handlers.volunteering import signing_up as volunteering
from tests.databases import PostgresServer
from tests.survival import committee
from tests.survival.ledger import CONTRADICTIONS

NAMED = queries.load()
DAY = 24 * 3_600_000
PEOPLE = 6
SECRETARY = PEOPLE  # who changes the events; takes part in none
# Days ahead and seats; some are at the same time, so that they clash.
EVENTS = {
    "e1": (9, {"onsite": 2, "video": 1}),
    "e2": (9, {"onsite": 1}),
    "e3": (10, {"onsite": 1, "video": 2}),
}
NEEDS = {"n1": (10, 1), "n2": (9, 2)}
# Reminders are no part of it: nobody does what is due here.
CLAIMS = {claim: sql for claim, sql in CONTRADICTIONS.items() if "due" not in claim}

people = st.integers(0, PEOPLE - 1)
events = st.sampled_from(sorted(EVENTS))
wanted = st.sampled_from(sorted(NEEDS))
modes = st.sampled_from(["onsite", "video"])
pools_ = st.sampled_from([(e, m) for e, (_, pools) in EVENTS.items() for m in pools])


class Connection(Protocol):
    def execute(self, sql: str, parameters: Any, /) -> Any: ...


def person(number: int) -> Person:
    return Person(committee.openid(number), f"m{number}", True, 0, 0)


class Model:
    """What should be: who sits where, and who waits in which order."""

    def __init__(self) -> None:
        self.pools = {(e, m): n for e, (_, pools) in EVENTS.items() for m, n in pools.items()}
        self.seated: dict[tuple[str, str], set[int]] = {pool: set() for pool in self.pools}
        self.queues: dict[tuple[str, str], list[int]] = {pool: [] for pool in self.pools}
        self.serving: dict[str, set[int]] = {need: set() for need in NEEDS}
        self.off: set[str] = set()

    def pool_of(self, who: int, event: str) -> tuple[str, str] | None:
        mine = (p for p in self.pools if who in self.seated[p] or who in self.queues[p])
        return next((pool for pool in mine if pool[0] == event), None)

    def busy(self, who: int, day: int) -> bool:
        registered = any(EVENTS[e][0] == day and self.pool_of(who, e) for e in EVENTS)
        return registered or any(NEEDS[n][0] == day and who in self.serving[n] for n in NEEDS)

    def free(self, pool: tuple[str, str]) -> bool:
        return len(self.seated[pool]) < self.pools[pool]

    def book(self, who: int, event: str, mode: str) -> None:
        if self.busy(who, EVENTS[event][0]) or event in self.off:
            return
        pool = (event, mode) if (event, mode) in self.pools else (event, "onsite")
        if self.free(pool):
            self.seated[pool].add(who)
        else:
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

    def call_off(self, event: str) -> None:
        self.off.add(event)
        for pool in self.pools:
            if pool[0] == event:
                self.seated[pool], self.queues[pool] = set(), []

    def serve(self, who: int, need: str) -> None:
        day, capacity = NEEDS[need]
        if not self.busy(who, day) and len(self.serving[need]) < capacity:
            self.serving[need].add(who)


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

    def _open(self, event: str) -> bool:
        """Until a day before it begins."""
        return self.now < self._starts(EVENTS[event][0]) - DAY

    def _starts(self, days: int) -> int:
        return committee.ahead(Tx(self.connection, NAMED, self.start), days, 9)

    @rule(who=people, event=events, mode=modes)
    def signs_up(self, who: int, event: str, mode: str) -> None:
        answers = {"event": event, "mode": mode}
        self._in_transaction(lambda tx: signing_up.book(tx, person(who), answers))
        if self._open(event):
            self.model.book(who, event, mode)

    @rule(who=people, event=events)
    def cancels(self, who: int, event: str) -> None:
        pool = self.model.pool_of(who, event)
        self._with_place(who, event, changing.withdraw)
        if pool and self._open(event):
            self.model.leave(who, pool)

    @rule(who=people, event=st.sampled_from(["e1", "e3"]))
    def changes_mode(self, who: int, event: str) -> None:
        pool = self.model.pool_of(who, event)
        self._with_place(who, event, changing.change_to_other)
        if pool and self._open(event):
            self.model.change(who, pool)

    def _with_place(self, who: int, event: str, do: Callable[[Tx, Person, str], Any]) -> None:
        def work(tx: Tx) -> None:
            if place := seats.find(tx, event, f"m{who}"):
                do(tx, person(who), place.id)

        self._in_transaction(work)

    @rule(pool=pools_, count=st.integers(1, 4))
    def has_other_seats(self, pool: tuple[str, str], count: int) -> None:
        event = pool[0]
        counts = {m: n for (e, m), n in self.model.pools.items() if e == event} | {pool[1]: count}
        said = " ".join(f"{mode} {seats}" for mode, seats in counts.items())
        answers = {"event": event, "seats": said, "confirm": "yes"}
        self._in_transaction(lambda tx: revising.put(tx, person(SECRETARY), answers))
        self._in_transaction(_do_what_is_due)
        if self.now < self._starts(EVENTS[event][0]):
            self.model.resize(pool, count)

    @precondition(lambda self: len(self.model.off) < 1)
    @rule(event=events)
    def is_called_off(self, event: str) -> None:
        self._in_transaction(lambda tx: calling_off.call_off_now(tx, person(SECRETARY), event))
        self._in_transaction(_do_what_is_due)
        self.model.call_off(event)

    @rule(who=people, need=wanted)
    def serves(self, who: int, need: str) -> None:
        self._in_transaction(lambda tx: volunteering.book(tx, person(who), {"need": need}))
        self.model.serve(who, need)

    @rule(who=people, need=wanted)
    def leaves(self, who: int, need: str) -> None:
        def work(tx: Tx) -> None:
            if place := needs.find(tx, need, f"m{who}"):
                mine.withdraw(tx, person(who), place.id)

        self._in_transaction(work)
        self.model.serving[need].discard(who)

    @rule(who=people)
    def has_everything_erased(self, who: int) -> None:
        def work(tx: Tx) -> None:
            own.erase(tx, person(who))
            own_services.erase(tx, person(who))

        self._in_transaction(work)
        for event in EVENTS:
            if pool := self.model.pool_of(who, event):
                self.model.leave(who, pool)
        for serving in self.model.serving.values():
            serving.discard(who)

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
        sql = """SELECT event_id, mode, member_id FROM registration WHERE state = :state
            AND event_id IN (SELECT id FROM event WHERE state = 'open') ORDER BY ticket"""
        for state, places in (("confirmed", self.model.seated), ("waiting", self.model.queues)):
            found: dict[tuple[str, str], list[int]] = {pool: [] for pool in self.model.pools}
            for row in self._rows(sql, state=state):
                found[row["event_id"], row["mode"]].append(int(row["member_id"][1:]))
            if state == "confirmed":
                assert {pool: set(who) for pool, who in found.items()} == places
                assert all(len(set(who)) == len(who) for who in found.values())
            else:
                assert found == places

    def _rows(self, sql: str, **parameters: Any) -> list[Any]:
        return list(self.connection.execute(sql, parameters).fetchall())


def _do_what_is_due(tx: Tx) -> None:
    """What the schedule would do next: telling people, promoting further ones."""
    works = {"registration.tell": telling.tell, "registration.widen": telling.widen}
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
    for event, (days, pools) in EVENTS.items():
        committee.event(tx, event, f"读书会{event}", days, 9, **pools)
    for need, (days, capacity) in NEEDS.items():
        committee.need(tx, need, "k1", f"义诊{need}", days, capacity)


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
