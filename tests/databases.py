"""A fresh database of either engine for a test, and what is in it."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

from tests.cluster import Cluster, binaries

ENGINES = ("sqlite", "postgresql")
GIVEN = os.environ.get("BOT_TEST_POSTGRES", "")  # a server's URL; its user may make databases
REQUIRED = os.environ.get("LIANXIN_POSTGRES") == "required"
NONE = "NOT RUN: no PostgreSQL here: install it, or set BOT_TEST_POSTGRES to a server's URL"


class Database(Protocol):
    """Where a test keeps its state."""

    engine: str
    url: str

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        """Rows by name and by number; parameters are `?`."""

    def run(self, sql: str, *parameters: Any) -> None: ...

    def tables(self) -> dict[str, set[str]]:
        """The columns of every table."""


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


class Named(tuple[Any, ...]):
    """A row of PostgreSQL's with the manners of sqlite3.Row."""

    columns: Sequence[str]

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.columns.index(key) if isinstance(key, str) else key)

    def keys(self) -> Sequence[str]:
        return self.columns


def _named(cursor: Any) -> Callable[[Sequence[Any]], Named]:
    columns = [column.name for column in cursor.description or ()]
    kind = type("Row", (Named,), {"columns": columns})
    return lambda values: kind(values)


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

        text = sql.replace("%", "%%").replace("?", "%s").encode()
        with psycopg.connect(self.url, autocommit=True, row_factory=_named) as connection:
            cursor = connection.execute(text, parameters)
            return cursor.fetchall() if cursor.description else []

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


class PostgresServer:
    """A server the tests may use: one database that is emptied for each, others when asked for."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._prefix = f"lianxin_{os.getpid()}"
        self._numbers = count(1)

    def __enter__(self) -> "PostgresServer":
        from bot.store import link

        self.everyday = self._made()
        link.prepare(self.everyday.url, {})
        return self

    def __exit__(self, *_: object) -> None:
        self._drop(self.everyday)

    def admin(self, sql: str) -> None:
        PostgresDatabase(self.url).run(sql)

    def emptied(self) -> PostgresDatabase:
        """All tables and no rows, in a few milliseconds: making a database takes hundreds."""
        database = self.everyday
        database.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        if database.rows("SELECT 1 FROM audit LIMIT 1"):
            database.run("TRUNCATE audit")  # its rows cannot be deleted
        # Whoever refers to a table was made after it.
        tables = database.rows(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND relname NOT IN ('migration', 'audit') ORDER BY oid DESC"
        )
        database.run("; ".join(f"DELETE FROM {row['relname']}" for row in tables))
        return database

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
