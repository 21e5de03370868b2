"""What a number or a word answers now: the newest menu that came as a reply, for ten minutes."""

import hmac
from collections.abc import Sequence
from typing import NamedTuple

from bot.language.numbers import placed
from bot.language.text import chosen_number, redacted
from bot.message import Choice, Menu
from bot.store.tx import Row, Tx, packed, unpacked

FRESH = 10 * 60_000


class Prompt(NamedTuple):
    offered: Sequence[tuple[str, str, Sequence[str]]]  # choices as stored: at most one is needed
    again: Choice | None
    about: str
    fresh: bool
    asks: bool
    offered_at: int = 0

    @property
    def entry(self) -> str:
        """What its entries bear when they can be tapped: no other menu's, and nobody else's."""
        return str(self.offered_at)

    def tapped(self, entry: str, said: str) -> Choice | None:
        """What a tap on this menu chooses; None for one that it never offered, or not any more."""
        if not self.fresh or not hmac.compare_digest(entry.encode(), self.entry.encode()):
            return None
        number = chosen_number(said)
        return self.worded(said) if number is None else self.numbered_as(number)

    @property
    def choices(self) -> list[Choice]:
        return [Choice(action, argument, tuple(words)) for action, argument, words in self.offered]

    @property
    def numbered(self) -> list[Choice]:
        return [Choice(action, argument) for action, argument, words in self.offered if not words]

    @property
    def lines(self) -> list[Choice]:
        """What numbers choose, in its order: by their places, or by numbers of their own."""
        return self.numbered or [
            choice for choice in self.choices if any(map(str.isdecimal, choice.words))
        ]

    @property
    def room(self) -> str:
        """Whose list it is, "" when it offers nothing."""
        return self.offered[0][0].partition(".")[0] if self.offered else ""

    def numbered_as(self, number: int) -> Choice | None:
        """By its own number where it has one, else by its place in the list."""
        if choice := self.worded(str(number)):
            return choice
        return self._at(number, self.numbered if number > 0 else self.lines)

    def counted(self, number: int) -> int:
        """A number as it counts from the first line, where lines are numbered by their places."""
        return placed(number, len(self.numbered)) or number

    def line(self, said: str, number: int) -> Choice | None:
        """第一个 is the first line, where the lines have numbers of their own and 1 is another."""
        if any(map(str.isdigit, said)) and "第" not in said:
            return None
        other = self.worded(str(number))
        return self.worded(f"第{number}") or (None if other else self._at(number, self.lines))

    def _at(self, place: int, lines: Sequence[Choice]) -> Choice | None:
        if place < 1 and not self.numbered and self.worded("下一页"):
            return None  # the last of all is not the last that is seen
        found = placed(place, len(lines))
        return lines[found - 1] if found else None

    def worded(self, word: str) -> Choice | None:
        for action, argument, words in self.offered:
            if word in words:
                return Choice(action, argument, tuple(words))
        return None


NONE = Prompt((), None, "", fresh=False, asks=False)  # of whoever was never offered anything


def offer(tx: Tx, openid: str, menu: Menu) -> None:
    """What a 人工 that follows is about is kept as questions are: without telephone numbers."""
    offered = [(choice.action, choice.argument, choice.words) for choice in menu.choices]
    about = redacted(menu.about)
    tx.known["prompt", openid] = Prompt(offered, menu.again, about, True, menu.asks, tx.now)
    tx.run(
        "prompts.put",
        openid=openid,
        choices=packed(offered),
        again_action=menu.again.action if menu.again else "",
        again_argument=menu.again.argument if menu.again else "",
        about=about,
        asks=int(menu.asks),
    )


def find(tx: Tx, openid: str) -> Prompt | None:
    """Of whoever has just written: it has been read with where they stand."""
    found: Prompt | None = tx.known["prompt", openid]
    return found


def learn(tx: Tx, openid: str, row: Row | None) -> None:
    """What `find` will say, from a row with its columns."""
    tx.known["prompt", openid] = _prompt(row, tx.now) if row else None


def _prompt(row: Row, now: int) -> Prompt:
    again = Choice(row["again_action"], row["again_argument"]) if row["again_action"] else None
    fresh = now - row["offered_at"] < FRESH
    choices, asks = unpacked(row["choices"]), bool(row["asks"])
    return Prompt(choices, again, row["about"], fresh, asks, row["offered_at"])


def once_more(tx: Tx, openid: str, word: str) -> Menu | None:
    """The newest menu again, if this word does something in it."""
    prompt = find(tx, openid)
    if prompt is None or not prompt.fresh or prompt.worded(word) is None:
        return None
    return Menu(tuple(prompt.choices), prompt.again, prompt.about)


def expire(tx: Tx, openid: str) -> None:
    """Things have changed since it was offered: a number shows it afresh first."""
    if prompt := tx.known.get(("prompt", openid)):
        tx.known["prompt", openid] = prompt._replace(fresh=False)
    tx.run("prompts.expire", openid=openid)


def drop(tx: Tx, openid: str) -> None:
    tx.known["prompt", openid] = None
    tx.run("prompts.drop", openid=openid)
