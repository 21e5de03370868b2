"""Making a database, and refusing to make one where another has been and is missing now."""

import contextlib
import sqlite3
from pathlib import Path

from bot.clock import Clock
from bot.store import queries, which
from bot.store.engine import CannotServe, shown
from bot.store.sqlite import connect
from bot.store.standing import part
from config.settings import Settings

_MAGIC = b"SQLite format 3\0"  # what every file of SQLite's begins with
_COUNT = "SELECT count(*) FROM migration"
_LOST = (
    "{}：这里没有数据库（不在了，或者是空的）。已经用过的，请把它找回来，或用 run.py restore 恢复备份；"
    "第一次安装，请先运行 run.py init"
)


async def init(settings: Settings) -> None:
    """An empty database with all of its tables. Raises CannotServe where there is one already."""
    where = shown(settings.database)
    if settings.on_sqlite and not _is_place(settings.database_path):
        raise CannotServe(f"{where}：这里已经有别的文件或文件夹，不是数据库，什么也没有改动")
    if founded(settings):
        raise CannotServe(f"{where}：已经有数据库，什么也没有改动")
    if settings.on_sqlite and part(settings.database_path, "-wal").exists():
        raise CannotServe(
            f"{where}：没有数据库，旁边却有它的 -wal 文件，是丢了一个数据库："
            "请先用 run.py restore 恢复备份；确实要从头开始，先把 -wal 文件移走"
        )
    store = which.made(settings.database, queries.load(), Clock())
    store.open()
    await store.close()


def expect(settings: Settings) -> None:
    """Raises CannotServe, rather than that an empty database takes the place of a lost one."""
    if fault := missing(settings):
        raise CannotServe(fault)


def missing(settings: Settings) -> str:
    """The sentence that refuses, "" where a database is, or where one may be made."""
    if founded(settings) or (settings.makes_database and not _served_before(settings)):
        return ""
    return _LOST.format(shown(settings.database))


def _served_before(settings: Settings) -> bool:
    """Whether a database that was opened for writing has left something beside itself."""
    if not settings.on_sqlite:
        return False
    path = settings.database_path.resolve()
    return any(part(path, name).exists() for name in (".lock", "-wal", "-shm"))


def founded(settings: Settings) -> bool:
    """Whether there are tables of ours. Raises CannotServe when it cannot be asked."""
    if settings.on_sqlite:
        return _has_tables(settings.database_path)
    from bot.store import link  # with PostgreSQL's driver, which SQLite does without

    return link.founded(settings.database)


def _is_place(path: Path) -> bool:
    """Whether a database stands there, or may be made there."""
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _has_tables(path: Path) -> bool:
    """A file that is something else, or damaged, is no empty place: opening it says what it is."""
    if not path.is_file() or not path.stat().st_size:
        return path.exists() and not path.is_file()
    try:
        with contextlib.closing(connect(path, read_only=True)) as connection:
            return bool(connection.execute(_COUNT).fetchone()[0])
    except sqlite3.OperationalError as error:
        return "no such table" not in str(error)
    except sqlite3.DatabaseError:
        return True
