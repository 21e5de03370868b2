"""`serve` with its watch on: processor time by stage and thread, or every function by cProfile.

`python -m tests.bench.stages stages|functions`; SIGUSR1 starts the watch, SIGUSR2 stops it and
prints one JSON line.
"""

import cProfile
import functools
import json
import pstats
import signal
import sqlite3
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import run
from bot.conversation.router import Router
from bot.hearing.heard import Hearing
from bot.store.sqlite import SqliteStore
from bot.store.tx import Tx
from bot.webhook import pushes, server, xml
from bot.webhook.crypto import Keyring, MessageCipher
from bot.webhook.server import Webhook
from handlers.faq.chat import PolicyAnswers
from handlers.offerings import finding
from handlers.reminders import making
from tests.bench.figures import say
from tests.bench.servers import ROOT

STAGES: tuple[tuple[Any, str, str], ...] = (
    (Webhook, "_opened", "open: the rest"),
    (xml, "read", "open: XML"),
    (server, "check", "open: signature"),
    (Keyring, "open", "open: decrypt"),
    (pushes, "message", "open: fields to Message"),
    (Webhook, "_response", "reply: XML, response"),
    (MessageCipher, "encrypt", "reply: encrypt"),
    (server, "signature", "reply: signature"),
    (SqliteStore, "_deliver", "hand results to the waiting"),
    (SqliteStore, "_run", "a change: the rest"),
    (Router, "reply", "router"),
    (Router, "act", "handler"),
    (Hearing, "_meaning", "meaning (not remembered)"),
    (Hearing, "_response", "response (not remembered)"),
    (Router, "row", "which row"),
    (Router, "_known", "evidence of the rooms"),
    (PolicyAnswers, "search", "FAQ search"),
    (finding, "find", "which offering is meant"),
    (making, "read", "Chinese time"),
)


class Watch:
    """Own processor time per stage and thread: without what is measured inside it."""

    def __init__(self) -> None:
        self.on = False
        self._local = threading.local()
        self._found: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0, 0])
        self._threads: dict[str, int] = {}
        self._overhead = 0
        self._overhead = self._measured_overhead()

    def timed(self, stage: str, work: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
        if not self.on:
            return work(*given, **named)
        inside = self._local.__dict__.setdefault("inside", [0])
        inside.append(0)
        wall, began = time.perf_counter_ns(), time.thread_time_ns()
        try:
            return work(*given, **named)
        finally:
            took = time.thread_time_ns() - began
            note = self._found[threading.current_thread().name, stage]
            note[0] += 1
            note[1] += took - inside.pop() - self._overhead
            note[2] += time.perf_counter_ns() - wall
            inside[-1] += took + self._overhead

    def _measured_overhead(self) -> int:
        """Nanoseconds that timing itself puts into a stage, about as many as it puts around it."""
        self.on = True
        for _ in range(2000):
            self.timed("nothing", int)
        self.on = False
        calls, own, _ = self._found.pop((threading.current_thread().name, "nothing"))
        return int(own / calls)

    def start(self) -> None:
        self._threads = self._times()
        self.on = True

    def stop(self) -> dict[str, Any]:
        self.on = False
        threads = {n: t - self._threads.get(n, 0) for n, t in self._times().items()}
        stages = [[*key, *note] for key, note in self._found.items()]
        return {"threads": threads, "stages": stages}

    @staticmethod
    def _times() -> dict[str, int]:
        """Nanoseconds each thread has worked."""
        return {
            t.name: time.clock_gettime_ns(time.pthread_getcpuclockid(t.ident))
            for t in threading.enumerate()
            if t.ident is not None
        }


def watch_stages() -> Watch:
    watch = Watch()

    def put(owner: Any, name: str, naming: Callable[..., str]) -> None:
        raw = owner.__dict__[name]
        work = raw.__func__ if isinstance(raw, staticmethod) else raw

        @functools.wraps(work)
        def timed(*given: Any, **named: Any) -> Any:
            return watch.timed(naming(*given), work, *given, **named)

        setattr(owner, name, staticmethod(timed) if isinstance(raw, staticmethod) else timed)

    for owner, name, stage in STAGES:
        put(owner, name, lambda *_, stage=stage: stage)
    for name in ("row", "rows", "run"):
        put(Tx, name, lambda tx, query, *_: f"sql {query}")

    class Connection(sqlite3.Connection):
        def execute(self, sql: str, *parameters: Any) -> Any:
            if parameters:
                return super().execute(sql, *parameters)
            return watch.timed(f"sqlite {sql.split()[0]}", super().execute, sql)

    sqlite3.connect = functools.partial(sqlite3.connect, factory=Connection)  # type: ignore[assignment,misc]
    return watch


class Functions:
    """cProfile of the loop's thread, where the changes run too."""

    def __init__(self) -> None:
        # Processor time of the thread: waiting for the interpreter's lock is nobody's work.
        self._profile = cProfile.Profile(time.thread_time)

    def start(self) -> None:
        self._profile.enable()

    def stop(self) -> dict[str, Any]:
        self._profile.disable()
        return {"MainThread": _rows(self._profile)}


def _rows(profile: cProfile.Profile) -> list[tuple[str, int, float, float]]:
    """(function, calls, own seconds, seconds with what it called)."""
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    return [
        (_place(*where), calls, own, whole) for where, (_, calls, own, whole, _) in stats.items()
    ]


def _place(file: str, line: int, name: str) -> str:
    path = Path(file)
    if file == "~":
        return name
    short = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
    return f"{name} ({short}:{line})"


def main() -> int:
    watch = watch_stages() if sys.argv[1] == "stages" else Functions()
    signal.signal(signal.SIGUSR1, lambda *_: watch.start())
    signal.signal(signal.SIGUSR2, lambda *_: say(json.dumps(watch.stop())))
    return run.main(["--config", "config/demo.toml", "serve"])


if __name__ == "__main__":
    sys.exit(main())
