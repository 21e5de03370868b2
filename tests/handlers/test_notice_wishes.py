"""Where a notice's text is waited for: what is plainly another wish is asked about, a text is not."""

import pytest

from tests.town import Citizen, Town


def asked_for_text(town: Town) -> Citizen:
    secretary = town.secretary("周九", "c", "committee_secretary")
    secretary.says("发通知").shows("请把通知正文写成一条发来")
    return secretary


WISHES = [
    ("名单 大讲堂第10期", "看报名名单"),
    ("看看大讲堂第10期都谁报了", "看报名名单"),
    ("取消 太极拳学习班", "取消一场活动"),
    ("帮我报个乒乓球赛", "报名参加活动"),
    ("明天早上8点提醒我交材料", "设一个提醒"),
    ("撤回上一条通知", "撤回通知"),
    ("党费怎么交", "查政策"),
    ("查下还有谁没绑", "谁还没绑定"),
]


@pytest.mark.parametrize(("said", "called"), WISHES)
def test_a_wish_is_not_taken_for_the_text_at_once(town: Town, said: str, called: str) -> None:
    secretary = asked_for_text(town)
    secretary.says(said).shows(
        f"是通知的正文，还是要{called}？", "1 是通知的正文", f"2 {called}"
    ).lacks("【通知】")
    secretary.says("1").shows(f"【通知】{said}\n", "1 发送")
    assert town.rows("SELECT * FROM notice") == []


def test_the_wish_is_done_and_the_text_still_waited_for(town: Town) -> None:
    secretary = asked_for_text(town)
    secretary.says("看看大讲堂第10期都谁报了")
    secretary.says("2").shows("【名单】大讲堂第10期", "“发通知”办到一半，回复“继续”接着办")
    secretary.says("继续").shows("请把通知正文写成一条发来")
    secretary.says("党费怎么交")
    secretary.says("2").shows("党费", "“发通知”办到一半")
    secretary.says("继续")
    secretary.says("名单 大讲堂第10期")
    secretary.says("看看大讲堂第11期都谁报了").shows("【名单】大讲堂第11期", "办到一半")


def test_another_text_or_none_may_be_said_instead(town: Town) -> None:
    secretary = asked_for_text(town)
    secretary.says("名单 大讲堂第10期")
    secretary.says("3").shows("没有第 3 项，请回复 1–2")
    secretary.says("明天停电。").shows("【通知】明天停电。\n", "1 发送").lacks("名单")
    secretary.says("取消")
    secretary.says("发通知")
    secretary.says("名单 大讲堂第10期")
    secretary.says("取消").shows("“发通知”不办了")


@pytest.mark.parametrize(
    "text",
    [
        "取消周三的党课,时间另行通知",
        "大讲堂报名今天截止,没报的抓紧",
        "提醒：明天停电",
        "提醒大家明早8点集合",
        "活动：周五爬山",
        "会议取消。",
        "不用来了",
        "退出工作群的同志请重新进群",
        "名单 大讲堂第10期参加人员请于明天下午三点到三楼会议室集合",
        "明天几点开会?请各组长回我",
    ],
)
def test_a_text_is_taken_as_it_is(town: Town, text: str) -> None:
    asked_for_text(town).says(text).shows(f"【通知】{text}\n", "1 发送")
