"""HTTP as it should not be: codings, lengths, headers, doors that are none."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache

from bot.simulator.wire import Push
from tests.survival import wire
from tests.survival.corpus.case import Case, Fate, Sending
from tests.survival.sockets import WEBHOOK, chunked, request

Make = Callable[[Push], Sending]
MEGABYTE = 1_000_000


def cases() -> Iterator[Case]:
    for table in (_CODINGS, _LENGTHS, _HEADS):
        for name, fate, make in table:
            yield Case(name, fate, lambda openid, m=make: m(_good(openid)))
    for name, fate, method, path in _DOORS:
        yield Case(name, fate, lambda openid, m=method, p=path: _at_door(openid, m, p))
    for name, raw in _BYTES:
        yield Case(name, "dropped", lambda openid, raw=raw: Sending(raw))


def _good(openid: str) -> Push:
    return wire.sealed(wire.text(openid, "帮助"), openid)


def _with(body: Callable[[bytes], bytes] = bytes, **headers: str | None) -> Make:
    """A good push, its body recoded and its headers changed."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda push: Sending(request(body(push.body), push.query, headers=named), push)


def _in_chunks(raw: bytes) -> Make:
    headers: dict[str, str | None] = {"Content-Length": None, "Transfer-Encoding": "chunked"}
    return lambda push: Sending(request(b"", push.query, headers=headers) + raw)


def _bomb(press: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    bomb = lru_cache(lambda: press(bytes(50 * MEGABYTE)))
    return lambda body: bomb()


def _short(body: bytes) -> bytes:
    return gzip.compress(body)[:40]


_CODINGS: tuple[tuple[str, Fate, Make], ...] = (
    ("says gzip and is not", "either", _with(Content_Encoding="gzip")),
    ("says deflate and is not", "either", _with(Content_Encoding="deflate")),
    ("says br and is not", "either", _with(Content_Encoding="br")),
    ("says what nobody knows", "either", _with(Content_Encoding="rot13")),
    ("gzip, as it says", "either", _with(gzip.compress, Content_Encoding="gzip")),
    ("gzip cut short", "refused", _with(_short, Content_Encoding="gzip")),
    ("gzip of 50 MB", "refused", _with(_bomb(gzip.compress), Content_Encoding="gzip")),
    ("deflate of 50 MB", "refused", _with(_bomb(zlib.compress), Content_Encoding="deflate")),
    ("another content type", "answered", _with(Content_Type="application/json")),
    ("a content type of signs", "answered", _with(Content_Type=";;=/=;charset=\\")),
    ("no content type", "answered", _with(Content_Type=None)),
    ("a form", "answered", _with(Content_Type="multipart/form-data; boundary=x")),
)

_LENGTHS: tuple[tuple[str, Fate, Make], ...] = (
    ("5 MB", "refused", _with(lambda body: bytes(5 * MEGABYTE), Content_Length=str(5 * MEGABYTE))),
    ("5 MB that say ten", "refused", _with(lambda body: b"x" * 5 * MEGABYTE, Content_Length="10")),
    ("a length of 5 GB", "refused", _with(Content_Length=str(5 * 2**30))),
    ("a length of a hundred digits", "dropped", _with(Content_Length="9" * 100)),
    ("a length below zero", "dropped", _with(Content_Length="-1")),
    ("a length in words", "dropped", _with(Content_Length="many")),
    ("no length", "dropped", _with(Content_Length=None)),
    ("a length and chunks", "dropped", _with(Transfer_Encoding="chunked")),
    ("200 KB in chunks", "refused", _in_chunks(chunked(*[b"x" * 4096] * 50) + b"0\r\n\r\n")),
    ("chunks that never end", "refused", _in_chunks(chunked(*[b"x" * 4096] * 50))),
    ("a chunk of no size", "dropped", _in_chunks(b"zz\r\nabc\r\n")),
    ("a chunk longer than it says", "dropped", _in_chunks(b"3\r\nabcdefgh\r\n0\r\n\r\n")),
    ("a chunk larger than the world", "dropped", _in_chunks(b"F" * 40 + b"\r\nabc")),
)

_HEADS: tuple[tuple[str, Fate, Make], ...] = (
    ("HTTP/1.0", "answered", lambda p: Sending(request(p.body, p.query, version="HTTP/1.0"), p)),
    ("HTTP/3.7", "dropped", lambda p: Sending(request(p.body, p.query, version="HTTP/3.7"), p)),
    ("another host", "answered", _with(Host="example.com:99999999")),
    ("no host", "dropped", _with(Host=None)),
    ("a forwarded address", "answered", _with(X_Forwarded_For="'; --", Forwarded="for=;;;")),
    ("a wish for a socket", "answered", _with(Connection="upgrade", Upgrade="websocket")),
    ("a cookie that is none", "answered", _with(Cookie='";;;=')),
    ("an expectation nobody meets", "dropped", _with(Expect="a miracle")),
    ("a header of 20 KB", "dropped", _with(X_Long="x" * 20_000)),
    ("a header with a NUL", "dropped", _with(X_Nul="a\0b")),
    ("1000 headers", "dropped", _with(**{f"X_{n}": "x" for n in range(1000)})),
)

_DOORS: tuple[tuple[str, Fate, str, str], ...] = (
    ("PUT", "refused", "PUT", WEBHOOK),
    ("DELETE", "refused", "DELETE", WEBHOOK),
    ("PATCH", "refused", "PATCH", WEBHOOK),
    ("OPTIONS", "refused", "OPTIONS", WEBHOOK),
    ("TRACE", "refused", "TRACE", WEBHOOK),
    ("a method nobody knows", "dropped", "BREW", WEBHOOK),
    ("GET with nothing", "refused", "GET", "/wechat?"),
    ("HEAD with nothing", "refused", "HEAD", "/wechat?"),
    ("a path out of the house", "refused", "POST", "/wechat/../etc/passwd"),
    ("a path with its end", "refused", "POST", "/wechat/"),
    ("a path in capitals", "refused", "POST", "/WeChat"),
    ("a path of bytes", "dropped", "POST", "/\xff\xfe"),
    ("a path of 20 KB", "dropped", "POST", "/" + "x" * 20_000),
    ("the simulator, which serve has not", "refused", "POST", "/_sim/clock/advance"),
)


def _at_door(openid: str, method: str, path: str) -> Sending:
    push = _good(openid)
    query = {} if path.endswith("?") else push.query
    return Sending(request(push.body, query, method=method, path=path.rstrip("?")), None, method)


_BYTES = (
    ("line ends", b"\r\n" * 1000 + b"x\r\n\r\n"),
    ("the beginning of TLS", bytes.fromhex("1603010200010001fc0303") + bytes(60) + b"\r\n\r\n"),
    ("the beginning of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    ("bytes of chance for HTTP", bytes(range(128, 256)) * 8 + b"\r\n\r\n"),
    ("a GET of bytes", b"GET /wechat?signature=\xff\xfe&echostr=1 HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("a GET of the first days", b"GET /wechat\r\n\r\n"),
)
