"""How late the event loop is: what it reads now may have waited for as long as it was busy."""

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

BEAT = 0.1  # seconds between two looks at the clock, and the least that counts as late
TURNS = 10  # of the loop, in which all is read that came in meanwhile: connections, then requests


class Lateness:
    """A beat that comes late tells how long the loop had no time to read what came in."""

    def __init__(self) -> None:
        self._late = 0.0
        self._due = 0.0
        self._next: asyncio.Handle | None = None

    async def watched(self, app: web.Application) -> AsyncIterator[None]:
        """For as long as the application runs."""
        self._wait()
        yield
        if self._next is not None:
            self._next.cancel()

    def arrived(self) -> float:
        """When what has just been read came in at the earliest: a moment of the loop's."""
        return asyncio.get_running_loop().time() - self._late

    def _wait(self) -> None:
        loop = asyncio.get_running_loop()
        self._late = 0.0
        self._due = loop.time() + BEAT
        self._next = loop.call_at(self._due, self._beat)

    def _beat(self) -> None:
        late = asyncio.get_running_loop().time() - self._due
        if late < BEAT:
            self._wait()
        else:
            self._late = late
            self._fade(TURNS)

    def _fade(self, turns: int) -> None:
        if turns:
            self._next = asyncio.get_running_loop().call_soon(self._fade, turns - 1)
        else:
            self._wait()
