"""The log tells what happened and nothing about whom; starting and stopping say one clear thing."""

import asyncio
import contextlib
import socket
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.simulator import Seen, Simulator
from bot.simulator.users import User
from bot.store.tx import Tx
from tests.survival import committee, sockets, wire
from tests.survival.discretion import Confidences
from tests.survival.double import wechat
from tests.survival.process import Process
from tests.survival.sockets import posted

DRAINED = 5.0  # seconds from SIGTERM to the end


def fill(tx: Tx) -> None:
    committee.places(tx)
    for number in range(3):
        committee.member(tx, number, bound=number > 0)
    committee.event(tx, "e1", "党务干部培训班第44期", 9, 9, onsite=1)
    committee.need(tx, "n1", "k1", "义诊", 10, 3)


# ------------------------------------------------------------------ a life with all its mishaps


@dataclass
class Life:
    """What a process that has ended said, and what had been said to it."""

    out: str
    facts: list[dict[str, Any]]
    confidences: Confidences
    seconds: float  # from SIGTERM to the end
    code: int

    def has(self, event: str) -> bool:
        return any(fact["event"] == event for fact in self.facts)


@dataclass
class Guest:
    """Somebody who talks to the assistant; what they say and hear is noted."""

    user: User
    noted: list[str] = field(default_factory=list)

    async def says(self, text: str) -> str:
        return self._note(text, await self.user.says(text))

    async def follows(self) -> str:
        return self._note("", await self.user.follow("e1"))

    def _note(self, said: str, seen: Seen) -> str:
        self.noted += [said, *seen.text.splitlines()]
        return seen.text


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Life:
    return asyncio.run(_lived(committee.prepared(tmp_path_factory.mktemp("logs"), fill)))


async def _lived(database: Path) -> Life:
    async with wechat() as (simulator, settings):
        with Process("serve", settings | {"BOT_DATABASE": committee.url(database)}) as process:
            simulator.bot_url = await asyncio.to_thread(lambda: process.webhook)
            guests = [Guest(simulator.user(committee.openid(number))) for number in range(3)]
            await _everyday(guests[0], guests[1])
            await _mishaps(simulator, database, guests[1], guests[2])
            await _attacks(simulator, process)
            seconds = await asyncio.to_thread(_stopped, process)
            names = [committee.name(number) for number in range(3)]
            told = Confidences(
                people=[*names, *(guest.user.openid for guest in guests), ATTACKER],
                digits=[committee.digits(number) for number in range(3)],
                texts=[text for guest in guests for text in guest.noted],
            )
            return Life(process.out, process.facts(), told, seconds, process.code())


async def _everyday(stranger: Guest, member: Guest) -> None:
    assert "机关工委服务号" in await stranger.follows()
    assert "同意请回复" in await stranger.says("报名 党务干部培训班")
    assert "没有对上" in await stranger.says(f"{committee.name(0)} 0000")
    answer = await stranger.says(f"{committee.name(0)} {committee.digits(0)}")
    assert "身份已确认" in answer
    assert "【报名成功】" in answer
    assert "【候补第 1 位】" in await member.says("报名 党务干部培训班")
    assert "【报名成功】" in await member.says("报名志愿 义诊")
    assert "党费" in await member.says("党费怎么交")
    assert "提醒您：" in await member.says("提醒我 明天上午9点 交给老赵一份材料")
    assert "已记下" in await member.says("人工 我的电话是13800001111")


async def _mishaps(simulator: Simulator, database: Path, member: Guest, other: Guest) -> None:
    """Tokens that died, an API that fails, a reminder that cannot be read, a broken dialogue."""
    for number, fault in enumerate(FAULTS):
        await member.says(f"提醒我 明天上午9点 第{number}件事")
        fault(simulator)
        _now_due(database)
        for hour in (9, 10):  # who writes wakes the schedule, then the courier
            assert "提醒您：" in await other.says(f"提醒我 后天上午{hour}点 第{number}件事")
            await _settled(database, _DUE)
        await _settled(database, _LEAVING)
        simulator.faults.change("minus_one", 0.0)
        simulator.faults.change("ip_block", False)
    _break(database, "UPDATE due SET details = '{\"赵建国 7351' WHERE work = 'reminders.fire'")
    _now_due(database)
    assert "提醒您：" in await other.says("提醒我 后天上午9点 最后一件事")
    await other.says("报名志愿")
    _break(database, f"UPDATE dialogue SET answers = '{committee.name(2)} {committee.digits(2)}'")
    assert "没有办成" in await other.says("1")


