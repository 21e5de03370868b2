"""Fixtures: a database of each engine, and a town per test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.databases import Database, PostgresServer, SqliteFile
from tests.town import Citizen, Town, fill

_skipped: list[str] = []


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server, or the test is not run, which is said at the end."""
    with databases.server() as server:
        if server is None:
            _skipped.append(databases.NONE)
            pytest.skip(databases.NONE)
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for sentence in _skipped:
        terminalreporter.write_line(sentence, yellow=True)


@pytest.fixture(params=databases.ENGINES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A fresh database of each engine in turn."""
    if request.param == "sqlite":
        return SqliteFile(tmp_path / "town.db")
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.emptied()


@pytest.fixture
def town(tmp_path: Path, database: Database) -> Iterator[Town]:
    with Town(tmp_path, database, fill=fill) as town:
        yield town


@pytest.fixture
def member(town: Town) -> Citizen:
    return town.member("张三")
