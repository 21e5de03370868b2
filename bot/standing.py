"""Where one person stands when a message comes: all of it by one statement."""

from typing import NamedTuple

from bot import dialogue, prompts
from bot.dialogue import Talk
from bot.message import Message
from bot.people import contacts
from bot.people.person import Person
from bot.prompts import Prompt
from bot.store.tx import Row, Tx


class Standing(NamedTuple):
    person: Person
    unshown: bool  # whether something waits to be shown to them
    replied: str | None  # to this very message, by an earlier delivery
    talk: Talk | None
    asks: bool  # whether the newest menu is to be answered yes or no
    row: Row
    now: int

    @property
    def prompt(self) -> Prompt | None:
        """The newest menu; read from its row only when somebody asks."""
        return prompts.prompt(self.row, self.now) if self.row["choices"] is not None else None

    @property
    def asked(self) -> Prompt | None:
        """The newest menu, if it still waits for a yes or no."""
        prompt = self.prompt if self.asks else None
        return prompt if prompt and prompt.fresh else None


def find(tx: Tx, message: Message) -> Standing:
    row = tx.row("standing.find", openid=message.openid, key=message.key)
    assert row is not None  # noqa: S101 - the contact's row has just been taken
    talk = dialogue.talk(row) if row["name"] is not None else None
    person = contacts.person(row)
    unshown, asks = bool(row["unshown"]), bool(row["asks"])
    return Standing(person, unshown, row["reply"], talk, asks, row, tx.now)