FAULTS = (
    lambda simulator: None,
    lambda simulator: simulator.revoke_tokens(),
    lambda simulator: (simulator.revoke_tokens(), simulator.faults.change("ip_block", True)),
    lambda simulator: simulator.faults.change("http_500", 1),
    lambda simulator: simulator.faults.change("drop_reply", 1),
    lambda simulator: simulator.faults.change("minus_one", 1.0),
)
ATTACKER = "oAttacker0000000000000000001"


async def _attacks(simulator: Simulator, process: Process) -> None:
    assert all(outcome.harmless for outcome in await simulator.attack(ATTACKER))
    query = wire.ENVELOPE.sign(openid=ATTACKER)
    assert (await simulator.push_raw(b'{"Content":"..."}', query)) == (200, b"success")
    broken = f"GET /{ATTACKER} HTTP/9.9 {committee.name(1)}\r\n\r\n".encode()
    cut = posted(wire.sealed(wire.text(ATTACKER, committee.name(1))))[:-20]
    await asyncio.to_thread(sockets.sent, process.port(), broken)
    await asyncio.to_thread(sockets.dropped, process.port(), cut)


def _break(database: Path, sql: str) -> None:
    """A change from outside, as somebody with the file in an editor makes it."""
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(sql)


def _now_due(database: Path) -> None:
    """All reminders have been due for a second."""
    at = int(time.time() * 1000) - 1000
    _break(database, f"UPDATE due SET run_at = {at} WHERE work = 'reminders.fire'")


async def _settled(database: Path, moving: str) -> None:
    """Return once nothing of the kind is left."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        async with asyncio.timeout(5):
            while connection.execute(moving).fetchone()[0]:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.02)


_DUE = "SELECT count(*) FROM due WHERE run_at <= unixepoch() * 1000"
_LEAVING = (  # what is to be tried again waits for its time
    "SELECT count(*) FROM outbox WHERE state = 'sending' OR state = 'waiting' AND tries = 0"
)


def _stopped(process: Process) -> float:
    """Seconds it takes to end while one is waiting, one drips and one has been refused."""
    began = time.monotonic()
    with contextlib.ExitStack() as connections:
        for started in (b"", b"POST /wechat HTTP/1.1\r\n", _DRIPPING, _ENDLESS):
            connection = socket.create_connection(("127.0.0.1", process.port()), 5)
            connections.enter_context(connection)
            connection.sendall(started)
        time.sleep(0.2)
        began = time.monotonic()
        process.terminate()
        process.code()
    return time.monotonic() - began


_DRIPPING = b"POST /wechat HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n<xml>"
_ENDLESS = (
    b"POST /wechat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    + sockets.chunked(b"x" * 70_000)
)


def test_what_went_wrong_is_in_the_log(life: Life) -> None:
    for event in ("message_failed", "due_failed", "not_delivered", "alarm_clock", "alarm_json"):
        assert life.has(event), event


def test_the_log_tells_nothing_about_anybody(life: Life) -> None:
    assert life.confidences.told_by(life.facts) == []


def test_a_failure_is_told_to_the_person_and_the_operator_by_the_same_code(life: Life) -> None:
    codes = [fact["code"] for fact in life.facts if fact["event"] == "message_failed"]
    assert codes
    heard = "\n".join(life.confidences.texts)
    assert all(code in heard for code in codes)


def test_there_is_no_access_log(life: Life) -> None:
    assert not life.has("aiohttp.access")
    assert not any("/wechat" in fact["message"] for fact in life.facts)


def test_every_line_of_the_log_has_moment_level_event_and_message(life: Life) -> None:
    assert all({"at", "level", "event", "message"} <= fact.keys() for fact in life.facts)


def test_sigterm_drains_in_time(life: Life) -> None:
    assert life.code == 0
    assert life.seconds < DRAINED


def test_the_only_thing_said_aloud_is_where_it_listens(life: Life) -> None:
    (line,) = life.out.splitlines()
    assert line.startswith("listening on http://127.0.0.1:")
