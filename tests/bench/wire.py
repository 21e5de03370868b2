"""Pushes sealed as WeChat seals them, and replies looked at as WeChat looks at them."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from urllib.parse import urlencode
from xml.etree import ElementTree

from bot.process.assistant import BUSY, FAILED
from bot.webhook.crypto import Forged, MessageCipher, check, signature
from config.settings import HERE, Settings, load

SETTINGS: Settings = load(HERE / "demo.toml", environ={})
CIPHER = MessageCipher(SETTINGS.wechat_aes_key, SETTINGS.wechat_appid)
TOKEN = SETTINGS.wechat_token
FAILURE = FAILED.partition("（")[0]
REPLY_BYTES = 2048  # above, WeChat shows its own failure sentence

# What shows that the mix did what it is there for: each must have happened.
SIGNS = {
    "registered": "【报名成功】",
    "cancelled": "【已取消】",
    "answered from a document": "依据：",
    "reminder made": "提醒您：",
    "reminder deleted": "已删除提醒",
}

_ids = count(time.time_ns() // 1000)


def openid(sender: int) -> str:
    return f"oBench{sender:022}"


def sealed(sender: int, text: str) -> bytes:
    """One HTTP request: a text message, encrypted and signed now, with a MsgId of its own."""
    who, number, seconds = openid(sender), next(_ids), str(int(time.time()))
    inner = (
        f"<xml><ToUserName><![CDATA[{SETTINGS.wechat_account}]]></ToUserName>"
        f"<FromUserName><![CDATA[{who}]]></FromUserName><CreateTime>{seconds}</CreateTime>"
        f"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content>"
        f"<MsgId>{number}</MsgId></xml>"
    )
    encrypted = CIPHER.encrypt(inner.encode())
    nonce = str(number % 10**10)
    query = urlencode(
        {
            "signature": signature(TOKEN, seconds, nonce),
            "timestamp": seconds,
            "nonce": nonce,
            "openid": who,
            "encrypt_type": "aes",
            "msg_signature": signature(TOKEN, seconds, nonce, encrypted),
        }
    )
    body = (
        f"<xml><ToUserName><![CDATA[{SETTINGS.wechat_account}]]></ToUserName>"
        f"<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    )
    return (
        f"POST /wechat?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n"
        f"Content-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def opened(sender: int, body: bytes) -> str:
    """The text of a reply. Raises Forged or ValueError for what WeChat would not show."""
    envelope = {field.tag: field.text or "" for field in _xml(body)}
    encrypted = envelope["Encrypt"]
    check(envelope["MsgSignature"], TOKEN, envelope["TimeStamp"], envelope["Nonce"], encrypted)
    reply = {field.tag: field.text or "" for field in _xml(CIPHER.decrypt(encrypted))}
    wanted = (openid(sender), SETTINGS.wechat_account, "text")
    if (reply["ToUserName"], reply["FromUserName"], reply["MsgType"]) != wanted:
        raise ValueError("a reply to somebody else")
    if len(reply["Content"].encode()) > REPLY_BYTES:
        raise ValueError("a reply longer than WeChat shows")
    return reply["Content"]


def _xml(body: bytes) -> Iterator[ElementTree.Element]:
    try:
        return iter(ElementTree.fromstring(body))
    except ElementTree.ParseError as error:
        raise ValueError("not XML") from error


def verdicts(replies: Iterable[tuple[int, int, bytes]]) -> Counter[str]:
    """What (sender, status, body) amount to: `good`, or the fault by name; and the signs seen."""
    counts: Counter[str] = Counter()
    for sender, status, body in replies:
        counts[_verdict(sender, status, body, counts)] += 1
    return counts


def _verdict(sender: int, status: int, body: bytes, counts: Counter[str]) -> str:
    if status != 200:
        return f"status {status}"
    if body == b"success":
        return "no answer"
    try:
        text = opened(sender, body)
    except (Forged, ValueError, KeyError) as error:
        return f"not well formed: {error}"
    counts.update(name for name, sign in SIGNS.items() if sign in text)
    return "busy" if text == BUSY else "failed" if text.startswith(FAILURE) else "good"
