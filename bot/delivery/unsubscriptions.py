"""Whose messages somebody does not want unasked. What changes something they hold comes all the same.

Whoever tells many people asks here first, in its query where they are very many: the table is
`unsubscription`, and a room's messages are known by the room's name.
"""

from bot.store.tx import Tx


def of(tx: Tx, openid: str) -> dict[str, int]:
    """The rooms whose messages are not wanted, each with since when."""
    return {row["room"]: row["at"] for row in tx.rows("unsubscriptions.of", openid=openid)}


def has(tx: Tx, openid: str, room: str) -> bool:
    return tx.row("unsubscriptions.find", openid=openid, room=room) is not None


def put(tx: Tx, openid: str, room: str) -> None:
    tx.run("unsubscriptions.put", openid=openid, room=room)


def drop(tx: Tx, openid: str, room: str) -> None:
    """They are wanted again."""
    tx.run("unsubscriptions.drop", openid=openid, room=room)


def forget(tx: Tx, openid: str) -> None:
    tx.run("unsubscriptions.drop_of", openid=openid)


def take_along(tx: Tx, openid: str, new: str) -> None:
    """Somebody writes from another phone now."""
    tx.run("unsubscriptions.take_along", openid=openid, new=new)
