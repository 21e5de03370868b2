"""Every kind of push becomes a typed message; what is malformed is refused."""

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.webhook import pushes, xml
from bot.webhook.xml import Malformed

DATA = Path(__file__).parent.parent.parent / "data" / "pushes"
COMMON = "<ToUserName>gh_a</ToUserName><FromUserName>oA</FromUserName><CreateTime>1763000000</CreateTime>"


def push(inner: str, common: str = COMMON) -> pushes.Message:
    body = f"<xml>{common}{inner}</xml>".encode()
    return pushes.message(xml.read(body), body)


def event(name: str, more: str = "") -> pushes.Message:
    return push(f"<MsgType>event</MsgType><Event>{name}</Event>{more}")


@pytest.mark.parametrize(
    ("inner", "kind", "text"),
    [
        (
            "<MsgType>text</MsgType><Content><![CDATA[报 名]]></Content><MsgId>1</MsgId>",
            "text",
            "报 名",
        ),
        ("<MsgType>text</MsgType><Content></Content><MsgId>1</MsgId>", "text", ""),
        ("<MsgType>image</MsgType><MediaId>m</MediaId><MsgId>1</MsgId>", "image", ""),
        (
            "<MsgType>voice</MsgType><Recognition>活动</Recognition><MsgId>1</MsgId>",
            "voice",
            "活动",
        ),
        ("<MsgType>voice</MsgType><MediaId>m</MediaId><MsgId>1</MsgId>", "voice", ""),
        ("<MsgType>video</MsgType><MsgId>1</MsgId>", "video", ""),
        ("<MsgType>shortvideo</MsgType><MsgId>1</MsgId>", "shortvideo", ""),
        ("<MsgType>location</MsgType><Location_X>1</Location_X><MsgId>1</MsgId>", "location", ""),
        ("<MsgType>link</MsgType><Url>u</Url><MsgId>1</MsgId>", "link", ""),
        ("<MsgType>file</MsgType><MsgId>1</MsgId>", "file", ""),
        ("<MsgType>hologram</MsgType><MsgId>1</MsgId>", "unknown", ""),
        (
            "<MsgType>text</MsgType><Content>【收到不支持的消息类型，暂无法显示】</Content><MsgId>1</MsgId>",
            "unknown",
            "",
        ),
    ],
)
def test_messages(inner: str, kind: str, text: str) -> None:
    message = push(inner)
    assert (message.kind, message.text) == (kind, text)


@pytest.mark.parametrize(
    ("name", "key", "kind", "argument"),
    [
        ("subscribe", "", "follow", ""),
        ("subscribe", "qrscene_12", "follow", "12"),
        ("unsubscribe", "", "unfollow", ""),
        ("SCAN", "12", "scan", "12"),
        ("CLICK", "活动", "click", "活动"),
        ("VIEW", "https://a.cn", "view", "https://a.cn"),
        ("view_miniprogram", "pages/a", "view", "pages/a"),
        ("scancode_push", "k", "view", "k"),
        ("scancode_waitmsg", "k", "scan", "k"),
        ("LOCATION", "", "position", ""),
        ("TEMPLATESENDJOBFINISH", "", "finished", ""),
        ("MASSSENDJOBFINISH", "", "finished", ""),
        ("subscribe_msg_popup_event", "", "consent", ""),
        ("subscribe_msg_change_event", "", "consent", ""),
        ("subscribe_msg_sent_event", "", "finished", ""),
        ("verify_expired", "", "account", ""),
        ("pic_sysphoto", "k", "other", "k"),
        ("location_select", "k", "other", "k"),
        ("kf_create_session", "", "other", ""),
        ("tomorrows_event", "", "other", ""),
    ],
)
def test_events(name: str, key: str, kind: str, argument: str) -> None:
    message = event(name, f"<EventKey>{key}</EventKey>")
    assert (message.kind, message.argument, message.name) == (kind, argument, name)


