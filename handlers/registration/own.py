"""What is done about one's own places unasked, and what is held about a person."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.delivery import outbox
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.registration import cards, events, seats
from handlers.registration.events import MODES


def summary(tx: Tx, person: Person) -> Sequence[str]:
    """The line of 我的."""
    places = seats.of_member(tx, person.id)
    return [f"活动 {len(places)} 项（回复“我的报名”）"] if places else []


def remind_the_day_before(tx: Tx, details: Mapping[str, Any]) -> None:
    place = seats.get(tx, details["id"])
    of = events.get(tx, place.event_id) if place else None
    if place is None or of is None or not of.open or of.starts_at <= tx.now:
        return
    when = saying.at(of.starts_at, tx.now)
    text = f"【提醒】{of.title}　{when}\n{of.place}　{MODES[place.mode]}　凭号 {place.code}"
    outbox.tell_member(tx, place.member_id, text, seats.subject(place))


def personal(tx: Tx, person: Person) -> Sequence[str]:
    if not person.confirmed:
        return []
    total = tx.value("registration.count_of_member", member_id=person.id)
    return [f"报名记录 {total} 条"] if total else []


_STATES = {"confirmed": "成功", "waiting": "候补", "cancelled": "已取消"}


def export(tx: Tx, person: Person) -> Sequence[str]:
    """Every registration, past and cancelled ones too."""
    if not person.confirmed:
        return []
    return [
        f"报名：{row['title']}　{saying.at(row['starts_at'], tx.now)}　{MODES[row['mode']]}　"
        f"{_STATES[row['state']]}　凭号 {row['code']}"
        for row in tx.rows("registration.every_of_member", member_id=person.id)
    ]


def erase(tx: Tx, person: Person) -> None:
    """Coming places are given back; the rest keep counting, without the person."""
    if not person.confirmed:
        return
    for coming in seats.of_member(tx, person.id):
        if place := seats.held(tx, coming.id):
            of = seats.event_of(tx, place)
            cards.given_back(tx, place, of)
    tx.run("registration.forget_member", member_id=person.id)
