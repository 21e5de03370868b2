"""Pushes no honest WeChat would send: forged, stale, malformed. A good bot survives them all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.simulator.pusher import HEADERS, Try
from bot.simulator.wire import Push, elements
from bot.simulator.world import World

STALE_SECONDS = 6 * 3600
MEGABYTE = 1024 * 1024
DEPTH = 3000
FOREIGN_APPID = "wx0000000000000000"
FOREIGN_KEY = "f" * 42 + "A"


@dataclass(frozen=True, slots=True)
class Attack:
    """`forged`: the bot must not answer 200 with content. Otherwise it must only answer in time."""

    rule: str
    name: str
    push: Push
    forged: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    attack: Attack
    answer: Try
    harmless: bool


def attacks(world: World, openid: str) -> Iterator[Attack]:
    """Every attack there is on the present mode, from `openid`."""
    yield from _forgeries(world, openid)
    if world.faults.mode == "safe":
        yield from _forgeries_in_safe_mode(world, openid)
    yield from _malformed(world, openid)


async def attack(world: World, each: Attack, openid: str) -> Outcome:
    answer = await world.pusher.post(each.push.body, each.push.query, HEADERS)
    harmless = _harmless(each, answer)
    log = world.rules.hit if harmless else world.rules.breach
    log(each.rule, openid, each.name)
    return Outcome(each, answer, harmless)


def _harmless(each: Attack, answer: Try) -> bool:
    if answer.status is None:  # hanging up is a way to refuse; being silent or gone is not
        return answer.ended == "closed"
    if each.forged:
        return answer.status != 200 or answer.body in (b"", b"success")
    return answer.status < 500


def _forgeries(world: World, openid: str) -> Iterator[Attack]:
    good = world.envelope.wrap(_message(world, openid), openid=openid)
    swapped = "0" * 40
    names = ("signature", "msg_signature") if "msg_signature" in good.query else ("signature",)
    wrong = good.query | dict.fromkeys(names, swapped)
    yield Attack("A3", "wrong signatures", replace(good, query=wrong), True)
    yield Attack("A3", "no query at all", replace(good, query={}), True)
    moved = good.query | {"timestamp": str(int(good.query["timestamp"]) + 1)}
    yield Attack("A3", "another timestamp than the signed one", replace(good, query=moved), True)
    stale = world.envelope.wrap(
        _message(world, openid),
        openid=openid,
        timestamp=world.seconds() - STALE_SECONDS,
    )
    yield Attack("A31", "a push of six hours ago", stale, True)


def _forgeries_in_safe_mode(world: World, openid: str) -> Iterator[Attack]:
    clear = _message(world, openid)
    wrap = world.envelope.wrap
    good = wrap(clear, openid=openid)
    wrong = good.query | {"msg_signature": "0" * 40}
    yield Attack("A5", "only msg_signature is wrong", replace(good, query=wrong), True)
    signed = {name: good.query[name] for name in ("signature", "timestamp", "nonce", "openid")}
    plain = Push(clear.encode(), signed, "plain")
    yield Attack("A4", "a plain body under a signed URL", plain, True)
    raw = replace(plain, query=signed | {"encrypt_type": "raw"})
    yield Attack("A4", "a plain body that says raw", raw, True)
    yield Attack("A8", "another appid", wrap(clear, openid=openid, appid=FOREIGN_APPID), True)
    yield Attack("A8", "another key", wrap(clear, openid=openid, key=FOREIGN_KEY), True)


def _malformed(world: World, openid: str) -> Iterator[Attack]:
    for name, body in _bodies(world, openid):
        sealed = world.envelope.wrap(body, openid=openid)
        yield Attack("A30", name, sealed, False)
    query = world.envelope.sign(openid=openid)
    for name, body in (
        ("an empty body", b""),
        ("not XML at all", b"\x00\xff{"),
        ("a megabyte of nothing", b"<xml>" + b" " * MEGABYTE + b"</xml>"),
    ):
        yield Attack("A30", f"{name}, not encrypted", Push(body, query, "plain"), False)


def _bodies(world: World, openid: str) -> Iterator[tuple[str, bytes]]:
    """Bodies that are signed and encrypted as they should be, and wrong inside."""
    good = _message(world, openid)
    yield "empty inside", b""
    yield "an empty element", b"<xml/>"
    yield "no message type", good.replace("MsgType>", "Nothing>").encode()
    yield "a DOCTYPE", ('<!DOCTYPE xml [<!ENTITY a "aaaa">]>' + good).encode()
    yield "nested 3000 deep", b"<xml>" + b"<a>" * DEPTH + b"</a>" * DEPTH + b"</xml>"
    yield "two message types", good.replace("<MsgType>", "<MsgType>a</MsgType><MsgType>").encode()
    yield "not UTF-8", good.replace("你好", "XX").encode().replace(b"XX", b"\xff\xfe\xc0")
    yield "a time in words", good.replace(f">{world.seconds()}<", ">today<").encode()
    yield "a MsgId in words", good.replace("<MsgId>", "<MsgId>x").encode()
    yield "cut off", good.encode()[:-20]
    yield "an unknown type", good.replace("[text]", "[hologram]").encode()
    yield "an unknown event", good.replace("[text]", "[event]").encode()


def _message(world: World, openid: str) -> str:
    inner = elements(
        {
            "ToUserName": world.account.original_id,
            "FromUserName": openid,
            "CreateTime": world.seconds(),
            "MsgType": "text",
            "Content": "你好",
            "MsgId": world.next_message_id(),
        }
    )
    return f"<xml>{inner}</xml>"
