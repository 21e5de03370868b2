"""What the account says unasked: doors, quotas, tokens and what became of each row."""

import asyncio
import time

import pytest

from bot.delivery import outbox
from bot.message import Message, Reply
from bot.simulator import Simulator
from bot.store.tx import Tx
from tests.town import Citizen, Town


def tell(town: Town, person: Citizen, text: str) -> None:
    town.change(lambda tx: outbox.tell(tx, person.openid, text, "test"))
    town.settle()


def states(town: Town) -> list[str]:
    rows = town.rows("SELECT state FROM outbox ORDER BY created_at, id")  # as they were put
    return [row["state"] for row in rows]


def test_inside_the_window_it_is_sent_and_counted(town: Town) -> None:
    member = town.member("张三")
    member.says("你好")
    for number in range(5):
        tell(town, member, f"第{number}条")
    assert len(member.received()) == 5
    assert states(town) == ["sent"] * 5
    tell(town, member, "第六条")
    assert states(town)[-1] == "digest"
    assert not refusals(town)
    member.says("谢谢").shows("第六条")
    assert states(town)[-1] == "shown"


def test_after_a_tap_three_may_be_sent_for_a_minute(town: Town) -> None:
    member = town.member("张三")
    member.clicks("活动")
    for number in range(4):
        tell(town, member, f"第{number}条")
    assert len(member.received()) == 3
    member.clicks("活动")
    town.wait(seconds=70)
    tell(town, member, "迟了")
    assert len(member.received()) == 3
    assert not refusals(town)


def test_the_window_is_forty_eight_hours_on_our_side_too(town: Town) -> None:
    member = town.member("张三")
    member.says("你好")
    town.wait(hours=47, minutes=59)
    tell(town, member, "还来得及")
    town.wait(minutes=2)
    tell(town, member, "过了")
    assert member.received() == ["还来得及"]
    assert states(town) == ["sent", "digest"]
    assert not refusals(town), "nothing is sent that WeChat would refuse"


@pytest.mark.parametrize(("rule", "how"), [("C1", "closed"), ("C2", "used up")])
def test_what_wechat_refuses_closes_the_window_here(town: Town, rule: str, how: str) -> None:
    """WeChat may count otherwise than we do: then it is asked once, not for every message."""
    member = town.member("张三")
    member.says("你好")
    windows = member.user.windows
    if how == "closed":
        windows.close()
    else:
        windows.message.left = 0
    tell(town, member, "第一条")
    tell(town, member, "第二条")
    assert refusals(town) == {rule: 1}
    assert states(town) == ["digest", "digest"]
    member.says("谢谢").shows("第一条", "第二条")
    tell(town, member, "第三条")
    assert member.received() == ["第三条"]


def refusals(town: Town) -> dict[str, int]:
    """How often WeChat had no window open, or one that was used up."""
    hits = town.simulator.rules.hits
    return {rule: hits[rule] for rule in ("C1", "C2", "C4") if hits[rule]}


def test_who_has_left_is_told_nothing_more(town: Town) -> None:
    member = town.member("张三")
    member.says("你好")
    member.unfollows()
    tell(town, member, "不该收到")
    assert member.received() == []
    assert states(town) == []


def test_chinese_goes_out_as_it_is(town: Town) -> None:
    member = town.member("张三")
    member.says("你好")
    tell(town, member, "会议改期“14:30” ]]> <b>")
    assert member.received() == ["会议改期“14:30” ]]> <b>"]


def test_one_token_serves_many_and_is_fetched_again_once_when_refused(town: Town) -> None:
    people = [town.member(name) for name in ("张三", "李四", "王五")]
    for person in people:
        person.says("你好")
        tell(town, person, "一")
    before = town.rows("SELECT value FROM token")[0]["value"]
    town.simulator.revoke_tokens()
    for person in people:
        tell(town, person, "二")
    after = town.rows("SELECT value FROM token")[0]["value"]
    assert before != after
    assert [person.received() for person in people] == [["一", "二"]] * 3


def test_a_token_outlives_a_restart(town: Town) -> None:
    member = town.member("张三")
    member.says("你好")
    tell(town, member, "一")
    before = town.rows("SELECT value FROM token")[0]["value"]
    town.restart()
    tell(town, member, "二")
    assert town.rows("SELECT value FROM token")[0]["value"] == before
    assert member.received() == ["一", "二"]


def test_no_answer_from_wechat_is_unknown_and_never_sent_again(town: Town) -> None:
    member = town.member("张三")
    member.says("你好")
    tell(town, member, "先取令牌")
    town.simulator.faults.change("drop_reply", 1)  # delivered, but the answer is lost
    tell(town, member, "只来一次")
    assert states(town)[-1] == "unknown"
    town.settle()
    town.restart()
    town.settle()
    assert member.received().count("只来一次") == 1
    member.says("谢谢").shows("（可能已收到）只来一次")
    member.says("谢谢").lacks("只来一次")


