"""Envelopes: forged, and well signed around what cannot be opened."""

import base64
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlencode

from bot.simulator.wire import Push, element, prp, signature
from tests.survival import wire
from tests.survival.corpus.bodies import HELP, laughs
from tests.survival.corpus.case import Case, Fate, Sending
from tests.survival.sockets import posted, request

HOUR = 3600


def cases() -> Iterator[Case]:
    for name, encrypted in _ENCRYPTED:
        yield _refused(f"well signed: {name}", lambda openid, e=encrypted: _signed(e, openid))
    for name, plain in _PLAINS:
        yield _refused(f"well signed: {name}", lambda o, p=plain: _signed(_ciphered(p(o)), o))
    for name, around, signed in _BLANKS:
        yield Case(name, "answered", lambda o, a=around, s=signed: _spaced(o, a, signed=s), HELP)
    for name, body in _OUTER:
        yield _refused(f"well signed: {name}", lambda openid, b=body: _signed_body(b, openid))
    for name, forge in _FORGERIES:
        yield _refused(f"forged: {name}", lambda o, f=forge: f(wire.sealed(_wish(o), o)))
    for name, fate, change in _ADDRESSES:
        yield Case(f"signed: {name}", fate, lambda openid, c=change: _signed_as(c(), openid))
    for name, fate, write in _QUERIES:
        yield Case(name, fate, lambda o, w=write: _written(wire.sealed(_wish(o), o), w))


def _refused(name: str, make: Callable[[str], Sending]) -> Case:
    return Case(name, "refused", make)


def _wish(openid: str) -> str:
    return wire.text(openid, "活动")


# ------------------------------------------------------------------ well signed, not to be opened


def _signed(encrypted: str, openid: str) -> Sending:
    """Whatever stands in Encrypt, the address is signed for it."""
    body = f"<xml>{element('Encrypt', encrypted)}</xml>".encode()
    return Sending(request(body, wire.ENVELOPE.sign(encrypt=encrypted, openid=openid)))


def _spaced(openid: str, around: str, *, signed: bool) -> Sending:
    """Blanks around the ciphertext, which are `signed` with it or not."""
    good = wire.sealed(wire.text(openid, "帮助"), openid)
    sealed = good.body.decode().partition("<Encrypt><![CDATA[")[2].partition("]]>")[0]
    standing = around.replace("…", sealed)
    query = wire.ENVELOPE.sign(encrypt=standing if signed else sealed, openid=openid)
    body = good.body.replace(sealed.encode(), standing.encode())
    push = replace(good, body=body, query=query)
    return Sending(posted(push), push)


_BLANKS = (
    ("a blank before the ciphertext", " …", False),
    ("a line end behind the ciphertext", "…\n", False),
    ("blanks around the ciphertext", " \r\n\t…  \n", False),
    ("blanks around the ciphertext, signed with it", " …\n", True),
)


def _signed_body(body: bytes, openid: str) -> Sending:
    return Sending(request(body, wire.ENVELOPE.sign(encrypt="", openid=openid)))


_ENCRYPTED = (
    ("nothing encrypted", ""),
    ("not Base64", "这不是密文"),
    ("Base64 with other signs", "a-_b" * 16),
    ("Base64 of three bytes", "QUJD"),
    ("a block of garbage", "QUFB" * 16),
    ("not a multiple of a block", "QUFB" * 7),
    ("60 KB of garbage", "QUFB" * 15_360),
    ("entities", "&amp;" * 10),
)


def _ciphered(plain: bytes) -> str:
    return base64.b64encode(prp(wire.ACCOUNT.aes_key).cipher.encrypt(plain)).decode()


def _plain(openid: str, *, longer: int = 0, appid: str = wire.ACCOUNT.appid) -> bytes:
    """What is encrypted; `longer` is added to the length it declares."""
    clear = _wish(openid).encode()
    return b"r" * 16 + struct.pack(">I", len(clear) + longer) + clear + appid.encode()


def _padded(plain: bytes, sign: int | None = None) -> bytes:
    pad = 32 - len(plain) % 32
    return plain + bytes([pad if sign is None else sign]) * pad


_PLAINS: tuple[tuple[str, Callable[[str], bytes]], ...] = (
    ("padding of zero", lambda openid: _padded(_plain(openid), 0)),
    ("padding of 33", lambda openid: _padded(_plain(openid), 33)),
    ("padding of 255", lambda openid: _padded(_plain(openid), 255)),
    ("padding and nothing else", lambda openid: bytes([32]) * 32),
    ("a length of two gigabytes", lambda openid: _padded(_plain(openid, longer=2**31))),
    ("a length one too long", lambda openid: _padded(_plain(openid, longer=1))),
    ("a length one too short", lambda openid: _padded(_plain(openid, longer=-1))),
    ("another account's appid", lambda openid: _padded(_plain(openid, appid="wx0000000000000000"))),
    ("no appid", lambda openid: _padded(_plain(openid, appid=""))),
)

_OUTER = (
    ("no body", b""),
    ("blanks for a body", b"   "),
    ("an empty envelope", b"<xml/>"),
    ("no Encrypt", b"<xml><ToUserName>gh_survival001</ToUserName></xml>"),
    ("an empty Encrypt", b"<xml><Encrypt></Encrypt></xml>"),
    ("an Encrypt with parts", b"<xml><Encrypt><a>b</a></Encrypt></xml>"),
    ("two Encrypts", b"<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>"),
    ("a DOCTYPE outside", b"<!DOCTYPE xml><xml><Encrypt></Encrypt></xml>"),
    ("laughs outside", f"<!DOCTYPE xml [{laughs()}]><xml><Encrypt>&l9;</Encrypt></xml>".encode()),
    ("NULs outside", b"\0" * 100),
    ("an envelope nested 3000 deep", b"<xml>" + b"<a>" * 3000 + b"</a>" * 3000 + b"</xml>"),
)


