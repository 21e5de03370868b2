"""Pushes, requests and sentences no honest sender sends: refused or answered, never a fault."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from bot.store.tx import Tx
from tests.survival import committee, corpus, sockets, wire
from tests.survival.corpus import Case, Sending
from tests.survival.process import Process
from tests.survival.sockets import Answer, chunked, posted, request

SOON = 1.0  # seconds in which an honest neighbour is answered, whatever came before
CUT = 6.0  # seconds after which a body that only drips is given up
FAILED = "没有办成"  # the sentence that hides a bug


@dataclass
class Served:
    """A real `serve` process, and what its database holds."""

    process: Process
    database: Path
    neighbour: str
    strangers: Iterator[int] = field(default_factory=lambda: count(1))

    def stranger(self) -> str:
        return f"oHostile{next(self.strangers):0>20}"

    def sends(self, sending: Sending) -> Answer:
        return sockets.sent(self.process.port(), sending.raw, sending.method)

    def says(self, openid: str, said: str) -> tuple[str, float]:
        """What they read, and after how many seconds."""
        push = wire.sealed(wire.text(openid, said), openid)
        answer = self.sends(Sending(posted(push)))
        assert answer.status == 200
        return wire.opened(answer.body, push, openid), answer.seconds

    def stored(self) -> dict[str, int]:
        """How many rows there are, table by table."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            names = [name for (name,) in tables.fetchall()]
            return {n: connection.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for n in names}

    def faults(self) -> int:
        """How often the log has spoken of an error."""
        return sum(fact["level"] == "error" for fact in self.process.facts())

    def lives(self) -> None:
        """The next honest message is answered, and at once."""
        text, seconds = self.says(self.neighbour, "帮助")
        assert "我能办这些" in text
        assert seconds < SOON, f"the neighbour waited {seconds:.2f} s"


def fill(tx: Tx) -> None:
    committee.places(tx)
    for number in range(2):
        committee.member(tx, number)
    committee.event(tx, "e1", "党务干部培训班第44期", 9, 9, onsite=3, video=4)
    committee.need(tx, "n1", "k1", "义诊", 10, 3)


@contextlib.contextmanager
def a_served(folder: Path) -> Iterator[Served]:
    database = committee.prepared(folder, fill)
    settings = wire.SETTINGS | {"BOT_DATABASE": committee.url(database)}
    with Process("serve", settings) as process:
        process.port()
        served = Served(process, database, committee.openid(0))
        while not served.stored()["due"]:  # the nightly sweep puts its row by itself
            time.sleep(0.02)
        yield served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with a_served(tmp_path_factory.mktemp("hostile")) as served:
        yield served


# ------------------------------------------------------------------ case by case


@pytest.mark.parametrize("case", list(corpus.cases()), ids=lambda case: case.name)
def test_hostile(served: Served, case: Case) -> None:
    openid = served.stranger()
    before = served.stored()
    sending = case.make(openid)
    answer = served.sends(sending)
    assert answer.status is None or answer.status < 500
    CHECKS[case.fate](served, case, sending, answer)
    if case.fate in ("refused", "dropped"):
        assert served.stored() == before
    served.lives()


def refused(served: Served, case: Case, sending: Sending, answer: Answer) -> None:
    assert answer.status is not None
    assert 400 <= answer.status < 500
    assert b"CDATA" not in answer.body


def dropped(served: Served, case: Case, sending: Sending, answer: Answer) -> None:
    assert answer.status is None or 400 <= answer.status < 500


def silent(served: Served, case: Case, sending: Sending, answer: Answer) -> None:
    assert (answer.status, answer.body) == (200, b"success")


def answered(served: Served, case: Case, sending: Sending, answer: Answer) -> None:
    assert answer.status == 200
    assert sending.push is not None
    text = wire.opened(answer.body, sending.push, wire.sender(sending.push))
    assert text.strip()
    assert FAILED not in text
    assert case.shows in text


def either(served: Served, case: Case, sending: Sending, answer: Answer) -> None:
    (answered if answer.status == 200 else refused)(served, case, sending, answer)


CHECKS = {
    "refused": refused,
    "dropped": dropped,
    "silent": silent,
    "answered": answered,
    "either": either,
}


# ------------------------------------------------------------------ what no single answer shows


def test_saving_the_address_is_answered_to_who_knows_the_token_only(served: Served) -> None:
    signed = wire.ENVELOPE.sign()
    for query, status, body in (
        (signed | {"echostr": "0123456789012345678"}, 200, b"0123456789012345678"),
        (signed | {"echostr": "<b>&amp;</b>"}, 200, b"<b>&amp;</b>"),
        (signed | {"echostr": "1", "signature": signed["signature"].upper()}, 403, b""),
        (signed | {"echostr": "1", "nonce": "1"}, 403, b""),
        ({"echostr": "1"}, 403, b""),
    ):
        answer = served.sends(Sending(request(query=query, method="GET"), None, "GET"))
        assert (answer.status, answer.body) == (status, body)
    served.lives()


def test_what_only_drips_is_cut_and_holds_up_nobody(served: Served) -> None:
    port, slow = served.process.port(), wire.sealed(wire.text(served.stranger(), "帮助"))
    endless = {"Content-Length": None, "Transfer-Encoding": "chunked"}
    dripping = [
        posted(slow, {"Content-Length": "60000"}),
        request(b"", slow.query, headers=endless) + chunked(b"<xml>"),
    ]
    with ThreadPoolExecutor() as phones:
        drips = [phones.submit(sockets.dripped, port, raw, b"1\r\n " * 9, 0.5) for raw in dripping]
        served.lives()
        for drip in drips:
            answer = drip.result()
            assert answer.status in (400, 408)
            assert answer.seconds < CUT


