"""What is due and when: rows claimed and done in one transaction, caught up after downtime."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.clock import Clock
from bot.store.engine import NotCommitted, OutcomeUnknown, Store, StoreClosed
from bot.store.tx import Tx, packed, unpacked

log = logging.getLogger(__name__)

# Does the work of one due row: (tx, details); details["run_at"] is when it was due.
Work = Callable[[Tx, Mapping[str, Any]], None]
PUT_OFF = 10 * 60_000  # milliseconds until failed work is tried again
LOOK_AGAIN = 60_000  # milliseconds after which the table is looked at anyway: another host's rows


def put(tx: Tx, work: str, run_at: int, subject: str, **details: Any) -> None:
    """Have `work` (“capability.name”) done at `run_at`; `subject` is what to drop it by."""
    tx.run(
        "schedule.put",
        id=tx.new_id(),
        work=work,
        details=packed(details),
        subject=subject,
        run_at=run_at,
    )
    tx.stirred = True


def drop(tx: Tx, subject: str) -> None:
    tx.run("schedule.drop", subject=subject)
    # Again: one that was just being done elsewhere has been waited for, and may have put its next.
    tx.run("schedule.drop", subject=subject)


class Schedule:
    """Sleeps on the clock until the next row is due."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        works: Mapping[str, Work],
        done: Callable[[], None],
        allowed: Callable[[], Awaitable[bool]],
    ) -> None:
        """`done` is called after work was done: it may have put something into the outbox.

        Nothing is due while this is not `allowed`: the clock may be wrong.
        """
        self._store = store
        self._clock = clock
        self._works = works
        self._done = done
        self._allowed = allowed
        self._changed = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._in_hand = ""  # the row whose work is being done

    def wake(self) -> None:
        """A row may have been added."""
        self._changed.set()

    async def run(self) -> None:
        while True:
            self._changed.clear()
            next_at = await self.run_due()
            await self._clock.sleep_until_rung(next_at, self._changed)

    async def run_due(self) -> int:
        """Do all that is due; return when to look again, milliseconds."""
        async with self._one_at_a_time:
            while await self._allowed():
                if not await self._done_one():
                    break
                self._done()
            else:
                return self._clock.now() + LOOK_AGAIN
        next_at = await self._store.change(lambda tx: tx.value("schedule.next"), urgent=True)
        return min(next_at or self._clock.now() + LOOK_AGAIN, self._clock.now() + LOOK_AGAIN)

    async def next_due(self) -> int | None:
        """When the next row is due, milliseconds."""
        at: int | None = await self._store.read(lambda tx: tx.value("schedule.next"))
        return at

    async def _done_one(self) -> bool:
        """A row whose work fails is put off, so that it holds up no other."""
        try:
            return await self._store.change(self._one, urgent=True)
        except (StoreClosed, NotCommitted, OutcomeUnknown):  # the work itself did not fail
            raise
        except Exception:
            log.exception("due work failed, put off", extra={"event": "due_failed"})
            await self._store.change(self._put_off, urgent=True)
            return True

    def _put_off(self, tx: Tx) -> None:
        tx.run("schedule.put_off", id=self._in_hand, later=tx.now + PUT_OFF)

    def _one(self, tx: Tx) -> bool:
        """Claim one due row and do its work in the same transaction."""
        due_id = tx.value("schedule.earliest")
        if due_id is None:
            return False
        self._in_hand = due_id
        row = tx.row("schedule.claim", id=due_id)
        if row is None:
            return True  # another host was first
        work = self._works.get(row["work"])
        if work is None:
            log.error("no such work: %s", row["work"], extra={"event": "due_unknown"})
        else:
            work(tx, {**unpacked(row["details"]), "run_at": row["run_at"]})
        return True


def interrupted(tx: Tx, since: int) -> bool:
    """Whether the service was away at some time between `since` and now."""
    return tx.value("pulse.outage_since", since=since) is not None
