"""Fields out of the ordinary, kinds of message and event nobody knows: well signed, all of them."""

from collections.abc import Iterator

from tests.survival import wire
from tests.survival.corpus.case import Case, Fate, well_signed

Fields = dict[str, object]
Table = tuple[tuple[str, Fate, Fields], ...]


def cases() -> Iterator[Case]:
    for name, fate, fields in (*_HEADS, *_MESSAGES, *_EVENTS):
        yield Case(
            name, fate, lambda openid, f=fields: well_signed(wire.message(openid, **f), openid)
        )
    for name, openid in _OPENIDS:
        yield Case(name, "answered", lambda _, o=openid: well_signed(wire.text(o, "帮助"), o))


def _text(**fields: object) -> Fields:
    return {"Content": "帮助", "MsgId": 1} | fields


_HEADS: Table = (
    ("no openid", "refused", _text(FromUserName=None)),
    ("an empty openid", "refused", _text(FromUserName="")),
    ("an openid with parts", "refused", _text(FromUserName={"a": "o1"})),
    ("no account", "refused", _text(ToUserName=None)),
    ("no time", "refused", _text(CreateTime=None)),
    ("an empty time", "refused", _text(CreateTime="")),
    ("a time in words", "refused", _text(CreateTime="today")),
    ("a time before the beginning", "refused", _text(CreateTime=-1)),
    ("a time in parts of a second", "refused", _text(CreateTime="1.5")),
    ("a time with an exponent", "refused", _text(CreateTime="1e9")),
    ("a time of forty digits", "refused", _text(CreateTime="9" * 40)),
    ("a time of 5000 digits", "refused", _text(CreateTime="9" * 5000)),
    ("no type", "refused", _text(MsgType=None)),
    ("a type with parts", "refused", _text(MsgType={"a": "text"})),
    ("an unknown type", "answered", _text(MsgType="hologram")),
    ("a type with blanks around", "answered", _text(MsgType=" text ")),
    ("a type in capitals", "answered", _text(MsgType="TEXT")),
    ("no MsgId", "answered", _text(MsgId=None)),
    ("an empty MsgId", "answered", _text(MsgId="")),
    ("a MsgId in words", "answered", _text(MsgId="abc'; --")),
    ("a MsgId below zero", "answered", _text(MsgId=-1)),
    ("a MsgId of a thousand digits", "answered", _text(MsgId="9" * 1000)),
    ("a MsgId with parts", "answered", _text(MsgId={"a": 1})),
    ("no text", "answered", _text(Content=None)),
)

_OPENIDS = (
    ("an openid of 5000 characters", "o" * 5000),
    ("an openid with SQL", "o'; DROP TABLE contact; --"),
    ("an openid with signs of XML", "o<&]]>\"'"),
    ("an openid of emoji", "o😀😀"),
)

_MESSAGES: Table = (
    ("a voice nobody recognised", "answered", {"MsgType": "voice", "MsgId": 1}),
    ("a picture without an address", "answered", {"MsgType": "image", "MsgId": 2}),
    ("a place that is none", "answered", {"MsgType": "location", "Location_X": "NaN", "MsgId": 3}),
    ("a link to a script", "answered", {"MsgType": "link", "Url": "javascript:1", "MsgId": 4}),
)


def _event(name: object, **fields: object) -> Fields:
    return {"MsgType": "event", "Event": name} | fields


def _consent(*templates: str) -> Fields:
    entries = [{"TemplateId": each, "SubscribeStatusString": "accept"} for each in templates]
    return {"List": entries[0] if len(entries) == 1 else entries}


_EVENTS: Table = (
    ("an event without a name", "silent", _event(None)),
    ("an event with parts", "silent", _event({"a": "CLICK"})),
    ("an unknown event", "silent", _event("hologram")),
    ("an event in capitals", "silent", _event("UNSUBSCRIBE")),
    ("a click on nothing", "answered", _event("CLICK")),
    ("a click on 9000 characters", "answered", _event("CLICK", EventKey="帮" * 9000)),
    ("a scene with SQL", "answered", _event("subscribe", EventKey="qrscene_'; DROP TABLE x; --")),
    ("a position that is none", "silent", _event("LOCATION", Latitude="x")),
    ("consent, no template", "silent", _event("subscribe_msg_popup_event")),
    (
        "consent, one template",
        "silent",
        _event("subscribe_msg_popup_event", SubscribeMsgPopupEvent=_consent("a")),
    ),
    (
        "consent, several templates",
        "silent",
        _event("subscribe_msg_popup_event", SubscribeMsgPopupEvent=_consent("a", "b", "c")),
    ),
    (
        "consent withdrawn",
        "silent",
        _event("subscribe_msg_change_event", SubscribeMsgChangeEvent=_consent("a")),
    ),
    (
        "a message sent to nobody",
        "silent",
        _event("subscribe_msg_sent_event", SubscribeMsgSentEvent="x"),
    ),
    ("a job of nobody's finished", "silent", _event("TEMPLATESENDJOBFINISH", MsgID="x")),
    ("a mass send without figures", "silent", _event("MASSSENDJOBFINISH")),
)
