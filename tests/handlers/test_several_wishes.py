"""Several wishes in one message are done in order; none is swallowed."""

import pytest

from tests.town import Citizen, Town


@pytest.fixture
def member(town: Town) -> Citizen:
    return town.member("张三")


def test_a_place_and_a_reminder(member: Citizen) -> None:
    said = member.says("乒乓球赛给我报上，还有周四上午十点提醒我交照片")
    said.shows("【报名成功】“先锋杯”乒乓球赛", "11月26日（周四）10:00", "交照片").lacks(
        "乒乓球赛给我报上"
    )
    member.says("我的提醒").shows("交照片").lacks("乒乓球")


def test_what_is_on_and_a_reminder(member: Citizen) -> None:
    said = member.says("帮我看看周末有啥活动，顺便提醒我周五上午九点交党费")
    said.shows("周末", "11月27日（周五）9:00", "交党费")


def test_what_asks_back_leaves_the_rest_for_later_and_says_so(member: Citizen) -> None:
    said = member.says("大讲堂第10期给我报上，还有周四上午十点提醒我交照片")
    said.shows("现场参加还是看视频", "另一件“周四上午十点提醒我交照片”还没办")
    member.says("视频").shows("【报名成功】")
    member.says("周四上午十点提醒我交照片").shows("交照片")


@pytest.mark.parametrize(
    "said", ["明天9点提醒我交材料，还要带照片", "明早8点提醒我给老王打电话，说健步走的事"]
)
def test_one_wish_of_two_clauses_stays_one(member: Citizen, said: str) -> None:
    member.says(said).lacks("――", "另一件")


def test_a_notice_is_one_text_whatever_it_says(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    said = secretary.says("通知大家，明天下午三点开会，提醒家里人晚点吃饭")
    said.shows("1 发送").lacks("另一件")
