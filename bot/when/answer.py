"""What a reading of a sentence comes to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.when.recurring import Every

Why = Literal["past", "vague", "none", "impossible"]
Meant = Literal["all", "one", "perhaps"]


@dataclass(frozen=True, slots=True)
class When:
    """A time, or why there is none; `at` and `guess` lie ahead, in Shanghai time.

    With a `guess` to be confirmed, `every` and `rule` say how it would recur.
    `spans` are the places of the text that the time words take, which say a day, an hour or both.
    `also` are further times said beside it, all of them `meant`, or one, or perhaps only the first.
    """

    at: datetime | None
    every: Every | None = None
    rule: str | None = None
    why: Why | None = None
    guess: datetime | None = None
    spans: tuple[tuple[int, int], ...] = ()
    dated: bool = False
    timed: bool = False
    also: tuple["When", ...] = ()
    meant: Meant = "perhaps"

    def placed(self, spans: tuple[tuple[int, int], ...], *, dated: bool, timed: bool) -> "When":
        """The same with the places of its words; `replace` would take three times as long."""
        found = (self.at, self.every, self.rule, self.why, self.guess)
        return When(*found, spans, dated, timed, self.also, self.meant)


def asked(why: Why, guess: datetime | None = None) -> When:
    return When(None, why=why, guess=guess)
