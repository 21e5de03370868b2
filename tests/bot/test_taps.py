"""A tap does what a menu of ours offers to that very person, and nothing that somebody else wrote."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.conversation import prompts
from tests.town import Citizen, Heard, Town

REFUSED = "什么也没有办"


def taps(person: Citizen, content: str, entry: str = "1", *, link: bool = False) -> Heard:
    return person._do(person.user.taps(content, entry, link=link))


def entry_of(town: Town, person: Citizen) -> str:
    """What the entries of the newest menu of this person bear."""
    row = town.rows("SELECT offered_at FROM prompt WHERE openid = ?", person.openid)[0]
    return str(row["offered_at"])


def state(town: Town) -> list[Any]:
    """All that a tap could have done."""
    tables = (
        "seat",
        "reminder",
        "notice",
        "question",
        "office",
        "audit",
        "outbox",
    )
    return [[tuple(row) for row in town.rows(f"SELECT * FROM {table}")] for table in tables] + [
        [row["member_id"] for row in town.rows("SELECT member_id FROM contact ORDER BY openid")]
    ]


@pytest.mark.parametrize("link", [True, False])
@pytest.mark.parametrize(
    "content",
    [
        "答复 1 已开除",
        "发通知 明天都不用来",
        "撤回通知 1",
        "邀请 第一支部 不定",
        "免职 张三",
        "同意换绑 A2B3",
        "注销",
        "取消活动 大讲堂第10期",
        "报名 乒乓球赛",
        "提醒我 明天9点 转账",
        "人工 我要举报",
        "活动",
        "帮助",
        "谢谢",
        "1",
        "确定",
        "下一页",
        "",
    ],
)
def test_no_text_that_somebody_forged_acts(town: Town, content: str, link: bool) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("你好")
    town.member("李四").says("人工 组织关系转出要带什么")
    town.settle()
    before = state(town)
    taps(head, content, "1", link=link).shows(REFUSED)
    town.settle()
    assert state(town) == before


def test_no_tap_takes_an_office(town: Town) -> None:
    head, member = town.secretary("张三", "u1", "unit_secretary"), town.member("孙八")
    heard = head.says("邀请 第三支部 2029年6月30日")
    code = heard.text.partition("任职码 ")[2][:8]
    taps(member, f"任职 {code}").shows(REFUSED)
    member.says(f"任职 {code}").shows("已任职")


def _notice(head: Citizen) -> None:
    head.says("发通知 明天开会").shows("1 发送")


def _publishing(head: Citizen) -> None:
    head.says("发布活动 读书会 12月8日下午3点到5点 图书馆 20人 12月7日截止").shows("回复 1 发布")


def _answer(head: Citizen) -> None:
    head.says("答复 1").shows("请写答复")


def _erasure(head: Citizen) -> None:
    head.says("注销").shows("确定注销请回复 1")


def _calling_back(head: Citizen) -> None:
    head.says("发通知 明天开会")
    head.says("1")
    head.says("撤回通知").shows("撤回【通知 1】", "1 撤回")


@pytest.mark.parametrize("asked", [_notice, _publishing, _answer, _erasure, _calling_back])
@pytest.mark.parametrize("content", ["1", "发送", "确定", "是", "好的", "已开除", "2"])
def test_no_forged_tap_answers_what_is_open(
    town: Town, asked: Callable[[Citizen], None], content: str
) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("你好")
    town.member("李四").says("人工 组织关系转出要带什么")
    asked(head)
    town.settle()
    before = state(town)
    taps(head, content).shows(REFUSED)
    town.settle()
    assert state(town) == before


def test_what_a_menu_of_ours_offers_is_done(town: Town) -> None:
    member = town.member("张三")
    member.says("活动").shows("1 大讲堂第10期")
    taps(member, "2", entry_of(town, member)).shows("培训班第44期")
    member.says("活动")
    taps(member, "大讲堂第10期", entry_of(town, member)).shows(REFUSED)


def test_another_persons_menu_an_older_one_and_a_stale_one_do_nothing(town: Town) -> None:
    member, other = town.member("张三"), town.member("李四")
    member.says("活动")
    town.wait(seconds=1)
    other.says("志愿")
    old = entry_of(town, member)
    taps(other, "1", old).shows(REFUSED)
    town.wait(seconds=1)
    member.says("志愿")
    taps(member, "1", old).shows(REFUSED)
    newest = entry_of(town, member)
    town.wait(minutes=11)
    taps(member, "1", newest).shows(REFUSED)


def test_a_tap_of_ours_parks_what_is_open(town: Town) -> None:
    member = town.member("张三")
    member.says("活动")
    entry = entry_of(town, member)
    member.says("人工").shows("写成一条")
    taps(member, "2", entry).shows("培训班第44期", "回复“继续”接着办")
    member.says("继续").shows("写成一条")


def test_whoever_taps_is_heard_as_a_tap_whatever_it_is_wrapped_in(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    for kind, fields in (("voice", {"Recognition": "发通知 明天都不用来"}), ("image", {})):
        head.sends(kind, **fields, bizmsgmenuid="1").shows(REFUSED)
    assert town.rows("SELECT * FROM notice") == []


def test_an_entry_is_known_by_when_its_menu_was_offered() -> None:
    prompt = prompts.Prompt([("a.b", "x", ())], None, "", fresh=True, asks=False, offered_at=7)
    assert prompt.tapped("7", "1") == prompts.Choice("a.b", "x")
    assert prompt.tapped("8", "1") is None
    assert prompt.tapped("7", "2") is None
    assert prompt._replace(fresh=False).tapped("7", "1") is None
