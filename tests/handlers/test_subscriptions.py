"""退订 and 订阅 by kind: what no longer comes unasked, and what comes all the same."""

import re

import pytest

from tests.town import Citizen, Town

STILL = "仍会发的只有关系到您自己的"
THEIRS = "您退订了这类消息；这条关系到您已报的，所以还告诉您。"


@pytest.fixture
def member(town: Town) -> Citizen:
    return town.member("李四")


def stopped(town: Town) -> list[str]:
    return [row["room"] for row in town.rows("SELECT room FROM unsubscription ORDER BY room")]


@pytest.mark.parametrize(
    "said", ["退订", "TD", "天天发 烦死了 别给我发了", "消息免打扰", "别再推送给我"]
)
def test_which_kind_is_asked_by_number(town: Town, member: Citizen, said: str) -> None:
    member.says(said).shows("哪类消息不要了？", "1 活动", "2 志愿", "3 通知", "4 全部", STILL)
    assert stopped(town) == []
    member.says("2").shows("已退订志愿消息", STILL)
    assert stopped(town) == ["volunteering"]
    member.says("退订").shows("1 活动", "2 通知").lacks("志愿\n")


@pytest.mark.parametrize(
    ("said", "rooms"),
    [
        ("退订活动", ["registration"]),
        ("退订 活动", ["registration"]),
        ("别再推送活动了", ["registration"]),
        ("关掉活动推荐", ["registration"]),
        ("不想收活动通知", ["registration"]),
        ("志愿服务的消息别发给我", ["volunteering"]),
        ("别给我发通知了", ["notices"]),
        ("退订 活动和通知", ["notices", "registration"]),
        ("所有推送一律关闭", ["notices", "registration", "volunteering"]),
    ],
)
def test_a_kind_that_is_named_is_stopped_and_what_still_comes_is_said(
    town: Town, member: Citizen, said: str, rooms: list[str]
) -> None:
    member.says(said).shows("已退订", STILL, "“订阅”").lacks("取消关注", "取关")
    assert stopped(town) == rooms


@pytest.mark.parametrize("said", ["退订了通知还收得到吗", "怎么退订活动", "我没退订啊，接着发"])
def test_a_question_or_news_stops_nothing(town: Town, member: Citizen, said: str) -> None:
    member.says(said)
    assert stopped(town) == []


def test_a_notice_does_not_come_to_who_has_unsubscribed(town: Town) -> None:
    secretary, reads, quiet = town.secretary("张三", "b1"), town.member("李四"), town.member("钱七")
    for each in (reads, quiet):
        each.says("你好")
    before = secretary.says("发通知 周五下午主题党日改到16点").shows("4 人")
    secretary.says("取消")
    quiet.says("退订通知").shows("支部和单位的通知不再发给您")
    card = secretary.says("发通知 周五下午主题党日改到16点").shows("3 人").lacks("退订", "钱")
    assert "其余 1 人还没有关注或确认身份" in before
    assert "其余 1 人还没有关注或确认身份" in card
    secretary.says("1")
    town.settle()
    assert any("主题党日" in text for text in reads.received())
    assert quiet.received() == []
    assert town.rows("SELECT * FROM outbox WHERE openid = ?", quiet.openid) == []
    quiet.says("订阅").shows("已恢复通知消息")
    secretary.says("发通知 下周一上午九点开会")
    secretary.says("1")
    assert any("下周一" in text for text in quiet.received())


def test_a_notice_to_everybody_does_not_come_either(town: Town) -> None:
    head, quiet = town.secretary("周九", "c", "committee_secretary"), town.member("钱七")
    reads = town.member("李四")
    for each in (quiet, reads):
        each.says("你好")
    quiet.says("退订通知")
    head.says("发通知 周五停电").shows("云川市直机关工委 11 人")
    head.says("1")
    assert any("停电" in text for text in reads.received())
    assert quiet.received() == []


def test_what_changes_something_held_comes_all_the_same_and_says_why(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    quiet, other = town.member("李四"), town.member("钱七")
    for each in (quiet, other):
        each.says("报名 大讲堂第10期 现场").shows("【报名成功】")
    quiet.says("退订活动").shows("已退订活动消息", STILL)
    head.says("取消活动 大讲堂第10期")
    head.says("1")
    town.settle()
    assert THEIRS in next(text for text in quiet.received() if "大讲堂第10期" in text)
    assert not [text for text in other.received() if "退订" in text]


def test_who_waited_is_told_of_the_place_all_the_same(town: Town) -> None:
    first, quiet = town.member("李四"), town.member("钱七")
    first.says("报名 乒乓球赛").shows("【报名成功】")
    quiet.says("报名 乒乓球赛").shows("候补第 1 位")
    quiet.says("退订活动")
    first.says("取消报名")
    first.says("1").shows("【已取消】")
    assert THEIRS in next(text for text in quiet.received() if "【有空位】" in text)


def test_a_reminder_one_set_comes_all_the_same(town: Town, member: Citizen) -> None:
    member.says("退订 全部").shows("已退订活动、志愿、通知消息")
    member.says("11点提醒我下楼").shows("提醒您：下楼")
    town.wait(hours=2)
    assert any("下楼" in text for text in member.received())


def test_what_was_stopped_is_wanted_again(town: Town, member: Citizen) -> None:
    member.says("订阅").shows("没有退订过")
    member.says("有新活动告诉我").shows("您没有退订活动消息", "还不会一发布就发给您")
    member.says("退订 全部")
    member.says("退订").shows("都已退订", STILL)
    member.says("订阅").shows("哪类消息要重新收？", "1 活动", "4 全部")
    member.says("3").shows("已恢复通知消息")
    member.says("订阅 活动").shows("已恢复活动消息")
    assert stopped(town) == ["volunteering"]


def test_it_is_seen_exported_and_erased(town: Town, member: Citizen) -> None:
    member.says("退订活动")
    member.says("我的信息").shows("退订的消息：活动")
    member.says("导出").shows("退订：活动消息")
    member.says("注销")
    member.says("1").shows("已注销")
    assert stopped(town) == []


def test_a_new_phone_is_as_quiet_as_the_old_one(town: Town, member: Citizen) -> None:
    secretary = town.secretary("张三", "b1")
    member.says("退订通知")
    given = re.search(r"绑定码 (\w{8})", secretary.says("绑定码 李四").text)
    assert given
    stranger = town.stranger()
    stranger.says(f"绑定码 {given[1]}")
    stranger.says(f"绑定码 {given[1]}").shows("【身份已确认】")
    rows = town.rows("SELECT openid FROM unsubscription")
    assert {row["openid"] for row in rows} == {member.openid, stranger.openid}
