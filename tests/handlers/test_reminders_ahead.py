"""A reminder ahead of what was just spoken of: 提前一小时提醒我 names neither the thing nor a day."""

import pytest

from bot.conversation.focus import FRESH
from tests.town import Citizen, Town

REMINDERS = "SELECT text FROM reminder WHERE state = 'open' ORDER BY number"
ASKED = ("几点开始我不知道", "什么时候提醒您")


def texts(town: Town) -> list[str]:
    return [row["text"] for row in town.rows(REMINDERS)]


@pytest.fixture
def taken(member: Citizen) -> Citizen:
    """Somebody who has just got a place in what begins on 12月5日（周六） at 14:30."""
    member.says("报名 大讲堂第10期 现场").shows("【报名成功】大讲堂第10期")
    return member


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("提前一小时提醒我", "12月5日（周六）13:30"),
        ("开讲前半个钟头喊我一声", "12月5日（周六）14:00"),
        ("到时候早两个小时给我提个醒", "12月5日（周六）12:30"),
        ("头天晚上八点叫我一下", "12月4日（周五）20:00"),
        ("前一天提醒我", "12月4日（周五）14:30"),
        ("前一天早上提醒我一下", "12月4日（周五）8:00"),
        ("早二十分钟喊我", "12月5日（周六）14:10"),
        ("提前两天告诉我一声", "12月3日（周四）14:30"),
        ("当天早上七点叫我", "12月5日（周六）7:00"),
        ("大讲堂前一天晚上提醒我", "12月4日（周五）20:00"),
        ("提前一天晚上8点半给我提个醒", "12月4日（周五）20:30"),
        ("临开场半小时叫我", "12月5日（周六）14:00"),
        ("开场前20分钟吱一声", "12月5日（周六）14:10"),
        ("到点前15分钟提醒我", "12月5日（周六）14:15"),
    ],
)
def test_it_is_counted_from_the_beginning(taken: Citizen, said: str, when: str) -> None:
    taken.says(said).shows(f"好的，{when} 提醒您：大讲堂第10期\n")


def test_what_is_to_be_done_is_kept_beside_its_name(taken: Citizen) -> None:
    taken.says("提前一小时提醒我带身份证").shows("13:30 提醒您：大讲堂第10期，带身份证")


def test_several_leads_are_a_reminder_each(town: Town, taken: Citizen) -> None:
    taken.says("提前一天和提前一小时各提醒我一次").shows(
        "2 次提醒您：大讲堂第10期", "1 12月4日（周五）14:30", "2 12月5日（周六）13:30"
    )
    taken.says("在哪儿啊").shows("【大讲堂第10期】")
    assert len(texts(town)) == 2


def test_how_long_is_asked_where_it_is_rough(town: Town, taken: Citizen) -> None:
    taken.says("提前半天提醒我").shows("是 12月4日（周五）14:30 吗？")
    assert texts(town) == []
    taken.says("1").shows("14:30 提醒您：大讲堂第10期")


def test_a_service_need_is_spoken_of_as_well(member: Citizen) -> None:
    member.says("义诊").shows("义诊")
    member.says("提前三天提醒我").shows("12月2日（周三）14:00 提醒您：长安社区义诊")


def test_the_event_is_still_spoken_of_after_the_reminder(town: Town, taken: Citizen) -> None:
    taken.says("提前一小时提醒我").shows("13:30")
    taken.says("头天晚上八点也叫我一下").shows("12月4日（周五）20:00 提醒您：大讲堂第10期")
    taken.says("在哪儿啊").shows("【大讲堂第10期】")
    assert texts(town) == ["大讲堂第10期"] * 2


@pytest.mark.parametrize("said", ["提前一小时提醒我", "前一天提醒我", "头天晚上八点叫我一下"])
def test_with_nothing_spoken_of_it_is_asked(town: Town, member: Citizen, said: str) -> None:
    reply = member.says(said).text
    assert any(each in reply for each in ASKED)
    assert texts(town) == []


def test_what_was_spoken_of_long_ago_is_not_meant(town: Town, taken: Citizen) -> None:
    town.wait(minutes=FRESH // 60_000 + 1)
    taken.says("提前一小时提醒我").shows(ASKED[0])
    assert texts(town) == []


@pytest.mark.parametrize(
    "said",
    ["体检前一天提醒我", "周四的会早二十分钟喊我", "不用提前一天提醒我", "能提前一天提醒我吗"],
)
def test_what_is_about_something_else_is_not_ahead_of_it(
    town: Town, taken: Citizen, said: str
) -> None:
    taken.says(said).lacks("大讲堂第10期")
    assert texts(town) == []


def test_the_time_before_it_that_has_passed_is_asked_about(town: Town, taken: Citizen) -> None:
    taken.says("提前三十天提醒我").shows("已经过了", "是 12月5日（周六）14:30 吗？")
    taken.says("1").shows("14:30 提醒您：大讲堂第10期")


def test_the_time_that_is_asked_for_may_be_ahead_of_it(taken: Citizen) -> None:
    taken.says("提醒我带本子").shows("什么时候提醒您？")
    taken.says("提前一小时").shows("12月5日（周六）13:30 提醒您：带本子")


def test_one_more_ahead_of_a_reminder_is_a_new_one(town: Town, member: Citizen) -> None:
    member.says("明天下午3点提醒我开会")
    member.says("提前半小时再提醒我一次").shows("好的，11月25日（周三）14:30 提醒您：开会")
    assert texts(town) == ["开会", "开会"]


def test_a_correction_of_a_reminder_is_none(town: Town, member: Citizen) -> None:
    member.says("明天下午3点提醒我开会")
    member.says("提前十分钟").shows("已改：11月25日（周三）14:50 提醒您：开会")
    assert texts(town) == ["开会"]
