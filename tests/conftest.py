"""Fixtures: a database of each engine, and a town per test."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.simulator.rules import RULES
from tests import databases
from tests.databases import Database, PostgresServer, SqliteFile
from tests.town import MET, Citizen, Town, fill


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server, or the test is not run, which is said at the end."""
    with databases.server() as server:
        if server is None:
            pytest.skip(databases.NONE)
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was not run and why; after a whole run, which of WeChat's rules were never met."""
    why = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    for reason, times in why.items():
        terminalreporter.write_line(f"{times} × {reason.removeprefix('Skipped: ')}", yellow=True)
    if len(MET) > len(RULES) / 2:
        unmet = ", ".join(number for number in RULES if not MET[number])
        terminalreporter.write_line(f"rules of WeChat's never met in this run: {unmet or 'none'}")


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
