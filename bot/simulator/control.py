"""The control surface under /_sim/: people act, the clock moves, faults are switched."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from aiohttp import web

from bot.clock import moment
from bot.simulator.api import Api
from bot.simulator.crowd import Crowd
from bot.simulator.feed import Listener, News
from bot.simulator.passing import NextDue, Settle, pass_time
from bot.simulator.seen import Seen
from bot.simulator.users import NotFollowingError, User
from bot.simulator.world import World

Body = dict[str, Any]
UNITS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
KEEP_ALIVE_SECONDS = 20.0
LONGEST_ADVANCE_MS = 400 * 86400 * 1000


class Control:
    """The routes under /_sim/."""

    def __init__(
        self,
        world: World,
        crowd: Crowd,
        api: Api,
        settle: Settle | None,
        next_due: NextDue | None,
    ) -> None:
        self._world = world
        self._crowd = crowd
        self._api = api
        self._settle = settle
        self._next_due = next_due
        self._advancing = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/_sim/account", self._account),
            web.get("/_sim/people", self._people),
            web.post("/_sim/user/{openid}/{action}", self._act),
            web.get("/_sim/outbox", self._outbox),
            web.get("/_sim/history", self._history),
            web.get("/_sim/events", self._events),
            web.get("/_sim/clock", self._clock),
            web.post("/_sim/clock/advance", self._advance),
            web.post("/_sim/fault", self._fault),
            web.get("/_sim/rules", self._rules),
        ]

    # What the page and foreign clients read.

    async def _account(self, request: web.Request) -> web.Response:
        menu = self._api.menu or {"button": []}
        return reply({"name": self._world.account.name, "menu": menu})

    async def _people(self, request: web.Request) -> web.Response:
        return reply(await self._crowd.listed())

    async def _outbox(self, request: web.Request) -> web.Response:
        openid = _openid(request)
        user = self._crowd.met(openid)
        arrivals = [
            {"channel": each.channel, "text": each.text, "at": each.at, "left": each.left}
            for each in (user.arrivals if user else [])
        ]
        window = asdict(user.window) if user else {"open": False, "left": 0, "until": 0}
        return reply({"openid": openid, "window": window, "arrivals": arrivals})

    async def _history(self, request: web.Request) -> web.Response:
        """Both sides of a chat. Whoever is not on the list has yet to follow."""
        openid = _openid(request)
        known = await self._crowd.follower(openid)
        lines = [line.as_json() for line in self._world.feed.lines(openid)]
        following = known is not None and known.following
        return reply({"openid": openid, "following": following, "lines": lines})

    async def _rules(self, request: web.Request) -> web.Response:
        rules = self._world.rules
        log = [asdict(hit) for hit in rules.log]
        return reply(
            {
                "hits": dict(rules.hits),
                "broken": dict(rules.broken),
                "never_exercised": rules.never_exercised(),
                "log": log,
            }
        )

    # What people do.

    async def _act(self, request: web.Request) -> web.Response:
        user = self._crowd.user(request.match_info["openid"])
        body = await _json(request)
        try:
            action = _action(user, request.match_info["action"], body)
            return reply((await action).as_json())
        except KeyError as missing:
            raise _bad(f"{missing} is missing or unknown") from missing
        except NotFollowingError as stranger:
            raise web.HTTPConflict(text=f"{stranger} has unfollowed") from stranger

    # The clock and the faults.

    async def _clock(self, request: web.Request) -> web.Response:
        return reply(self._time())

    async def _advance(self, request: web.Request) -> web.Response:
        """Answers once everything that fell due has run, at its time."""
        body = await _json(request)
        try:
            forward = round(sum(UNITS[unit] * float(n) for unit, n in body.items()) * 1000)
        except (KeyError, TypeError, ValueError) as wrong:
            raise _bad(f"takes {', '.join(UNITS)}, each a number") from wrong
        if not 0 <= forward <= LONGEST_ADVANCE_MS:
            raise _bad("the clock moves forward, by 400 days at most")
        async with self._advancing:
            await pass_time(self._world, forward, self._settle, self._next_due)
        self._world.feed.tell(News("clock", self._time()))
        return reply(self._time())

    async def _fault(self, request: web.Request) -> web.Response:
        body = await _json(request)
        if body.pop("token_revoked", False):
            self._api.tokens.revoke()
        if body.get("key_rotate") and not self._world.account.aes_key_previous:
            raise _bad("the account has no previous key")
        try:
            for name, value in body.items():
                self._world.faults.change(name, value)
        except ValueError as wrong:
            raise _bad(str(wrong)) from wrong
        return reply(asdict(self._world.faults))

    def _time(self) -> Body:
        now = self._world.clock.now()
        return {"now": moment(now).isoformat(timespec="seconds"), "ms": now}

    # Server-sent events.

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Lines after number `after` at once, then whatever happens to these people."""
        openids = [each for each in request.query.get("openids", "").split(",") if each]
        after = request.query.get("after", "0")
        if not after.isdecimal():
            raise _bad("after is the number of a line")
        listener = self._world.feed.listen(openids, int(after))
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
        )
        try:
            await response.prepare(request)
            await self._stream(response, listener)
        except ConnectionError:  # the page was closed: nobody to tell
            return response
        finally:
            self._world.feed.forget(listener)
        return response

    async def _stream(self, response: web.StreamResponse, listener: Listener) -> None:
        await response.write(_sse(News("clock", self._time())))
        while True:
            try:
                async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                    news = await listener.queue.get()
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if news is None:
                return
            await response.write(_sse(news))


