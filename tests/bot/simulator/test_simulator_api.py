"""The API double: tokens, windows, errcodes, menus."""

import asyncio
import json
import re

import aiohttp
import pytest
from toy_bot import ACCOUNT, run, stage

from bot.simulator.odd import ODD

OPENID = "oZlwQ6demo000000000000000001"
HELLO = {"touser": OPENID, "msgtype": "text", "text": {"content": "你好"}}


@run
async def test_stable_token_stays_until_its_last_five_minutes():
    async with stage() as on:
        first = await on.token()
        assert first["expires_in"] == 7200
        on.wait(minutes=100)
        again = await on.token()
        assert again["access_token"] == first["access_token"]
        assert 1190 <= again["expires_in"] <= 1200
        on.wait(minutes=16)
        renewed = await on.token()
        assert renewed["access_token"] != first["access_token"]
        refusal = on.simulator._api.tokens.refusal
        assert refusal(first["access_token"]) == refusal(renewed["access_token"]) == 0
        on.wait(minutes=5)
        assert refusal(first["access_token"]) == 42001


@run
async def test_forced_renewal_kills_the_old_token_but_not_too_often():
    async with stage() as on:
        first = (await on.token())["access_token"]
        forced = (await on.token(force_refresh=True))["access_token"]
        assert forced != first
        assert on.simulator._api.tokens.refusal(first) == 40001
        assert (await on.token(force_refresh=True))["access_token"] == forced
        tokens = set()
        for _ in range(25):
            on.wait(seconds=31)
            tokens.add((await on.token(force_refresh=True))["access_token"])
        assert len(tokens) == 19


@run
async def test_plain_token_is_new_each_time_and_knows_nothing_of_the_stable_one():
    async with stage() as on:
        path = "/cgi-bin/token?grant_type=client_credential"
        path += f"&appid={ACCOUNT.appid}&secret={ACCOUNT.secret}"
        stable = (await on.token())["access_token"]
        one, other = [(await on.call("GET", path))["access_token"] for _ in range(2)]
        assert len({one, other, stable}) == 3
        refusal = on.simulator._api.tokens.refusal
        assert refusal(one) == refusal(other) == refusal(stable) == 0
        on.wait(minutes=6)
        assert (refusal(one), refusal(other), refusal(stable)) == (40001, 0, 0)
        for _ in range(1998):
            on.simulator._api.tokens.plain()
        assert (await on.call("GET", path))["errcode"] == 45009
        on.wait(days=1)
        assert "access_token" in await on.call("GET", path)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"appid": "wx0"}, 40013),
        ({"secret": "x"}, 40125),
        ({"appid": ""}, 41002),
        ({"secret": None}, 41004),
        ({"grant_type": "password"}, 40002),
    ],
)
def test_wrong_credentials_are_named(wrong, code):
    async def scene():
        async with stage() as on:
            assert (await on.token(**wrong))["errcode"] == code

    asyncio.run(scene())


@run
async def test_token_endpoint_wants_post_and_a_listed_address():
    async with stage() as on:
        assert (await on.call("GET", "/cgi-bin/stable_token"))["errcode"] == 43002
        await on.call("POST", "/_sim/fault", json={"ip_block": True})
        refused = await on.token()
        assert refused["errcode"] == 40164
        assert "invalid ip 127.0.0.1" in refused["errmsg"]


@run
async def test_bad_tokens_are_told_apart_and_every_refusal_carries_a_rid():
    async with stage() as on:
        path = "/cgi-bin/menu/get?access_token="
        good = (await on.token())["access_token"]
        codes = []
        for token in ("", "nonsense", "96_" + "x" * 140):
            answer = await on.call("GET", path + token)
            codes.append(answer["errcode"])
            assert re.search(r" rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$", answer["errmsg"])
        assert codes == [41001, 40014, 40001]
        await on.call("POST", "/_sim/fault", json={"token_revoked": True})
        assert (await on.call("GET", path + good))["errcode"] == 40001
        assert on.simulator.rules.hits["B8"] == 1
        fresh = (await on.token())["access_token"]
        on.wait(hours=2)
        assert (await on.call("GET", path + fresh))["errcode"] == 42001


