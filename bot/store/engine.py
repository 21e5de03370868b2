"""What callers need of an engine, and what it may tell them."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from bot.refusal import Refusal
from bot.store.tx import Tx

T = TypeVar("T")

WAITING = 2000  # changes that may wait for a writer
SLOW = 0.005  # processor seconds one change may take before it is logged
SQLITE = "sqlite:///"
POSTGRESQL = ("postgresql://", "postgres://")


def shown(url: str) -> str:
    """A database's address without its password, which may stand in the query too."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    query = urlencode([(name, v) for name, v in parse_qsl(parts.query) if name != "password"])
    where = f"{parts.scheme}://{user.partition(':')[0]}{at}{host}{parts.path}"
    return f"{where}?{query}" if query else where


class Busy(Exception):
    """Too many changes wait for a writer."""


class NotCommitted(Exception):
    """The change was rolled back: nothing of it was stored."""


class Unwritable(NotCommitted):
    """The database takes no changes now: its disk is full, it is read-only, it is gone. Nothing was
    stored; what is stored may be readable."""


class Unreachable(Unwritable):
    """There is no connection to the database, so nothing was stored; it is looked for again."""


class OutcomeUnknown(Exception):
    """Nobody knows whether the change was stored."""


class OutOfTime(Exception):
    """The change was not on disk by its deadline. If it had begun it goes on, and nobody waits for
    it; else it is left: work that comes too late would make the next one late too."""


class StoreClosed(Exception):
    """The writer has stopped, or never could start."""


class CannotServe(Refusal):
    """The database cannot be opened, or another process holds it."""


class Store(Protocol):
    """Durable state. Open it on the event loop that will await its changes."""

    shared: bool  # whether other hosts may serve the same database
    stopped: asyncio.Event  # set when nothing can be stored any more

    @property
    def waiting(self) -> int:
        """Changes that wait for a writer."""

    @property
    def trouble(self) -> str:
        """Why nothing can be stored just now, "" while all is well."""

    def open(self, *, guest: bool = False) -> None:
        """Migrate it, explain every query, start writing. Raises CannotServe or QueryFault.

        A guest (an import, an invitation) may open it beside those that serve it.
        """

    async def close(self) -> None:
        """Finish what is queued, then stop."""

    def change(
        self,
        work: Callable[[Tx], T],
        *,
        urgent: bool = False,
        deadline: float | None = None,
        slow: float = SLOW,
    ) -> "asyncio.Future[T]":
        """Run `work` in a transaction; the future is done once it is on disk.

        It raises what `work` raised (its changes are undone), NotCommitted, OutcomeUnknown,
        StoreClosed, or OutOfTime at its `deadline`; Busy is raised at once, but never for what is
        `urgent`. Giving up waiting does not cancel the change; only what has not begun by its
        deadline never will. `work` may be run a second time, after its first pass was undone.
        """

    def fill(self, work: Callable[[Tx], T]) -> "asyncio.Future[T]":
        """`change` for filling a database that nobody uses yet: it may take its time."""

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Run `work` on a read connection of its own; it sees what is committed."""

    def deadline(self, seconds: float) -> float:
        """So many seconds from now, for `change`."""


class Deadlines:
    """Ends the waits that take too long: one timer for all, as they come in the order they end."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waits: deque[tuple[float, asyncio.Future[Any]]] = deque()
        self._timed = False

    def watch(self, deadline: float, done: "asyncio.Future[Any]") -> None:
        self._let_go()
        self._waits.append((deadline, done))
        self._set_timer()

    def _let_go(self) -> None:
        """What is done is not kept until its deadline: thousands of replies would be."""
        while self._waits and self._waits[0][1].done():
            self._waits.popleft()

    def _set_timer(self) -> None:
        if self._waits and not self._timed:
            self._timed = True
            self._loop.call_at(self._waits[0][0], self._end)

    def _end(self) -> None:
        self._timed = False
        self._let_go()
        while self._waits and self._waits[0][0] <= self._loop.time():
            _, done = self._waits.popleft()
            if not done.done():
                done.set_exception(OutOfTime())
        self._set_timer()


def deliver(done: "asyncio.Future[Any]", result: Any, failure: BaseException | None) -> None:
    """Tell whoever waits, if anybody still does."""
    if done.done():
        return
    if failure is None:
        done.set_result(result)
    else:
        done.set_exception(failure)
        done.exception()  # a caller that gave up must not be warned of
