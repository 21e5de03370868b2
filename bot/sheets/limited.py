"""The child's side of work that might take too much: limits first, then the work, answers as JSON lines."""

import importlib
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from time import perf_counter
from typing import Any

import msgspec

from bot.terminal.logs import place_of

FLUSH = 0.1  # seconds an answer may wait for others to leave with

Work = Callable[[Any, Iterator[Any]], Iterable[Any]]


def limit(memory: int, seconds: int) -> None:
    """Of address space in bytes, of processor time; and no core file with people's names in it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def main(arguments: list[str]) -> int:
    named, memory, seconds = arguments
    limit(int(memory), int(seconds))
    decoded = map(msgspec.json.decode, sys.stdin.buffer)
    try:
        _answer(_work(named)(next(decoded), decoded))
    except Exception as error:  # whatever a file makes a library stumble over; the parent logs it
        _write(msgspec.json.encode({"died": place_of(error)}), flush=True)
        return 1
    return 0


def _work(named: str) -> Work:
    module, _, function = named.partition(":")
    work: Work = getattr(importlib.import_module(module), function)
    return work


def _answer(answers: Iterable[Any]) -> None:
    encode, flushed = msgspec.json.Encoder().encode, perf_counter()
    for answer in answers:
        due = perf_counter() - flushed > FLUSH
        _write(encode(answer), flush=due)
        flushed = perf_counter() if due else flushed
    sys.stdout.buffer.flush()


def _write(answer: bytes, *, flush: bool) -> None:
    sys.stdout.buffer.write(answer + b"\n")
    if flush:
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
