"""Structured logging: one JSON line per fact, without message texts, names or openids."""

import json
import logging
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from logging.handlers import MemoryHandler

MOST_HELD = 10_000  # lines
NEVER = logging.CRITICAL + 1
OF_OTHERS = ("aiohttp", "asyncio")  # libraries, which speak as often as strangers make them
BETWEEN = 60.0  # seconds between two lines of theirs about the same thing
MOST_KNOWN = 1_000  # things


class Seldom(logging.Filter):
    """Whoever sends bytes that are no request, or takes every connection there is, must not fill the
    disk with what the libraries say to each: once a minute, and how many more there were since."""

    def __init__(self) -> None:
        super().__init__()
        self._say_at: dict[object, float] = {}
        self._unsaid: Counter[object] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.partition(".")[0] not in OF_OTHERS:
            return True
        what = _what(record)
        now = time.monotonic()
        if now < self._say_at.get(what, now):
            self._unsaid[what] += 1
            return False
        if len(self._say_at) >= MOST_KNOWN:
            self._say_at.clear()
            self._unsaid.clear()
        self._say_at[what] = now + BETWEEN
        record.more = self._unsaid.pop(what, 0)
        return True


def _what(record: logging.LogRecord) -> object:
    """Without what differs each time: addresses, and what was sent."""
    error = type(record.exc_info[1]) if record.exc_info else None
    return record.name, str(record.msg).partition("\n")[0], error


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": getattr(record, "event", record.name),
            "message": record.getMessage(),
        }
        if code := getattr(record, "code", ""):
            line["code"] = code
        if more := getattr(record, "more", 0):
            line["more"] = more
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = place_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def place_of(error: BaseException) -> str:
    """Type and place of an error; its text may hold what somebody typed, so it is left out."""
    trace = error.__traceback__
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' < '.join(reversed(places[-6:]))}"


def start(level: int = logging.INFO, *, held: bool = False) -> None:
    """`held`: until the process ends, so that no line falls into what a command shows meanwhile."""
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(JsonLines())
    stream.addFilter(Seldom())
    handler: logging.Handler = stream
    if held:
        handler = MemoryHandler(MOST_HELD, flushLevel=NEVER, target=stream)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
