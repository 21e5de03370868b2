"""Where one person stands when a message comes: nearly all of it by one statement."""

from typing import NamedTuple

from bot.conversation import dialogue, prompts
from bot.conversation.dialogue import Talk
from bot.conversation.prompts import Prompt
from bot.message import Message
from bot.people import contacts
from bot.people.person import Person
from bot.store.tx import Tx


class Situation(NamedTuple):
    person: Person
    unshown: bool  # whether something may wait to be shown to them
    replied: str | None  # to this very message, by an earlier delivery
    talk: Talk | None
    prompt: Prompt | None  # the newest menu
    asked: Prompt | None  # … if it still waits for a yes or no


def find(tx: Tx, message: Message) -> Situation:
    row = tx.row("situation.find", openid=message.openid, key=message.key)
    assert row is not None  # noqa: S101 - the contact's row has just been taken
    person = contacts.person(row)
    if not row["talking"]:
        dialogue.learn(tx, person.openid, None)
    prompts.learn(tx, person.openid, row if row["choices"] is not None else None)
    prompt = prompts.find(tx, person.openid)
    asked = prompt if prompt and prompt.asks and prompt.fresh else None
    unshown = bool(row["unshown"])
    return Situation(person, unshown, row["reply"], dialogue.find(tx, person), prompt, asked)
