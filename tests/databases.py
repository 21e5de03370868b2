"""A fresh database of either engine for a test, and what is in it."""

import contextlib
import functools
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import pytest

from bot.store import migrations, queries, sqlite
from bot.store.standing import private
from bot.store.tx import Tx
from tests.cluster import Cluster, binaries

if TYPE_CHECKING:
    import psycopg

ENGINES = ("sqlite", "postgresql")
GIVEN = os.environ.get("BOT_TEST_POSTGRES", "")  # a server's URL; its user may make databases
REQUIRED = os.environ.get("LIANXIN_POSTGRES") == "required"
COUNTING_KEY = "0123456789abcdef" * 4
Fill = Callable[[Tx], None]
NONE = "NOT RUN: no PostgreSQL here: install it, or set BOT_TEST_POSTGRES to a server's URL"
TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    " AND relkind = 'r' AND relname <> 'migration'"
)
CONNECTED = (
    "SELECT pid FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
# The audit's rows cannot be deleted; whoever refers to a table was made after it.
EMPTY = f"""
    DO $$ DECLARE each record;
    BEGIN
        IF EXISTS (SELECT FROM audit) THEN TRUNCATE audit; END IF;
        FOR each IN {TABLES} AND relname <> 'audit' ORDER BY oid DESC LOOP
            EXECUTE 'DELETE FROM ' || each.relname;
        END LOOP;
    END $$
"""
VACUUMED = 50  # after so many times: a server at work clears away by itself what was deleted


class Database(Protocol):
    """Where a test keeps its state."""

    engine: str
    url: str

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        """Rows by name and by number; parameters are `?`."""

    def run(self, sql: str, *parameters: Any) -> None: ...

    def tables(self) -> dict[str, set[str]]:
        """The columns of every table."""

    def found(self, fill: Fill, now: int) -> None:
        """Tables, every query explained on them, and what `fill` writes at `now`."""


class SqliteFile:
    engine = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        with contextlib.closing(sqlite3.connect(self.path)) as connection, connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(sql, parameters).fetchall()

    def run(self, sql: str, *parameters: Any) -> None:
        self.rows(sql, *parameters)

    def tables(self) -> dict[str, set[str]]:
        names = [
            row["name"] for row in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {n: {row["name"] for row in self.rows(f"PRAGMA table_info({n})")} for n in names}

    def found(self, fill: Fill, now: int) -> None:
        """A new file, copied from one that was made like this before."""
        private(self.path)
        self.path.write_bytes(_founded(fill, now))


@functools.cache
def _founded(fill: Fill, now: int) -> bytes:
    named = queries.load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "founded.db"
        with contextlib.closing(sqlite.connect(path)) as connection:
            migrations.migrate(connection, path)
            if faults := queries.faults(connection, named):
                raise queries.QueryFault("; ".join(faults))
            connection.execute("BEGIN")
            fill(Tx(connection, named, now, COUNTING_KEY))
            connection.execute("COMMIT")
        return path.read_bytes()


class Named(tuple[Any, ...]):
    """A row of PostgreSQL's with the manners of sqlite3.Row."""

    columns: Sequence[str]

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.columns.index(key) if isinstance(key, str) else key)

    def keys(self) -> Sequence[str]:
        return self.columns


def _named(cursor: Any) -> Callable[[Sequence[Any]], Named]:
    return _row(tuple(column.name for column in cursor.description or ()))


@functools.cache
def _row(columns: tuple[str, ...]) -> type[Named]:
    return type("Row", (Named,), {"columns": columns})


def _asked(
    connection: "psycopg.Connection[Named]", sql: str, parameters: Sequence[Any]
) -> list[Any]:
    text = sql.replace("%", "%%").replace("?", "%s").encode()
    cursor = connection.execute(text, parameters)
    return cursor.fetchall() if cursor.description else []


class PostgresDatabase:
    engine = "postgresql"

    def __init__(self, url: str) -> None:
        self.url = url
        self.name = urlsplit(url).path[1:]

    def sibling(self, name: str) -> "PostgresDatabase":
        """Another database of the same server."""
        return PostgresDatabase(urlunsplit(urlsplit(self.url)._replace(path=f"/{name}")))

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        import psycopg

        with psycopg.connect(self.url, autocommit=True, row_factory=_named) as connection:
            return _asked(connection, sql, parameters)

    def run(self, sql: str, *parameters: Any) -> None:
        self.rows(sql, *parameters)

    def tables(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        sql = (
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = ?"
        )
        for table, column in self.rows(sql, "public"):
            found.setdefault(table, set()).add(column)
        return found

    def found(self, fill: Fill, now: int) -> None:
        from bot.store import link

        named = queries.load()
        link.prepare(self.url, named)
        with link.connect(self.url, patient=True) as connection, connection.transaction():
            fill(Tx(link.Session(connection), named, now, COUNTING_KEY))


class EverydayDatabase(PostgresDatabase):
    """Emptied for each test; asked on one connection, as making one costs more than most answers."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._connection: psycopg.Connection[Named] | None = None
        self._founded: dict[tuple[Fill, int], str] = {}
        self._kept: list[psycopg.Connection[Any]] = []
        self._times = count(1)

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        import psycopg

        if self._connection is not None:
            try:
                return _asked(self._connection, sql, parameters)
            except psycopg.OperationalError:
                if not self._connection.closed:
                    raise  # else a test has had it ended: once more on a new one
        self._connection = psycopg.connect(
            self.url,
            autocommit=True,
            row_factory=_named,
            prepare_threshold=None,
            options="-c default_transaction_read_only=off",  # whatever a test makes of the database
        )
        return _asked(self._connection, sql, parameters)

    def empty(self) -> None:
        """All tables and no rows, in a few milliseconds: making a database takes hundreds."""
        if next(self._times) % VACUUMED == 0:
            self.run("VACUUM")
        self._expect_nobody()
        self.run(EMPTY)

    def _expect_nobody(self) -> None:
        """Only what is kept stays connected, and what a test has had ended is not kept."""
        kept = {each.info.backend_pid: each for each in self._kept if not each.closed}
        connected = {row["pid"] for row in self.rows(CONNECTED)}
        for pid in connected - kept.keys():
            self.run("SELECT pg_terminate_backend(?)", pid)
        for pid in kept.keys() - connected:
            kept.pop(pid).close()
        self._kept[:] = kept.values()

    def found(self, fill: Fill, now: int) -> None:
        """Into the tables that are there, what was written once before."""
        if (fill, now) in self._founded:
            self.run(self._founded[fill, now])
        else:
            super().found(fill, now)
            self._founded[fill, now] = "; ".join(self._inserts())

    def _inserts(self) -> Iterator[str]:
        """What would write all that is stored."""
        from psycopg.sql import Literal

        for (table,) in self.rows(f"{TABLES} ORDER BY oid"):
            rows = [
                "(" + ", ".join(Literal(value).as_string() for value in row) + ")"
                for row in self.rows(f"SELECT * FROM {table}")
            ]
            if rows:
                yield f"INSERT INTO {table} VALUES {', '.join(rows)}"

    @contextlib.contextmanager
    def lends_connections(self) -> Iterator[None]:
        """The bot gets connections that others have given back: for tests of what is said, not of
        how the server is reached. Each costs as much as a message, and a bot makes seven."""
        from bot.store import link

        connect = link.connect

        def lent(url: str, *, patient: bool = False) -> Any:
            if patient or url != self.url:
                return connect(url, patient=patient)
            kept = self._kept.pop() if self._kept else connect(url)
            return Lent(kept, self._kept)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(link, "connect", lent)
            yield

    def close(self) -> None:
        for connection in self._kept:
            connection.close()
        if self._connection is not None:
            self._connection.close()


class Lent:
    """A connection that is as good as new to the next one, once whoever has it has closed it."""

    def __init__(
        self, connection: "psycopg.Connection[Any]", kept: "list[psycopg.Connection[Any]]"
    ) -> None:
        vars(self).update(_connection=connection, _kept=kept, _given_back=False)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._connection, name, value)

    def __enter__(self) -> "Lent":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None and not self.closed:
            self._connection.commit()
        self.close()

    @property
    def closed(self) -> bool:
        return self._given_back or self._connection.closed

    def close(self) -> None:
        if self.closed:
            return
        vars(self)["_given_back"] = True
        self._connection.rollback()
        self._connection.read_only = self._connection.isolation_level = None
        self._connection.autocommit = True
        self._kept.append(self._connection)


class PostgresServer:
    """A server the tests may use: one database that is emptied for each, others when asked for."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._prefix = f"lianxin_{os.getpid()}"
        self._numbers = count(1)

    def __enter__(self) -> "PostgresServer":
        from bot.store import link

        self.everyday = EverydayDatabase(self._made().url)
        link.prepare(self.everyday.url, {})
        return self

    def __exit__(self, *_: object) -> None:
        self.everyday.close()
        self._drop(self.everyday)

    def admin(self, sql: str) -> None:
        PostgresDatabase(self.url).run(sql)

    def emptied(self) -> EverydayDatabase:
        self.everyday.empty()
        return self.everyday

    @contextlib.contextmanager
    def database(self) -> Iterator[PostgresDatabase]:
        """A new one without tables."""
        made = self._made()
        try:
            yield made
        finally:
            self._drop(made)

    def _made(self) -> PostgresDatabase:
        name = f"{self._prefix}_{next(self._numbers)}"
        self.admin(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        return PostgresDatabase(self.url).sibling(name)

    def _drop(self, database: PostgresDatabase) -> None:
        self.admin(f"DROP DATABASE {database.name} WITH (FORCE)")


@contextlib.contextmanager
def server() -> Iterator[PostgresServer | None]:
    """The one that is given, else one to throw away, else None."""
    if GIVEN:
        with PostgresServer(GIVEN) as given:
            yield given
    elif found := binaries():
        with Cluster(found) as cluster, PostgresServer(cluster.url()) as own:
            yield own
    elif REQUIRED:
        raise RuntimeError(NONE)
    else:
        yield None
