"""The one clock: wall time plus an offset that only grows, so tests and the demo can move it."""

import asyncio
import contextlib
import time
from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


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
        self.trust()
        if start is not None:
            self._offset = milliseconds(start) - self._wall()

    @staticmethod
    def _wall() -> int:
        return time.time_ns() // 1_000_000

    @staticmethod
    def _steady() -> int:
        """Milliseconds of a clock that nobody sets; it goes on while the machine sleeps."""
        return time.clock_gettime_ns(STEADY) // 1_000_000

    def trust(self) -> None:
        """Wall time is right just now: jumps are counted from here."""
        self._trusted = self._wall(), self._steady()

    @property
    def jumped(self) -> int:
        """How far wall time has run away from the steady clock since it was last trusted."""
        wall, steady = self._trusted
        return (self._wall() - wall) - (self._steady() - steady)

    @property
    def since_trusted(self) -> int:
        """Milliseconds of wall time."""
        return self._wall() - self._trusted[0]

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
        """Return once the clock has reached `at`, by time passing or by `advance`.

        Never later than it took when asked, should wall time be set back meanwhile.
        """
        until = self._steady() + at - self.now()
        while (left := min(at - self.now(), until - self._steady())) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), left / 1000)


async def _rung(bell: asyncio.Event) -> None:
    await bell.wait()
