"""The PostgreSQL engine: a transaction per change, on a few connections, beside other hosts.

What hosts share is rows: whoever writes a row first holds it until the commit, and the others wait
for it. So a decision is made on committed facts once the row it hangs on has been taken.
"""

import asyncio
import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import sleep, thread_time
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus

from bot.clock import Clock
from bot.store import engine, link
from bot.store.engine import (
    SLOW,
    NotCommitted,
    OutcomeUnknown,
    OutOfTime,
    StoreClosed,
    Unreachable,
    Unwritable,
)
from bot.store.link import Connection, Line, Session
from bot.store.tx import Tx

T = TypeVar("T")
log = logging.getLogger(__name__)

WRITERS = 4  # connections that write; more only wait for each other on two cores
READERS = 2
GIVE_WAY = 0.05  # seconds in which the other side of a deadlock gets what it waits for
# Somebody else was first: a second pass sees what they wrote.
_BEATEN = (errors.DeadlockDetected, errors.SerializationFailure, errors.UniqueViolation)
# The server is a standby now, or its disk is full.
_UNWRITABLE = (errors.ReadOnlySqlTransaction, errors.DiskFull)
_TOO_LONG = (errors.LockNotAvailable, errors.QueryCanceled)


class _Lost(Exception):
    """The connection was lost before the commit: nothing was stored."""


@dataclass(slots=True)
class _Job:
    work: Callable[[Tx], Any]
    done: "asyncio.Future[Any]"
    slow: float
    deadline: float | None


