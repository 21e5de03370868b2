"""What the process holds after many messages from many people."""

from collections import Counter
from pathlib import Path

from tests.bench.figures import Figure, at_most
from tests.bench.load import drive
from tests.bench.mix import Mix
from tests.bench.servers import SERVE, Server, database, running
from tests.bench.throughput import SENDERS, sealed_decks
from tests.bench.wire import verdicts

FULL, SHORT = 100_000, 20_000  # messages
CHUNK = 5_000  # messages sealed at a time, each chunk by other people
MOST, GROWTH = 200.0, 1.05  # the bars: megabytes at the end, times those half-way
PEOPLE = (FULL // CHUNK + 2) * SENDERS
PATIENCE = 600.0  # seconds


def measure(committee: Path, folder: Path, full: bool) -> list[Figure]:
    messages = FULL if full else SHORT
    with running(SERVE, folder, DATABASE=database(committee)) as server:
        start = server.megabytes()
        talk = _Talk(server)
        talk.go_on_until(messages // 2)
        half = server.megabytes()
        talk.go_on_until(messages)
        end = server.megabytes()
    growth = at_most(f"growth from {messages // 2:,} to {messages:,}", end / half, GROWTH)
    if not full:  # caches are still filling: only printed
        growth = Figure(growth.name, growth.value, "(--full)")
    return [
        Figure("MB after the start", f"{start:.0f}"),
        Figure(f"MB after {messages // 2:,} messages", f"{half:.0f}"),
        at_most(f"MB after {messages:,} messages", end, MOST, "{:.0f}"),
        growth,
        Figure("faulty answers", str(talk.faulty), "= 0", talk.faulty == 0),
    ]


class _Talk:
    def __init__(self, server: Server) -> None:
        self._server = server
        self._texts = Mix().texts
        self._chunks = 0
        self._answered = 0
        self._counts: Counter[str] = Counter()

    def go_on_until(self, messages: int) -> None:
        while self._answered < messages:
            first = self._chunks * SENDERS
            decks = sealed_decks(self._texts, "memory", CHUNK // SENDERS + 1, first)
            replies = drive(self._server.port, decks, PATIENCE).replies
            self._counts += verdicts((first + n, status, body) for n, status, body in replies)
            self._answered += len(replies)
            self._chunks += 1

    @property
    def faulty(self) -> int:
        return self._answered - self._counts["good"]
