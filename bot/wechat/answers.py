"""Reading what the API answers, whatever it is: so much at most, and as an object or an error."""

import contextlib
import json
import zlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp

from bot.wechat.errors import NoConnection, Unknown, for_code

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=4)
MOST = 1 << 20  # bytes of an answer that are read, and that a packed one may unpack to
_PACKED = {"gzip", "x-gzip", "deflate"}
_EITHER = zlib.MAX_WBITS | 32  # zlib finds out which of them it is


def session() -> aiohttp.ClientSession:
    """Answers stay packed: aiohttp would unpack 200 MB before anybody can look at its size."""
    return aiohttp.ClientSession(
        timeout=TIMEOUT, auto_decompress=False, headers={"Accept-Encoding": "identity"}
    )


async def ask(http: aiohttp.ClientSession, method: str, url: str, **call: Any) -> dict[str, Any]:
    """The answer to one call. Raises the errors of bot.wechat.errors, and no others."""
    # Another address must not be shown the token that stands in this one.
    async with reaching(), http.request(method, url, allow_redirects=False, **call) as response:
        body = await _body(response)
        if response.status != 200:
            raise Unknown(f"HTTP {response.status}")
    return _answer(body)


@contextlib.asynccontextmanager
async def reaching() -> AsyncIterator[None]:
    """The network's failures as ours."""
    try:
        yield
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise NoConnection(f"no connection: {type(error).__name__}") from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise Unknown(type(error).__name__) from error


async def _body(response: aiohttp.ClientResponse) -> bytes:
    read = bytearray()
    async for piece in response.content.iter_any():
        read += piece
        if len(read) > MOST:
            raise Unknown("an answer of more than 1 MB")
    packed = response.headers.get("Content-Encoding", "").strip().lower() in _PACKED
    return _unpacked(bytes(read)) if packed else bytes(read)


def _unpacked(packed: bytes) -> bytes:
    try:
        unpacked = zlib.decompressobj(_EITHER).decompress(packed, MOST + 1)
    except zlib.error as error:
        raise Unknown("an answer that cannot be unpacked") from error
    if len(unpacked) > MOST:
        raise Unknown("an answer of more than 1 MB")
    return unpacked


def _answer(body: bytes) -> dict[str, Any]:
    """The answer, whatever content type it came as."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unknown("an answer that is not JSON") from error
    if not isinstance(answer, dict):
        raise Unknown("an answer that is not an object")
    if code := _code(answer):
        raise for_code(code, str(answer.get("errmsg", "")))
    return answer


def _code(answer: dict[str, Any]) -> int:
    """0 also when there is none, as in the answer to a query."""
    code = answer.get("errcode", 0)
    if not isinstance(code, int) or isinstance(code, bool):
        raise Unknown("an errcode that is no number")
    return code
