"""Access tokens of the two endpoints, which know nothing of each other."""

import re
from dataclasses import dataclass
from secrets import token_urlsafe

from bot.clock import Clock, moment

LIFE_MS = 7200 * 1000
LAST_MS = 5 * 60 * 1000  # a stable token is renewed this long before its end
FORCE_PAUSE_MS = 30 * 1000
FORCED_A_DAY = 20
PLAIN_A_DAY = 2000
_FORM = re.compile(r"96_[\w-]{100,}")


class DayCount:
    """How often in one day of Beijing, which begins the count anew."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._day = ""
        self.count = 0

    def add(self) -> int:
        day = moment(self._clock.now()).date().isoformat()
        if day != self._day:
            self._day, self.count = day, 0
        self.count += 1
        return self.count


@dataclass(slots=True)
class Token:
    text: str
    until: int
    superseded: bool = False


class Tokens:
    """Issues, renews, revokes and checks tokens."""

    def __init__(self, clock: Clock, old_token_ms: int) -> None:
        self._clock = clock
        self._old_token_ms = old_token_ms
        self._issued: dict[str, Token] = {}
        self._plain: Token | None = None
        self._stable: Token | None = None
        self._plain_today = DayCount(clock)
        self._forced_today = DayCount(clock)
        self._forced_at = -FORCE_PAUSE_MS

    def plain(self) -> tuple[str, int] | None:
        """A new token and its seconds; the former one lives on a little. None over the quota."""
        if self._plain_today.add() > PLAIN_A_DAY:
            return None
        if self._plain is not None:
            self._supersede(self._plain, self._old_token_ms)
        self._plain = self._issue()
        return self._told(self._plain)

    def stable(self, *, force: bool) -> tuple[str, int]:
        """The same token until its last five minutes, unless a forced renewal is granted."""
        current = self._stable
        if current is not None and force and self._may_force():
            self._supersede(current, 0)
            current = None
        if current is None or current.superseded or self._left(current) <= LAST_MS:
            current = self._issue()
        self._stable = current
        return self._told(current)

    def revoke(self) -> None:
        """All tokens die before their time."""
        for token in self._issued.values():
            self._supersede(token, 0)

    def refusal(self, text: str) -> int:
        """The errcode for this token, 0 when it is good."""
        if not text:
            return 41001
        token = self._issued.get(text)
        if token is None:
            return 40001 if _FORM.fullmatch(text) else 40014
        if self._left(token) > 0:
            return 0
        return 40001 if token.superseded else 42001

    def revoked_early(self, text: str) -> bool:
        token = self._issued.get(text)
        return token is not None and token.superseded

    def _issue(self) -> Token:
        text = f"96_{token_urlsafe(130)}"
        self._issued[text] = Token(text, self._clock.now() + LIFE_MS)
        return self._issued[text]

    def _supersede(self, token: Token, after_ms: int) -> None:
        token.superseded = True
        token.until = min(token.until, self._clock.now() + after_ms)

    def _may_force(self) -> bool:
        now = self._clock.now()
        if now - self._forced_at < FORCE_PAUSE_MS or self._forced_today.add() > FORCED_A_DAY:
            return False
        self._forced_at = now
        return True

    def _left(self, token: Token) -> int:
        return token.until - self._clock.now()

    def _told(self, token: Token) -> tuple[str, int]:
        return token.text, self._left(token) // 1000
