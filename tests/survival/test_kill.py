"""kill -9 at random moments under load: whoever was answered was answered truly, and once."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from bot.process.assistant import BUSY
from bot.simulator import Simulator
from bot.store.tx import Tx
from tests.survival import committee
from tests.survival.double import wechat
from tests.survival.ledger import CONTRADICTIONS, Books, Told
from tests.survival.phones import BOOKED, HOURS, NEEDS, TITLES, Line, Phone, Sent
from tests.survival.process import Process

KILLS = 20
PEOPLE = 20
LIVES = (0.05, 0.4)  # seconds of load before a kill
REPEATED = 0.4  # of the rounds begin with messages that were answered before
SEED = 20261124


def fill(tx: Tx) -> None:
    """Fewer places than people; the second event and the second need are at the same time."""
    committee.places(tx)
    for number in range(PEOPLE):
        committee.member(tx, number)
    committee.event(tx, "e1", TITLES[0], 5, 14, onsite=4, video=7)
    committee.event(tx, "e2", TITLES[1], 7, 9, onsite=6)
    committee.event(tx, "e3", TITLES[2], 9, 14, onsite=3, video=3)
    for number, (title, days) in enumerate(zip(NEEDS, (6, 7, 8), strict=True)):
        committee.need(tx, f"n{number}", f"k{1 + number % 2}", title, days, 2 + 3 * number)
    committee.booking(tx, "b1", BOOKED, 8, HOURS)


@dataclass
class Ordeal:
    """Everything that happened."""

    database: Path
    wechat: Simulator
    phones: list[Phone]
    kills: int = 0

    @property
    def messages(self) -> list[Sent]:
        return [sent for phone in self.phones for sent in phone.all]

    @property
    def replies(self) -> int:
        return sum(len(sent.replies) for sent in self.messages)


@pytest.fixture(scope="module")
def ordeal(tmp_path_factory: pytest.TempPathFactory) -> Ordeal:
    database = committee.prepared(tmp_path_factory.mktemp("kill"), fill)
    ordeal = asyncio.run(_suffered(database, Random(SEED)))
    counted = f"{len(ordeal.messages)} messages, {ordeal.replies} replies, {ordeal.kills} kills"
    print(f"\n{counted}")  # noqa: T201 - shown by pytest -rP
    return ordeal


async def _suffered(database: Path, dice: Random) -> Ordeal:
    async with wechat() as (simulator, settings):
        line = Line(simulator)
        phones = [Phone(number, line, dice) for number in range(PEOPLE)]
        ordeal = Ordeal(database, simulator, phones)
        settings |= {"BOT_DATABASE": committee.url(database)}
        for _ in range(KILLS):
            with Process("serve", settings) as process:
                line.port = await asyncio.to_thread(process.port)
                await _round(ordeal, line, process, dice)
        with Process("serve", settings) as process:
            line.port = await asyncio.to_thread(process.port)
            await _calm(ordeal, line)
            process.terminate()
            assert await asyncio.to_thread(process.code) == 0
        return ordeal


async def _round(ordeal: Ordeal, line: Line, process: Process, dice: Random) -> None:
    """Everybody writes, some rounds begin with what was answered of late; all end in the middle."""
    lives = [asyncio.create_task(phone.live()) for phone in ordeal.phones]
    if dice.random() < REPEATED:
        late = [sent for phone in ordeal.phones for sent in phone.all[-6:] if sent.replies]
        lives += [asyncio.create_task(line.deliver(sent)) for sent in late]
    await asyncio.sleep(dice.uniform(*LIVES))
    process.kill()
    ordeal.kills += 1
    await asyncio.gather(*lives)


async def _calm(ordeal: Ordeal, line: Line) -> None:
    """What is still open is asked again, then everything, then how things stand."""
    await asyncio.gather(*(phone.settle() for phone in ordeal.phones))
    for phone in ordeal.phones:
        await asyncio.gather(*(line.deliver(sent) for sent in phone.all))
    await asyncio.gather(*(phone.says("我的报名") for phone in ordeal.phones))


# ------------------------------------------------------------------ what must be true of it


def test_there_was_load_and_it_was_killed(ordeal: Ordeal) -> None:
    said = "\n".join(reply for sent in ordeal.messages for reply in sent.replies)
    assert ordeal.kills == KILLS
    assert len(ordeal.messages) > 20 * KILLS
    for sign in ("【报名成功】", "【候补第", "【已取消】", "已改为", "时间冲突", "提醒您："):
        assert sign in said, sign
    assert Books(ordeal.database).promoted()


def test_every_message_was_answered_in_the_end_and_well(ordeal: Ordeal) -> None:
    for sent in ordeal.messages:
        assert sent.replies, sent.text
        assert BUSY not in sent.replies[0]
        assert "没有办成" not in sent.replies[0]


def test_a_message_asked_again_gets_the_same_answer(ordeal: Ordeal) -> None:
    assert ordeal.replies > 2 * len(ordeal.messages) - PEOPLE
    for sent in ordeal.messages:
        assert len(set(sent.replies)) == 1, sent.text


def test_every_reply_that_left_was_stored_first(ordeal: Ordeal) -> None:
    stored = Books(ordeal.database).inbox()
    for sent in ordeal.messages:
        assert stored.get(sent.key) == sent.replies[0]
    assert len(stored) == len(ordeal.messages)


def test_nothing_happened_that_nobody_was_told(ordeal: Ordeal) -> None:
    """The cards, replayed in order, add up to the rows; who was moved up was told so."""
    books, told = Books(ordeal.database), Told.by(ordeal.messages)
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
def test_the_books_agree(ordeal: Ordeal, claim: str) -> None:
    assert Books(ordeal.database).rows(CONTRADICTIONS[claim]) == []


def test_no_unasked_message_was_sent_twice(ordeal: Ordeal) -> None:
    arrived = Counter(
        (phone.openid, arrival.text)
        for phone in ordeal.phones
        for arrival in ordeal.wechat.user(phone.openid).arrivals
        if arrival.channel == "客服"
    )
    rows = Books(ordeal.database).rows("SELECT openid, text, state FROM outbox")
    left = Counter((openid, text) for openid, text, state in rows if state != "digest")
    sent = Counter((openid, text) for openid, text, state in rows if state == "sent")
    assert arrived
    assert arrived <= left
    assert sent <= arrived
