"""What a secretary's offices cover: the events they may change, cancel and see the list of."""

from collections.abc import Sequence

from bot.conversation.capability import Published
from bot.conversation.lists import page
from bot.language.naming import meant
from bot.message import Choice
from bot.people import offices, places
from bot.people.offices import SECRETARIES
from bot.people.person import Person
from bot.store.tx import Row, Tx
from bot.when import saying
from handlers.registration import events
from handlers.registration.events import Event

MONTH = 30 * 24 * 3_600_000  # how long after an event its list is still looked for
NONE = "您管理的范围内现在没有已发布的活动。"
NOT_FOUND = "没有找到您管理范围内的这项活动。回复“修改活动”看有哪些。"


def find(tx: Tx, person: Person, event_id: str) -> Event | None:
    """The event, if an office held now reaches the organisation that holds it."""
    found = events.get(tx, event_id)
    held = offices.held(tx, person, SECRETARIES)
    return found if found and offices.covers(held, found.path) else None


def named(tx: Tx, person: Person, text: str, *, past: bool = False) -> list[Event]:
    """Those that `text` may mean, soonest first; all of them when it says nothing."""
    since = tx.now - MONTH if past else tx.now
    rows = {
        row["id"]: row
        for office in offices.held(tx, person, SECRETARIES)
        for row in tx.rows("registration.covered", path=office.place.path, since=since)
    }
    known = sorted(rows.values(), key=lambda row: (row["starts_at"], row["id"]))
    if text:
        if held := _held_at(tx, person, text, known):
            return held
        among = meant(text, [row["title"] for row in known], events.GENERAL)
        known = [known[index] for index in among]
    return [event for row in known if (event := events.get(tx, row["id"]))]


def _held_at(tx: Tx, person: Person, text: str, known: Sequence[Row]) -> list[Event]:
    """Those of the unit or branch whose whole name `text` is."""
    held = offices.held(tx, person, SECRETARIES)
    paths = [p.path for office in held for p in places.called(tx, office.place.path, text)]
    found = [event for row in known if paths and (event := events.get(tx, row["id"]))]
    return [event for event in found if event.path.startswith(tuple(paths))]


def published(tx: Tx, person: Person, text: str, past: bool) -> Sequence[Published]:
    return [
        Published(
            f"{each.title}　{saying.at(each.starts_at, tx.now)}",
            each.starts_at,
            Choice("registration.roll", page(each.id, 0)),
            Choice("registration.revise_this", f"{each.id} {text}"),
        )
        for each in named(tx, person, text, past=past)
    ]
