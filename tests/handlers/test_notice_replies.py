"""What members answer to a notice: a promise counts as a receipt, all else is told to its sender."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import ZONE
from tests.town import Citizen, Town, fill

TOLD = "李四（第一支部）答复【通知 1】周五下午三点开会"


def told(town: Town, choice: str = "1") -> tuple[Citizen, Citizen]:
    """The sender of a notice, and who got it."""
    secretary, li = town.secretary("张三", "b1"), town.member("李四")
    li.says("你好")
    secretary.says("发通知 周五下午三点开会")
    secretary.says(choice).shows("【通知 1】")
    town.settle()
    assert li.received()
    secretary.received()
    return secretary, li


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Town]:
    start = datetime(2026, 11, 27, 19, 50, tzinfo=ZONE)  # a Friday
    with Town(tmp_path, fill=fill, start=start) as town:
        yield town


# ---------------------------------------------------------------- receipts


@pytest.mark.parametrize(
    "said",
    [
        "收到 准时参加",
        "收到！一定到",
        "收到收到，一定带党徽",
        "明白 一定参加",
        "好的一定参加",
        "看到了哈",
    ],
)
def test_a_promise_is_a_receipt_where_one_is_asked_for(town: Town, said: str) -> None:
    secretary, li = told(town, "3")
    li.says(said).shows("【已回执】", "周五下午三点开会")
    secretary.says("通知进度 1").shows("收到回执 1/4")


def test_a_promise_is_none_where_none_is_asked_for(town: Town) -> None:
    _, li = told(town)
    li.says("明白 一定参加").lacks("已回执")
    li.says("收到 准时参加").shows("不客气").lacks("您是想")
    assert town.rows("SELECT * FROM receipt") == []


@pytest.mark.parametrize("said", ["收到 但是我去不成", "没收到", "收到红包了哈哈"])
def test_what_is_no_promise_is_no_receipt(town: Town, said: str) -> None:
    _, li = told(town, "3")
    li.says(said).lacks("已回执")
    assert town.rows("SELECT * FROM receipt") == []


# ---------------------------------------------------------------- to its sender


@pytest.mark.parametrize("choice", ["1", "3"])
@pytest.mark.parametrize(
    "said",
    ["请假，那天出差", "晚到", "那天值班来不了", "跟书记说我腰疼不去了", "收到，但是我去不了"],
)
def test_another_answer_is_told_to_the_sender_after_one_yes(
    town: Town, said: str, choice: str
) -> None:
    secretary, li = told(town, choice)
    li.says(said).shows(
        "1 转告张三（云川市财政局第一支部 支部书记）：周五下午三点开会", f"您的话：{said}"
    )
    assert town.rows("SELECT * FROM outbox WHERE about LIKE 'notices:answer:%'") == []
    li.says("1").shows("已转告张三（云川市财政局第一支部 支部书记）")
    assert any(text.startswith(TOLD) and f"｜{said}" in text for text in secretary.received())
    secretary.says("记录").shows("李四　答复通知")
    assert town.rows("SELECT * FROM question") == []


@pytest.mark.parametrize("no", ["不用了", "取消", "活动"])
def test_without_a_yes_nothing_is_told(town: Town, no: str) -> None:
    secretary, li = told(town)
    li.says("请假，那天出差").shows("1 转告张三")
    li.says(no)
    assert town.rows("SELECT * FROM outbox WHERE about LIKE 'notices:answer:%'") == []
    assert not any("答复【通知" in text for text in secretary.received())


def test_of_several_notices_the_one_that_is_answered_is_chosen(town: Town) -> None:
    secretary, li = told(town)
    head = town.secretary("孙八", "u1", "unit_secretary")
    head.says("发通知 周六大扫除")
    head.says("1").shows("【通知 1】")
    town.settle()
    assert li.received()
    li.says("请假，那天出差").shows("1 转告孙八", "周六大扫除", "2 转告张三", "周五下午三点开会")
    li.says("2").shows("已转告张三")
    assert any(text.startswith(TOLD) for text in secretary.received())
    assert not any("答复" in text for text in head.received())


def test_where_nothing_came_nothing_is_told(town: Town) -> None:
    town.secretary("张三", "b1")
    li = town.member("李四")
    li.says("通知上说的那个会我请假，那天出差").shows("没有转告", "支部书记")
    _, li = told(town)
    town.wait(days=8)
    li.says("请假，那天出差").lacks("转告张三")


def test_what_was_called_back_is_not_answered(town: Town) -> None:
    secretary, li = told(town)
    li.says("请假，那天出差").shows("1 转告张三")
    secretary.says("撤回通知 1")
    secretary.says("1")
    li.says("1").shows("没有转告").lacks("已转告")


def test_who_holds_the_office_now_is_told(town: Town) -> None:
    _, li = told(town)
    town.secretary("钱七", "b1")
    sql = "UPDATE office SET until_at = 1 WHERE member_id = 'm1'"
    town.change(lambda tx: tx._connection.execute(sql, {}))
    li.says("请假，那天出差").shows("1 转告钱七").lacks("张三")


def test_at_night_it_waits_for_the_morning_also_at_weekends(night: Town) -> None:
    secretary, li = told(night)
    night.wait(minutes=20)
    li.says("请假，那天出差")
    li.says("1").shows("夜里不打扰，11月28日（周六）8:00 转告张三")
    assert not any("答复【通知" in text for text in secretary.received())
    night.wait(hours=12)
    assert any(text.startswith(TOLD) for text in secretary.received())
    li.says("请假，那天出差")
    li.says("1").shows("已转告张三")


def test_what_waits_for_the_morning_is_erased_with_the_person(night: Town) -> None:
    secretary, li = told(night)
    night.wait(minutes=20)
    li.says("请假，那天出差")
    li.says("1").shows("夜里不打扰")
    li.says("注销")
    li.says("1").shows("已注销")
    night.wait(hours=12)
    assert not any("答复【通知" in text for text in secretary.received())


def test_a_day_has_its_limit_and_an_answer_too(town: Town) -> None:
    _, li = told(town)
    li.says("请假，" + "那天出差" * 60).lacks("1 转告")
    for _ in range(5):
        li.says("请假，那天出差")
        li.says("1").shows("已转告张三")
    li.says("请假，那天出差")
    li.says("1").shows("今天已经转告了 5 次，没有再转告")
    town.wait(days=1)
    li.says("请假，那天出差")
    li.says("1").shows("已转告张三")