@pytest.mark.parametrize(
    ("name", "outer", "inner", "item"),
    [
        ("subscribe_msg_popup_event", "SubscribeMsgPopupEvent", "List", ""),
        ("subscribe_msg_change_event", "SubscribeMsgChangeEvent", "List", ""),
        ("subscribe_msg_sent_event", "SubscribeMsgSentEvent", "List", ""),
        ("pic_sysphoto", "SendPicsInfo", "PicList", "item"),
        ("MASSSENDJOBFINISH", "CopyrightCheckResult", "ResultList", "item"),
        ("MASSSENDJOBFINISH", "ArticleUrlResult", "ResultList", "item"),
    ],
)
@pytest.mark.parametrize("count", [1, 3])
def test_one_and_many_are_both_lists(
    name: str, outer: str, inner: str, item: str, count: int
) -> None:
    """WeChat repeats the list itself, or the items of one list."""
    things = f"<{item or inner}><A>a</A></{item or inner}>" * count
    listed = f"<{inner}>{things}</{inner}>" if item else things
    message = event(name, f"<{outer}><Count>{count}</Count>{listed}</{outer}>")
    assert message.fields[outer][inner] == [{"A": "a"}] * count


def test_a_scanning_button_is_tapped_and_wants_no_answer() -> None:
    message = event("scancode_push", "<EventKey>k</EventKey>")
    assert (message.kind, message.tapped) == ("view", True)


def test_a_tapped_msgmenu_entry_is_known() -> None:
    tapped = (
        "<MsgType>text</MsgType><Content>好</Content><bizmsgmenuid>1</bizmsgmenuid><MsgId>1</MsgId>"
    )
    assert push(tapped).tapped


def text(message_id: str, created: str = "1763000000", content: str = "好") -> str:
    common = COMMON.replace("1763000000", created)
    inner = f"<MsgType>text</MsgType><Content>{content}</Content><MsgId>{message_id}</MsgId>"
    return push(inner, common).key


def test_messages_are_known_by_their_id() -> None:
    assert text("1") == text("1", content="other")
    assert text("1") != text("2")
    assert text("1") != text("1", created="1763000001")


def test_an_absurd_number_is_a_number_all_the_same() -> None:
    assert text("1" * 5000) == text("1" * 5000)
    assert text("1" * 5000) != text("2" * 5000)


def test_keys_rise_as_messages_are_sent() -> None:
    """What is answered together lies together in the inbox, so a commit touches few pages."""
    sent = [
        text("9"),
        text("10"),
        text("1", "1763000001"),
        text("7040123456789012345", "1763000001"),
    ]
    assert sent == sorted(sent)


def test_events_of_one_second_are_told_apart() -> None:
    keys = {
        event("CLICK", "<EventKey>a</EventKey>").key,
        event("CLICK", "<EventKey>b</EventKey>").key,
        event("VIEW", "<EventKey>a</EventKey>").key,
        event("TEMPLATESENDJOBFINISH", "<MsgID>1</MsgID><Status>success</Status>").key,
        event("TEMPLATESENDJOBFINISH", "<MsgID>2</MsgID><Status>success</Status>").key,
        event("subscribe").key,
        event("LOCATION", "<Latitude>1</Latitude>").key,
        event("LOCATION", "<Latitude>2</Latitude>").key,
    }
    assert len(keys) == 8


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<xml/>", b"hello", b"<xml><a></xml>", b"<a><MsgType>text</MsgType></a>",
        b"<!DOCTYPE x><xml><a>1</a></xml>", b"\xff\xfe<\x00x", b"<xml>\xc3\x28</xml>",
        b"<xml>" + b"<a>" * 3000 + b"</a>" * 3000 + b"</xml>",
        b"<xml><MsgType>text</MsgType><MsgType>event</MsgType></xml>",
        b'<!DOCTYPE l [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><xml><Content>&c;</Content></xml>',
    ],
    ids=range(11),
)  # fmt: skip
def test_what_is_not_wechats_xml_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        xml.read(body)


@pytest.mark.parametrize(
    "common",
    [
        "<FromUserName>oA</FromUserName><CreateTime>1763000000</CreateTime>",
        "<ToUserName>gh</ToUserName><CreateTime>1763000000</CreateTime>",
        "<ToUserName>gh</ToUserName><FromUserName>oA</FromUserName>",
        "<ToUserName>gh</ToUserName><FromUserName>oA</FromUserName><CreateTime>soon</CreateTime>",
        "<ToUserName>gh</ToUserName><FromUserName>oA</FromUserName><CreateTime>-1</CreateTime>",
        "<ToUserName>gh</ToUserName><FromUserName><b>1</b></FromUserName><CreateTime>1</CreateTime>",
    ],
)
def test_a_push_without_its_common_fields_is_malformed(common: str) -> None:
    with pytest.raises(Malformed):
        push("<MsgType>text</MsgType><Content>x</Content>", common)