@run
async def test_answers_are_text_plain():
    async with stage() as on:
        url = on.server.make_url("/cgi-bin/menu/get")
        async with on.session.get(url) as answer:
            assert answer.content_type == "text/plain"
            assert answer.status == 200


@run
async def test_five_messages_in_48_hours_after_a_message():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        assert (await on.custom(OPENID, "一"))["errcode"] == 45015
        await user.says("你好")
        codes = [(await on.custom(OPENID, str(n)))["errcode"] for n in range(6)]
        assert codes == [0, 0, 0, 0, 0, 45047]
        assert [each.left for each in user.arrivals if each.channel == "客服"] == [4, 3, 2, 1, 0]
        await user.says("又来")
        assert user.window.left == 5
        on.wait(hours=48, seconds=-1)
        assert (await on.custom(OPENID, "还在"))["errcode"] == 0
        on.wait(seconds=2)
        assert (await on.custom(OPENID, "过了"))["errcode"] == 45015
        assert not user.window.open
        assert {"C1", "C2", "C5"} <= set(on.simulator.rules.hits)


ACTS = {
    "click": lambda user: user.clicks("A"),
    "follow": lambda user: user.follow(),
    "follow through a code": lambda user: user.follow("door"),
    "scan": lambda user: user.scans("door"),
    "tap": lambda user: user.taps("满意", "101"),
}


@pytest.mark.parametrize("act", ACTS)
def test_three_messages_in_a_minute_after(act):
    async def scene():
        async with stage() as on:
            user = on.simulator.user(OPENID)
            await ACTS[act](user)
            codes = [(await on.custom(OPENID, "一"))["errcode"] for _ in range(4)]
            assert codes == [0, 0, 0, 45047]
            await ACTS[act](user)
            on.wait(seconds=61)
            assert (await on.custom(OPENID, "一"))["errcode"] == 45015
            assert on.simulator.rules.hits["C4"] == 1

    asyncio.run(scene())


@run
async def test_a_click_neither_shortens_nor_adds_to_the_long_window():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        await user.says("你好")
        await user.clicks("A")
        assert user.window.left == 8
        on.wait(minutes=2)
        assert user.window.left == 5
        assert (await on.custom(OPENID, "一"))["errcode"] == 0


@run
async def test_view_location_and_unfollowing_open_no_window():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        await user.views("https://example.com/")
        assert (await on.custom(OPENID, "一"))["errcode"] == 45015
        await user.reports_location(34.2, 108.9)
        assert (await on.custom(OPENID, "一"))["errcode"] == 45015
        assert on.simulator.rules.hits["C3"] == 2
        await user.says("你好")
        await user.unfollow()
        assert (await on.custom(OPENID, "一"))["errcode"] == 45015
        assert on.simulator.rules.hits["C6"] == 1


@run
async def test_window_is_open_while_the_bot_still_works():
    async with stage() as on:

        async def pushes_first(incoming):
            assert (await on.custom(OPENID, "先来"))["errcode"] == 0
            return "success"

        on.bot.speak = pushes_first
        user = on.simulator.user(OPENID)
        await user.says("你好")
        assert (await user.arrival(0)).text == "先来"


@run
async def test_messages_that_are_refused_whatever_the_window():
    async with stage() as on:
        await on.simulator.user(OPENID).says("你好")

        async def code(**fields):
            return (await on.custom(OPENID, **fields))["errcode"]

        assert await code(msgtype="text", text={"content": ""}) == 44004
        assert await code(msgtype="text", text={"content": "长" * 683}) == 45002
        assert await code(msgtype="text", text={"content": "长" * 682}) == 0
        assert await code(msgtype="news", news={"articles": [{}, {}]}) == 45008
        assert await code(msgtype="hologram", hologram={}) == 40008
        assert await code(msgtype="image", image={"media_id": "invented"}) == 40007
        assert (await on.custom("oStranger", "你好"))["errcode"] == 40003
        send = "message/custom/send"
        assert (await on.api(send, b""))["errcode"] == 44002
        assert (await on.api(send, b"{"))["errcode"] == 47001
        assert (await on.api(send, b"", "GET"))["errcode"] == 43002
        assert (await on.api("message/template/send", b"{}"))["errcode"] == 48001
        assert (await on.api("message/nonsense", b"{}"))["errcode"] == 40066


