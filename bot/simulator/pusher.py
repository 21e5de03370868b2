"""Delivers a push over HTTP: the reply limit, the retries, what became of each try."""

import asyncio
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import aiohttp
from yarl import URL

from bot.simulator.account import Faults, Limits
from bot.simulator.rules import RuleLog
from bot.simulator.wire import Push

Ended = Literal["answered", "timeout", "closed", "refused"]
HEADERS = {"User-Agent": "Mozilla/4.0", "Content-Type": "text/xml", "Accept": "*/*"}


@dataclass(frozen=True, slots=True)
class Try:
    """One delivery. Without a status the bot said nothing in time, or closed the connection."""

    status: int | None
    seconds: float
    body_bytes: int
    ended: Ended
    body: bytes = field(repr=False, default=b"")


@dataclass(frozen=True, slots=True)
class Delivery:
    """All tries of one message, and the last push, which the last try answered."""

    tries: tuple[Try, ...]
    push: Push


class Pusher:
    """Posts to the bot. `bot_url` may be set late, when its port is known."""

    def __init__(self, bot_url: str, limits: Limits, faults: Faults, rules: RuleLog) -> None:
        self.bot_url = bot_url
        self._limits = limits
        self._faults = faults
        self._rules = rules
        self._dice = random.Random()  # noqa: S311 - only shuffles pushes
        self._session: aiohttp.ClientSession | None = None

    async def deliver(self, seal: Callable[[], Push], openid: str) -> Delivery:
        await asyncio.sleep(self._dice.uniform(0, self._faults.shuffle_seconds))
        push = seal()
        tries = [await self._pushed(push, openid)]
        while len(tries) < self._limits.tries and self._asks_again(tries[-1]):
            await asyncio.sleep(self._limits.retry_pause)
            push = push if self._limits.same_nonce_on_retry else seal()
            self._note_retry(tries[-1], openid)
            tries.append(await self._pushed(push, openid))
        self._note_end(tries, openid)
        return Delivery(tuple(tries), push)

    async def post(self, body: bytes, query: dict[str, str], headers: dict[str, str]) -> Try:
        """One POST, whatever it holds, within the reply limit."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        url = URL(self.bot_url).update_query(query)
        status: int | None = None
        answer = b""
        ended: Ended = "answered"
        try:
            async with (
                asyncio.timeout(self._limits.reply_seconds),
                self._client().post(
                    url, data=io.BytesIO(body), headers=headers, allow_redirects=False
                ) as response,
            ):
                answer = await response.read()
                status = response.status
        except TimeoutError:
            ended = "timeout"
        except aiohttp.ClientConnectorError:
            ended = "refused"
        except aiohttp.ClientError:
            ended = "closed"
        return Try(status, loop.time() - began, len(answer), ended, answer)

    async def get(self, query: dict[str, str]) -> tuple[int, bytes]:
        """The GET with which the platform checks a URL; TimeoutError when the bot is too slow."""
        url = URL(self.bot_url).update_query(query)
        async with (
            asyncio.timeout(self._limits.reply_seconds),
            self._client().get(url, allow_redirects=False) as response,
        ):
            return response.status, await response.read()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _pushed(self, push: Push, openid: str) -> Try:
        self._rules.hit("A2", openid)
        if push.mode != "safe":
            self._rules.hit("A4", openid, push.mode)
        if push.pad > 16:
            self._rules.hit("A6", openid, f"pad {push.pad}")
        return await self.post(push.body, push.query, HEADERS)

    def _asks_again(self, last: Try) -> bool:
        if last.status == 200:
            return False
        return last.ended == "timeout" or self._limits.retry_errors

    def _note_retry(self, last: Try, openid: str) -> None:
        self._rules.hit("A11", openid)
        if last.ended == "timeout":
            self._rules.hit("A12", openid)

    def _note_end(self, tries: list[Try], openid: str) -> None:
        late = [each for each in tries if each.ended == "timeout"]
        if late:
            self._rules.hit("A10", openid, f"{len(late)} of {len(tries)} tries too late")
        if late and tries[-1].status == 200:
            self._rules.hit("A13", openid)

    def _client(self) -> aiohttp.ClientSession:
        """Made on first use, inside the running loop; no keep-alive, as WeChat's pushes."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, force_close=True)
            timeout = aiohttp.ClientTimeout(total=None)
            self._session = aiohttp.ClientSession(connector=connector, timeout=timeout)
        return self._session
