"""The SQLite engine: changes run one after another, one durable commit per batch.

Changes run on the event loop, where they take fractions of a millisecond; only the commit, which
waits for the disk, has a thread of its own. What arrives while it waits is the next batch: no
timer, so a lone message waits for nobody. (With a thread for the changes too, two threads fought
for the interpreter lock at every statement: a quarter more processor time per message.)
"""

import asyncio
import contextlib
import fcntl
import logging
import queue
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import O_CREAT, O_WRONLY, fdopen
from os import open as open_file
from pathlib import Path
from time import perf_counter, thread_time
from typing import IO, Any, TypeVar
from urllib.parse import quote

from bot.clock import Clock
from bot.refusal import cause
from bot.store import engine, migrations, queries
from bot.store.engine import (
    SLOW,
    CannotServe,
    NotCommitted,
    OutcomeUnknown,
    OutOfTime,
    StoreClosed,
    Unwritable,
)
from bot.store.standing import PRIVATE, Elsewhere, Standing, private, tighten
from bot.store.tx import Tx

T = TypeVar("T")
log = logging.getLogger(__name__)

BATCH = 128  # messages per commit; more only adds latency
BUSY = 200  # milliseconds to wait for somebody else who writes: nobody should

_UNWRITABLE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_BUSY,  # somebody else writes, for longer than a guest of ours does
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
}


@dataclass(slots=True)
class _Job:
    work: Callable[[Tx], Any]
    done: "asyncio.Future[Any]"
    slow: float
    deadline: float | None
    result: Any = None
    failure: BaseException | None = None


