"""PostgreSQL with one process and with two on one database, beside SQLite, in interleaved rounds."""

import contextlib
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.bench import committee
from tests.bench.figures import Figure
from tests.bench.load import drive
from tests.bench.mix import Mix
from tests.bench.servers import (
    EVERY_CORE,
    LOAD_CORE,
    ROOT,
    SERVE,
    CannotMeasure,
    Server,
    database,
    running,
)
from tests.bench.throughput import SENDERS, sealed_decks
from tests.bench.wire import SIGNS, verdicts
from tests.cluster import Cluster, binaries

FIRST_GUESS, ROOM = 3000, 1.5  # messages a second to seal requests for, and how many more
WARM_UP = 1.5  # seconds


@dataclass(slots=True)
class Way:
    """One way of serving, in all its rounds."""

    name: str
    servers: list[Server]
    rates: list[float] = field(default_factory=list)
    tails: list[float] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)

    def round(self, seed: str, seconds: float) -> None:
        expected = max(self.rates, default=FIRST_GUESS) * seconds * ROOM
        decks = sealed_decks(Mix().texts, f"{self.name} {seed}", int(expected / SENDERS) + 1)
        done = drive(self.servers[0].port, decks, seconds, *(s.port for s in self.servers[1:]))
        self.rates.append(done.rate)
        self.tails.append(done.latency(0.99) * 1000)
        self.verdicts += verdicts(done.replies)

    @property
    def faulty(self) -> int:
        return sum(n for name, n in self.verdicts.items() if name not in (*SIGNS, "good"))


def measure(committee_file: Path, folder: Path, rounds: int, seconds: float) -> list[Figure]:
    found = binaries()
    if found is None:
        raise CannotMeasure("no PostgreSQL on this machine: install it")
    os.sched_setaffinity(0, EVERY_CORE)  # the cluster's, not only the load's
    with Cluster(found, ROOT / "var", durable=True) as cluster, contextlib.ExitStack() as started:
        committee.make_on_postgres(cluster.url(), SENDERS * 2)
        os.sched_setaffinity(0, {LOAD_CORE})

        def server(url: str) -> Server:
            return started.enter_context(running(SERVE, folder, cores=EVERY_CORE, DATABASE=url))

        lite = server(database(committee_file))
        hosts = [server(cluster.url()), server(cluster.url())]
        ways = [Way("SQLite", [lite]), Way("one process", hosts[:1]), Way("two processes", hosts)]
        for way in ways:
            way.round("warm-up", WARM_UP)
            way.rates, way.tails = way.rates[-1:], []
        for number in range(rounds):
            for way in ways:
                way.round(f"round {number}", seconds)
    return _figures(ways)


def _figures(ways: list[Way]) -> list[Figure]:
    for way in ways:
        way.rates = way.rates[1:]  # without the warm-up's
    lite, one, two = ways
    faulty = sum(way.faulty for way in ways)
    return [
        *(
            Figure(
                f"{way.name}: msg/s, p99 ms", f"{median(way.rates):.0f}, {median(way.tails):.0f}"
            )
            for way in ways
        ),
        Figure("PostgreSQL, one process, ratio to SQLite", _ratio(one, lite)),
        Figure("two processes, ratio to one", _ratio(two, one)),
        Figure("two processes, ratio to SQLite", _ratio(two, lite)),
        Figure("faulty answers", str(faulty), "= 0", faulty == 0),
    ]


def _ratio(ours: Way, theirs: Way) -> str:
    each = [o / t for o, t in zip(ours.rates, theirs.rates, strict=True)]
    return f"{median(each):.2f} ({min(each):.2f}–{max(each):.2f})"
