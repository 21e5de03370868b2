"""How late the event loop is: what it reads now may have waited for as long as it was busy."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from aiohttp import web

BEAT = 0.1  # seconds between two looks at the clock


class Lateness:
    """A beat that comes late tells how long the loop had no time to read what came in."""

    def __init__(self) -> None:
        self._late = 0.0

    async def watched(self, app: web.Application) -> AsyncIterator[None]:
        """For as long as the application runs."""
        beating = asyncio.create_task(self._beat())
        yield
        beating.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await beating

    def arrived(self) -> float:
        """When what has just been read came in at the earliest: a moment of the loop's."""
        return asyncio.get_running_loop().time() - self._late

    async def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + BEAT
            await asyncio.sleep(BEAT)
            self._late = max(0.0, loop.time() - due)
