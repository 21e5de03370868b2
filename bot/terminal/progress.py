"""How far long work has come: a bar on a terminal, a line a second elsewhere."""

import contextlib
import logging
import sys
from collections.abc import Iterator
from logging.handlers import MemoryHandler
from time import perf_counter

BAR = 30
_SOON = 0.5  # seconds after which even a log is told
_ENOUGH = 1_000  # lines of the log that wait for the end of a bar


class Progress:
    """Shown from the first moment on a terminal; elsewhere what takes longer than a moment.

    Nothing is shown when no total is known.
    """

    def __init__(self, title: str, total: int) -> None:
        self._title = title
        self._total = total
        self._bar = sys.stderr.isatty()
        self._next = 0.0 if self._bar else perf_counter() + _SOON
        self._shown = self._over = False
        if self._bar:
            self.show(0)

    def show(self, done: int) -> None:
        now, over = perf_counter(), done >= self._total
        if not self._total or self._over or (now < self._next and not (over and self._shown)):
            return
        self._next = now + (0.1 if self._bar else 1)
        self._shown, self._over = True, over
        _begun[:] = [] if over or not self._bar else [self]
        sys.stderr.write(self._line(done, over=over))
        sys.stderr.flush()

    def _line(self, done: int, *, over: bool) -> str:
        if not self._bar:
            return f"{self._title} {done}/{self._total}\n"
        filled = BAR * done // self._total
        bar = f"{'█' * filled}{'░' * (BAR - filled)}"
        return f"\r{self._title} {bar} {done}/{self._total}" + ("\n" if over else "")


_begun: list[Progress] = []  # the bar that stands unfinished on the terminal


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """The log's lines wait until the bars are over; what follows one that broke off has its own line."""
    root = logging.getLogger()
    waiting = [
        (handler, MemoryHandler(_ENOUGH, logging.CRITICAL, handler)) for handler in root.handlers
    ]
    for handler, memory in waiting:
        root.removeHandler(handler)
        root.addHandler(memory)
    try:
        yield
    finally:
        if _begun:
            sys.stderr.write("\n")
            _begun.clear()
        for handler, memory in waiting:
            root.removeHandler(memory)
            root.addHandler(handler)
            memory.close()