def test_who_hangs_up_in_the_middle_is_no_fault_of_ours(served: Served) -> None:
    push = wire.sealed(wire.text(served.stranger(), "帮助"))
    whole = posted(push)
    before, faults = served.stored(), served.faults()
    for part in (0, 10, whole.index(b"\r\n\r\n") + 4, len(whole) - 10):
        sockets.dropped(served.process.port(), whole[:part])
        served.lives()
    assert served.stored()["contact"] == before["contact"]
    assert served.faults() == faults


def test_requests_in_one_breath_are_answered_in_turn(served: Served) -> None:
    pushes = [wire.sealed(wire.text(served.neighbour, said)) for said in ("帮助", "活动", "志愿")]
    answers = sockets.pipelined(served.process.port(), [posted(push) for push in pushes])
    texts = [
        wire.opened(body, p, served.neighbour) for body, p in zip(answers, pushes, strict=True)
    ]
    assert ["我能办这些" in texts[0], "培训班" in texts[1], "义诊" in texts[2]] == [True] * 3


def test_what_a_member_types_comes_back_as_it_was_typed(served: Served) -> None:
    for typed in (
        "]]>带好材料",
        "<b>&amp;</b>]]]]>>",
        "\u202e倒着的字",
        "😀𠮷",
        "'; DROP TABLE reminder",
    ):
        text, _ = served.says(served.neighbour, f"提醒我 明天上午9点 {typed}")
        # But for the mark that would turn round what stands beside it: it leaves to nobody.
        assert typed.removeprefix("\u202e") in text
        assert "\u202e" not in text


WISHES = ("提醒我", "我的提醒", "推迟 1", "改时间 1", "报名", "志愿", "活动", "绑定", "人工", "")
PIECES = ("下", "上", "1", "明天", "每周", "大讲堂", "张", "，", "9点", "个")


@pytest.mark.parametrize("wish", WISHES)
def test_no_long_sentence_fails_or_holds_up_the_others(served: Served, wish: str) -> None:
    member = committee.openid(1)
    served.says(member, "提醒我 明天上午9点 交材料")
    for piece in PIECES:
        text, seconds = served.says(member, f"{wish} {piece * 5000}"[:5000])
        assert FAILED not in text, f"{wish} {piece}…"
        assert seconds < SOON, f"{wish} {piece}…: {seconds:.2f} s"
    served.says(member, "取消")


@pytest.mark.parametrize("sign", ["\u2057", "\u2a74", "[", "\u0301", "。", "😀", "》"])
def test_a_wish_behind_a_long_run_of_signs_holds_up_nobody(served: Served, sign: str) -> None:
    member = committee.openid(1)
    for wish in ("活动", "提醒我", "发布活动 党课"):
        text, seconds = served.says(member, f"{sign * 1980}\n{wish}")
        assert FAILED not in text
        assert seconds < SOON, f"{sign}…{wish}: {seconds:.2f} s"
    served.says(member, "取消")


def test_bombs_hold_up_nobody(served: Served) -> None:
    """What is refused costs us less than it costs who sends it."""
    bombs = [case for case in corpus.cases() if case.name.endswith("of 50 MB")]
    sendings = [case.make(served.stranger()) for case in bombs * 20]
    with ThreadPoolExecutor(len(sendings)) as phones:
        refusals = [phones.submit(served.sends, sending) for sending in sendings]
        time.sleep(0.1)
        served.lives()
    assert all(400 <= (refusal.result().status or 400) < 500 for refusal in refusals)


def test_memory_stays_flat(tmp_path: Path) -> None:
    """In a process of its own: what others have left free would hide the growth."""
    cases = {case.name: case for case in corpus.cases()}
    endless, worst = cases["chunks that never end"], [cases[name] for name in WORST]
    with a_served(tmp_path) as served:
        assert grown(served, [endless], 100) < GROWTH
        assert grown(served, worst, 30) < GROWTH
        served.lives()


def grown(served: Served, cases: list[Case], times: int) -> float:
    """Megabytes by which memory grows, once the first ones have filled caches and heap."""
    hammered(served, cases, times)
    before = floor(served, cases)
    hammered(served, cases, times)
    return floor(served, cases) - before


def floor(served: Served, cases: list[Case]) -> float:
    """The least of five rounds: what a collection is about to free is no growth."""
    found = []
    for _ in range(5):
        hammered(served, cases, 1)
        found.append(served.process.resident())
    return min(found)


def hammered(served: Served, cases: list[Case], times: int) -> None:
    for _ in range(times):
        for case in cases:
            served.sends(case.make(served.stranger()))
        served.says(served.stranger(), LONG[: 11_000 - next(served.strangers) % 1000])


LONG = "😀𠮷" * 5500  # cut somewhere else each time
GROWTH = 10.0  # megabytes
WORST = (
    "a billion laughs",
    "nested 3000 deep in a field",
    "2000 fields nobody knows",
    "an openid of 5000 characters",
    "says 15000 characters",
    "well signed: 60 KB of garbage",
    "5 MB",
    "5 MB that say ten",
    "gzip of 50 MB",
    "1000 headers",
)
