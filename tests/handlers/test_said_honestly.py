"""What is not there is said to be not there; and what a number may mean twice is asked about."""

import pytest

from tests.town import Citizen, Town


@pytest.mark.parametrize(
    "said",
    [
        "签到",
        "签到 4417",
        "签到4417",
        "签到码 3827",
        "签到口令：初心",
        "我要签到",
        "帮我签个到",
        "现场签到",
        "健步走签到",
        "我到会场了签到",
        "怎么签到",
    ],
)
def test_checking_in_is_not_there_and_nothing_is_done(town: Town, said: str) -> None:
    member = town.member("张三")
    member.says("报名 乒乓球赛")
    before = [tuple(row) for row in town.rows("SELECT * FROM seat")]
    member.says(said).shows("签到还不能在这里办，什么也没有记下").lacks("已确认为")
    assert [tuple(row) for row in town.rows("SELECT * FROM seat")] == before
    town.stranger().says(said).shows("签到还不能在这里办").lacks("同意请回复")


def test_whether_checking_in_may_be_forced_is_a_question(town: Town) -> None:
    town.member("张三").says("强制签到打卡").shows("不得强制打卡签到")


# ---------------------------------------------------------------- a list newest first


@pytest.fixture
def head(town: Town) -> Citizen:
    """Who has sent two: the list has 2 above 1."""
    head = town.secretary("周九", "c", "committee_secretary")
    for body in ("甲会改期", "乙会改期"):
        head.says(f"发通知 {body}")
        head.says("1").shows("【通知 ")
    head.received()  # both reach their sender too, and are read before what follows
    return head


def withdrawn(town: Town) -> list[int]:
    sql = "SELECT number FROM notice WHERE state = 'withdrawn' ORDER BY number"
    return [row["number"] for row in town.rows(sql)]


FIRST = ["撤回第一个", "第一个", "第1个", "第一条", "把第一个撤了", "撤第1条", "第一个看看"]


@pytest.mark.parametrize("said", FIRST)
def test_a_line_whose_number_is_another_is_named_and_asked_about_once(
    town: Town, head: Citizen, said: str
) -> None:
    head.says("撤回通知")
    head.says(said).shows("您说的是这一条，撤回吗？", "\n2 ", "乙会改期").lacks("甲会改期")
    assert withdrawn(town) == []
    head.says("确定").shows("【通知 2】云川市直机关工委：乙会改期")
    assert withdrawn(town) == [2]


@pytest.mark.parametrize(("said", "number"), [("2", [2]), ("1", []), ("取消", []), ("谢谢", [])])
def test_a_number_at_that_question_is_of_the_list(
    town: Town, head: Citizen, said: str, number: list[int]
) -> None:
    head.says("撤回通知")
    head.says("第一个")
    head.says(said)
    assert withdrawn(town) == number


@pytest.mark.parametrize(("said", "number"), [("1", 1), ("2", 2), ("撤回 1", 1), ("撤回2", 2)])
def test_its_own_number_calls_it_back_and_says_which(
    town: Town, head: Citizen, said: str, number: int
) -> None:
    head.says("撤回通知")
    head.says(said).shows(f"撤回【通知 {number}】{'甲乙'[number - 1]}会改期", "吗？\n1 撤回")
    assert withdrawn(town) == []
    head.says("1").shows(f"【通知 {number}】云川市直机关工委：{'甲乙'[number - 1]}会改期")
    assert withdrawn(town) == [number]


def test_how_far_the_first_line_has_got_is_shown_of_the_first_line(head: Citizen) -> None:
    head.says("通知进度").shows("\n2 ", "\n1 ")
    head.says("第一个").shows("【通知 2】")
    head.says("通知进度")
    head.says("1").shows("【通知 1】")


@pytest.mark.parametrize("said", ["撤回第一个", "撤回最后一个", "撤回上一条", "撤回第2条通知"])
def test_without_the_list_it_is_shown_first(town: Town, head: Citizen, said: str) -> None:
    head.says(said).shows("撤回哪一条？")
    assert withdrawn(town) == []
