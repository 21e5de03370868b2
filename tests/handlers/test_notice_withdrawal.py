"""Which notice is to be called back is named and asked about once, whatever it is called by."""

from collections.abc import Sequence

import pytest

from tests.town import Citizen, Town


def having_sent(town: Town, *bodies: str) -> Citizen:
    """Who has sent these; the list has the newest above."""
    head = town.secretary("周九", "c", "committee_secretary")
    for body in bodies:
        head.says(f"发通知 {body}")
        head.says("1").shows("【通知 ")
    head.received()
    return head


def withdrawn(town: Town) -> Sequence[int]:
    sql = "SELECT number FROM notice WHERE state = 'withdrawn' ORDER BY number"
    return [row["number"] for row in town.rows(sql)]


@pytest.mark.parametrize(
    ("said", "number", "body"),
    [
        ("最上头那条发岔了 收回来", 2, "乙会改期"),
        ("把第1条通知作废", 2, "乙会改期"),
        ("第二条撤掉", 1, "甲会改期"),
        ("第二条撤回", 1, "甲会改期"),
    ],
)
@pytest.mark.parametrize("yes", ["确定", "是的"])
def test_a_line_of_the_progress_just_shown(
    town: Town, said: str, number: int, body: str, yes: str
) -> None:
    head = having_sent(town, "甲会改期", "乙会改期")
    head.says("通知进度").shows("\n2 ", "\n1 ")
    head.says(said).shows(body, "撤回").lacks({1: "乙会改期", 2: "甲会改期"}[number])
    assert withdrawn(town) == []
    head.says(yes).shows(f"【通知 {number}】云川市直机关工委：{body}")
    assert withdrawn(town) == [number]


def test_where_its_place_is_anothers_number_which_is_asked(town: Town) -> None:
    head = having_sent(town, "甲会改期", "乙会改期")
    head.says("通知进度")
    head.says("第二条撤掉").shows(
        "您说的是这一条，撤回吗？\n1 ", "甲会改期", "是编号 2 的那条请回复“撤回通知 2”"
    )
    head.says("撤回通知 2").shows("撤回【通知 2】乙会改期", "1 撤回")
    head.says("1").shows("【通知 2】云川市直机关工委：乙会改期")
    assert withdrawn(town) == [2]


@pytest.mark.parametrize(
    ("said", "number", "body"),
    [("刚才那条发错了 撤回", 2, "乙会改期"), ("甲会那条撤回吧", 1, "甲会改期")],
)
def test_what_it_tells_of_is_named(town: Town, said: str, number: int, body: str) -> None:
    head = having_sent(town, "甲会改期", "乙会改期")
    head.says(said).shows(f"撤回【通知 {number}】{body}", "1 撤回")
    assert withdrawn(town) == []
    head.says("1")
    assert withdrawn(town) == [number]


@pytest.mark.parametrize("no", ["不", "取消", "先别撤", "谢谢"])
def test_a_no_leaves_it(town: Town, no: str) -> None:
    head = having_sent(town, "甲会改期", "乙会改期")
    head.says("撤回通知 2").shows("撤回【通知 2】乙会改期", "1 撤回", "不撤回复“取消”")
    head.says(no)
    head.says("1")
    assert withdrawn(town) == []


def test_of_one_alone_nobody_need_say_which(town: Town) -> None:
    head = having_sent(town, "甲会改期")
    head.says("发错了").shows("撤回【通知 1】甲会改期", "1 撤回")
    head.says("好的").shows("1 撤回", "要办请回复“确定”")
    head.says("1").shows("【通知 1】云川市直机关工委：甲会改期")
    head.says("撤回通知 1").shows("已经撤回过了").lacks("1 撤回")
    assert withdrawn(town) == [1]


def test_an_office_that_ended_meanwhile_calls_nothing_of_others_back(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    deputy = town.secretary("李四", "b1")
    secretary.says("发通知 学习改期。")
    secretary.says("1").shows("【通知 1】")
    deputy.says("下级通知").shows("1 张三")
    deputy.says("1").shows("撤回张三发的：学习改期。", "1 撤回")
    sql = "UPDATE office SET until_at = 1 WHERE member_id = 'm2'"
    town.change(lambda tx: tx._connection.execute(sql, {}))
    deputy.says("1").lacks("已撤回", "没有可撤")
    assert withdrawn(town) == []
