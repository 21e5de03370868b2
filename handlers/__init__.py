"""The speakers: every capability of the house, in one visible list."""

from collections.abc import Callable, Sequence

from bot.content import Knowledge
from bot.conversation.capability import Capability, House
from handlers import (
    appointments,
    exchanges,
    faq,
    membership,
    not_yet,
    notices,
    publications,
    reception,
    registration,
    reminders,
    volunteering,
)


def house(knowledge: Knowledge, pinyin: Callable[[str], str]) -> House:
    rooms: list[Capability] = []

    def every() -> Sequence[Capability]:
        return rooms

    rooms += [
        registration.CAPABILITY,
        volunteering.CAPABILITY,
        exchanges.capability(every),
        faq.capability(knowledge, pinyin, every),
        reminders.CAPABILITY,
        membership.capability(every),
        appointments.CAPABILITY,
        publications.capability(every),
        notices.CAPABILITY,
        not_yet.CAPABILITY,
        reception.capability(every, knowledge.topics),
    ]
    return House(
        capabilities=tuple(rooms),
        identify="membership",
        welcome="reception.welcome",
        unreadable="reception.unreadable",
        wordless="reception.wordless",
        guess="reception.guess",
    )
