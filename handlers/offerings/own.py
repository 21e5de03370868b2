"""What is done about one's own places unasked, and what is held about a person."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.offerings import cards, offering, seats
from handlers.offerings.kind import Kind

_STATES = {"confirmed": "成功", "waiting": "候补", "cancelled": "已取消"}


def summary(kind: Kind, tx: Tx, person: Person) -> Sequence[str]:
    """The line of 我的."""
    places, words = seats.of_member(kind, tx, person.id), kind.words
    return [f"{words.count} {len(places)} 项（回复“{words.mine}”）"] if places else []


def remind_the_day_before(kind: Kind, tx: Tx, details: Mapping[str, Any]) -> None:
    place = seats.get(tx, details["id"])
    of = offering.get(kind, tx, place.offering_id) if place else None
    if place is None or of is None or not of.open:
        return
    pool = seats.pool_of(place, of)
    starts_at, _ = of.hours(pool)
    if starts_at <= tx.now:
        return
    text = kind.words.reminder.format(
        heading=of.heading,
        when=saying.at(starts_at, tx.now),
        venue=of.venue,
        mode=kind.label(pool.mode),
        code=place.code,
    )
    seats.tell(kind, tx, place, text)


def personal(kind: Kind, tx: Tx, person: Person) -> Sequence[str]:
    if not person.confirmed:
        return []
    total = tx.value("offerings.count_of_member", member_id=person.id, kind=kind.name)
    return [f"{kind.words.record}记录 {total} 条"] if total else []


def export(kind: Kind, tx: Tx, person: Person) -> Sequence[str]:
    """Every place, past and cancelled ones too."""
    if not person.confirmed:
        return []
    rows = tx.rows("offerings.every_of_member", member_id=person.id, kind=kind.name)
    return ["　".join(filter(None, _pieces(kind, row, tx.now))) for row in rows]


def _pieces(kind: Kind, row: Any, now: int) -> Sequence[str]:
    name = f"{kind.words.record}：{row['area'] or ''}{row['title']}"
    mode, state = kind.label(row["mode"]), _STATES[row["state"]]
    return name, saying.at(row["starts_at"], now), mode, state, f"凭号 {row['code']}"


def erase(kind: Kind, tx: Tx, person: Person) -> None:
    """Coming places are given back; the rest keep counting, without the person."""
    if not person.confirmed:
        return
    for coming in seats.of_member(kind, tx, person.id):
        if place := seats.held(tx, coming.id):
            cards.given_back(kind, tx, place, seats.of(kind, tx, place))
    tx.run("offerings.forget_member", member_id=person.id, kind=kind.name)