def test_a_failing_server_of_wechats_leaves_it_unknown_too(town: Town) -> None:
    """A 5xx may come from a proxy after the message was delivered."""
    member = town.member("张三")
    member.says("你好")
    tell(town, member, "先取令牌")
    town.simulator.faults.change("http_500", 1)
    tell(town, member, "只试一次")
    assert states(town)[-1] == "unknown"
    member.says("谢谢").shows("（可能已收到）只试一次")


def test_a_row_in_flight_at_a_crash_is_unknown_after_it(town: Town) -> None:
    member = town.member("张三")
    member.says("你好")
    in_flight(town, member, "途中")
    town.down(seconds=61)
    assert soon(town, ["unknown"])
    assert member.received() == []
    member.says("谢谢").shows("（可能已收到）途中")


def test_what_the_only_host_had_in_flight_is_unknown_at_once(town: Town) -> None:
    if town.database.engine != "sqlite":
        pytest.skip("another host may have it in flight")
    member = town.member("张三")
    member.says("你好")
    in_flight(town, member, "途中")
    town.restart()
    assert soon(town, ["unknown"])


def in_flight(town: Town, member: Citizen, text: str) -> None:
    """A row that somebody took with them who does not live any more."""
    town.settle()
    town.database.run(
        "INSERT INTO outbox (id, openid, text, about, state, created_at, changed_at)"
        " VALUES ('o1', ?, ?, 'x', 'sending', ?, ?)",
        member.openid,
        text,
        town.clock.now(),
        town.clock.now(),
    )


def soon(town: Town, wanted: list[str]) -> bool:
    deadline = time.monotonic() + 5
    while states(town) != wanted and time.monotonic() < deadline:
        time.sleep(0.01)
    return states(town) == wanted


def test_another_hosts_row_in_flight_is_its_own_for_a_minute(town: Town) -> None:
    if town.database.engine == "sqlite":
        pytest.skip("one process serves a SQLite file")
    member = town.member("张三")
    member.says("你好")
    in_flight(town, member, "途中")
    town.restart()
    town.settle()
    assert states(town) == ["sending"]
    town.wait(seconds=61)
    assert soon(town, ["unknown"])
    assert member.received() == []


def test_what_a_dead_host_left_waiting_is_sent_within_a_minute(town: Town) -> None:
    member = town.member("张三")
    member.says("你好")
    town.settle()
    town.database.run(
        "INSERT INTO outbox (id, openid, text, about, state, created_at, changed_at)"
        " VALUES ('o1', ?, '留下的', 'x', 'waiting', ?, ?)",
        member.openid,
        town.clock.now(),
        town.clock.now(),
    )

    async def a_minute_later() -> None:
        town.clock.advance(61_000)

    town.run(a_minute_later())
    assert soon(town, ["sent"])
    assert member.received() == ["留下的"]


def test_what_a_dead_host_left_due_is_done_within_a_minute(town: Town) -> None:
    member = town.member("张三")
    member.says("提醒我 明天上午9点 交材料").shows("提醒您")
    town.settle()
    soon_due = town.clock.now() + 30_000
    town.database.run("UPDATE due SET run_at = ?", soon_due)

    async def a_minute_later() -> None:
        town.clock.advance(61_000)

    town.run(a_minute_later())
    assert soon(town, ["sent"])
    assert "交材料" in member.received()[0]


def test_who_writes_while_wechat_is_busy_reads_it_at_once(town: Town) -> None:
    member = town.member("张三")
    member.says("你好")
    tell(town, member, "先取令牌")
    town.simulator.faults.change("minus_one", 1.0)
    tell(town, member, "系统繁忙时")
    assert states(town)[-1] == "waiting"
    member.says("谢谢").shows("系统繁忙时")
    town.simulator.faults.change("minus_one", 0.0)
    town.wait(hours=1)
    assert member.received() == ["先取令牌"]


