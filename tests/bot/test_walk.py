"""The walk of a message under WeChat's conditions: retries, slowness, failures, forgeries."""

import asyncio
import re
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.delivery import outbox
from bot.message import Message
from bot.process.assistant import Assistant
from bot.simulator import Limits, Seen
from bot.store import engine, postgres, sqlite
from bot.store.tx import Tx
from bot.webhook.crypto import MessageCipher, signature
from handlers.offerings.kind import Kind
from handlers.offerings.offering import Offering, Pool
from tests.databases import Database
from tests.town import HOUSE, Citizen, Town, fill


@pytest.fixture
def hasty(tmp_path: Path, database: Database) -> Iterator[Town]:
    """WeChat's five seconds are 0.6 here, the assistant's 4.5 are 0.4."""
    limits = Limits(reply_seconds=0.6)
    with Town(tmp_path, database, fill=fill, limits=limits, answer_seconds=0.4) as town:
        yield town


def hold_disk(town: Town, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """The next commit takes so long."""
    module = postgres if town.database.engine == "postgresql" else sqlite
    real = module.commit

    def slow(connection: Any) -> None:
        monkeypatch.setattr(module, "commit", real)
        time.sleep(seconds)
        real(connection)

    town.settle()  # what runs by itself has committed
    monkeypatch.setattr(module, "commit", slow)


def test_a_retry_is_answered_from_the_inbox_and_nothing_happens_twice(
    hasty: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = hasty.member("张三")
    hold_disk(hasty, monkeypatch, 0.5)
    heard = member.says("报名 乒乓球赛").shows("【报名成功】")
    assert len(heard.seen.tries) == 2
    assert hasty.rows("SELECT taken FROM pool WHERE offering_id = 'e3'")[0]["taken"] == 1


def test_the_third_try_gets_success_and_the_reply_comes_by_another_door(
    hasty: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = hasty.member("张三")
    hold_disk(hasty, monkeypatch, 1.6)
    heard = member.says("报名 乒乓球赛")
    assert heard.seen.kind == "nothing"
    assert len(heard.seen.tries) == 3
    for _ in range(100):
        hasty.settle()
        if member.received():
            break
        time.sleep(0.02)
    assert len(member.received()) == 1
    assert "【报名成功】" in member.received()[0]


def test_three_overlapping_deliveries_make_one_registration(hasty: Town) -> None:
    member = hasty.member("张三")
    member.says("活动")

    async def at_once() -> list[tuple[int | None, bytes]]:
        push = hasty.simulator.wrap(_text(hasty, member.openid, "报名 乒乓球赛", "77"))
        sends = (hasty.simulator.push_raw(push.body, push.query) for _ in range(3))
        return await asyncio.gather(*sends)

    answers = hasty.run(at_once())
    assert [status for status, _ in answers] == [200, 200, 200]
    assert len(hasty.rows("SELECT * FROM seat")) == 1


def _text(town: Town, openid: str, said: str, message_id: str) -> str:
    return (
        f"<xml><ToUserName>gh_x</ToUserName><FromUserName>{openid}</FromUserName>"
        f"<CreateTime>{town.clock.now() // 1000}</CreateTime><MsgType>text</MsgType>"
        f"<Content><![CDATA[{said}]]></Content><MsgId>{message_id}</MsgId></xml>"
    )


def test_a_bug_is_one_kind_sentence_with_a_code_and_nothing_is_half_done(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(kind: Kind, tx: Tx, member: str, of: Offering, pool: Pool) -> None:
        assert tx.row("offerings.take", id=pool.id)
        raise RuntimeError("张三 is in this text")

    monkeypatch.setattr("handlers.offerings.seats.book", broken)
    member = town.member("张三")
    heard = member.says("报名 乒乓球赛").shows("刚才没有办成，什么也没有改动，请再发一次。（")
    code = re.search(r"（(\w{4})）", heard.text)[1]
    assert any(getattr(record, "code", "") == code for record in caplog.records)
    assert town.rows("SELECT taken FROM pool WHERE offering_id = 'e3'")[0]["taken"] == 0
    monkeypatch.undo()
    member.says("报名 乒乓球赛").shows("【报名成功】")  # the failure is not what a retry gets


def test_of_an_unknown_outcome_nothing_is_claimed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Perhaps it was stored: “nothing was changed” would be a lie. WeChat asks again."""

    async def unknown(*_: object, **__: object) -> None:
        raise engine.OutcomeUnknown("the connection broke in the commit")

    member = town.member("张三")
    town.settle()
    with monkeypatch.context() as broken:
        broken.setattr(town.assistant.store, "change", unknown)
        heard = member.says("活动")
    assert heard.seen.kind == "failure_text"
    assert [attempt.status for attempt in heard.seen.tries] == [None] * 3
    member.says("活动").shows("大讲堂第10期")


def test_a_full_queue_is_said_at_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    member = town.member("张三")
    monkeypatch.setattr(engine, "WAITING", 0)
    member.says("活动").shows("现在人多，请稍后再发一次。")
    monkeypatch.undo()
    member.says("活动").shows("大讲堂第10期")


def test_a_dead_writer_closes_without_an_answer_and_health_says_so(tmp_path: Path) -> None:
    with Town(tmp_path, fill=fill, limits=Limits(reply_seconds=0.6), answer_seconds=0.4) as hasty:
        member = hasty.member("张三")

        async def kill() -> None:
            hasty.assistant.store._fail([], RuntimeError("disk gone"))
            await hasty.assistant.store.stopped.wait()

        hasty.run(kill())
        assert member.says("活动").seen.kind == "failure_text"
        assert hasty.run(_health(hasty))["ok"] is False


async def _health(town: Town) -> dict[str, object]:
    async with aiohttp.ClientSession() as http, http.get(f"{town.url}/healthz") as answer:
        return await answer.json()


def test_two_people_at_the_same_moment_do_not_wait_for_each_other(town: Town) -> None:
    names = ["张三", "李四", "王五", "赵六"]
    people = [town.member(name) for name in names]
    heard: list[str] = []
    threads = [
        threading.Thread(target=lambda p=p: heard.append(p.says("活动").text)) for p in people
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(heard)) == 1


# ------------------------------------------------------------------ what is believed


def test_saving_the_address_echoes_byte_for_byte(town: Town) -> None:
    assert town.run(town.simulator.save_url()).accepted


def test_every_forgery_is_refused_and_reaches_nobody(town: Town) -> None:
    outcomes = town.run(town.simulator.attack("oAttacker0000000000000000001"))
    assert all(outcome.harmless for outcome in outcomes), [o for o in outcomes if not o.harmless]
    town.member("张三").says("活动").shows("大讲堂第10期")


def test_a_plain_push_is_refused_while_a_key_is_set(town: Town) -> None:
    body = _text(town, "oMemberm1", "活动", "1").encode()
    status, answer = town.run(town.simulator.push_raw(body, town.simulator.sign()))
    assert status == 403
    assert answer == b""


def test_in_compatible_mode_only_the_encrypted_part_is_believed(town: Town) -> None:
    town.simulator.faults.change("mode", "compatible")
    town.member("张三").says("活动").shows("大讲堂第10期")


def test_plain_mode_works_and_one_signature_serves_one_message(
    tmp_path: Path, database: Database
) -> None:
    with Town(tmp_path, database, fill=fill, wechat_plain=True, wechat_aes_key="") as town:
        town.simulator.faults.change("mode", "plain")
        member = town.member("张三")
        member.says("活动").shows("大讲堂第10期")
        query = town.simulator.sign()
        first = _text(town, member.openid, "报名 乒乓球赛", "501").encode()
        second = _text(town, member.openid, "注销", "502").encode()
        assert town.run(town.simulator.push_raw(first, query))[1].count(b"CDATA")
        assert town.run(town.simulator.push_raw(second, query)) == (200, b"success")
        assert town.run(town.simulator.push_raw(first, query))[1].count(b"CDATA")
        assert "plain" in town.assistant.alarms.raised


def test_the_old_key_still_works_during_a_rotation(tmp_path: Path) -> None:
    keys = {"wechat_aes_key": "B" * 43, "wechat_aes_key_previous": "A" * 43}
    with Town(tmp_path, fill=fill, **keys) as town:
        town.member("张三").says("活动").shows("大讲堂第10期")
        town.simulator.faults.change("key_rotate", True)
        town.member("张三").says("活动").shows("大讲堂第10期")


def test_an_old_push_is_refused_and_raises_the_clock_alarm(town: Town) -> None:
    member = town.member("张三")
    push = town.simulator.wrap(
        _text(town, member.openid, "活动", "1"), timestamp=str(town.clock.now() // 1000 - 3600)
    )
    assert town.run(town.simulator.push_raw(push.body, push.query))[0] == 403
    assert "clock" in town.assistant.alarms.raised
    member.says("活动").shows("大讲堂第10期")
    assert "clock" not in town.assistant.alarms.raised


def test_a_wrong_key_of_ours_is_an_alarm_and_what_was_refused_is_counted(town: Town) -> None:
    member = town.member("张三")
    settings = town.assistant.settings
    console = MessageCipher("B" * 43, settings.wechat_appid)
    sealed = console.encrypt(_text(town, member.openid, "活动", "1").encode())
    query = {**town.simulator.sign(), "encrypt_type": "aes"}
    parts = (settings.wechat_token, query["timestamp"], query["nonce"], sealed)
    query["msg_signature"] = signature(*parts)
    body = f"<xml><ToUserName>gh_x</ToUserName><Encrypt>{sealed}</Encrypt></xml>".encode()
    assert town.run(town.simulator.push_raw(body, query))[0] == 403
    assert "AES key" in town.assistant.alarms.raised["key"]
    assert town.run(town.simulator.push_raw(body, {**query, "nonce": "1"}))[0] == 403
    assert town.run(_health(town))["refused"] == {"encryption": 1, "signature": 1}
    member.says("活动").shows("大讲堂第10期")
    assert "key" not in town.assistant.alarms.raised


@pytest.mark.parametrize(("seconds", "status"), [(299, 200), (-299, 200), (302, 403), (-302, 403)])
def test_five_minutes_are_the_most_a_clock_may_be_off(
    town: Town, seconds: int, status: int
) -> None:
    member = town.member("张三")
    timestamp = str(town.clock.now() // 1000 + seconds)
    push = town.simulator.wrap(_text(town, member.openid, "活动", "1"), timestamp=timestamp)
    assert town.run(town.simulator.push_raw(push.body, push.query))[0] == status


def test_the_largest_body_is_64_kilobytes(town: Town) -> None:
    for size, status in ((64 * 1024, 400), (64 * 1024 + 1, 413)):
        body = b"<xml>" + b" " * (size - 5)
        query = {**town.simulator.sign(), "encrypt_type": "aes"}
        assert town.run(town.simulator.push_raw(body, query))[0] == status


def test_json_pushes_are_acknowledged_and_alarmed(town: Town) -> None:
    body = b'{"ToUserName":"gh_x","Encrypt":"abc"}'
    assert town.run(town.simulator.push_raw(body, town.simulator.sign())) == (200, b"success")
    assert "json" in town.assistant.alarms.raised
    assert town.run(town.simulator.push_raw(body, {"signature": "no"}))[0] == 403


def test_an_address_signed_long_ago_opens_nothing(town: Town) -> None:
    """One that was logged must not raise alarms, or pass as WeChat's, for ever."""
    query = town.simulator.sign()
    town.wait(minutes=6)
    assert town.run(town.simulator.push_raw(b'{"Encrypt":"abc"}', query))[0] == 403
    assert "json" not in town.assistant.alarms.raised
    assert town.run(_verified(town, query)) == 403


async def _verified(town: Town, query: dict[str, str]) -> int:
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"{town.url}/wechat", params={**query, "echostr": "1"}) as answer,
    ):
        return answer.status


# ------------------------------------------------------------------ the window, and the digest


def test_a_location_report_leaves_no_trace(town: Town) -> None:
    member = town.member("张三")
    before = town.rows("SELECT * FROM inbox")
    assert town.run(member.user.reports_location(38.0, 114.5)).kind == "nothing"
    assert town.rows("SELECT * FROM inbox") == before


def _scans_by_button(person: Citizen) -> Coroutine[Any, Any, Seen]:
    return person.user.event("scancode_push", EventKey="k", ScanCodeInfo={"ScanType": "qrcode"})


@pytest.mark.parametrize(
    ("do", "left"),
    [
        (lambda person: person.user.says("活动"), 5),
        (lambda person: person.user.clicks("活动"), 3),
        (lambda person: person.user.taps("活动", "1"), 3),
        (lambda person: person.user.scans("poster"), 3),
        (_scans_by_button, 3),
        (lambda person: person.user.views("https://example.org"), 0),
    ],
    ids=["message", "menu", "msgmenu entry", "QR code", "scanning button", "link"],
)
def test_what_a_person_does_opens_the_window_wechat_opens(
    town: Town, do: Callable[[Citizen], Coroutine[Any, Any, Seen]], left: int
) -> None:
    stranger = town.stranger()
    town.run(do(stranger))
    assert town.rows("SELECT window_left FROM contact")[0]["window_left"] == left
    assert stranger.user.window.left == left


def test_following_opens_the_short_window(town: Town) -> None:
    stranger = town.stranger()
    stranger.unfollows()
    stranger.follows()
    assert town.rows("SELECT window_left FROM contact")[0]["window_left"] == 3


def test_a_tap_does_not_shorten_an_open_window(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("活动")
    until = town.rows("SELECT window_until FROM contact")[0][0]
    town.wait(minutes=1)
    stranger.clicks("活动")
    assert town.rows("SELECT window_until, window_left FROM contact")[0][:] == (until, 5)


def test_unsent_messages_come_with_the_next_reply_once(town: Town) -> None:
    member = town.member("张三")
    town.change(lambda tx: outbox.tell(tx, member.openid, "【通知】会议改期", "test"))
    town.settle()
    assert member.received() == []  # nobody has written yet: no window
    member.says("谢谢").shows("【通知】会议改期", "不客气")
    member.says("谢谢").lacks("会议改期")


@pytest.mark.parametrize(
    "kind", ["image", "video", "shortvideo", "link", "location", "file", "unsupported"]
)
def test_whatever_is_answered_brings_what_waited(town: Town, kind: str) -> None:
    member = town.member("张三")
    town.change(lambda tx: outbox.tell(tx, member.openid, "【通知】会议改期", "test"))
    member.sends(kind).shows("【通知】会议改期", "看不懂" if kind != "location" else "位置")


def test_what_is_said_before_all_has_started_is_done(town: Town, tmp_path: Path) -> None:
    """The port is open while a demo still fills its database."""
    early = replace(town.assistant.settings, database=f"sqlite:///{tmp_path / 'early.db'}")

    async def said() -> list[str]:
        assistant = Assistant(early, HOUSE, town.clock)
        assistant.open()
        await assistant.store.change(fill)
        texts = []
        for number, text in enumerate(("提醒我 明天上午9点 交材料", "张三 6789")):
            message = Message(f"k{number}", "oEarly", "gh_x", "text", town.clock.now(), text)
            texts.append(await assistant.answer(message, "", None))
        await assistant.close()
        return texts

    assert "提醒您：交材料" in town.run(said())[-1]


def test_the_house_names_actions_that_exist() -> None:
    names = {f"{c.name}.{a.name}" for c in HOUSE.capabilities for a in c.actions}
    assert {HOUSE.welcome, HOUSE.unreadable, HOUSE.wordless, HOUSE.guess} <= names
