"""Fixtures: a database of each engine, and a town per test; what a whole run never met."""

import gc
import logging
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.simulator.rules import RULES
from bot.store import queries
from bot.store.tx import Tx
from tests import databases
from tests.databases import Database, PostgresServer, SqliteFile
from tests.town import MET, Citizen, Town, fill

# Longest first, so that no worker is left with one of them at the end.
LONGEST = ("tests/survival/", "tests/browser/", "tests/bot/people/test_guesses.py")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Workers keep to their part of the files and take from each other only at the end: what a
    module prepares (a storm, twenty kills) is prepared by one of them, not by all."""
    if getattr(config.option, "numprocesses", None) and config.option.dist == "no":
        config.option.dist = "worksteal"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """As many as there are cores: more would share them, and some tests count processor time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 4


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_sessionstart() -> None:
    gc.disable()


def pytest_collection_finish() -> None:
    """Ten thousand tests are no garbage: going through them took a third of a second at a time."""
    gc.enable()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server, or the test is not run, which is said at the end."""
    with databases.server() as server:
        if server is None:
            pytest.skip(databases.NONE)
        yield server


ASKED: set[str] = set()  # the named queries that any test of this run has asked


@pytest.fixture(scope="session", autouse=True)
def _queries_noted() -> Iterator[None]:
    execute = Tx._execute

    def noted(tx: Tx, name: str, parameters: dict[str, Any]) -> Any:
        ASKED.add(name)
        return execute(tx, name, parameters)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Tx, "_execute", noted)
        yield


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """The tests run on several cores: each worker hands over what its part has met."""
    ASKED.update(node.workeroutput["asked"] if error is None else ())
    MET.update(node.workeroutput["met"] if error is None else {})


def _never_asked(config: pytest.Config) -> list[str]:
    """Of a whole run; what was left out of a part of it says nothing."""
    chosen = config.option.keyword or config.option.markexpr or config.option.collectonly
    if chosen or config.args != config.getini("testpaths"):
        return []
    return sorted(set(queries.load()) - ASKED)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything has to run, a query that nobody asked is a failure."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput |= {"asked": sorted(ASKED), "met": dict(MET)}
        return
    passed = session.exitstatus == pytest.ExitCode.OK
    if databases.REQUIRED and passed and _never_asked(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was not run and why; after a whole run, which queries and which of WeChat's rules were
    never met."""
    if never := _never_asked(terminalreporter.config):
        terminalreporter.write_line(f"queries never asked in this run: {', '.join(never)}")
    why = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    for reason, times in why.items():
        terminalreporter.write_line(f"{times} × {reason.removeprefix('Skipped: ')}", yellow=True)
    if len(MET) > len(RULES) / 2:
        unmet = ", ".join(number for number in RULES if not MET[number])
        terminalreporter.write_line(f"rules of WeChat's never met in this run: {unmet or 'none'}")


@pytest.fixture(autouse=True)
def _log_as_found() -> Iterator[None]:
    """A command run in a test starts the log; its stream is closed once the test is over."""
    before = list(logging.root.handlers)
    yield
    logging.root.handlers[:] = before


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
