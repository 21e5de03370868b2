"""Work for a child that goes wrong in the ways work can."""

import os
from collections.abc import Iterator
from itertools import count
from typing import Any


def turning(request: Any, rows: Iterator[Any]) -> Iterator[Any]:
    while True:
        pass
    yield


def counting(request: Any, rows: Iterator[Any]) -> Iterator[Any]:
    for _ in count():
        yield {"pid": os.getpid()}


def known(request: Any, rows: Iterator[Any]) -> Iterator[Any]:
    yield {"names": list(os.environ)}


def stumbling(request: Any, rows: Iterator[Any]) -> Iterator[Any]:
    raise ValueError(request)
    yield
