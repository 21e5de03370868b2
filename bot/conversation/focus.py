"""What the last replies to a person were about, a topic of each room, for thirty minutes.

在哪儿啊, 取消吧, 提前一小时提醒我 name nothing: what was just shown or done says what they are about.
"""

from bot.message import Focus
from bot.store.tx import Row, Tx

FRESH = 30 * 60_000


def put(tx: Tx, openid: str, topic: Focus) -> None:
    """The topic of its room from now on, and the newest of all."""
    tx.known.pop(("focus", openid), None)
    tx.run("focus.put", openid=openid, **topic._asdict())


def of(tx: Tx, openid: str, room: str) -> Focus | None:
    """What was last spoken of in one room."""
    return next((topic for topic in topics(tx, openid) if topic.room == room), None)


def latest(tx: Tx, openid: str) -> Focus | None:
    """What was last spoken of."""
    return next(iter(topics(tx, openid)), None)


def topics(tx: Tx, openid: str) -> list[Focus]:
    """The newest first."""
    if ("focus", openid) not in tx.known:
        rows = tx.rows("focus.of", openid=openid, since=tx.now - FRESH)
        tx.known["focus", openid] = [_topic(row) for row in rows]
    found: list[Focus] = tx.known["focus", openid]
    return found


def learn(tx: Tx, openid: str, known: list[Focus]) -> None:
    """What `of` will look among."""
    tx.known["focus", openid] = known


def _topic(row: Row) -> Focus:
    return Focus(row["room"], row["subject"], row["situation"], row["title"], row["starts_at"])


def drop(tx: Tx, openid: str) -> None:
    tx.known.pop(("focus", openid), None)
    tx.run("focus.drop", openid=openid)
