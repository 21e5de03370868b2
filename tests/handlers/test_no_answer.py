"""What is no answer is not taken for one, at any question of the house, and nothing is lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pytest

from bot.conversation import dialogue as dialogues
from bot.conversation.dialogue import Dialogue, Talk
from bot.conversation.understanding import Understanding
from bot.hearing import sentences, situations
from bot.hearing.heard import Heard
from bot.message import Again
from bot.people import contacts
from bot.store.tx import Tx
from tests.town import HOUSE, Citizen, Town

EVENT = "发布活动 主题党日 12月18日14:00"
WISHES, REMARKS = 100, 50
PLAINLY = 0.95  # likelihood of a wish that hardly anybody takes for anything else
UNDERSTANDING = Understanding(HOUSE)


@dataclass(frozen=True)
class At:
    """A question, who is asked it after saying what, what answers it, and what else may: a
    community is a place, a change of what is known already is heard anywhere."""

    question: str  # the dialogue's name and its own
    said: str
    good: Sequence[str]
    also: Sequence[str] = ()
    who: str = "head"
    few: int = 6  # of a hundred wishes that read like an answer


NAMES = ("廉政报告会", "乒乓球赛", "财政局第三支部", "长安社区", "发送")
TIMES = ("12月8日下午3点", "明天上午9点", "2029年6月30日", "12月15日截止")
SITES = ("市民广场二楼", "线上直播间")
QUESTIONS = (
    At("publish_event.title", "发布活动", ["廉政报告会"], [*SITES, *NAMES], few=12),
    At("publish_event.start", "发布活动 读书会", ["12月8日下午3点"], TIMES),
    At("publish_event.place", EVENT, SITES, [*NAMES, "视频"]),
    At("publish_event.seats", f"{EVENT} 市图书馆", ["50人", "现场60人视频200人"]),
    At("publish_event.deadline", f"{EVENT} 市图书馆 50人", ["12月15日截止"], TIMES),
    At("publish_need.area", "发布需求 义务理发", ["长安社区"]),
    At("revise_event.offering", "修改活动", ["乒乓球赛"]),
    At("registration.offering", "报名", ["乒乓球赛"], TIMES, "member"),
    At("registration.mode", "报名 大讲堂第10期", ["视频", "现场"], SITES, "member", few=12),
    At("appointments.place", "邀请", ["财政局第三支部"], ["长安社区"]),
    At("appointments.until", "邀请 水文站支部", ["2029年6月30日"], ["12月15日截止"]),
    At("reminders.at", "提醒我交党费", ["明天上午9点"], TIMES, "member", 10),
    At("notices.choice", "发通知 学习改期。", ["发送"], TIMES),
)


def _hear(text: str) -> Heard:
    return UNDERSTANDING.hear(text)


@cache
def _wishes(role: str) -> list[str]:
    """Of all acts evenly, such as are plainly a wish: not to publish or to be reminded, which a name
    and a time are part of."""
    every = [s for s in sentences.load() if s.stance == "wants" and 4 <= len(s.said) <= 24]
    every = [s for s in every[::7] if not s.act.startswith(("event.", "need.", "reminder."))]
    plain = [s.said for s in every if _hear(s.said).meaning(role).acts[0].p >= PLAINLY]
    return plain[:: len(plain) // WISHES][:WISHES]


def _remarks() -> list[str]:
    """Such as are made where something is asked."""
    every = [s for s in situations.load() if s.does == situations.TALKS and len(s.said) > 2]
    said = [s.said for s in every if s.situation in ("ask.place", "ask.capacity", "ask.deadline")]
    return said[:: len(said) // REMARKS][:REMARKS]


def _others(at: At) -> list[str]:
    every = [text for other in QUESTIONS for text in other.good]
    return [text for text in every if text not in at.good and text not in at.also]


def _dialogues() -> Iterator[Dialogue]:
    for room in HOUSE.capabilities:
        yield from room.dialogues


def _written(tx: Tx, openid: str, said: Sequence[str], field: str) -> list[str]:
    """Of what is said, what becomes the answer to the open question, which stands after each."""
    person, talk = contacts.find(tx, openid), _open(tx, openid)
    assert person is not None
    dialogue = next(each for each in _dialogues() if each.name == talk.name)
    question = dialogue.pending(tx, talk)
    assert question is not None
    assert f"{talk.name}.{question.name}" == field
    taken = []
    for text in said:
        try:
            dialogue.answer(tx, person, talk, _hear(text))
        except Again:
            assert dialogues.find(tx, person) == talk, text
            continue
        after = dialogues.find(tx, person)
        if after is None or question.name in after.answers:
            taken.append(text)
        dialogues.put(tx, person, talk)
    return taken


def _open(tx: Tx, openid: str) -> Talk:
    person = contacts.find(tx, openid)
    talk = dialogues.find(tx, person) if person else None
    assert talk is not None
    assert talk.open
    return talk


def _asked(town: Town, at: At) -> Citizen:
    head = at.who == "head"
    who = town.secretary("周九", "c", "committee_secretary") if head else town.member("李四")
    who.says("取消")
    who.says(at.said)
    return who


@pytest.mark.parametrize("at", QUESTIONS, ids=[at.question for at in QUESTIONS])
def test_wishes_remarks_and_answers_to_other_questions_are_no_answer(town: Town, at: At) -> None:
    """Nothing but its own answers is taken; of a hundred wishes a few read like a name or a day."""
    openid = _asked(town, at).openid
    role = "committee" if at.who == "head" else "member"

    def taken(said: Sequence[str]) -> list[str]:
        return town.change(lambda tx: _written(tx, openid, said, at.question))

    assert taken(at.good) == list(at.good)
    assert taken(_others(at)) == []
    assert len(taken(_wishes(role))) <= at.few
    assert len(taken(_remarks())) <= at.few


def test_every_question_that_takes_any_text_says_where_it_is_asked() -> None:
    every = [question for each in _dialogues() for question in each.questions]
    assert {q.situation for q in every} - {""} <= set(situations.SITUATIONS)
    assert [q.name for q in every if q.free and not q.situation] == ["what", "value"]


# ---------------------------------------------------------------- as conversations


@pytest.fixture
def head(town: Town) -> Citizen:
    return town.secretary("周九", "c", "committee_secretary")


@pytest.mark.parametrize("said", ["四十来个人吧", "不限人数", "三五十个人", "现场"])
def test_what_is_no_place_asks_for_the_place_again(head: Citizen, said: str) -> None:
    head.says(EVENT)
    head.says(said).shows(f"“{said}”不是地点。", "在哪里？")
    head.says("市民广场二楼").shows("多少名额？")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("50人", "名额 50 人"),
        ("下午三点半", "时间 12月18日（周五）15:30"),
        ("12月15日截止", "报名截止 12月15日（周二）18:00"),
    ],
)
def test_it_is_kept_where_it_belongs(head: Citizen, said: str, kept: str) -> None:
    head.says(EVENT)
    head.says(said).shows(f"已记：{kept}。", "在哪里？")
    head.says("市民广场二楼").lacks("在哪里？", "已记")


@pytest.mark.parametrize("said", ["50人", "12月15日截止", "现场"])
def test_nor_is_it_a_title(head: Citizen, said: str) -> None:
    head.says("发布活动")
    head.says(said).shows("请说名称")


@pytest.mark.parametrize("said", ["谢谢提醒", "我问下办公室", "能发定位不", "帮我把那个会议室订了"])
def test_a_remark_a_question_a_wish_are_no_place(head: Citizen, said: str) -> None:
    head.says(EVENT)
    head.says(said)
    head.says("继续").shows("在哪里？")


def test_a_name_that_may_be_a_wish_is_asked_about_once(head: Citizen) -> None:
    head.says("发布活动")
    head.says("谢师恩分享会").shows("“谢师恩分享会”像是另一件事", "1", "活动叫什么？")
    head.says("1").shows("什么时候？")
    head.says("12月18日14:00").shows("在哪里？")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("通知大家明天下午3点开会", "明天下午3点开会"),
        ("通知各单位12月1号前把民主评议表报上来", "各单位12月1号前把民主评议表报上来"),
    ],
)
def test_a_notice_ends_no_term_and_the_invitation_waits(
    town: Town, head: Citizen, said: str, text: str
) -> None:
    head.says("邀请 水文站支部").shows("任期到哪天？")
    head.says(said).shows(f"【通知】{text}\n").lacks("任职码")
    assert town.rows("SELECT * FROM invitation") == []
    head.says("取消")
    head.says("继续").shows("任期到哪天？")


@pytest.mark.parametrize("said", ["不同意", "我不同意", "不想给你们看", "我再想想"])
def test_who_does_not_agree_is_let_go_and_nothing_is_kept(town: Town, said: str) -> None:
    newcomer = town.stranger()
    newcomer.says("绑定").shows("姓名 手机后四位")
    newcomer.says(said).shows("“确认身份”不办了，什么也没有改动")
    assert town.rows("SELECT * FROM consent WHERE openid = ?", newcomer.openid) == []
