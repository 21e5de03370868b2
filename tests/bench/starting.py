"""How long after the command the first answer comes."""

import time
from pathlib import Path

from tests.bench.figures import Figure, at_most
from tests.bench.load import lone
from tests.bench.servers import DEMO, SERVE, CannotMeasure, database, running
from tests.bench.wire import sealed, verdicts

SECONDS = 3.0  # the bar for everything but the demo's first start, which makes its committee
SENDER = 1


def measure(committee: Path, folder: Path) -> list[Figure]:
    serve = _seconds(SERVE, folder, DATABASE=database(committee))
    first, second = (_seconds(DEMO, folder, DATA=str(folder / "demo")) for _ in range(2))
    return [
        at_most("serve answers, s", serve, SECONDS),
        Figure("demo answers for the first time, s", f"{first:.2f}"),
        at_most("demo answers, started again, s", second, SECONDS),
    ]


def _seconds(command: tuple[str, ...], folder: Path, **settings: str) -> float:
    began = time.perf_counter()
    with running(command, folder, **settings) as server:
        done = lone(server.port, [sealed(SENDER, "帮助")], 0.0)
        took = time.perf_counter() - began
    if not verdicts((SENDER, status, body) for _, status, body in done.replies)["good"]:
        raise CannotMeasure(f"no good answer from {' '.join(command)}")
    return took
