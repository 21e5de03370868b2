"""Erasing all that is held about one person: in every room, and by the carrier itself."""

from collections.abc import Iterable

from bot.conversation import dialogue, focus, prompts
from bot.conversation.capability import Capability
from bot.people import offices
from bot.people.person import Person
from bot.store.tx import Tx


def erase(tx: Tx, person: Person, rooms: Iterable[Capability]) -> None:
    """All that is held about one person, in every room and here."""
    for room in rooms:
        room.erase(tx, person)
    forget(tx, person)


def forget(tx: Tx, person: Person) -> None:
    """Every row with their openid or their roster row; the roster row itself stays, and offices sleep.

    Wrong guesses stay counted by their keyed hashes, so that nobody gets fresh tries by erasing.

    The reply to the message in hand is stored afterwards, so its retry still finds it.
    """
    openid = person.openid
    tx.run("people.drop_rebindings", openid=openid)
    dialogue.forget(tx, openid)
    prompts.drop(tx, openid)
    focus.drop(tx, openid)
    for query in ("delivery.drop_of", "inbox.drop_replies_of"):
        tx.run(query, openid=openid)
    tx.run("people.drop_consents", openid=openid)
    if person.confirmed:
        tx.run("people.drop_rebindings_of_member", member_id=person.id)
        tx.run("people.drop_binding_codes", member_id=person.id)
        offices.sleep(tx, person.id)
        tx.run("commitments.drop_of_member", member_id=person.id)
    tx.run("people.drop_contact", openid=openid)
