"""What is said of a place that was given up for another."""

from collections.abc import Sequence

from bot.conversation.capability import Capability
from bot.message import Reply
from bot.people.person import Person
from bot.store.tx import Tx


def exchange(rooms: Sequence[Capability], tx: Tx, person: Person, what: str) -> Reply:
    """`what` is the commitment to give up, the room of the place wanted, and that place as the
    room calls it. Both or neither: whatever may refuse does so before anything is written."""
    source, source_id, room, wanted = what.split(" ", 3)
    of = {each.name: each.exchange for each in rooms if each.exchange}
    of[room].ready(tx, person, wanted, source_id)
    left = of[source].leave(tx, person, source_id)
    return of[room].take(tx, person, wanted).before(left)
