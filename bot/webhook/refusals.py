"""Refused pushes: counted by reason, and each reason logged once a minute while it goes on."""

import logging
import time
from collections import Counter

log = logging.getLogger(__name__)

BETWEEN = 60.0  # seconds between two lines about the same reason


class Refusals:
    """Reasons are our own few sentences, never anything that was sent."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()  # since the start: for whoever looks for a cause
        self._unsaid: Counter[str] = Counter()
        self._say_at: dict[str, float] = {}

    def note(self, reason: str) -> None:
        self.counts[reason] += 1
        self._unsaid[reason] += 1
        now = time.monotonic()
        if now >= self._say_at.get(reason, now):
            self._say_at[reason] = now + BETWEEN
            log.warning(
                "refused %d: %s", self._unsaid.pop(reason), reason, extra={"event": "push_refused"}
            )