class PostgresStore:
    """Durable state in a database that several hosts may serve."""

    shared = True

    def __init__(
        self, url: str, named: Mapping[str, str], clock: Clock, counting_key: str = ""
    ) -> None:
        self._url = url
        self._queries = named
        self._clock = clock
        self._counting_key = counting_key
        self._reach = link.Reach(url)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._writers: list[threading.Thread] = []
        self._readers = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="reader")
        self._idle: queue.LifoQueue[Line] = queue.LifoQueue()
        for _ in range(READERS):
            self._idle.put(Line(self._reach, reads=True))
        self._closed = False
        self._unwritable = ""  # why the last change was not taken
        self.stopped = asyncio.Event()

    # ---------------------------------------------------------------- life

    def open(self, *, guest: bool = False) -> None:
        """A guest is like any other host, only narrower."""
        self._loop = asyncio.get_running_loop()
        self._deadlines = engine.Deadlines(self._loop)
        link.prepare(self._url, self._queries)
        for number in range(1 if guest else WRITERS):
            writer = threading.Thread(target=self._write_forever, name=f"writer-{number}")
            writer.daemon = True
            self._writers.append(writer)
            writer.start()

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        for _ in self._writers:
            self._jobs.put(None)
        for writer in self._writers:
            await asyncio.to_thread(writer.join)
        self._readers.shutdown()
        for _ in range(READERS):
            self._idle.get().close()
        await asyncio.sleep(0)  # the last results are on their way to those who wait

    @property
    def waiting(self) -> int:
        return self._jobs.qsize()

    @property
    def trouble(self) -> str:
        return self._reach.trouble or self._unwritable

    # ---------------------------------------------------------------- asking for a change

    def change(
        self,
        work: Callable[[Tx], T],
        *,
        urgent: bool = False,
        deadline: float | None = None,
        slow: float = SLOW,
    ) -> "asyncio.Future[T]":
        if self._closed:
            raise StoreClosed("the store is closed")
        if self._jobs.qsize() >= engine.WAITING and not urgent:
            raise engine.Busy
        done: asyncio.Future[T] = self._loop.create_future()
        if deadline is not None:
            self._deadlines.watch(deadline, done)
        self._jobs.put(_Job(work, done, slow, deadline))
        return done

    def fill(self, work: Callable[[Tx], T]) -> "asyncio.Future[T]":
        return self.change(work, urgent=True, slow=float("inf"))

    async def read(self, work: Callable[[Tx], T]) -> T:
        return await self._loop.run_in_executor(self._readers, self._read, work)

    def deadline(self, seconds: float) -> float:
        return self._loop.time() + seconds

    # ---------------------------------------------------------------- a writer

    def _write_forever(self) -> None:
        line = Line(self._reach)
        while (job := self._next(line)) is not None:
            result, failure = None, None
            try:
                result = self._in_time(job, line)
            except BaseException as error:  # whoever waits must hear of it, whatever it is
                failure = error
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(engine.deliver, job.done, result, failure)
        line.close()

    def _next(self, line: Line) -> _Job | None:
        """What to do next; while the database is gone, it is looked for meanwhile."""
        while self._reach.trouble:
            with contextlib.suppress(queue.Empty):
                return self._jobs.get(timeout=link.AGAIN)
            with contextlib.suppress(Unreachable):
                line.connection()
        return self._jobs.get()

    def _in_time(self, job: _Job, line: Line) -> Any:
        """What waited too long is left before any work is done for it."""
        if job.deadline is not None and job.deadline <= self._loop.time():
            raise OutOfTime
        try:
            result = self._passed(job, line)
        except Unwritable as error:
            if not isinstance(error, Unreachable):
                self._note(str(error))
                line.close()  # the next connection may lead to a server that takes changes
            raise
        self._note("")
        return result

    def _note(self, trouble: str) -> None:
        """Said when it begins and when it is over, not for every message."""
        if trouble and not self._unwritable:
            log.error("no changes are taken: %s", trouble, extra={"event": "database_unwritable"})
        elif self._unwritable and not trouble:
            log.info("changes are taken again", extra={"event": "database_writable"})
        self._unwritable = trouble

    def _passed(self, job: _Job, line: Line) -> Any:
        """A second pass when another host was first, or the connection was an old one."""
        try:
            return self._pass(job, line)
        except (*_BEATEN, _Lost) as error:
            kind = type(error).__name__
            log.info("a second pass: %s", kind, extra={"event": "second_pass"})
            if isinstance(error, errors.DeadlockDetected):
                sleep(GIVE_WAY)
        try:
            return self._pass(job, line)
        except (errors.DeadlockDetected, errors.SerializationFailure, _Lost) as error:
            raise NotCommitted(type(error).__name__) from error

    def _pass(self, job: _Job, line: Line) -> Any:
        connection = line.connection()
        began = thread_time()
        try:
            result = job.work(
                Tx(Session(connection), self._queries, self._clock.now(), self._counting_key)
            )
            if connection.info.transaction_status == TransactionStatus.INERROR:
                raise NotCommitted("a statement failed, and the work went on")
        except psycopg.Error as error:
            line.undo()
            raise _named(error, line) from error
        except BaseException:
            line.undo()
            raise
        if (took := thread_time() - began) > job.slow:
            log.warning("slow change: %d ms", took * 1000, extra={"event": "slow_change"})
        self._commit(connection, line)
        return result

    @staticmethod
    def _commit(connection: Connection, line: Line) -> None:
        try:
            commit(connection)
        except psycopg.Error as error:
            kind = type(error).__name__
            log.error("commit failed: %s", kind, extra={"event": "commit_failed"})
            line.undo()
            if line.lost:  # whether it arrived nobody knows
                raise OutcomeUnknown(kind) from error
            if isinstance(error, _BEATEN):
                raise
            raise (Unwritable if isinstance(error, _UNWRITABLE) else NotCommitted)(kind) from error

    # ---------------------------------------------------------------- a reader

    def _read(self, work: Callable[[Tx], T]) -> T:
        line = self._idle.get()
        try:
            with contextlib.suppress(_Lost):  # an old connection: once more on a new one
                return self._looked(work, line)
            return self._looked(work, line)
        except _Lost as error:
            raise Unreachable(str(error)) from error
        finally:
            self._idle.put(line)

    def _looked(self, work: Callable[[Tx], T], line: Line) -> T:
        connection = line.connection()
        try:
            return work(
                Tx(Session(connection), self._queries, self._clock.now(), self._counting_key)
            )
        except psycopg.Error as error:
            line.undo()
            raise _named(error, line) from error
        finally:
            line.undo()


def _named(error: psycopg.Error, line: Line) -> Exception:
    """What a failed statement means to whoever waits."""
    if line.lost:
        return _Lost(type(error).__name__)
    if isinstance(error, _UNWRITABLE):
        return Unwritable(type(error).__name__)
    return NotCommitted(type(error).__name__) if isinstance(error, _TOO_LONG) else error


def commit(connection: Connection) -> None:
    """Durably: returns once it is on disk."""
    connection.commit()
