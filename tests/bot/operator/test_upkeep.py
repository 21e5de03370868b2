"""What an operator must keep up: said in time, and over when it is done."""

import os
import time
from pathlib import Path

import pytest

from bot.alarms import Alarms
from bot.operator import upkeep
from bot.operator.upkeep import Upkeep
from config.settings import Settings


def upkept(folder: Path) -> tuple[Upkeep, Alarms]:
    alarms = Alarms()
    return Upkeep(Settings(database=f"sqlite:///{folder}/bot.db"), alarms), alarms


def copied(folder: Path, hours: float) -> None:
    upkeep.note_backup(folder / "bot.db")
    then = time.time() - hours * 3600
    os.utime(folder / "bot.db.copied", (then, then))


@pytest.mark.parametrize(("hours", "old"), [(1, False), (30, False), (49, True), (1000, True)])
def test_two_missed_nights_raise_an_alarm(tmp_path: Path, hours: float, old: bool) -> None:
    looker, alarms = upkept(tmp_path)
    copied(tmp_path, hours)
    looker.look()
    assert ("backup" in alarms.raised) is old
    assert looker.figures()["backup_hours"] == int(hours)


def test_a_new_copy_ends_it(tmp_path: Path) -> None:
    looker, alarms = upkept(tmp_path)
    copied(tmp_path, 100)
    looker.look()
    copied(tmp_path, 0)
    looker.look()
    assert alarms.raised == {}


def test_without_any_copy_the_time_counts_from_the_start(tmp_path: Path) -> None:
    assert not upkeep.copy_is_old(tmp_path / "bot.db", up=3600)
    assert upkeep.copy_is_old(tmp_path / "bot.db", up=49 * 3600)


def test_a_disk_that_is_nearly_full_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looker, alarms = upkept(tmp_path)
    for room, little in ((20, True), (5000, False)):
        monkeypatch.setattr(upkeep, "free", lambda path, room=room: room)
        looker.look()
        assert ("disk" in alarms.raised) is little


def test_the_file_is_examined_once_a_night(tmp_path: Path) -> None:
    looker, _ = upkept(tmp_path)
    assert not looker._is_night()
    looker._examined = looker._examined.replace(year=2000)
    assert looker._is_night() is (upkeep.datetime.now(upkeep.ZONE).hour >= upkeep.HOUR_OF_NIGHT)
    assert not looker._is_night()


def test_postgresql_has_its_own_tools(tmp_path: Path) -> None:
    looker = Upkeep(Settings(database="postgresql://bot@db/bot"), Alarms())
    looker.look()
    assert looker.figures() == {"backup_hours": None, "disk_free_mb": None}
