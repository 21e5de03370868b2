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
_CARD = re.compile(r"【(报名成功|候补第 \d+ 位|已取消)】([^\n（]+)(?:（(..)）)?(?:(?=\n([^\n]*)))?")
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
        elif state == "报名成功":
            self.places[place] = "confirmed", MODES.get(line[-2:], "")
        else:
            self.places[place] = "waiting", MODES[mode]


class Books:
    """The database, read after the process has ended."""

    def __init__(self, database: Path | Database) -> None:
        self._database = SqliteFile(database) if isinstance(database, Path) else database

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._database.rows(sql)]

    def inbox(self) -> dict[str, str]:
        return dict(self.rows("SELECT key, reply FROM inbox"))

    def places(self) -> dict[Place, Situation]:
        registered = self.rows(
            "SELECT openid, title, registration.state, mode FROM registration"
            " JOIN event ON event.id = event_id JOIN contact USING (member_id)"
            " WHERE registration.state <> 'cancelled'"
        )
        serving = self.rows(
            "SELECT openid, name || '　' || title, service.state, '' FROM service"
            " JOIN need ON need.id = need_id JOIN contact USING (member_id)"
            " JOIN organisation ON organisation.id = community_id"
            " WHERE service.state <> 'cancelled'"
        )
        return {(o, title): (state, mode) for o, title, state, mode in registered + serving}

    def reminders(self) -> Counter[tuple[str, str]]:
        return Counter(self.rows("SELECT openid, text FROM reminder WHERE state = 'open'"))

    def promoted(self) -> set[Place]:
        """Who was moved up from a waiting list, by what they were told or are to be told."""
        return set(
            self.rows(
                "SELECT openid, title FROM outbox"
                " JOIN registration ON about = 'registration:' || registration.id"
                " JOIN event ON event.id = event_id WHERE text LIKE '%有空位%'"
            )
        )


# Each must find nothing.
CONTRADICTIONS = {
    "a pool's seats are its confirmed registrations, and no more than it has": """
        SELECT event_id, mode, taken, capacity FROM pool WHERE taken > capacity OR taken <> (
            SELECT count(*) FROM registration AS r
            WHERE r.event_id = pool.event_id AND r.mode = pool.mode AND r.state = 'confirmed')""",
    "a pool's queue is its waiting registrations": """
        SELECT event_id, mode, waiting FROM pool WHERE waiting <> (
            SELECT count(*) FROM registration AS r
            WHERE r.event_id = pool.event_id AND r.mode = pool.mode AND r.state = 'waiting')""",
    "nobody waits while a seat is free": """
        SELECT event_id, mode FROM pool WHERE waiting > 0 AND taken < capacity""",
    "no two wait with one number, and none with a number not given out": """
        SELECT r.event_id, r.mode, ticket FROM registration AS r
        JOIN pool ON pool.event_id = r.event_id AND pool.mode = r.mode WHERE r.state = 'waiting'
        GROUP BY r.event_id, r.mode, ticket HAVING count(*) > 1
        OR max(CASE WHEN ticket >= next_ticket THEN 1 ELSE 0 END) = 1""",
    "nobody was let past who waited longer": """
        SELECT w.id FROM registration AS w JOIN registration AS c
        ON c.event_id = w.event_id AND c.mode = w.mode AND c.ticket > w.ticket
        WHERE w.state = 'waiting' AND c.state = 'confirmed'""",
    "a need's places are its services, and no more than it has": """
        SELECT id, taken, capacity FROM need WHERE taken > capacity OR taken <> (
            SELECT count(*) FROM service WHERE need_id = need.id AND state = 'confirmed')""",
    "whoever takes part is busy then, and nobody else": """
        SELECT source, source_id FROM commitment EXCEPT SELECT * FROM (
            SELECT 'registration', id FROM registration WHERE state <> 'cancelled'
            AND event_id IN (SELECT id FROM event WHERE state = 'open')
            UNION SELECT 'volunteering', id FROM service WHERE state = 'confirmed'
            AND need_id IN (SELECT id FROM need WHERE state = 'open')) AS busy
        UNION ALL SELECT * FROM (
            SELECT 'registration', id FROM registration WHERE state <> 'cancelled'
            AND event_id IN (SELECT id FROM event WHERE state = 'open')
            UNION SELECT 'volunteering', id FROM service WHERE state = 'confirmed'
            AND need_id IN (SELECT id FROM need WHERE state = 'open')
            EXCEPT SELECT source, source_id FROM commitment) AS free""",
    "nobody is in two places at once": """
        SELECT a.member_id FROM commitment AS a JOIN commitment AS b ON b.member_id = a.member_id
        AND b.source_id > a.source_id AND b.starts_at < a.ends_at AND b.ends_at > a.starts_at""",
    "what lies ahead is due once, and nothing else is": """
        SELECT subject, sum(n) FROM (
            SELECT subject, count(*) AS n FROM due WHERE subject <> 'retention' GROUP BY subject
            UNION ALL SELECT 'registration:' || id, -1 FROM registration WHERE state = 'confirmed'
            UNION ALL SELECT 'volunteering:' || id, -1 FROM service WHERE state = 'confirmed'
            UNION ALL SELECT 'reminders:' || id, -1 FROM reminder WHERE state = 'open') AS due_of
        GROUP BY subject HAVING sum(n) <> 0""",
}
