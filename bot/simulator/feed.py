"""The chats as people see them, and those who listen to them."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import partial
from itertools import count
from typing import Any, Literal

from bot.simulator.content import Content, recalled
from bot.simulator.diary import Diary

By = Literal["user", "account", "system"]
MOST = 500  # lines of one chat


@dataclass(frozen=True, slots=True)
class Line:
    """One bubble, or one grey line of the system. `number` grows over all chats."""

    number: int
    openid: str
    by: By
    at: int
    channel: str
    content: Content

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class News:
    """Something a listener is told: a line, the clock, a follow."""

    event: str
    data: dict[str, Any]


class Listener:
    """A stream of news about some people; `None` in the queue ends it."""

    def __init__(self, openids: Iterable[str]) -> None:
        self.openids = frozenset(openids)
        self.queue: asyncio.Queue[News | None] = asyncio.Queue()


class Feed:
    """The newest lines of every chat; the diary's are there from the start."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._lines: dict[str, deque[Line]] = defaultdict(partial(deque, maxlen=MOST))
        last = 0
        for kept in diary.lines:
            line = Line(**{**kept, "content": recalled(kept["content"])})
            self._lines[line.openid].append(line)
            last = line.number
        self._numbers = count(last + 1)
        self._listeners: set[Listener] = set()

    def add(self, openid: str, by: By, at: int, channel: str, content: Content) -> Line:
        line = Line(next(self._numbers), openid, by, at, channel, content)
        self._lines[openid].append(line)
        said = line.as_json()
        self._diary.note_line(said)
        self.tell(News("line", said), openid)
        return line

    def lines(self, openid: str, after: int = 0) -> list[Line]:
        return [line for line in self._lines.get(openid, ()) if line.number > after]

    @property
    def openids(self) -> list[str]:
        """Whoever has a chat."""
        return list(self._lines)

    def tell(self, news: News, openid: str | None = None) -> None:
        """Without an openid everybody is told."""
        for listener in self._listeners:
            if openid is None or openid in listener.openids:
                listener.queue.put_nowait(news)

    def listen(self, openids: Iterable[str], after: int) -> Listener:
        """A listener who first gets what came after line `after`."""
        listener = Listener(openids)
        missed = [line for openid in listener.openids for line in self.lines(openid, after)]
        for line in sorted(missed, key=lambda each: each.number):
            listener.queue.put_nowait(News("line", line.as_json()))
        self._listeners.add(listener)
        return listener

    def forget(self, listener: Listener) -> None:
        self._listeners.discard(listener)

    def close(self) -> None:
        for listener in self._listeners:
            listener.queue.put_nowait(None)
