"""现场 and 视频 in a sentence: what is asked for, and what is ruled out and never chosen."""

import pytest

from handlers.registration.event import KIND
from tests.town import Citizen, Town

OF_THE_SENTENCE = (
    ("大讲堂第10期报一个，线上那种就免了", "onsite"),
    ("宣讲13场我要听 在办公室听就成 会场就不去喽", "video"),
    ("报名大讲堂，我人不过去", "video"),
    ("报大讲堂不要现场的", "video"),
    ("报大讲堂 人不到现场", "video"),
    ("大讲堂别报现场", "video"),
    ("大讲堂 不看视频", "onsite"),
    ("现场去不了就视频吧", "video"),
    ("不是现场是视频", "video"),
    ("网上看就算了 我去会场", "onsite"),
    ("直播看不了", "onsite"),
    ("视频不方便", "onsite"),
    ("现场报名，别给我报视频", "onsite"),
    ("唔好视频", "onsite"),
    ("别忘了给我报视频", "video"),
    ("不好意思 我改视频", "video"),
    ("能不能看视频", "video"),
    ("视频行不行", "video"),
    ("现场还是视频", None),
    ("不错，我要报现场", "onsite"),
)


@pytest.mark.parametrize(("said", "mode"), OF_THE_SENTENCE)
def test_what_is_ruled_out_is_not_chosen(said: str, mode: str | None) -> None:
    assert KIND.mode_in(said) == mode


@pytest.fixture
def member(town: Town) -> Citizen:
    return town.member("张三")


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("给我报大讲堂第11期，线上那种就免了", "现场"),
    ],
)
def test_the_other_way_is_taken(member: Citizen, said: str, way: str) -> None:
    member.says(said).shows("大讲堂第11期", way)
    member.says("我的报名").shows(way)


@pytest.mark.parametrize(
    "said", ["我要报名大讲堂第11期 现场就算了", "大讲堂第11期我要报名 会场就不去喽"]
)
def test_a_no_to_one_way_is_no_no_to_the_event(member: Citizen, said: str) -> None:
    if "您想报哪一项" in member.says(said).shows("大讲堂第11期"):
        member.says("1")
    member.says("我的报名").shows("大讲堂第11期", "视频")


def test_another_way_of_what_was_just_taken_is_asked_about_where_it_is_not_sure(
    member: Citizen,
) -> None:
    member.says("报名 大讲堂第11期 现场").shows("【报名成功】")
    member.says("还是视频吧").shows("大讲堂第11期", "视频")
    member.says("1")
    member.says("我的报名").shows("视频")
