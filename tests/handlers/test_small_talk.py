"""What is said of a person files nothing and lists nothing; who does not know how is led by the hand."""

import pytest

from tests.town import Town

FIRST = "先试一个：回复“活动”"


@pytest.mark.parametrize(
    "said",
    [
        "她姓许 许桂兰 长安社区管志愿的",
        "许桂兰 长安社区管志愿的",
        "他叫王波，是我们支部书记",
        "王波是我们支部书记",
        "这位同志负责党费",
    ],
)
@pytest.mark.parametrize("before", ["你好", "党费怎么交"])
def test_what_is_said_of_a_person_files_nothing_and_lists_nothing(
    town: Town, said: str, before: str
) -> None:
    member = town.member("李四")
    member.says(before)
    member.says(said).shows("没有记下，也没有转给谁", "您要办什么？").lacks("1 ", "待认领", "依据")
    assert town.rows("SELECT * FROM question") == []


@pytest.mark.parametrize("said", ["王波要报乒乓球赛", "张三是书记吗", "张三"])
def test_what_asks_for_something_is_more_than_that(town: Town, said: str) -> None:
    town.member("李四").says(said).lacks("您说的这位同志")


@pytest.mark.parametrize("said", ["教教我", "我不会用这玩意儿", "头一回用 从哪儿下手"])
def test_who_does_not_know_how_is_led_to_one_thing(town: Town, said: str) -> None:
    for who in (town.member("李四"), town.stranger(), town.secretary("张三", "b1")):
        who.says(said).shows(FIRST, "回复“帮助”").lacks("没听明白")
        who.says("活动").shows("大讲堂第10期")


@pytest.mark.parametrize("said", ["你都会点啥子嘛", "功能菜单", "帮助"])
def test_who_asks_what_there_is_sees_all_of_it(town: Town, said: str) -> None:
    town.member("李四").says(said).shows("志愿", "预约", "提醒", "“注销”").lacks(FIRST)


LOST = "没听明白您的意思"


def test_not_understanding_is_never_said_twice_in_a_row(town: Town) -> None:
    member = town.member("李四")
    member.says("桌子椅子板凳").shows(LOST)
    town.wait(minutes=30)
    member.says("鑫淼焱").lacks(LOST).shows("还是没听明白")


def test_nor_to_a_secretary(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("鑫淼焱磊").shows("没听明白您要办什么")
    head.says("ttyu bbnn").lacks("没听明白您要办什么").shows("还是没听明白")
