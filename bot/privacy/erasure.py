"""Erasing all that is held about one person: in every room, and by the carrier itself."""

from collections.abc import Iterable

from bot.conversation import dialogue, prompts
from bot.conversation.capability import Capability
from bot.language.keys import name_key
from bot.people.person import Person
from bot.store.tx import Tx


def erase(tx: Tx, person: Person, rooms: Iterable[Capability]) -> None:
    """All that is held about one person, in every room and here."""
    for room in rooms:
        room.erase(tx, person)
    forget(tx, person)


def forget(tx: Tx, person: Person) -> None:
    """Every row with their openid or their roster row; the roster row itself stays.

    The reply to the message in hand is stored afterwards, so its retry still finds it.
    """
    openid = person.openid
    tx.run("people.drop_rebindings", openid=openid)
    dialogue.forget(tx, openid)
    prompts.drop(tx, openid)
    for query in ("delivery.drop_of", "inbox.drop_replies_of"):
        tx.run(query, openid=openid)
    tx.run("people.drop_consents", openid=openid)
    for subject in _guarded(tx, person):
        tx.run("people.drop_attempts", subject=subject)
    if person.confirmed:
        tx.run("people.drop_rebindings_of_member", member_id=person.id)
        tx.run("commitments.drop_of_member", member_id=person.id)
    tx.run("people.drop_contact", openid=openid)


def _guarded(tx: Tx, person: Person) -> list[str]:
    """What tries are counted by. A namesake's digits stay guarded: that count ends with its hour."""
    subjects = [f"openid:{person.openid}", f"office:{person.openid}"]
    if not person.confirmed:
        return subjects
    member = tx.row("people.get_member", member_id=person.id)
    name = name_key(member["name"]) if member else ""
    if len(tx.rows("people.members_named", name=name)) <= 1:
        subjects.append(f"name:{name}")
    return [*subjects, f"rebinding:{person.id}"]
