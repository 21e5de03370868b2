"""The simulator as a whole: what tests hold in their hands and what the demo mounts."""

from dataclasses import dataclass
from pathlib import Path
from secrets import randbelow
from typing import Any

import aiohttp
from aiohttp import web

from bot.clock import Clock
from bot.simulator.account import Account, Limits
from bot.simulator.api import Api
from bot.simulator.control import Control
from bot.simulator.crowd import Crowd, Listing
from bot.simulator.diary import Diary
from bot.simulator.hostile import Outcome, attack, attacks
from bot.simulator.passing import NextDue, Settle
from bot.simulator.pusher import HEADERS
from bot.simulator.users import User
from bot.simulator.world import World

PAGE = Path(__file__).parent / "page"
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
PAGE_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: https:",
}


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving the webhook's URL at the platform brought."""

    accepted: bool
    status: int | None
    body: bytes


class Simulator:
    """WeChat for one account. Call `close()`, or `mount()` it on an app that does so."""

    def __init__(
        self,
        account: Account,
        *,
        bot_url: str,
        clock: Clock,
        limits: Limits | None = None,
        people: Listing | None = None,
        settle: Settle | None = None,
        next_due: NextDue | None = None,
        menu: dict[str, Any] | None = None,
        diary: Diary | None = None,
    ) -> None:
        """With a diary, opened before, it goes on where it was."""
        self._world = World(account, bot_url, clock, limits or Limits(), diary or Diary())
        self._crowd = Crowd(self._world, people)
        self._api = Api(self._world, self._crowd, menu)
        self._control = Control(self._world, self._crowd, self._api, settle, next_due)
        self.account = account
        self.limits = self._world.limits
        self.faults = self._world.faults
        self.rules = self._world.rules
        self.wrap = self._world.envelope.wrap
        self.sign = self._world.envelope.sign
        self.revoke_tokens = self._api.tokens.revoke

    @property
    def bot_url(self) -> str:
        return self._world.pusher.bot_url

    @bot_url.setter
    def bot_url(self, url: str) -> None:
        self._world.pusher.bot_url = url

    @property
    def menu(self) -> dict[str, Any] | None:
        """What menu/create published last."""
        return self._api.menu

    def user(self, openid: str) -> User:
        return self._crowd.user(openid)

    def mount(self, app: web.Application) -> None:
        """The chat page, the control surface and the API double. Never in `serve`."""
        app.router.add_get("/simulator", _to_page)
        app.router.add_get("/simulator/{name:[a-z]*\\.?[a-z]*}", _page)
        app.router.add_routes(self._control.routes())
        app.router.add_routes(self._api.routes())
        app.on_shutdown.append(self._end_streams)
        app.on_cleanup.append(self._close_with)

    async def close(self) -> None:
        await self._world.pusher.close()
        self._world.diary.close()

    async def push_raw(
        self,
        body: bytes,
        query: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int | None, bytes]:
        """Post anything to the bot; None for the status when no answer came in time."""
        query = self.sign() if query is None else query
        answer = await self._world.pusher.post(body, query, HEADERS | (headers or {}))
        return answer.status, answer.body

    async def attack(self, openid: str) -> list[Outcome]:
        """Every hostile push, one after the other."""
        world = self._world
        return [await attack(world, each, openid) for each in attacks(world, openid)]

    async def replay(self, openid: str) -> tuple[int | None, bytes]:
        """The last push of this person once more, byte for byte."""
        self.rules.hit("A31", openid)
        push = self.user(openid).last_push
        return await self.push_raw(push.body, push.query)

    async def save_url(self) -> Saved:
        """What the platform does when the webhook's URL is entered: a GET with echostr."""
        echo = f"0{10**18 + randbelow(9 * 10**18)}"  # too long for a float, and a zero to lose
        try:
            status, body = await self._world.pusher.get(self.sign() | {"echostr": echo})
        except (TimeoutError, aiohttp.ClientError):
            self.rules.breach("A1", note="no answer")
            return Saved(False, None, b"")
        accepted = status == 200 and body == echo.encode()
        (self.rules.hit if accepted else self.rules.breach)("A1", note=f"HTTP {status}")
        return Saved(accepted, status, body)

    async def _end_streams(self, app: web.Application) -> None:
        self._world.feed.close()

    async def _close_with(self, app: web.Application) -> None:
        await self.close()


async def _to_page(request: web.Request) -> web.Response:
    raise web.HTTPFound("/simulator/")


async def _page(request: web.Request) -> web.Response:
    path = PAGE / (request.match_info["name"] or "index.html")
    if path.suffix not in TYPES or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(
        body=path.read_bytes(),
        content_type=TYPES[path.suffix],
        charset="utf-8",
        headers=PAGE_HEADERS,
    )