@run
async def test_listed_people_are_known_though_they_never_wrote():
    async def people():
        return [{"openid": "oListed", "name": "周某"}]

    async with stage(people=people) as on:
        assert (await on.custom("oListed", "你好"))["errcode"] == 45015


@run
async def test_escaped_json_shows_its_escapes():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        await user.says("你好")
        await on.api("message/custom/send", json.dumps(HELLO).encode())
        assert user.arrivals[-1].text == "\\u4f60\\u597d"
        assert on.simulator.rules.broken["C11"] == 1
        await on.custom(OPENID, "反斜杠\\u4e2d和\n换行")
        assert user.arrivals[-1].text == "反斜杠\\u4e2d和\n换行"
        assert on.simulator.rules.broken["C11"] == 1


@run
async def test_msgmenu_entries_can_be_tapped_unless_the_account_is_a_test_account():
    menu = {"head_content": "满意吗", "list": [{"id": "101", "content": "满意"}]}
    async with stage() as on:
        user = on.simulator.user(OPENID)
        await user.says("你好")
        assert (await on.custom(OPENID, msgtype="msgmenu", msgmenu=menu))["errcode"] == 0
        tap = user.arrivals[-1].taps[0]
        await user.taps(tap.content, tap.menu_id)
        assert on.bot.received[-1]["Content"] == "满意"
        assert on.bot.received[-1]["bizmsgmenuid"] == "101"
    from dataclasses import replace

    async with stage(account=replace(ACCOUNT, kind="test")) as on:
        await on.simulator.user(OPENID).says("你好")
        assert (await on.custom(OPENID, msgtype="msgmenu", msgmenu=menu))["errcode"] == 40200
    async with stage(account=replace(ACCOUNT, verified=False)) as on:
        await on.simulator.user(OPENID).says("你好")
        assert (await on.custom(OPENID, "你好"))["errcode"] == 48001


@run
async def test_lost_answer_means_the_message_arrived_all_the_same():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        await user.says("你好")
        await on.token()
        await on.call("POST", "/_sim/fault", json={"drop_reply": 1})
        with pytest.raises(aiohttp.ClientError):
            await on.custom(OPENID, "到了")
        assert user.arrivals[-1].text == "到了"
        assert (await on.custom(OPENID, "也到了"))["errcode"] == 0


@run
async def test_faults_of_the_api_can_be_switched():
    async with stage() as on:
        url = on.server.make_url("/cgi-bin/menu/get")
        await on.call("POST", "/_sim/fault", json={"http_500": 1})
        async with on.session.get(url) as broken:
            assert broken.status == 500
        async with on.session.get(url) as mended:
            assert mended.status == 200
        await on.call("POST", "/_sim/fault", json={"minus_one": 1})
        assert (await on.call("GET", "/cgi-bin/menu/get"))["errcode"] == -1
        await on.call("POST", "/_sim/fault", json={"minus_one": 0})
        loop = asyncio.get_running_loop()
        for slow in (0.05, "0.05s"):
            await on.call("POST", "/_sim/fault", json={"slow": 0})
            assert (await on.call("POST", "/_sim/fault", json={"slow": slow}))["slow"] == 0.05
            began = loop.time()
            await on.call("GET", "/cgi-bin/menu/get")
            assert loop.time() - began >= 0.05


@run
async def test_faults_of_tokens_and_quotas_can_be_switched():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        await user.says("在吗")
        for fault, calm, code in (
            ({"storm": True}, {"storm": False}, 40001),
            ({"daily_sends": 0}, {"daily_sends": 9}, 45009),
        ):
            await on.call("POST", "/_sim/fault", json=fault)
            assert (await on.custom(OPENID, "到了吗"))["errcode"] == code
            await on.call("POST", "/_sim/fault", json=calm)
            assert (await on.custom(OPENID, "到了"))["errcode"] == 0
        await on.call("POST", "/_sim/fault", json={"token_quota": True})
        assert (await on.token())["errcode"] == 45009
        await on.call("POST", "/_sim/fault", json={"token_quota": False, "cut": 1})
        with pytest.raises(aiohttp.ClientError):
            await on.token()
        assert "access_token" in await on.token()
        assert {"B9", "B12", "C21", "N1"} <= set(on.simulator.rules.hits)


