"""One long conversation that meets WeChat's rules one after the other, and breaks none."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator

import aiohttp
import pytest

from bot.delivery import outbox
from bot.simulator.rules import RuleLog
from bot.store import sqlite
from bot.wechat.errors import Closed, Refused
from tests.town import Citizen, Town, fill

PUSHED = [f"A{n}" for n in (*range(1, 15), *range(17, 32), 34)]
TOKENS = ["B1", "B4", "B5", "B6", "B7", "B8", "B10"]
SENT = [f"C{n}" for n in (*range(1, 9), 22)]
FAILING = ["B9", "B12", "C20", "C21", "N1", "N2", "N3", "N4"]
# Met only when the bot answers wrongly: with another body, a wrong status, too much text, two
# articles where one is shown.
WRONG_ANSWERS = {"A15", "A16", "A32", "A33"}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RuleLog]:
    keys = {"wechat_aes_key": "B" * 42 + "A", "wechat_aes_key_previous": "A" * 43}
    with Town(tmp_path_factory.mktemp("rules"), fill=fill, **keys) as town:
        everything(town)
        yield town.simulator.rules


@pytest.mark.parametrize("number", [*PUSHED, *TOKENS, *SENT, *FAILING])
def test_the_rule_was_met(rules: RuleLog, number: str) -> None:
    assert rules.hits[number]
    assert number not in rules.never_exercised()


def test_no_rule_was_broken(rules: RuleLog) -> None:
    assert not rules.broken, [hit for hit in rules.log if hit.broken]
    assert set(rules.never_exercised()) >= WRONG_ANSWERS


# ------------------------------------------------------------------ the conversation


def everything(town: Town) -> None:
    stranger = town.stranger()
    arriving(town, stranger)
    speaking(town, town.member("李四"))
    waiting(town, town.member("张三"))
    attacked(town)
    being_told(town, town.member("王五"))
    refused_tokens(town, town.member("赵六"))
    refused_messages(town, town.member("钱七"))
    failing(town, town.member("孙八"))
    leaving(town, stranger)


def arriving(town: Town, stranger: Citizen) -> None:
    assert town.run(town.simulator.save_url()).accepted
    stranger.follows("e1").shows("机关工委服务号")
    stranger.says("报名 乒乓球赛").shows("同意请回复")
    stranger.says("张三 6789").shows("身份已确认", "【报名成功】")
    stranger.says("注销").shows("1")
    stranger.says("1").shows("已注销")


def speaking(town: Town, member: Citizen) -> None:
    for awkward in ("😀𠮷 ]]> &lt; /::)", "   ", "\u200b\u2060", "长" * 2100):
        assert member.says(awkward).seen.kind == "chat"
    for kind in ("image", "voice", "file", "unsupported", "location", "video", "link"):
        assert member.sends(kind).seen.kind == "chat"
    member.sends("voice", Recognition="我的报名").shows("听到的是：我的报名")
    assert town.run(member.user.taps("活动", "1")).text
    assert "大讲堂" in town.run(member.user.taps("活动 大讲堂", "2", link=True)).text
    town.run(at_once(member))
    assert town.run(member.user.views("https://example.com/")).kind == "nothing"
    assert town.run(member.user.picks_location("place", 38.0, 114.5)).kind == "chat"
    assert town.run(member.user.picks_picture("picture")).kind == "chat"
    assert town.run(member.user.scans("e1")).kind == "chat"
    assert town.run(member.user.decides("t1", consents=True)).kind == "nothing"
    assert town.run(member.user.decides("t1", "t2", consents=False)).kind == "nothing"
    for _ in range(40):  # every padding has its turn
        member.says("帮助").shows("我能办这些")


async def at_once(member: Citizen) -> None:
    """Two clicks and a text that may overtake one another."""
    user = member.user
    seen = await asyncio.gather(user.clicks("活动"), user.clicks("志愿"), user.says("帮助"))
    assert ["大讲堂" in seen[0].text, "义诊" in seen[1].text] == [True, True]


def waiting(town: Town, member: Citizen) -> None:
    """The disk takes longer than WeChat waits: the second try is answered."""
    limits = town.simulator.limits
    patient, limits.reply_seconds = limits.reply_seconds, 0.5
    delays, real = [0.7], sqlite.commit

    def slow(connection: sqlite3.Connection) -> None:
        time.sleep(delays.pop() if delays else 0)
        real(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "commit", slow)
        heard = member.says("报名 乒乓球赛").shows("【报名成功】")
    limits.reply_seconds = patient
    assert [each.ended for each in heard.seen.tries] == ["timeout", "answered"]
    assert len(town.rows("SELECT id FROM registration WHERE state = 'confirmed'")) == 1


def attacked(town: Town) -> None:
    outcomes = town.run(town.simulator.attack("oAttacker0000000000000000001"))
    assert all(outcome.harmless for outcome in outcomes)
    member = town.member("张三")
    member.says("我的报名").shows("乒乓球赛")
    town.simulator.faults.change("mode", "compatible")
    member.says("我的报名").shows("乒乓球赛")
    town.simulator.faults.change("mode", "safe")
    town.simulator.faults.change("json_mode", True)
    assert member.says("我的报名").seen.kind == "nothing"
    assert "JSON" in town.assistant.alarms.raised["json"]
    town.simulator.faults.change("json_mode", False)
    town.simulator.faults.change("key_rotate", True)
    member.says("我的报名").shows("乒乓球赛")
    assert town.run(town.simulator.replay(member.openid))[0] == 200  # the same answer again
    town.wait(hours=1)
    assert town.run(town.simulator.replay(member.openid))[0] == 403
    town.simulator.faults.change("key_rotate", False)


def being_told(town: Town, member: Citizen) -> None:
    """A reminder comes by itself, though the tokens have died meanwhile."""
    member.says("2小时后提醒我交材料").shows("提醒您：交材料")
    town.simulator.revoke_tokens()
    town.wait(hours=2)
    assert [text.partition("\n")[0] for text in member.received()] == ["【提醒】交材料"]
    town.simulator.revoke_tokens()
    tell(town, member, "第二条")
    assert len(member.received()) == 2
    town.simulator.faults.change("drop_reply", 1)
    tell(town, member, "第三条")  # it arrived, and nobody knows
    member.says("帮助").shows("（可能已收到）第三条")
    assert len(member.received()) == 3


def tell(town: Town, member: Citizen, text: str) -> None:
    town.change(lambda tx: outbox.tell(tx, member.openid, text, "rules"))
    town.settle()


def refused_tokens(town: Town, member: Citizen) -> None:
    member.says("帮助")
    town.change(lambda tx: tx.run("token.put", appid=appid(town), value="96_x", expires_at=2**52))
    tell(town, member, "第一条")  # the token in the store is no good: another is fetched
    assert len(member.received()) == 1
    town.simulator.faults.change("ip_block", True)
    town.simulator.revoke_tokens()
    tell(town, member, "第二条")
    town.simulator.faults.change("ip_block", False)
    member.says("帮助").shows("第二条")
    town.run(asked_the_wrong_way(f"{town.wechat_url}/cgi-bin/stable_token"))


def appid(town: Town) -> str:
    return town.settings.wechat_appid


async def asked_the_wrong_way(url: str) -> None:
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        assert "43002" in await answer.text()


def refused_messages(town: Town, member: Citizen) -> None:
    def send(text: str = "通知", openid: str = member.openid) -> None:
        town.run(town.assistant.wechat.send_text(openid, text))

    user = member.user
    with pytest.raises(Closed, match="45015"):  # nobody has written
        send()
    member.says("帮助")
    user.windows.message.left = 1
    send()
    with pytest.raises(Closed, match="45047"):
        send()
    town.run(user.views("https://example.com/"))
    user.windows.close()
    with pytest.raises(Closed, match="45015"):  # looking at a page opens no window
        send()
    member.clicks("活动")
    town.wait(seconds=61)
    with pytest.raises(Closed, match="45015"):  # a tap opens one for a minute
        send()
    with pytest.raises(Refused, match="40003"):
        send(openid="oNobodyWeKnow")
    for text, code in (("", "44004"), ("长" * 683, "45002")):
        with pytest.raises(Refused, match=code):
            send(text)
    member.unfollows()
    with pytest.raises(Closed, match="45015"):
        send()


def failing(town: Town, member: Citizen) -> None:
    """What was not done arrives later, what may have been done is shown as that, nothing twice."""
    member.says("帮助")
    faults = town.simulator.faults
    again = {"minus_one": 1.0, "storm": True, "token_quota": True, "daily_sends": 0}
    for name, value in again.items():
        calm = getattr(faults, name)
        faults.change(name, value)
        if name == "token_quota":
            town.simulator.revoke_tokens()
        tell(town, member, name)
        faults.change(name, calm)
        town.wait(hours=15)
        member.says("帮助").lacks(name)
    faults.change("slow", 0.01)
    for name, value in {"cut": 1, "http_500": 1, "send_answer": "html"}.items():
        faults.change(name, value)
        tell(town, member, name)
        faults.change("send_answer", "")
        member.says("帮助").shows(f"（可能已收到）{name}")
    faults.change("slow", 0)
    assert member.received() == [*again, "send_answer"]


def leaving(town: Town, stranger: Citizen) -> None:
    assert town.run(stranger.user.reports_location(38.0, 114.5)).kind == "nothing"
    assert stranger.unfollows().seen.kind == "nothing"
    stranger.follows().shows("机关工委服务号")
