"""The one clock: wall time plus an offset that only grows, so tests and the demo can move it."""

import asyncio
import contextlib
import time
from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def moment(at: int) -> datetime:
    """The local moment of `at`, milliseconds since the epoch."""
    return datetime.fromtimestamp(at / 1000, ZONE)


def milliseconds(moment: datetime) -> int:
    """Milliseconds since the epoch of an aware moment."""
    return round(moment.timestamp() * 1000)


class Clock:
    """Milliseconds since the epoch. `serve` never calls `advance`."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = 0
        self._moved = asyncio.Event()
        if start is not None:
            self._offset = milliseconds(start) - self._wall()

    @staticmethod
    def _wall() -> int:
        return time.time_ns() // 1_000_000

    def now(self) -> int:
        return self._wall() + self._offset

    @property
    def ahead(self) -> int:
        """How far it is before wall time, milliseconds."""
        return self._offset

    def today(self) -> datetime:
        return moment(self.now())

    def advance(self, milliseconds: int) -> None:
        """Move forward and wake every sleeper; call it on the event loop's thread."""
        if milliseconds < 0:
            raise ValueError("the clock only moves forward")
        self._offset += milliseconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def sleep_until_rung(self, at: int, bell: asyncio.Event) -> None:
        """Return once the clock has reached `at` or the bell has rung."""
        waits = [asyncio.create_task(w) for w in (self.sleep_until(at), _rung(bell))]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def sleep_until(self, at: int) -> None:
        """Return once the clock has reached `at`, by time passing or by `advance`."""
        while (left := at - self.now()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), left / 1000)


async def _rung(bell: asyncio.Event) -> None:
    await bell.wait()
