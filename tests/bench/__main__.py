"""`python -m tests.bench [part …]`: measures, prints ratios, ends with 1 when a bar is missed."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import (
    committee,
    delivery,
    flood,
    lone,
    memory,
    postgres,
    profiling,
    search,
    starting,
    throughput,
)
from tests.bench.figures import Figure, say, table
from tests.bench.servers import ROOT, CannotMeasure, take_cores

Part = Callable[[argparse.Namespace, Path, Path], Sequence[Figure]]

PARTS: dict[str, tuple[str, Part]] = {
    "throughput": (
        "Throughput and latency: 64 senders, safe mode, every answer on disk before it leaves",
        lambda o, base, folder: throughput.measure(
            _copy(base, folder), folder, o.rounds, o.seconds
        ),
    ),
    "lone": (
        "A lone message",
        lambda o, base, folder: lone.measure(_copy(base, folder), folder),
    ),
    "flood": (
        "One person's flood of the worst texts, and what the others feel of it",
        lambda o, base, folder: flood.measure(_copy(base, folder), folder),
    ),
    "memory": (
        "Memory",
        lambda o, base, folder: memory.measure(_copy(base, folder), folder, o.full),
    ),
    "faq": (
        "Policy questions against ten thousand entries (no bar)",
        lambda o, base, folder: search.measure(folder),
    ),
    "delivery": (
        "Messages to many at once, and a reminder behind them",
        lambda o, base, folder: delivery.measure(folder),
    ),
    "start": (
        "From the command to the first answer",
        lambda o, base, folder: starting.measure(_copy(base, folder), folder),
    ),
    "postgres": (
        "PostgreSQL: one and two processes on one database, beside SQLite (no bar)",
        lambda o, base, folder: postgres.measure(_copy(base, folder), folder, o.rounds, o.seconds),
    ),
    "profile": (
        "Where the microseconds go",
        lambda o, base, folder: profiling.measure(_copy(base, folder), folder, o.seconds),
    ),
}
DEFAULT = ("throughput", "lone", "flood", "memory", "faq", "delivery", "start")


def main() -> int:
    options = _options()
    (ROOT / "var").mkdir(exist_ok=True)
    # Beside the real database: a folder in memory would make durable writes free.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / "var") as name:
        try:
            return _run(options, Path(name))
        except CannotMeasure as error:
            say(str(error))
            return 1


def _run(options: argparse.Namespace, folder: Path) -> int:
    take_cores()
    base = folder / "committee.db"
    committee.make(base, memory.PEOPLE)
    say(f"one durable write on this disk: {committee.sync_milliseconds(folder):.2f} ms")
    missed = False
    for part in options.parts or DEFAULT:
        title, measure = PARTS[part]
        own = folder / part
        own.mkdir()
        figures = measure(options, base, own)
        say(table(title, figures))
        missed = missed or any(figure.holds is False for figure in figures)
    return int(missed)


def _copy(base: Path, folder: Path) -> Path:
    return Path(shutil.copy(base, folder / "bench.db"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each round")
    parser.add_argument("--full", action="store_true", help="memory over 100,000 messages")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    sys.exit(main())
