"""The double of api.weixin.qq.com: tokens, 客服 messages, the menu, uploads."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from email.utils import formatdate
from secrets import token_hex
from typing import Any

from aiohttp import BodyPartReader, web

from bot.simulator.crowd import Crowd
from bot.simulator.errors import ERRORS, ApiError
from bot.simulator.menu import as_told, check_menu
from bot.simulator.messages import message_content, parse_json
from bot.simulator.odd import ODD
from bot.simulator.tokens import DayCount, Tokens
from bot.simulator.users import SILENT_EVENTS, User
from bot.simulator.world import World

Answer = dict[str, Any]
Call = Callable[[web.Request], Awaitable[Answer]]
OK: Answer = {"errcode": 0, "errmsg": "ok"}
# Calls WeChat has and this double has not: as an account without the permission is told.
NOT_PERMITTED = (
    "message/template/",
    "message/subscribe/",
    "message/mass/",
    "user/",
    "tags/",
    "qrcode/",
    "draft/",
    "freepublish/",
    "material/",
    "ticket/",
)


class OddAnswer(Exception):
    """The call is answered with what a fault is switched to; `name` is its name there."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Api:
    """The routes under /cgi-bin/."""

    def __init__(self, world: World, crowd: Crowd, menu: Answer | None) -> None:
        self.menu = menu
        self._world = world
        self._crowd = crowd
        self._dice = random.Random()  # noqa: S311 - decides which calls fail
        self._sent_today = DayCount(world.clock)
        self.tokens = Tokens(world.clock, world.limits.old_token_seconds * 1000)

    def routes(self) -> list[web.RouteDef]:
        """Any method reaches a call, since the wrong one has an errcode of its own."""
        with_token: dict[str, tuple[str, Call]] = {
            "message/custom/send": ("POST", self._custom_send),
            "menu/create": ("POST", self._menu_create),
            "menu/get": ("GET", self._menu_get),
            "menu/delete": ("GET", self._menu_delete),
            "media/upload": ("POST", self._media_upload),
        }
        return [
            web.route("*", "/cgi-bin/token", self._answering(self._token)),
            web.route("*", "/cgi-bin/stable_token", self._answering(self._stable_token)),
            *(
                web.route("*", f"/cgi-bin/{path}", self._answering(self._checked(method, call)))
                for path, (method, call) in with_token.items()
            ),
            web.route("*", "/cgi-bin/{path:.*}", self._answering(self._unknown)),
        ]

    # Every call.

    def _answering(self, call: Call) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            if (failed := await self._network_fails(request)) is not None:
                return failed
            self._world.rules.hit("B10")
            try:
                if self._dice.random() < self._world.faults.minus_one:
                    raise ApiError(-1, "C20")
                return self._text(await call(request))
            except ApiError as error:
                return self._refused(error, request)
            except OddAnswer as odd:
                self._world.rules.hit("N2", note=odd.name)
                return await ODD[odd.name].send(request)
            except ConnectionResetError:  # the caller has hung up
                return web.Response()

        return answer

    async def _network_fails(self, request: web.Request) -> web.Response | None:
        """What happens to a call before WeChat knows of it, None for nothing."""
        faults, rules = self._world.faults, self._world.rules
        if faults.slow:
            rules.hit("N4")
            await asyncio.sleep(faults.slow)
        if faults.cut and request.transport is not None:
            faults.cut -= 1
            rules.hit("N1")
            request.transport.abort()
            return web.Response()
        if faults.http_500:
            faults.http_500 -= 1
            rules.hit("N3")
            return web.Response(status=500, text="<h1>500</h1>", content_type="text/html")
        return None

    def _checked(self, method: str, call: Call) -> Call:
        async def checked(request: web.Request) -> Answer:
            token = request.query.get("access_token", "")
            if code := self.tokens.refusal(token):
                early = code == 40001 and self.tokens.revoked_early(token)
                raise ApiError(code, "B8" if early else "B7")
            if self._world.faults.storm:
                raise ApiError(40001, "B12")
            if request.method != method:
                raise ApiError(43002 if method == "POST" else 43001, "C12")
            return await call(request)

        return checked

    def _refused(self, error: ApiError, request: web.Request) -> web.Response:
        if error.rule:
            self._world.rules.hit(error.rule, error.openid, str(error))
        words = ERRORS[error.code].format(ip=request.remote)
        rid = f"{self._world.seconds():08x}-{token_hex(4)}-{token_hex(4)}"
        return self._text({"errcode": error.code, "errmsg": f"{words} rid: {rid}"})

    def _text(self, answer: Answer) -> web.Response:
        """As text/plain, dated by WeChat's clock."""
        return web.Response(
            text=json.dumps(answer, ensure_ascii=False),
            content_type="text/plain",
            headers={"Date": formatdate(self._world.seconds(), usegmt=True)},
        )

    # Tokens.

    async def _token(self, request: web.Request) -> Answer:
        query = request.query
        self._check_caller(query.get("grant_type"), query.get("appid"), query.get("secret"))
        issued = self.tokens.plain()
        if issued is None:
            raise ApiError(45009, "B9")
        self._world.rules.hit("B3")
        return {"access_token": issued[0], "expires_in": issued[1]}

    async def _stable_token(self, request: web.Request) -> Answer:
        if request.method != "POST":
            raise ApiError(43002, "B6")
        asked = parse_json(await request.read()).fields
        self._check_caller(asked.get("grant_type"), asked.get("appid"), asked.get("secret"))
        force = asked.get("force_refresh") is True
        token, seconds = self.tokens.stable(force=force)
        self._world.rules.hit("B5" if force else "B4")
        return {"access_token": token, "expires_in": seconds}

    def _check_caller(self, grant_type: Any, appid: Any, secret: Any) -> None:
        if self._world.faults.ip_block:
            raise ApiError(40164, "B1")
        if self._world.faults.token_quota:
            raise ApiError(45009, "B9")
        if odd := self._world.faults.token_answer:
            raise OddAnswer(odd)
        if grant_type != "client_credential":
            raise ApiError(40002, "B2")
        account = self._world.account
        for given, right, missing, wrong in (
            (appid, account.appid, 41002, 40013),
            (secret, account.secret, 41004, 40125),
        ):
            if not given:
                raise ApiError(missing, "B2")
            if given != right:
                raise ApiError(wrong, "B2")

    # 客服 messages.

    async def _custom_send(self, request: web.Request) -> Answer:
        if not self._world.account.verified:
            raise ApiError(48001, "D16")
        parsed = parse_json(await request.read())
        openid = str(parsed.fields.get("touser", ""))
        user = await self._crowd.follower(openid)
        if user is None:
            raise ApiError(40003, "C7", openid)
        content = message_content(parsed.fields, self._world.account, self._world.media.knows)
        if self._sent_today.add() > self._world.faults.daily_sends:
            raise ApiError(45009, "C21", openid)
        self._take_window(user)
        if parsed.escaped:
            self._world.rules.breach("C11", openid, "the person sees the escapes")
        user.receives("客服", content)
        self._lose_answer(request, openid)
        if odd := self._world.faults.send_answer:
            raise OddAnswer(odd)
        return OK

    def _take_window(self, user: User) -> None:
        now = self._world.clock.now()
        if not user.windows.is_open(now):
            raise ApiError(45015, _closed_rule(user), user.openid)
        if not user.windows.take(now):
            raise ApiError(45047, "C2", user.openid)

    def _lose_answer(self, request: web.Request, openid: str) -> None:
        """With the fault `drop_reply` the caller never learns that the message arrived."""
        faults = self._world.faults
        if not faults.drop_reply or request.transport is None:
            return
        faults.drop_reply -= 1
        self._world.rules.hit("C22", openid)
        request.transport.abort()

    # Menu and media.

    def _check_menu_permission(self) -> None:
        """Every account but an unverified 订阅号 may set its menu."""
        account = self._world.account
        if account.kind == "subscription" and not account.verified:
            raise ApiError(48001, "D16")

    async def _menu_create(self, request: web.Request) -> Answer:
        self._check_menu_permission()
        menu = parse_json(await request.read()).fields
        check_menu(menu)
        self.menu = menu
        return OK

    async def _menu_get(self, request: web.Request) -> Answer:
        self._check_menu_permission()
        if self.menu is None:
            raise ApiError(46003, "D3")
        return {"menu": as_told(self.menu)}

    async def _menu_delete(self, request: web.Request) -> Answer:
        self._check_menu_permission()
        self.menu = None
        return OK

    async def _media_upload(self, request: web.Request) -> Answer:
        name, size = await _uploaded(request)
        kind = request.query.get("type", "")
        if code := self._world.media.refusal(kind, name, size):
            raise ApiError(code, "D9")
        media_id = self._world.media.keep()
        return {"type": kind, "media_id": media_id, "created_at": self._world.seconds()}

    async def _unknown(self, request: web.Request) -> Answer:
        permitted = not request.match_info["path"].startswith(NOT_PERMITTED)
        raise ApiError(40066 if permitted else 48001)


async def _uploaded(request: web.Request) -> tuple[str, int]:
    """Name and size of the file in the form field `media`."""
    if not request.content_type.startswith("multipart/"):
        raise ApiError(41005, "D9")
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name == "media":
            return part.filename or "", len(await part.read())
    raise ApiError(41005, "D9")


def _closed_rule(user: User) -> str:
    if not user.following:
        return "C6"
    if user.last_action in SILENT_EVENTS:
        return "C3"
    return "C4" if user.windows.tap.until > user.windows.message.until else "C1"
