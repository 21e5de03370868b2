"""What is done about one's own services unasked, and what is held about a person."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.delivery import outbox
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.volunteering import needs


def summary(tx: Tx, person: Person) -> Sequence[str]:
    places = needs.of_member(tx, person.id)
    return [f"志愿服务 {len(places)} 项（回复“我的志愿”）"] if places else []


def remind_the_day_before(tx: Tx, details: Mapping[str, Any]) -> None:
    place = needs.service(tx, details["id"])
    wanted = needs.get(tx, place.need_id) if place else None
    if place is None or wanted is None or not wanted.open or wanted.starts_at <= tx.now:
        return
    lines = [
        f"【提醒】志愿服务　{saying.at(wanted.starts_at, tx.now)}",
        f"{wanted.community}　{wanted.title}　凭号 {place.code}",
        f"去不了请回复“退出志愿 {place.code}”",
    ]
    text = "\n".join(lines)
    outbox.tell_member(tx, place.member_id, text, needs.subject(place))


def personal(tx: Tx, person: Person) -> Sequence[str]:
    if not person.confirmed:
        return []
    total = tx.value("volunteering.count_of_member", member_id=person.id)
    return [f"志愿服务记录 {total} 条"] if total else []


_STATES = {"confirmed": "成功", "cancelled": "已取消"}


def export(tx: Tx, person: Person) -> Sequence[str]:
    """Every service, past and cancelled ones too."""
    if not person.confirmed:
        return []
    return [
        f"志愿服务：{row['community']}{row['title']}　{saying.at(row['starts_at'], tx.now)}　"
        f"{_STATES[row['state']]}　凭号 {row['code']}"
        for row in tx.rows("volunteering.every_of_member", member_id=person.id)
    ]


def erase(tx: Tx, person: Person) -> None:
    """Coming places are given back; the rest keep counting, without the person."""
    if not person.confirmed:
        return
    for coming in needs.of_member(tx, person.id):
        if place := needs.held(tx, coming.id):
            needs.leave(tx, place)
    tx.run("volunteering.forget_member", member_id=person.id)
