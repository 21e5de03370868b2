"""SQLite's own account of its log, read from the -shm file: how much of it counts, and how much of
it was copied into the database file. The format is written down at sqlite.org/walformat.html.

The file stays open as long as this is held: closing it would drop the locks of our connections.
"""

import contextlib
import os
import struct
from pathlib import Path
from typing import NamedTuple

_HEADER = struct.Struct("=IIIBBHIIIIIIII")  # stands there twice, the same when nobody writes it
_COPIED = struct.Struct("=IIIIIIQI")
_WHOLE = 2 * _HEADER.size + _COPIED.size
_VERSION = 3_007_000
_LOG_HEADER, _FRAME_HEADER = 32, 24  # bytes in the log before all frames, and before each


class Account(NamedTuple):
    """Of one moment. `salt` changes whenever the log is begun anew."""

    salt: tuple[int, int]
    log_bytes: int  # that the log must have at least
    copied: int  # frames that are in the database file too
    being_copied: int  # … or are on their way there: set before the first is written

    @property
    def quiet(self) -> bool:
        """Whether nobody is copying frames into the database file, or stopped in the middle."""
        return self.copied == self.being_copied

    @property
    def copies(self) -> tuple[object, ...]:
        """What changes with every copying into the database file."""
        return self.salt, self.copied, self.being_copied


class WalIndex:
    def __init__(self, file: Path) -> None:
        self._handle: int | None = None
        with contextlib.suppress(FileNotFoundError):
            self._handle = os.open(file, os.O_RDONLY)

    def close(self) -> None:
        """Only after the last connection of this process."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def read(self) -> Account | None:
        """None: not made yet, or being written at this moment."""
        if self._handle is None:
            return None
        found = os.pread(self._handle, _WHOLE, 0)
        if len(found) < _WHOLE or found[: _HEADER.size] != found[_HEADER.size : 2 * _HEADER.size]:
            return None
        version, _, _, made, _, page, frames, _, _, _, *salt, _, _ = _HEADER.unpack_from(found)
        if version != _VERSION or not made:
            return None
        page = 65_536 if page == 1 else page
        log_bytes = _LOG_HEADER + frames * (_FRAME_HEADER + page) if frames else 0
        copied, *_, being_copied = _COPIED.unpack_from(found, 2 * _HEADER.size)
        return Account((salt[0], salt[1]), log_bytes, copied, being_copied)
