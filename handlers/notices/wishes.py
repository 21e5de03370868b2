"""What a secretary wishes in words of their own: 通知大家明天开会, 发错了, 谁没收到.

Heard only where the words are nobody's command, and only of who holds an office: to a member the
same words stay what they were.
"""

from collections.abc import Callable

from bot import dialogue as dialogues
from bot.message import Reply
from bot.people import offices
from bot.people.offices import SECRETARIES
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.notices import calls, chat, receipts


def meant(tx: Tx, person: Person, text: str) -> Reply | None:
    if received := receipts.in_other_words(tx, person, text):
        return received
    wish = _wish(text)
    if wish is None or not offices.held(tx, person, SECRETARIES):
        return None
    talk = dialogues.find(tx, person)
    return None if talk and talk.open else wish(tx, person)


def _wish(text: str) -> Callable[[Tx, Person], Reply] | None:
    content = text if calls.asks_how(text) else calls.content(text)
    if content is not None:
        return lambda tx, person: chat.begin(tx, person, content)
    return None
