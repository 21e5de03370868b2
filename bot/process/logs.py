"""Structured logging: one JSON line per fact, without message texts, names or openids."""

import json
import logging
import sys
from datetime import UTC, datetime
from logging.handlers import MemoryHandler

MOST_HELD = 10_000  # lines
NEVER = logging.CRITICAL + 1


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
    handler: logging.Handler = stream
    if held:
        handler = MemoryHandler(MOST_HELD, flushLevel=NEVER, target=stream)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
