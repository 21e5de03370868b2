"""Put off and moved in few words: what they leave unsaid stays, and no and a question move nothing."""

import pytest

from tests.town import Citizen, Town

MADE = "明早8点提醒我交材料"  # 11月25日


@pytest.mark.parametrize(
    ("said", "echo"),
    [
        ("不要推迟", "没有推迟"),
        ("先别推迟", "没有推迟"),
        ("能推迟吗", "可以推迟，请说要推迟多久"),
        ("可以推迟吗", "可以推迟，请说要推迟多久"),
        ("不要删除提醒1", "没有删"),
        ("别删提醒", "没有删"),
    ],
)
def test_a_no_and_a_question_change_nothing(member: Citizen, said: str, echo: str) -> None:
    member.says(MADE)
    member.says(said).shows(echo).lacks("哪一条", "推迟到")
    member.says("我的提醒").shows("1 交材料　11月25日（周三）8:00")


def test_a_question_that_names_a_span_is_a_wish(member: Citizen) -> None:
    member.says(MADE)
    member.says("能推迟1小时吗").shows("推迟到 11月25日（周三）9:00 提醒您：交材料")


def test_one_still_ahead_is_put_off_only_once_it_is_known_how_long(town: Town) -> None:
    member = town.member("张三")
    member.says(MADE)
    member.says("再提醒我一次").shows("“交材料”推迟多久？")
    member.says("两小时").shows("推迟到 11月25日（周三）10:00 提醒您：交材料")
    member.says("半小时后提醒我关火")
    town.wait(minutes=31)
    member.says("再提醒我一次").shows("推迟到 11月24日（周二）11:31 提醒您：关火")


@pytest.mark.parametrize(
    ("made", "said", "echo"),
    [
        (MADE, "推迟到后天", "11月26日（周四）8:00"),
        (MADE, "推迟到明天下午三点", "11月25日（周三）15:00"),
        (MADE, "推迟到9点", "11月25日（周三）9:00"),
        (MADE, "推迟到晚上", "11月25日（周三）20:00"),
        (MADE, "推迟到7点", "11月25日（周三）19:00"),
        (MADE, "推迟 1 十分钟", "11月25日（周三）8:10"),
        ("提醒我明晚七点半开会", "推迟 1 1天", "11月26日（周四）19:30"),
        ("周五早8点提醒我交表", "推迟 1 两天", "11月29日（周日）8:00"),
        ("周五早8点提醒我交表", "推迟 1 一周", "12月4日（周五）8:00"),
    ],
)
def test_a_day_counts_from_today_and_a_span_from_the_reminder(
    member: Citizen, made: str, said: str, echo: str
) -> None:
    member.says(made)
    member.says(said).shows(f"好的，推迟到 {echo} 提醒您：")


def test_one_that_has_come_is_put_off_to_its_own_hour_of_another_day(town: Town) -> None:
    member = town.member("张三")
    member.says("12点半提醒我吃药")
    town.wait(hours=3)
    member.says("推迟到明天").shows("推迟到 11月25日（周三）12:30 提醒您：吃药")


@pytest.mark.parametrize(
    ("made", "said", "echo"),
    [
        ("提醒我明晚七点半开会", "八点", "已改：11月25日（周三）20:00"),
        ("提醒我明晚七点半开会", "早上八点", "已改：11月25日（周三）8:00"),
        ("提醒我明晚七点半开会", "后天", "已改：11月26日（周四）19:30"),
        ("提醒我明晚七点半开会", "后天上午", "已改：11月26日（周四）9:00"),
        ("提醒我明晚七点半开会", "提前十分钟", "已改：11月25日（周三）19:20"),
        ("提醒我明晚七点半开会", "往后推半小时", "已改：11月25日（周三）20:00"),
        (MADE, "9点", "已改：11月25日（周三）9:00"),
        (MADE, "不改了 还是8点吧", "没有变，还是 11月25日（周三）8:00"),
    ],
)
def test_an_hour_keeps_the_day_and_a_day_keeps_the_hour(
    member: Citizen, made: str, said: str, echo: str
) -> None:
    member.says(made)
    member.says("改时间 1")
    member.says(said).shows(f"{echo} 提醒您：")


@pytest.mark.parametrize("said", ["好的", "对", "是", "可以"])
def test_a_yes_takes_the_only_time_that_is_offered(member: Citizen, said: str) -> None:
    member.says("提醒我今天上午9点开会").shows("是 11月25日（周三）9:00 吗？")
    member.says(said).shows("好的，11月25日（周三）9:00 提醒您：开会")


def test_a_yes_to_nothing_offered_is_no_time(town: Town) -> None:
    member = town.member("张三")
    member.says("提醒我交材料")
    member.says("好的").shows("什么时候提醒您？")
    member.says("下周").shows("吗？回复 1 确认")
    member.says("不是").shows("什么时候提醒您？")
    member.says("好的").shows("什么时候提醒您？")
    assert town.rows("SELECT * FROM reminder") == []


@pytest.mark.parametrize("words", ["删除全部提醒", "清空提醒", "把所有提醒都删了"])
def test_all_are_dropped_after_one_question(town: Town, words: str) -> None:
    member = town.member("张三")
    member.says(MADE)
    member.says("后天下午3点提醒我开会")
    member.says(words).shows("您的 2 条提醒全部删除吗？")
    member.says("不").shows("什么也没有改动")
    assert len(town.rows("SELECT * FROM reminder")) == 2
    member.says(words)
    member.says("确定").shows("已删除全部 2 条提醒")
    assert town.rows("SELECT * FROM reminder") == []


def test_the_first_is_the_first_line_or_it_is_asked(town: Town) -> None:
    member = town.member("张三")
    member.says("后天下午3点提醒我开会")
    member.says(MADE)
    member.says("12月5日9点提醒我义诊")
    member.says("我的提醒").shows("1 开会", "2 交材料", "3 义诊")
    member.says("删除第一个").shows("已删除提醒：开会")
    member.says("我的提醒")
    member.says("删除第二个").shows("删除哪一条？")
    member.says("3").shows("已删除提醒：义诊")
