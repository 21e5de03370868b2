"""The load generator: keep-alive connections, one message under way on each, no framework."""

import gc
import select
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

PATIENCE = 10.0  # seconds a reply may take before the bench gives up

Reply = tuple[int, int, bytes]  # sender, status, body


class Stalled(Exception):
    """The server closed a connection or did not answer."""


@dataclass(slots=True)
class Round:
    """What came back; latencies in seconds, of the replies that came within `elapsed`."""

    elapsed: float
    busy: float  # share of the time the generator itself was working
    latencies: list[float]
    replies: list[Reply]

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.elapsed

    def latency(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(slots=True)
class _Line:
    """One sender's connection."""

    sender: int
    wire: socket.socket
    requests: Iterator[bytes]
    sent_at: float = 0.0
    buffer: bytes = b""

    def send(self) -> bool:
        """False when this sender has nothing more to say."""
        request = next(self.requests, None)
        if request is None:
            return False
        self.sent_at = time.perf_counter()
        self.wire.sendall(request)
        return True

    def receive(self) -> tuple[int, bytes] | None:
        """Status and body, None while the reply is incomplete."""
        data = self.wire.recv(65536)
        if not data:
            raise Stalled("the server closed a connection")
        self.buffer += data
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0:
            return None
        start = self.buffer.index(b"Content-Length: ") + 16
        end = head + 4 + int(self.buffer[start : self.buffer.index(b"\r\n", start)])
        if len(self.buffer) < end:
            return None
        status, body = int(self.buffer[9:12]), self.buffer[head + 4 : end]
        self.buffer = self.buffer[end:]
        return status, body


@dataclass(slots=True)
class _Notes:
    latencies: list[float] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)


def connected(port: int) -> socket.socket:
    wire = socket.create_connection(("127.0.0.1", port), PATIENCE)
    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return wire


def drive(port: int, decks: Sequence[Sequence[bytes]], seconds: float, *more: int) -> Round:
    """Each deck is one sender's; ends when time is up or somebody has nothing more to say.

    With `more` ports the senders take turns: a server behind each.
    """
    ports = [port, *more]
    lines = [_Line(n, connected(ports[n % len(ports)]), iter(deck)) for n, deck in enumerate(decks)]
    notes = _Notes()
    gc.collect()
    gc.disable()
    try:
        began, cpu = time.perf_counter(), time.process_time()
        _talk(lines, notes, began + seconds)
        elapsed, busy = time.perf_counter() - began, time.process_time() - cpu
        counted = len(notes.latencies)
        _hear_out(lines, notes)
    finally:
        gc.enable()
        for line in lines:
            line.wire.close()
    return Round(elapsed, busy / elapsed, notes.latencies[:counted], notes.replies)


def _talk(lines: Sequence[_Line], notes: _Notes, until: float) -> None:
    by_number = {line.wire.fileno(): line for line in lines}
    poll = select.epoll()
    for number, line in by_number.items():
        poll.register(number, select.EPOLLIN)
        line.send()
    going = True
    while going and time.perf_counter() < until:
        for number, _ in poll.poll(PATIENCE) or _nothing():
            line = by_number[number]
            if _heard(line, notes):
                going = line.send() and going
    poll.close()


def _heard(line: _Line, notes: _Notes) -> bool:
    reply = line.receive()
    if reply is None:
        return False
    notes.latencies.append(time.perf_counter() - line.sent_at)
    notes.replies.append((line.sender, *reply))
    line.sent_at = 0.0
    return True


def _nothing() -> list[tuple[int, int]]:
    raise Stalled(f"no answer within {PATIENCE:.0f} s")


def _hear_out(lines: Sequence[_Line], notes: _Notes) -> None:
    """Replies still under way are checked, but not counted."""
    for line in lines:
        while line.sent_at and not _heard(line, notes):
            pass


def lone(port: int, requests: Sequence[bytes], pause: float) -> Round:
    """One sender who waits between messages."""
    line = _Line(0, connected(port), iter(requests))
    notes = _Notes()
    began = time.perf_counter()
    with line.wire:
        while line.send():
            _hear_out([line], notes)
            time.sleep(pause)
    return Round(time.perf_counter() - began, 0.0, notes.latencies, notes.replies)
