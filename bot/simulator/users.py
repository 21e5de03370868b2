"""A person with WeChat in hand: what they do becomes a push, what comes back becomes a bubble."""

import asyncio
import re
from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any, Literal, cast

from bot.simulator.content import Content, text_content
from bot.simulator.feed import News
from bot.simulator.pusher import Delivery, Try
from bot.simulator.replies import FAILURE_TEXT, BadReply
from bot.simulator.samples import SAMPLES, bubble
from bot.simulator.seen import Arrival, Channel, Seen, WindowState
from bot.simulator.windows import Windows
from bot.simulator.wire import Push
from bot.simulator.world import World

# Emoji and other four-byte characters, zero-width ones, what XML cannot carry, markup, the old face
# codes.
_AWKWARD = re.compile(
    "[\U00010000-\U0010ffff\u200b-\u200f\ufeff]|[^\t\n\r\x20-\ud7ff\ue000-\ufffd]|\\]\\]>|[<>&]|/:"
)
_LONG_TEXT = 2000
# Nothing the bot answers to these is shown, not even that it failed.
SILENT_EVENTS = {"unsubscribe": "A20", "LOCATION": "A25", "VIEW": "A26", "view_miniprogram": "A26"}
TAP_EVENTS = {"subscribe", "SCAN", "CLICK", "scancode_push", "scancode_waitmsg"}


class NotFollowingError(Exception):
    """Who has unfollowed cannot write."""


