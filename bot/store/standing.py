"""The files of a SQLite database: made for their owner alone, and still those that were opened."""

import contextlib
import os
from pathlib import Path
from typing import NoReturn

from bot.store.wal_index import Account, WalIndex

PARTS = ("", "-wal", "-shm")  # what belongs to one database
PRIVATE = 0o600

Identity = tuple[int, int]


class Elsewhere(Exception):
    """What was opened is no longer what stands there: nothing may be confirmed any more."""


def part(database: Path, name: str) -> Path:
    return database.with_name(database.name + name)


def private(path: Path) -> None:
    """Make the file, should it not be there, readable by its owner alone whatever the umask."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))


def tighten(database: Path) -> None:
    """Files of an earlier release, or that somebody copied here, become their owner's alone."""
    for name in PARTS:
        file = part(database, name)
        with contextlib.suppress(FileNotFoundError, PermissionError):
            if file.stat().st_mode & 0o077:
                file.chmod(PRIVATE)


class Standing:
    """What the files were when they were opened: SQLite itself never looks at their names again,
    nor at what others write into them. Close it after the connections."""

    def __init__(self, database: Path) -> None:
        real = database.resolve()
        # Also the name it was opened by: a link may be turned to another file.
        self._files = [database, *(part(real, name) for name in PARTS[1:])]
        found = [_found(file) for file in self._files]
        self._known = [file and _identity(file) for file in found]
        self._size = found[0].st_size if found[0] else 0
        self._index = WalIndex(self._files[2])
        self._written: tuple[object, int] | None = None  # what was copied, and when it was written
        self._spoilt = ""  # others wrote into the files: what is put right there is not ours

    def close(self) -> None:
        self._index.close()

    def expect(self) -> None:
        """Raises Elsewhere. A few calls to the system, some microseconds."""
        self.expect_unspoilt()
        before = self._index.read()
        found = [_found(file) for file in self._files]
        for path, file, known in zip(self._files, found, self._known, strict=True):
            if known is not None and (file and _identity(file)) != known:
                what = "another one than was opened" if file else "gone"
                raise Elsewhere(f"the database file is {what}: {path}")
        database, log = found[:2]
        if database is not None:
            self._expect_whole(database)
        if (
            before is not None and before == self._index.read()
        ):  # else somebody was writing just now
            self._expect_log(log, before)
            self._expect_ours(database, before)

    def expect_unspoilt(self) -> None:
        """What is known already. Raises Elsewhere."""
        if self._spoilt:
            raise Elsewhere(self._spoilt)

    def _expect_whole(self, database: os.stat_result) -> None:
        """It only ever grows: a shorter one was emptied, or something was copied over it."""
        if database.st_size < self._size:
            self._spoil("the database file is shorter than it was", 0)
        self._size = database.st_size

    def _expect_log(self, log: os.stat_result | None, account: Account) -> None:
        """What was committed last stands only there."""
        if log is not None and log.st_size < account.log_bytes:
            self._spoil("the database file is without a part of its log", 1)

    def _expect_ours(self, database: os.stat_result | None, account: Account) -> None:
        """Whoever serves the database writes its file only when frames are copied from the log."""
        if database is None or not account.quiet:
            return
        written = (account.copies, database.st_mtime_ns)
        if self._written and self._written[0] == written[0] and self._written != written:
            self._spoil("the database file is written into by others than SQLite", 0)
        self._written = written

    def _spoil(self, why: str, which: int) -> NoReturn:
        self._spoilt = f"{why}: {self._files[which]}"
        raise Elsewhere(self._spoilt)


def _found(file: Path) -> os.stat_result | None:
    try:
        return os.stat(file)
    except FileNotFoundError:
        return None


def _identity(file: os.stat_result) -> Identity:
    return file.st_dev, file.st_ino
