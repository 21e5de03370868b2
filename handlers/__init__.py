"""The speakers: every capability of the house, in one visible list."""

from collections.abc import Callable, Sequence

from bot.content import Knowledge
from bot.conversation.capability import Capability, House
from handlers import (
    appointments,
    bookings,
    faq,
    membership,
    not_yet,
    notices,
    reception,
    registration,
    reminders,
    subscriptions,
    volunteering,
)
from handlers.bookings.booking import KIND as BOOKING
from handlers.offerings import room
from handlers.registration.event import KIND as EVENT
from handlers.volunteering.need import KIND as NEED


def house(knowledge: Knowledge, pinyin: Callable[[str], str]) -> House:
    rooms: list[Capability] = []

    def every() -> Sequence[Capability]:
        return rooms

    rooms += [
        registration.CAPABILITY,
        volunteering.CAPABILITY,
        bookings.CAPABILITY,
        faq.capability(knowledge, pinyin, every),
        reminders.CAPABILITY,
        membership.capability(every),
        appointments.CAPABILITY,
        room.shared((EVENT, NEED, BOOKING)),
        notices.CAPABILITY,
        subscriptions.CAPABILITY,
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
