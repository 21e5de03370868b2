"""Sending while WeChat, its tokens or the network fail: what is tried again, what is not, what is said."""

import asyncio
import logging
import resource
import time
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from bot.alarms import Alarms
from bot.clock import Clock
from bot.delivery import outbox
from bot.delivery.courier import PATIENT_AT_ONCE
from bot.delivery.record import Record
from bot.people import contacts
from bot.simulator.odd import ODD
from bot.store.tx import Tx
from bot.wechat import window
from bot.wechat.client import WeChat
from bot.wechat.errors import NoToken, WeChatError
from tests.town import Citizen, Town, fill

# Odd as a token; as the answer to a message they say what became of it.
SAID = {"no_expiry": "sent", "no_text": "sent", "no_words": "digest"}


@pytest.fixture
def member(town: Town) -> Citizen:
    """Somebody who has written, and the account has a token."""
    member = town.member("张三")
    member.says("你好")
    tell(town, member, "先取令牌")
    return member


def tell(town: Town, person: Citizen, *texts: str) -> None:
    def put(tx: Tx) -> None:
        for text in texts:
            outbox.tell(tx, person.openid, text, "test")

    town.change(put)
    town.settle()


def states(town: Town) -> list[str]:
    return [row["state"] for row in town.rows("SELECT state FROM outbox ORDER BY created_at, id")]


def left(town: Town, person: Citizen) -> int:
    rows = town.rows("SELECT window_left FROM contact WHERE openid = ?", person.openid)
    return int(rows[0]["window_left"])


def alarms(town: Town) -> dict[str, str]:
    return town.assistant.alarms.raised


def crowd(town: Town, size: int) -> list[str]:
    """So many more people who have just written."""
    openids = [f"oCrowd{number:022}" for number in range(size)]

    def come(tx: Tx) -> None:
        for openid in openids:
            tx.run(
                "people.touch",
                openid=openid,
                key=openid,
                followed=1,
                until=tx.now + window.AFTER_MESSAGE[0],
                left=5,
            )

    town.change(come)
    for openid in openids:
        town.simulator.user(openid).windows.after_message(town.clock.now())
        town.simulator.user(openid).following = True
    return openids


def tell_all(town: Town, openids: list[str], text: str, *, patient: bool = False) -> None:
    def put(tx: Tx) -> None:
        for openid in openids:
            person = contacts.find(tx, openid)
            assert person is not None
            outbox.tell_person(tx, person, text, "crowd", patient=patient)

    town.change(put)


# ------------------------------------------------------------------ certainly not carried out


NOT_DONE = {
    "busy": {"minus_one": 1.0},
    "no token in the answer": {"token_answer": "object"},
    "every token refused": {"storm": True},
}


def switch(town: Town, faults: dict[str, object], *, on: bool) -> None:
    calm = type(town.simulator.faults)()
    for name, value in faults.items():
        town.simulator.faults.change(name, value if on else getattr(calm, name))
    if on and "token_answer" in faults:
        town.simulator.revoke_tokens()


@pytest.mark.parametrize("faults", NOT_DONE.values(), ids=NOT_DONE)
def test_what_was_not_carried_out_is_tried_again_and_costs_nothing(
    town: Town, member: Citizen, faults: dict[str, object]
) -> None:
    before = left(town, member)
    switch(town, faults, on=True)
    tell(town, member, "第一条", "第二条", "第三条")
    for _ in range(3):
        town.wait(minutes=3)
    assert states(town)[1:] == ["waiting"] * 3
    assert left(town, member) == before
    switch(town, faults, on=False)
    town.wait(minutes=15)
    town.wait(minutes=15)
    assert member.received() == ["先取令牌", "第一条", "第二条", "第三条"]
    assert left(town, member) == before - 3
    assert alarms(town) == {}


@pytest.mark.parametrize("base", ["http://127.0.0.1:9", "http://nobody.invalid"])
def test_without_a_connection_it_waits_for_one(town: Town, base: str) -> None:
    town.settings = replace(town.settings, wechat_api_base=base)
    town.restart()
    member = town.member("张三")
    member.says("你好")
    tell(town, member, "等网络")
    assert states(town) == ["waiting"]
    assert "no connection" in town.rows("SELECT cause FROM outbox")[0]["cause"]
    assert left(town, member) == 5
    town.settings = replace(town.settings, wechat_api_base=town.wechat_url)
    town.restart()
    town.wait(seconds=3)
    assert member.received() == ["等网络"]


