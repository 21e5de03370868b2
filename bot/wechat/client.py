"""The API client: wechatpy's methods made asynchronous, one token refresh at a time.

wechatpy 1.8 blocks, repeats a refused call without end and refreshes in every task at once;
its `_request` is the one place all its API methods go through, so that is what is replaced.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from wechatpy.client import WeChatClient
from wechatpy.constants import WeChatErrorCode

from bot.clock import Clock, milliseconds
from bot.store.engine import Store
from bot.wechat.errors import TOKEN_REFUSED, Closed, Refused, Unknown, WeChatError, for_code

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=4)
NOBODY = "oNobody"  # an openid no account has
EARLY = 5 * 60_000  # milliseconds before its end at which a token is renewed


class WeChat:
    """What the account can ask of WeChat. Raises the errors of bot.wechat.errors."""

    def __init__(
        self, appid: str, secret: str, base: str, store: Store | None, clock: Clock
    ) -> None:
        self._tokens = Tokens(appid, secret, base, store, clock)
        self._client = _AsyncClient(appid, secret, base, self._tokens)

    async def send_text(self, openid: str, text: str) -> None:
        """A customer-service message."""
        await self._client.message.send_text(openid, text)

    async def sign_in(self) -> None:
        """Get a token, as every call does."""
        await self._tokens.get()

    async def time(self) -> int | None:
        """WeChat's clock, milliseconds, by the Date of an answer; None if it has none."""
        async with _reaching(), self._tokens.http.get(self._client.API_BASE_URL) as response:
            date = response.headers.get("Date")
        return milliseconds(parsedate_to_datetime(date)) if date else None

    async def try_message(self) -> None:
        """A customer-service message to an openid nobody has. Raises Forbidden if none may go."""
        try:
            await self.send_text(NOBODY, "在吗")
        except Closed:  # only who may send is told that the door is shut
            return
        except WeChatError as error:
            if error.code != WeChatErrorCode.INVALID_OPENID.value:
                raise

    async def publish_menu(self, menu: dict[str, Any]) -> None:
        await self._client.menu.create(menu)

    async def menu(self) -> dict[str, Any] | None:
        """What is published, None for nothing."""
        try:
            answer: dict[str, Any] = await self._client.get("menu/get")
        except WeChatError as error:
            if error.code == WeChatErrorCode.MENU_NO_EXIST.value:
                return None
            raise
        return dict(answer["menu"])

    async def close(self) -> None:
        await self._tokens.http.close()


class Tokens:
    """stable_token, kept in the store, or here without one; one refresh at a time."""

    def __init__(
        self, appid: str, secret: str, base: str, store: Store | None, clock: Clock
    ) -> None:
        self._appid = appid
        self._secret = secret
        self._url = f"{base.rstrip('/')}/cgi-bin/stable_token"
        self._store = store
        self._clock = clock
        self._own = ("", 0)  # without a store: the token, and when it ends
        self._one_at_a_time = asyncio.Lock()
        self.http = aiohttp.ClientSession(timeout=TIMEOUT)

    async def get(self, refused: str = "") -> str:
        """A token that is not the `refused` one."""
        async with self._one_at_a_time:
            value, expires_at = await self._kept()
            if expires_at - EARLY > self._clock.now() and value != refused:
                return value
            return await self._fetch(force=bool(refused))

    async def _kept(self) -> tuple[str, int]:
        """The token, and when it ends; 0 without one."""
        if self._store is None:
            return self._own
        row = await self._store.read(lambda tx: tx.row("token.find", appid=self._appid))
        return (str(row["value"]), int(row["expires_at"])) if row else ("", 0)

    async def _keep(self, value: str, expires_at: int) -> None:
        if self._store is None:
            self._own = (value, expires_at)
            return
        await self._store.change(
            lambda tx: tx.run("token.put", appid=self._appid, value=value, expires_at=expires_at),
            urgent=True,
        )

    async def _fetch(self, *, force: bool) -> str:
        body = {
            "grant_type": "client_credential",
            "appid": self._appid,
            "secret": self._secret,
            "force_refresh": force,
        }
        try:
            answer = await _call(self.http, "post", self._url, data=_json(body))
        except Unknown as error:  # fetching a token again does no harm
            raise Refused(f"token: {error}") from error
        value = str(answer["access_token"])
        await self._keep(value, self._clock.now() + int(answer["expires_in"]) * 1000)
        return value


class _AsyncClient(WeChatClient):  # type: ignore[misc]
    """wechatpy's client, every method of which now returns an awaitable."""

    def __init__(self, appid: str, secret: str, base: str, tokens: Tokens) -> None:
        super().__init__(appid, secret)
        self.API_BASE_URL = f"{base.rstrip('/')}/cgi-bin/"
        self._tokens = tokens

    async def _request(self, method: str, url_or_endpoint: str, **call: Any) -> dict[str, Any]:
        url = self.API_BASE_URL + url_or_endpoint.removeprefix(self.API_BASE_URL)
        if isinstance(call.get("data"), dict):
            call["data"] = _json(call["data"])
        token = await self._tokens.get()
        try:
            return await self._with_token(method, url, token, call)
        except WeChatError as error:
            if error.code not in TOKEN_REFUSED:
                raise
        token = await self._tokens.get(refused=token)
        return await self._with_token(method, url, token, call)

    async def _with_token(
        self, method: str, url: str, token: str, call: Mapping[str, Any]
    ) -> dict[str, Any]:
        params = {**(call.get("params") or {}), "access_token": token}
        return await _call(self._tokens.http, method, url, params=params, data=call.get("data"))


def _json(value: Any) -> bytes:
    # Raw UTF-8: WeChat shows \u escapes as they are.
    return json.dumps(value, ensure_ascii=False).encode()


async def _call(http: aiohttp.ClientSession, method: str, url: str, **call: Any) -> dict[str, Any]:
    async with _reaching(), http.request(method, url, **call) as response:
        body = await response.read()
        if response.status != 200:
            raise Unknown(f"HTTP {response.status}")
    return _answer(body)


@contextlib.asynccontextmanager
async def _reaching() -> AsyncIterator[None]:
    """The network's failures as ours."""
    try:
        yield
    except aiohttp.ClientConnectorError as error:  # nothing was sent
        raise Refused(f"no connection: {type(error).__name__}") from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise Unknown(type(error).__name__) from error


def _answer(body: bytes) -> dict[str, Any]:
    """The answer, whatever content type it came as."""
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise Unknown("an answer that is not JSON") from error
    if not isinstance(answer, dict):
        raise Unknown("an answer that is not an object")
    if code := int(answer.get("errcode") or 0):
        raise for_code(code, str(answer.get("errmsg", "")))
    return answer
