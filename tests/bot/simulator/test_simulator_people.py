"""What people do in the chat, and the control surface for those outside Python."""

import asyncio
import json

import aiohttp
import pytest
from toy_bot import ACCOUNT, START, run, stage, text

from bot.simulator import RULES
from bot.simulator.users import NotFollowingError

OPENID = "oZlwQ6demo000000000000000001"


@run
async def test_following_scanning_and_coming_back():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        await user.follow()
        await user.follow("door")
        await user.unfollow()
        await user.scans("door")
        events = [(each["Event"], each["EventKey"] or "") for each in on.bot.received]
        assert events == [
            ("subscribe", ""),
            ("SCAN", "door"),
            ("unsubscribe", ""),
            ("subscribe", "qrscene_door"),
        ]
        assert on.bot.received[1]["Ticket"]
        assert "MsgId" not in on.bot.received[0]
        assert {"A19", "A20", "A21"} <= set(on.simulator.rules.hits)


@run
async def test_nothing_is_shown_after_unfollowing_and_nothing_can_be_said():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        assert (await user.unfollow()).kind == "nothing"
        assert user.arrivals == []
        with pytest.raises(NotFollowingError):
            await user.says("你好")


@run
async def test_replies_to_view_and_location_are_dropped():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        assert (await user.views("https://example.com/")).kind == "nothing"
        assert (await user.reports_location(34.26, 108.95)).kind == "nothing"
        assert on.bot.received[1]["Latitude"] == "34.26"
        assert user.arrivals == []


@run
async def test_consent_to_notices_comes_as_a_list_of_one_or_of_many():
    async with stage() as on:
        at = f"/_sim/user/{OPENID}"
        await on.call("POST", f"{at}/consent", json={"templates": ["t1", "t2"]})
        await on.call("POST", f"{at}/refuse")
        many, one = (each["SubscribeMsgPopupEvent"]["List"] for each in on.bot.received)
        said = [(each["TemplateId"], each["SubscribeStatusString"]) for each in many]
        assert said == [("t1", "accept"), ("t2", "accept")]
        assert one["SubscribeStatusString"] == "reject"
        assert {each["Event"] for each in on.bot.received} == {"subscribe_msg_popup_event"}
        assert on.simulator.rules.hits["A28"] == 2


@run
async def test_each_kind_of_message_has_its_fields():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        await user.sends("voice", Recognition="明早提醒我")
        await user.sends("voice")
        for kind in ("image", "video", "shortvideo", "location", "link", "file", "unsupported"):
            await user.sends(kind)
        spoken, unspoken, *others = on.bot.received
        assert spoken["Recognition"] == "明早提醒我"
        assert "Recognition" not in unspoken
        assert [each["MsgType"] for each in others][-2:] == ["file", "text"]
        assert float(others[3]["Location_X"]) == 34.2658
        assert on.simulator.rules.hits["A23"] == 4


@run
async def test_location_and_picture_buttons_push_an_event_and_a_message():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        await user.picks_location("PLACE", 34.2, 108.9, "广场")
        await user.picks_picture("PICTURE")
        kinds = [(each["MsgType"], each.get("Event")) for each in on.bot.received]
        assert kinds == [
            ("event", "location_select"),
            ("location", None),
            ("event", "pic_photo_or_album"),
            ("image", None),
        ]
        assert on.bot.received[0]["SendLocationInfo"]["Poiname"] == "广场"


@run
async def test_two_events_in_one_second_are_two_events():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        await asyncio.gather(user.clicks("A"), user.clicks("B"))
        one, other = on.bot.received
        assert one["CreateTime"] == other["CreateTime"]
        assert {one["EventKey"], other["EventKey"]} == {"A", "B"}
        assert on.simulator.rules.hits["A17"] == 1


