"""Messages to many at once: how many leave in a second, and whether a reminder waits behind them."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.alarms import Alarms
from bot.clock import Clock
from bot.delivery import outbox
from bot.delivery.courier import Courier
from bot.people import contacts
from bot.process.serving import listen
from bot.simulator import Simulator
from bot.store import queries, which
from bot.store.engine import Store
from bot.store.tx import Tx
from bot.wechat import window
from bot.wechat.client import WeChat
from tests import databases
from tests.bench.figures import Figure, at_least, at_most
from tests.survival import wire

QUICK, SLOW = 0.1, 9.0  # seconds that WeChat takes to answer
RATE, WITHIN = 80.0, 15.0  # the bars: rows a second, seconds until a reminder has arrived
MANY = 600  # people told with the quick one; with the slow one, more than can be on their way
READY = 20  # seconds after which nothing will come any more


@dataclass
class Town:
    store: Store
    courier: Courier
    wechat: Simulator
    clock: Clock

    def user(self, number: int) -> str:
        return f"oBench{number:022}"

    async def meet(self, people: int) -> None:
        """So many have just written."""
        now = self.clock.now()
        for first in range(0, people, 100):
            await self.store.fill(lambda tx, first=first: self._meet(tx, range(first, first + 100)))
        for number in range(people):
            self.wechat.user(self.user(number)).windows.after_message(now)

    def _meet(self, tx: Tx, numbers: range) -> None:
        span, left = window.AFTER_MESSAGE
        for number in numbers:
            openid = self.user(number)
            until = tx.now + span
            tx.run("people.touch", openid=openid, key=openid, followed=1, until=until, left=left)

    async def tell(self, numbers: Sequence[int], text: str, *, patient: bool) -> None:
        await self.store.fill(lambda tx: self._tell(tx, numbers, text, patient))
        self.courier.wake()

    def _tell(self, tx: Tx, numbers: Sequence[int], text: str, patient: bool) -> None:
        for number in numbers:
            person = contacts.find(tx, self.user(number))
            assert person is not None
            outbox.tell_person(tx, person, text, "bench", patient=patient)

    async def until(self, holds: Callable[[], bool]) -> float:
        """The seconds until that is so."""
        began = time.monotonic()
        while not holds() and time.monotonic() < began + READY:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)
        return time.monotonic() - began

    def arrived(self, number: int) -> int:
        return len(self.wechat.user(self.user(number)).arrivals)


@contextlib.asynccontextmanager
async def opened(database: str) -> AsyncIterator[Town]:
    clock = Clock()
    simulator = Simulator(wire.ACCOUNT, bot_url="", clock=clock)
    app = web.Application()
    simulator.mount(app)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listening = listen("127.0.0.1", 0)
    await web.SockSite(runner, listening).start()
    store = which.made(database, queries.load(), clock)
    store.open()
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    wechat = WeChat(wire.ACCOUNT.appid, wire.ACCOUNT.secret, base, store, clock)
    courier = Courier(store, wechat, Alarms(), clock)
    running = asyncio.create_task(courier.run())
    try:
        yield Town(store, courier, simulator, clock)
    finally:
        running.cancel()
        await courier.close()
        await wechat.close()
        await store.close()
        await runner.cleanup()


def measure(folder: Path) -> list[Figure]:
    figures = asyncio.run(_measured(f"sqlite:///{folder / 'sending.db'}", "SQLite"))
    with databases.server() as server:
        if server is not None:
            figures += asyncio.run(_measured(server.everyday.url, "PostgreSQL"))
    return figures


async def _measured(database: str, engine: str) -> list[Figure]:
    async with opened(database) as town:
        await town.meet(MANY)
        rate = await _rate(town)
        waited = await _reminder(town)
    return [
        at_least(f"{engine}: rows/s, WeChat takes 0.1 s", rate, RATE, "{:.0f}"),
        at_most(f"{engine}: a reminder, WeChat takes 9 s: s", waited, WITHIN, "{:.1f}"),
    ]


async def _rate(town: Town) -> float:
    """From the first row put to the last one that arrived."""
    town.wechat.faults.change("slow", QUICK)
    people = range(MANY)
    began = time.monotonic()
    await town.tell(people, "通知", patient=True)
    await town.until(lambda: all(town.arrived(number) for number in people))
    arrived = sum(town.arrived(number) for number in people)
    return arrived / (time.monotonic() - began)


async def _reminder(town: Town) -> float:
    """Until it has arrived, put while more notices wait than can be on their way."""
    town.wechat.faults.change("slow", SLOW)
    await town.tell(range(1, MANY), "又一个通知", patient=True)
    await asyncio.sleep(1)
    await town.tell([0], "提醒", patient=False)
    return await town.until(lambda: town.arrived(0) == 2)
