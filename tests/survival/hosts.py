"""Two real `serve` processes on one PostgreSQL database, and a line that leads to either."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from random import Random

from bot.simulator import Simulator
from tests.databases import PostgresDatabase
from tests.survival import committee, wire
from tests.survival.double import wechat
from tests.survival.phones import Line, Sent
from tests.survival.process import Process


class EitherLine(Line):
    """Every delivery goes to one of the hosts, by chance or by number."""

    def __init__(self, wechat: Simulator, ports: list[int], dice: Random) -> None:
        super().__init__(wechat)
        self.ports = ports
        self._dice = dice

    async def deliver(self, sent: Sent) -> bool:
        return await self.deliver_to(self._dice.randrange(len(self.ports)), sent)

    async def deliver_to(self, host: int, sent: Sent) -> bool:
        self.port = self.ports[host]
        return await super().deliver(sent)


@dataclass
class Hosts:
    database: PostgresDatabase
    wechat: Simulator
    processes: list[Process]
    line: EitherLine

    async def say(self, number: int, text: str, *, hosts: Iterable[int] = ()) -> Sent:
        """One message, delivered to these hosts at once, else to one by chance."""
        openid = committee.openid(number)
        sent = Sent(openid, text, wire.text(openid, text))
        ways = [self.line.deliver_to(host, sent) for host in hosts] or [self.line.deliver(sent)]
        assert all(await asyncio.gather(*ways)), text
        return sent

    async def everybody(self, numbers: Iterable[int], text: str) -> list[Sent]:
        return await asyncio.gather(*(self.say(number, text) for number in numbers))

    async def told(self, number: int, piece: str) -> None:
        """Return once this person has been told something with `piece` in it, unasked."""
        user = self.wechat.user(committee.openid(number))
        while not any(piece in text for text in self.arrivals(number)):
            await user.arrival(len(user.arrivals), 20)

    def arrivals(self, number: int) -> list[str]:
        user = self.wechat.user(committee.openid(number))
        return [arrival.text for arrival in user.arrivals if arrival.channel == "客服"]


@contextlib.asynccontextmanager
async def two_hosts(database: PostgresDatabase, dice: Random) -> AsyncIterator[Hosts]:
    """Started at the same time."""
    async with wechat() as (simulator, settings):
        settings |= {"BOT_DATABASE": database.url}
        with Process("serve", settings) as first, Process("serve", settings) as second:
            ports = [await asyncio.to_thread(process.port) for process in (first, second)]
            line = EitherLine(simulator, ports, dice)
            yield Hosts(database, simulator, [first, second], line)
