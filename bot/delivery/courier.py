"""Takes waiting rows to WeChat, many at a time, and writes down what became of each.

Several hosts may do so at once: a row belongs to whoever marked it first, for a minute.
"""

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, NamedTuple

from bot.alarms import FAILURES_IN_A_ROW, Alarms
from bot.clock import Clock, milliseconds, moment
from bot.delivery.outbox import HUSHED
from bot.delivery.record import Pause, Record
from bot.store.engine import Store
from bot.store.tx import Row, Tx
from bot.wechat.client import WeChat
from bot.wechat.errors import (
    Forbidden,
    NoConnection,
    NotDone,
    NoToken,
    Unknown,
    UsedUp,
    WeChatError,
)
from bot.wechat.tokens import FORCED_APART

log = logging.getLogger(__name__)

AT_ONCE = 64  # messages on their way; WeChat begins to refuse at some hundreds
PATIENT_AT_ONCE = 48  # … of those that went to very many: a reminder finds a place at once
CLAIMED = 8  # rows claimed in one change, so that it takes no more than 5 ms
LEASE = 60_000  # milliseconds a row may be in flight
LONGEST_CALL = 50  # seconds after which nothing more is heard of a call; shorter than the lease
LOOK_AGAIN = 60_000  # milliseconds after which the table is looked at anyway: another host's rows
SOON = 1_000  # … when a row that could leave waits for another host's
BACK_OFF, LONGEST_BACK_OFF = 2_000, 600_000  # milliseconds until one row is tried again
LANDING = 3  # seconds that what is on its way is waited for at the end


@dataclass(frozen=True, slots=True)
class Sending:
    """A row that is ours to send, and the window it spends."""

    id: str
    openid: str
    text: str
    tries: int
    patient: bool
    window_until: int