@run
async def test_link_in_a_text_sends_its_decoded_content():
    link = (
        '<a href="weixin://bizmsgmenu?msgmenucontent=%E6%8A%A5%E5%90%8D%20%26&msgmenuid=7">报名</a>'
    )
    async with stage(lambda incoming: text(incoming, f"点{link}，见https://example.com/a。")) as on:
        user = on.simulator.user(OPENID)
        seen = await user.says("活动")
        assert [(tap.content, tap.menu_id) for tap in seen.taps] == [("报名 &", "7")]
        parts = [(part.text, part.href) for part in seen.content.parts]
        assert ("https://example.com/a", "https://example.com/a") in parts
        await user.taps(seen.taps[0].content, seen.taps[0].menu_id, link=True)
        assert on.bot.received[-1]["Content"] == "报名 &"
        assert on.simulator.rules.hits["A34"] == 1


@run
async def test_link_whose_content_is_not_encoded_is_cut_short():
    link = '<a href="weixin://bizmsgmenu?msgmenucontent=吃&喝&msgmenuid=7">去</a>'
    async with stage(lambda incoming: text(incoming, link)) as on:
        seen = await on.simulator.user(OPENID).says("活动")
        assert seen.taps[0].content == "吃"


@run
async def test_links_that_are_no_web_addresses_are_plain_text():
    async with stage(lambda i: text(i, '<a href="javascript:alert(1)">点</a>')) as on:
        seen = await on.simulator.user(OPENID).says("活动")
        assert [(part.text, part.href) for part in seen.content.parts] == [("点", "")]


ACTIONS = [
    ("follow", {"scene": "door"}, {"Event": "subscribe", "EventKey": "qrscene_door"}),
    ("text", {"text": "你好"}, {"Content": "你好"}),
    ("click", {"key": "A"}, {"Event": "CLICK", "EventKey": "A"}),
    ("scan", {"scene": "7"}, {"Event": "SCAN", "EventKey": "7"}),
    ("tap", {"content": "满意", "id": "101"}, {"Content": "满意", "bizmsgmenuid": "101"}),
    ("voice", {"recognition": "好"}, {"MsgType": "voice", "Recognition": "好"}),
    ("image", {}, {"MsgType": "image"}),
    ("location", {"lat": 34.1, "lon": 108.9}, {"Location_X": "34.1", "Location_Y": "108.9"}),
    ("pick_location", {"key": "P", "lat": 34.1, "lon": 108.9}, {"MsgType": "location"}),
    ("pick_picture", {"key": "P"}, {"MsgType": "image"}),
    ("report", {"lat": 34.1, "lon": 108.9}, {"Event": "LOCATION"}),
    ("view", {"url": "https://example.com/"}, {"Event": "VIEW"}),
    ("event", {"name": "CUSTOM", "fields": {"EventKey": "x"}}, {"Event": "CUSTOM"}),
    ("unfollow", {}, {"Event": "unsubscribe"}),
]


@pytest.mark.parametrize(("action", "body", "pushed"), ACTIONS)
def test_every_action_can_be_asked_for_over_http(action, body, pushed):
    async def scene():
        async with stage() as on:
            seen = await on.call("POST", f"/_sim/user/{OPENID}/{action}", json=body)
            assert pushed.items() <= on.bot.received[-1].items()
            assert seen["kind"] == (
                "nothing" if action in ("report", "view", "unfollow") else "chat"
            )
            assert seen["tries"][-1]["status"] == 200

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("user/oX/text", b"{}", 400),
        ("user/oX/dance", b"{}", 400),
        ("user/oX/text", b"{", 400),
        ("user/oX/text", b"[]", 400),
        ("clock/advance", b'{"weeks": 1}', 400),
        ("clock/advance", b'{"days": -1}', 400),
        ("clock/advance", b'{"days": "x"}', 400),
        ("clock/advance", b'{"seconds": 1e99}', 400),
    ],
)
def test_wrong_requests_are_refused(path, body, status):
    async def scene():
        async with (
            stage() as on,
            on.session.post(on.server.make_url(f"/_sim/{path}"), data=body) as answer,
        ):
            assert answer.status == status

    asyncio.run(scene())


@run
async def test_who_unfollowed_cannot_write_over_http_either():
    async with stage() as on:
        await on.call("POST", f"/_sim/user/{OPENID}/unfollow")
        url = on.server.make_url(f"/_sim/user/{OPENID}/text")
        async with on.session.post(url, json={"text": "你好"}) as answer:
            assert answer.status == 409


