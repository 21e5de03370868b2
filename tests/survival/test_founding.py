"""A database is made once, by init; a lost one is never replaced by an empty one in silence."""

import contextlib
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.operator.command import ROOT, ran
from tests.databases import PostgresServer
from tests.survival import wire
from tests.survival.process import Process


def settings(database: Path | str, **more: str) -> dict[str, str]:
    url = database if isinstance(database, str) else f"sqlite:///{database}"
    return wire.SETTINGS | {"BOT_DATABASE": url} | more


def served(given: dict[str, str]) -> None:
    """Started and stopped again."""
    with Process("serve", given) as process:
        process.port()
        process.terminate()
        assert process.code() == 0


def refused(given: dict[str, str]) -> str:
    with Process("serve", given) as process:
        assert process.code() == 2
        (sentence,) = process.errors.splitlines()
        return sentence


def test_init_makes_one_and_the_first_start_after_it_works(tmp_path: Path) -> None:
    given = settings(tmp_path / "bot.db", BOT_MAKES_DATABASE="0")
    assert "run.py init" in refused(given)
    done = ran("init", **given)
    assert (done.code, done.errors) == (0, "")
    assert "已建好数据库" in done.out[0]
    served(given)
    served(given)


def test_init_leaves_what_is_there(tmp_path: Path) -> None:
    given = settings(tmp_path / "bot.db")
    assert ran("init", **given).code == 0
    again = ran("init", **given)
    assert again.code == 2
    assert "什么也没有改动" in again.errors


@pytest.mark.parametrize("how", ["gone", "emptied", "without tables"])
def test_where_it_has_served_it_never_begins_anew(tmp_path: Path, how: str) -> None:
    database = tmp_path / "bot.db"
    given = settings(database)
    served(given)
    database.unlink()
    if how == "emptied":
        database.touch()
    elif how == "without tables":
        with contextlib.closing(sqlite3.connect(database)) as connection:
            connection.execute("VACUUM")
    sentence = refused(given)
    assert "bot.db" in sentence
    assert "restore" in sentence
    assert not database.exists() or database.stat().st_size <= 4096, "no tables were made"
    invited = ran("invite", "--org", "c", **given)
    assert invited.code == 2, "no other command makes one either"
    assert "restore" in invited.errors
    assert [line for line in ran("check", "--offline", **given).out if "restore" in line]


def test_a_log_without_its_database_is_no_place_for_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "bot.db-wal").write_bytes(b"what was committed last")
    done = ran("init", **settings(tmp_path / "bot.db"))
    assert done.code == 2
    assert "-wal" in done.errors
    assert not (tmp_path / "bot.db").exists()


def test_on_postgresql_too(postgres: PostgresServer) -> None:
    with postgres.database() as database:
        given = settings(database.url, BOT_MAKES_DATABASE="0")
        assert "run.py init" in refused(given)
        assert ran("init", **given).code == 0
        served(given)
        again = ran("init", **given)
        assert again.code == 2
        assert "什么也没有改动" in again.errors
        database.run("DROP SCHEMA public CASCADE")
        database.run("CREATE SCHEMA public")
        assert "restore" in refused(given)


# ---------------------------------------------------------------- whatever the umask


def modes(folder: Path) -> dict[str, int]:
    return {f.name: stat.S_IMODE(f.stat().st_mode) for f in folder.rglob("*") if f.is_file()}


def typed(folder: Path, *arguments: str) -> None:
    """A command of somebody whose umask gives everything away."""
    environment = {name: v for name, v in os.environ.items() if not name.startswith("BOT_")}
    subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *arguments],
        cwd=ROOT,
        env=environment | settings(folder / "bot.db"),
        preexec_fn=lambda: os.umask(0) and None,
        check=True,
        capture_output=True,
    )


def test_every_file_is_its_owners_alone(tmp_path: Path) -> None:
    typed(tmp_path, "init")
    typed(tmp_path, "backup", str(tmp_path / "copy.db"))
    typed(tmp_path, "members", "export", str(tmp_path / "roster.csv"))
    typed(tmp_path, "members", "template", str(tmp_path / "template.xlsx"))
    found = modes(tmp_path)
    assert found.keys() >= {"bot.db", "bot.db.lock", "copy.db", "roster.csv", "template.xlsx"}
    assert set(found.values()) == {0o600}, found


def test_the_demos_files_too(tmp_path: Path) -> None:
    given = {"BOT_DATA": str(tmp_path), "BOT_PORT": "0"}
    before = os.umask(0)
    try:
        with Process("demo", given) as demo:
            demo.port()
            found = modes(tmp_path)
    finally:
        os.umask(before)
    assert found.keys() >= {"demo.db", "demo.db-wal", "demo.db-shm", "phones.jsonl"}
    assert set(found.values()) == {0o600}, found


def test_files_of_before_are_tightened_at_the_start(tmp_path: Path) -> None:
    given = settings(tmp_path / "bot.db")
    assert ran("init", **given).code == 0
    (tmp_path / "bot.db").chmod(0o644)
    served(given)
    assert set(modes(tmp_path).values()) == {0o600}
