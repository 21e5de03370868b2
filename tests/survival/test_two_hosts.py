"""Two hosts on one database: what one would have done, both do, and nothing twice."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import pytest

from bot.store.tx import Tx
from tests.databases import PostgresDatabase, PostgresServer
from tests.survival import committee, test_kill
from tests.survival.hosts import Hosts, two_hosts
from tests.survival.ledger import CONTRADICTIONS, Books, Told
from tests.survival.phones import Phone, Sent

PEOPLE, SEATS = 200, 10
TWINS, CLASHING, REMINDED = 40, 40, 20
SEED = 20261125
_WAITING = re.compile(r"【候补第 (\d+) 位】")
_CODE = re.compile(r"取消报名 (\w{4})")


def fill(tx: Tx) -> None:
    committee.places(tx)
    for number in range(PEOPLE):
        committee.member(tx, number)
    committee.event(tx, "e1", "党务干部培训班第44期", 9, 9, onsite=SEATS)
    committee.event(tx, "e2", "大讲堂第10期", 11, 14, onsite=100, video=100)
    committee.event(tx, "e3", "先锋杯乒乓球赛", 12, 9, onsite=100)
    committee.need(tx, "n1", "k1", "义诊", 12, 100)  # at the same time


@dataclass
class Story:
    """What was said and heard, phase by phase."""

    database: PostgresDatabase
    twins: list[Sent] = field(default_factory=list)
    rush: list[Sent] = field(default_factory=list)
    before: list[tuple[str, str]] = field(default_factory=list)  # id, state; in order of tickets
    clashes: list[list[Sent]] = field(default_factory=list)
    arrivals: dict[int, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def story(postgres: PostgresServer) -> Iterator[Story]:
    with postgres.database() as database:
        committee.store(database.url, fill)
        yield asyncio.run(_told(Story(database), Random(SEED)))


async def _told(story: Story, dice: Random) -> Story:
    async with two_hosts(story.database, dice) as hosts:
        texts = [(n, "报名 大讲堂第10期 现场") for n in range(TWINS)]
        story.twins = await asyncio.gather(*(hosts.say(n, t, hosts=(0, 1)) for n, t in texts))
        story.rush = await hosts.everybody(range(PEOPLE), "报名 党务干部培训班第44期")
        await _cancelled(story, hosts)
        story.clashes = await asyncio.gather(*(_torn(hosts, n) for n in range(CLASHING)))
        await _reminded(story, hosts)
        story.arrivals = {number: hosts.arrivals(number) for number in range(PEOPLE)}
    return story


async def _cancelled(story: Story, hosts: Hosts) -> None:
    """Of those who have a seat all, of those who wait every third; all at once."""
    sql = "SELECT id, state FROM seat WHERE offering_id = 'e1' ORDER BY ticket, id"
    story.before = [(row["id"], row["state"]) for row in story.database.rows(sql)]
    leaving = []
    for number, sent in enumerate(story.rush):
        code = _CODE.search(sent.own)
        if code and ("【报名成功】" in sent.own or number % 3 == 0):
            leaving.append(hosts.say(number, f"取消报名 {code[1]}"))
    await asyncio.gather(*leaving)


async def _torn(hosts: Hosts, number: int) -> list[Sent]:
    """One person, two wishes for the same time, one to each host."""
    return await asyncio.gather(
        hosts.say(number, "报名 先锋杯乒乓球赛", hosts=[number % 2]),
        hosts.say(number, "报名志愿 义诊", hosts=[1 - number % 2]),
    )


async def _reminded(story: Story, hosts: Hosts) -> None:
    """All are due at the same moment, and both hosts know it."""
    await hosts.everybody(range(REMINDED), "提醒我 明天上午9点 交材料")
    due = int(time.time() * 1000) + 500
    story.database.run("UPDATE due SET run_at = ? WHERE work = 'reminders.fire'", due)
    for host in (0, 1):  # a new row makes a host look again
        await hosts.say(REMINDED, f"提醒我 后天上午{9 + host}点 开会", hosts=[host])
    async with asyncio.timeout(20):
        await asyncio.gather(*(hosts.told(number, "交材料") for number in range(REMINDED)))
    await asyncio.sleep(1)  # in which a second one would come


def test_a_message_that_reaches_both_at_once_has_one_effect_and_one_answer(story: Story) -> None:
    for sent in story.twins:
        assert len(sent.replies) == 2
        assert len(set(sent.replies)) == 1
        assert "【报名成功】" in sent.replies[0]
    rows = story.database.rows("SELECT 1 FROM seat WHERE offering_id = 'e2'")
    assert len(rows) == TWINS


def test_the_last_ten_seats_go_to_ten_and_the_others_wait_in_a_row(story: Story) -> None:
    cards = [sent.own for sent in story.rush]
    assert sum("【报名成功】" in card for card in cards) == SEATS
    numbers = sorted(int(found[1]) for card in cards if (found := _WAITING.search(card)))
    assert numbers == list(range(1, PEOPLE - SEATS + 1))


def test_freed_seats_go_to_those_who_waited_longest(story: Story) -> None:
    sql = "SELECT id, state FROM seat WHERE offering_id = 'e1'"
    now = {row["id"]: row["state"] for row in story.database.rows(sql)}
    stayed = [i for i, state in story.before if state == "waiting" and now[i] != "cancelled"]
    assert len(stayed) > 100
    assert [i for i in stayed if now[i] == "confirmed"] == stayed[:SEATS]


def test_nobody_is_registered_for_two_things_at_the_same_time(story: Story) -> None:
    for pair in story.clashes:
        heard = [sent.own for sent in pair]
        assert sum("【报名成功】" in text for text in heard) == 1, heard
        assert sum("时间冲突" in text for text in heard) == 1, heard


def test_what_is_due_is_done_once_and_what_is_told_is_sent_once(story: Story) -> None:
    for number in range(REMINDED):
        texts = [text for text in story.arrivals[number] if "交材料" in text]
        assert len(texts) == 1
    rows = story.database.rows("SELECT openid, text FROM outbox WHERE state = 'sent'")
    sent = Counter((row["openid"], row["text"]) for row in rows)
    assert sent == Counter(
        (committee.openid(number), text)
        for number, texts in story.arrivals.items()
        for text in texts
    )
    assert max(sent.values()) == 1


@pytest.mark.parametrize("claim", [c for c in CONTRADICTIONS if "due" not in c])
def test_the_books_agree(story: Story, claim: str) -> None:
    assert Books(story.database).rows(CONTRADICTIONS[claim]) == []


# ------------------------------------------------------------------ one of two is killed

MESSAGES = 150  # before the kill, and as many after it


@dataclass
class Loss:
    database: PostgresDatabase
    phones: list[Phone] = field(default_factory=list)
    before: int = 0  # messages said when one host was killed

    @property
    def messages(self) -> list[Sent]:
        return [sent for phone in self.phones for sent in phone.all]


@pytest.fixture(scope="module")
def loss(postgres: PostgresServer) -> Iterator[Loss]:
    with postgres.database() as database:
        committee.store(database.url, test_kill.fill)
        yield asyncio.run(_lost(Loss(database), Random(SEED)))


async def _lost(loss: Loss, dice: Random) -> Loss:
    async with two_hosts(loss.database, dice) as hosts:
        loss.phones = [Phone(number, hosts.line, dice) for number in range(test_kill.PEOPLE)]
        enough = asyncio.Event()
        lives = [asyncio.create_task(_lives(phone, enough)) for phone in loss.phones]
        await _said(loss, MESSAGES)
        hosts.processes[0].kill()
        loss.before = len(loss.messages)
        await _said(loss, loss.before + MESSAGES)
        enough.set()
        await asyncio.gather(*lives)
        for phone in loss.phones:  # whoever answered at first, the other knows the answer
            await asyncio.gather(*(hosts.line.deliver_to(1, sent) for sent in phone.all))
    return loss


async def _said(loss: Loss, messages: int) -> None:
    async with asyncio.timeout(60):
        while len(loss.messages) < messages:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)


async def _lives(phone: Phone, enough: asyncio.Event) -> None:
    """Who got no answer asks again, perhaps the other host."""
    while not enough.is_set():
        if await phone.settle():
            phone.wish()
    while not await phone.settle():
        pass


def test_when_one_host_is_killed_the_other_serves_on(loss: Loss) -> None:
    assert len(loss.messages) >= loss.before + MESSAGES
    for sent in loss.messages:
        assert len(set(sent.replies)) == 1, sent.text
        assert "没有办成" not in sent.replies[0], sent.text


def test_what_was_answered_before_and_after_the_kill_is_what_is_stored(loss: Loss) -> None:
    stored = Books(loss.database).inbox()
    assert stored == {sent.key: sent.replies[0] for sent in loss.messages}


def test_after_the_kill_the_cards_still_add_up_to_the_rows(loss: Loss) -> None:
    books, told = Books(loss.database), Told.by(loss.messages)
    promoted = books.promoted()
    places = {
        place: ("confirmed", mode) if state == "waiting" and place in promoted else (state, mode)
        for place, (state, mode) in books.places().items()
    }
    for place in told.places.keys() & promoted:
        told.places[place] = "confirmed", told.places[place][1]
    assert places == told.places
    assert books.reminders() == told.reminders


@pytest.mark.parametrize("claim", CONTRADICTIONS)
def test_the_books_agree_after_the_kill(loss: Loss, claim: str) -> None:
    assert Books(loss.database).rows(CONTRADICTIONS[claim]) == []
