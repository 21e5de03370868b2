"""What the replies say happened, and what the database holds: the two must agree."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.databases import Database, SqliteFile
from tests.survival.phones import Sent

MODES = {"现场": "onsite", "视频": "video"}
# The line after it is looked at, not taken: one place given up for another makes two cards.
_CARD = re.compile(
    r"【(报名成功|预约成功|候补第 \d+ 位|已取消)】([^\n（]+)(?:（(..)）)?(?:(?=\n([^\n]*)))?"
)
_MADE = re.compile(r"提醒您：(交材料\d+)")
_DELETED = re.compile(r"已删除提醒：(交材料\d+)")

Place = tuple[str, str]  # openid, title
Situation = tuple[str, str]  # state, mode ("" for a service)


@dataclass
class Told:
    """The sum of what people were told."""

    places: dict[Place, Situation]
    reminders: Counter[tuple[str, str]]

    @classmethod
    def by(cls, messages: Iterable[Sent]) -> "Told":
        """The messages of each person in order."""
        told = cls({}, Counter())
        for sent in messages:
            told._hear(sent.openid, sent.own)
        return told

    def _hear(self, openid: str, reply: str) -> None:
        for card in _CARD.finditer(reply):
            self._card(openid, *card.groups(""))
        for text in _DELETED.findall(reply):
            del self.reminders[openid, text]
        if "删除提醒" in reply:
            self.reminders |= Counter({(openid, text): 1 for text in _MADE.findall(reply)})

    def _card(self, openid: str, state: str, title: str, mode: str, line: str) -> None:
        place = openid, title.replace("“", "").replace("”", "")
        if state == "已取消":
            self.places.pop(place, None)
        elif state.endswith("成功"):
            self.places[place] = "confirmed", MODES.get(line[-2:], "")
        else:
            self.places[place] = "waiting", MODES.get(mode, "")


class Books:
    """The database, read after the process has ended."""

    def __init__(self, database: Path | Database) -> None:
        self._database = SqliteFile(database) if isinstance(database, Path) else database

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._database.rows(sql)]

    def inbox(self) -> dict[str, str]:
        return dict(self.rows("SELECT key, reply FROM inbox"))

    def places(self) -> dict[Place, Situation]:
        sql = (
            "SELECT openid, area.name, title, seat.state, mode FROM seat"
            " JOIN offering ON offering.id = seat.offering_id JOIN pool ON pool.id = pool_id"
            " JOIN contact USING (member_id)"
            " LEFT JOIN organisation AS area ON area.id = area_id"
            " WHERE seat.state <> 'cancelled'"
        )
        return {
            (openid, f"{area}　{title}" if area else title): (state, mode)
            for openid, area, title, state, mode in self.rows(sql)
        }

    def reminders(self) -> Counter[tuple[str, str]]:
        return Counter(self.rows("SELECT openid, text FROM reminder WHERE state = 'open'"))

    def promoted(self) -> set[Place]:
        """Who was moved up from a waiting list, by what they were told or are to be told."""
        return set(
            self.rows(
                "SELECT openid, CASE WHEN area.id IS NULL THEN title ELSE area.name || '　' || title END"
                " FROM outbox JOIN seat ON about LIKE '%:' || seat.id"
                " JOIN offering ON offering.id = seat.offering_id"
                " LEFT JOIN organisation AS area ON area.id = area_id"
                " WHERE text LIKE '%有空位%'"
            )
        )


# What somebody has a place in, by the names their commitments and reminders have for it.
_LIVE = """SELECT kind, seat.id FROM seat JOIN offering ON offering.id = seat.offering_id
    WHERE seat.state <> 'cancelled' AND offering.state = 'open'"""
# Each must find nothing.
CONTRADICTIONS = {
    "a pool's places are its confirmed seats, and no more than it has": """
        SELECT id, taken, capacity FROM pool WHERE taken > capacity OR taken <> (
            SELECT count(*) FROM seat WHERE pool_id = pool.id AND seat.state = 'confirmed')""",
    "a pool's queue is its waiting seats": """
        SELECT id, waiting FROM pool WHERE waiting <> (
            SELECT count(*) FROM seat WHERE pool_id = pool.id AND seat.state = 'waiting')""",
    "nobody waits while a place is free": """
        SELECT id FROM pool WHERE waiting > 0 AND (capacity IS NULL OR taken < capacity)""",
    "no two wait with one number, and none with a number not given out": """
        SELECT pool_id, ticket FROM seat JOIN pool ON pool.id = pool_id WHERE state = 'waiting'
        GROUP BY pool_id, ticket HAVING count(*) > 1
        OR max(CASE WHEN ticket >= next_ticket THEN 1 ELSE 0 END) = 1""",
    "nobody was let past who waited longer": """
        SELECT w.id FROM seat AS w JOIN seat AS c ON c.pool_id = w.pool_id AND c.ticket > w.ticket
        WHERE w.state = 'waiting' AND c.state = 'confirmed'""",
    "lists know whether a place is left": """
        SELECT id, free FROM offering WHERE free <> (
            CASE WHEN EXISTS (SELECT 1 FROM pool WHERE offering_id = offering.id
            AND (capacity IS NULL OR taken < capacity)) THEN 1 ELSE 0 END)""",
    "a seat is in a pool of its own offering and session": """
        SELECT seat.id FROM seat JOIN pool ON pool.id = pool_id
        WHERE seat.offering_id <> pool.offering_id OR seat.session <> pool.session""",
    "nobody has two open bookings of one place": """
        SELECT member_id, series FROM seat JOIN offering ON offering.id = seat.offering_id
        WHERE series IS NOT NULL AND seat.state <> 'cancelled' AND offering.state = 'open'
        AND member_id IS NOT NULL GROUP BY member_id, series HAVING count(*) > 1""",
    "whoever takes part is busy then, and nobody else": f"""
        SELECT source, source_id FROM commitment EXCEPT SELECT * FROM ({_LIVE}) AS busy
        UNION ALL SELECT * FROM ({_LIVE} EXCEPT SELECT source, source_id FROM commitment) AS free""",
    "nobody is in two places at once": """
        SELECT a.member_id FROM commitment AS a JOIN commitment AS b ON b.member_id = a.member_id
        AND b.source_id > a.source_id AND b.starts_at < a.ends_at AND b.ends_at > a.starts_at""",
    "what lies ahead is due once, and nothing else is": """
        SELECT subject, sum(n) FROM (
            SELECT subject, count(*) AS n FROM due WHERE subject <> 'retention' GROUP BY subject
            UNION ALL SELECT kind || ':' || seat.id, -1 FROM seat
                JOIN offering ON offering.id = seat.offering_id WHERE seat.state = 'confirmed'
            UNION ALL SELECT 'reminders:' || id, -1 FROM reminder WHERE state = 'open') AS due_of
        GROUP BY subject HAVING sum(n) <> 0""",
}