def test_it_is_tried_less_and_less_often(town: Town, member: Citizen) -> None:
    town.simulator.faults.change("minus_one", 1.0)
    tell(town, member, "一再试")
    for _ in range(60):
        town.wait(minutes=1)
    assert 5 <= town.simulator.rules.hits["C20"] <= 20


def test_only_while_the_window_is_open(town: Town, member: Citizen) -> None:
    town.simulator.faults.change("minus_one", 1.0)
    tell(town, member, "等到窗口关")
    town.wait(hours=49)
    tried = town.simulator.rules.hits["C20"]
    assert states(town)[-1] == "digest"
    town.wait(hours=1)
    assert town.simulator.rules.hits["C20"] == tried
    town.simulator.faults.change("minus_one", 0.0)
    member.says("谢谢").shows("等到窗口关")


def test_a_message_given_back_belongs_to_its_own_window(town: Town, member: Citizen) -> None:
    """Who writes while it is on its way has a whole window, not one message more."""
    town.simulator.faults.change("minus_one", 1.0)
    town.simulator.faults.change("slow", 0.3)
    town.change(lambda tx: outbox.tell(tx, member.openid, "在路上", "test"))
    wake(town)
    flying(town)
    member.says("谢谢")
    town.settle()
    assert left(town, member) == 5


def wake(town: Town) -> None:
    town.loop.call_soon_threadsafe(town.assistant.courier.wake)


def flying(town: Town) -> None:
    deadline = time.monotonic() + 5
    while "sending" not in states(town) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert "sending" in states(town)


def test_what_is_called_back_on_its_way_is_neither_tried_again_nor_shown(
    town: Town, member: Citizen
) -> None:
    town.simulator.faults.change("minus_one", 1.0)
    town.simulator.faults.change("slow", 0.3)
    town.change(lambda tx: outbox.tell(tx, member.openid, "已经不算数", "off"))
    wake(town)
    flying(town)
    town.change(lambda tx: outbox.withdraw(tx, "off"))
    town.settle()
    assert states(town) == ["sent"]
    member.says("谢谢").lacks("已经不算数")


def test_when_the_days_messages_are_used_up_it_waits_for_the_next_day(
    town: Town, member: Citizen
) -> None:
    before = left(town, member)
    town.simulator.faults.change("daily_sends", 1)
    tell(town, member, "明天再说")
    for _ in range(12):  # until ten in the evening
        town.wait(hours=1)
    assert town.simulator.rules.hits["C21"] == 1
    assert states(town)[-1] == "waiting"
    assert left(town, member) == before
    assert "45009" in alarms(town)["quota"]
    town.wait(hours=2, minutes=2)
    assert member.received() == ["先取令牌", "明天再说"]
    assert alarms(town) == {}


def test_no_more_tokens_today_waits_for_the_next_day_too(town: Town, member: Citizen) -> None:
    town.simulator.revoke_tokens()
    town.simulator.faults.change("token_quota", True)
    tell(town, member, "明天再说")
    for _ in range(12):
        town.wait(hours=1)
    assert town.simulator.rules.hits["B9"] == 1
    assert "45009" in alarms(town)["quota"]
    town.simulator.faults.change("token_quota", False)
    town.wait(hours=2, minutes=2)
    assert member.received() == ["先取令牌", "明天再说"]


# ------------------------------------------------------------------ perhaps carried out


MAYBE_DONE: dict[str, dict[str, object]] = {
    "the answer is lost": {"drop_reply": 1},
    "the connection ends": {"cut": 1},
    "a server's failure": {"http_500": 1},
    "half an answer": {"send_answer": "cut"},
    "an answer of no use": {"send_answer": "html"},
}


