"""Times said by how long they are before something."""

from datetime import datetime

import pytest

from bot.clock import ZONE
from bot.when.leads import ahead
from tests.bot.when.tables import NOW, said

BEGINS = datetime(2026, 12, 5, 14, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("提前一小时", "2026-12-05T13:30"),
        ("早两个小时给我提个醒", "2026-12-05T12:30"),
        ("开走前半个钟头喊我一声", "2026-12-05T14:00"),
        ("头天晚上八点", "2026-12-04T20:00"),
        ("前一天", "2026-12-04T14:30"),
        ("前一晚提醒我", "2026-12-04T20:00"),
        ("提前一周", "2026-11-28T14:30"),
        ("提前两天，早上八点", "2026-12-03T08:00"),
        ("当天上午十点", "2026-12-05T10:00"),
        ("提前点提醒我", "ASK vague 2026-12-05T14:00"),
        ("提前几天", "ASK vague 2026-12-04T14:30"),
        ("提前几周", "ASK vague 2026-11-28T14:30"),
        ("离出发还有二十分钟叫我", "2026-12-05T14:10"),
        ("晚上八点，提前一天", "2026-12-04T20:00"),
        ("提前两个月", "ASK past 2026-12-05T14:30"),
    ],
)
def test_a_lead_counts_from_the_beginning(words: str, at: str) -> None:
    found = ahead(words, BEGINS, NOW)
    assert found is not None
    assert said(found) == at


@pytest.mark.parametrize(
    "words", ["明天早上8点", "周五的会提前半小时", "一小时后", "下午三点", "当天提醒我", "提醒我"]
)
def test_what_names_its_own_day_or_none_is_ahead_of_nothing(words: str) -> None:
    assert ahead(words, BEGINS, NOW) is None


def test_each_of_several_leads_is_a_time() -> None:
    found = ahead("提前两天、提前一小时各提醒我一次", BEGINS, NOW)
    assert found is not None
    assert found.meant == "all"
    assert [said(each) for each in found.also] == ["2026-12-05T13:30"]
    assert found.guess == datetime(2026, 12, 3, 14, 30, tzinfo=ZONE)