def test_an_unverified_account_falls_back_and_raises_an_alarm(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.wechat.errors import Forbidden

    member = town.member("张三")
    member.says("你好")

    async def refused(openid: str, text: str) -> None:
        raise Forbidden("api unauthorized", 48001)

    monkeypatch.setattr(town.assistant.wechat, "send_text", refused)
    tell(town, member, "没有权限")
    assert "door" in town.assistant.alarms.raised
    member.says("谢谢").shows("没有权限")


def test_a_digest_never_makes_a_reply_too_long(town: Town) -> None:
    member = town.member("张三")
    for number in range(4):
        town.change(
            lambda tx, n=number: outbox.tell(tx, member.openid, f"{n}" + "长" * 400, "test")
        )
    heard = [member.says("谢谢") for _ in range(4)]
    assert all(h.seen.kind == "chat" for h in heard)
    shown = "".join(h.text for h in heard)
    assert [shown.count(f"{n}长") for n in range(4)] == [1, 1, 1, 1]


def test_concurrent_sends_fetch_one_token(town: Town) -> None:
    async def many() -> None:
        tokens = town.assistant.wechat._tokens
        await asyncio.gather(*(tokens.get() for _ in range(20)))

    town.run(many())
    simulator: Simulator = town.simulator
    assert simulator.rules.hits["B4"] <= 1
    assert len(town.rows("SELECT * FROM token")) == 1


def test_a_caller_off_the_whitelist_is_an_alarm_until_a_message_goes_through(town: Town) -> None:
    member = town.member("张三")
    member.says("你好")
    town.simulator.revoke_tokens()
    town.simulator.faults.change("ip_block", True)
    tell(town, member, "第一条")
    assert "40164" in town.assistant.alarms.raised["door"]
    assert states(town) == ["digest"]
    town.simulator.faults.change("ip_block", False)
    member.says("谢谢").shows("第一条")
    assert town.rows("SELECT * FROM door"), "a notice's preview promises nothing meanwhile"
    tell(town, member, "第二条")
    assert town.assistant.alarms.raised == {}
    assert town.rows("SELECT * FROM door") == []


def test_what_is_told_leaves_at_once(town: Town) -> None:
    """Nobody waits for the next look at the table, a minute later."""
    asker, head = town.member("张三"), town.secretary("周九", "c", "committee_secretary")
    asker.says("人工 组织关系转出要带什么")
    head.says("答复 1 带介绍信").shows("现在就送到")
    deadline = time.monotonic() + 5
    while not asker.pushed and time.monotonic() < deadline:
        time.sleep(0.01)
    assert "带介绍信" in asker.pushed[0]


def test_who_has_left_is_said_to_be_told_nothing_at_once(town: Town) -> None:
    asker, head = town.member("张三"), town.secretary("周九", "c", "committee_secretary")
    asker.says("人工 组织关系转出要带什么")
    asker.unfollows()
    head.says("答复 1 带介绍信").lacks("现在就送到")


def test_a_long_one_does_not_knock_at_a_door_that_is_shut(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.wechat.errors import Forbidden

    member, knocked = town.member("张三"), []
    member.says("你好")

    async def refused(openid: str, text: str) -> None:
        knocked.append(text)
        raise Forbidden("api unauthorized", 48001)

    monkeypatch.setattr(town.assistant.wechat, "send_text", refused)
    tell(town, member, "长" * 660)
    assert states(town) == ["digest"]
    member.says("帮助").lacks("长长")  # no room beside a long reply
    town.settle()
    assert states(town) == ["digest"]
    assert len(knocked) == 1
    member.says("谢谢").shows("长长")


def test_a_long_one_beside_a_long_reply_leaves_by_itself_at_once(town: Town) -> None:
    member = town.member("张三")
    tell(town, member, "长" * 660)
    assert states(town) == ["digest"]  # nobody has written yet: no window
    member.says("帮助").lacks("长长")
    assert soon(town, ["sent"])
    assert member.pushed == ["长" * 660]


@pytest.mark.parametrize(("waited", "shown"), [(0, False), (4_000, False), (5_001, True)])
def test_what_is_about_to_leave_is_left_to_leave(town: Town, waited: int, shown: bool) -> None:
    """Whoever writes meanwhile reads it before the reply only when it has been held up."""
    member = town.member("张三")
    member.says("你好")

    def written(tx: Tx) -> str:
        tx.run(
            "delivery.put",
            id=tx.new_id(),
            openid=member.openid,
            text="有空位了",
            about="test",
            state="waiting",
            patient=0,
            created_at=tx.now - waited,
        )
        message = Message("k", member.openid, "", "text", 0)
        return outbox.with_digest(tx, message, Reply("好的")).text

    assert ("有空位了" in town.change(written)) == shown


def test_of_more_than_the_window_allows_the_rest_waits_for_the_next_contact(town: Town) -> None:
    """All six were put while five were allowed."""
    member = town.member("张三")
    member.says("你好")

    def six(tx: Tx) -> None:
        for number in range(6):
            outbox.tell(tx, member.openid, f"第{number}条", "test")

    town.change(six)
    town.settle()
    assert states(town) == ["sent"] * 5 + ["digest"]
    if town.verified:
        assert member.pushed == [f"第{number}条" for number in range(5)]
    left = member.says("谢谢").lacks("可能已收到")
    assert [number for number in range(6) if f"第{number}条" in left] == [5]
