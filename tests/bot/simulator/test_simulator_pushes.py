"""Pushes: signed, encrypted, retried; a bot that answers wrongly is caught."""

import asyncio
import json
from itertools import pairwise

import pytest
from toy_bot import ACCOUNT, echo, plain_account, run, stage, text
from wechatpy.crypto import WeChatCrypto

from bot.simulator.replies import FAILURE_TEXT

OPENID = "oZlwQ6demo000000000000000001"


@run
async def test_text_arrives_and_the_reply_is_seen():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        seen = await user.says("你好")
        assert (seen.kind, seen.text) == ("chat", "收到：你好")
        assert [(each.channel, each.text) for each in user.arrivals] == [("reply", "收到：你好")]
        pushed = on.bot.received[0]
        assert pushed["FromUserName"] == OPENID
        assert pushed["CreateTime"] == str(on.clock.now() // 1000)
        assert int(pushed["MsgId"]) > 2**53
        assert on.simulator.rules.hits["A9"] == 1
        assert not on.simulator.rules.broken


@run
async def test_every_padding_occurs():
    async with stage() as on:
        pads = set()
        for _ in range(32):
            await on.simulator.user(OPENID).says("你好")
            pads.add(on.simulator.user(OPENID).last_push.pad)
        assert pads == set(range(1, 33))
        assert len({each["MsgId"] for each in on.bot.received}) == 32


@pytest.mark.parametrize("mode", ["plain", "compatible", "safe"])
def test_every_mode_is_understood(mode):
    async def scene():
        async with stage(account=plain_account(mode)) as on:
            for _ in range(2):
                assert (await on.simulator.user(OPENID).says("你好")).kind == "chat"
            types = {query.get("encrypt_type") for query in on.bot.queries}
            assert types == ({None, "raw"} if mode == "plain" else {"aes"})
            assert ("Content" in on.bot.received[0]) is True

    asyncio.run(scene())


@run
async def test_compatible_mode_takes_a_plain_reply_and_sends_clear_fields():
    async with stage(account=plain_account("compatible")) as on:
        on.bot.encrypts = False
        user = on.simulator.user(OPENID)
        assert (await user.says("你好")).kind == "chat"
        assert b"<Content>" in user.last_push.body
        assert b"<Encrypt>" in user.last_push.body


@run
async def test_previous_key_is_used_while_rotating():
    async with stage() as on:
        on.simulator.faults.change("key_rotate", True)
        user = on.simulator.user(OPENID)
        assert (await user.says("你好")).kind == "chat"
        assert user.last_push.key == ACCOUNT.aes_key_previous
        on.bot.reply_key = ACCOUNT.aes_key
        assert (await user.says("你好")).kind == "failure_text"
        assert on.simulator.rules.hits["A7"] == 2


AWKWARD = ["😀👨‍👩‍👧", "a]]>b", "&lt;b&gt; <b>", "/::)", "　", "\u200b", "长" * 2001, "一\n二"]


@pytest.mark.parametrize("words", AWKWARD)
def test_awkward_text_is_delivered_verbatim(words):
    async def scene():
        async with stage(lambda incoming: "success") as on:
            user = on.simulator.user(OPENID)
            await user.says(words)
            assert words in _content(user)

    def _content(user):
        from bot.simulator.wire import prp

        sealed = user.last_push.body.split(b"CDATA[")[2].split(b"]]")[0]
        clear = prp(user.last_push.key).decrypt(sealed, ACCOUNT.appid)
        return clear.replace("]]]]><![CDATA[>", "]]>")

    asyncio.run(scene())


@run
async def test_slow_bot_is_asked_three_times_and_the_user_sees_the_failure():
    async def slow(incoming):
        await asyncio.sleep(0.15)
        return echo(incoming)

    async with stage(slow, reply_seconds=0.05) as on:
        seen = await on.simulator.user(OPENID).says("你好")
        assert (seen.kind, seen.text) == ("failure_text", FAILURE_TEXT)
        assert [each.ended for each in seen.tries] == ["timeout"] * 3
        assert seen.why.startswith("A10")
        assert len({each["MsgId"] for each in on.bot.received}) == 1
        assert len({query["nonce"] for query in on.bot.queries}) == 3
        assert on.simulator.rules.hits["A11"] == on.simulator.rules.hits["A12"] == 2
        assert on.simulator.user(OPENID).arrivals[-1].channel == "系统"
        await asyncio.sleep(0.15)


@run
async def test_late_answer_is_lost_and_the_retry_counts():
    answers = iter([(0.12, "第一次"), (0, "第二次")])

    async def slow_once(incoming):
        seconds, words = next(answers)
        await asyncio.sleep(seconds)
        return text(incoming, words)

    async with stage(slow_once, reply_seconds=0.06) as on:
        seen = await on.simulator.user(OPENID).says("你好")
        assert (seen.text, len(seen.tries)) == ("第二次", 2)
        assert on.simulator.rules.hits["A13"] == 1
        await asyncio.sleep(0.1)


@run
async def test_retry_may_repeat_the_nonce():
    async def never(incoming):
        await asyncio.sleep(0.1)
        return ""

    async with stage(never, reply_seconds=0.02, same_nonce_on_retry=True) as on:
        await on.simulator.user(OPENID).says("你好")
        assert len(on.bot.queries) == 3
        assert all(one == other for one, other in pairwise(on.bot.queries))
        await asyncio.sleep(0.1)


@pytest.mark.parametrize("words", ["", "success"])
def test_silence_shows_nothing(words):
    async def scene():
        async with stage(lambda incoming: words) as on:
            seen = await on.simulator.user(OPENID).says("你好")
            assert (seen.kind, len(seen.tries)) == ("nothing", 1)
            assert on.simulator.user(OPENID).arrivals == []
            assert on.simulator.rules.hits["A14"] == 1

    asyncio.run(scene())


WRONG = {
    "JSON": lambda i: '{"ok": true}',
    "ok": lambda i: "ok",
    "success with a newline": lambda i: "success\n",
    "not swapped": lambda i: text(
        i, "好", ToUserName=i["ToUserName"], FromUserName=i["FromUserName"]
    ),
    "no content": lambda i: text(i, ""),
    "no time": lambda i: text(i, "好", CreateTime="now"),
    "unknown type": lambda i: text(i, "好", MsgType="markdown"),
    "control character": lambda i: text(i, "好\x08"),
    "CDATA not split": lambda i: text(i, "a]]>b"),
    "no fields": lambda i: "<xml></xml>",
    "two contents": lambda i: text(i, "好").replace("</xml>", "<Content>a</Content></xml>"),
    "an entity": lambda i: '<!DOCTYPE x [<!ENTITY a "b">]>' + text(i, "好"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("mode", ["safe", "plain"])
def test_malformed_reply_shows_the_failure(name, mode):
    async def scene():
        async with stage(WRONG[name], account=plain_account(mode)) as on:
            seen = await on.simulator.user(OPENID).says("你好")
            assert (seen.kind, len(seen.tries)) == ("failure_text", 1)
            assert sum(on.simulator.rules.broken.values()) == 1

    asyncio.run(scene())


@run
async def test_plain_reply_in_safe_mode_is_refused():
    async with stage() as on:
        on.bot.encrypts = False
        seen = await on.simulator.user(OPENID).says("你好")
        assert seen.kind == "failure_text"
        assert on.simulator.rules.broken["A9"] == 1


@run
async def test_reply_sealed_wrongly_is_refused():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        on.bot.reply_appid = "wx9999999999999999"
        assert "AppId" in (await user.says("你好")).why
        on.bot.reply_appid = ACCOUNT.appid
        on.bot.wrap_reply = lambda xml: xml.replace(
            "<MsgSignature><![CDATA[", "<MsgSignature>x<![CDATA["
        )
        assert "Signature" in (await user.says("你好")).why
        on.bot.wrap_reply = lambda xml: xml.replace("Nonce>", "Once>")
        assert "Nonce missing" in (await user.says("你好")).why
        assert on.simulator.rules.broken["A9"] == 3


@run
async def test_limit_of_a_reply_is_in_bytes():
    lengths = iter([682, 683])
    async with stage(lambda incoming: text(incoming, "长" * next(lengths))) as on:
        user = on.simulator.user(OPENID)
        assert (await user.says("你好")).kind == "chat"
        assert (await user.says("你好")).why.startswith("A32")


def _news(incoming, count):
    items = "".join(
        f"<item><Title>第{n}篇</Title><Url>https://example.com/{n}</Url></item>"
        for n in range(count)
    )
    return text(incoming, "", MsgType="news").replace(
        "</xml>", f"<ArticleCount>{count}</ArticleCount><Articles>{items}</Articles></xml>"
    )


@run
async def test_only_the_first_article_after_a_message_but_all_after_an_event():
    async with stage(lambda incoming: _news(incoming, 3)) as on:
        user = on.simulator.user(OPENID)
        assert (await user.says("你好")).text == "第0篇"
        assert on.simulator.rules.broken["A33"] == 1
        assert len((await user.clicks("NEWS")).content.articles) == 3


@run
async def test_picture_needs_an_uploaded_media_id():
    async with stage() as on:

        def picture(incoming):
            return text(incoming, "", MsgType="image").replace(
                "</xml>", f"<Image><MediaId>{on.media_id}</MediaId></Image></xml>"
            )

        on.bot.speak = picture
        on.media_id = "invented"
        user = on.simulator.user(OPENID)
        assert (await user.says("你好")).why.startswith("A35")
        on.media_id = on.simulator._world.media.keep()
        assert (await user.says("你好")).kind == "chat"
        on.wait(days=3, seconds=1)
        assert (await user.says("你好")).why.startswith("A35")


@run
async def test_closed_connection_and_error_status_are_asked_again():
    async with stage() as on:
        statuses = iter([500, 302, 200])

        async def fails(request):
            status = next(statuses)
            if status == 200:
                return await good(request)
            from aiohttp import web

            return web.Response(status=status, headers={"Location": "/"} if status == 302 else {})

        good, user = on.bot.post, on.simulator.user(OPENID)
        _replace_post(on, fails)
        seen = await user.says("你好")
        assert [each.status for each in seen.tries] == [500, 302, 200]
        assert seen.kind == "chat"
        on.simulator.bot_url = "http://127.0.0.1:9/wechat"
        refused = await user.says("你好")
        assert (refused.kind, refused.why[:3]) == ("failure_text", "A16")
        assert [each.ended for each in refused.tries] == ["refused"] * 3
        on.simulator.limits.retry_errors = False
        assert len((await user.says("你好")).tries) == 1


def _replace_post(on, handler):
    for route in on.server.app.router.routes():
        if route.method == "POST" and route.resource.canonical == "/wechat":
            route._handler = handler


@run
async def test_url_is_saved_only_when_echoed_byte_for_byte():
    async with stage() as on:
        assert (await on.simulator.save_url()).accepted
        on.bot.echo_suffix = "\n"
        assert not (await on.simulator.save_url()).accepted
        assert on.simulator.rules.broken["A1"] == 1


@run
async def test_good_bot_survives_every_attack():
    async with stage(reply_seconds=5) as on:  # as WeChat's: a busy machine is no harm done
        outcomes = await on.simulator.attack(OPENID)
        assert [each.attack.name for each in outcomes if not each.harmless] == []
        assert {each.attack.rule for each in outcomes} == {"A3", "A4", "A5", "A8", "A30", "A31"}
        assert (await on.simulator.user(OPENID).says("你好")).kind == "chat"


@run
async def test_careless_bot_is_caught_by_the_attacks():
    async with stage(reply_seconds=5) as on:
        on.bot.checks = False
        caught = [each for each in await on.simulator.attack(OPENID) if not each.harmless]
        assert {each.attack.rule for each in caught} >= {"A4", "A31"}
        assert on.simulator.rules.broken["A31"] == 1


@run
async def test_replay_is_the_last_push_byte_for_byte():
    async with stage() as on:
        await on.simulator.user(OPENID).says("你好")
        status, body = await on.simulator.replay(OPENID)
        assert status == 200
        assert body
        assert on.bot.received[0] == on.bot.received[1]
        on.wait(hours=3)
        assert (await on.simulator.replay(OPENID))[0] == 403


@run
async def test_raw_pushes_may_be_forged_at_will():
    async with stage() as on:
        forged = on.simulator.wrap("<xml><FromUserName>a</FromUserName></xml>", appid="wxother")
        assert (await on.simulator.push_raw(forged.body, forged.query))[0] == 403
        old = on.simulator.wrap("<xml><a>1</a></xml>", timestamp=1)
        assert (await on.simulator.push_raw(old.body, old.query))[0] == 403
        previous = on.simulator.wrap("<xml><a>1</a></xml>", key=ACCOUNT.aes_key_previous)
        assert await on.simulator.push_raw(previous.body, previous.query) == (200, b"success")
        assert (await on.simulator.push_raw(b"<xml/>"))[0] == 403


@run
async def test_alone_the_simulator_keeps_wall_time_on_its_pushes():
    import time

    async with stage(shift_timestamps=False) as on:
        on.bot.checks = False
        on.wait(days=400)
        await on.simulator.user(OPENID).says("你好")
        assert abs(int(on.bot.queries[0]["timestamp"]) - time.time()) < 60
        assert abs(int(on.bot.received[0]["CreateTime"]) - time.time()) < 60


@run
async def test_pushes_of_one_person_may_overtake_each_other():
    async with stage() as on:
        await on.call("POST", "/_sim/fault", json={"shuffle_seconds": "0.02s"})
        user = on.simulator.user(OPENID)
        await asyncio.gather(*(user.says(str(number)) for number in range(20)))
        order = [int(each["Content"]) for each in on.bot.received]
        assert sorted(order) == list(range(20))
        assert order != sorted(order)
        assert on.simulator.rules.hits["A18"]


@pytest.mark.parametrize("mode", ["safe", "compatible", "plain"])
def test_pushes_may_be_json(mode):
    async def scene():
        async with stage(account=plain_account(mode)) as on:
            pushes = []
            on.bot.open = lambda *push: (pushes.append(push), ({}, None))[1]
            await on.call("POST", "/_sim/fault", json={"json_mode": True})
            user = on.simulator.user(OPENID)
            await user.says("你好")
            await user.decides("t1", consents=True)
            await user.decides("t1", "t2", consents=True)
            said, *decided = (_opened(*push) for push in pushes)
            assert (said["FromUserName"], said["Content"]) == (OPENID, "你好")
            assert isinstance(said["MsgId"], int)
            one, many = (each["SubscribeMsgPopupEvent"]["List"] for each in decided)
            assert (one["TemplateId"], len(many)) == ("t1", 2)
            assert ("Content" in json.loads(pushes[0][0])) == (mode != "safe")
            assert ("Encrypt" in json.loads(pushes[0][0])) == (mode != "plain")
            assert on.simulator.rules.hits["A29"] == 3
            on.simulator.faults.change("json_mode", False)
            await user.says("又是XML")
            assert pushes[-1][0].startswith(b"<xml>")

    asyncio.run(scene())


def _opened(body, query):
    outer = json.loads(body)
    if "Encrypt" not in outer:
        return outer
    crypto = WeChatCrypto(ACCOUNT.token, ACCOUNT.aes_key, ACCOUNT.appid)
    sealed = {name: outer[name] for name in ("ToUserName", "Encrypt")}
    signed = (query[name] for name in ("msg_signature", "timestamp", "nonce"))
    return json.loads(crypto.decrypt_message(sealed, *signed))
