"""What an operator must know: raised once in the log, shown in /healthz until it is over."""

import logging

log = logging.getLogger(__name__)


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
