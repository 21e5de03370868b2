"""One person sends the worst texts as fast as they can; how long the others wait meanwhile."""

import select
import threading
import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from socket import socket
from statistics import median

from bot.process.assistant import BUSY, TOO_MUCH
from tests.bench.figures import Figure, at_most
from tests.bench.load import PATIENCE, connected
from tests.bench.mix import Mix
from tests.bench.servers import SERVE, CannotMeasure, database, running
from tests.bench.wire import opened, sealed

SECONDS = 10.0  # of the flood, and before it without one
PER_SECOND = 500  # messages of the one
LINES = 32  # connections they come on
OTHERS, PAUSE = 8, 0.05  # senders of the mix, and how long each rests between two messages
TIMES = 5.0  # the bar: the others' p99 beside their own without it
_REFUSED = (TOO_MUCH, BUSY)
FLOODER = 900  # no sender of the mix
# Each of these took the most time of its kind once: characters that grow, marks that are sorted,
# figures and hours without end, words that begin a wish again and again.
WORST = (
    "\ufdfa" * 2000,
    "a" + "\u0301\u0316\u0327" * 660,
    "提醒我 " + "每周" * 990,
    "9" * 2000,
    "报名 " * 660,
    "能不能帮我" * 400,
    "一" * 2000,
    "bao ming " * 222,
)


@dataclass(slots=True)
class Others:
    """People who write as they always do."""

    port: int
    latencies: list[float] = field(default_factory=list)

    def talk(self, seed: str, seconds: float) -> list[float]:
        """How long each of their messages took, in seconds."""
        self.latencies = []
        until = time.perf_counter() + seconds
        threads = [
            threading.Thread(target=self._one, args=(sender, seed, until))
            for sender in range(1, OTHERS + 1)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(self.latencies)

    def _one(self, sender: int, seed: str, until: float) -> None:
        with connected(self.port) as wire:
            for text in Mix().texts(sender, seed):
                if time.perf_counter() >= until:
                    return
                request = sealed(sender, text)
                began = time.perf_counter()
                wire.sendall(request)
                _reply(wire)
                self.latencies.append(time.perf_counter() - began)
                time.sleep(PAUSE)


class Flood:
    """One openid, on many lines at once: what is not answered yet does not slow it down. All is
    sealed before, and looked at after."""

    def __init__(self, port: int) -> None:
        texts = islice(cycle(WORST), int(PER_SECOND * (SECONDS + 1)))
        self._requests = iter([sealed(FLOODER, text) for text in texts])
        self._port = port
        self._going = True
        self._bodies: list[bytes] = []
        self.sent = 0
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Flood":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._going = False
        self._thread.join()

    @property
    def taken(self) -> int:
        """How many were worked on."""
        return sum(
            body != b"success" and opened(FLOODER, body) not in _REFUSED for body in self._bodies
        )

    def _run(self) -> None:
        busy: set[socket] = set()
        free, began = [connected(self._port) for _ in range(LINES)], time.perf_counter()
        while self._going:
            due = int((time.perf_counter() - began) * PER_SECOND) - self.sent
            for _ in range(min(due, len(free))):
                wire = free.pop()
                wire.sendall(next(self._requests))
                busy.add(wire)
                self.sent += 1
            for wire in select.select(busy, [], [], 0.005)[0]:
                self._bodies.append(_reply(wire))
                busy.remove(wire)
                free.append(wire)
        for wire in (*busy, *free):
            wire.close()


def _reply(wire: socket) -> bytes:
    """The body of the next reply."""
    wire.settimeout(PATIENCE)
    read = b""
    while (head := read.find(b"\r\n\r\n")) < 0:
        read += _more(wire)
    start = read.index(b"Content-Length: ") + 16
    end = head + 4 + int(read[start : read.index(b"\r\n", start)])
    while len(read) < end:
        read += _more(wire)
    return read[head + 4 : end]


def _more(wire: socket) -> bytes:
    read = wire.recv(65536)
    if not read:
        raise CannotMeasure("the server closed a connection")
    return read


def measure(committee: Path, folder: Path) -> list[Figure]:
    allowed = {"PERSON_MESSAGES": "30", "DATABASE": database(committee)}
    with running(SERVE, folder, **allowed) as server:
        others = Others(server.port)
        others.talk("warm-up", 1.0)
        flood = Flood(server.port)
        began = server.cpu()
        alone = others.talk("alone", SECONDS)
        middle = server.cpu()
        with flood:
            beside = others.talk("beside", SECONDS)
        used = middle - began, server.cpu() - middle
    ratio = _p99(beside) / _p99(alone)
    return [
        at_most("the others' p99, times their own without it", ratio, TIMES),
        Figure("their p99 without and with it, ms", f"{_p99(alone):.1f}, {_p99(beside):.1f}"),
        Figure("their median without and with it, ms", f"{_p50(alone):.1f}, {_p50(beside):.1f}"),
        Figure("their messages", f"{len(alone)}, {len(beside)}"),
        Figure("the one's messages: sent", str(flood.sent)),
        Figure("  worked on", str(flood.taken)),
        Figure(
            "server busy without and with it", f"{used[0] / SECONDS:.0%}, {used[1] / SECONDS:.0%}"
        ),
    ]


def _p99(latencies: list[float]) -> float:
    return latencies[min(len(latencies) - 1, int(0.99 * len(latencies)))] * 1000


def _p50(latencies: list[float]) -> float:
    return median(latencies) * 1000