@pytest.mark.parametrize("faults", MAYBE_DONE.values(), ids=MAYBE_DONE)
def test_what_may_have_arrived_is_never_sent_again_and_is_logged(
    town: Town, member: Citizen, faults: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    switch(town, faults, on=True)
    with caplog.at_level(logging.INFO):
        tell(town, member, "张三的私事")
    switch(town, faults, on=False)
    assert states(town)[-1] == "unknown"
    town.wait(hours=1)
    assert member.received().count("张三的私事") <= 1
    logged = [r for r in caplog.records if getattr(r, "event", "") == "unknown"]
    assert len(logged) == 1
    assert not any(private in caplog.text for private in ("私事", member.openid, "张三"))
    member.says("谢谢").shows("（可能已收到）张三的私事")


def in_flight(town: Town, member: Citizen) -> None:
    """A row that somebody took with them who does not live any more."""
    town.database.run(
        "INSERT INTO outbox (id, openid, text, about, state, created_at, changed_at)"
        " VALUES ('zz', ?, '途中', 'test', 'sending', ?, ?)",
        member.openid,
        town.clock.now(),
        town.clock.now(),
    )


def test_a_row_of_a_dead_host_is_logged_too(
    town: Town, member: Citizen, caplog: pytest.LogCaptureFixture
) -> None:
    town.settle()
    in_flight(town, member)
    town.down(seconds=61)
    deadline = time.monotonic() + 5
    said: list[str] = []
    while "unknown" not in said and time.monotonic() < deadline:
        time.sleep(0.01)
        said = [getattr(record, "event", "") for record in caplog.records]
    assert states(town)[-1] == "unknown"
    assert said.count("unknown") == 1


# ------------------------------------------------------------------ the alarm


def test_ten_failures_in_a_row_are_an_alarm_that_falls_by_itself(
    town: Town, member: Citizen
) -> None:
    openids = crowd(town, 12)
    town.simulator.faults.change("minus_one", 1.0)
    tell_all(town, openids[:9], "一")
    town.settle()
    assert "delivery" not in alarms(town)
    tell_all(town, openids[9:10], "一")
    town.settle()
    assert "-1 system error" in alarms(town)["delivery"]
    town.simulator.faults.change("minus_one", 0.0)
    town.wait(minutes=1)
    town.wait(minutes=1)
    assert "delivery" not in alarms(town)
    assert states(town) == ["sent"] * 11


def test_an_alarm_falls_after_an_hour_in_which_nobody_is_told_anything(
    town: Town, member: Citizen
) -> None:
    openids = crowd(town, 10)
    town.simulator.faults.change("minus_one", 1.0)
    tell_all(town, openids, "一")
    town.settle()
    assert "delivery" in alarms(town)
    town.change(lambda tx: outbox.withdraw(tx, "crowd"))
    assert "waiting" not in states(town)
    town.wait(hours=1, minutes=1)
    until = time.monotonic() + 10
    while "delivery" in alarms(town) and time.monotonic() < until:
        time.sleep(0.02)
    assert "delivery" not in alarms(town)


@pytest.mark.parametrize("alarm", ["token", "quota"])
def test_what_left_before_a_pause_and_arrives_in_it_proves_nothing(town: Town, alarm: str) -> None:
    courier, raised = town.assistant.courier, town.assistant.alarms

    async def arrives() -> bool:
        courier._arrived()
        return alarm in raised.raised

    async def pauses() -> None:
        raised.raise_(alarm, "sending pauses")
        courier._pause.begin(60_000)

    town.run(pauses())
    assert town.run(arrives())
    town.wait(minutes=2)
    assert not town.run(arrives())


def test_a_fifth_of_the_last_fifty_is_an_alarm() -> None:
    shown, clock = Alarms(), Clock()
    record = Record(shown, clock)
    for number in range(50):
        record.note("-1 system error" if number % 5 == 0 else "")
        assert ("delivery" in shown.raised) == (number == 49)
    assert "10 of the last 50 messages did not arrive: -1" in shown.raised["delivery"]
    record.note()
    assert shown.raised == {}


def test_an_old_failure_keeps_no_alarm_up() -> None:
    shown, clock = Alarms(), Clock()
    record = Record(shown, clock)
    for _ in range(10):
        record.note("45009 reach max api daily quota limit")
    assert "45009" in shown.raised["delivery"]
    clock.advance(3_600_001)
    record.look()
    assert shown.raised == {}


def test_a_server_that_never_answers_does_not_make_everything_unknown(
    town: Town, member: Citizen
) -> None:
    openids = crowd(town, 200)
    tell_all(town, openids, "通知", patient=True)
    town.simulator.faults.change("http_500", 10_000)
    for _ in range(5):
        town.wait(seconds=5)
    assert states(town).count("unknown") < 80
    town.simulator.faults.change("http_500", 0)
    for _ in range(3):
        town.wait(minutes=5)
    assert states(town).count("sent") > 120
    assert "waiting" not in states(town)


# ------------------------------------------------------------------ tokens


def test_a_storm_forces_one_token_pauses_and_closes_no_window(town: Town, member: Citizen) -> None:
    openids = crowd(town, 41)
    town.simulator.faults.change("storm", True)
    tell_all(town, openids, "提醒")
    town.settle()
    tell(town, member, "还有一条")
    hits = town.simulator.rules.hits
    assert hits["B5"] == 1
    assert set(states(town)[1:]) == {"waiting"}
    open_windows = town.rows("SELECT openid FROM contact WHERE window_left = 5")
    assert len(open_windows) == 41
    assert "40001" in alarms(town)["token"]
    paused = town.run(health(town))["sending"]
    assert 0 < paused["paused_seconds"] <= 30
    asked = hits["B12"]
    town.wait(seconds=20)
    assert hits["B12"] == asked
    town.simulator.faults.change("storm", False)
    town.wait(minutes=1)
    town.wait(minutes=1)
    assert set(states(town)) == {"sent"}
    assert alarms(town) == {}


async def health(town: Town) -> dict[str, dict[str, int]]:
    async with aiohttp.ClientSession() as http, http.get(f"{town.url}/healthz") as answer:
        return dict(await answer.json())


def test_in_a_day_of_storm_twenty_tokens_are_forced_over_restarts(
    town: Town, member: Citizen
) -> None:
    town.simulator.faults.change("storm", True)
    tell(town, member, "提醒")
    hits = town.simulator.rules.hits
    for hour in range(13):  # until eleven in the evening
        for _ in range(6):
            town.wait(minutes=10)
        if hour % 4 == 0:
            town.restart()
    assert 15 <= hits["B5"] <= 20
    assert hits["B4"] < 120


def test_two_hosts_force_no_more_than_one(town: Town, member: Citizen) -> None:
    s = town.settings
    kept = town.rows("SELECT value FROM token")[0]["value"]
    town.simulator.faults.change("storm", True)

    async def both() -> list[object]:
        hosts = [
            WeChat(s.wechat_appid, s.wechat_secret, town.wechat_url, town.assistant.store, clock)
            for clock in (town.clock, town.clock)
        ]
        try:
            sends = [host.send_text(member.openid, "提醒") for host in hosts for _ in range(10)]
            return list(await asyncio.gather(*sends, return_exceptions=True))
        finally:
            for host in hosts:
                await host.close()

    assert {type(error) for error in town.run(both())} == {NoToken}
    assert town.simulator.rules.hits["B5"] == 1
    assert town.rows("SELECT value FROM token")[0]["value"] != kept


def test_a_token_that_somebody_else_replaced_is_not_forced(town: Town, member: Citizen) -> None:
    town.simulator.revoke_tokens()
    tell(town, member, "一")
    assert member.received() == ["先取令牌", "一"]
    assert town.simulator.rules.hits["B5"] == 0


def test_any_answer_but_a_token_is_a_typed_error(
    town: Town, member: Citizen, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ODD:
        member.says("你好")
        town.simulator.revoke_tokens()
        town.simulator.faults.change("token_answer", name)
        tell(town, member, name)
        assert states(town)[-1] == "waiting", name
        town.simulator.faults.change("token_answer", "")
        town.wait(minutes=11)
        assert states(town)[-1] == "sent", name
        assert left(town, member) == 4, name
    assert not [r for r in caplog.records if getattr(r, "event", "") == "background_failure"]


def test_any_answer_to_a_message_is_a_typed_error(
    town: Town, member: Citizen, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ODD:
        member.says("你好")
        town.simulator.faults.change("send_answer", name)
        tell(town, member, name)
        town.simulator.faults.change("send_answer", "")
        town.wait(minutes=11)
        assert states(town)[-1] == SAID.get(name, "unknown"), name
        member.says("谢谢")
    arrived = [text for text in member.received() if text in ODD]
    assert arrived == list(ODD)  # each once
    assert not [r for r in caplog.records if getattr(r, "event", "") == "background_failure"]


def test_an_answer_is_read_up_to_a_megabyte_also_unpacked(town: Town, member: Citizen) -> None:
    ODD["bomb"].body()  # made before memory is measured
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in ("bomb", "long"):
        town.simulator.faults.change("send_answer", name)
        with pytest.raises(WeChatError, match="1 MB"):
            town.run(town.assistant.wechat.send_text(member.openid, "一"))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000  # kilobytes


# ------------------------------------------------------------------ many at once


def test_many_people_are_told_at_once(town: Town) -> None:
    openids = crowd(town, 60)
    town.simulator.faults.change("slow", 0.2)
    tell_all(town, openids, "通知", patient=True)
    began = time.monotonic()
    town.settle()
    assert states(town) == ["sent"] * 60
    assert time.monotonic() - began < 6  # one after the other: 12


def test_each_person_is_told_in_order(town: Town) -> None:
    openids = crowd(town, 5)
    town.simulator.faults.change("slow", 0.05)

    def put(tx: Tx) -> None:
        for number in range(5):
            for openid in openids:
                outbox.tell(tx, openid, f"第{number}条", "test")

    town.change(put)
    town.settle()
    for openid in openids:
        arrived = [each.text for each in town.simulator.user(openid).arrivals]
        assert arrived == [f"第{number}条" for number in range(5)]


def test_a_reminder_leaves_before_the_notices_that_wait(town: Town, member: Citizen) -> None:
    many = crowd(town, 120)
    town.simulator.faults.change("slow", 1.0)
    tell_all(town, many, "通知", patient=True)
    wake(town)
    while town.assistant.courier.state["flying"] < PATIENT_AT_ONCE:
        time.sleep(0.005)
    tell_all(town, [member.openid], "提醒")
    wake(town)
    town.run(member.user.arrival(len(member.user.arrivals), 10))
    arrived = sum(len(town.simulator.user(openid).arrivals) for openid in many)
    assert arrived <= PATIENT_AT_ONCE  # those that had left before
    town.settle()
    assert set(states(town)) == {"sent"}


def test_a_member_who_is_one_of_very_many_hears_their_reminder_first(
    town: Town, member: Citizen
) -> None:
    def put(tx: Tx) -> None:
        outbox.tell_member(tx, member.member_id, "【活动有变化】", "event", patient=True)
        outbox.tell_member(tx, member.member_id, "【提醒】", "reminder")

    before = len(member.pushed)
    town.simulator.faults.change("slow", 0.3)
    town.change(put)
    wake(town)
    flying(town)
    assert town.assistant.courier.state["flying"] == 1
    town.settle()
    assert member.pushed[before:] == ["【提醒】", "【活动有变化】"]


def test_what_is_on_its_way_at_the_end_may_land(town: Town, member: Citizen) -> None:
    town.simulator.faults.change("slow", 0.5)
    town.change(lambda tx: outbox.tell(tx, member.openid, "最后一条", "test"))
    wake(town)
    flying(town)
    town.restart()
    assert states(town) == ["sent", "sent"]


def test_what_fails_at_once_does_not_start_again_every_second(tmp_path: Path) -> None:
    starts: list[float] = []

    async def broken() -> None:
        starts.append(time.monotonic())
        raise RuntimeError("unforeseen")

    async def watched(town: Town) -> None:
        watching = asyncio.create_task(town.assistant._watched(broken))
        await asyncio.sleep(4)
        watching.cancel()

    with Town(tmp_path, fill=fill) as town:
        town.run(watched(town))
    assert len(starts) == 3  # after one second, after two more
