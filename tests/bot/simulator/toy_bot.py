"""A bot of a few lines, right or wrong as a test wants it, and a WeChat that talks to it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import aiohttp
import xmltodict
from aiohttp import web
from aiohttp.test_utils import TestServer
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, InvalidSignatureException
from wechatpy.utils import check_signature

from bot.clock import ZONE, Clock
from bot.simulator import Account, Diary, Limits, Simulator

ACCOUNT = Account(
    token="demotoken",
    appid="wx1234567890abcdef",
    secret="s" * 32,
    aes_key="k" * 42 + "A",
    aes_key_previous="p" * 42 + "A",
    original_id="gh_0123456789ab",
)
START = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)
Fields = dict[str, Any]
Speak = Callable[[Fields], Awaitable[str] | str]


def text(incoming: Fields, words: str, **wrong: str) -> str:
    """A text reply; `wrong` replaces fields."""
    fields = {
        "ToUserName": incoming["FromUserName"],
        "FromUserName": incoming["ToUserName"],
        "CreateTime": incoming["CreateTime"],
        "MsgType": "text",
        "Content": words,
    } | wrong
    inner = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in fields.items())
    return f"<xml>{inner}</xml>"


def echo(incoming: Fields) -> str:
    said = incoming.get("Content") or incoming.get("EventKey") or incoming.get("Event") or "?"
    return text(incoming, f"收到：{said}".replace("]]>", "]]]]><![CDATA[>"))


class ToyBot:
    """Right in everything; `speak` is what it says, the switches are what it does wrong."""

    def __init__(self, speak: Speak = echo, account: Account = ACCOUNT) -> None:
        self.speak = speak
        self.account = account
        self.received: list[Fields] = []
        self.queries: list[dict[str, str]] = []
        self.encrypts = True
        self.checks = True
        self.echo_suffix = ""
        self.wrap_reply: Callable[[str], str] = str
        self.reply_key = ""
        self.reply_appid = account.appid

    async def get(self, request: web.Request) -> web.Response:
        return web.Response(text=request.query["echostr"] + self.echo_suffix)

    async def post(self, request: web.Request) -> web.Response:
        query = request.query
        body = await request.read()
        try:
            fields, crypto = self.open(body, dict(query))
        except (InvalidSignatureException, InvalidAppIdException, PermissionError):
            return web.Response(status=403)
        except Exception:  # whatever a hostile body does to wechatpy and expat
            return web.Response(text="success")
        self.received.append(fields)
        self.queries.append(dict(query))
        if not isinstance(fields, dict) or "FromUserName" not in fields:
            return web.Response(text="success")
        said = self.speak(fields)
        words = said if isinstance(said, str) else await said
        if words.startswith("<xml>") and self.encrypts and crypto is not None:
            crypto._id = self.reply_appid
            words = self.wrap_reply(
                crypto.encrypt_message(words, query["nonce"], query["timestamp"])
            )
        return web.Response(text=words)

    def open(self, body: bytes, query: dict[str, str]) -> tuple[Fields, WeChatCrypto | None]:
        if self.checks and abs(int(query["timestamp"]) - self.now()) > 300:
            raise PermissionError
        if "msg_signature" not in query:
            if self.checks and self.account.mode == "safe":
                raise PermissionError
            if self.checks:
                check_signature(
                    self.account.token, query["signature"], query["timestamp"], query["nonce"]
                )
            return xmltodict.parse(body)["xml"], None
        return self.decrypted(body, query)

    def decrypted(self, body: bytes, query: dict[str, str]) -> tuple[Fields, WeChatCrypto]:
        wrong: Exception = InvalidSignatureException()
        for key in (self.account.aes_key, self.account.aes_key_previous):
            crypto = WeChatCrypto(self.account.token, key, self.account.appid)
            try:
                clear = crypto.decrypt_message(
                    body, query["msg_signature"], query["timestamp"], query["nonce"]
                )
            except (InvalidSignatureException, InvalidAppIdException) as error:
                raise error
            except Exception as error:
                wrong = error
                continue
            answering = WeChatCrypto(self.account.token, self.reply_key or key, self.account.appid)
            return xmltodict.parse(clear)["xml"], answering
        raise PermissionError from wrong

    def now(self) -> int:
        return self.clock.now() // 1000

    clock: Clock


class Stage:
    """A simulator, a bot, and a client for the simulator's own routes."""

    def __init__(self, simulator: Simulator, bot: ToyBot, clock: Clock, server: TestServer) -> None:
        self.simulator = simulator
        self.bot = bot
        self.clock = clock
        self.server = server
        self.session = aiohttp.ClientSession()

    def wait(self, **units: float) -> None:
        seconds = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
        self.clock.advance(round(sum(seconds[unit] * n for unit, n in units.items()) * 1000))

    async def call(self, method: str, path: str, **options: Any) -> Any:
        url = self.server.make_url(path)
        async with self.session.request(method, url, **options) as answer:
            return await answer.json(content_type=None)

    async def token(self, **wrong: Any) -> dict[str, Any]:
        asked = {
            "grant_type": "client_credential",
            "appid": ACCOUNT.appid,
            "secret": ACCOUNT.secret,
        } | wrong
        return await self.call("POST", "/cgi-bin/stable_token", data=json.dumps(asked))

    async def custom(self, openid: str, words: str = "", **message: Any) -> dict[str, Any]:
        fields = message or {"msgtype": "text", "text": {"content": words}}
        return await self.api(
            "message/custom/send",
            json.dumps({"touser": openid} | fields, ensure_ascii=False).encode(),
        )

    async def api(self, path: str, body: bytes, method: str = "POST") -> dict[str, Any]:
        token = (await self.token())["access_token"]
        return await self.call(method, f"/cgi-bin/{path}?access_token={token}", data=body)


@asynccontextmanager
async def stage(
    speak: Speak = echo,
    *,
    account: Account = ACCOUNT,
    people: Any = None,
    settle: Any = None,
    menu: Any = None,
    clock: Clock | None = None,
    diary: Diary | None = None,
    **limits: Any,
) -> AsyncIterator[Stage]:
    clock = clock or Clock(START)
    bot = ToyBot(speak, account)
    bot.clock = clock
    simulator = Simulator(
        account,
        bot_url="",
        clock=clock,
        limits=Limits(**{"reply_seconds": 0.3} | limits),
        people=people,
        settle=settle,
        menu=menu,
        diary=diary,
    )
    app = web.Application()
    app.router.add_get("/wechat", bot.get)
    app.router.add_post("/wechat", bot.post)
    simulator.mount(app)
    async with TestServer(app) as server:
        simulator.bot_url = str(server.make_url("/wechat"))
        on = Stage(simulator, bot, clock, server)
        try:
            yield on
        finally:
            await on.session.close()


def plain_account(mode: str) -> Account:
    return replace(ACCOUNT, mode=mode)


def run(test: Callable[[], Awaitable[None]]) -> Callable[[], None]:
    """A coroutine as a test, without a plugin."""

    def runner() -> None:
        asyncio.run(test())

    runner.__name__ = test.__name__
    runner.__doc__ = test.__doc__
    return runner
