"""Nobody learns of, or does, what lies beyond what they hold: every secretaries' word is tried."""

import re

import pytest

from bot.conversation.capability import Action
from tests.town import HOUSE, Citizen, Town

THERE = "桂花读书沙龙"  # an event of the unit u1
NOWHERE = "松果读书沙龙"
OFFICIAL = {f"{c.name}.{a.name}": a for c in HOUSE.capabilities for a in c.actions if a.offices}
WORDS = sorted(word for action in OFFICIAL.values() for word in action.starts)
# Words that take an argument; the others are none of the secretaries' with something behind them.
ASKING = sorted(word for action in OFFICIAL.values() if not action.alone for word in action.starts)
# What change something of somebody else's, or tell of others, without an office of their own:
# the office is asked for further on, because members say these words too.
MEMBERS_TOO = {"registration.call_off", "volunteering.call_off", "bookings.call_off"}


@pytest.fixture
def head(town: Town) -> Citizen:
    """u1's secretary, with one of everything: event, notice with receipts, question, invitation."""
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says(f"发布活动 {THERE} 12月9日下午3点 三楼会议室 20人 12月8日截止")
    head.says("1").shows("【已发布】")
    head.says("发通知 明天下午学习，请准时。").shows("现在能送到")
    head.says("3").shows("【通知 1】")
    town.settle()
    town.member("李四").says("更正 手机后四位改为 4444").shows("已转给书记")
    head.says("邀请 第三支部 2029年6月30日").shows("任职码")
    town.secretary("孙八", "b3")
    head.received()  # what waits for them is read before anything is tried
    return head


def codes(town: Town) -> list[str]:
    return [
        *(row[0] for row in town.rows("SELECT code FROM notice WHERE code <> ''")),
        *(row[0] for row in town.rows("SELECT code FROM invitation")),
    ]


def test_every_word_of_the_secretaries_needs_an_office(town: Town, head: Citizen) -> None:
    """A member next door, and somebody unknown."""
    member, stranger = town.member("赵六"), town.stranger()
    for word in WORDS:
        member.says(f"{word} {THERE}").lacks("三楼会议室")
        member.says(word).shows("办不了")
        stranger.says(word).shows("手机后四位")
        stranger.says("取消")


def test_elsewhere_what_exists_sounds_like_what_does_not(town: Town, head: Citizen) -> None:
    """A unit secretary next door tries every word with every name, number and code of u1's."""
    other = town.secretary("王五", "u2", "unit_secretary")
    pairs = [
        (THERE, NOWHERE),
        ("孙八", "郝无"),
        ("云川市财政局第一支部", "云川市天上局第一支部"),
        *((code, _another(code)) for code in codes(town)),
        ("1", "7"),
        ("1 好的", "7 好的"),
    ]
    for word in ASKING:
        for there, nowhere in pairs:
            heard = [_fresh(other, f"{word} {what}", what) for what in (there, nowhere)]
            assert heard[0] == heard[1], (word, there)


def _another(code: str) -> str:
    return code.translate(str.maketrans("23456789", "98765432"))


def _fresh(citizen: Citizen, text: str, what: str) -> str:
    """What is said with nothing open before or after, without numbers and the argument itself."""
    heard = citizen.says(text).text
    citizen.says("取消")
    for piece in what.split():
        heard = heard.replace(piece, "…")
    return re.sub(r"[\d…]+", "…", heard)


def test_a_receipt_for_somebody_elses_notice_is_unknown(town: Town, head: Citizen) -> None:
    code = codes(town)[0]
    outsider = town.member("赵六")
    assert _fresh(outsider, f"收到 {code}", code) == _fresh(outsider, "收到 Z9Z9", "Z9Z9")
    assert not town.rows("SELECT * FROM receipt")


# ---------------------------------------------------------------- an office that ends in the middle

OPENINGS = [
    ["免职 孙八"],
    ["记录"],
    ["问题"],
    ["答复 1"],
    ["邀请 第一支部"],
    ["发通知 会议改期。"],
    ["发通知"],
    ["通知进度 1"],
    [f"名单 {THERE}"],
    [f"修改活动 {THERE} 地点改成五楼"],
    [f"取消活动 {THERE}"],
    ["发布活动 廉政报告会 12月10日15:00 机关会堂 60人 12月8日截止"],
    ["发布需求 长安社区 义诊 12月9日9点到11点 3人"],
]
DONE = ("offering", "notice", "office", "invitation", "outbox", "audit", "question")


def _state(town: Town) -> list[list[tuple[object, ...]]]:
    return [sorted(map(tuple, town.rows(f"SELECT * FROM {t}")), key=repr) for t in DONE]


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda words: words[0][:12])
def test_a_menu_or_dialogue_left_open_does_nothing_once_the_office_is_gone(
    town: Town, head: Citizen, opening: list[str]
) -> None:
    for words in opening:
        head.says(words).lacks("办不了")
    town.change(
        lambda tx: tx.run(
            "offices.end", member_id="m1", organisation_id="u1", role="unit_secretary"
        )
    )
    town.settle()
    before = _state(town)
    for words in ("1", "2", "下一页", "好的内容就是这些", "1", "继续", "1", "确定"):
        head.says(words)
    town.settle()
    assert _state(town) == before


def test_who_left_the_roster_holds_no_office(town: Town, head: Citizen) -> None:
    head.says("记录").shows("邀请")
    town.change(
        lambda tx: tx._connection.execute(
            "UPDATE member SET left_at = :now WHERE id = 'm1'", {"now": tx.now}
        )
    )
    head.says("记录").shows("办不了").lacks("邀请")


# ---------------------------------------------------------------- one openid, another person


def test_nothing_of_the_former_person_is_left_to_the_next(town: Town, head: Citizen) -> None:
    """The same phone, another member: no menu, no dialogue, no message of the first remains."""
    head.says("免职 孙八").shows("1 孙八")
    head.says("发通知")
    town.change(
        lambda tx: tx.run(
            "delivery.put",
            id="o1", openid=head.openid, text="给张三的话", about="x", state="digest",
            patient=0, created_at=tx.now,
        )
    )  # fmt: skip
    head.says("注销")
    head.says("1").shows("已注销")
    head.says("绑定")
    head.says("钱七 7777").shows("【身份已确认】钱七").lacks("给张三的话")
    for words in ("1", "继续", "问题", "帮助", "通知进度 1"):
        head.says(words).lacks("孙八", "给张三的话", "您是云川市财政局", "明天下午学习")
    assert town.rows("SELECT until_at FROM office WHERE member_id = 'm9'")[0]["until_at"] is None


# ---------------------------------------------------------------- by declaration


def _touches_others(name: str, action: Action) -> bool:
    verbs = "publish|invite|dismiss|withdraw_notice|send|roll|revise|call_off|record|answer|agree|refuse"
    return bool(re.search(verbs, name)) and bool(action.starts)


def test_what_touches_others_says_whose_office_it_needs() -> None:
    every = {f"{c.name}.{a.name}": a for c in HOUSE.capabilities for a in c.actions}
    open_to_all = {n for n, a in every.items() if _touches_others(n, a) and not a.offices}
    assert open_to_all <= MEMBERS_TOO
    assert len(WORDS) > 20
