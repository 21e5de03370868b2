"""Where a message's microseconds go: processor time by stage, then the dearest functions."""

import json
import signal
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure
from tests.bench.load import drive
from tests.bench.mix import Mix
from tests.bench.servers import database, running
from tests.bench.throughput import SENDERS, sealed_decks

STAGES = ("-m", "tests.bench.stages", "stages")
FUNCTIONS = ("-m", "tests.bench.stages", "functions")
RATE = 4000  # messages a second that requests are sealed for
SHOWN = 28  # functions of each thread
LEAST = 0.3  # µs per message from which on a stage is shown
# Not work: waiting for the network and for the next batch.
WAITING = ("<method 'poll' of 'select.epoll' objects>",)


def measure(committee: Path, folder: Path, seconds: float) -> list[Figure]:
    found, messages = _watched(STAGES, committee, folder, seconds)
    figures = [f for thread in found["threads"] for f in _stages(found, thread, messages)]
    found, messages = _watched(FUNCTIONS, committee, folder, seconds)
    return figures + [f for thread in found for f in _functions(thread, found[thread], messages)]


def _watched(
    command: tuple[str, ...], committee: Path, folder: Path, seconds: float
) -> tuple[dict[str, Any], int]:
    """What the server saw, and how many messages it answered meanwhile."""
    with running(command, folder, DATABASE=database(committee)) as server:
        drive(server.port, _decks("warm-up", 1.0), 1.0)
        decks = _decks(command[-1], seconds)
        server.signal(signal.SIGUSR1)
        done = drive(server.port, decks, seconds)
        server.signal(signal.SIGUSR2)
        said = server.line()
    return json.loads(said), len(done.replies)


def _decks(seed: str, seconds: float) -> list[list[bytes]]:
    return sealed_decks(Mix().texts, seed, int(RATE * seconds / SENDERS) + 1)


def _stages(found: dict[str, Any], thread: str, messages: int) -> list[Figure]:
    """Each stage's own time, dearest first, and what no stage accounts for."""
    rows = [(s, calls, own, wall) for t, s, calls, own, wall in found["stages"] if t == thread]
    whole = found["threads"][thread] / 1000 / messages
    rest = whole - sum(own for _, _, own, _ in rows) / 1000 / messages
    if whole < LEAST:
        return []
    return [
        Figure(f"{thread}: processor µs per message", f"{whole:.1f}"),
        *(
            Figure(
                f"  {stage}",
                f"{own / 1000 / messages:.1f}",
                f"× {calls / messages:.2f}, {wall / 1000 / calls:.0f} µs of wall each",
            )
            for stage, calls, own, wall in sorted(rows, key=lambda row: -row[2])
            if own / 1000 / messages >= LEAST
        ),
        Figure("  no stage (HTTP, asyncio, queue, waiting)", f"{rest:.1f}"),
    ]


def _functions(thread: str, rows: list[list[Any]], messages: int) -> list[Figure]:
    rows = sorted((row for row in rows if row[0] not in WAITING), key=lambda row: -row[2])
    whole = sum(own for _, _, own, _ in rows) / messages * 1e6
    return [
        Figure(f"{thread}: dearest functions, µs per message under cProfile", f"{whole:.0f}"),
        *(
            Figure(f"  {name[-70:]}", f"{own / messages * 1e6:.1f}", f"× {calls / messages:.2f}")
            for name, calls, own, _ in rows[:SHOWN]
        ),
    ]