# ------------------------------------------------------------------ forged


def _changed(**query: str | None) -> Callable[[Push], Sending]:
    """A good push under a changed query; None leaves a name out."""

    def change(push: Push) -> Sending:
        told = {name: value for name, value in (push.query | query).items() if value is not None}
        return Sending(request(push.body, told))

    return change


def _plain_body(**query: str) -> Callable[[Push], Sending]:
    body = _wish("oPlain").encode()
    return lambda push: Sending(request(body, wire.ENVELOPE.sign() | query))


def _from_another_key(push: Push) -> Sending:
    openid = wire.sender(push)
    return Sending(posted(wire.ENVELOPE.wrap(_wish(openid), openid=openid, key="f" * 42 + "A")))


def _of_another_push(push: Push) -> Sending:
    openid = wire.sender(push)
    return Sending(request(wire.sealed(wire.text(openid, "注销"), openid).body, push.query))


def _in_capitals(push: Push) -> Sending:
    return _changed(msg_signature=push.query["msg_signature"].upper())(push)


_FORGERIES: tuple[tuple[str, Callable[[Push], Sending]], ...] = (
    ("no address at all", lambda push: Sending(request(push.body))),
    ("both signatures wrong", _changed(signature="0" * 40, msg_signature="0" * 40)),
    ("the signature of the body wrong", _changed(msg_signature="0" * 40)),
    ("the signature of the body empty", _changed(msg_signature="")),
    ("the signature of the body missing", _changed(msg_signature=None)),
    ("a signature that is no ASCII", _changed(msg_signature="签" * 40)),
    ("a signature of 5000 characters", _changed(msg_signature="0" * 5000)),
    ("a signature in capitals", _in_capitals),
    ("the time missing", _changed(timestamp=None)),
    ("the nonce missing", _changed(nonce=None)),
    ("another nonce", _changed(nonce="1")),
    ("the kind of encryption missing", _changed(encrypt_type=None)),
    ("the kind of encryption in capitals", _changed(encrypt_type="AES")),
    ("the kind of encryption unknown", _changed(encrypt_type="rot13")),
    ("a plain body", _plain_body()),
    ("a plain body that says raw", _plain_body(encrypt_type="raw")),
    ("a plain body that says aes", _plain_body(encrypt_type="aes")),
    ("another key", _from_another_key),
    ("the body of another push", _of_another_push),
)


# ------------------------------------------------------------------ addresses, signed as they stand


def _signed_as(change: dict[str, str], openid: str) -> Sending:
    push = wire.sealed(_wish(openid), openid)
    query = push.query | change
    encrypted = push.body.decode().partition("<Encrypt><![CDATA[")[2].partition("]]>")[0]
    parts = (wire.ACCOUNT.token, query["timestamp"], query["nonce"])
    signed = {"signature": signature(*parts), "msg_signature": signature(*parts, encrypted)}
    push = replace(push, query=query | signed)
    return Sending(posted(push), push)


def _at(offset: int) -> dict[str, str]:
    return {"timestamp": str(wire.seconds() + offset)}


_ADDRESSES: tuple[tuple[str, Fate, Callable[[], dict[str, str]]], ...] = (
    ("an hour old", "refused", lambda: _at(-HOUR)),
    ("an hour early", "refused", lambda: _at(HOUR)),
    ("a time in words", "refused", lambda: {"timestamp": "now"}),
    ("no time", "refused", lambda: {"timestamp": ""}),
    ("a time below zero", "refused", lambda: {"timestamp": "-1"}),
    ("a time of forty digits", "refused", lambda: {"timestamp": "9" * 40}),
    ("a time of 5000 digits", "refused", lambda: {"timestamp": "9" * 5000}),
    ("a time in milliseconds", "refused", lambda: {"timestamp": f"{wire.seconds()}000"}),
    ("a time that is a NUL", "refused", lambda: {"timestamp": "\0"}),
    ("an empty nonce", "answered", lambda: {"nonce": ""}),
    ("a nonce of SQL", "either", lambda: {"nonce": "'; DROP TABLE nonce; --"}),
    ("a nonce of 4 KB", "answered", lambda: {"nonce": "7" * 4096}),
    ("a nonce of 10 KB", "dropped", lambda: {"nonce": "7" * 10_240}),
)


# ------------------------------------------------------------------ queries, around a good push


def _written(push: Push, write: Callable[[dict[str, str]], str]) -> Sending:
    return Sending(request(push.body, write(push.query)), push)


def _without_kind(query: dict[str, str]) -> str:
    return urlencode({name: value for name, value in query.items() if name != "encrypt_type"})


_FURTHER = "&".join(f"a{n}=1" for n in range(500))

_QUERIES: tuple[tuple[str, Fate, Callable[[dict[str, str]], str]], ...] = (
    ("encrypted, then raw", "refused", lambda query: f"{urlencode(query)}&encrypt_type=raw"),
    ("raw, then encrypted", "answered", lambda query: f"encrypt_type=raw&{urlencode(query)}"),
    ("encrypted twice", "answered", lambda query: f"{urlencode(query)}&encrypt_type=aes"),
    ("raw alone", "refused", lambda query: f"{_without_kind(query)}&encrypt_type=raw"),
    ("500 further parameters", "answered", lambda query: f"{urlencode(query)}&{_FURTHER}"),
    ("a query of signs", "refused", lambda query: "%%%&&&===???+++"),
    ("a query of bytes", "refused", lambda query: "%ff%fe=%00&signature=%ed%a0%80"),
    ("another's openid", "answered", lambda query: urlencode(query | {"openid": "oElse"})),
)
