"""HTTP by hand: requests as bytes, so that they may be wrong, and answers with how long they took."""

import contextlib
import http.client
import socket
import time
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import urlencode

from bot.simulator.wire import Push

PATIENCE = 10.0  # seconds after which a server that says nothing has failed
WEBHOOK = "/wechat"


@dataclass(frozen=True, slots=True)
class Answer:
    """No status: the connection was closed without one."""

    status: int | None
    body: bytes
    seconds: float


def request(
    body: bytes = b"",
    query: dict[str, str] | str = "",
    *,
    method: str = "POST",
    path: str = WEBHOOK,
    version: str = "HTTP/1.1",
    headers: dict[str, str | None] | None = None,
) -> bytes:
    """A request; a header of None is left out."""
    told = query if isinstance(query, str) else urlencode(query)
    fields: dict[str, str | None] = {
        "Host": "127.0.0.1",
        "User-Agent": "Mozilla/4.0",
        "Content-Type": "text/xml",
        "Content-Length": str(len(body)),
    }
    fields |= headers or {}
    head = [f"{method} {path}{'?' if told else ''}{told} {version}"]
    head += [f"{name}: {value}" for name, value in fields.items() if value is not None]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


def posted(push: Push, headers: dict[str, str | None] | None = None) -> bytes:
    """A push as WeChat posts it, with some headers changed."""
    return request(push.body, push.query, headers=headers)


def chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)


def sent(port: int, raw: bytes, method: str = "POST") -> Answer:
    """Send the bytes and read one answer."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        with contextlib.suppress(ConnectionError):  # refused before all of it was taken
            connection.sendall(raw)
        return _answer(connection, method, began)


def dripped(port: int, raw: bytes, drops: bytes, pause: float) -> Answer:
    """Send the bytes, then one more each `pause` seconds until there is an answer."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.sendall(raw)
        for drop in drops:
            if _readable(connection, pause) or time.monotonic() - began > PATIENCE:
                break
            connection.sendall(bytes([drop]))
        return _answer(connection, "POST", began)


def pipelined(port: int, requests: list[bytes]) -> list[bytes]:
    """Send them all before reading; the bodies of the answers, in order."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.sendall(b"".join(requests))
        with connection.makefile("rb") as stream:
            return [_body(stream) for _ in requests]


def _body(stream: BinaryIO) -> bytes:
    assert stream.readline().startswith(b"HTTP/1.1 200")
    headers = http.client.parse_headers(stream)
    return stream.read(int(headers["Content-Length"]))


def dropped(port: int, raw: bytes) -> None:
    """Send the bytes and hang up."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.sendall(raw)


def _readable(connection: socket.socket, seconds: float) -> bool:
    connection.settimeout(seconds)
    try:
        return bool(connection.recv(1, socket.MSG_PEEK))
    except TimeoutError:
        return False
    finally:
        connection.settimeout(PATIENCE)


def _answer(connection: socket.socket, method: str, began: float) -> Answer:
    response = http.client.HTTPResponse(connection, method=method)
    try:
        response.begin()
        body = response.read()
    except (http.client.HTTPException, ConnectionError):
        return Answer(None, b"", time.monotonic() - began)
    finally:
        response.close()
    return Answer(response.status, body, time.monotonic() - began)
