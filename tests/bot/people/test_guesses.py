"""Ten thousand guesses by a thousand openids, while a hundred owners confirm who they are."""

import re
from functools import partial
from random import Random

import pytest

from bot.language.keys import name_key
from bot.message import Again
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.membership import chat
from tests.town import Citizen, Town

OWNERS, OPENIDS, ROUNDS = 100, 1_000, 10
FIRST = 3  # owners who come before anybody guesses
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "安平宁静和顺康泰永昌"
NAMES = [f"{one}{two}" for one in SURNAMES for two in GIVEN]
SLICE = 200


def on_the_roster(tx: Tx) -> None:
    for number, name in enumerate(NAMES):
        tx.run(
            "demo.put_member",
            id=f"own{number}",
            branch_id="b1",
            name=name,
            name_key=name_key(name),
            digits=digits(number),
            post=None,
        )


def digits(number: int) -> str:
    return f"{5_000 + 37 * number}"


def answered_by_each(town: Town, sayings: list[tuple[str, str]]) -> None:
    """(openid, text) as answers to the question who they are, without the walk of a message."""
    for start in range(0, len(sayings), SLICE):
        town.change(partial(_answer, sayings[start : start + SLICE]))


def _answer(sayings: list[tuple[str, str]], tx: Tx) -> None:
    for openid, text in sayings:
        with pytest.raises(Again):  # whatever is said: it was not right
            chat.who(tx, Person(openid, None, True, 0, 0), text, {})


def confirmed(town: Town, number: int, secretary: Citizen) -> str:
    """An owner confirms: with digits, or as the reply tells them to. How it was done."""
    owner = town.stranger(f"oOwner{number:0>22}")
    owner.says("绑定")
    heard = owner.says(f"{NAMES[number]} {digits(number)}")
    if "【身份已确认】" in heard:
        return "digits"
    heard.shows("凭绑定码确认：请支部书记在这里回复“绑定码 您的姓名”")
    code = re.search(r"绑定码 (\w{8})", secretary.says(f"绑定码 {NAMES[number]}").text)
    assert code
    owner.says(code[1]).shows("【身份已确认】")
    return "code"


def test_all_owners_get_in_and_nobody_else(town: Town) -> None:
    dice = Random(7)
    town.change(on_the_roster)
    secretary = town.secretary("张三", "b1")
    guessers = [f"oGuesser{number:0>20}" for number in range(OPENIDS)]
    owners = iter(range(OWNERS))
    ways = [confirmed(town, next(owners), secretary) for _ in range(FIRST)]
    for turn in range(ROUNDS):
        if turn == 5:  # five each, then an hour's wait
            town.wait(minutes=61)
        answered_by_each(town, [(each, guess(dice, turn)) for each in guessers])
        ways += [confirmed(town, next(owners), secretary) for _ in range(9)]
    ways += [confirmed(town, number, secretary) for number in owners]
    assert len(ways) == OWNERS
    assert set(ways[FIRST:]) == {"code"}
    bound = town.rows("SELECT openid, member_id FROM contact WHERE member_id LIKE 'own%'")
    assert {(row["openid"], row["member_id"]) for row in bound} == {
        (f"oOwner{number:0>22}", f"own{number}") for number in range(OWNERS)
    }
    (tried,) = town.rows("SELECT sum(times) AS times FROM guess WHERE kind = 'openid'")
    assert tried["times"] == OPENIDS * ROUNDS + OWNERS - FIRST  # owners sent to a code count too


def guess(dice: Random, turn: int) -> str:
    """Wrong digits at first; in the last rounds the right ones, of who is not confirmed yet."""
    if turn < 8:
        return f"{NAMES[dice.randrange(OWNERS)]} {dice.randrange(1_000, 5_000)}"
    number = dice.randrange(FIRST + 9 * turn, OWNERS)
    return f"{NAMES[number]} {digits(number)}"
