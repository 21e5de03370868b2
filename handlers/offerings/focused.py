"""Which one a sentence that names none is about: the one just shown, taken or given back."""

from bot.conversation import focus
from bot.message import Focus
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.offerings import offering, seats
from handlers.offerings.kind import Kind
from handlers.offerings.offering import Offering
from handlers.offerings.seats import Seat

# As bot.hearing.situations names them.
SHOWN, TAKEN, GIVEN_BACK = "card", "card.taken", "after.cancelled"


def topic(kind: Kind, of: Offering, situation: str = SHOWN) -> Focus:
    """For a reply that is about it."""
    return Focus(kind.name, of.id, situation, of.name, of.starts_at)


def one(kind: Kind, tx: Tx, person: Person, *, situation: str = "") -> Offering | None:
    """The one that was last spoken of; only if it was in this situation."""
    spoken_of = focus.of(tx, person.openid, kind.name)
    if spoken_of is None or (situation and spoken_of.situation != situation):
        return None
    return offering.find(kind, tx, person, spoken_of.subject)


def own(kind: Kind, tx: Tx, person: Person) -> Seat | None:
    """The person's place in the one that was last spoken of."""
    of = one(kind, tx, person)
    return seats.find(tx, of.id, person.id) if of else None
