"""Notices to many: in slices, each once whatever happens in between, with room for others."""

from typing import Any

import pytest

from bot.delivery import outbox
from bot.people import places
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.notices import notice as notices
from handlers.notices import sending
from handlers.notices.notice import Notice
from tests.town import Town

MANY = 250
WAYS = pytest.mark.parametrize("few", [True, False])


@pytest.fixture
def crowd(town: Town) -> Town:
    """A branch of many, each with a window open."""

    def fill(tx: Tx) -> None:
        for n in range(MANY):
            tx._connection.execute(
                "INSERT INTO member (id, branch_id, name, digits) VALUES (:i, 'b3', :i, '0000')",
                {"i": f"x{n:03}"},
            )
            tx._connection.execute(
                "INSERT INTO contact (openid, member_id, window_until, window_left, created_at)"
                " VALUES (:o, :i, :u, 5, 0)",
                {"o": f"oCrowd{n:022}", "i": f"x{n:03}", "u": tx.now + 10**9},
            )

    town.change(fill)
    return town


def put(tx: Tx, few: bool) -> Notice:
    branch = places.get(tx, "b3")
    assert branch is not None
    made = notices.add(tx, "m9", branch, branch, "【通知】学习。", "", tx.now)
    sending.begin(tx, made, 1 if few else sending.FEW + 1)
    return made


def rows(town: Town) -> list[str]:
    return [
        r["openid"] for r in town.rows("SELECT openid FROM outbox WHERE about LIKE 'notices:%'")
    ]


def details(town: Town) -> dict[str, Any]:
    import json

    return dict(json.loads(town.rows("SELECT details FROM due WHERE work = 'notices.send'")[-1][0]))


@WAYS
def test_a_slice_is_small_and_leaves_room_for_others(crowd: Town, few: bool) -> None:
    crowd.secretary("孙八", "b3")
    crowd.change(lambda tx: put(tx, few))
    crowd.change(lambda tx: sending.send(tx, details(crowd)))
    assert len(rows(crowd)) == sending.SLICE
    crowd.change(lambda tx: sending.send(tx, details(crowd)))
    assert len(rows(crowd)) == sending.SLICE  # the first ones are still going out


@WAYS
def test_while_wechat_is_down_everybody_has_it_at_their_next_contact(
    crowd: Town, few: bool
) -> None:
    crowd.secretary("孙八", "b3")
    crowd.simulator.faults.change("storm", True)
    crowd.change(lambda tx: put(tx, few))
    for _ in range(3):
        crowd.wait(seconds=40)
    assert len(rows(crowd)) == MANY + 1
    crowd.stranger(f"oCrowd{7:022}").says("帮助").shows("【通知】学习。")


@WAYS
def test_a_fault_in_the_middle_tells_nobody_twice_and_everybody_once(
    crowd: Town, few: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd.secretary("孙八", "b3")
    real, broken = outbox.tell_person, True

    def failing(tx: Tx, person: Person, *args: Any, **named: Any) -> None:
        if broken and person.id == "x120":
            raise RuntimeError("in the middle of a slice")
        real(tx, person, *args, **named)

    monkeypatch.setattr(outbox, "tell_person", failing)
    crowd.change(lambda tx: put(tx, few))
    for _ in range(9):
        crowd.wait(seconds=2)
    assert 0 < len(rows(crowd)) < 120
    broken = False
    crowd.restart()
    for _ in range(14):
        crowd.wait(minutes=11)
    assert len(rows(crowd)) == len(set(rows(crowd))) == MANY + 1
    assert [tuple(r) for r in crowd.rows("SELECT state, recipients FROM notice")] == [
        ("sent", MANY + 1)
    ]


def test_calling_back_many_goes_on_in_slices_and_tells_the_sender_when_done(crowd: Town) -> None:
    secretary = crowd.secretary("孙八", "b3")
    crowd.change(lambda tx: tx._connection.execute("UPDATE contact SET window_left = 0", {}))
    secretary.says("发通知 学习改期。")
    secretary.says("1").shows("251 人")
    crowd.settle()
    assert len(rows(crowd)) == MANY + 1
    secretary.says("撤回通知 1").shows("1 撤回")
    secretary.says("1").shows("正在撤回")
    crowd.settle()
    assert len(rows(crowd)) == 1
    assert secretary.received()[-1].startswith("【通知 1】撤回 250 人；1 人已经送到")


def test_what_is_not_put_yet_when_called_back_never_is(crowd: Town) -> None:
    secretary = crowd.secretary("孙八", "b3")
    made = crowd.change(lambda tx: put(tx, few=True))
    crowd.change(lambda tx: sending.send(tx, details(crowd)))
    crowd.change(lambda tx: sending.withdraw(tx, made, secretary.member_id))
    for _ in range(3):
        crowd.wait(minutes=1)
    assert rows(crowd) == []
