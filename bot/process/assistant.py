"""The assistant put together: store, router, schedule, courier and webhook around one walk."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from time import perf_counter, thread_time

from aiohttp import web

from bot import questions
from bot.alarms import Alarms
from bot.clock import Clock
from bot.conversation import situation as situations
from bot.conversation.capability import Found, House, NeedsSearch
from bot.conversation.router import Router
from bot.delivery import inbox, outbox
from bot.delivery.courier import Courier
from bot.language.relay import leaving
from bot.language.text import fit
from bot.message import Kind, Message
from bot.operator.upkeep import Upkeep
from bot.people import contacts, offices
from bot.people.watching import GuessWatch
from bot.privacy.retention import Retention
from bot.process.allowance import Allowance
from bot.process.read_only import ANSWERED, Looker
from bot.process.watch import Watch
from bot.schedule import Schedule
from bot.store import queries, which
from bot.store.engine import (
    Busy,
    NotCommitted,
    OutcomeUnknown,
    OutOfTime,
    StoreClosed,
    Unwritable,
)
from bot.store.tx import Tx
from bot.webhook.crypto import Keyring
from bot.webhook.server import NoAnswer, TooLate, Webhook
from bot.wechat.client import WeChat
from config.settings import Settings

log = logging.getLogger(__name__)

SEARCHES = 2  # that one message may need: its own words, and together with what was said before
# What tells of something that has happened is never too much.
TELLING: frozenset[Kind] = frozenset({"follow", "unfollow", "finished", "consent", "account"})
TOO_MUCH = "您发得有点快，这条没有办理，请过几秒再发一次。"
LONGEST_PAUSE = 60.0  # seconds until what runs by itself starts again
BUSY = "现在人多，请稍后再发一次。"
FAILED = "刚才没有办成，什么也没有改动，请再发一次。（{}）"


class Assistant:
    """Open it on a running loop; `close` drains it."""

    def __init__(
        self, settings: Settings, house: House, clock: Clock, *, answer_seconds: float = 4.5
    ) -> None:
        self.settings = settings
        self.house = house
        self.clock = clock
        self.alarms = Alarms()
        self.router = Router(house)
        self.allowance = Allowance(settings.person_messages, settings.person_messages_per_minute)
        self.store = which.made(settings.database, queries.load(), clock, settings.counting_key)
        # Where changes wait for a server, only what the processor did counts; asking that is dearer.
        self._stopwatch = thread_time if self.store.shared else perf_counter
        self.looker = Looker(self.router, self.store, clock)
        self.retention = Retention(house.capabilities, (questions.hand_on,))
        works = {f"{c.name}.{n}": w for c in house.capabilities for n, w in (c.due or {}).items()}
        works |= self.retention.works
        self._works = works
        self._answer_seconds = answer_seconds
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop

    # ---------------------------------------------------------------- life

    def open(self) -> None:
        """Lock and migrate the database and start its writer. Raises CannotServe."""
        s = self.settings
        self._loop = asyncio.get_running_loop()
        self.store.open()
        self.wechat = WeChat(
            s.wechat_appid, s.wechat_secret, s.wechat_api_base, self.store, self.clock
        )
        self.courier = Courier(self.store, self.wechat, self.alarms, self.clock)
        self.guesses = GuessWatch(self.store, self.alarms, self.clock)
        self.watch = Watch(self.store, self.clock, self.alarms, self.wechat.time)
        self.upkeep = Upkeep(s, self.alarms)
        self.schedule = Schedule(
            self.store, self.clock, self._works, self.courier.wake, self.watch.allows
        )

    def start(self) -> "asyncio.Future[None]":
        """Start what runs by itself; messages may be answered before.

        The future is done once it is written when the first night is swept.
        """
        begun = self.store.change(self.retention.begin, urgent=True)
        for run in (
            self.schedule.run,
            self.courier.run,
            self.guesses.run,
            self.watch.run,
            self.upkeep.run,
        ):
            self._tasks.append(asyncio.create_task(self._watched(run)))
        return begun

    async def _watched(self, run: Callable[[], Awaitable[None]]) -> None:
        """What runs by itself starts again after a failure, and the failure is known."""
        pause = 1.0
        while not self.store.stopped.is_set():
            began = self._loop.time()
            try:
                await run()
            except StoreClosed:
                return
            except Unwritable:  # the store has said so, and looks for it
                await asyncio.sleep(1)
            except Exception as error:
                if not (self.store.trouble and isinstance(error, NotCommitted)):
                    log.exception("will start again", extra={"event": "background_failure"})
                if self._loop.time() - began > LONGEST_PAUSE:
                    pause = 1.0
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)  # what fails at once would fill the log

    async def close(self) -> None:
        await self.courier.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.watch.close()
        await self.wechat.close()
        await self.store.close()

    async def settle(self) -> None:
        """Return once everything that is due has run and left."""
        await self.schedule.run_due()
        await self.courier.run_waiting()
        await self.guesses.look()

    def mount(self, app: web.Application) -> None:
        s = self.settings
        keyring = None
        if not s.wechat_plain:
            keyring = Keyring(
                s.wechat_token, s.wechat_appid, s.wechat_aes_key, s.wechat_aes_key_previous
            )
        else:
            self.alarms.raise_("plain", "plain mode: pushes are neither encrypted nor covered")
        self.webhook = Webhook(
            token=s.wechat_token,
            keyring=keyring,
            clock=self.clock,
            alarms=self.alarms,
            answer=self.answer,
            late=self._late,
            answer_seconds=self._answer_seconds,
        )
        self.webhook.mount(app)
        app.router.add_get("/healthz", self._healthz)

    async def _healthz(self, request: web.Request) -> web.Response:
        trouble = self.store.trouble
        works = not (trouble or self.store.stopped.is_set() or "tables" in self.alarms.raised)
        alarms = self.alarms.raised | ({"database": trouble} if trouble else {})
        state = {
            "ok": works,
            "waiting": self.store.waiting,
            "alarms": alarms,
            "refused": dict(self.webhook.refusals.counts),
            "sending": self.courier.state,
            **self.upkeep.figures(),
        }
        return web.json_response(state, status=200 if works else 503)

    # ---------------------------------------------------------------- the walk of one message

    async def answer(self, message: Message, signed: str, deadline: float | None) -> str:
        """The text to send, "" for none; by `deadline`, None for however long it takes.

        Raises TooLate when time is up (work that has begun goes on), NoAnswer when only silence is
        honest.
        """
        self.watch.agreed()
        if message.kind == "position":  # not stored, not answered
            return ""
        if deadline is None or message.kind in TELLING or self.webhook.asked_before(message.key):
            return await self._answered(message, signed, deadline)
        if not self.allowance.takes(message.openid):
            return TOO_MUCH if self.allowance.first_refusal(message.openid) else ""
        try:
            return await self._answered(message, signed, deadline)
        finally:
            self.allowance.done(message.openid)

    async def _answered(self, message: Message, signed: str, deadline: float | None) -> str:
        try:
            return await self._walk(message, signed, deadline)
        except Busy:
            return BUSY
        except OutOfTime as error:
            raise TooLate from error
        except (OutcomeUnknown, StoreClosed) as error:
            raise NoAnswer from error
        except inbox.Replayed:
            return ""
        except Unwritable as error:
            if message.kind not in ANSWERED:
                raise NoAnswer from error  # it tells of something: WeChat tells it again
            return await self._looked_up(message, deadline)
        except Exception:
            return self._failed(message)

    @staticmethod
    def _failed(message: Message) -> str:
        code = secrets.token_hex(2).upper()
        log.exception("failed: %s", message.kind, extra={"event": "message_failed", "code": code})
        return FAILED.format(code)

    async def _looked_up(self, message: Message, deadline: float | None) -> str:
        """Nothing can be stored now: what can be said all the same."""
        try:
            async with asyncio.timeout_at(deadline):
                return await self.looker.answer(message)
        except TimeoutError as error:
            raise TooLate from error
        except Exception:
            return self._failed(message)

    async def _walk(self, message: Message, signed: str, deadline: float | None) -> str:
        if deadline is not None and self.store.deadline(0) >= deadline:
            raise OutOfTime  # it waited too long already: nothing is done for it
        question = self.router.understanding.question(message)
        found = self._sought(message, question) if question else None
        text, stirred = await self._pass(message, signed, deadline, found, SEARCHES)
        self.looker.caught_up(message.openid)
        if stirred:
            self._wake()
        return text

    async def _pass(
        self,
        message: Message,
        signed: str,
        deadline: float | None,
        found: Found | None,
        searches: int,
    ) -> tuple[str, bool]:
        """One transaction, undone and passed again where something must be searched for first: an
        open dialogue made a question of it, or it asks back about an answer."""
        try:
            return await self.store.change(
                lambda tx: self._step(tx, message, signed, found), deadline=deadline
            )
        except NeedsSearch as need:
            if not searches:
                raise
            sought = self._sought(message, need.question)
        return await self._pass(message, signed, deadline, sought, searches - 1)

    def _sought(self, message: Message, question: str) -> Found:
        began = self._stopwatch()
        found = self.router.answers.search(question)
        self.allowance.charge(message.openid, self._stopwatch() - began)
        return found

    def _wake(self) -> None:
        self.schedule.wake()
        self.courier.wake()

    def _step(self, tx: Tx, message: Message, signed: str, found: Found | None) -> tuple[str, bool]:
        """Inside the transaction: contact, inbox, router, and the reply kept.

        Beside the text, whether something was scheduled or put into the outbox.
        """
        contacts.touch(tx, message)
        if signed:
            inbox.admit(tx, signed, message)
        situation = situations.find(tx, message)
        if situation.replied is not None:
            return situation.replied, False
        situation = self.looker.resumed(tx, situation)
        began = self._stopwatch()
        if message.kind == "unfollow" and situation.person.confirmed:
            offices.sleep(tx, situation.person.id)
        reply = self.router.reply(tx, situation.person, message, situation, found)
        self.allowance.charge(message.openid, self._stopwatch() - began)
        if situation.unshown:
            reply = outbox.with_digest(tx, message, reply)
        text = fit(leaving(reply.text))
        inbox.keep(tx, message, text)
        return text, tx.stirred

    async def _late(self, message: Message, text: str) -> None:
        """The last delivery went unanswered: what was stored goes out by another door."""
        await self.store.change(
            lambda tx: outbox.tell(tx, message.openid, text, "late"), urgent=True
        )
        self.courier.wake()
