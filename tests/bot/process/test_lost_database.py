"""A database file that is gone or replaced under a running service: nothing is confirmed any more."""

import contextlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from bot.operator.upkeep import Upkeep
from bot.process.read_only import NOT_NOW, ONLY_LOOKING
from bot.store.backup import backup
from bot.store.engine import NotCommitted
from bot.store.standing import PARTS, part
from tests.databases import PostgresServer, SqliteFile
from tests.town import Town, fill

FAILED = "没有办成，什么也没有改动"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A SQLite file is what can be lost so. Beside it lies a copy of some time ago."""
    with Town(tmp_path, SqliteFile(tmp_path / "town.db")) as town:
        town.change(fill)  # written here, as the file's pages are what is lost
        backup(file(town), file(town, ".copy"))
        ballast = "CREATE TABLE ballast AS SELECT hex(randomblob(100000)) AS bytes"
        for sql in (ballast, "DROP TABLE ballast", "PRAGMA wal_checkpoint(TRUNCATE)"):
            town.rows(sql)
        town.settle()
        yield town


def file(town: Town, name: str = "") -> Path:
    return part(town.folder / "town.db", name)


def health(town: Town) -> tuple[int, dict[str, object]]:
    try:
        with urlopen(f"{town.url}/healthz") as answer:
            return answer.status, json.load(answer)
    except HTTPError as error:
        return error.code, json.load(error)


def removed(town: Town) -> None:
    for name in PARTS:
        file(town, name).unlink()


def replaced(town: Town) -> None:
    """By a copy, as somebody does who restores by hand."""
    shutil.copy(file(town), file(town, ".new"))
    file(town, ".new").replace(file(town))


def moved_away(town: Town) -> None:
    file(town).rename(file(town, ".old"))


def without_log(town: Town) -> None:
    file(town, "-wal").unlink()


def without_memory(town: Town) -> None:
    file(town, "-shm").unlink()


def emptied(town: Town) -> None:
    os.truncate(file(town), 0)


def copied_over(town: Town) -> None:
    """The very file, with other bytes: a copy has no free pages, so it is shorter."""
    shutil.copy(file(town, ".copy"), file(town))


def copied_over_and_grown(town: Town) -> None:
    """… or it has been padded since: neither its name nor its size tells."""
    size = file(town).stat().st_size
    shutil.copy(file(town, ".copy"), file(town))
    os.truncate(file(town), size + 4096)


def scribbled_on(town: Town) -> None:
    with file(town).open("r+b") as database:
        database.seek(4096 * 30)
        database.write(os.urandom(4096))


def log_emptied(town: Town) -> None:
    """The last changes stood only there."""
    town.change(lambda tx: tx.run("pulse.beat"))
    os.truncate(file(town, "-wal"), 0)


def log_cut(town: Town) -> None:
    town.change(lambda tx: tx.run("pulse.beat"))
    os.truncate(file(town, "-wal"), file(town, "-wal").stat().st_size // 2)


LOSSES = [
    removed, replaced, moved_away, without_log, without_memory, emptied, copied_over,
    copied_over_and_grown, scribbled_on, log_emptied, log_cut,
]  # fmt: skip


@pytest.mark.parametrize("lose", LOSSES, ids=lambda lose: lose.__name__)
def test_nothing_is_confirmed_into_a_lost_file(town: Town, lose: Callable[[Town], None]) -> None:
    member = town.member("张三")
    member.says("报名 大讲堂第10期 现场").shows("【报名成功】")
    lose(town)
    member.says("报名 培训班").shows(FAILED).lacks("【报名成功】")
    status, state = health(town)
    assert status == 503
    assert state["ok"] is False
    assert "the database file is" in str(state["alarms"])


@pytest.mark.parametrize("lose", LOSSES, ids=lambda lose: lose.__name__)
def test_it_is_noticed_though_nobody_writes(town: Town, lose: Callable[[Town], None]) -> None:
    town.settle()
    assert health(town)[0] == 200
    lose(town)
    with pytest.raises(NotCommitted):
        town.run(town.assistant.watch.look())  # as it does twice a minute
    assert health(town)[0] == 503


SPOILT = [emptied, copied_over, copied_over_and_grown, scribbled_on, log_emptied, log_cut]


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_what_was_written_over_is_not_believed_again(
    town: Town, spoil: Callable[[Town], None]
) -> None:
    """Put back to its length, or checkpointed by somebody's sqlite3, it still mixes old and new."""
    member = town.member("张三")
    spoil(town)
    member.says("报名 培训班").shows(FAILED)
    _, first = health(town)
    with file(town).open("ab") as database:
        database.write(bytes(1 << 20))
    member.says("报名 培训班").shows(FAILED)
    status, later = health(town)
    assert status == 503
    assert later["alarms"] == first["alarms"]  # the cause, not what came of it


