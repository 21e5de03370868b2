"""Signatures and AES against published vectors and against wechatpy's own implementation."""

import json

import pytest
from wechatpy.crypto import PrpCrypto, WeChatCrypto

from bot.webhook import xml
from bot.webhook.crypto import Forged, Keyring, MessageCipher, check, signature

K1 = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
KA = "A" * 43
DEMO = "wxb11529c136998cb6"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # official push documentation, GET and plain POST
        (("AAAAA", "1714036504", "1514711492"), "f464b24fc39322e44b38aa78f5edd27bd1441696"),
        (("AAAAA", "1714037059", "486452656"), "899cf89e464efb63f54ddac96b0a0a235f53aa78"),
        (("AAAAA", "1714112445", "415670741"), "6c5c811b55cc85e0e1b54100749188c20beb3f5d"),
        (("spamtest", "1409735669", "1320562132"), "16120ec1b8dbb870f510d87ce6bc2463eae6ca1a"),
        # WxJava's SHA1 test
        (("123", "345"), "9f537aeb751ec72605f57f94a2f6dc3e3958e1dd"),
    ],
)
def test_published_signatures(parts: tuple[str, ...], expected: str) -> None:
    assert signature(*parts) == expected


O3 = (
    "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcv"
    "ZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3F"
    "n2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSe"
    "OBrebufAlr7F9mFUPAJGj04="
)
V1 = (
    "hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PG"
    "HQHFVAFmOD2LdJF9FrXpbUAh0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6"
    "tEDYsVticbSnyU8dKOIbgU6ux5VTjg3yt+WGzjlpKn6NPhRjpA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp"
    "3yZbGpy0VxpAe+77TszTfRd5RJSVO/HTnifJpXgCSUdUue1v6h0EIBYYI1BD1DlD+C0CR8e6OewpusjZ4uBl9FyJvnhv"
    "Ql+q5rv1ixrcpCumEPo5MJSgM9ehVsNPfUM669WuMyVWQLCzpu9GhglF2PE="
)
V4 = (
    "rTNFcsut4LfGuAFKEUVVpwcaCOTJzOd9twZdIW910jb3k+iicx2uvhttIZ3Qg9Qgty3BEF2xbOrz6boTfb30dMomcgrk"
    "TqdFPwnhqbk+kIQ7rZiwny9D7NUrTgA5kpX3KsZvrXzUZyP2x9YOlxbgm572lmxKvM7HAQQhIQ/p6HBmoY30bGXFK0Bt"
    "Iu1pW9TjhOYrLQoU18nWYjWqDA1ynkmOytpv7QRI1P1+0NoxL0q2zO1DgeSvnE8CZGo/o5Ap/WHK5W2RAsinpzN4/LjP"
    "nmB6U01I5XCoJoC0GK/yMZycd2Oh8Nq6+wBkC1U85oy0ktOY4nLvsQMLrourmMGdZHuTbqpeJ8Ao/5PRYJ+WBvRUwPfG"
    "KBL2+2IKZF49vAJqkcGWSHGE76ZN2erXeuNazf/o9o3lIE3q739o4c8t9QGPe31GT2Go/rOz1BsrASwvauNulCh+++yz"
    "+CQzBIuikA=="
)


def test_the_official_safe_mode_push_opens() -> None:
    check("046e02f8204d34f8ba5fa3b1db94908f3df2e9b3", "AAAAA", "1714112445", "415670741", O3)
    inner = json.loads(MessageCipher(KA, "wxba5fad812f8e6fb9").decrypt(O3))
    assert inner["Event"] == "debug_demo"
    assert inner["FromUserName"] == "o9AgO5Kd5ggOC-bXrbNODIiE3bGY"


def test_the_official_reply_is_made_to_the_byte() -> None:
    cipher = MessageCipher(KA, "wxba5fad812f8e6fb9")
    sealed = cipher._sealed(b"707722b803182950", b'{"demo_resp":"good luck"}')
    assert sealed == (
        "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ=="
    )
    made = signature("AAAAA", "1713424427", "415670741", sealed)
    assert made == "1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1"


def test_the_sample_of_the_official_library_opens() -> None:
    check("5d197aaffba7e9b25a30732f161a50dee96bd5fa", "spamtest", "1409735669", "1320562132", V1)
    fields = xml.read(MessageCipher(K1, "wx2c2769f8efd9abc2").decrypt(V1))
    assert fields["Content"] == "abcdteT"
    assert fields["MsgId"] == "6054768590064713728"


