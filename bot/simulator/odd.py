"""Answers of the API that no caller expects: from a proxy, a broken server, or somebody who means ill."""

import gzip
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from aiohttp import web

BOMB_MEGABYTES = 200
_MEGABYTE = b" " * (1 << 20)


@dataclass(frozen=True, slots=True)
class Odd:
    """`announced` bytes are promised; when fewer come, the connection ends in the middle."""

    body: Callable[[], bytes]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    announced: int = 0

    async def send(self, request: web.Request) -> web.StreamResponse:
        body = self.body()
        response = web.StreamResponse(status=self.status, headers=self.headers)
        response.content_type = "text/plain"
        response.content_length = self.announced or len(body)
        await response.prepare(request)
        await response.write(body)
        if self.announced and request.transport is not None:
            request.transport.abort()
        return response


@cache
def _bomb() -> bytes:
    """A few hundred kilobytes that unpack to 200 MB."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=6) as file:
        for _ in range(BOMB_MEGABYTES):
            file.write(_MEGABYTE)
    return packed.getvalue()


_GZIP = {"Content-Encoding": "gzip"}


def _said(text: str) -> Odd:
    return Odd(text.encode)


ODD = {
    "empty": _said(""),
    "html": _said("<html><body>502 Bad Gateway</body></html>"),
    "half": _said('{"errcode":0,"errm'),
    "cut": Odd(lambda: b'{"errcode":0,', announced=40),
    "object": _said("{}"),
    "list": _said("[]"),
    "null": _said("null"),
    "word": _said('{"errcode":"busy","errmsg":"try later"}'),
    "fraction": _said('{"errcode":0.5}'),
    "endless": _said('{"errcode":1e999}'),
    "flag": _said('{"errcode":true}'),
    "digits": Odd(lambda: b'{"errcode":' + b"9" * 5_000 + b"}"),
    "deep": Odd(lambda: b"[" * 100_000),
    "bytes": Odd(lambda: b"\xff\xfe{\x00}\x00"),
    "no_expiry": _said('{"errcode":0,"access_token":"Z"}'),
    "no_text": _said('{"errcode":0,"access_token":7,"expires_in":7200}'),
    "no_words": _said(r'{"errcode":-2,"errmsg":"\u0000\ud800"}'),
    "no_letters": _said(r'{"access_token":"\u0000\ud800","expires_in":7200}'),
    "long": Odd(lambda: _MEGABYTE * 2 + b"{}"),
    "bomb": Odd(_bomb, headers=_GZIP),
    "broken_gzip": Odd(lambda: b"\x1f\x8b\x08 no gzip at all", headers=_GZIP),
    "unheard_of": Odd(lambda: b"{}", headers={"Content-Encoding": "br"}),
    "elsewhere": Odd(lambda: b"", status=302, headers={"Location": "/cgi-bin/nowhere"}),
    "gone": Odd(lambda: b"{}", status=503),
}
