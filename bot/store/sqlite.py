"""The SQLite engine: one writer thread, a savepoint per message, one durable commit per batch."""

import asyncio
import contextlib
import fcntl
import logging
import queue
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import thread_time
from typing import IO, Any, TypeVar

from bot.clock import Clock
from bot.store import migrations, queries
from bot.store.tx import Tx

T = TypeVar("T")
log = logging.getLogger(__name__)

BATCH = 128  # messages per commit; more only adds latency
WAITING = 2000  # messages that may wait for the writer
SLOW = 0.005  # processor seconds one change may take of the writer before it is logged


class Busy(Exception):
    """Too many messages wait for the writer."""


class NotCommitted(Exception):
    """The commit failed and was rolled back: nothing of the batch was stored."""


class OutcomeUnknown(Exception):
    """The commit failed and so did the rollback: nobody knows what was stored."""


class OutOfTime(Exception):
    """The change was not on disk by its deadline; it goes on, and nobody waits for it."""


class StoreClosed(Exception):
    """The writer has stopped, or never could start."""


class AlreadyServed(Exception):
    """Another process holds this database."""


@dataclass(slots=True)
class _Job:
    work: Callable[[Tx], Any]
    done: "asyncio.Future[Any]"
    slow: float
    result: Any = None
    failure: BaseException | None = None


class SqliteStore:
    """Durable state in one file. Open it on the event loop that will await its changes."""

    def __init__(self, path: Path, named: Mapping[str, str], clock: Clock) -> None:
        self.path = path
        self._queries = named
        self._clock = clock
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._waiting = 0
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._write_forever, name="writer", daemon=True)
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="reader")
        self._lock: IO[str] | None = None
        self._deadlines: deque[tuple[float, asyncio.Future[Any]]] = deque()
        self.stopped = asyncio.Event()  # set when the writer can no longer work

    # ---------------------------------------------------------------- the loop's side

    def open(self) -> None:
        """Lock the file, migrate it, start the writer. Raises AlreadyServed or QueryFault."""
        self._loop = asyncio.get_running_loop()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = open(self.path.with_name(self.path.name + ".lock"), "w")  # noqa: SIM115
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise AlreadyServed(f"{self.path} is served by another process") from error
        with contextlib.closing(connect(self.path)) as connection:
            migrations.migrate(connection, self.path)
            if faults := queries.faults(connection, self._queries):
                raise queries.QueryFault("; ".join(faults))
        self._thread.start()

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
        `urgent`. Giving up waiting does not cancel the change.
        """
        if self._failed is not None:
            raise StoreClosed(str(self._failed))
        if self._waiting >= WAITING and not urgent:
            raise Busy
        done: asyncio.Future[T] = self._loop.create_future()
        self._waiting += 1
        if deadline is not None:
            self._watch(deadline, done)
        self._jobs.put(_Job(work, done, slow))
        return done

    def fill(self, work: Callable[[Tx], T]) -> "asyncio.Future[T]":
        """`change` for filling a database that nobody uses yet: it may take its time."""
        return self.change(work, urgent=True, slow=float("inf"))

    def deadline(self, seconds: float) -> float:
        """So many seconds from now, for `change`."""
        return self._loop.time() + seconds

    def _watch(self, deadline: float, done: "asyncio.Future[Any]") -> None:
        """One timer for all deadlines: they come in the order they are set."""
        if not self._deadlines:
            self._loop.call_at(deadline, self._end_waits)
        self._deadlines.append((deadline, done))

    def _end_waits(self) -> None:
        while self._deadlines and (
            self._deadlines[0][1].done() or self._deadlines[0][0] <= self._loop.time()
        ):
            _, done = self._deadlines.popleft()
            if not done.done():
                done.set_exception(OutOfTime())
        if self._deadlines:
            self._loop.call_at(self._deadlines[0][0], self._end_waits)

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Run `work` on a read connection of its own; it sees what is committed."""
        return await self._loop.run_in_executor(self._readers, self._read, work)

    async def close(self) -> None:
        """Finish what is queued, then stop."""
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)
        self._readers.shutdown()
        if self._lock is not None:
            self._lock.close()

    @property
    def waiting(self) -> int:
        return self._waiting

    def _deliver(self, batch: list[_Job]) -> None:
        self._waiting -= len(batch)
        for job in batch:
            if job.done.done():  # nobody waits for it any more
                continue
            if job.failure is not None:
                job.done.set_exception(job.failure)
                job.done.exception()  # a caller that gave up must not be warned of
            else:
                job.done.set_result(job.result)

    # ---------------------------------------------------------------- the writer's side

    def _write_forever(self) -> None:
        try:
            with contextlib.closing(connect(self.path)) as connection:
                while batch := self._next_batch():
                    self._write(connection, batch)
                    self._call_loop(self._deliver, batch)
        except BaseException as error:  # every waiter must hear of it, whatever it is
            log.exception("the writer stopped", extra={"event": "writer_stopped"})
            self._fail(error)

    def _next_batch(self) -> list[_Job]:
        first = self._jobs.get()
        batch = [] if first is None else [first]
        while batch and len(batch) < BATCH:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                self._jobs.put(None)
                break
            batch.append(job)
        return batch

    def _write(self, connection: sqlite3.Connection, batch: list[_Job]) -> None:
        try:
            connection.execute("BEGIN IMMEDIATE")
            for job in batch:
                self._attempt(connection, job)
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            log.error("commit failed: %s", error, extra={"event": "commit_failed"})
            self._undo(connection, batch, error)

    def _attempt(self, connection: sqlite3.Connection, job: _Job) -> None:
        began = thread_time()
        connection.execute("SAVEPOINT message")
        try:
            job.result = job.work(Tx(connection, self._queries, self._clock.now()))
        except Exception as error:
            # After some errors (a full disk) SQLite has already undone the whole transaction.
            if not connection.in_transaction:
                raise
            job.failure = error
            connection.execute("ROLLBACK TO message")
        connection.execute("RELEASE message")
        if (took := thread_time() - began) > job.slow:
            log.warning("slow change: %d ms", took * 1000, extra={"event": "slow_change"})

    def _undo(
        self, connection: sqlite3.Connection, batch: list[_Job], error: sqlite3.Error
    ) -> None:
        failure: Exception = NotCommitted(str(error))
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            failure = OutcomeUnknown(str(error))
        for job in batch:
            job.failure = failure
        if isinstance(failure, OutcomeUnknown):
            self._call_loop(self._deliver, batch)
            raise failure

    def _fail(self, error: BaseException) -> None:
        def tell() -> None:
            self._failed = error
            self._deliver(self._drain(StoreClosed(str(error))))
            self.stopped.set()

        self._call_loop(tell)

    def _drain(self, error: Exception) -> list[_Job]:
        left = []
        with contextlib.suppress(queue.Empty):
            while job := self._jobs.get_nowait():
                job.failure = error
                left.append(job)
        return left

    def _call_loop(self, function: Callable[..., None], *arguments: Any) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(function, *arguments)

    def _read(self, work: Callable[[Tx], T]) -> T:
        with contextlib.closing(connect(self.path, read_only=True)) as connection:
            connection.execute("BEGIN")
            return work(Tx(connection, self._queries, self._clock.now()))


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection that leaves transactions to us and rows by name."""
    mode = "ro" if read_only else "rwc"
    connection = sqlite3.connect(
        f"file:{path}?mode={mode}",
        uri=True,
        isolation_level=None,
        cached_statements=512,
        check_same_thread=False,
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection
