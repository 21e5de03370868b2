"""Two hosts while WeChat refuses every token: one is forced for both, and nobody's window closes."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp
import pytest

from bot.store.tx import Tx
from tests.databases import PostgresDatabase, PostgresServer
from tests.survival import committee
from tests.survival.hosts import Hosts, two_hosts
from tests.survival.process import Process

PEOPLE = 20
SEED = 20261130


def fill(tx: Tx) -> None:
    committee.places(tx)
    for number in range(PEOPLE + 1):
        committee.member(tx, number)


@dataclass
class Story:
    database: PostgresDatabase
    forced: int = 0
    health: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture(scope="module")
def story(postgres: PostgresServer) -> Iterator[Story]:
    with postgres.database() as database:
        committee.store(database.url, fill)
        yield asyncio.run(_told(Story(database)))


async def _told(story: Story) -> Story:
    async with two_hosts(story.database, Random(SEED)) as hosts:
        await hosts.everybody(range(PEOPLE), "提醒我 明天上午9点 交材料")
        hosts.wechat.faults.change("storm", True)
        story.database.run("UPDATE due SET run_at = 1 WHERE work = 'reminders.fire'")
        for host in (0, 1):  # a new row makes a host look again
            await hosts.say(PEOPLE, f"提醒我 后天上午{9 + host}点 开会", hosts=[host])
        await _paused(hosts, story)
        story.forced = hosts.wechat.rules.hits["B5"]
        story.errors = [line for each in hosts.processes for line in each.facts("message_failed")]
        story.errors += [f for each in hosts.processes for f in each.facts("background_failure")]
    return story


async def _paused(hosts: Hosts, story: Story) -> None:
    """Once one of them says that it pauses, two seconds more, in which nothing may happen."""
    async with asyncio.timeout(20):
        while not any(h["sending"]["paused_seconds"] for h in story.health):
            await asyncio.sleep(0.1)
            story.health = [await _health(process) for process in hosts.processes]
    await asyncio.sleep(2)


async def _health(process: Process) -> dict[str, Any]:
    url = f"http://127.0.0.1:{process.port()}/healthz"
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        return dict(await answer.json())


def test_one_token_is_forced_for_both(story: Story) -> None:
    assert story.forced == 1


def test_who_pauses_says_so(story: Story) -> None:
    paused = [each for each in story.health if each["sending"]["paused_seconds"]]
    assert paused
    assert all("40001" in each["alarms"]["token"] for each in paused)


def test_no_window_is_spent_and_every_reminder_still_waits(story: Story) -> None:
    rows = story.database.rows("SELECT state FROM outbox WHERE text LIKE '%交材料%'")
    assert [row["state"] for row in rows] == ["waiting"] * PEOPLE
    sql = "SELECT window_left FROM contact WHERE openid IN (SELECT openid FROM outbox)"
    assert {row["window_left"] for row in story.database.rows(sql)} == {5}


def test_nothing_failed_that_was_not_foreseen(story: Story) -> None:
    assert story.errors == []
