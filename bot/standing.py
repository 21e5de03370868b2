"""Where one person stands when a message comes: one statement instead of three."""

from dataclasses import dataclass

from bot import dialogue, prompts
from bot.dialogue import Talk
from bot.message import Message
from bot.prompts import Prompt
from bot.store.tx import Row, Tx


@dataclass(frozen=True, slots=True)
class Standing:
    replied: str | None  # to this very message, by an earlier delivery
    talk: Talk | None
    _row: Row
    _now: int

    @property
    def prompt(self) -> Prompt | None:
        """The newest menu; read from its row only when somebody asks."""
        return prompts.prompt(self._row, self._now) if self._row["choices"] is not None else None


def find(tx: Tx, message: Message) -> Standing:
    row = tx.row("standing.find", openid=message.openid, key=message.key)
    assert row is not None  # noqa: S101 - the contact's row has just been taken
    talk = dialogue.talk(row) if row["name"] is not None else None
    return Standing(row["reply"], talk, row, tx.now)
