"""The scratch database a file is compared in: private, and gone when the import is."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database


@contextmanager
def scratch() -> Iterator[Database]:
    """Its name is removed as soon as it is open, so that even kill -9 leaves nobody's data."""
    with TemporaryDirectory(prefix="roster-") as folder:
        path = Path(folder) / "scratch.db"
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(path)) as connection:
            for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "temp_store = MEMORY"):
                connection.execute(f"PRAGMA {pragma}")
            path.unlink()
            yield Database(connection)
