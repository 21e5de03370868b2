"""What somebody's offices cover: what they may change, call off and see the list of."""

from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import NamedTuple

from bot.language.naming import chosen
from bot.people import offices, places
from bot.people.person import Person
from bot.people.places import Place
from bot.store.tx import Row, Tx
from bot.when import saying
from handlers.offerings import offering
from handlers.offerings.kind import Kind
from handlers.offerings.offering import DAY, Offering

MONTH = 30 * DAY  # how long afterwards its list is still looked for


class Covered(NamedTuple):
    id: str
    name: str
    starts_at: int
    series: str | None
    path: str  # of whoever holds it
    area_path: str | None

    def line(self, now: int) -> str:
        return f"{self.name}　{saying.at(self.starts_at, now)}"


def find(kind: Kind, tx: Tx, person: Person, offering_id: str) -> Offering | None:
    """The offering, if an office held now reaches whoever holds it, or is that of its area."""
    found = offering.get(kind, tx, offering_id)
    held = offices.held(tx, person, kind.publishers)
    if found is None or offices.covers(held, found.path):
        return found
    return found if any(each.place.path == found.area_path for each in held) else None


def ahead(kind: Kind, tx: Tx, person: Person, offering_id: str) -> Offering | None:
    """`find`, if it is open and not over."""
    found = find(kind, tx, person, offering_id)
    return found if found and found.open and found.ends_at > tx.now else None


def named(
    kind: Kind, tx: Tx, person: Person, text: str, *, past: bool = False
) -> Sequence[Covered]:
    """Those that `text` may mean, soonest first; all of them when it says nothing."""
    since = tx.now - MONTH if past else tx.now
    rows = {
        row["id"]: _covered(row)
        for office in offices.held(tx, person, kind.publishers)
        for row in tx.rows("offerings.covered", kind=kind.name, path=office.place.path, since=since)
    }
    known = sorted(rows.values(), key=lambda each: (each.starts_at, each.id))
    if not text:
        return known
    if held := held_at(known, places_called(tx, person, text, kind.publishers)):
        return held
    return chosen(text, known, attrgetter("name"), kind.words.general)


def places_called(
    tx: Tx, person: Person, text: str, roles: Collection[str] = offices.EVERY
) -> list[Place]:
    """The units, branches and communities within one's offices whose whole name `text` is."""
    held = offices.held(tx, person, roles)
    found = {p.id: p for each in held for p in places.called(tx, each.place.path, text)}
    return list(found.values())


def held_at(known: Sequence[Covered], where: Sequence[Place]) -> list[Covered]:
    """Those that one of the places, or somebody below it, holds, or that are for it."""
    paths = tuple(place.path for place in where)
    return [each for each in known if each.path.startswith(paths) or each.area_path in paths]


def _covered(row: Row) -> Covered:
    name = f"{row['area'] or ''}{row['title']}"
    return Covered(
        row["id"], name, row["starts_at"], row["series"], row["path"] or "", row["area_path"]
    )


def none(kind: Kind, text: str) -> str:
    """What is said where nothing is found."""
    published = kind.words.published
    if not text:
        return f"您管理的范围内现在没有已发布的{published}。"
    return f"没有找到您管理范围内的这项{published}。回复“修改{published}”看有哪些。"