@pytest.mark.parametrize("lose", LOSSES, ids=lambda lose: lose.__name__)
def test_what_needs_no_database_is_still_said(town: Town, lose: Callable[[Town], None]) -> None:
    member = town.member("张三")
    lose(town)
    member.says("帮助").shows("我能办这些", ONLY_LOOKING)
    member.says("预备期多长").shows("依据：", ONLY_LOOKING)
    member.says("我的报名").shows(NOT_NOW)
    assert member.unfollows().seen.text == ""  # nothing is said: WeChat tells it again


def test_what_others_do_through_sqlite_is_no_loss(town: Town) -> None:
    """Imports and whoever looks with its own program write and copy the log as the service does."""
    member = town.member("张三")
    for number in range(6):
        town.rows(f"CREATE TABLE ballast AS SELECT hex(randomblob({number}00000)) AS bytes")
        member.says("活动").shows("大讲堂第10期").lacks(ONLY_LOOKING)
        town.rows("DROP TABLE ballast")
        town.rows(f"PRAGMA wal_checkpoint({('PASSIVE', 'RESTART', 'TRUNCATE')[number % 3]})")
        town.run(town.assistant.watch.look())
    member.says("报名 培训班").shows("【报名成功】")
    assert health(town)[0] == 200


@pytest.mark.parametrize("times", [1, 2])
def test_a_crash_leaves_nothing_that_looks_like_a_loss(town: Town, times: int) -> None:
    """The log of before is copied when the file is opened again."""
    member = town.member("张三")
    kept = [part(town.folder / "kept.db", name) for name in PARTS]
    for _ in range(times):
        member.says("报名 大讲堂第10期 现场")
        for here, there in zip((file(town, name) for name in PARTS), kept, strict=True):
            shutil.copy(here, there)
        town.run(town._close())
        for here, there in zip((file(town, name) for name in PARTS), kept, strict=True):
            shutil.copy(there, here)
        town.run(town._open())
    member.says("报名 培训班").shows("【报名成功】")
    assert health(town)[0] == 200
    scribbled_on(town)
    member.says("报名 大讲堂第11期 现场").shows(FAILED)


def test_somebody_who_holds_the_file_locked_leaves_what_can_be_looked_up(town: Town) -> None:
    member = town.member("张三")
    town.settle()
    with contextlib.closing(sqlite3.connect(file(town), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        member.says("活动").shows("大讲堂第10期", ONLY_LOOKING)
        member.says("报名 培训班").shows(NOT_NOW)
        assert health(town)[0] == 503
        other.execute("ROLLBACK")
    member.says("报名 培训班").shows("【报名成功】")
    assert health(town)[0] == 200


def test_the_log_says_it_once(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """However often those who work by themselves try again."""
    town.settle()
    removed(town)
    with caplog.at_level("INFO"):
        for _ in range(3):
            with pytest.raises(NotCommitted):
                town.run(town.assistant.watch.look())
        town.loop.call_soon_threadsafe(town.assistant._wake)
        time.sleep(2.5)  # they start again every second
    events = [getattr(record, "event", "") for record in caplog.records]
    assert events == ["commit_failed"]


def test_the_very_file_put_back_is_served_on(town: Town) -> None:
    member = town.member("张三")
    moved_away(town)
    member.says("报名 培训班").shows(FAILED)
    file(town, ".old").rename(file(town))
    member.says("报名 培训班").shows("【报名成功】")
    assert health(town)[0] == 200


def test_what_the_file_should_hold_is_examined_at_night(town: Town) -> None:
    upkeep: Upkeep = town.assistant.upkeep
    town.run(upkeep.examine())
    assert "damaged" not in town.assistant.alarms.raised
    town.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    with file(town).open("r+b") as database:
        database.seek(4096 * 3)
        database.write(b"\xff" * 4096 * 20)
    town.run(upkeep.examine())
    assert "damaged" in town.assistant.alarms.raised


def test_health_tells_of_the_last_copy_and_of_the_room_left(town: Town) -> None:
    _, state = health(town)
    assert state["backup_hours"] is None
    assert isinstance(state["disk_free_mb"], int)


# ---------------------------------------------------------------- PostgreSQL


@pytest.mark.parametrize("how", ["without tables", "another one"])
def test_a_server_that_answers_with_another_database_is_noticed(
    tmp_path: Path, postgres: PostgresServer, how: str
) -> None:
    with postgres.database() as database, Town(tmp_path, database, fill=fill) as town:
        town.settle()
        assert health(town)[0] == 200
        if how == "without tables":
            database.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        else:
            database.run("DELETE FROM pulse")  # as in one that init has just made
        town.run(town.assistant.watch._look_and_tell())
        status, state = health(town)
        assert (status, state["ok"]) == (503, False)
        assert "tables" in str(state["alarms"])
