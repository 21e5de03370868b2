"""What an operator must know: raised once in the log, shown in /healthz until it is over."""

import logging

log = logging.getLogger(__name__)

# When they are raised.
FAILURES_IN_A_ROW = 10  # messages that did not arrive; a fifth of the last 50 raises it too
COPY_HOURS = 48  # after which the last copy of the database is too old: two nights were missed
FREE_MEGABYTES = 500  # beside the database; below that an import or a copy may fill the disk


class Alarms:
    def __init__(self) -> None:
        self._raised: dict[str, str] = {}

    def raise_(self, name: str, sentence: str) -> None:
        if name not in self._raised:
            log.error(sentence, extra={"event": f"alarm_{name}"})
        self._raised[name] = sentence

    def clear(self, name: str) -> None:
        if self._raised.pop(name, None) is not None:
            log.info("over: %s", name, extra={"event": f"alarm_{name}_over"})

    @property
    def raised(self) -> dict[str, str]:
        return dict(self._raised)