def test_v2_is_sealed_as_published() -> None:
    plain = (
        "<xml><ToUserName><![CDATA[oia2TjjewbmiOUlr6X-1crbLOvLw]]></ToUserName><FromUserName>"
        "<![CDATA[gh_7f083739789a]]></FromUserName><CreateTime>1407743423</CreateTime><MsgType>  "
        "<![CDATA[video]]></MsgType><Video><MediaId><![CDATA[eYJ1MbwPRJtOvIEabaxHs7TX2D-HV71s79GUxqdUkjm6Gs2Ed1KF3ulAOA9H1xG0]]>"
        "</MediaId><Title><![CDATA[testCallBackReplyVideo]]></Title><Description>"
        "<![CDATA[testCallBackReplyVideo]]></Description></Video></xml>"
    )
    sealed = MessageCipher(K1, "wx2c2769f8efd9abc2")._sealed(b"HLFOQjbkfgUh46s8", plain.encode())
    made = signature("spamtest", "1415979516", "1320562132", sealed)
    assert made == "096d8cda45e4678ca23460f6b8cd281b3faf1fc3"


def test_v3_is_sealed_as_published() -> None:
    sealed = MessageCipher(K1, DEMO)._sealed(b"aaaabbbbccccdddd", "我是中文abcd123".encode())
    assert sealed == (
        "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=="
    )


def test_v4_opens_as_published() -> None:
    check("4f3ad57b6989f09f4eb392acce4f9e93942ed890", "pamtest", "1458300676", "260774613", V4)
    fields = xml.read(MessageCipher(K1, DEMO).decrypt(V4))
    assert (fields["Content"], fields["FromUserName"]) == ("hello", "asdasdasdsadasd")


def test_v5_opens_and_seals_as_published() -> None:
    key = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR"
    echo = (
        "4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q=="
    )
    check("dd6b9c95b495b3f7e2901bfbc76c664930ffdb96", "123456", "1411443780", "437374425", echo)
    assert MessageCipher(key, "wx49f0ab532d5d035a").decrypt(echo) == b"5927782489442352469"


@pytest.mark.parametrize("padding", range(1, 33))
def test_every_padding_opens_here_and_in_wechatpy(padding: int) -> None:
    length = next(n for n in range(1, 40) if 32 - (20 + n + len(DEMO)) % 32 == padding)
    text = "x" * length
    ours, theirs = MessageCipher(K1, DEMO), WeChatCrypto("token", K1, DEMO)
    assert ours.decrypt(PrpCrypto(theirs.key).encrypt(text, DEMO).decode()) == text.encode()
    assert PrpCrypto(theirs.key).decrypt(ours.encrypt(text.encode()), DEMO) == text


@pytest.mark.parametrize(
    "sealed",
    ["", "A", "====", "not base64", "AAAA", "A" * 64, "é" * 8],
)
def test_what_is_not_sealed_by_us_is_forged(sealed: str) -> None:
    with pytest.raises((Forged, ValueError)):
        MessageCipher(K1, DEMO).decrypt(sealed)


def test_another_accounts_message_is_forged() -> None:
    with pytest.raises(Forged):
        MessageCipher(K1, DEMO).decrypt(MessageCipher(K1, "wx0000").encrypt(b"<xml/>"))


def test_a_lying_length_is_forged() -> None:
    cipher = MessageCipher(K1, DEMO)
    for lie in (b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x00\x00\x00\xff"):
        body = b"r" * 16 + lie + b"<xml/>" + DEMO.encode()
        pad = 32 - len(body) % 32
        encryptor = cipher._cipher.encryptor()
        import base64

        sealed = base64.b64encode(
            encryptor.update(body + bytes([pad]) * pad) + encryptor.finalize()
        )
        with pytest.raises(Forged):
            cipher.decrypt(sealed.decode())


def test_during_a_rotation_the_old_key_still_opens_and_answers() -> None:
    ring = Keyring("token", DEMO, K1, KA)
    old = MessageCipher(KA, DEMO)
    opened, cipher = ring.open(old.encrypt(b"hello"))
    assert opened == b"hello"
    assert old.decrypt(cipher.encrypt(b"reply")) == b"reply"
