"""One person, one message at a time: nobody to share a commit with."""

from itertools import islice
from pathlib import Path

from tests.bench.figures import Figure, at_most
from tests.bench.load import lone
from tests.bench.mix import Mix
from tests.bench.servers import SERVE, database, running
from tests.bench.wire import sealed, verdicts

MESSAGES, WARM_UP = 200, 40
PAUSE = 0.02  # seconds
MEDIAN = 5.0  # the bar, milliseconds
SENDER = 1


def measure(committee: Path, folder: Path) -> list[Figure]:
    texts = islice(Mix().texts(SENDER, "lone"), WARM_UP + MESSAGES)
    requests = [sealed(SENDER, text) for text in texts]
    with running(SERVE, folder, DATABASE=database(committee)) as server:
        lone(server.port, requests[:WARM_UP], 0.0)
        done = lone(server.port, requests[WARM_UP:], PAUSE)
    good = verdicts((SENDER, status, body) for _, status, body in done.replies)["good"]
    return [
        at_most("median, ms", done.latency(0.5) * 1000, MEDIAN),
        Figure("p99, ms", f"{done.latency(0.99) * 1000:.2f}"),
        Figure("good answers", f"{good} of {MESSAGES}", "all", good == MESSAGES),
    ]
