"""删除哪一条: closed by a no, answered by places in the list that are said in words."""

import pytest

from tests.town import Citizen, Town

OPEN = "SELECT text FROM reminder WHERE state = 'open' ORDER BY number"


def texts(town: Town) -> list[str]:
    return [row["text"] for row in town.rows(OPEN)]


@pytest.fixture
def asked(town: Town) -> Citizen:
    """Somebody with three reminders, numbered 2 to 4, who is asked which one to delete."""
    member = town.member("张三")
    for said in ("交表", "交材料", "开会", "值班"):
        member.says(f"明天上午9点提醒我{said}")
    member.says("删除提醒 1").shows("已删除")
    member.says("删除提醒").shows("删除哪一条？")
    return member


@pytest.mark.parametrize(
    "no", ["取消", "退出", "不删了", "算了都留着吧", "算了", "一个也别删", "先留着", "唔删喇"]
)
@pytest.mark.parametrize("then", ["2", "头一个", "最后那个"])
def test_after_a_no_nothing_is_deleted(town: Town, asked: Citizen, no: str, then: str) -> None:
    asked.says(no).shows("没有办，什么也没有改动")
    asked.says(then).lacks("已删除")
    assert texts(town) == ["交材料", "开会", "值班"]


@pytest.mark.parametrize("said", ["推迟 10分钟", "改时间"])
@pytest.mark.parametrize("no", ["算了", "取消"])
def test_no_other_question_which_one_stays_open(
    town: Town, asked: Citizen, said: str, no: str
) -> None:
    asked.says(said).shows("哪一条")
    asked.says(no).shows("没有办，什么也没有改动")
    asked.says("2").lacks("推迟", "改到什么时候")


@pytest.mark.parametrize("said", ["开会那条", "开会", "把开会的删了", "就开会那个吧"])
def test_the_one_that_is_named_is_deleted(town: Town, asked: Citizen, said: str) -> None:
    asked.says(said).shows("已删除提醒：开会")
    assert texts(town) == ["交材料", "值班"]


@pytest.mark.parametrize("said", ["谢谢", "活动"])
def test_whatever_comes_between_closes_it_too(town: Town, asked: Citizen, said: str) -> None:
    asked.says(said)
    asked.says("2").lacks("已删除")
    assert texts(town) == ["交材料", "开会", "值班"]


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("头一个", "交材料"),
        ("就头一条吧", "交材料"),
        ("第一个", "交材料"),
        ("最后那个", "值班"),
        ("最后一条", "值班"),
        ("倒数第二个", "开会"),
        ("中间那个", "开会"),
        ("删最后那个", "值班"),
        ("2", "交材料"),
    ],
)
def test_a_place_in_the_list_is_the_line_there(
    town: Town, asked: Citizen, said: str, gone: str
) -> None:
    asked.says(said).shows(f"已删除提醒：{gone}")
    assert len(texts(town)) == 2


@pytest.mark.parametrize("said", ["2 4", "2.4", "2、4", "2和4都删了"])
def test_several_numbers_are_several(town: Town, asked: Citizen, said: str) -> None:
    asked.says(said).shows("已删除提醒：交材料、值班")
    assert texts(town) == ["开会"]


def test_three_numbers_with_points_are_three(town: Town, asked: Citizen) -> None:
    asked.says("2.3.4").shows("已删除提醒：交材料、开会、值班")
    assert texts(town) == []


@pytest.mark.parametrize(
    ("said", "left"),
    [("最后两个", ["交材料"]), ("后两条都删掉", ["交材料"]), ("后面两个", ["交材料"])],
)
def test_the_last_two_are_two(town: Town, asked: Citizen, said: str, left: list[str]) -> None:
    asked.says(said).shows("已删除提醒：开会、值班")
    assert texts(town) == left


def test_the_first_two_are_asked_about_where_a_number_is_another_place(
    town: Town, asked: Citizen
) -> None:
    asked.says("前两个").lacks("已删除")
    assert len(texts(town)) == 3


@pytest.mark.parametrize("said", ["前两个", "头两个", "删除提醒 前两条"])
def test_the_first_two_are_two(town: Town, said: str) -> None:
    member = town.member("李四")
    for thing in ("交材料", "开会", "值班"):
        member.says(f"明天上午9点提醒我{thing}")
    member.says("删除提醒").shows("删除哪一条？")
    member.says(said).shows("已删除提醒：交材料、开会")
    assert texts(town) == ["值班"]


@pytest.mark.parametrize("said", ["最后那个", "最后两个", "中间那个"])
def test_the_last_of_a_page_may_not_be_the_last_of_all(town: Town, said: str) -> None:
    member = town.member("李四")
    for number in range(1, 8):
        member.says(f"明天上午9点提醒我办第{number}件事")
    member.says("删除提醒").shows("下一页")
    member.says(said).lacks("已删除")
    assert len(texts(town)) == 7


@pytest.mark.parametrize(
    ("said", "shown"),
    [("头一个", "大讲堂第10期"), ("最后那个", "大讲堂第11期"), ("最后一个吧", "大讲堂第11期")],
)
def test_places_in_a_list_of_events_are_as_well(member: Citizen, said: str, shown: str) -> None:
    member.says("报名").shows("想报哪一项")
    member.says(said).shows(shown, "现场参加还是看视频")


def test_of_the_list_of_events_the_middle_is_none(member: Citizen) -> None:
    member.says("活动")
    member.says("中间那个").shows("没有这一项")
