"""People who go on writing while the assistant is killed, and ask again for what got no answer."""

import asyncio
import re
from dataclasses import dataclass, field
from random import Random

from bot.simulator import Simulator
from bot.webhook import pushes, xml
from tests.survival import committee, wire
from tests.survival.sockets import posted

PATIENCE = 5.0  # seconds a push waits for its answer
TITLES = ("大讲堂第10期", "党务干部培训班第44期", "先锋杯乒乓球赛")
NEEDS = ("义诊", "清扫积雪", "图书整理")
BOOKED = "职工理发室"
HOURS = (10, 11, 14, 15, 16)
_CODE = re.compile(r"(?:取消报名|退出志愿|取消预约) \w{4}")
_NUMBER = re.compile(r"删除提醒 (\d+)")


@dataclass
class Sent:
    """One message: the same for every delivery, sealed afresh for each."""

    openid: str
    text: str
    clear: str
    replies: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What the inbox knows it by."""
        body = self.clear.encode()
        return pushes.message(xml.read(body), body).key

    @property
    def own(self) -> str:
        """Its own part of the reply, without what was waiting to be told."""
        return self.replies[0].rpartition("\n――\n")[2]


class Line:
    """The way to the assistant, which may be down."""

    def __init__(self, wechat: Simulator) -> None:
        self.port = 0
        self._wechat = wechat

    async def deliver(self, sent: Sent) -> bool:
        """One delivery; whether it was answered."""
        push = wire.sealed(sent.clear, sent.openid)
        user = self._wechat.user(sent.openid)
        user.windows.after_message(wire.seconds() * 1000)
        try:
            async with asyncio.timeout(PATIENCE):
                body = await self._posted(posted(push, {"Connection": "close"}))
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            return False
        sent.replies.append(wire.opened(body, push, sent.openid))
        return True

    async def _posted(self, raw: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(raw)
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            assert head.startswith("HTTP/1.1 200"), head
            found = re.search(r"Content-Length: (\d+)", head)
            assert found, head
            return await reader.readexactly(int(found[1]))
        finally:
            writer.close()


class Phone:
    """One person: writes one message after the other, never the next before the last is answered."""

    def __init__(self, number: int, line: Line, dice: Random) -> None:
        self.openid = committee.openid(number)
        self.all: list[Sent] = []
        self._line = line
        self._dice = dice
        self._pending: Sent | None = None
        self._codes: list[str] = []
        self._numbers: list[str] = []

    async def live(self) -> None:
        """Write until there is no answer."""
        while await self.settle():
            self.wish()

    def wish(self) -> None:
        """The next message, still to be delivered."""
        self._pending = self._composed(self._wish())

    async def settle(self) -> bool:
        """Ask again for what got no answer; whether there is one now."""
        if self._pending is not None:
            if not await self._line.deliver(self._pending):
                return False
            self._learn(self._pending.own)
            self._pending = None
        return True

    async def says(self, text: str) -> Sent:
        self._pending = self._composed(text)
        assert await self.settle()
        return self.all[-1]

    def _composed(self, text: str) -> Sent:
        self.all.append(Sent(self.openid, text, wire.text(self.openid, text)))
        return self.all[-1]

    def _learn(self, reply: str) -> None:
        self._codes += _CODE.findall(reply)
        self._numbers += _NUMBER.findall(reply)

    def _wish(self) -> str:
        dice = self._dice
        wishes = [
            f"报名 {dice.choice(TITLES)} {dice.choice(('现场', '视频'))}",
            f"报名志愿 {dice.choice(NEEDS)}",
            f"预约 {BOOKED} {dice.choice(HOURS)}点",
            f"改方式 {dice.choice(TITLES)}",
            f"提醒我 明天上午9点 交材料{len(self.all)}",
            dice.choice(("活动", "志愿", "我的", "我的报名", "我的提醒", "1", "帮助")),
        ]
        if self._codes:
            wishes += [self._codes.pop(dice.randrange(len(self._codes)))]
        if self._numbers and dice.random() < 0.5:
            wishes += [f"删除提醒 {self._numbers.pop(dice.randrange(len(self._numbers)))}"]
        return dice.choice(wishes)
