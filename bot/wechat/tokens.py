"""Access tokens: one for all hosts, kept in the store; one renewal at a time, forced but rarely."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.store.engine import Store
from bot.store.tx import Tx
from bot.wechat import answers
from bot.wechat.errors import Forbidden, NotDone, NoToken, WeChatError

EARLY = 5 * 60_000  # milliseconds before its end at which a token is renewed
YOUNG = 30_000  # milliseconds for which one that ends soon is not renewed again
# WeChat renews a token that is still good only so often; more is answered with the old one.
FORCED_APART = 30_000  # milliseconds
FORCED_A_DAY = 20


@dataclass(frozen=True, slots=True)
class Token:
    value: str = ""
    expires_at: int = 0
    fetched_at: int = 0

    def good(self, now: int) -> bool:
        soon = now >= self.expires_at - EARLY and now >= self.fetched_at + YOUNG
        return now < self.expires_at and not soon


class Tokens:
    """stable_token, kept in the store, or here without one."""

    def __init__(
        self, appid: str, secret: str, base: str, store: Store | None, clock: Clock
    ) -> None:
        self._appid = appid
        self._secret = secret
        self._url = f"{base.rstrip('/')}/cgi-bin/stable_token"
        self._store = store
        self._clock = clock
        self._own = Token()  # without a store
        self._renewal: asyncio.Task[str] | None = None
        self.http = answers.session()

    async def get(self, refused: str = "") -> str:
        """A token that is not the `refused` one. Raises Forbidden or NotDone.

        Whoever asks while one is being fetched gets that one, or hears why there is none.
        """
        kept = await self._kept()
        if kept.good(self._clock.now()) and kept.value != refused:
            return kept.value
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renewed(refused))
        return await asyncio.shield(self._renewal)

    async def close(self) -> None:
        if self._renewal is not None:
            self._renewal.cancel()
        await self.http.close()

    async def _renewed(self, refused: str) -> str:
        """WeChat's present token; a new one by force only when that is the refused one."""
        kept = await self._kept()  # again: another renewal may have ended since it was looked at
        if kept.good(self._clock.now()) and kept.value != refused:
            return kept.value
        value = await self._fetched(force=False)
        if value != refused:
            return value
        if not await self._may_force():
            raise NoToken("WeChat refuses the token it gives, and may not yet be asked for another")
        return await self._fetched(force=True)

    # ---------------------------------------------------------------- what is kept

    async def _kept(self) -> Token:
        if self._store is None:
            return self._own
        row = await self._store.read(lambda tx: tx.row("token.find", appid=self._appid))
        return Token(*row) if row else Token()

    async def _keep(self, value: str, seconds: int) -> None:
        now = self._clock.now()
        self._own = Token(value, now + seconds * 1000, now)
        kept = {"appid": self._appid, "value": value, "expires_at": self._own.expires_at}
        if self._store is not None:
            await self._store.change(lambda tx: tx.run("token.put", **kept), urgent=True)

    async def _may_force(self) -> bool:
        """Counted before it is asked for, and over all hosts; a command alone never forces."""
        return self._store is not None and await self._store.change(self._force, urgent=True)

    def _force(self, tx: Tx) -> bool:
        granted = tx.run(
            "token.force",
            appid=self._appid,
            before=tx.now - FORCED_APART,
            day=self._clock.today().toordinal(),
            most=FORCED_A_DAY,
        )
        return granted > 0

    # ---------------------------------------------------------------- asking for one

    async def _fetched(self, *, force: bool) -> str:
        body = {
            "grant_type": "client_credential",
            "appid": self._appid,
            "secret": self._secret,
            "force_refresh": force,
        }
        try:
            answer = await answers.ask(self.http, "post", self._url, json=body)
            value, seconds = _token_in(answer)
        except (Forbidden, NotDone):
            raise
        except WeChatError as error:  # fetching a token again does no harm
            raise NoToken(f"token: {error.cause}", error.code) from error
        await self._keep(value, seconds)
        return value


def _token_in(answer: dict[str, Any]) -> tuple[str, int]:
    """The token and its seconds."""
    value, seconds = answer.get("access_token"), answer.get("expires_in")
    if not isinstance(value, str) or not value or not (value.isascii() and value.isprintable()):
        raise NoToken("an answer without a token")
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 < seconds < 10**6:
        raise NoToken("a token without its seconds")
    return value, seconds
