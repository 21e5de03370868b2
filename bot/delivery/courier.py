"""Takes waiting rows to WeChat, one claimed row at a time, and writes down what became of each.

Several hosts may do so at once: a row belongs to whoever marked it first, for a minute.
"""

import asyncio
import logging

from bot.alarms import Alarms
from bot.clock import Clock
from bot.store.engine import Store
from bot.store.tx import Row, Tx
from bot.wechat.client import WeChat
from bot.wechat.errors import Closed, Forbidden, Refused, Unknown

log = logging.getLogger(__name__)

LEASE = 60_000  # milliseconds a row may be in flight; a call to WeChat ends long before
LOOK_AGAIN = 60_000  # milliseconds after which the table is looked at anyway: another host's rows


class Courier:
    """No API call is made twice for one row."""

    def __init__(self, store: Store, wechat: WeChat, alarms: Alarms, clock: Clock) -> None:
        self._store = store
        self._wechat = wechat
        self._alarms = alarms
        self._clock = clock
        self._changed = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    def wake(self) -> None:
        self._changed.set()

    async def run(self) -> None:
        # What was in flight when this host was started is nobody's, unless others serve too.
        lease, look_at = LEASE if self._store.shared else 0, 0
        while True:
            self._changed.clear()
            if self._clock.now() >= look_at:
                await self._give_up_in_flight(lease)
                lease, look_at = LEASE, self._clock.now() + LOOK_AGAIN
            await self.run_waiting()
            await self._clock.sleep_until_rung(look_at, self._changed)

    async def _give_up_in_flight(self, lease: int) -> None:
        """Of those who died on the way nobody knows whether they arrived."""
        async with self._one_at_a_time:  # so that none of them is our own
            await self._store.change(
                lambda tx: tx.run("delivery.give_up_in_flight", before=tx.now - lease), urgent=True
            )

    async def run_waiting(self) -> None:
        """Return once nothing waits and nothing is in flight."""
        async with self._one_at_a_time:
            while row := await self._store.change(self._claim, urgent=True):
                if row["openid"]:
                    await self._send(row)

    def _claim(self, tx: Tx) -> dict[str, str] | None:
        """The next row, marked as in flight and its window spent; no openid: nothing to send."""
        row = tx.row("delivery.first_waiting")
        if row is None:
            return None
        # The contact first, as every message does: so nobody waits for each other in a circle.
        tx.run("people.hold_contact", openid=row["openid"])
        claimed = self._mark(tx, row, "waiting", "sending", "")
        if claimed and tx.run("people.spend_window", openid=row["openid"]):
            return {"id": row["id"], "openid": row["openid"], "text": row["text"]}
        if claimed:
            self._mark(tx, row, "sending", "digest", "no window")
        return {"id": row["id"], "openid": "", "text": ""}

    @staticmethod
    def _mark(tx: Tx, row: Row | dict[str, str], was: str, state: str, cause: str) -> bool:
        """False: another host was first, or it has been withdrawn."""
        return tx.run("delivery.mark", id=row["id"], was=was, state=state, cause=cause) > 0

    async def _send(self, row: dict[str, str]) -> None:
        state, cause = await self._outcome(row)
        await self._store.change(lambda tx: self._settle(tx, row, state, cause), urgent=True)

    async def _outcome(self, row: dict[str, str]) -> tuple[str, str]:
        try:
            await self._wechat.send_text(row["openid"], row["text"])
        except Unknown as error:
            return "unknown", str(error)
        except Forbidden as error:
            self._alarms.raise_("door", f"customer-service messages are refused: {error}")
            cause = str(error)
            await self._store.change(
                lambda tx: tx.run("delivery.shut_door", cause=cause), urgent=True
            )
            return "digest", str(error)
        except (Closed, Refused) as error:
            log.info("not delivered: %s", error, extra={"event": "not_delivered"})
            return "digest", str(error)
        self._alarms.clear("door")
        return "sent", ""

    def _settle(self, tx: Tx, row: dict[str, str], state: str, cause: str) -> None:
        if state == "sent":
            tx.run("delivery.open_door")
        elif state == "digest":  # the contact first here too
            tx.run("people.close_window", openid=row["openid"])
        self._mark(tx, row, "sending", state, cause)
