"""Repeating reminders moved, spans and numbers kept, several dropped at once, long lists."""

import pytest

from bot.conversation import prompts
from bot.conversation.lists import page
from bot.message import Choice, Menu
from tests.town import Citizen, Town


@pytest.mark.parametrize(
    ("made", "said", "echo"),
    [
        ("每周一下午3点", "下午5点", "每周一（第一次 11月30日（周一）17:00）"),
        ("每周一三五下午3点", "17:30", "每周一、三、五（第一次 11月25日（周三）17:30）"),
        ("每两周周五下午4点", "晚上7点", "每两周周五（第一次 11月27日（周五）19:00）"),
        ("每天早上8点", "晚上9点", "每天 21:00（第一次 11月24日（周二）21:00）"),
        ("每个工作日8点", "8点半", "每个工作日 8:30（第一次 11月25日（周三）8:30）"),
        ("每月15号", "下午2点", "每月15日（第一次 12月15日（周二）14:00）"),
        ("每周一下午3点", "每周二上午9点", "每周二（第一次 12月1日（周二）9:00）"),
    ],
)
def test_another_hour_keeps_the_recurrence_and_another_recurrence_replaces_it(
    member: Citizen, made: str, said: str, echo: str
) -> None:
    member.says(f"{made}提醒我开例会")
    member.says(f"改时间 1 {said}").shows(f"已改：{echo} 提醒您：开例会")
    member.says("改时间 1")
    member.says(said).shows(f"已改：{echo}")


def test_a_weekly_one_moved_to_another_hour_comes_every_week(town: Town) -> None:
    member = town.member("张三")
    member.says("每周一下午3点提醒我开例会")
    member.says("改时间 1 下午5点")
    for _ in range(2):
        town.wait(days=7)
        member.says("谢谢")
    rows = town.rows("SELECT text FROM outbox WHERE text LIKE '%开例会%'")
    assert len(rows) == 2
    member.says("我的提醒").shows("每周一，下次 12月14日（周一）17:00")


def test_a_full_date_replaces_the_recurrence_and_that_is_said(member: Citizen) -> None:
    member.says("每周一下午3点提醒我开例会")
    member.says("改时间 1 12月5日下午5点").shows(
        "已改：12月5日（周六）17:00 提醒您：开例会", "不再每周一重复"
    )


def test_a_day_without_a_date_may_mean_either_and_is_asked_about(member: Citizen) -> None:
    member.says("每周一下午3点提醒我开例会")
    member.says("改时间 1 周三下午5点").shows(
        "“开例会”是每周一的",
        "1 每周三（第一次 11月25日（周三）17:00）",
        "2 只在 11月25日（周三）17:00",
    )
    member.says("1").shows("已改：每周三（第一次 11月25日（周三）17:00）")
    member.says("改时间 1")
    member.says("明天上午10点").shows("1 每周三（第一次 11月25日（周三）10:00）")
    member.says("2").shows("已改：11月25日（周三）10:00", "不再每周三重复")


def test_every_second_week_stays_the_same_weeks(member: Citizen) -> None:
    member.says("每两周周五下午4点提醒我交表")
    member.says("改时间 1 周四下午4点").shows("1 每两周周四（第一次 11月26日（周四）16:00）")


@pytest.mark.parametrize("words", ["推迟 10分钟", "过10分钟再提醒我"])
def test_the_span_is_kept_while_it_is_asked_which(member: Citizen, words: str) -> None:
    member.says("明早8点提醒我交党费")
    member.says("后天下午3点提醒我开会")
    member.says(words).shows("推迟哪一条？（10分钟）", "1 交党费", "2 开会")
    member.says("1").shows("推迟到 11月25日（周三）8:10 提醒您：交党费")


def ten(member: Citizen) -> None:
    """The later its number, the sooner it comes."""
    for day in range(14, 5, -1):
        member.says(f"12月{day}日9点提醒我做事{day}")
    member.says("每周五下午3点提醒我开会")


