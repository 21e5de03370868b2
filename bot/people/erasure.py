"""Erasing what the carrier itself holds about one person."""

from bot.people.person import Person
from bot.store.tx import Tx


def forget(tx: Tx, person: Person) -> None:
    """Every row with their openid or their roster row; the roster row itself stays.

    The reply to the message in hand is stored afterwards, so its retry still finds it.
    """
    openid = person.openid
    for query in ("dialogue.drop", "prompts.drop", "delivery.drop_of", "inbox.drop_replies_of"):
        tx.run(query, openid=openid)
    tx.run("people.drop_consents", openid=openid)
    tx.run("people.drop_attempts", subject=f"openid:{openid}")
    if person.confirmed:
        tx.run("commitments.drop_of_member", member_id=person.id)
    tx.run("people.drop_contact", openid=openid)
