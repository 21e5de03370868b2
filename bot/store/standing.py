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
        self._files = [database, *(part(real, name) for name in PARTS)]
        self._known = [_identity(file) for file in self._files]

    def expect(self) -> None:
        """Raises Elsewhere. Four calls to the system, some microseconds."""
        for file, known in zip(self._files, self._known, strict=True):
            if known is not None and (found := _identity(file)) != known:
                what = "gone" if found is None else "another one than was opened"
                raise Elsewhere(f"the database file is {what}: {file}")


def _identity(file: Path) -> Identity | None:
    try:
        found = os.stat(file)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
