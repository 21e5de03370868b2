"""Two hundred people at once for the last ten seats: ten get them, the others an honest number."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.tx import Tx
from tests.survival import committee, ledger, wire
from tests.survival.ledger import Books
from tests.town import Town

PEOPLE = 200
SEATS = 10
WISH = "报名 党务干部培训班第44期"
_WAITING = re.compile(r"【候补第 (\d+) 位】")


def fill(tx: Tx) -> None:
    committee.places(tx)
    for number in range(PEOPLE):
        committee.member(tx, number)
    committee.event(tx, "e1", "党务干部培训班第44期", 9, 9, onsite=SEATS)


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path, fill=fill) as town:
        yield town


def test_ten_seats_go_to_ten_and_the_others_wait_in_a_row(crowded: Town) -> None:
    async def rush() -> list[str]:
        users = [crowded.simulator.user(committee.openid(n)) for n in range(PEOPLE)]
        return [seen.text for seen in await asyncio.gather(*(user.says(WISH) for user in users))]

    assert_fair(crowded, crowded.run(rush()))


def test_three_deliveries_of_every_message_change_nothing_and_say_the_same(crowded: Town) -> None:
    async def rush() -> list[list[str]]:
        wishes = [wish(crowded, committee.openid(number)) for number in range(PEOPLE)]
        three = [asyncio.gather(*(delivered(crowded, each) for _ in range(3))) for each in wishes]
        return await asyncio.gather(*three)

    answers = crowded.run(rush())
    assert all(len(set(texts)) == 1 for texts in answers)
    assert_fair(crowded, [texts[0] for texts in answers])


def wish(town: Town, openid: str) -> tuple[str, str]:
    created, account = town.clock.now() // 1000, town.simulator.account.original_id
    return openid, wire.text(openid, WISH, CreateTime=created, ToUserName=account)


async def delivered(town: Town, wish: tuple[str, str]) -> str:
    openid, clear = wish
    push = town.simulator.wrap(clear, openid=openid)
    status, body = await town.simulator.push_raw(push.body, push.query)
    assert status == 200
    return wire.opened(body, push, openid, town.simulator.account)


def assert_fair(town: Town, cards: list[str]) -> None:
    """By the cards and by the rows."""
    numbers = sorted(int(found[1]) for card in cards if (found := _WAITING.search(card)))
    assert sum("【报名成功】" in card for card in cards) == SEATS
    assert numbers == list(range(1, PEOPLE - SEATS + 1))
    books = Books(town.folder / "town.db")
    assert len(books.rows("SELECT * FROM seat WHERE state = 'confirmed'")) == SEATS
    assert len(books.places()) == PEOPLE
    for claim, sql in ledger.CONTRADICTIONS.items():
        assert books.rows(sql) == [], claim