def test_one_numbering_everywhere_and_every_one_can_be_reached(member: Citizen) -> None:
    ten(member)
    lines = ["1 做事14　12月14日（周一）9:00\n2 做事13　12月13日（周日）9:00"]
    for words in ("我的提醒", "删除提醒", "推迟 10分钟", "改时间"):
        member.says(words).shows(*lines, "还有 5 条，回复“下一页”看").lacks("开会")
        member.says("下一页").shows("10 开会　每周五，下次 11月27日（周五）15:00").lacks(
            "下一页", "做事14"
        )
    member.says("推迟 10分钟")
    member.says("下一页").lacks("好的，推迟到")
    member.says("9").shows("推迟到 12月6日（周日）9:10 提醒您：做事6")
    member.says("删除提醒")
    member.says("9").shows("已删除提醒：做事6")


def test_turning_the_page_of_which_puts_off_nothing(town: Town) -> None:
    member = town.member("张三")
    ten(member)
    member.says("半小时后提醒我关火")
    town.wait(minutes=31)
    menu = Choice("reminders.snooze", page("10分钟", 1), ("下一页",))
    town.change(lambda tx: prompts.offer(tx, member.openid, Menu((menu,))))
    member.says("下一页").shows("推迟哪一条？（10分钟）", "10 开会")


def test_several_are_dropped_at_once(town: Town) -> None:
    member = town.member("张三")
    ten(member)
    member.says("删除提醒 2 3").shows("已删除提醒：做事13、做事12").lacks("没有")
    member.says("删除提醒 3、4和5").shows("已删除提醒：做事11、做事10", "没有 3 号提醒")
    member.says("删除提醒 98 99").shows("没有 98、99 号提醒")
    assert len(town.rows("SELECT * FROM reminder")) == 6


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("每周一三五下午3点", "每周一、三、五（第一次"),
        ("每两周周五下午3点", "每两周周五（第一次"),
        ("每两天", "每两天 9:00（第一次"),
        ("每月1号和15号", "每月1日、15日（第一次"),
        ("每月最后一天", "每月最后一天（第一次"),
        ("每月第二个周三下午3点", "每月第2个周三（第一次"),
        ("每月最后一个工作日", "每月最后一个工作日（第一次"),
        ("每季度末", "每季度末月最后一天（第一次"),
        ("每年10月1日上午9点", "每年10月1日（第一次"),
    ],
)
def test_a_recurrence_says_which_days(member: Citizen, said: str, read: str) -> None:
    member.says(f"{said}提醒我打扫").shows(read)


def test_the_export_says_the_recurrence_too(member: Citizen) -> None:
    member.says("每周一下午3点提醒我开例会")
    member.says("导出").shows("提醒：开例会　每周一，下次 11月30日（周一）15:00")


def test_that_it_may_have_to_wait_is_said_only_where_it_may(member: Citizen) -> None:
    late = "会在您下次来时先告诉您"
    member.says("明早8点提醒我交党费").lacks(late)
    member.says("12月5日9点提醒我去义诊").shows("到时微信限制主动发送的话", late)
    member.says("12月5日9点提醒我去义诊").shows("已经设过了").lacks(late)
    member.says("我的提醒")
    member.says("2").shows("提醒您：去义诊").lacks(late)
    member.says("改时间 2 12月6日9点").lacks(late)
    member.says("改时间 1 12月6日9点").shows(late)


def test_what_waited_is_shown_in_its_order_and_how_many_are_left(town: Town) -> None:
    member = town.member("张三")
    for day in range(3, 10):
        member.says(f"12月{day}日9点提醒我做事{day}")
    for _ in range(20):
        town.wait(days=1)
    heard = member.says("你好").shows("还有 2 条，再发一句话接着看", "您好").text
    assert [heard.index(f"做事{day}") for day in range(3, 8)] == sorted(
        heard.index(f"做事{day}") for day in range(3, 8)
    )
    assert heard.index("做事7") < heard.index("还有 2 条") < heard.index("您好")
    member.says("你好").shows("做事8", "做事9").lacks("还有")
