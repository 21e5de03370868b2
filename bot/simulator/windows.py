"""The windows in which an account may write to a person first: 48 hours / 5, one minute / 3."""

from dataclasses import dataclass

LONG_MS, LONG_COUNT = 48 * 3600 * 1000, 5
SHORT_MS, SHORT_COUNT = 60 * 1000, 3


@dataclass(slots=True)
class Window:
    until: int = 0
    left: int = 0

    def is_open(self, now: int) -> bool:
        return now < self.until


class Windows:
    """The two windows of one person. Each interaction resets its own; they do not add up."""

    def __init__(self) -> None:
        self.message = Window()
        self.tap = Window()

    def after_message(self, now: int) -> bool:
        """True when an open window was reset."""
        again = self.message.is_open(now)
        self.message = Window(now + LONG_MS, LONG_COUNT)
        return again

    def after_tap(self, now: int) -> bool:
        """A menu click, a follow, a scan or a tapped msgmenu entry; True when one was reset."""
        again = self.tap.is_open(now)
        self.tap = Window(now + SHORT_MS, SHORT_COUNT)
        return again

    def close(self) -> None:
        self.message, self.tap = Window(), Window()

    def left(self, now: int) -> int:
        return sum(each.left for each in self._open(now))

    def until(self, now: int) -> int:
        """When the last open window closes; 0 when none is open."""
        return max((each.until for each in self._open(now)), default=0)

    def is_open(self, now: int) -> bool:
        return bool(self._open(now))

    def take(self, now: int) -> bool:
        """Use one message of the window that closes first; False when the open ones are used up."""
        for window in sorted(self._open(now), key=lambda each: each.until):
            if window.left:
                window.left -= 1
                return True
        return False

    def _open(self, now: int) -> list[Window]:
        return [each for each in (self.message, self.tap) if each.is_open(now)]
