"""How much one person may send at once: so that nobody makes all the others wait."""

import time

REMEMBERED = 20_000  # people whose allowance is known to be partly used
DEAR = 0.02  # seconds of work that count as one message more
AT_ONCE = 10  # the part of it that may be under way at the same time: a tenth
DEAREST = 0.5  # share of the whole allowance that one message may take at most


class Allowance:
    """A bucket of messages for each openid, which fills by itself; slow ones take more of it.

    Kept is the moment at which a bucket will be full again: one number for each person.
    """

    def __init__(self, messages: int, per_minute: int) -> None:
        self._refill = 60.0 / per_minute  # seconds for one message
        self._whole = messages * self._refill
        self._at_once = max(3, messages // AT_ONCE)
        self._full_at: dict[str, float] = {}
        self._under_way: dict[str, int] = {}
        self._told: set[str] = set()  # who has been refused since their last message was taken

    def takes(self, openid: str) -> bool:
        """Whether one more message of theirs is answered now; then it is counted, and under way
        until `done`."""
        now = time.monotonic()
        full_at = max(self._full_at.get(openid, now), now) + self._refill
        under_way = self._under_way.get(openid, 0)
        if full_at - now > self._whole or under_way >= self._at_once:
            return False
        self._full_at[openid] = full_at
        self._under_way[openid] = under_way + 1
        if self._told:
            self._told.discard(openid)
        if len(self._full_at) > REMEMBERED:
            self._let_go(now)
        return True

    def done(self, openid: str) -> None:
        under_way = self._under_way.pop(openid) - 1
        if under_way:
            self._under_way[openid] = under_way

    def charge(self, openid: str, seconds: float) -> None:
        """What the work for their message took is counted too, when it took long."""
        if seconds > DEAR and openid in self._full_at:
            more = min(self._refill * seconds / DEAR, self._whole * DEAREST)
            self._full_at[openid] += more

    def first_refusal(self, openid: str) -> bool:
        """They are told once that it is too much; what follows at once is let pass in silence."""
        if openid in self._told:
            return False
        self._told.add(openid)
        return True

    def _let_go(self, now: float) -> None:
        """Of buckets that are full again; should too many be left, of those that are next."""
        left = sorted((at, openid) for openid, at in self._full_at.items() if at > now)
        self._full_at = {openid: at for at, openid in left[-REMEMBERED // 2 :]}
        self._told &= self._full_at.keys()
