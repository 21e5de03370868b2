"""Takes waiting rows to WeChat, one claimed row at a time, and writes down what became of each."""

import asyncio
import logging

from bot.alarms import Alarms
from bot.store.engine import Store
from bot.store.tx import Row, Tx
from bot.wechat.client import WeChat
from bot.wechat.errors import Closed, Forbidden, Refused, Unknown

log = logging.getLogger(__name__)


class Courier:
    """No API call is made twice for one row."""

    def __init__(self, store: Store, wechat: WeChat, alarms: Alarms) -> None:
        self._store = store
        self._wechat = wechat
        self._alarms = alarms
        self._changed = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    def wake(self) -> None:
        self._changed.set()

    async def run(self) -> None:
        await self._store.change(lambda tx: tx.run("delivery.give_up_in_flight"), urgent=True)
        while True:
            self._changed.clear()
            await self.run_waiting()
            await self._changed.wait()

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
        if not tx.run("people.spend_window", openid=row["openid"]):
            self._mark(tx, row, "waiting", "digest", "no window")
            return {"id": row["id"], "openid": "", "text": ""}
        self._mark(tx, row, "waiting", "sending", "")
        return {"id": row["id"], "openid": row["openid"], "text": row["text"]}

    @staticmethod
    def _mark(tx: Tx, row: Row | dict[str, str], was: str, state: str, cause: str) -> None:
        tx.run("delivery.mark", id=row["id"], was=was, state=state, cause=cause)

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
            return "digest", str(error)
        except (Closed, Refused) as error:
            log.info("not delivered: %s", error, extra={"event": "not_delivered"})
            return "digest", str(error)
        self._alarms.clear("door")
        return "sent", ""

    def _settle(self, tx: Tx, row: dict[str, str], state: str, cause: str) -> None:
        self._mark(tx, row, "sending", state, cause)
        if state == "digest":
            tx.run("people.close_window", openid=row["openid"])
