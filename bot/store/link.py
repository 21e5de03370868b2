"""Connections to PostgreSQL: the common dialect spoken over psycopg, found again when lost."""

import functools
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from time import monotonic
from typing import Any

import psycopg
from psycopg.types.numeric import Int8Dumper

from bot.store import engine, migrations, queries
from bot.store.engine import CannotServe, Unreachable

log = logging.getLogger(__name__)


class Row:
    """Values by column name, and in their order when it is gone through."""

    __slots__ = ("_places", "_values")

    def __init__(self, places: Mapping[str, int], values: Sequence[Any]) -> None:
        self._places = places
        self._values = values

    def __getitem__(self, name: str) -> Any:
        return self._values[self._places[name]]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def keys(self) -> Iterable[str]:
        return self._places.keys()


def _rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Row]:
    places = {column.name: place for place, column in enumerate(cursor.description or ())}
    return lambda values: Row(places, values)


Connection = psycopg.Connection[Row]

CONNECTING = 3  # seconds a connection may take to be made
LOCK = 3000  # milliseconds to wait for a row that somebody else holds
STATEMENT = 4000  # milliseconds one statement may take
IDLE = 10_000  # milliseconds after which the server ends a transaction that nobody goes on with
SILENCE = 6000  # milliseconds without a sign of life until a connection counts as lost
AGAIN = 1.0  # seconds between two looks for a lost database
MIGRATING = 0x6C69616E  # the advisory lock, so that hosts which start together migrate once
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")


@functools.cache
def spoken(sql: str) -> bytes:
    """The common dialect as psycopg takes it: `:name` becomes `%(name)s`."""
    return _PARAMETER.sub(r"%(\1)s", sql.replace("%", "%%")).encode()


class Session:
    """What a transaction sees of a connection."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, parameters: Mapping[str, Any], /) -> Any:
        return self._connection.execute(spoken(sql), parameters)


def connect(url: str, *, patient: bool = False) -> Connection:
    """A connection; unless `patient` it waits for nothing long. Raises psycopg.Error."""
    connection = psycopg.connect(
        url,
        row_factory=_rows,
        autocommit=True,
        connect_timeout=CONNECTING,
        application_name="lianxin",
        tcp_user_timeout=SILENCE,
        keepalives_idle=5,
        keepalives_interval=2,
        keepalives_count=3,
    )
    # All our integers are BIGINT: one prepared statement per query, whatever the numbers.
    connection.adapters.register_dumper(int, Int8Dumper)
    if not patient:
        connection.execute(
            f"SET lock_timeout = {LOCK}; SET statement_timeout = {STATEMENT}; SET jit = off;"
            f" SET idle_in_transaction_session_timeout = {IDLE}"
        )
    return connection


# ------------------------------------------------------------------ before the first message


def prepare(url: str, named: Mapping[str, str]) -> None:
    """Migrate, and explain every query. Raises CannotServe or QueryFault."""
    try:
        with connect(url, patient=True) as connection:
            _expect_unicode(connection)
            with connection.transaction():
                migrate(connection)
            faults = queries.faults(Session(connection), named, None)
    except psycopg.Error as error:
        raise CannotServe(f"{engine.shown(url)}: {_first_line(error)}") from error
    if faults:
        raise queries.QueryFault("; ".join(faults))


def migrate(connection: Connection) -> None:
    """Bring the schema up to date, all or nothing, in the transaction that is open."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (MIGRATING,))
    there = connection.execute("SELECT to_regclass('migration') AS found").fetchone()
    if there is None or there["found"] is None:
        connection.execute(migrations.TABLE)
    rows = connection.execute("SELECT number FROM migration").fetchall()
    for file in migrations.missing_files("postgresql", {row["number"] for row in rows}):
        for statement in migrations.statements(file.read_text("utf-8")):
            connection.execute(statement.encode())
        if step := migrations.STEPS.get(migrations.number(file)):
            step(Session(connection).execute)
        connection.execute(
            "INSERT INTO migration (number, name) VALUES (%s, %s)",
            (migrations.number(file), file.stem),
        )


def faults(url: str, named: Mapping[str, str]) -> list[str]:
    """What `check` says: one line per fault. Everything is tried, and nothing is left changed."""
    try:
        with connect(url) as connection:
            _expect_unicode(connection)
            with connection.transaction(force_rollback=True):
                migrate(connection)
                return queries.faults(_Trying(connection), named, None)
    except CannotServe as error:
        return [f"database: {error}"]
    except psycopg.Error as error:
        return [f"database: {engine.shown(url)}: {_first_line(error)}"]


class _Trying(Session):
    """A statement that fails spoils no other."""

    def execute(self, sql: str, parameters: Mapping[str, Any], /) -> Any:
        with self._connection.transaction():
            return super().execute(sql, parameters)


def _expect_unicode(connection: Connection) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise CannotServe(f"the database's encoding is {encoding}: make it with ENCODING 'UTF8'")


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


# ------------------------------------------------------------------ found again when lost


class Reach:
    """Whether the database can be reached, as all connections of this process know it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._look_at = 0.0
        self.trouble = ""

    def connection(self) -> Connection:
        """A new one; while the database is gone, one look a second. Raises Unreachable."""
        if self.trouble and monotonic() < self._look_at:
            raise Unreachable(self.trouble)
        self._look_at = monotonic() + CONNECTING + AGAIN  # nobody else need look meanwhile
        try:
            connection = connect(self._url)
        except psycopg.Error as error:
            raise self._lost(error) from error
        if self.trouble:
            log.info("the database is back", extra={"event": "database_back"})
        self.trouble = ""
        return connection

    def _lost(self, error: psycopg.Error) -> Unreachable:
        self._look_at = monotonic() + AGAIN
        if not self.trouble:
            kind = type(error).__name__
            log.error("the database cannot be reached: %s", kind, extra={"event": "database_gone"})
        self.trouble = "the database cannot be reached"
        return Unreachable(self.trouble)


class Line:
    """One thread's connection: made when it is first needed, and anew when it was lost."""

    def __init__(self, reach: Reach, *, reads: bool = False) -> None:
        self._reach = reach
        self._reads = reads
        self._connection: Connection | None = None

    @property
    def lost(self) -> bool:
        return self._connection is None or self._connection.closed

    def connection(self) -> Connection:
        """Raises Unreachable."""
        if self._connection is None or self._connection.closed:
            self._connection = self._reach.connection()
            self._connection.autocommit = False
            if self._reads:
                self._connection.read_only = True
                self._connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        return self._connection

    def undo(self) -> None:
        """Nothing of the transaction stays; a connection that cannot say so is given up."""
        if self._connection is not None:
            try:
                self._connection.rollback()
            except psycopg.Error:
                self.close()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
