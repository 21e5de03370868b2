"""Reminders, as conversations."""

import pytest

from bot.store.tx import Tx
from handlers.reminders import notes
from handlers.reminders.notes import Timing
from tests.town import Citizen, Town, at


@pytest.mark.parametrize(
    ("said", "echo"),
    [
        ("明早8点提醒我交党费", "好的，11月25日（周三）8:00 提醒您：交党费"),
        ("提醒我周五下午四点半开支委会", "11月27日（周五）16:30 提醒您：开支委会"),
        ("提醒我 12月5号上午9点 去义诊", "12月5日（周六）9:00 提醒您：去义诊"),
        ("每周五下午三点提醒我开会", "每周五（第一次 11月27日（周五）15:00） 提醒您：开会"),
    ],
)
def test_a_sentence_becomes_a_reminder_with_its_date(member: Citizen, said: str, echo: str) -> None:
    member.says(said).shows(echo)


def test_what_is_missing_is_asked(member: Citizen) -> None:
    member.says("提醒我交党费").shows("什么时候提醒您？")
    member.says("明早8点").shows("11月25日（周三）8:00 提醒您：交党费")
    member.says("提醒我明天下午三点").shows("到时候提醒您什么事？")
    member.says("活动经费报销").shows("11月25日（周三）15:00 提醒您：活动经费报销")


def test_a_past_time_is_asked_about_and_never_stored(town: Town) -> None:
    member = town.member("张三")
    member.says("昨天下午三点提醒我开会").shows("“昨天下午三点”已经过了。是 ", "回复 1 确认")
    assert town.rows("SELECT * FROM reminder") == []
    member.says("1").shows("提醒您：开会")


def test_it_fires_once_through_the_open_window(town: Town) -> None:
    member = town.member("张三")
    member.says("半小时后提醒我交材料")
    town.wait(minutes=29)
    assert member.received() == []
    town.wait(minutes=2)
    assert len(member.received()) == 1
    assert member.received()[0].startswith("【提醒】交材料")
    town.wait(hours=5)
    assert len(member.received()) == 1


def test_beyond_the_window_it_waits_for_the_next_contact_and_that_is_said(town: Town) -> None:
    member = town.member("张三")
    member.says("12月5号上午9点提醒我去义诊").shows("微信限制主动发送的话")
    town.wait(days=12)
    assert member.pushed == []
    member.says("你好").shows("【提醒", "去义诊", "您好")
    member.says("你好").lacks("去义诊")


def test_it_fires_after_downtime_and_says_that_it_is_late(town: Town) -> None:
    member = town.member("张三")
    member.says("半小时后提醒我交材料")
    town.down(hours=2, minutes=40)
    town.settle()
    assert member.received() == [
        "【提醒·迟了 2 小时】交材料。服务刚才中断过，抱歉。\n要再提醒请回“推迟 1小时”。"
    ]


def test_a_repeating_one_comes_again_and_downtime_does_not_pile_up(town: Town) -> None:
    member = town.member("张三")
    member.says("每天早上8点提醒我看文件")
    for _ in range(2):
        town.wait(days=1)
        member.says("谢谢")
    assert sum("看文件" in text for text in member.received()) == 2
    town.down(days=10)
    town.settle()
    pending = town.rows("SELECT * FROM outbox WHERE text LIKE '%看文件%' AND state = 'digest'")
    assert len(pending) == 1


def test_listing_putting_off_changing_and_dropping(town: Town) -> None:
    member = town.member("张三")
    member.says("明早8点提醒我交党费")
    member.says("后天下午3点提醒我开会")
    member.says("我的提醒").shows("2 条", "1 交党费　11月25日（周三）8:00", "2 开会")
    member.says("改时间 1 明天下午3点").shows("已改：11月25日（周三）15:00 提醒您：交党费")
    member.says("推迟 2 1小时").shows("推迟到 11月26日（周四）16:00 提醒您：开会")
    member.says("删除提醒 1").shows("已删除提醒：交党费")
    member.says("我的提醒").shows("1 条").lacks("交党费")


def test_a_number_that_is_none_of_theirs_does_nothing(town: Town) -> None:
    member = town.member("张三")
    member.says("明早8点提醒我交党费")
    for words in ("删除提醒 99", "推迟 99 1小时", "改时间 99 明天"):
        member.says(words).shows("没有 99 号提醒")
    assert len(town.rows("SELECT * FROM reminder")) == 1


def test_an_impossible_time_is_asked_about(town: Town) -> None:
    member = town.member("张三")
    member.says("提醒我 2月30日 交材料").shows("没有“2月30日”这个时间")
    member.says("25点").shows("没有“25点”这个时间").lacks("依据")
    member.says('[0,"",""]').lacks("没有办成")
    assert town.rows("SELECT * FROM reminder") == []


def test_one_that_has_come_can_be_put_off(town: Town) -> None:
    member = town.member("张三")
    member.says("半小时后提醒我交材料")
    town.wait(minutes=31)
    member.says("推迟 1小时").shows("推迟到 11月24日（周二）11:31")
    town.wait(minutes=61)
    assert len(member.received()) == 2


def test_putting_off_without_a_number_is_about_the_one_that_just_came(town: Town) -> None:
    member = town.member("张三")
    member.says("12月5号上午9点提醒我去义诊")
    member.says("半小时后提醒我交材料")
    town.wait(minutes=31)
    member.says("推迟 1小时").shows("提醒您：交材料")


def test_changing_asks_for_the_time_it_lacks(member: Citizen) -> None:
    member.says("明早8点提醒我交党费")
    member.says("改时间 1").shows("“交党费”改到什么时候？")
    member.says("昨天").shows("已经过了")
    member.says("后天上午10点").shows("已改：11月26日（周四）10:00")


def test_the_same_reminder_twice_is_one(town: Town) -> None:
    member = town.member("张三")
    member.says("明早8点提醒我交党费")
    member.says("明早8点提醒我交党费").shows("已经设过了")
    assert len(town.rows("SELECT * FROM reminder")) == 1


def test_nobody_sees_or_drops_anothers_reminder(town: Town) -> None:
    town.member("张三").says("明早8点提醒我交党费")
    other = town.member("李四")
    other.says("我的提醒").shows("您还没有设提醒")
    other.says("删除提醒 1").shows("没有 1 号提醒")
    assert len(town.rows("SELECT * FROM reminder")) == 1


def test_what_was_typed_is_what_comes_back(town: Town) -> None:
    member = town.member("张三")
    member.says("半小时后提醒我看 <b>]]>&lt;文件 Ａ").shows("]]>&lt;文件 Ａ")
    town.wait(minutes=31)
    assert "]]>&lt;文件 Ａ" in member.received()[0]


def test_one_person_has_fifty_at_most(town: Town) -> None:
    member = town.member("张三")

    def fill(tx: Tx) -> None:
        for number in range(49):
            notes.add(tx, member.openid, f"第{number}件事", Timing(at("2026-12-05 09:00")))

    town.change(fill)
    member.says("明早8点提醒我交党费").shows("提醒您：交党费")
    member.says("明早9点提醒我开会").shows("您已有 50 条提醒，请先回复“我的提醒”删掉不用的")
    assert len(town.rows("SELECT * FROM reminder")) == 50
    member.says("删除提醒 50").shows("已删除提醒：交党费")
    member.says("明早9点提醒我开会").shows("提醒您：开会")
