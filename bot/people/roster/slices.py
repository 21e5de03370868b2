"""Long work in slices of a few milliseconds, so that whoever serves the same file gets turns."""

import asyncio
import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import TypeVar

from bot.store.engine import NotCommitted, Store
from bot.store.tx import Tx

T = TypeVar("T")

FIRST = 10  # rows of the first slice, until it is known how long one takes
TARGET = 0.0035  # seconds of a slice, of the five milliseconds a change may take
LARGEST = 400
SHORTEST_PAUSE, LONGEST_PAUSE = 0.002, 0.012
# A slice, then half as much again for the others. Whoever finds the file taken tries again about ten
# times before giving up: with half of the time taken, one in a thousand would be unlucky each time.
PAUSE = 1.5
TRIES = 40  # for a slice that found the file taken
BAR = 30

# Does up to so many rows from a place on; says how many it did.
Work = Callable[[Tx, int, int], int]


class Progress:
    """A bar on a terminal, a line a second elsewhere; nothing when no total is known."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._bar = sys.stderr.isatty()
        self._next = perf_counter() + 1

    def show(self, done: int) -> None:
        now, over = perf_counter(), done >= self._total
        if not self._total or (not over and now < self._next):
            return
        self._next = now + (0.1 if self._bar else 1)
        if self._bar:
            filled = BAR * done // self._total
            line = f"\r{'█' * filled}{'░' * (BAR - filled)} {done}/{self._total}"
            sys.stderr.write(line + ("\n" if over else ""))
        else:
            sys.stderr.write(f"{done}/{self._total}\n")
        sys.stderr.flush()


async def in_slices(store: Store, total: int, work: Work) -> None:
    """Until `work` has nothing left to do. Between slices the file is left alone."""
    progress, done, size = Progress(total), 0, FIRST
    while True:
        began = perf_counter()
        count, took = await patiently(store, partial(_timed, work, done, size))
        if not count:
            return
        done += count
        progress.show(done)
        pause = PAUSE * (perf_counter() - began)
        await asyncio.sleep(min(max(SHORTEST_PAUSE, pause), LONGEST_PAUSE))
        size = _adapted(size, took, count)


def _timed(work: Work, start: int, size: int, tx: Tx) -> tuple[int, float]:
    began = perf_counter()
    count = work(tx, start, size)
    return count, perf_counter() - began


def _adapted(size: int, took: float, count: int) -> int:
    """Down at once, up by half."""
    fitting = int(count * TARGET / took)
    return max(1, min(fitting, size + size // 2 + 1, LARGEST))


async def patiently(store: Store, work: Callable[[Tx], T]) -> T:
    """A change that waits its turn when somebody else writes. Raises NotCommitted in the end."""
    for _ in range(TRIES - 1):
        try:
            return await store.change(work, urgent=True)
        except NotCommitted:
            await asyncio.sleep(SHORTEST_PAUSE)
    return await store.change(work, urgent=True)