@run
async def test_every_odd_answer_is_given_as_it_is_called():
    async with stage() as on:
        url = on.server.make_url("/cgi-bin/stable_token")
        asked = {"grant_type": "client_credential", "appid": ACCOUNT.appid}
        asked["secret"] = ACCOUNT.secret
        for name, odd in ODD.items():
            await on.call("POST", "/_sim/fault", json={"token_answer": name})
            async with (
                aiohttp.ClientSession(auto_decompress=False) as http,
                http.post(url, json=asked, allow_redirects=False) as answer,
            ):
                assert answer.status == odd.status
                if not odd.announced:
                    assert await answer.read() == odd.body()
        assert on.simulator.rules.hits["N2"] == len(ODD)


@pytest.mark.parametrize(
    "fault",
    [
        {"nonsense": 1},
        {"token_answer": "nonsense"},
        {"send_answer": ["html"]},
        {"storm": 1},
        {"mode": "open"},
        {"slow": "long"},
        {"slow": "7"},
        {"slow": "-7s"},
        {"minus_one": "1s"},
        {"drop_reply": True},
        {"key_rotate": 1},
        {"json_mode": 1},
    ],
)
def test_wrong_faults_are_refused(fault):
    async def scene():
        async with (
            stage() as on,
            on.session.post(on.server.make_url("/_sim/fault"), json=fault) as answer,
        ):
            assert answer.status == 400

    asyncio.run(scene())


def _button(**fields):
    return {"type": "click", "name": "活动", "key": "EVENTS"} | fields


MENUS = [
    ({"button": [_button(), {"name": "更多", "sub_button": [_button()] * 5}]}, 0),
    ({"button": [_button()] * 4}, 40016),
    ({"button": []}, 40016),
    ({"button": [_button(name="机关党建报名")]}, 40018),
    ({"button": [_button(name="党建活动园")]}, 0),
    ({"button": [_button(key="")]}, 40019),
    ({"button": [_button(type="dance")]}, 40017),
    ({"button": [_button(type="view")]}, 40020),
    ({"button": [{"name": "更多", "sub_button": [_button()] * 6}]}, 40023),
    ({"button": [{"name": "更多", "sub_button": [_button(name="长" * 21)]}]}, 40025),
    ({"button": [{"name": "更多", "sub_button": [_button(key="k" * 129)]}]}, 40026),
    ({"button": [{"name": "更多", "sub_button": [_button(type="dance")]}]}, 40024),
]


@pytest.mark.parametrize(("menu", "code"), MENUS)
def test_menu_is_checked_in_bytes(menu, code):
    async def scene():
        async with stage() as on:
            body = json.dumps(menu, ensure_ascii=False).encode()
            assert (await on.api("menu/create", body))["errcode"] == code

    asyncio.run(scene())


@run
async def test_published_menu_is_shown_and_can_be_taken_away():
    async with stage() as on:
        assert (await on.api("menu/get", b"", "GET"))["errcode"] == 46003
        menu = {"button": [_button()]}
        await on.api("menu/create", json.dumps(menu, ensure_ascii=False).encode())
        told = {"button": [_button() | {"sub_button": []}]}
        assert await on.api("menu/get", b"", "GET") == {"menu": told}
        assert (await on.call("GET", "/_sim/account"))["menu"] == menu
        await on.api("menu/delete", b"", "GET")
        assert on.simulator.menu is None


@run
async def test_uploads_are_checked_and_kept_three_days():
    async with stage() as on:
        token = (await on.token())["access_token"]

        async def upload(name, size, kind="image"):
            form = aiohttp.FormData()
            form.add_field("media", b"x" * size, filename=name)
            path = f"/cgi-bin/media/upload?access_token={token}&type={kind}"
            return await on.call("POST", path, data=form)

        kept = await upload("a.png", 10)
        assert on.simulator._world.media.knows(kept["media_id"])
        assert (await upload("a.txt", 10))["errcode"] == 40005
        assert (await upload("a.png", 0))["errcode"] == 44001
        assert (await upload("a.jpg", 70000, "thumb"))["errcode"] == 40006
        assert (await upload("a.jpg", 10, "film"))["errcode"] == 40004
