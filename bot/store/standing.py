"""The files of a SQLite database: made for their owner alone, and still those that were opened."""

import contextlib
import os
from pathlib import Path

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
    """What the files were when they were opened: SQLite itself never looks at their names again."""

    def __init__(self, database: Path) -> None:
        real = database.resolve()
        # Also the name it was opened by: a link may be turned to another file.
        self._files = [database, *(part(real, name) for name in PARTS[1:])]
        found = [_found(file) for file in self._files]
        self._known = [file and _identity(file) for file in found]
        self._size = found[0].st_size if found[0] else 0

    def expect(self) -> None:
        """Raises Elsewhere. Three calls to the system, some microseconds."""
        found = [_found(file) for file in self._files]
        for path, file, known in zip(self._files, found, self._known, strict=True):
            if known is not None and (file and _identity(file)) != known:
                what = "another one than was opened" if file else "gone"
                raise Elsewhere(f"the database file is {what}: {path}")
        self._expect_whole(found[0])

    def _expect_whole(self, database: os.stat_result | None) -> None:
        """It only ever grows: a shorter one was emptied, or something was copied over it."""
        if database is not None and database.st_size < self._size:
            raise Elsewhere(f"the database file is shorter than it was: {self._files[0]}")
        self._size = database.st_size if database else self._size


def _found(file: Path) -> os.stat_result | None:
    try:
        return os.stat(file)
    except FileNotFoundError:
        return None


def _identity(file: os.stat_result) -> Identity:
    return file.st_dev, file.st_ino
