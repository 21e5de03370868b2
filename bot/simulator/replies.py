"""Reads the body a bot answered a push with, as strictly as WeChat does."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.parsers.expat import ExpatError

import xmltodict
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import WeChatException

from bot.simulator.account import Account
from bot.simulator.content import Article, Content, news_content, text_content
from bot.simulator.rules import RuleLog
from bot.simulator.wire import BLOCK, Push, prp

FAILURE_TEXT = "该公众号提供的服务出现故障，请稍后再试"
TEXT_BYTES = 2048
NEWS_AFTER_EVENT = 8
SEALED = ("Encrypt", "MsgSignature", "TimeStamp", "Nonce")
Fields = dict[str, Any]
KnowsMedia = Callable[[str], bool]


class BadReply(Exception):
    """The person sees the failure text; `rule` says which one was broken."""

    def __init__(self, rule: str, why: str) -> None:
        super().__init__(why)
        self.rule = rule
        self.why = why


@dataclass(frozen=True, slots=True)
class Answer:
    """What a good reply holds; no content when nothing is to be shown."""

    content: Content | None
    fields: Fields


class ReplyReader:
    """Raises BadReply for everything WeChat would not show."""

    def __init__(self, account: Account, rules: RuleLog, knows_media: KnowsMedia) -> None:
        self._account = account
        self._rules = rules
        self._knows_media = knows_media

    def read(self, body: bytes, push: Push, openid: str, *, after_message: bool) -> Answer:
        if body in (b"", b"success"):
            self._rules.hit("A14", openid)
            return Answer(None, {})
        fields = self._clear_fields(body, push, openid)
        self._check_envelope(fields, openid)
        return Answer(self._content(fields, openid, after_message), fields)

    def _clear_fields(self, body: bytes, push: Push, openid: str) -> Fields:
        fields = _parsed(body)
        if push.mode == "safe":
            self._rules.hit("A9", openid)
        if "Encrypt" in fields:
            if push.mode == "plain":
                raise BadReply("A15", "an encrypted reply in plain mode")
            return _parsed(self._decrypted(fields, push).encode())
        if push.mode == "safe":
            raise BadReply("A9", "the reply is not encrypted")
        return fields

    def _decrypted(self, fields: Fields, push: Push) -> str:
        if missing := [name for name in SEALED if not _stripped(fields, name)]:
            raise BadReply("A9", f"{', '.join(missing)} missing beside Encrypt")
        sealed, sign, stamp, nonce = (_stripped(fields, name) for name in SEALED)
        crypto = WeChatCrypto(self._account.token, push.key, self._account.appid)
        try:
            _check_padding(sealed, push.key)
            return str(crypto.decrypt_message({"Encrypt": sealed}, sign, stamp, nonce))
        except (WeChatException, ValueError, IndexError) as wrong:
            raise BadReply("A9", f"{type(wrong).__name__}: {wrong}") from wrong

    def _check_envelope(self, fields: Fields, openid: str) -> None:
        if _stripped(fields, "ToUserName") != openid:
            raise BadReply("A15", "ToUserName is not the sender's openid")
        if _stripped(fields, "FromUserName") != self._account.original_id:
            raise BadReply("A15", "FromUserName is not the account's gh_ id")
        if not _stripped(fields, "CreateTime").isdecimal():
            raise BadReply("A15", "CreateTime is not a number")

    def _content(self, fields: Fields, openid: str, after_message: bool) -> Content | None:
        kind = _stripped(fields, "MsgType")
        if kind == "text":
            return text_content(self._text(fields, openid))
        if kind == "news":
            return self._news(fields, openid, after_message)
        if kind in ("image", "voice", "video", "music"):
            return self._media(fields, kind, openid)
        if kind == "transfer_customer_service":
            return None
        raise BadReply("A15", f"MsgType {kind!r}")

    def _text(self, fields: Fields, openid: str) -> str:
        text = fields.get("Content")
        if not isinstance(text, str) or not text.strip():
            raise BadReply("A15", "a text without Content")
        if (size := len(text.encode())) > TEXT_BYTES:
            raise BadReply("A32", f"a text of {size} bytes")
        return text

    def _news(self, fields: Fields, openid: str, after_message: bool) -> Content:
        items = _listed(_nested(fields, "Articles").get("item"))
        if not items or _stripped(fields, "ArticleCount") != str(len(items)):
            raise BadReply("A15", "ArticleCount is not the number of articles")
        articles = tuple(_article(item) for item in items)
        if after_message and len(articles) > 1:
            self._rules.breach("A33", openid, f"{len(articles)} articles, only the first arrives")
            return news_content(articles[:1])
        return news_content(articles[:NEWS_AFTER_EVENT])

    def _media(self, fields: Fields, kind: str, openid: str) -> Content:
        holder = _nested(fields, kind.capitalize())
        media_id = _stripped(holder, "ThumbMediaId" if kind == "music" else "MediaId")
        if not self._knows_media(media_id):
            raise BadReply("A35", f"media_id {media_id!r}")
        self._rules.hit("A35", openid)
        return Content(kind, _stripped(holder, "Title"))


def _check_padding(sealed: str, key: str) -> None:
    """wechatpy takes any last byte for the padding; WeChat's format has 1..32, all alike."""
    try:
        raw = base64.b64decode(sealed, validate=True)
    except binascii.Error as wrong:
        raise ValueError("Encrypt is not Base64") from wrong
    plain = prp(key).cipher.decrypt(raw)
    pad = plain[-1]
    if not 1 <= pad <= BLOCK or len(plain) % BLOCK or plain[-pad:] != bytes([pad]) * pad:
        raise ValueError("the padding is not PKCS#7 to 32 bytes")


def _parsed(body: bytes) -> Fields:
    try:
        document = xmltodict.parse(body, strip_whitespace=False)
    except (ExpatError, ValueError) as wrong:
        raise BadReply("A15", f"not XML: {wrong}") from wrong
    fields = document.get("xml")
    if not isinstance(fields, dict):
        raise BadReply("A15", "no fields in <xml>")
    return fields


def _stripped(fields: Fields, name: str) -> str:
    """The value of a field that stands there once, else nothing."""
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def _nested(fields: Fields, name: str) -> Fields:
    value = fields.get(name)
    return value if isinstance(value, dict) else {}


def _listed(value: Any) -> list[Fields]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def _article(item: Fields) -> Article:
    names = ("Title", "Description", "Url", "PicUrl")
    return Article(*(_stripped(item, name) for name in names))
