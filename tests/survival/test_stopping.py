"""SIGTERM in the middle of work: what has come in is done, answered and on disk."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.store.tx import Tx
from tests.survival import committee, sockets, wire
from tests.survival.ledger import Books
from tests.survival.process import Process
from tests.survival.sockets import posted

PEOPLE = 20
SEATS = 8
DRAINED = 5.0  # seconds from SIGTERM to the end


def fill(tx: Tx) -> None:
    committee.places(tx)
    for number in range(PEOPLE):
        committee.member(tx, number)
    committee.event(tx, "e1", "党务干部培训班第44期", 9, 9, onsite=SEATS)


@pytest.mark.parametrize("seconds", [0.005, 0.03])
def test_what_is_done_is_answered_and_what_is_not_answered_is_not_done(
    tmp_path: Path, seconds: float
) -> None:
    database = committee.prepared(tmp_path, fill)
    settings = wire.SETTINGS | {"BOT_DATABASE": committee.url(database)}
    people = [committee.openid(number) for number in range(PEOPLE)]
    pushes = [wire.sealed(wire.text(each, "报名 党务干部培训班"), each) for each in people]
    with Process("serve", settings) as process, ThreadPoolExecutor(PEOPLE) as phones:
        port = process.port()
        answers = [phones.submit(sockets.sent, port, posted(push)) for push in pushes]
        time.sleep(seconds)
        process.terminate()
        began = time.monotonic()
        assert process.code() == 0
        assert time.monotonic() - began < DRAINED
    heard = [
        wire.opened(answer.result().body, push, wire.sender(push))
        for answer, push in zip(answers, pushes, strict=True)
        if answer.result().status is not None
    ]
    assert sorted(Books(database).inbox().values()) == sorted(heard)
    assert sum("【报名成功】" in text for text in heard) == min(SEATS, len(heard))


def test_a_file_that_somebody_else_holds_does_not_spoil_the_end(tmp_path: Path) -> None:
    database = committee.prepared(tmp_path, fill)
    with Process("serve", wire.SETTINGS | {"BOT_DATABASE": committee.url(database)}) as process:
        process.port()
        with held(database):
            process.terminate()
            assert process.code() == 0
        process.facts()  # nothing but JSON in the log


@contextlib.contextmanager
def held(database: Path) -> Iterator[None]:
    """Somebody else writes to the file meanwhile."""
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
