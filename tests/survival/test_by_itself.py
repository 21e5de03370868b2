"""What a real `serve` does when nobody writes: it sends what has become due."""

import asyncio
import contextlib
import sqlite3
import time
from pathlib import Path

from bot.simulator.users import User
from bot.store.tx import Tx
from tests.survival import committee
from tests.survival.double import wechat
from tests.survival.process import Process

AHEAD = 1.0  # seconds until the reminder is due
LATE = 3.0  # seconds it may come after that


def fill(tx: Tx) -> None:
    committee.places(tx)
    committee.member(tx, 0)


def test_a_reminder_comes_though_nobody_writes(tmp_path: Path) -> None:
    asyncio.run(_reminded(committee.prepared(tmp_path, fill), down=False))


def test_a_reminder_that_fell_due_while_the_process_was_down_comes_at_the_start(
    tmp_path: Path,
) -> None:
    asyncio.run(_reminded(committee.prepared(tmp_path, fill), down=True))


async def _reminded(database: Path, *, down: bool) -> None:
    async with wechat() as (simulator, settings):
        settings |= {"BOT_DATABASE": committee.url(database)}
        user = simulator.user(committee.openid(0))
        with Process("serve", settings) as process:
            simulator.bot_url = await asyncio.to_thread(lambda: process.webhook)
            await _asked(user, database)
            if not down:
                await _told(user, AHEAD + LATE)
                return
            process.kill()
        await asyncio.sleep(AHEAD)
        with Process("serve", settings) as process:
            await asyncio.to_thread(process.port)
            await _told(user, LATE)


async def _asked(user: User, database: Path) -> None:
    """Two reminders, the first of them moved; the second makes the schedule look again."""
    await user.says("提醒我 明天上午9点 交材料")
    at = int((time.time() + AHEAD) * 1000)
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("UPDATE due SET run_at = ?", (at,))
    await user.says("提醒我 后天上午9点 开会")


async def _told(user: User, seconds: float) -> None:
    arrival = await user.arrival(2, seconds)
    assert arrival.channel == "客服"
    assert arrival.text.startswith("【提醒】交材料")
