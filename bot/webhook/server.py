"""The webhook: GET verification, and POST from the bytes of a push to the bytes of its reply."""

import asyncio
import os
import types
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Generator
from typing import NamedTuple
from urllib.parse import unquote_plus

from aiohttp import web

from bot.alarms import Alarms
from bot.clock import Clock
from bot.message import Message
from bot.webhook import pushes, xml
from bot.webhook.crypto import Forged, Keyring, MessageCipher, check, signature
from bot.webhook.lateness import Lateness
from bot.webhook.refusals import Refusals

BODY = 64 * 1024  # bytes of one push; WeChat's largest is some 3 KB
SKEW = 300  # seconds a timestamp may be off
BODY_SECONDS = 4.0  # a body that takes longer to arrive is no push of WeChat's
ANSWER_SECONDS = 4.5  # WeChat drops the connection after 5
TRIES = 3  # deliveries of one message, all in all
REMEMBERED = 10_000  # messages whose unanswered deliveries are counted
XML = "text/xml"

# (message, signed, deadline) -> the text to send, "" for `success`; raises NoAnswer. `signed` is set
# in plain mode only; the deadline is a moment of the loop's, None: however long it takes.
Answer = Callable[[Message, str, float | None], Awaitable[str]]
# The answer came too late for the last delivery: (message, text) has to go another way.
Late = Callable[[Message, str], Awaitable[None]]


class TooLarge(Exception):
    """A body no push of WeChat's has."""


class NoAnswer(Exception):
    """Nobody can say what happened: the connection is closed without an answer, so that WeChat
    asks again."""


class TooLate(NoAnswer):
    """No answer in time; the work goes on, if it had begun."""


class Signed(NamedTuple):
    """The signed part of a push's address."""

    signature: str
    message_signature: str
    timestamp: str
    nonce: str
    encrypted: bool

    @classmethod
    def of(cls, query: str) -> "Signed":
        given = dict(pair.partition("=")[::2] for pair in query.split("&"))
        if "%" in query or "+" in query:  # WeChat's own needs no unquoting
            given = {name: unquote_plus(value) for name, value in given.items()}
        return cls(
            given.get("signature", ""),
            given.get("msg_signature", ""),
            given.get("timestamp", ""),
            given.get("nonce", ""),
            given.get("encrypt_type", "raw") == "aes",
        )


