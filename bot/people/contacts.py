"""Contacts: who writes, and until when WeChat lets us write back."""

from itertools import islice

from bot.message import Message
from bot.people.person import Person
from bot.store.tx import Row, Tx
from bot.wechat import window


def touch(tx: Tx, message: Message) -> None:
    """Take the contact's row: the first statement of every message, on every host."""
    span, left = window.opened_by(message)
    tx.run(
        "people.touch",
        openid=message.openid,
        key=message.key,
        followed=int(message.kind != "unfollow"),
        until=tx.now + span if left else 0,
        left=left,
    )


def find(tx: Tx, openid: str) -> Person | None:
    row = tx.row("people.find_contact", openid=openid)
    return person(row) if row else None


def of_member(tx: Tx, member_id: str) -> Person | None:
    """The contact a member speaks from, None while nobody has confirmed being them."""
    row = tx.row("people.find_contact_of_member", member_id=member_id)
    return person(row) if row else None


def person(row: Row) -> Person:
    """Of a query that begins with these five columns."""
    openid, member_id, followed, window_until, window_left = islice(row, 5)
    return Person(openid, member_id, bool(followed), window_until, window_left)
