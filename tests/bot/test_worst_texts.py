"""No text that anybody can type costs the others their time: words over and over, signs that grow."""

import asyncio
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.conversation.router import Router
from bot.conversation.understanding import Situated
from bot.hearing import sentences
from bot.language.levelling import plain
from bot.language.text import TYPED_CHARACTERS, normal
from bot.message import Message
from bot.when import read
from tests.bench.flood import WORST
from tests.town import HOUSE, START, Citizen, Town, fill

ENOUGH = 0.1  # processor seconds; an ordinary message takes less than a thousandth
_WORDS = re.compile(r"[\u4e00-\u9fff]{1,4}")
HEADS = (
    "",
    "报名 ",
    "提醒我 ",
    "志愿 ",
    "改时间 1 ",
    "人工 ",
    "发布活动 ",
    "发布需求 ",
    "发通知 ",
    "答复 ",
)
REPEATED = (
    "请", "看", "能不能帮我", "报名截止", "12月5日", "“", "（", ", ，", "\n", "1.", "名额", "下午3点", "手机号码",
    "辛苦了", "改", "从今天到", "9", "一", "每周", "\u0301\u0316\u0327", "\ufdfa", "a ", "zhuang", "13800138000 ",
)  # fmt: skip


class TooLong(Exception):
    """It was not done when its time was over."""


@contextmanager
def soon(what: str) -> Iterator[None]:
    """Ends what takes processor time without end, in this thread, and says what it was."""

    def end(*_: object) -> None:
        raise TooLong(what)

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, 1.0)
    began = time.thread_time()
    try:
        yield
        assert time.thread_time() - began < ENOUGH, what
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_no_word_of_any_wish_said_over_and_over_takes_long() -> None:
    understanding = Router(HOUSE).understanding
    words = {word for each in sentences.load()[::20] for word in _WORDS.findall(each.said)}
    assert len(words) > 500
    for word in sorted(words):
        heard = understanding.hear(word * TYPED_CHARACTERS)
        with soon(word):
            understanding.decide(heard, Situated())
            plain(heard.said)


@pytest.mark.parametrize("text", [*WORST, *(piece * TYPED_CHARACTERS for piece in REPEATED)])
def test_what_is_looked_at_is_bounded_whatever_becomes_of_it(text: str) -> None:
    with soon(text[:12]):
        assert len(normal(text)) <= TYPED_CHARACTERS
        read(text[:TYPED_CHARACTERS], START)


def test_a_sign_that_is_eighteen_is_cut_again() -> None:
    assert len(normal("\ufdfa" * TYPED_CHARACTERS)) <= TYPED_CHARACTERS
    assert normal("ＡＢＣ" * 100 + "大讲堂") == "abc" * 100 + "大讲堂"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with Town(tmp_path_factory.mktemp("worst"), fill=fill) as town:
        yield town


@pytest.mark.parametrize("head", HEADS)
def test_no_message_made_to_be_slow_is(town: Town, head: str) -> None:
    """Said as a wish, then once more as the answer to whatever that asks."""
    secretary, member = town.secretary("张三", "b1"), town.member("李四")
    for person in (secretary, member):
        for piece in REPEATED:
            town.run(took(town, person, "取消"))
            for said in (head + piece * TYPED_CHARACTERS, piece * TYPED_CHARACTERS):
                assert town.run(took(town, person, said)) < ENOUGH, f"{head}{piece}"


_numbers = iter(range(10**9))


async def took(town: Town, person: Citizen, text: str) -> float:
    """Processor seconds of the loop, on which all of it is done."""
    key, now = f"worst{next(_numbers)}", town.clock.now()
    message = Message(key, person.openid, "gh", "text", now, text[:TYPED_CHARACTERS])
    began = time.thread_time()
    async with asyncio.timeout(30):
        await town.assistant.answer(message, "", None)
    return time.thread_time() - began
