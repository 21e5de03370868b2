"""Work that might take too much memory or time, done by a child process with limits on both."""

import contextlib
import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread, Timer
from typing import IO, Any, cast

import msgspec

ROOT = Path(__file__).parent.parent.parent
LONGEST = 4 * 1024 * 1024  # bytes of one answer
_log = logging.getLogger(__name__)

Process = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class Limits:
    memory: int = 600 * 1024 * 1024  # bytes of address space
    seconds: int = 30  # of processor time
    patience: float = 120.0  # seconds on the clock, however little it does


class Died(Exception):
    """The child ended before its work was done: too much memory, too long, or it stumbled."""


def answers(
    work: str, request: Any, rows: Iterable[Any] = (), limits: Limits | None = None
) -> Iterator[Any]:
    """What `module:function` answers, one by one; `rows` are handed to it while it works.

    Raises Died, and the cause is logged then. The child knows none of our environment: it may be
    reading what a stranger has made.
    """
    limits = limits or Limits()
    with _started(work, limits) as process:
        feeder = Thread(
            target=_feed, args=(cast(IO[bytes], process.stdin), request, rows), daemon=True
        )
        clock = Timer(limits.patience, process.kill)
        feeder.start()
        clock.start()
        try:
            yield from _said(process, work)
        finally:
            clock.cancel()
            process.kill()  # nothing happens to one that has ended
            feeder.join()


def _started(work: str, limits: Limits) -> Process:
    named = (work, str(limits.memory), str(limits.seconds))
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", "bot.sheets.limited", *named],
        cwd=ROOT,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _feed(pipe: IO[bytes], request: Any, rows: Iterable[Any]) -> None:
    """A child that has died listens no more; why it died is said elsewhere."""
    encode = msgspec.json.Encoder().encode
    with contextlib.suppress(BrokenPipeError), pipe:
        pipe.write(encode(request) + b"\n")
        for row in rows:
            pipe.write(encode(row) + b"\n")


def _said(process: Process, work: str) -> Iterator[Any]:
    decode, pipe = msgspec.json.Decoder().decode, cast(IO[bytes], process.stdout)
    while line := pipe.readline(LONGEST):
        if not line.endswith(b"\n"):
            raise _died(work, "answer cut off or too long")
        answer = decode(line)
        if isinstance(answer, dict) and "died" in answer:
            raise _died(work, answer["died"])
        yield answer
    if code := process.wait():
        raise _died(work, f"signal {-code}" if code < 0 else f"exit {code}")


def _died(work: str, why: str) -> Died:
    _log.error("%s ended before it was done: %s", work, why, extra={"event": "child_died"})
    return Died(work)
