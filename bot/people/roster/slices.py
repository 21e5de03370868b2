"""Long work in slices of a few milliseconds, so that whoever serves the same file gets turns."""

import asyncio
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import TypeVar

from bot.store.engine import NotCommitted, Store
from bot.store.tx import Tx
from bot.terminal.progress import Progress

T = TypeVar("T")

FIRST = 10  # rows of the first slice, until it is known how long one takes
TARGET = 0.0035  # seconds of a slice, of the five milliseconds a change may take
LARGEST = 400
SHORTEST_PAUSE = 0.002
# A slice, then twice as long for the others, however long the disk held it up: whoever finds the
# file taken tries again about ten times and then gives up, so it must be free most of the time.
PAUSE = 2
TRIES = 40  # for a slice that found the file taken

# Does up to so many rows from a place on; says how many it did.
Work = Callable[[Tx, int, int], int]


async def in_slices(store: Store, total: int, work: Work, title: str = "写入") -> None:
    """Until `work` has nothing left to do. Between slices the file is left alone."""
    progress, done, size = Progress(title, total), 0, FIRST
    while True:
        count, began, worked = await patiently(store, partial(_timed, work, done, size))
        held = perf_counter() - began  # until it was on disk
        if not count:
            return
        done += count
        progress.show(done)
        await asyncio.sleep(max(SHORTEST_PAUSE, PAUSE * held))
        size = _adapted(size, worked, count)


def _timed(work: Work, start: int, size: int, tx: Tx) -> tuple[int, float, float]:
    """How many rows, when the file was taken, and how long the work took."""
    began = perf_counter()
    count = work(tx, start, size)
    return count, began, perf_counter() - began


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