def _action(user: User, name: str, body: Body) -> Awaitable[Seen]:
    """Raise KeyError for an unknown action or a missing field."""
    actions: dict[str, Callable[[], Awaitable[Seen]]] = {
        "follow": lambda: user.follow(str(body.get("scene", ""))),
        "unfollow": user.unfollow,
        "text": lambda: user.says(str(body["text"])),
        "click": lambda: user.clicks(str(body["key"])),
        "scan": lambda: user.scans(str(body["scene"])),
        "view": lambda: user.views(str(body["url"])),
        "tap": lambda: user.taps(
            str(body["content"]), str(body.get("id", "")), link=bool(body.get("link"))
        ),
        "consent": lambda: user.decides(*_templates(body), consents=True),
        "refuse": lambda: user.decides(*_templates(body), consents=False),
        "voice": lambda: user.sends("voice", **_kept(body, recognition="Recognition")),
        "image": lambda: user.sends("image"),
        "location": lambda: user.sends(
            "location", **_kept(body, lat="Location_X", lon="Location_Y", label="Label")
        ),
        "pick_location": lambda: user.picks_location(
            str(body["key"]), float(body["lat"]), float(body["lon"]), str(body.get("label", ""))
        ),
        "pick_picture": lambda: user.picks_picture(str(body["key"])),
        "report": lambda: user.reports_location(float(body["lat"]), float(body["lon"])),
        "event": lambda: user.event(str(body["name"]), **dict(body.get("fields", {}))),
    }
    return actions[name]()


def _templates(body: Body) -> list[str]:
    """The ids of message templates; without any, one that is made up."""
    return [str(each) for each in body.get("templates", ["template-1"])]


def _kept(body: Body, **names: str) -> Body:
    """The given fields under WeChat's names for them."""
    return {names[name]: value for name, value in body.items() if name in names}


def reply(data: Any) -> web.Response:
    return web.json_response(data, dumps=lambda each: json.dumps(each, ensure_ascii=False))


def _sse(news: News) -> bytes:
    data = json.dumps(news.data, ensure_ascii=False)
    return f"event: {news.event}\ndata: {data}\n\n".encode()


def _openid(request: web.Request) -> str:
    openid = request.query.get("openid", "")
    if not openid:
        raise _bad("openid is missing")
    return openid


async def _json(request: web.Request) -> Body:
    if not (raw := await request.read()):
        return {}
    try:
        body = json.loads(raw)
    except ValueError as wrong:
        raise _bad("not JSON") from wrong
    if not isinstance(body, dict):
        raise _bad("not a JSON object")
    return body


def _bad(why: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=why)