@run
async def test_clock_moves_and_waits_for_what_fell_due():
    settled = []

    async def settle():
        await asyncio.sleep(0.01)
        settled.append(True)

    async with stage(settle=settle) as on:
        before = await on.call("GET", "/_sim/clock")
        assert before["now"].startswith("2026-11-24T10:00:0")
        assert abs(before["ms"] - START.timestamp() * 1000) < 5000
        after = await on.call(
            "POST", "/_sim/clock/advance", json={"days": 1, "hours": 2, "minutes": 3, "seconds": 4}
        )
        assert 93784_000 <= after["ms"] - before["ms"] < 93789_000
        assert settled == [True]


@run
async def test_outbox_and_history_survive_a_reload():
    async with stage() as on:
        await on.call("POST", f"/_sim/user/{OPENID}/text", json={"text": "你好"})
        await on.custom(OPENID, "后来")
        outbox = await on.call("GET", f"/_sim/outbox?openid={OPENID}")
        assert [(each["channel"], each["text"]) for each in outbox["arrivals"]] == [
            ("reply", "收到：你好"),
            ("客服", "后来"),
        ]
        assert outbox["window"]["left"] == 4
        history = await on.call("GET", f"/_sim/history?openid={OPENID}")
        assert [(line["by"], line["content"]["text"]) for line in history["lines"]] == [
            ("user", "你好"),
            ("account", "收到：你好"),
            ("account", "后来"),
        ]
        assert history["following"]
        stranger = await on.call("GET", "/_sim/history?openid=oNobody")
        assert (stranger["following"], stranger["lines"]) == (False, [])


@run
async def test_page_hears_at_once_what_arrives_later():
    async with stage() as on:
        user = on.simulator.user(OPENID)
        await user.says("一")
        url = on.server.make_url(f"/_sim/events?openids=oOther,{OPENID}&after=1")
        async with on.session.get(url) as stream:
            assert stream.content_type == "text/event-stream"
            assert (await _next(stream))[0] == "clock"
            assert await _line(stream) == "收到：一"
            await on.simulator.user("oElse").says("别人的")
            await on.custom(OPENID, "后来")
            assert await _line(stream) == "后来"
            await on.call("POST", "/_sim/clock/advance", json={"hours": 1})
            assert (await _next(stream))[0] == "clock"
            await user.unfollow()
            assert await _next(stream) == ("following", {"openid": OPENID, "following": False})


async def _next(stream: aiohttp.ClientResponse):
    event = (await stream.content.readline()).decode().removeprefix("event: ").strip()
    data = json.loads((await stream.content.readline()).decode().removeprefix("data: "))
    await stream.content.readline()
    return event, data


async def _line(stream):
    event, data = await _next(stream)
    assert event == "line"
    return data["content"]["text"]


@run
async def test_account_people_and_rules_can_be_read():
    async def people():
        return [{"openid": OPENID, "name": "周某", "bound": True}]

    async with stage(people=people, menu={"button": []}) as on:
        assert await on.call("GET", "/_sim/account") == {
            "name": ACCOUNT.name,
            "menu": {"button": []},
        }
        assert (await on.call("GET", "/_sim/people"))[0]["name"] == "周某"
        await on.simulator.user(OPENID).says("你好")
        rules = await on.call("GET", "/_sim/rules")
        assert rules["hits"]["A2"] == 1
        assert "A2" not in rules["never_exercised"]
        assert "C1" in rules["never_exercised"]
        assert rules["broken"] == {}


@run
async def test_page_is_served_with_its_types():
    async with stage() as on:
        for path, kind in (
            ("/simulator", "text/html"),
            ("/simulator/", "text/html"),
            ("/simulator/page.css", "text/css"),
            ("/simulator/page.js", "text/javascript"),
        ):
            async with on.session.get(on.server.make_url(path)) as answer:
                assert (answer.status, answer.content_type) == (200, kind)
        async with on.session.get(on.server.make_url("/simulator/passwd")) as answer:
            assert answer.status == 404


def test_an_unknown_rule_cannot_be_logged():
    from bot.simulator import RuleLog

    log = RuleLog(lambda: 0)
    with pytest.raises(KeyError):
        log.hit("Z9")
    assert log.never_exercised() == list(RULES)
