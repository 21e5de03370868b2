"""How the last messages ended: the alarm that follows from it, and the pause while none can leave."""

from collections import deque
from itertools import takewhile

from bot.alarms import FAILURES_IN_A_ROW, Alarms
from bot.clock import Clock

LAST = 50  # messages that are looked back on
FORGOTTEN = 3_600_000  # milliseconds after which an ending says nothing about now
SHORTEST, LONGEST = 1_000, 600_000  # milliseconds of a pause


class Record:
    """Raises the alarm `delivery` while too much fails, and lets it fall by itself."""

    def __init__(self, alarms: Alarms, clock: Clock) -> None:
        self._alarms = alarms
        self._clock = clock
        self._ended: deque[tuple[int, str]] = deque(maxlen=LAST)  # when, and why not; "" for sent

    def note(self, failure: str = "") -> None:
        self._ended.append((self._clock.now(), failure))
        self.look()

    @property
    def in_a_row(self) -> int:
        """How many of the last ones failed, one after the other."""
        return sum(1 for _ in takewhile(bool, (why for _, why in reversed(self._ended))))

    def look(self) -> None:
        """Also now and then while nothing is sent: an old failure keeps no alarm up."""
        while self._ended and self._ended[0][0] <= self._clock.now() - FORGOTTEN:
            self._ended.popleft()
        failures = [why for _, why in self._ended if why]
        a_fifth = len(self._ended) == LAST and len(failures) * 5 >= LAST
        if self.in_a_row >= FAILURES_IN_A_ROW or a_fifth:
            said = f"{len(failures)} of the last {len(self._ended)} messages did not arrive"
            self._alarms.raise_("delivery", f"{said}: {failures[-1]}")
        else:
            self._alarms.clear("delivery")


class Pause:
    """In which nothing is sent; after it one message goes ahead, and the others when it arrived."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._length = 0
        self.until = 0

    @property
    def left(self) -> int:
        """Milliseconds until something may be sent again."""
        return max(self.until - self._clock.now(), 0)

    @property
    def trying(self) -> bool:
        """Whether nothing has arrived since it began."""
        return self._length > 0

    def begin(self, shortest: int = SHORTEST) -> None:
        """Each time it is needed again twice as long; what was on its way does not lengthen it."""
        if not self.left:
            self._length = min(2 * self._length, LONGEST)
        self._length = max(self._length, shortest)
        self.last_until(self._clock.now() + (shortest if self.left else self._length))

    def last_until(self, at: int) -> None:
        self._length = max(self._length, SHORTEST)
        self.until = max(self.until, at)

    def end(self) -> None:
        """A message has arrived; one that left before the pause proves nothing."""
        if not self.left:
            self._length = 0
