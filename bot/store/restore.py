"""Putting a copy in the database's place, while nobody serves it."""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.clock import Clock, moment
from bot.store.backup import CopyFault, copied, examine, on_disk
from bot.store.engine import CannotServe
from bot.store.sqlite import connect, lock
from bot.store.standing import PARTS
from bot.store.standing import part as _part
from bot.store.tx import Tx


def restore(
    backup: Path, database: Path, named: Mapping[str, str], clock: Clock, *, replace: bool
) -> Path | None:
    """Where the database before it was put, None without one. Raises CopyFault."""
    if not backup.is_file():
        raise CopyFault(f"{backup}：这里没有备份")
    database.parent.mkdir(parents=True, exist_ok=True)
    with _alone(database):
        there = any(_part(database, part).exists() for part in PARTS)
        if there and not replace:
            raise CopyFault(f"{database} 已经有了：加 --replace，原来的会改名留在旁边")
        examine(backup)
        ready = database.with_name(f"{database.name}.restoring")
        copied(backup, ready)
        _give_up_waiting(ready, named, clock)
        aside = _put_aside(database, clock) if there else None
        ready.replace(database)
        on_disk(database.parent)
    return aside


@contextlib.contextmanager
def _alone(database: Path) -> Iterator[None]:
    """Nobody serves it and no command works in it. Raises CopyFault."""
    try:
        held = lock(database)
    except CannotServe as error:
        raise CopyFault(f"{error}：请先停服务（systemctl stop lianxin）") from error
    with held:
        if database.is_file() and _in_use(database):
            raise CopyFault(f"别的命令正在用 {database}：等它完了再来")
        yield


def _in_use(database: Path) -> bool:
    try:
        with contextlib.closing(connect(database)) as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    except sqlite3.DatabaseError:  # damaged: the reason to restore
        return False
    return False


def _give_up_waiting(ready: Path, named: Mapping[str, str], clock: Clock) -> None:
    """What waited to be sent may have been sent since: it is shown once, and not sent again."""
    with contextlib.closing(connect(ready)) as connection:
        Tx(connection, named, clock.now()).run("delivery.give_up_waiting")


def _put_aside(database: Path, clock: Clock) -> Path:
    stamp = moment(clock.now()).strftime("%Y%m%d-%H%M%S")
    aside = database.with_name(f"{database.name}.replaced-{stamp}")
    for part in PARTS:
        with contextlib.suppress(FileNotFoundError):
            _part(database, part).rename(_part(aside, part))
    return aside
