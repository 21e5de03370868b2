"""One row per recipient per message, with a state that tells the truth.

waiting → sending → sent; or digest (no door open: shown at next contact) → shown; a row in
flight when the process dies, or whose answer never came, is unknown: shown once, never resent.
"""

from bot.message import Message, Reply
from bot.people import contacts
from bot.people.person import Person
from bot.store.tx import Row, Tx
from bot.text import TEXT_BYTES, fit

REPLYING = frozenset({"text", "voice", "image", "click", "follow", "scan", "location"})


def tell(tx: Tx, openid: str, text: str, about: str) -> None:
    """Have one person told, by the best door that is open. `about` is what to withdraw it by."""
    person = contacts.find(tx, openid)
    if person is None or not person.followed:
        return
    state = "waiting" if reachable(tx, person) else "digest"
    tx.stirred = True
    tx.run("delivery.put", id=tx.new_id(), openid=openid, text=fit(text), about=about, state=state)


def tell_member(tx: Tx, member_id: str, text: str, about: str) -> None:
    person = contacts.of_member(tx, member_id)
    if person is not None:
        tell(tx, person.openid, text, about)


def reachable(tx: Tx, person: Person, at: int | None = None) -> bool:
    """Whether a customer-service message may reach them (at `at`, else now)."""
    return person.window_left > 0 and person.window_until > (tx.now if at is None else at)


def reaches(tx: Tx, openid: str) -> bool:
    """Whether this openid can be told something at once."""
    person = contacts.find(tx, openid)
    return person is not None and person.followed and reachable(tx, person)


def withdraw(tx: Tx, about: str) -> None:
    """What is no longer true need not be told."""
    tx.run("delivery.withdraw", about=about)


def with_digest(tx: Tx, message: Message, reply: Reply) -> Reply:
    """Add what waited for this person's next contact, as much as fits, and mark it shown."""
    if not reply.text or message.kind not in REPLYING:
        return reply
    for row in tx.rows("delivery.for_next_contact", openid=message.openid):
        longer = reply.before(_shown(row) + "\n――")
        if len(longer.text.encode()) > TEXT_BYTES:
            break
        tx.run("delivery.mark", id=row["id"], state="shown", was=row["state"], cause="")
        reply = longer
    return reply


def _shown(row: Row) -> str:
    return f"（可能已收到）{row['text']}" if row["state"] == "unknown" else str(row["text"])
