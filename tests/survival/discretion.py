"""What a log must keep to itself, and whether it does."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.survival import wire

CHINESE = re.compile(r"[\u3400-\u9fff]")
ACCESS_TOKEN = re.compile(r"96_[\w-]{20}")
_SECRETS = (wire.ACCOUNT.token, wire.ACCOUNT.secret, wire.ACCOUNT.aes_key)


@dataclass
class Confidences:
    """What people and the account's owner entrusted to the assistant."""

    people: list[str] = field(default_factory=list)  # openids and names
    digits: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # said and heard
    secrets: tuple[str, ...] = _SECRETS

    def told_by(self, facts: list[dict[str, Any]]) -> list[str]:
        """What of it stands in the lines of a log, whatever the line."""
        told = [where for fact in facts for where in _spoken(fact)]
        return [line for line in told if self._tells(line)]

    def _tells(self, line: str) -> bool:
        exact = (*self.people, *self.secrets, *(text for text in self.texts if len(text) > 3))
        numbers = "|".join(self.digits) or "no digits"
        return bool(
            CHINESE.search(line)
            or ACCESS_TOKEN.search(line)
            or re.search(rf"(?<!\d)({numbers})(?!\d)", line)
            or any(each in line for each in exact)
        )


def _spoken(fact: dict[str, Any]) -> list[str]:
    """All but the moment and the code of a failure, which are digits of chance."""
    return [f"{name}: {value}" for name, value in fact.items() if name not in ("at", "code")]
