"""Whether the clock is to be believed and the database still there, looked at twice a minute.

A clock that jumped must not send next year's reminders or sweep what is not old: what is due waits
until something else agrees with the clock: its own steady twin, another host, a push or an answer
of WeChat's, or the operator.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from bot.alarms import Alarms
from bot.clock import Clock
from bot.store.engine import NotCommitted, OutcomeUnknown, Store, StoreClosed
from bot.store.tx import Tx
from bot.wechat.errors import WeChatError

EVERY = 30.0  # seconds between two looks
MINUTE = 60_000  # milliseconds
JUMP = 2 * MINUTE  # by which wall time may run away from the steady clock
AWAY = 2 * MINUTE  # a gap between two looks after which the service was interrupted
AGREES = 5 * MINUTE  # how far two clocks may be apart that agree: as of a push of WeChat's
LONG = 24 * 60 * MINUTE  # after so long a silence the clock itself is asked about
WAITING = "the clock is {} by {} s: what is due waits until it is right, or an operator says it is"

# WeChat's clock, milliseconds; None when it tells none.
TheirTime = Callable[[], Awaitable[int | None]]


def beat(tx: Tx) -> None:
    """Now is the right time: said by a host that knows, or by the operator."""
    tx.run("pulse.beat")


class Replaced(Exception):
    """The database answers, and what was written to it is not there."""


class Watch:
    """The first look is made before anything that is due."""

    def __init__(self, store: Store, clock: Clock, alarms: Alarms, their_time: TheirTime) -> None:
        self._store = store
        self._clock = clock
        self._alarms = alarms
        self._their_time = their_time
        self._looked = False
        self._trusts = False  # whether the last look found the clock right
        self._ever = False  # whether any look did
        self._before: int | None = None  # the newest row of whoever was here before us
        self._seen: int | None = None  # the newest row as we last wrote or read it
        self._pushed = False  # a well signed push agreed with this clock since it was doubted
        self._one_at_a_time = asyncio.Lock()

    async def run(self) -> None:
        while True:
            await self._look_and_tell()
            await asyncio.sleep(EVERY)

    async def allows(self) -> bool:
        """Whether what is due may be done, and what is old be swept."""
        if not self._looked or self._pushed or (self._trusts and self._surprised):
            await self.look()
        return self._trusts

    def agreed(self) -> None:
        """WeChat has pushed something with the time that is here."""
        self._pushed = not self._trusts or self._surprised

    @property
    def _surprised(self) -> bool:
        return abs(self._clock.jumped) > JUMP or self._clock.since_trusted > AWAY

    async def close(self) -> None:
        """The last word before a stop: from now on it is away."""
        if self._trusts and not self._surprised:
            with contextlib.suppress(NotCommitted, OutcomeUnknown, StoreClosed):
                await self._store.change(beat, urgent=True)

    async def _look_and_tell(self) -> None:
        try:
            await self.look()
        except (NotCommitted, OutcomeUnknown, StoreClosed):  # the store says so itself
            raise
        except Exception as error:
            self._trusts = False  # nothing is due in somebody else's database
            why = type(error).__name__
            self._alarms.raise_(
                "tables", f"the database answers, but with no tables of ours: {why}"
            )
            return
        self._alarms.clear("tables")

    async def look(self) -> None:
        async with self._one_at_a_time:
            newest = await self._store.change(lambda tx: tx.value("pulse.last"), urgent=True)
            if not self._looked:
                self._looked, self._before = True, newest
            if self._ever and newest is None:
                raise Replaced("another database stands where ours was")
            doubt = self._doubt(newest)
            if doubt and not await self._confirmed(newest):
                self._trusts, self._seen = False, newest
                self._alarms.raise_("jump", doubt)
                return
            await self._store.change(self._note, urgent=True)
            self._pushed, self._trusts, self._ever = False, True, True
            self._clock.trust()
            self._alarms.clear("jump")

    def _doubt(self, newest: int | None) -> str:
        """Why the clock may be wrong, "" when nothing speaks against it."""
        if self._ever:
            off = self._clock.jumped
            return _waiting(off) if abs(off) > JUMP else ""
        if newest is None:  # the first start
            return ""
        off = self._clock.now() - newest
        return "" if -AGREES < off < LONG else _waiting(off)

    async def _confirmed(self, newest: int | None) -> bool:
        """Whether anybody else has this time too."""
        if self._pushed or self._told_since(newest):
            return True
        try:
            theirs = await self._their_time()
        except (WeChatError, ValueError):  # no answer, or a Date that is none
            return False
        return theirs is not None and abs(theirs - self._clock.now()) < AGREES

    def _told_since(self, newest: int | None) -> bool:
        """Another host or the operator has written the time since our last look."""
        known = self._seen is not None and newest is not None and newest != self._seen
        return known and newest is not None and abs(newest - self._clock.now()) < AGREES

    def _note(self, tx: Tx) -> None:
        gap = self._clock.since_trusted
        if not self._ever:
            gap = 0 if self._before is None else tx.now - self._before
        if gap > AWAY:
            tx.run("pulse.put_outage", id=tx.new_id(), from_at=tx.now - gap)
        beat(tx)
        self._seen = tx.now


def _waiting(off: int) -> str:
    return WAITING.format("fast" if off > 0 else "slow", abs(off) // 1000)
