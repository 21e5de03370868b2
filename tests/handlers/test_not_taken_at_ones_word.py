"""Sentences that tempt: what they seem to ask for is not done."""

import pytest

from tests.town import Citizen, Town


@pytest.fixture
def member(town: Town) -> Citizen:
    return town.member("张三")


@pytest.mark.parametrize(
    "said", ["我女儿天天提醒我吃药，比你管用", "我爱人每天都喊我起床", "他老是催我交材料"]
)
def test_who_is_reminded_by_others_gets_no_reminder(town: Town, member: Citizen, said: str) -> None:
    member.says(said)
    assert town.rows("SELECT * FROM reminder") == []


@pytest.mark.parametrize("said", ["大讲堂第31期帮我占个座", "报名大讲堂第7期", "给我报大讲堂13期"])
def test_an_issue_that_there_is_not_is_no_other_one(member: Citizen, said: str) -> None:
    member.says(said).shows("没有找到第").lacks("【报名成功】")
    member.says("我的报名").lacks("大讲堂第")


def test_what_is_to_be_kept_is_not_unsubscribed(town: Town, member: Citizen) -> None:
    member.says("活动的别再推送了，志愿的要留着")
    rooms = {row["room"] for row in town.rows("SELECT room FROM unsubscription")}
    assert "volunteering" not in rooms
