"""A copy of a SQLite database, made while it is served, and how a copy is examined."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkstemp
from time import sleep

from bot.refusal import cause
from bot.store import migrations
from bot.store.sqlite import connect

SLICE = 20_000  # steps of SQLite's machine between two pauses
PAUSE = 0.002  # seconds of a pause: whoever serves the file has the disk to itself


class CopyFault(Exception):
    """There is no good copy; the message says why and what to do."""


def backup(database: Path, out: Path) -> int:
    """Write a copy to `out`, which must not be there; its bytes. Raises CopyFault."""
    if not database.is_file():
        raise CopyFault(f"{database}：这里没有数据库")
    with _claimed(out):
        return copied(database, out)


@contextlib.contextmanager
def _claimed(out: Path) -> Iterator[None]:
    """`out` is ours alone: an empty file until the copy takes its place."""
    try:
        os.close(os.open(out, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise CopyFault(f"{out} 已经有了，不覆盖") from None
    except OSError as error:
        raise CopyFault(f"{out}：{cause(error)}") from error
    try:
        yield
    except BaseException:
        out.unlink()
        raise


def copied(source: Path, target: Path) -> int:
    """A whole and examined copy at `target`, safe on disk, readable by its owner alone.

    One statement reads one state of the database, whatever is written meanwhile, and leaves out
    what was deleted: erased people are in no copy.
    """
    handle, name = mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    unfinished = Path(name)
    try:
        with reading(source) as connection:
            connection.set_progress_handler(_pause, SLICE)
            connection.execute("VACUUM INTO ?", (name,))
        examine(unfinished)
        on_disk(unfinished)
        unfinished.replace(target)
        on_disk(target.parent)
    except OSError as error:
        raise CopyFault(f"{target}：{cause(error)}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return target.stat().st_size


def _pause() -> int:
    sleep(PAUSE)
    return 0


def on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# ---------------------------------------------------------------- whether it is good


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """SQLite's faults as ours, with the file's name."""
    try:
        with contextlib.closing(connect(path, read_only=True)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise CopyFault(f"{path}：{cause(error)}") from error


def examine(path: Path) -> None:
    """Whether it is whole, ours, and not of a later release. Raises CopyFault."""
    with reading(path) as connection:
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise CopyFault(f"{path} 坏了：{said}")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise CopyFault(f"{path} 坏了：有的行指向没有的行")
        if later := _migrations(connection) - {file.stem for file in migrations.files()}:
            raise CopyFault(
                f"{path} 是更新版本的程序做的（{'、'.join(sorted(later))}）：请先更新程序"
            )


def _migrations(connection: sqlite3.Connection) -> set[str]:
    return {row["name"] for row in connection.execute("SELECT name FROM migration")}
