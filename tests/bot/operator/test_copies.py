"""Backup and restore: whole, private, never over something, never under somebody's feet."""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import ZONE, Clock
from bot.delivery import outbox
from bot.operator import copies
from bot.store import backup as backups
from bot.store import engine
from bot.store.sqlite import connect, lock
from bot.store.tx import Tx
from config.settings import Settings
from tests.bot.operator.command import ran
from tests.survival import committee

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=ZONE)


def fill(tx: Tx) -> None:
    committee.places(tx)
    for number in range(4):
        committee.member(tx, number)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return committee.prepared(tmp_path, fill)


def settings(database: Path) -> Settings:
    return Settings(database=committee.url(database))


def backed_up(database: Path, out: Path) -> tuple[int, list[str]]:
    said: list[str] = []
    return copies.backup(settings(database), out, said.append, Clock(NOW)), said


def restored(database: Path, backup: Path, *, replace: bool = False) -> tuple[int, list[str]]:
    said: list[str] = []
    clock = Clock(NOW)
    return copies.restore(settings(database), backup, said.append, clock, replace=replace), said


def members(database: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM member ORDER BY id")]


def change(database: Path, sql: str) -> None:
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(sql)


@pytest.fixture
def copy(database: Path, tmp_path: Path) -> Path:
    out = tmp_path / "copy.db"
    assert backed_up(database, out)[0] == 0
    return out


# ---------------------------------------------------------------- backup


def test_a_copy_holds_everything_and_only_its_owner_may_read_it(database: Path, copy: Path) -> None:
    assert members(copy) == members(database)
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_folder_gets_a_file_named_after_the_moment(database: Path, tmp_path: Path) -> None:
    code, (said,) = backed_up(database, tmp_path)
    assert code == 0
    assert "lianxin-20261124-030000.db" in said
    assert (tmp_path / "lianxin-20261124-030000.db").exists()


def test_nothing_is_overwritten(database: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.db"
    mine.write_text("precious")
    code, (said,) = backed_up(database, mine)
    assert code == 1
    assert "不覆盖" in said
    assert mine.read_text() == "precious"


def test_it_is_made_while_somebody_serves_and_writes(database: Path, tmp_path: Path) -> None:
    with lock(database), contextlib.closing(connect(database)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE member SET name = '未定' WHERE id = 'm0'")
        assert backed_up(database, tmp_path / "copy.db")[0] == 0
        writer.execute("COMMIT")
    assert "未定" not in members(tmp_path / "copy.db")


def test_a_large_copy_leaves_pauses_for_whoever_serves(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(database, "CREATE TABLE ballast (a)")
    change(
        database,
        "INSERT INTO ballast WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n"
        " LIMIT 100000) SELECT x FROM n",
    )
    pauses: list[float] = []
    monkeypatch.setattr(backups, "sleep", pauses.append)
    assert backed_up(database, tmp_path / "copy.db")[0] == 0
    assert len(pauses) > 5


def test_whoever_was_erased_is_in_no_copy(database: Path, tmp_path: Path) -> None:
    change(database, "PRAGMA secure_delete = OFF")
    change(database, "CREATE TABLE note (text TEXT)")
    change(database, "INSERT INTO note VALUES ('erased-without-a-trace')")
    change(database, "DELETE FROM note")
    backed_up(database, tmp_path / "copy.db")
    assert b"erased-without-a-trace" not in (tmp_path / "copy.db").read_bytes()


def test_a_damaged_database_makes_no_copy(database: Path, tmp_path: Path) -> None:
    damage(database)
    code, (said,) = backed_up(database, tmp_path / "copy.db")
    assert code == 1
    assert said.startswith("没有做成备份：")
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == []


def damage(database: Path) -> None:
    """Pages in the middle are overwritten."""
    with database.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 20)


def test_without_a_database_there_is_nothing_to_copy(tmp_path: Path) -> None:
    code, (said,) = backed_up(tmp_path / "none.db", tmp_path / "copy.db")
    assert code == 1
    assert "这里没有数据库" in said
    assert not list(tmp_path.iterdir())


# ---------------------------------------------------------------- restore


def test_where_nothing_is_a_copy_becomes_the_database(copy: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "elsewhere" / "bot.db"
    assert restored(fresh, copy)[0] == 0
    assert members(fresh) == members(copy)
    assert fresh.stat().st_mode & 0o777 == 0o600


def test_a_database_that_is_there_stays(database: Path, copy: Path) -> None:
    change(database, "UPDATE member SET name = '新来的' WHERE id = 'm0'")
    code, (said,) = restored(database, copy)
    assert code == 1
    assert "--replace" in said
    assert "新来的" in members(database)


def test_replacing_keeps_the_one_before_beside_it(database: Path, copy: Path) -> None:
    change(database, "UPDATE member SET name = '新来的' WHERE id = 'm0'")
    code, said = restored(database, copy, replace=True)
    assert code == 0
    aside = database.with_name(f"{database.name}.replaced-20261124-030000")
    assert str(aside) in said[1]
    assert "新来的" in members(aside)
    assert "新来的" not in members(database)


def test_the_one_before_can_be_put_back(database: Path, copy: Path) -> None:
    change(database, "UPDATE member SET name = '新来的' WHERE id = 'm0'")
    restored(database, copy, replace=True)
    aside = next(database.parent.glob("*.replaced-*"))
    database.unlink()
    assert restored(database, aside)[0] == 0
    assert "新来的" in members(database)


def test_leftovers_of_a_lost_database_do_not_flow_into_the_copy(database: Path, copy: Path) -> None:
    with contextlib.closing(sqlite3.connect(database)) as writer:
        writer.execute("UPDATE member SET name = '半截的' WHERE id = 'm0'")
        writer.commit()
        log = database.with_name(database.name + "-wal").read_bytes()
    database.unlink()
    database.with_name(database.name + "-wal").write_bytes(log)
    assert restored(database, copy)[0] == 1
    assert restored(database, copy, replace=True)[0] == 0
    assert members(database) == members(copy)


def test_while_it_is_served_nothing_is_restored(database: Path, copy: Path) -> None:
    with lock(database):
        code, (said,) = restored(database, copy, replace=True)
    assert code == 1
    assert "正由另一个进程使用：请先停服务" in said
    assert not list(database.parent.glob("*.replaced-*"))


def test_while_a_command_works_in_it_nothing_is_restored(database: Path, copy: Path) -> None:
    with contextlib.closing(connect(database)) as guest:
        guest.execute("SELECT count(*) FROM member").fetchone()
        code, (said,) = restored(database, copy, replace=True)
    assert code == 1
    assert "别的命令正在用" in said


def test_a_damaged_database_can_be_replaced(database: Path, copy: Path) -> None:
    database.write_bytes(b"no database any more" * 1000)
    assert restored(database, copy, replace=True)[0] == 0
    assert members(database) == members(copy)


@pytest.fixture
def bad(copy: Path, tmp_path: Path) -> Iterator[Path]:
    yield copy
    assert not (tmp_path / "new.db").exists()
    assert not list(tmp_path.glob("*restoring*"))


def refusal(bad: Path) -> str:
    code, (said,) = restored(bad.with_name("new.db"), bad)
    assert code == 1
    assert said.startswith("没有恢复：")
    return said


def test_a_damaged_copy_is_refused(bad: Path) -> None:
    damage(bad)
    assert bad.name in refusal(bad)


def test_what_is_no_database_is_refused(bad: Path) -> None:
    bad.write_text("a letter to the committee\n" * 100)
    assert "not a database" in refusal(bad)


def test_somebody_elses_database_is_refused(bad: Path) -> None:
    bad.unlink()
    change(bad, "CREATE TABLE recipes (name TEXT)")
    assert "no such table: migration" in refusal(bad)


def test_a_copy_of_a_later_release_is_refused(bad: Path) -> None:
    change(bad, "INSERT INTO migration VALUES (9999, '9999_later')")
    assert "9999_later" in refusal(bad)


def test_a_copy_that_is_not_there_is_said(bad: Path) -> None:
    bad.unlink()
    assert "这里没有备份" in refusal(bad)


def test_what_waited_when_the_copy_was_made_is_not_sent_again(tmp_path: Path) -> None:
    def waiting(tx: Tx) -> None:
        fill(tx)
        openid = committee.openid(0)
        tx._connection.execute(
            "UPDATE contact SET window_until = :until, window_left = 5 WHERE openid = :openid",
            {"until": tx.now + 3_600_000, "openid": openid},
        )
        outbox.tell(tx, openid, "明天开会", "test")

    database = committee.prepared(tmp_path, waiting)
    backed_up(database, tmp_path / "copy.db")
    restored(tmp_path / "new.db", tmp_path / "copy.db")
    for path, state in ((database, "waiting"), (tmp_path / "new.db", "unknown")):
        with contextlib.closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT state FROM outbox").fetchall() == [(state,)]


# ---------------------------------------------------------------- PostgreSQL, the command line


def test_postgresql_is_told_its_own_command_without_the_password(tmp_path: Path) -> None:
    elsewhere = replace(
        settings(tmp_path), database="postgresql://lianxin:s3cret@10.0.0.5:5432/lianxin"
    )
    said: list[str] = []
    out = tmp_path / "a.dump"
    assert copies.backup(elsewhere, out, said.append, Clock(NOW)) == 1
    assert copies.restore(elsewhere, out, said.append, Clock(NOW), replace=False) == 1
    url = "postgresql://lianxin@10.0.0.5:5432/lianxin"
    assert f"pg_dump --format=custom --file={out} '{url}'" in said[0]
    assert f"--dbname='{url}' {out}" in said[1]
    assert "state = 'unknown' WHERE state IN ('waiting', 'sending')" in said[2]
    assert "s3cret" not in "".join(said)


def test_a_password_is_shown_nowhere_an_address_may_hold_one() -> None:
    for url, shown in (
        ("postgresql://u:p@ss@h/db", "postgresql://u@h/db"),
        ("postgresql:///db?host=/run/pg&password=s3cret", "postgresql:///db?host=%2Frun%2Fpg"),
        ("postgresql://h/db", "postgresql://h/db"),
    ):
        assert engine.shown(url) == shown


def test_the_command_line_copies_and_puts_back(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.db"
    done = ran("backup", out, BOT_DATABASE=committee.url(database))
    assert (done.code, done.errors) == (0, "")
    assert "是完整的" in done.out[0]
    done = ran("restore", out, BOT_DATABASE=committee.url(tmp_path / "new.db"))
    assert (done.code, done.errors) == (0, "")
    assert members(tmp_path / "new.db") == members(database)
