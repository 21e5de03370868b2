"""Policy questions against ten thousand entries: the search alone, and the whole way."""

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bot.language.sound import syllable
from handlers.faq.chat import PolicyAnswers
from tests.bench.figures import Figure
from tests.bench.large import knowledge, questions
from tests.bench.load import drive, lone
from tests.bench.servers import database, running
from tests.bench.throughput import sealed_decks
from tests.bench.wire import sealed, verdicts

LARGE = ("-m", "tests.bench.large")
SEARCHES, ASKED, EACH = 500, 200, 60
PAUSE = 0.01  # seconds
SENDER = 1


def measure(folder: Path) -> list[Figure]:
    return [*_alone(), *_whole_way(folder)]


def _alone() -> list[Figure]:
    began = time.perf_counter()
    known = knowledge()
    answers = PolicyAnswers(known, syllable)
    built = time.perf_counter() - began
    times = []
    for question in islice(questions("alone"), SEARCHES):
        began = time.perf_counter()
        answers.search(question)
        times.append(time.perf_counter() - began)
    times.sort()
    return [
        Figure("entries", f"{len(known.entries):,}"),
        Figure("reading and indexing them, s", f"{built:.2f}"),
        Figure("search p50 / p99, ms", _both(times[SEARCHES // 2], times[SEARCHES * 99 // 100])),
    ]


def _whole_way(folder: Path) -> list[Figure]:
    with running(LARGE, folder, DATABASE=database(folder / "large.db")) as server:
        asked = [sealed(SENDER, question) for question in islice(questions("lone"), ASKED)]
        alone = lone(server.port, asked, PAUSE)
        many = drive(server.port, sealed_decks(_asked, "many", EACH), 60)
        held = server.megabytes()
    counts = verdicts([(SENDER, *reply[1:]) for reply in alone.replies]) + verdicts(many.replies)
    faulty = ASKED + len(many.replies) - counts["good"]
    return [
        Figure("lone question p50 / p99, ms", _both(alone.latency(0.5), alone.latency(0.99))),
        Figure("questions/s, 64 senders", f"{many.rate:.0f}"),
        Figure("p50 / p99, 64 senders, ms", _both(many.latency(0.5), many.latency(0.99))),
        Figure("MB held", f"{held:.0f}"),
        Figure("faulty answers", str(faulty), "= 0", faulty == 0),
    ]


def _both(middle: float, tail: float) -> str:
    return f"{middle * 1000:.1f} / {tail * 1000:.1f}"


def _asked(sender: int, seed: str) -> Iterator[str]:
    return questions(f"{seed} {sender}")
