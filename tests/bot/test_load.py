"""One person's flood, and messages that waited too long: no work is done for either."""

import asyncio
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.message import Message
from bot.process.allowance import DEAR, REMEMBERED, Allowance
from bot.process.assistant import TOO_MUCH
from bot.simulator import Limits
from bot.store.engine import OutOfTime
from bot.webhook import refusals
from bot.webhook.refusals import Refusals
from tests.databases import Database
from tests.survival import sockets
from tests.town import Citizen, Town, fill


@pytest.fixture
def strict(tmp_path: Path, database: Database) -> Iterator[Town]:
    """Three messages at once, then ten a second."""
    few = {"person_messages": 3, "person_messages_per_minute": 600}
    with Town(tmp_path, database, fill=fill, **few) as town:
        yield town


def inbox(town: Town) -> int:
    return len(town.rows("SELECT key FROM inbox"))


async def delivered(town: Town, *messages: Message) -> list[str]:
    """At the same moment, within WeChat's time."""
    deadline = asyncio.get_running_loop().time() + 4
    answers = (town.assistant.answer(message, "", deadline) for message in messages)
    return await asyncio.gather(*answers)


def said(town: Town, member: Citizen, *texts: str) -> list[Message]:
    now = town.clock.now()
    return [Message(f"k{n}", member.openid, "gh", "text", now, t) for n, t in enumerate(texts)]


def test_who_sends_too_much_is_told_once_and_nothing_is_done_for_it(strict: Town) -> None:
    member, other = strict.member("张三"), strict.member("李四")
    texts = ["活动", "志愿", "我的报名", "报名 乒乓球赛", "报名 大讲堂", "活动"]
    answers = strict.run(delivered(strict, *said(strict, member, *texts)))
    assert answers[3:] == [TOO_MUCH, "", ""]
    assert all(text and text != TOO_MUCH for text in answers[:3])
    assert inbox(strict) == 3
    assert strict.rows("SELECT id FROM seat") == []
    other.says("活动").shows("大讲堂第10期")
    time.sleep(0.3)
    member.says("报名 乒乓球赛").shows("【报名成功】")


def test_what_tells_of_something_is_never_too_much(strict: Town) -> None:
    member = strict.member("张三")
    strict.run(delivered(strict, *said(strict, member, *["活动"] * 5)))
    member.unfollows()
    assert strict.rows("SELECT followed FROM contact WHERE openid = ?", member.openid)[0][0] == 0


def test_a_message_that_was_taken_is_taken_again_when_wechat_asks(strict: Town) -> None:
    member = strict.member("张三")
    first, *more = said(strict, member, "报名 乒乓球赛", "活动", "志愿", "活动")
    strict.assistant.webhook._count(first.key)  # its first delivery went unanswered
    strict.run(delivered(strict, *more))
    assert "【报名成功】" in strict.run(delivered(strict, first))[0]


def test_slow_work_counts_as_several_messages() -> None:
    allowance = Allowance(10, 1)

    def taken() -> bool:
        if took := allowance.takes("oA"):
            allowance.done("oA")
        return took

    assert taken()
    allowance.charge("oA", DEAR * 4)
    assert [taken() for _ in range(6)] == [True] * 5 + [False]
    assert allowance.takes("oB")
    allowance.charge("oB", 3600.0)
    assert allowance.takes("oB"), "no single message shuts anybody out"


def test_only_a_few_of_one_person_are_under_way_at_once() -> None:
    allowance = Allowance(30, 60)
    assert [allowance.takes("oA") for _ in range(4)] == [True, True, True, False]
    allowance.done("oA")
    assert allowance.takes("oA")
    assert allowance.takes("oB")


def test_a_crowd_is_remembered_in_bounded_memory() -> None:
    allowance = Allowance(2, 1)
    for number in range(3 * REMEMBERED):
        assert allowance.takes(f"o{number}")
    assert len(allowance._full_at) <= REMEMBERED
    last = f"o{3 * REMEMBERED - 1}"
    assert [allowance.takes(last), allowance.takes(last)] == [True, False]