class SqliteStore:
    """Durable state in one file that one process serves."""

    shared = False

    def __init__(
        self, path: Path, named: Mapping[str, str], clock: Clock, counting_key: str = ""
    ) -> None:
        self.path = path
        self._queries = named
        self._clock = clock
        self._counting_key = counting_key
        self._jobs: deque[_Job] = deque()
        self._commits: queue.SimpleQueue[list[_Job] | None] = queue.SimpleQueue()
        self._used = 0.0  # processor seconds of this thread when the batch began
        self._running = False  # a batch is being worked on or committed
        self._failed: BaseException | None = None
        self._trouble = ""  # why the last commit failed
        self._committer = threading.Thread(
            target=self._commit_forever, name="committer", daemon=True
        )
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="reader")
        self._lock: IO[str] | None = None
        self.stopped = asyncio.Event()  # set when nothing can be stored any more

    # ---------------------------------------------------------------- life

    def open(self, *, guest: bool = False) -> None:
        """A guest writes in slices of a few milliseconds between the server's commits."""
        self._loop = asyncio.get_running_loop()
        self._deadlines = engine.Deadlines(self._loop)
        try:
            self._open(guest)
        except (OSError, sqlite3.Error) as error:
            raise CannotServe(f"打不开 {self.path}：{cause(error)}") from error
        if faults := queries.faults(self._connection, self._queries):
            raise queries.QueryFault("; ".join(faults))
        self._standing = Standing(self.path)
        self._committer.start()

    def _open(self, guest: bool) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if guest:
            self._connection = connect(self.path)
            if not migrations.missing(self._connection):
                return
            self._connection.close()  # a file of its own time: brought up to date if it is free
        self._lock_and_migrate()
        if guest and self._lock is not None:
            self._lock.close()

    def _lock_and_migrate(self) -> None:
        self._lock = lock(self.path)
        self._connection = connect(self.path)
        migrations.migrate(self._connection, self.path)
        tighten(self.path.resolve())
        # So that from now on whoever else writes into the file is noticed. Full disks are no reason
        # not to serve.
        with contextlib.suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    async def close(self) -> None:
        with contextlib.suppress(StoreClosed, NotCommitted, OutcomeUnknown):
            await self.change(lambda tx: None, urgent=True)
        self._commits.put(None)
        await asyncio.to_thread(self._committer.join)
        self._readers.shutdown()
        self._connection.close()
        self._standing.close()
        if self._lock is not None:
            self._lock.close()

    @property
    def waiting(self) -> int:
        return len(self._jobs)

    @property
    def trouble(self) -> str:
        return self._trouble if self._failed is None else str(self._failed)

    # ---------------------------------------------------------------- asking for a change

    def change(
        self,
        work: Callable[[Tx], T],
        *,
        urgent: bool = False,
        deadline: float | None = None,
        slow: float = SLOW,
    ) -> "asyncio.Future[T]":
        if self._failed is not None:
            raise StoreClosed(str(self._failed))
        if len(self._jobs) >= engine.WAITING and not urgent:
            raise engine.Busy
        done: asyncio.Future[T] = self._loop.create_future()
        self._jobs.append(_Job(work, done, slow, deadline))
        if deadline is not None:
            self._deadlines.watch(deadline, done)
        if not self._running:
            self._running = True
            self._loop.call_soon(self._gather, 0)
        return done

    def fill(self, work: Callable[[Tx], T]) -> "asyncio.Future[T]":
        return self.change(work, urgent=True, slow=float("inf"))

    async def read(self, work: Callable[[Tx], T]) -> T:
        return await self._loop.run_in_executor(self._readers, self._read, work)

    def deadline(self, seconds: float) -> float:
        return self._loop.time() + seconds

    # ---------------------------------------------------------------- a batch

    def _gather(self, seen: int) -> None:
        """Let the loop read what has arrived already, as long as each turn of it brings more."""
        waiting = len(self._jobs)
        if seen < waiting < BATCH:
            self._loop.call_soon(self._gather, waiting)
        else:
            self._work()

    def _work(self) -> None:
        """What is queued, in one transaction; the commit is handed to its thread."""
        batch = self._next_batch()
        if not batch:
            self._running = False
            return
        self._used = thread_time()
        try:
            self._standing.expect_unspoilt()  # nothing more is read from it or written to it
            if not self._together(batch):
                self._one_by_one(batch)
            # Here: in the committer's thread each look would wait for the interpreter lock.
            self._standing.expect()
        except (sqlite3.Error, Elsewhere) as error:
            self._committed(batch, error)
        except BaseException as error:  # every waiter must hear of it, whatever it is
            self._fail(batch, error)
        else:
            self._commits.put(batch)

    def _next_batch(self) -> list[_Job]:
        """The next that are still in time; whoever asked for the others hears that they are not."""
        batch: list[_Job] = []
        now = self._loop.time()
        while self._jobs and len(batch) < BATCH:
            job = self._jobs.popleft()
            if job.deadline is None or job.deadline > now:
                batch.append(job)
            else:
                engine.deliver(job.done, None, OutOfTime())
        return batch

    def _together(self, batch: list[_Job]) -> bool:
        """All of them, undone as a whole and False when one fails.

        A savepoint per message, which keeps copies of every page that is touched, took a sixth of
        the time of a change; hardly any change fails.
        """
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            with contextlib.closing(self._connection.cursor()) as cursor:
                for job in batch:
                    self._run(job, cursor)
        except Exception:  # whose it was and why is found out one by one
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            return False
        return True

    def _one_by_one(self, batch: list[_Job]) -> None:
        """Again, a savepoint each: what fails spares its neighbours."""
        self._connection.execute("BEGIN IMMEDIATE")
        for job in batch:
            self._connection.execute("SAVEPOINT message")
            try:
                with contextlib.closing(self._connection.cursor()) as cursor:
                    self._run(job, cursor)
            except Exception as error:
                # After some errors (a full disk) SQLite has already undone the whole transaction.
                if not self._connection.in_transaction or unwritable(error):
                    raise
                job.failure = error
                self._connection.execute("ROLLBACK TO message")
            self._connection.execute("RELEASE message")

    def _run(self, job: _Job, cursor: sqlite3.Cursor) -> None:
        """With one cursor for all: the connection would make another for each statement."""
        began = perf_counter()
        job.result = job.work(Tx(cursor, self._queries, self._clock.now(), self._counting_key))
        took = perf_counter() - began
        # Waiting for the processor is not the work's fault. Asking how much it used is a system
        # call, so that is asked once for the batch.
        if took > job.slow and thread_time() - self._used > job.slow:
            log.warning("slow change: %d ms", took * 1000, extra={"event": "slow_change"})

    def _commit_forever(self) -> None:
        while batch := self._commits.get():
            error = None
            try:
                commit(self._connection)
            except Exception as failure:
                error = failure
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(self._committed, batch, error)

    def _committed(self, batch: list[_Job], error: Exception | None) -> None:
        if error is not None:
            error = self._cause(error)
        self._note(error)
        if error is not None:
            try:
                self._undo(batch, error)
            except sqlite3.Error as failure:
                return self._fail(batch, failure)
        self._deliver(batch)
        if self._jobs:
            self._loop.call_soon(self._gather, 0)
        else:
            self._running = False
        return None

    def _cause(self, error: Exception) -> Exception:
        """What surprises SQLite may come of a file that is not ours any more."""
        try:
            self._standing.expect()
        except Elsewhere as cause:
            return cause
        return error

    def _note(self, error: Exception | None) -> None:
        """Said when it begins and when it is over, not for every message."""
        if error is not None and not self._trouble:
            log.error("commit failed: %s", error, extra={"event": "commit_failed"})
        elif error is None and self._trouble:
            log.info("commits again", extra={"event": "commits_again"})
        self._trouble = "" if error is None else str(error)

    def _undo(self, batch: list[_Job], error: Exception) -> None:
        """All of the batch are told that nothing was stored. Raises when that is not certain."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        kind = Unwritable if unwritable(error) else NotCommitted
        for job in batch:
            job.failure = kind(str(error))

    def _deliver(self, batch: Iterable[_Job]) -> None:
        for job in batch:
            engine.deliver(job.done, job.result, job.failure)

    def _fail(self, batch: list[_Job], error: BaseException) -> None:
        """Nothing can be stored any more: tell everybody, and have the process stopped."""
        log.error("the store stopped: %s", error, extra={"event": "store_stopped"})
        self._failed = error
        for job in batch:
            job.failure = OutcomeUnknown(str(error))
        for job in self._jobs:
            job.failure = StoreClosed(str(error))
        self._deliver([*batch, *self._jobs])
        self._jobs.clear()
        self._running = False
        self.stopped.set()

    def _read(self, work: Callable[[Tx], T]) -> T:
        self._expect_standing()
        try:
            with contextlib.closing(connect(self.path, read_only=True)) as connection:
                connection.execute("BEGIN")
                return work(Tx(connection, self._queries, self._clock.now(), self._counting_key))
        except sqlite3.Error as error:
            if unwritable(error):
                raise Unwritable(str(error)) from error
            raise

    def _expect_standing(self) -> None:
        """What stands there under the same name is not to be read for ours."""
        try:
            self._standing.expect()
        except Elsewhere as error:
            raise Unwritable(str(error)) from error


def unwritable(error: BaseException) -> bool:
    """Whether it is the disk or the file that takes no changes, whatever they are."""
    if isinstance(error, Elsewhere):
        return True
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _UNWRITABLE


def lock(path: Path) -> IO[str]:
    """The file is this process's alone until what is returned is closed. Raises CannotServe."""
    real = path.resolve()  # also by the name of a link to it
    name = real.with_name(real.name + ".lock")
    held = fdopen(open_file(name, O_CREAT | O_WRONLY, PRIVATE), "w")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        raise CannotServe(f"{path} 正由另一个进程使用") from error
    return held


def commit(connection: sqlite3.Connection) -> None:
    """Durably: returns once it is on disk."""
    connection.execute("COMMIT")


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection that leaves transactions to us and rows by name."""
    mode = "ro" if read_only else "rw"
    if not read_only:
        private(path)
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode={mode}",
        uri=True,
        isolation_level=None,
        cached_statements=512,
        check_same_thread=False,
    )
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout = {BUSY}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection
