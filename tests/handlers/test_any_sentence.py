"""Whatever sentence of knowledge/wishes anybody says, it is answered: nothing fails on the way."""

import random
from collections.abc import Callable

import pytest

from bot.hearing import sentences
from tests.town import Citizen, Town

SAID = [each.said for each in random.Random(12).sample(sentences.load(), 250)]
FAILED = "刚才没有办成"


def _stranger(town: Town) -> Citizen:
    return town.stranger()


def _member(town: Town) -> Citizen:
    member = town.member("张三")
    member.says("报名 大讲堂第10期 视频")
    return member


def _secretary(town: Town) -> Citizen:
    return town.secretary("李四", "u1", "unit_secretary")


def _worker(town: Town) -> Citizen:
    return town.secretary("郑安", "k1", "community_worker")


@pytest.mark.parametrize("who", [_stranger, _member, _secretary, _worker])
def test_every_sentence_is_answered(town: Town, who: Callable[[Town], Citizen]) -> None:
    person = who(town)
    failed = [said for said in SAID if FAILED in person.says(said).text]
    assert failed == []
