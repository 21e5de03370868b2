"""Strangers cannot fill the disk with log lines: what libraries say of them is said seldom."""

import contextlib
import resource
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.survival import committee, sockets, wire
from tests.survival.process import Process

NONSENSE = (
    b"\x00\x01 no request\r\n\r\n",
    b"POST /wechat HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
    b"POST /wechat HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /wechat HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
    b"GET /wechat?nonce=\xff HTTP/1.1\r\nA: " + b"a" * 20_000 + b"\r\n\r\n",
)
LINES = 20  # a line for each kind of nonsense, and what a start says


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    database = committee.prepared(tmp_path, lambda tx: None)
    own = {"BOT_DATABASE": committee.url(database), "BOT_WECHAT_API_BASE": "http://127.0.0.1:1"}
    with Process("serve", wire.SETTINGS | own) as process:
        process.port()
        yield process


def test_bytes_that_are_no_request(process: Process) -> None:
    for _ in range(60):
        for raw in NONSENSE:
            sockets.sent(process.port(), raw)
    assert len(process.facts()) < LINES


def test_no_more_connections_than_the_system_gives(process: Process) -> None:
    """Each try to take one more is told by asyncio, a thousand times a second."""
    pid = process.pid
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (40, 40))
    with contextlib.ExitStack() as held:
        for _ in range(60):
            held.enter_context(socket.create_connection(("127.0.0.1", process.port()), 5))
        time.sleep(2.5)
        assert len(process.facts()) < LINES
    time.sleep(1.5)
    assert (
        sockets.sent(process.port(), sockets.request(method="GET", path="/healthz")).status == 200
    )
