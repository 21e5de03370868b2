"""What the phones show and how far the clock is ahead, in one file that survives `kill -9`.

A JSON line per happening, handed to the system at once; written anew, with the newest lines only,
at each start and whenever it has grown to twice their number.
"""

import json
import logging
from collections import deque
from pathlib import Path
from typing import Any, TextIO

log = logging.getLogger(__name__)

MOST_LINES = 10_000  # bubbles kept, over all phones


class Diary:
    """Without a path nothing is kept."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._file: TextIO | None = None
        self._noted = 0
        self.ahead = 0  # milliseconds that the clock was moved by
        self.following: dict[str, bool] = {}
        self.lines: deque[dict[str, Any]] = deque(maxlen=MOST_LINES)

    def open(self, *, anew: bool = False) -> None:
        """Recall what was noted, unless a new story begins. Nobody else may use the file."""
        if self._path is None:
            return
        if not anew and self._path.exists():
            with self._path.open(encoding="utf-8", errors="replace") as file:
                for line in file:
                    self._recall(line)
        self._write_anew()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def note_ahead(self, milliseconds: int) -> None:
        self.ahead = milliseconds
        self._note("ahead", milliseconds)

    def note_following(self, openid: str, following: bool) -> None:
        self.following[openid] = following
        self._note("following", [openid, following])

    def note_line(self, line: dict[str, Any]) -> None:
        if self._path is not None:
            self.lines.append(line)
            self._note("line", line)

    def _note(self, kind: str, value: Any) -> None:
        if self._file is None:
            return
        try:
            self._file.write(_json(kind, value))
            self._file.flush()
            self._noted += 1
            if self._noted > 2 * MOST_LINES:
                self._write_anew()
        except OSError:  # the demo goes on; only its next start will know less
            log.exception("not noted", extra={"event": "diary_failed"})

    def _recall(self, text: str) -> None:
        try:
            kind, value = json.loads(text)
            if kind == "ahead":
                self.ahead = int(value)
            elif kind == "following":
                self.following[str(value[0])] = bool(value[1])
            elif kind == "line":
                self.lines.append(value)
        except (ValueError, TypeError, LookupError):  # the last line of one that was killed
            return

    def _write_anew(self) -> None:
        assert self._path is not None  # noqa: S101 - only what is kept is written
        self.close()
        new = self._path.with_suffix(".new")
        with new.open("w", encoding="utf-8") as file:
            file.write(_json("ahead", self.ahead))
            file.writelines(_json("following", each) for each in self.following.items())
            file.writelines(_json("line", line) for line in self.lines)
        new.replace(self._path)
        self._file = self._path.open("a", encoding="utf-8")
        self._noted = len(self.lines)


def _json(kind: str, value: Any) -> str:
    return json.dumps([kind, value], ensure_ascii=False) + "\n"