class Webhook:
    def __init__(
        self,
        *,
        token: str,
        keyring: Keyring | None,  # None: plain mode
        clock: Clock,
        alarms: Alarms,
        answer: Answer,
        late: Late,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._token = token
        self._keyring = keyring
        self._clock = clock
        self._alarms = alarms
        self._answer = answer
        self._late = late
        self._answer_seconds = answer_seconds
        self.refusals = Refusals()
        self.lateness = Lateness()
        self._unanswered: OrderedDict[str, int] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    def mount(self, app: web.Application) -> None:
        app.router.add_get("/wechat", self.verify)
        app.router.add_post("/wechat", self.push)
        app.cleanup_ctx.append(self.lateness.watched)

    # ---------------------------------------------------------------- GET

    async def verify(self, request: web.Request) -> web.Response:
        """Saving the address in WeChat's console: echo `echostr` byte for byte."""
        signed = Signed.of(request.rel_url.raw_query_string)
        try:
            self._check_plainly(signed)
        except Forged as error:
            return self._refused(403, str(error))
        return web.Response(text=request.query.get("echostr", ""), content_type="text/plain")

    # ---------------------------------------------------------------- POST

    async def push(self, request: web.Request) -> web.Response:
        deadline = self.lateness.arrived() + self._answer_seconds
        signed = Signed.of(request.rel_url.raw_query_string)
        try:
            body = await self._body(request)
            await _abreast()
            if body[:1] == b"{":
                return self._json_push(signed)
            message, cipher = self._opened(signed, body)
        except Forged as error:
            return self._refused(403, str(error))
        except xml.Malformed as error:
            return self._refused(400, str(error))
        except ValueError:
            return self._refused(400, "malformed")
        except TimeoutError:
            return self._refused(408, "came too slowly")
        except TooLarge:
            return self._refused(413, "too large")
        except (ConnectionError, web.RequestPayloadError):  # they hung up in the middle
            return self._refused(400, "broken off")
        await _abreast()
        try:
            text = await self._in_time(
                message, "" if cipher else signed.timestamp + signed.nonce, deadline
            )
        except NoAnswer:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=503)
        response = self._response(message, text, cipher)
        await _abreast()
        return response

    def _refused(self, status: int, reason: str) -> web.Response:
        self.refusals.note(reason)
        return web.Response(status=status)

    @staticmethod
    async def _body(request: web.Request) -> bytes:
        if (request.content_length or 0) > BODY:
            raise TooLarge
        try:
            if request.content.is_eof():
                return await request.read()
            async with asyncio.timeout(BODY_SECONDS):
                return await request.read()
        except web.HTTPRequestEntityTooLarge:
            # Raised out of here it would hold the body until the next full garbage collection.
            raise TooLarge from None

    def _opened(self, signed: Signed, body: bytes) -> tuple[Message, MessageCipher | None]:
        """The believed message. With a key set nothing but an encrypted push is believed."""
        if self._keyring is None:
            if signed.encrypted:
                raise Forged("encrypted, in plain mode")
            self._check_plainly(signed)
            return pushes.message(xml.read(body), body), None
        if not signed.encrypted:
            raise Forged("plain, in safe mode")
        encrypted = self._encrypted(signed, xml.encrypted(body))
        self._check_time(signed.timestamp)
        inner, cipher = self._unlocked(self._keyring, encrypted)
        return pushes.message(xml.read(inner), inner), cipher

    def _encrypted(self, signed: Signed, as_sent: str) -> str:
        """The ciphertext, without blanks that stand around it: whether they are signed with it
        nobody has written down. Raises Forged."""
        encrypted = "".join(as_sent.split())
        parts = (self._token, signed.timestamp, signed.nonce)
        try:
            check(signed.message_signature, *parts, encrypted)
        except Forged:
            if as_sent == encrypted:
                raise
            check(signed.message_signature, *parts, as_sent)
        return encrypted

    def _unlocked(self, keyring: Keyring, encrypted: str) -> tuple[bytes, MessageCipher]:
        """Signed with our token, so from WeChat: when it does not open, our key is another one."""
        try:
            opened = keyring.open(encrypted)
        except Forged:
            self._alarms.raise_(
                "key",
                "a well signed push does not open: the AES key or appid is not that of the console",
            )
            raise
        self._alarms.clear("key")
        return opened

    def _check_plainly(self, signed: Signed) -> None:
        """What is not encrypted: the signature of its address. Raises Forged."""
        check(signed.signature, self._token, signed.timestamp, signed.nonce)
        self._check_time(signed.timestamp)

    def _check_time(self, timestamp: str) -> None:
        """Well signed but old is a replay, or our clock is off: refuse it, and say so."""
        seconds = int(timestamp) if timestamp.isdecimal() and len(timestamp) < 12 else 0
        skew = seconds - self._clock.now() // 1000
        if abs(skew) > SKEW:
            self._alarms.raise_(
                "clock",
                f"a well signed push is {skew} s off: an old one sent again, or this clock is wrong",
            )
            raise Forged("timestamp")
        self._alarms.clear("clock")

    def _json_push(self, signed: Signed) -> web.Response:
        self._check_plainly(signed)
        self._alarms.raise_("json", "WeChat pushes JSON: choose XML as data format in its console")
        return _success()

    # ---------------------------------------------------------------- in time, or not at all

    async def _in_time(self, message: Message, signed: str, deadline: float) -> str:
        """The reply, within WeChat's limit. Work that has begun goes on when its time is up."""
        try:
            return await self._answer(message, signed, deadline)
        except NoAnswer as error:
            if self._count(message.key) < TRIES or not isinstance(error, TooLate):
                raise
        task = asyncio.ensure_future(self._hand_over(message, signed))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return ""

    async def _hand_over(self, message: Message, signed: str) -> None:
        """Nobody asks again: ask once more ourselves, and have the answer sent another way."""
        try:
            text = await self._answer(message, signed, None)
        except NoAnswer:  # the store is gone, which it has said itself
            return
        if text:
            await self._late(message, text)

    def asked_before(self, key: str) -> bool:
        """Whether an earlier delivery of this message has gone unanswered."""
        return key in self._unanswered

    def _count(self, key: str) -> int:
        """How many deliveries of this message have gone unanswered."""
        unanswered = self._unanswered[key] = self._unanswered.pop(key, 0) + 1
        if len(self._unanswered) > REMEMBERED:
            self._unanswered.popitem(last=False)
        return unanswered

    # ---------------------------------------------------------------- out

    def _response(self, message: Message, text: str, cipher: MessageCipher | None) -> web.Response:
        if not text:
            return _success()
        seconds = self._clock.now() // 1000
        body = xml.text_reply(message.openid, message.account, seconds, text)
        if cipher is not None:
            timestamp, nonce = str(seconds), os.urandom(5).hex()
            encrypted = cipher.encrypt(body)
            signed = signature(self._token, timestamp, nonce, encrypted)
            body = xml.envelope(encrypted, signed, timestamp, nonce)
        return web.Response(body=body, content_type=XML)


@types.coroutine
def _abreast() -> Generator[None]:
    """Let those that came in the same turn of the loop catch up: each step is then done for all
    of them before the next, while the processor still has it at hand."""
    yield  # as asyncio.sleep(0) does, two calls deeper


def _success() -> web.Response:
    return web.Response(text="success", content_type="text/plain")
