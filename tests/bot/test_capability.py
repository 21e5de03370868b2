"""A room's tables of what people say and who answers, put together."""

import pytest

from bot.conversation.capability import Action, Said, actions
from bot.hearing.heard import Heard
from bot.message import Reply
from bot.people.person import Person
from bot.store.tx import Tx

OFFICES = frozenset({"unit_secretary"})


def take(tx: Tx, person: Person, heard: Heard) -> Reply:
    return Reply("")


def keep(tx: Tx, person: Person, heard: Heard) -> Reply:
    return Reply("")


def test_an_action_has_its_words_and_its_flags() -> None:
    said = {"take": Said("拿 我拿", "thing.take thing.have", "拿东西")}
    made = actions(
        said,
        {"take": take, "keep": keep},
        identity="take keep",
        at_once="take",
        offices={OFFICES: "keep"},
        instead={"take": {"asks": "room.keep"}},
    )
    assert made == (
        Action(
            "take",
            take,
            starts=("拿", "我拿"),
            acts=("thing.take", "thing.have"),
            called="拿东西",
            identity=True,
            at_once=True,
            instead={"asks": "room.keep"},
        ),
        Action("keep", keep, identity=True, offices=OFFICES),
    )


def test_a_name_that_nobody_answers_is_refused() -> None:
    answers = {"take": take}
    with pytest.raises(ValueError, match="lose"):
        actions({"lose": Said("丢")}, answers)
    with pytest.raises(ValueError, match="lose"):
        actions({}, answers, identity="take lose")
    with pytest.raises(ValueError, match="lose"):
        actions({}, answers, offices={OFFICES: "lose"})
    with pytest.raises(ValueError, match="lose"):
        actions({}, answers, written={"lose": "x"})