def test_what_a_member_types_survives_the_way_back() -> None:
    typed = "a]]>b&lt;<b>\n二行"
    body = xml.text_reply("oA", "gh_a", 1, typed)
    assert xml.read(body)["Content"] == typed


def test_the_reply_is_what_wechatpy_reads() -> None:
    import xmltodict

    fields = xmltodict.parse(xml.text_reply("oA", "gh_a", 1, "]]>你好"))["xml"]
    assert fields["Content"] == "]]>你好"
    assert (fields["ToUserName"], fields["FromUserName"]) == ("oA", "gh_a")


def test_our_reader_agrees_with_wechatpys_parser() -> None:
    from wechatpy import parse_message

    inner = "<MsgType>text</MsgType><Content><![CDATA[你 好]]></Content><MsgId>9</MsgId>"
    theirs, ours = parse_message(f"<xml>{COMMON}{inner}</xml>"), push(inner)
    assert (theirs.source, theirs.target, theirs.content) == (ours.openid, ours.account, ours.text)


# ------------------------------------------------------------------ what people type and XML cannot hold


def naively(field: str, typed: str, kind: str = "text") -> pushes.Message:
    """As a sender writes it who takes everything typed for fit to stand in a CDATA."""
    inner = f"<MsgType>{kind}</MsgType><{field}><![CDATA[{typed}]]></{field}><MsgId>7</MsgId>"
    body = f"<xml>{COMMON}{inner}</xml>".encode("utf-8", "surrogatepass")
    return pushes.message(xml.read(body), body)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("活动\x1d", "活动"), ("\x00活\x08动", "活动"), ("活\ufffe动\uffff", "活动"),
        ("a]]>b", "a]]>b"), ("]]>", "]]>"), ("<![CDATA[活动]]>", "<![CDATA[活动]]>"),
        ("]]></Content><Content>注销", "]]></Content><Content>注销"),
        ("]]><a><a><a><a><a><a><a><a><a><a>", "]]><a><a><a><a><a><a><a><a><a><a>"),
        ("&#0;\x01", "&#0;"), ("活动\ud83d", "活动\ufffd\ufffd\ufffd"),
    ],
)  # fmt: skip
def test_what_was_typed_is_read_whatever_it_holds(typed: str, text: str) -> None:
    assert naively("Content", typed).text == text
    assert naively("Recognition", typed, "voice").text == text


@given(
    st.text(st.characters(codec=None), max_size=40) | st.text("]>[<!CDAT&#x;/Content0", max_size=40)
)
def test_nothing_anybody_types_is_malformed_or_changes_who_says_it(typed: str) -> None:
    assume("]]></Content><" not in typed or typed.count("<![CDATA[") == 0)
    message = naively("Content", typed)
    assert (message.openid, message.account, message.kind) == ("oA", "gh_a", "text")


@pytest.mark.parametrize("name", ["w1_control_char", "w3_blank_in_encrypt"])
def test_the_pushes_that_once_were_refused_are_read(name: str) -> None:
    body = (DATA / f"{name}.xml").read_bytes()
    if b"<Encrypt>" in body:
        assert xml.encrypted(body).split() == ["CIPHERTEXT"]
    else:
        body = body.replace(b"NOW", b"1763000000")
        assert pushes.message(xml.read(body), body).text == "活动"


@pytest.mark.parametrize(
    "body",
    [
        b"<xml><Content><![CDATA[\x01</Content></xml>",
        b"<!DOCTYPE xml><xml><Content><![CDATA[\x01]]></Content></xml>",
        b"<!DOC\x01TYPE xml><xml><Content>a</Content></xml>",
        b"<xml><Content>\x01</Content><Content>b</Content></xml>",
        b"<xml>\x01" + b"<a>" * 3000 + b"</a>" * 3000 + b"</xml>",
    ],
)
def test_what_is_mended_is_read_as_strictly_as_before(body: bytes) -> None:
    with pytest.raises(Malformed):
        xml.read(body)


def test_mending_takes_no_longer_for_what_is_made_to_be_slow() -> None:
    for piece in (
        b"<Content><![CDATA[",
        b"]]></Content>",
        b"&#xD83D;",
        b"\xff",
        b"<![CDATA[",
        b"&#",
    ):
        began = time.process_time()
        with contextlib.suppress(Malformed):
            xml.read(b"<xml>" + piece * (60_000 // len(piece)))
        with contextlib.suppress(Malformed):
            xml.encrypted(b"<Encrypt>" + b" \n" * 30_000 + piece)
        assert time.process_time() - began < 0.2, piece
