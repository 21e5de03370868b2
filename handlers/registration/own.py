"""One's own places: seeing them, being reminded of them, and what is held about a person."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import spoken
from bot.delivery import outbox
from bot.message import Choice, Menu, Reply
from bot.people.person import Person
from bot.people.places import path_of
from bot.store.tx import Tx
from handlers.registration import cards, events, seats
from handlers.registration.events import MODES
from handlers.registration.seats import Registration

NONE_OF_MINE = "您近期没有报名活动。回复“活动”看有哪些可报。"


def show_mine(tx: Tx, person: Person, argument: str) -> Reply:
    places = seats.of_member(tx, person.id)
    if not places:
        return Reply(NONE_OF_MINE)
    lines = [
        f"您报名的活动（{len(places)} 项）：",
        *_mine_lines(tx, places[:5]),
        "回复编号看凭号、改方式或取消。",
    ]
    choices = tuple(Choice("registration.card", place.event_id) for place in places[:5])
    return Reply("\n".join(lines), Menu(choices, Choice("registration.mine", "")))


def _mine_lines(tx: Tx, places: Sequence[Registration]) -> list[str]:
    return [f"{n} {_mine_line(tx, place)}" for n, place in enumerate(places, 1)]


def _mine_line(tx: Tx, place: Registration) -> str:
    of = seats.event_of(tx, place)
    state = f"候补第 {seats.position(tx, place)} 位" if place.waiting else "成功"
    return f"{of.title}　{spoken.at(of.starts_at, tx.now)}　{MODES[place.mode]}　{state}"


def summary(tx: Tx, person: Person) -> Sequence[str]:
    """The line of 我的."""
    places = seats.of_member(tx, person.id)
    return [f"活动 {len(places)} 项（回复“我的报名”）"] if places else []


def meant(tx: Tx, person: Person, text: str) -> list[Registration]:
    """Which of one's own places a sentence means: by code, by name, else all of them."""
    places = seats.of_member(tx, person.id)
    if by_code := [place for place in places if place.code in text.upper()]:
        return by_code
    named = set(events.named(tx, path_of(tx, person), text)) if text else set()
    return [place for place in places if place.event_id in named] or places


def which(tx: Tx, places: Sequence[Registration], action: str, title: str) -> Reply:
    if not places:
        return Reply(NONE_OF_MINE)
    lines = [title, *_mine_lines(tx, places[:5]), "回复编号；不用了就不回。"]
    choices = tuple(Choice(action, place.id) for place in places[:5])
    return Reply("\n".join(lines), Menu(choices, Choice("registration.mine", "")))


def remind_the_day_before(tx: Tx, details: Mapping[str, Any]) -> None:
    place = seats.get(tx, details["id"])
    of = events.get(tx, place.event_id) if place else None
    if place is None or of is None or not of.open or of.starts_at <= tx.now:
        return
    when = spoken.at(of.starts_at, tx.now)
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
        f"报名：{row['title']}　{spoken.at(row['starts_at'], tx.now)}　{MODES[row['mode']]}　"
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
            cards.tell_promoted(tx, seats.cancel(tx, place, of), of)
    tx.run("registration.forget_member", member_id=person.id)