class Claimed(NamedTuple):
    """What is ours now, of how many rows that were looked at, and when to look again without any."""

    sendings: list[Sending]
    looked_at: int
    again_at: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: its state, why, when it is tried again, and what becomes of the window."""

    state: Literal["sent", "waiting", "digest", "unknown"]
    cause: str = ""
    next_at: int = 0
    window: Literal["spent", "given back", "closed"] = "spent"


class Courier:
    """No API call that may have been carried out is made twice for one row."""

    def __init__(self, store: Store, wechat: WeChat, alarms: Alarms, clock: Clock) -> None:
        self._store = store
        self._wechat = wechat
        self._alarms = alarms
        self._clock = clock
        self._record = Record(alarms, clock)
        self._pause = Pause(clock)
        self._bell = asyncio.Event()  # something waits, or something has landed
        self._one_at_a_time = asyncio.Lock()
        self._flying: dict[asyncio.Task[None], Sending] = {}
        self._failure: BaseException | None = None  # of one that could not be written down
        # What was in flight when this host was started is nobody's, unless others serve too.
        self._lease = LEASE if store.shared else 0
        self._closing = False

    @property
    def state(self) -> dict[str, int]:
        """How many are on their way, and for how long nothing more leaves."""
        return {"flying": len(self._flying), "paused_seconds": -(-self._pause.left // 1000)}

    def wake(self) -> None:
        self._bell.set()

    async def run(self) -> None:
        look_at = 0
        while True:
            if self._clock.now() >= look_at:
                look_at = self._clock.now() + LOOK_AGAIN
                await self._give_up_in_flight()
                self._record.look()
            again_at = await self.run_waiting()
            await self._clock.sleep_until_rung(min(look_at, again_at), self._bell)

    async def close(self) -> None:
        """Claim no more, and let what is on its way land; the rest will be unknown."""
        self._closing = True
        self.wake()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LANDING), self._one_at_a_time:
                pass
        for task in self._flying:
            task.cancel()

    async def _give_up_in_flight(self) -> None:
        """Of those who died on the way nobody knows whether they arrived."""
        before = self._clock.now() - self._lease
        lost = await self._store.change(
            lambda tx: tx.rows("delivery.give_up_in_flight", before=before), urgent=True
        )
        self._lease = LEASE
        for row in lost:
            _log_unknown(row["id"], "the host that sent it is gone")

    # ---------------------------------------------------------------- whose turn it is

    async def run_waiting(self) -> int:
        """Return once nothing may leave now and nothing is in flight: when to look again."""
        async with self._one_at_a_time:
            while True:
                self._bell.clear()
                claimed = await self._claim_some()
                for sending in claimed.sendings:
                    self._send_off(sending)
                self._complain()
                if claimed.looked_at:
                    continue
                if not self._flying and not self._bell.is_set():
                    return claimed.again_at  # nothing has landed since that was looked up
                await self._bell.wait()

    async def _claim_some(self) -> Claimed:
        room = (1 if self._pause.trying else AT_ONCE) - len(self._flying)
        if self._closing or self._pause.left or room <= 0:
            return Claimed([], 0, max(self._pause.until, self._clock.now() + SOON))
        patient = sum(sending.patient for sending in self._flying.values())
        room_for_patient = min(room, PATIENT_AT_ONCE - patient)
        return await self._store.change(
            lambda tx: self._claim(tx, min(room, CLAIMED), room_for_patient), urgent=True
        )

    def _claim(self, tx: Tx, room: int, room_for_patient: int) -> Claimed:
        found = tx.rows("delivery.next_waiting", patient=0, count=room)
        left = min(room - len(found), room_for_patient)
        if left > 0:
            theirs = {row["openid"] for row in found}  # one on its way to each person
            patient = tx.rows("delivery.next_waiting", patient=1, count=left)
            found += [row for row in patient if row["openid"] not in theirs]
        # In one order on every host, so that nobody waits for each other in a circle.
        sendings = [
            self._claim_one(tx, row) for row in sorted(found, key=lambda row: row["openid"])
        ]
        if found:
            return Claimed([sending for sending in sendings if sending], len(found), 0)
        next_at = tx.value("delivery.next_at") or tx.now + LOOK_AGAIN
        return Claimed([], 0, max(next_at, tx.now + SOON))

    def _claim_one(self, tx: Tx, row: Row) -> Sending | None:
        """The row, marked as in flight and its window spent; None: nothing to send."""
        # The contact first, as every message does: so nobody waits for each other in a circle.
        tx.run("people.hold_contact", openid=row["openid"])
        if not tx.run("delivery.mark", id=row["id"], was="waiting", state="sending", cause=""):
            return None  # another host was first, or it has been withdrawn
        window_until = tx.value("people.spend_window", openid=row["openid"])
        if window_until is None:
            tx.run("delivery.mark", id=row["id"], was="sending", state="digest", cause="no window")
            return None
        return Sending(
            row["id"],
            row["openid"],
            row["text"],
            row["tries"],
            bool(row["patient"]),
            window_until,
        )

    # ---------------------------------------------------------------- on its way

    def _send_off(self, sending: Sending) -> None:
        task = asyncio.create_task(self._send(sending))
        self._flying[task] = sending
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        del self._flying[task]
        if not task.cancelled() and task.exception() is not None:
            self._failure = task.exception()
        self.wake()

    def _complain(self) -> None:
        """What could not be written down is found in flight later, as a dead host's is."""
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    async def _send(self, sending: Sending) -> None:
        try:
            async with asyncio.timeout(LONGEST_CALL):
                await self._wechat.send_text(sending.openid, sending.text)
        except WeChatError as error:
            outcome = await self._failed(sending, error)
        except TimeoutError:
            outcome = await self._failed(sending, Unknown("no end"))
        else:
            outcome = self._arrived()
        await self._store.change(lambda tx: self._settle(tx, sending, outcome), urgent=True)

    def _arrived(self) -> Outcome:
        self._record.note()
        self._pause.end()
        self._alarms.clear("door")
        if not self._pause.left:
            self._alarms.clear("token")
            self._alarms.clear("quota")
        return Outcome("sent")

    async def _failed(self, sending: Sending, error: WeChatError) -> Outcome:
        self._record.note(str(error))
        self._slow_down(error)
        if isinstance(error, Unknown):
            _log_unknown(sending.id, str(error))
            return Outcome("unknown", str(error))
        log.info("not delivered: %s", error, extra={"event": "not_delivered"})
        if isinstance(error, NotDone):
            next_at = max(self._pause.until, self._clock.now() + _back_off(sending.tries))
            return Outcome("waiting", str(error), next_at, "given back")
        if isinstance(error, Forbidden):
            await self._shut_door(error)
            return Outcome("digest", str(error), window="given back")
        return Outcome("digest", str(error), window="closed")

    def _slow_down(self, error: WeChatError) -> None:
        """What is not one person's, or one message's, is no better with the next one."""
        if isinstance(error, NoToken):
            self._pause.begin(FORCED_APART)
            self._alarms.raise_("token", f"sending pauses, there is no token WeChat takes: {error}")
        elif isinstance(error, UsedUp):
            self._pause.last_until(_tomorrow(self._clock.now()))
            self._alarms.raise_("quota", f"sending pauses until midnight: {error}")
        elif isinstance(error, NoConnection) or self._everything_fails(error):
            self._pause.begin()

    def _everything_fails(self, error: WeChatError) -> bool:
        return isinstance(error, (NotDone, Unknown)) and self._record.in_a_row >= FAILURES_IN_A_ROW

    async def _shut_door(self, error: Forbidden) -> None:
        self._alarms.raise_("door", f"customer-service messages are refused: {error}")
        cause = str(error)
        await self._store.change(lambda tx: tx.run("delivery.shut_door", cause=cause), urgent=True)

    @staticmethod
    def _settle(tx: Tx, sending: Sending, outcome: Outcome) -> None:
        if outcome.state == "sent":
            tx.run("delivery.open_door")
        elif outcome.window == "closed":  # the contact first here too
            tx.run("people.close_window", openid=sending.openid)
        elif outcome.window == "given back":
            window = {"openid": sending.openid, "window_until": sending.window_until}
            tx.run("people.give_back_window", **window)
        if outcome.state in ("waiting", "digest"):
            tx.run("delivery.drop_called_back", id=sending.id, hushed=HUSHED)
        tx.run(
            "delivery.settle",
            id=sending.id,
            state=outcome.state,
            cause=outcome.cause,
            next_at=outcome.next_at,
            hushed=HUSHED,
        )


def _log_unknown(row_id: str, cause: str) -> None:
    log.warning("row %s may have arrived: %s", row_id, cause, extra={"event": "unknown"})


def _back_off(tries: int) -> int:
    return min(BACK_OFF << min(tries, 10), LONGEST_BACK_OFF)


def _tomorrow(now: int) -> int:
    """A minute past the next midnight, for WeChat's clock need not be ours."""
    midnight = moment(now).replace(hour=0, minute=1, second=0, microsecond=0)
    return milliseconds(midnight + timedelta(days=1))
