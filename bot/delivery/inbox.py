"""One reply per message: a retry gets the stored reply. The only guard against doing twice."""

from bot.message import Message
from bot.store.tx import Tx


class Replayed(Exception):
    """Plain mode: a signature was used again, for another message."""


def keep(tx: Tx, message: Message, reply: str) -> None:
    tx.run("inbox.put_reply", key=message.key, openid=message.openid, reply=reply)


def admit(tx: Tx, signed: str, message: Message) -> None:
    """Plain mode: one (timestamp, nonce) serves one message. Raises Replayed."""
    if not tx.run("inbox.serve_nonce", signed=signed, key=message.key):
        raise Replayed
