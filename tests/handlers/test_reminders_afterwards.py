"""What is said right after a reminder was made or the list shown is about those."""

import pytest

from tests.town import Citizen, Town

MADE = "明早8点提醒我交材料"  # 11月25日


@pytest.mark.parametrize(
    ("said", "echo"),
    [
        ("改到四点", "已改：11月25日（周三）16:00"),
        ("改成9点", "已改：11月25日（周三）9:00"),
        ("改成后天早上", "已改：11月26日（周四）8:00"),
        ("不对是后天", "已改：11月26日（周四）8:00"),
        ("不对，应该是下午三点", "已改：11月25日（周三）15:00"),
        ("提前十分钟", "已改：11月25日（周三）7:50"),
        ("时间改到后天9点", "已改：11月26日（周四）9:00"),
    ],
)
def test_a_correction_is_of_the_one_just_made(member: Citizen, said: str, echo: str) -> None:
    member.says("后天下午3点提醒我开会")
    member.says(MADE)
    member.says(said).shows(f"{echo} 提醒您：交材料")


def test_that_it_is_wrong_asks_for_the_time(member: Citizen) -> None:
    member.says(MADE)
    member.says("不对").shows("“交材料”改到什么时候？")
    member.says("9点").shows("已改：11月25日（周三）9:00 提醒您：交材料")
    member.says("改到10点").shows("已改：11月25日（周三）10:00 提醒您：交材料")


@pytest.mark.parametrize("said", ["删掉", "删除", "不要了", "把这个删了"])
def test_it_is_dropped_in_plain_words(town: Town, said: str) -> None:
    member = town.member("张三")
    member.says(MADE)
    member.says(said).shows("已删除提醒：交材料").lacks("注销")
    assert town.rows("SELECT * FROM reminder") == []


@pytest.mark.parametrize("said", ["都删了", "全部删掉", "都不要了", "全删了吧"])
def test_all_of_them_in_plain_words_is_asked_first(town: Town, said: str) -> None:
    member = town.member("张三")
    member.says("后天下午3点提醒我开会")
    member.says(MADE)
    member.says(said).shows("您的 2 条提醒全部删除吗？")
    member.says("确定").shows("已删除全部 2 条提醒")
    assert town.rows("SELECT * FROM reminder") == []


@pytest.mark.parametrize(
    ("said", "echo"),
    [
        ("第一个改到9点", "已改：11月25日（周三）9:00 提醒您：交材料"),
        ("推迟第一个 10分钟", "推迟到 11月25日（周三）8:10 提醒您：交材料"),
        ("把最后一个删了", "已删除提醒：开会"),
        ("每天的那个删掉", "已删除提醒：吃药"),
        ("把开会的删了", "已删除提醒：开会"),
        ("删掉", "删除哪一条？"),
        ("改到9点", "改哪一条的时间？"),
    ],
)
def test_a_line_of_the_list_is_pointed_out(member: Citizen, said: str, echo: str) -> None:
    for made in (MADE, "每天早上9点提醒我吃药", "后天下午3点提醒我开会", "我的提醒"):
        member.says(made)
    member.says(said).shows(echo)


def test_with_something_else_shown_last_no_reminder_is_meant(town: Town) -> None:
    member = town.member("张三")
    member.says(MADE)
    member.says("活动")
    for said in ("删掉", "改到四点", "都删了", "不要了"):
        member.says(said).lacks("已改", "已删除", "全部删除吗")
    member.says(MADE)
    town.wait(minutes=11)
    member.says("删掉").lacks("已删除")
    assert len(town.rows("SELECT * FROM reminder")) == 1


def test_one_more_is_one_of_its_own_and_of_the_same_day(member: Citizen) -> None:
    member.says(MADE)
    member.says("再加一个中午十二点吃药").shows("11月25日（周三）12:00 提醒您：吃药")
    member.says("再加一个后天三点开会").shows("11月26日（周四）15:00 提醒您：开会")
    member.says("我的提醒").shows("3 条")