def test_settings_of_none_are_refused(tmp_path: Path) -> None:
    with Town(tmp_path, person_messages=0, person_messages_per_minute=1) as town:
        assert "BOT_PERSON_MESSAGES 应是 1 或更大的数" in town.settings.faults()


# ------------------------------------------------------------------ in time, or not at all


def test_a_change_that_waited_too_long_is_never_begun(town: Town) -> None:
    begun: list[str] = []

    async def work() -> None:
        store = town.assistant.store
        late = store.change(lambda tx: begun.append("late"), deadline=store.deadline(-0.01))
        await store.change(lambda tx: begun.append("next"), deadline=store.deadline(4))
        with pytest.raises(OutOfTime):
            await late

    town.run(work())
    assert begun == ["next"]


def test_a_busy_loop_sheds_what_it_could_not_read_in_time(tmp_path: Path) -> None:
    """Half a second of other work: what came in meanwhile has waited as long, and WeChat no longer."""
    limits = Limits(reply_seconds=0.6)
    with Town(tmp_path, fill=fill, limits=limits, answer_seconds=0.4) as hasty:
        member = hasty.member("张三")
        searched: list[str] = []
        wishes = hasty.assistant.router.understanding
        real = wishes.question
        wishes.question = lambda m: searched.append(m.text) or real(m)  # type: ignore[method-assign]

        async def busy() -> None:
            time.sleep(0.6)  # noqa: ASYNC251 - that nothing else goes on is the point

        push = hasty.simulator.wrap(_text(hasty, member.openid, "党费怎么交"))
        port = int(hasty.url.rpartition(":")[2])
        stalled = asyncio.run_coroutine_threadsafe(busy(), hasty.loop)
        assert sockets.sent(port, sockets.posted(push)).status is None
        stalled.result()
        assert searched == []
        member.says("党费怎么交").shows("依据：")


def _text(town: Town, openid: str, text: str) -> str:
    return (
        f"<xml><ToUserName>gh_x</ToUserName><FromUserName>{openid}</FromUserName>"
        f"<CreateTime>{town.clock.now() // 1000}</CreateTime><MsgType>text</MsgType>"
        f"<Content><![CDATA[{text}]]></Content><MsgId>4711</MsgId></xml>"
    )


# ------------------------------------------------------------------ what is refused is known


def test_refusals_are_counted_by_reason_and_each_is_logged_once_a_minute(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = Refusals()
    with caplog.at_level(logging.WARNING):
        for reason in ["signature", "not XML", "signature", "signature"]:
            noted.note(reason)
        monkeypatch.setattr(refusals, "BETWEEN", 0.0)
        noted._say_at.clear()
        noted.note("signature")
    assert noted.counts == {"signature": 4, "not XML": 1}
    told = [record.getMessage() for record in caplog.records]
    assert told == ["refused 1: signature", "refused 1: not XML", "refused 3: signature"]


def test_every_refusal_has_its_reason_in_healthz(town: Town) -> None:
    wrong = [b"", b"<xml/>", b"<!DOCTYPE xml><xml/>", b"<xml><a/></xml>"]
    for body in wrong:
        push = town.simulator.wrap(body)
        assert town.run(town.simulator.push_raw(push.body, push.query))[0] == 400
    assert town.run(town.simulator.push_raw(b"x" * 70_000, {}))[0] == 413
    counts = town.assistant.webhook.refusals.counts
    assert sum(counts.values()) == 5
    assert {"not XML", "no fields", "DOCTYPE", "too large"} <= set(counts)


def test_who_types_what_xml_cannot_hold_is_answered(town: Town) -> None:
    member = town.member("张三")
    for typed in (
        "活动\x1d",
        "\x00活动",
        "活\ufffe动",
        "活动\ud83d",
        "<![CDATA[活动]]>",
        "活动]]>",
    ):
        heard = member.says(typed)
        assert heard.seen.kind == "chat", repr(typed)
        member.sends("voice", Recognition=typed).shows("听到的是：")
    member.says("活动\x1d").shows("大讲堂第10期")
    assert not town.assistant.webhook.refusals.counts