class User:
    """One openid. Counts as a follower until it unfollows, even if it never followed here."""

    def __init__(self, openid: str, world: World) -> None:
        self.openid = openid
        self.arrivals: list[Arrival] = []
        self.windows = Windows()
        self.following = True
        self.last_action = ""
        self.last_push = Push(b"", {}, world.account.mode)
        self._world = world
        self._entered = False
        self._left_before = False
        self._in_flight = 0
        self._events: tuple[int, set[tuple[str, str]]] = (0, set())
        self._arrived = asyncio.Event()

    def recall(self) -> None:
        """Before a restart they said and saw what the feed and the diary have kept."""
        for line in self._world.feed.lines(self.openid):
            if line.by == "user":
                self.windows.after_message(line.at)
                continue
            if line.channel == "客服":
                self.windows.take(line.at)
            self._note_arrival(cast(Channel, line.channel), line.content, line.at)
        self.following = self._world.diary.following.get(self.openid, True)
        self._left_before = not self.following
        self._entered = True

    # What a person can do.

    async def follow(self, scene: str = "") -> Seen:
        if self.following and self._entered and scene:
            return await self.scans(scene)
        if self._left_before:
            self._hit("A21")
        self._set_following(True)
        if not scene:
            return await self.event("subscribe", EventKey="")
        self._hit("A19", "subscribe")
        return await self.event("subscribe", EventKey=f"qrscene_{scene}", Ticket=_ticket())

    async def unfollow(self) -> Seen:
        self._set_following(False)
        self._left_before = True
        self.windows.close()
        return await self.event("unsubscribe", EventKey="")

    async def says(self, text: str, **extra: Any) -> Seen:
        if _AWKWARD.search(text) or not text.strip() or len(text) > _LONG_TEXT:
            self._hit("A22")
        return await self._message("text", {"Content": text} | extra, _typed(text))

    async def clicks(self, key: str) -> Seen:
        """A menu button of type click."""
        return await self.event("CLICK", EventKey=key)

    async def scans(self, scene: str) -> Seen:
        """A QR code with a scene; who does not follow yet follows through it."""
        if not self.following:
            return await self.follow(scene)
        self._hit("A19", "SCAN")
        return await self.event("SCAN", EventKey=scene, Ticket=_ticket())

    async def taps(self, content: str, menu_id: str, *, link: bool = False) -> Seen:
        """A msgmenu entry, or with `link` a bizmsgmenu link in a text."""
        self._hit("A34" if link else "A24")
        fields = {"Content": content, "bizmsgmenuid": menu_id}
        return await self._message("text", fields, _typed(content), tapped=True)

    async def sends(self, kind: str, **fields: Any) -> Seen:
        """image, voice, video, shortvideo, location, link, file, unsupported; fields override."""
        values = SAMPLES[kind] | fields
        if kind in ("image", "file", "unsupported") or (
            kind == "voice" and not values.get("Recognition")
        ):
            self._hit("A23", kind)
        sent_as = "text" if kind == "unsupported" else kind
        return await self._message(sent_as, values, bubble(kind, values))

    async def reports_location(self, lat: float, lon: float) -> Seen:
        """The LOCATION event, which the phone sends of itself."""
        return await self.event("LOCATION", Latitude=lat, Longitude=lon, Precision=30.0)

    async def views(self, url: str) -> Seen:
        return await self.event("VIEW", EventKey=url, MenuId=424242)

    async def picks_location(self, key: str, lat: float, lon: float, label: str = "") -> Seen:
        """A location_select button: the event, then the location as a message, which counts."""
        place = {"Location_X": lat, "Location_Y": lon, "Scale": 16, "Label": label}
        self._hit("A27", "location_select")
        await self.event(
            "location_select", EventKey=key, SendLocationInfo=place | {"Poiname": label}
        )
        return await self.sends("location", **place)

    async def picks_picture(self, key: str, event: str = "pic_photo_or_album") -> Seen:
        """A picture button: the event, then the picture as a message, which counts."""
        pictures = {"Count": 1, "PicList": [{"PicMd5Sum": "5a75aaca956d97be686719218f275c6b"}]}
        self._hit("A27", event)
        await self.event(event, EventKey=key, SendPicsInfo=pictures)
        return await self.sends("image")

    async def decides(self, *templates: str, consents: bool) -> Seen:
        """Allows or refuses the account notices of these templates, where it was asked to."""
        said = {"SubscribeStatusString": "accept" if consents else "reject", "PopupScene": "1"}
        decided = {"List": [{"TemplateId": each} | said for each in templates]}
        self._hit("A28", f"a list of {len(templates)}")
        return await self.event("subscribe_msg_popup_event", SubscribeMsgPopupEvent=decided)

    async def event(self, name: str, **fields: Any) -> Seen:
        """Any event; those that are interactions open the short window."""
        if name != "unsubscribe":
            self._require_following()
        values = {"MsgType": "event", "Event": name} | fields
        if name in TAP_EVENTS and self.windows.after_tap(self._now()):
            self._hit("C5")
        self.last_action = name
        self._note_second(name, str(fields.get("EventKey", "")))
        seen = await self._pushed(self._envelope_of(values), silent=SILENT_EVENTS.get(name, ""))
        if name.endswith("JOBFINISH"):
            return Seen("nothing", "", seen.tries, seen.reply, seen.why)
        return seen

    # What reaches them.

    @property
    def window(self) -> WindowState:
        now = self._now()
        windows = self.windows
        return WindowState(windows.is_open(now), windows.left(now), windows.until(now))

    def receives(self, channel: Literal["reply", "客服"], content: Content) -> None:
        self._arrive(channel, content)

    async def arrival(self, index: int, seconds: float = 2.0) -> Arrival:
        """The arrival with this index, waited for in real time; TimeoutError if none comes."""
        async with asyncio.timeout(seconds):
            while len(self.arrivals) <= index:
                self._arrived.clear()
                await self._arrived.wait()
        return self.arrivals[index]

    # How it goes over the wire.

    async def _message(
        self, kind: str, fields: Mapping[str, Any], shown: Content, *, tapped: bool = False
    ) -> Seen:
        self._require_following()
        now = self._now()
        again = self.windows.after_tap(now) if tapped else self.windows.after_message(now)
        if again:
            self._hit("C5")
        self.last_action = kind
        self._world.feed.add(self.openid, "user", now, "", shown)
        ids = {"MsgId": self._world.next_message_id()}
        return await self._pushed(self._envelope_of({"MsgType": kind} | dict(fields) | ids))

    def _envelope_of(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        head = {
            "ToUserName": self._world.account.original_id,
            "FromUserName": self.openid,
            "CreateTime": self._world.seconds(),
        }
        return head | dict(fields)

    async def _pushed(self, fields: dict[str, Any], *, silent: str = "") -> Seen:
        world = self._world
        if self._in_flight:
            self._hit("A18")
        if world.faults.key_rotate:
            self._hit("A7")
        if world.faults.json_mode:
            self._hit("A29")
        self._in_flight += 1
        try:
            delivery = await world.pusher.deliver(lambda: world.envelope.seal(fields), self.openid)
        finally:
            self._in_flight -= 1
        self.last_push = delivery.push
        seen = self._read(delivery, after_message=fields["MsgType"] != "event")
        if silent:
            self._hit(silent)
            return Seen("nothing", "", seen.tries, seen.reply, seen.why)
        self._show(seen)
        return seen

    def _read(self, delivery: Delivery, *, after_message: bool) -> Seen:
        tries, last = delivery.tries, delivery.tries[-1]
        try:
            if last.status != 200:
                raise _no_answer(tries)
            answer = self._world.reader.read(
                last.body, delivery.push, self.openid, after_message=after_message
            )
        except BadReply as bad:
            self._world.rules.breach(bad.rule, self.openid, bad.why)
            why = f"{bad.rule}: {bad.why}"
            return Seen("failure_text", FAILURE_TEXT, tries, {}, why)
        if answer.content is None:
            return Seen("nothing", "", tries, answer.fields)
        return Seen("chat", answer.content.text, tries, answer.fields, content=answer.content)

    def _show(self, seen: Seen) -> None:
        if seen.content is not None:
            self._arrive("reply", seen.content)
        elif seen.kind == "failure_text":
            self._arrive("系统", text_content(FAILURE_TEXT))

    def _arrive(self, channel: Channel, content: Content) -> None:
        now = self._now()
        self._note_arrival(channel, content, now)
        by: Literal["system", "account"] = "system" if channel == "系统" else "account"
        self._world.feed.add(self.openid, by, now, channel, content)
        self._arrived.set()

    def _note_arrival(self, channel: Channel, content: Content, at: int) -> None:
        left = self.windows.left(at)
        self.arrivals.append(Arrival(channel, content.text, at, left, content))

    # Small matters.

    def _note_second(self, name: str, key: str) -> None:
        second, seen = self._events
        now = self._world.seconds()
        seen = seen if second == now else set()
        if seen and (name, key) not in seen:
            self._hit("A17")
        self._events = (now, seen | {(name, key)})

    def _require_following(self) -> None:
        if not self.following:
            raise NotFollowingError(self.openid)

    def _set_following(self, following: bool) -> None:
        self.following = following
        self._entered = self._entered or following
        self._world.diary.note_following(self.openid, following)
        data = {"openid": self.openid, "following": following}
        self._world.feed.tell(News("following", data), self.openid)

    def _now(self) -> int:
        return self._world.clock.now()

    def _hit(self, rule: str, note: str = "") -> None:
        self._world.rules.hit(rule, self.openid, note)


def _typed(text: str) -> Content:
    """People's own bubbles show what was typed; no link in them is read. Half of a surrogate pair
    shows as the sign for what cannot be shown."""
    halves = text.encode("utf-16-le", "surrogatepass")
    return Content("text", halves.decode("utf-16-le", "replace"))


def _no_answer(tries: tuple[Try, ...]) -> BadReply:
    last = tries[-1]
    if last.ended == "timeout":
        return BadReply("A10", f"no answer in time, {len(tries)} tries")
    said = f"HTTP {last.status}" if last.status else f"the connection was {last.ended}"
    return BadReply("A16", f"{said}, {len(tries)} tries")


def _ticket() -> str:
    return "gQ" + token_urlsafe(64)
