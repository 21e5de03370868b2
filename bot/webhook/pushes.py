"""From the fields of a push to a typed Message: every kind and event of platform §2."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from bot.language.relay import received
from bot.language.text import TYPED_CHARACTERS, typed
from bot.message import Kind, Message
from bot.webhook.xml import Malformed

Fields = Mapping[str, Any]

_MESSAGES: dict[str, Kind] = {
    kind: kind
    for kind in ("text", "voice", "image", "video", "shortvideo", "location", "link", "file")
}

_EVENTS: dict[str, Kind] = {
    "subscribe": "follow",
    "unsubscribe": "unfollow",
    "SCAN": "scan",
    "CLICK": "click",
    "VIEW": "view",
    "view_miniprogram": "view",
    "LOCATION": "position",
    "scancode_push": "view",
    "scancode_waitmsg": "scan",
    # A message with the picture or the place follows: that one is answered.
    "pic_sysphoto": "other",
    "pic_photo_or_album": "other",
    "pic_weixin": "other",
    "location_select": "other",
    "TEMPLATESENDJOBFINISH": "finished",
    "MASSSENDJOBFINISH": "finished",
    "subscribe_msg_popup_event": "consent",
    "subscribe_msg_change_event": "consent",
    "subscribe_msg_sent_event": "finished",
    "user_authorization_revoke": "account",
    "user_info_modified": "account",
    "qualification_verify_success": "account",
    "qualification_verify_fail": "account",
    "naming_verify_success": "account",
    "naming_verify_fail": "account",
    "annual_renew": "account",
    "verify_expired": "account",
    "kf_create_session": "other",
    "kf_close_session": "other",
    "kf_switch_session": "other",
}

# Fields that WeChat sends as one object or as several: always a list here.
_LISTS = (
    ("SubscribeMsgPopupEvent", "List"),
    ("SubscribeMsgChangeEvent", "List"),
    ("SubscribeMsgSentEvent", "List"),
    ("SendPicsInfo", "PicList"),
    ("CopyrightCheckResult", "ResultList"),
    ("ArticleUrlResult", "ResultList"),
)

LONGEST_NUMBER = 25  # digits; a MsgId has 20 at most
LONGEST_ENTRY = 64  # characters of what an entry of a menu of ours is known by
_UNSUPPORTED = "【收到不支持的消息类型，暂无法显示】"


def message(fields: Fields, body: bytes) -> Message:
    """The Message of a push. Raises Malformed when a field every push has is missing."""
    openid, account, name = (_text(fields, f) for f in ("FromUserName", "ToUserName", "MsgType"))
    created = _text(fields, "CreateTime").strip()
    if not (openid and account and name and created.isdecimal() and len(created) <= 11):
        raise Malformed("FromUserName, ToUserName, MsgType or CreateTime")
    key, sent_at = _key(fields, body, openid, created), int(created) * 1000
    if name == "event":
        name = _text(fields, "Event")
        kind, argument = _EVENTS.get(name, "other"), _argument(fields, name)
        tapped, listed = name == "scancode_push", _listed(fields)
        return Message(key, openid, account, kind, sent_at, "", argument, tapped, name, listed)
    kind, text = _said(fields, name)
    if "bizmsgmenuid" in fields:  # a link or an entry of a menu was tapped: nobody typed this
        entry = typed(_text(fields, "bizmsgmenuid"))[:LONGEST_ENTRY]
        return Message(key, openid, account, "tap", sent_at, text, entry, True, name, fields)
    return Message(key, openid, account, kind, sent_at, text, "", False, name, fields)


def _argument(fields: Fields, name: str) -> str:
    argument = typed(_text(fields, "EventKey"))[:TYPED_CHARACTERS]
    return argument.removeprefix("qrscene_") if name == "subscribe" else argument


def _said(fields: Fields, name: str) -> tuple[Kind, str]:
    """The kind of a message, and what it says in words."""
    kind = _MESSAGES.get(name, "unknown")
    field = {"text": "Content", "voice": "Recognition"}.get(kind, "")
    text = received(_text(fields, field)[:TYPED_CHARACTERS]) if field else ""
    return ("unknown", "") if text.strip() == _UNSUPPORTED else (kind, text)


def _key(fields: Fields, body: bytes, openid: str, created: str) -> str:
    """Messages by MsgId; events by what they are about; what has neither, by its whole body.

    In the order they were sent, so that what comes together lies together in the inbox.
    """
    number = _text(fields, "MsgId")
    own = number or _own_of_event(fields)
    parts = "\0".join((openid, created, own)).encode() if own else body
    order = int(number) % 2**64 if number.isdecimal() and len(number) < LONGEST_NUMBER else 0
    return f"{int(created):010x}{order:016x}{blake2b(parts, digest_size=8).hexdigest()}"


def _own_of_event(fields: Fields) -> str:
    about = _text(fields, "EventKey") or _text(fields, "MsgID")
    return f"{_text(fields, 'Event')}\0{about}" if about and "Event" in fields else ""


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name, "")
    return value if isinstance(value, str) else ""


def _listed(fields: Fields) -> Fields:
    found = dict(fields)
    for outer, inner in _LISTS:
        holder = found.get(outer)
        if isinstance(holder, dict) and inner in holder:
            found[outer] = {**holder, inner: _items(holder[inner])}
    return found


def _items(value: Any) -> list[Any]:
    if isinstance(value, dict) and set(value) == {"item"}:
        value = value["item"]
    return value if isinstance(value, list) else [value] if value else []
