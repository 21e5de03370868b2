"""What an operator must keep up: copies, room on the disk, a file that is whole."""

import asyncio
import contextlib
import shutil
import sqlite3
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.alarms import COPY_HOURS, FREE_MEGABYTES, Alarms
from bot.clock import ZONE
from bot.store.backup import PAUSE, SLICE
from bot.store.sqlite import connect
from bot.store.standing import part
from config.settings import Settings

EVERY = 60.0  # seconds between two looks
HOUR_OF_NIGHT = 4  # when the file is examined: the copy and the sweep come before


class Upkeep:
    """Of a SQLite database; PostgreSQL has its own tools for all of it, on its own host."""

    def __init__(self, settings: Settings, alarms: Alarms) -> None:
        self._path = settings.database_path if settings.on_sqlite else None
        self._alarms = alarms
        self._began = time.monotonic()
        self._examined = datetime.now(ZONE).date()

    async def run(self) -> None:
        while True:
            self.look()
            if self._is_night():
                await self.examine()
            await asyncio.sleep(EVERY)

    def figures(self) -> dict[str, Any]:
        """For /healthz: hours since the last copy and free megabytes, None when unknown."""
        if self._path is None:
            return {"backup_hours": None, "disk_free_mb": None}
        return {"backup_hours": backup_hours(self._path), "disk_free_mb": free(self._path)}

    def look(self) -> None:
        if self._path is None:
            return
        room = free(self._path)
        if room is not None and room < FREE_MEGABYTES:
            self._alarms.raise_("disk", f"{room} MB are free beside the database")
        else:
            self._alarms.clear("disk")
        if copy_is_old(self._path, up=time.monotonic() - self._began):
            self._alarms.raise_("backup", f"the last copy is older than {COPY_HOURS} hours")
        else:
            self._alarms.clear("backup")

    def _is_night(self) -> bool:
        now = datetime.now(ZONE)
        if now.hour < HOUR_OF_NIGHT or now.date() <= self._examined:
            return False
        self._examined = now.date()
        return True

    async def examine(self) -> None:
        """A quick_check in a thread, on a connection that only reads, with pauses for who writes."""
        if self._path is None:
            return
        if said := await asyncio.to_thread(damage, self._path):
            self._alarms.raise_("damaged", f"quick_check: {said}")
        else:
            self._alarms.clear("damaged")


def damage(path: Path) -> str:
    """What quick_check says of the file, "" when it is whole."""
    try:
        with contextlib.closing(connect(path, read_only=True)) as connection:
            connection.set_progress_handler(_pause, SLICE)
            said = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        return str(error)
    return "" if said == "ok" else said


def _pause() -> int:
    time.sleep(PAUSE)
    return 0


def free(path: Path) -> int | None:
    """Megabytes that are free where the database is."""
    try:
        return shutil.disk_usage(path.parent).free // 1_000_000
    except OSError:
        return None


# ---------------------------------------------------------------- when the last copy was made


def note_backup(path: Path) -> None:
    """A mark beside the database: a copy was made just now. Its time is all it says."""
    _mark(path).touch(mode=0o600)


def backup_hours(path: Path) -> int | None:
    """Since the last copy; None without one."""
    try:
        return max(0, int(time.time() - _mark(path).stat().st_mtime) // 3600)
    except OSError:
        return None


def copy_is_old(path: Path, up: float) -> bool:
    """Without any copy it counts from when the process was started: `up` seconds ago."""
    hours = backup_hours(path)
    return (up / 3600 if hours is None else hours) >= COPY_HOURS


def _mark(path: Path) -> Path:
    return part(path.resolve(), ".copied")
