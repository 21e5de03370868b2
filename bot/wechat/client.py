"""The API client: wechatpy's methods made asynchronous, with a token that is good.

wechatpy 1.8 blocks, repeats a refused call without end and refreshes in every task at once;
its `_request` is the one place all its API methods go through, so that is what is replaced.
"""

import json
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from wechatpy.client import WeChatClient
from wechatpy.constants import WeChatErrorCode

from bot.clock import Clock, milliseconds
from bot.store.engine import Store
from bot.wechat import answers
from bot.wechat.errors import Closed, NoToken, Unknown, WeChatError
from bot.wechat.tokens import Tokens

NOBODY = "oNobody"  # an openid no account has


class WeChat:
    """What the account can ask of WeChat. Raises the errors of bot.wechat.errors."""

    def __init__(
        self, appid: str, secret: str, base: str, store: Store | None, clock: Clock
    ) -> None:
        self._tokens = Tokens(appid, secret, base, store, clock)
        self._client = _AsyncClient(appid, secret, base, self._tokens)

    async def send_text(self, openid: str, text: str) -> None:
        """A customer-service message."""
        answer = await self._client.message.send_text(openid, text)
        if "errcode" not in answer:
            raise Unknown("an answer that does not say whether it was done")

    async def sign_in(self) -> None:
        """Get a token, as every call does."""
        await self._tokens.get()

    async def time(self) -> int | None:
        """WeChat's clock, milliseconds, by the Date of an answer; None if it has none."""
        base = self._client.API_BASE_URL
        async with answers.reaching(), self._tokens.http.get(base, allow_redirects=False) as answer:
            date = answer.headers.get("Date", "")
        try:
            return milliseconds(parsedate_to_datetime(date))
        except (ValueError, OverflowError):
            return None

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
        if not isinstance(found := answer.get("menu"), dict):
            raise Unknown("an answer without a menu")
        return found

    async def close(self) -> None:
        await self._tokens.close()


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
        except NoToken as error:
            another = await self._another(token, error)
        return await self._with_token(method, url, another, call)

    async def _another(self, refused: str, error: NoToken) -> str:
        """Another token; when there is none, the errcode that made it needed is still told."""
        try:
            return await self._tokens.get(refused=refused)
        except NoToken as none:
            raise NoToken(none.cause, none.code or error.code) from none

    async def _with_token(
        self, method: str, url: str, token: str, call: Mapping[str, Any]
    ) -> dict[str, Any]:
        params = {**(call.get("params") or {}), "access_token": token}
        data = call.get("data")
        return await answers.ask(self._tokens.http, method, url, params=params, data=data)


def _json(value: Any) -> bytes:
    # Raw UTF-8: WeChat shows \u escapes as they are.
    return json.dumps(value, ensure_ascii=False).encode()
