"""Messages a second and their latency, beside the bare handler, in interleaved rounds."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median

from tests.bench.figures import Figure, at_least, at_most, say
from tests.bench.load import Round, drive
from tests.bench.mix import Mix
from tests.bench.servers import BARE, SERVE, CannotMeasure, Server, database, running
from tests.bench.wire import SIGNS, sealed, verdicts

SENDERS = 64
RATIO, LATENCIES = 0.35, 4.0  # the bars: of the bare handler's rate, times its p99
WARM_UP = 1.0  # seconds
FIRST_GUESS = 9000  # messages a second that requests are sealed for before anything is known
ROOM = 1.4  # sealed over expected
TOO_BUSY = 0.9  # share of its time from which on the generator is what is measured

Texts = Callable[[int, str], Iterator[str]]


@dataclass(slots=True)
class Subject:
    """One server in all its rounds."""

    server: Server
    rates: list[float] = field(default_factory=list)
    middles: list[float] = field(default_factory=list)
    tails: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)  # processor µs per message
    busiest: float = 0.0
    verdicts: Counter[str] = field(default_factory=Counter)

    def round(self, texts: Texts, seed: str, seconds: float) -> None:
        expected = max(self.rates, default=FIRST_GUESS) * seconds * ROOM
        decks = sealed_decks(texts, seed, int(expected / SENDERS) + 1)
        before = self.server.cpu()
        done = drive(self.server.port, decks, seconds)
        self.costs.append((self.server.cpu() - before) / len(done.replies) * 1e6)
        self._note(done)

    def _note(self, done: Round) -> None:
        self.rates.append(done.rate)
        self.middles.append(done.latency(0.5) * 1000)
        self.tails.append(done.latency(0.99) * 1000)
        self.busiest = max(self.busiest, done.busy)
        self.verdicts += verdicts(done.replies)

    def forget(self) -> None:
        """What the warm-up showed, all but the rate to expect."""
        self.rates, self.middles, self.tails, self.costs = self.rates[-1:], [], [], []

    @property
    def answered(self) -> int:
        return sum(n for name, n in self.verdicts.items() if name not in SIGNS)


def sealed_decks(texts: Texts, seed: str, length: int, first: int = 0) -> list[list[bytes]]:
    """Sealed in turns, as they are sent: WeChat's numbers rise from message to message."""
    senders = range(first, first + SENDERS)
    said = zip(*(islice(texts(sender, seed), length) for sender in senders), strict=True)
    turns = [list(map(sealed, senders, turn)) for turn in said]
    return [list(deck) for deck in zip(*turns, strict=True)]


def measure(committee: Path, folder: Path, rounds: int, seconds: float) -> list[Figure]:
    texts = Mix().texts
    with (
        running(BARE, folder) as bare_server,
        running(SERVE, folder, DATABASE=database(committee)) as server,
    ):
        bare, ours = Subject(bare_server), Subject(server)
        for subject in (bare, ours):
            subject.round(texts, "warm-up", WARM_UP)
            subject.forget()
        for number in range(rounds):
            for subject in (bare, ours):
                subject.round(texts, f"round {number}", seconds)
        logged = server.log_lines()
        for error in server.errors():
            say(f"the server logged: {error}")
    _check(bare, ours)
    return _figures(bare, ours, logged)


def _check(bare: Subject, ours: Subject) -> None:
    if (busiest := max(bare.busiest, ours.busiest)) > TOO_BUSY:
        raise CannotMeasure(f"the load generator was {busiest:.0%} busy: it measured itself")
    if unseen := [name for name in SIGNS if not ours.verdicts[name]]:
        raise CannotMeasure(f"the mix did not do its work, never: {', '.join(unseen)}")


def _figures(bare: Subject, ours: Subject, logged: int) -> list[Figure]:
    bare.rates, ours.rates = bare.rates[1:], ours.rates[1:]  # without the warm-up's
    return [
        *_rounds(bare, ours),
        at_least("messages/s, ratio to bare (median)", _ratio(ours.rates, bare.rates), RATIO),
        at_most("p99, times bare's (median)", _ratio(ours.tails, bare.tails), LATENCIES),
        Figure("p50, times bare's (median)", f"{_ratio(ours.middles, bare.middles):.2f}"),
        Figure("processor µs per message, bare", f"{median(bare.costs):.0f}"),
        Figure("processor µs per message, ours", f"{median(ours.costs):.0f}"),
        Figure("load generator busy at most", f"{max(bare.busiest, ours.busiest):.0%}"),
        *_outcomes(ours, logged),
    ]


def _rounds(bare: Subject, ours: Subject) -> list[Figure]:
    return [
        Figure(
            f"round {n + 1}, bare / ours: msg/s, p99 ms",
            f"{bare.rates[n]:.0f} / {ours.rates[n]:.0f}, {bare.tails[n]:.0f} / {ours.tails[n]:.0f}",
        )
        for n in range(len(ours.rates))
    ]


def _outcomes(ours: Subject, logged: int) -> list[Figure]:
    faults = ours.answered - ours.verdicts["good"]
    named = [Figure(f"  {name}", str(n)) for name, n in ours.verdicts.items()
             if name not in SIGNS and name != "good"]  # fmt: skip
    return [
        Figure(f"answers looked at; faulty among {ours.answered}", str(faults), "= 0", faults == 0),
        *named,
        Figure("lines the server logged meanwhile", str(logged)),
        *(
            Figure(f"the mix: {name}", f"{ours.verdicts[name] / ours.answered:.1%}")
            for name in SIGNS
        ),
    ]


def _ratio(ours: list[float], bare: list[float]) -> float:
    return median(o / b for o, b in zip(ours, bare, strict=True))
