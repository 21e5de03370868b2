"""Backup and restore: of a SQLite file ourselves, of PostgreSQL by its own tools."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from bot.clock import Clock, moment
from bot.operator.upkeep import note_backup
from bot.refusal import cause
from bot.store import queries
from bot.store.backup import CopyFault
from bot.store.backup import backup as back_up
from bot.store.engine import shown
from bot.store.restore import restore as put_back
from config.settings import Settings

Say = Callable[[str], None]
FORGET_WAITING = "UPDATE outbox SET state = 'unknown' WHERE state IN ('waiting', 'sending')"


def backup(settings: Settings, out: Path, say: Say, clock: Clock) -> int:
    """The exit code. A folder as `out` gets a file named after the moment."""
    if out.is_dir():
        out /= moment(clock.now()).strftime("lianxin-%Y%m%d-%H%M%S.db")
    if not settings.on_sqlite:
        where = shown(settings.database)
        say(f"PostgreSQL 用它自己的工具备份：pg_dump --format=custom --file={out} '{where}'")
        return 1
    try:
        size = back_up(settings.database_path, out)
        note_backup(settings.database_path)
    except (CopyFault, OSError) as error:
        say(f"没有做成备份：{cause(error)}")
        return 1
    say(f"已备份到 {out}：{size} 字节，检查过，是完整的")
    return 0


def restore(settings: Settings, backup: Path, say: Say, clock: Clock, *, replace: bool) -> int:
    """The exit code."""
    if not settings.on_sqlite:
        where = shown(settings.database)
        say(
            "PostgreSQL 用它自己的工具恢复：pg_restore --clean --if-exists --single-transaction "
            f"--dbname='{where}' {backup}"
        )
        # Here put_back does it: what waited when the copy was made may have been sent since.
        say(f"然后，启动服务之前：psql '{where}' -c \"{FORGET_WAITING}\"")
        return 1
    database = settings.database_path
    try:
        aside = put_back(backup, database, queries.load(), clock, replace=replace)
    except (CopyFault, OSError, sqlite3.Error) as error:
        say(f"没有恢复：{cause(error)}")
        return 1
    say(f"已从 {backup} 恢复到 {database}")
    if aside is not None:
        say(f"原来的数据库改名为 {aside}")
    return 0
