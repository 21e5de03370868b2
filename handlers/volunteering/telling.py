"""Telling many people that a need has changed or is called off: in slices, as due work."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import commitments, schedule
from bot.commitments import Commitment
from bot.delivery import outbox
from bot.store.tx import Tx
from bot.when import saying
from handlers.volunteering import cards, needs
from handlers.volunteering.needs import SOURCE, Need, Service

SLICE = 40  # people in one change, so that it takes no more than 5 ms


def start(tx: Tx, wanted: Need, lines: Sequence[str], *, moved: bool) -> None:
    """Have everybody who has a place by now told `lines`; `moved`: also when it takes place."""
    _go_on(tx, wanted.id, "", {"lines": list(lines), "moved": moved, "changed": tx.now})


def _go_on(tx: Tx, need_id: str, after: str, details: Mapping[str, Any]) -> None:
    rest = {key: details[key] for key in ("lines", "moved", "changed")}
    subject = f"volunteering.tell:{need_id}"
    schedule.put(tx, "volunteering.tell", tx.now, subject, need=need_id, after=after, **rest)


def tell(tx: Tx, details: Mapping[str, Any]) -> None:
    """One slice, and then the next as work of its own."""
    needs.hold(tx, details["need"])
    wanted = needs.get(tx, details["need"])
    if wanted is None:
        return
    which = {"need_id": wanted.id, "after": details["after"], "changed": details["changed"]}
    places = [needs.place(row) for row in tx.rows("volunteering.to_tell", **which, count=SLICE)]
    for place in places:
        if wanted.open:
            _tell_of_change(tx, wanted, place, details)
        else:
            _tell_it_is_off(tx, wanted, place)
    if len(places) == SLICE:
        _go_on(tx, wanted.id, places[-1].id, details)


def _tell_of_change(tx: Tx, wanted: Need, place: Service, details: Mapping[str, Any]) -> None:
    lines = [f"【志愿服务有变化】{wanted.name}", *details["lines"]]
    if details["moved"]:
        lines += _moved(tx, wanted, place)
    lines.append(f"您的名额还在，不用重新报名；去不了请回复“退出志愿 {place.code}”。")
    outbox.tell_member(tx, place.member_id, "\n".join(lines), needs.subject(place))


def _moved(tx: Tx, wanted: Need, place: Service) -> list[str]:
    """The commitment and the reminder go along; a clash is named, and theirs to solve."""
    when = (wanted.starts_at, wanted.ends_at)
    commitments.move(tx, Commitment(SOURCE, place.id, wanted.name, *when))
    schedule.drop(tx, needs.subject(place))
    needs.remind_the_day_before(tx, place, wanted)
    other = commitments.clash(tx, place.member_id, *when, besides=place.id)
    if other is None:
        return []
    at = saying.at(other.starts_at, tx.now)
    return [f"“{wanted.name}”现在与您 {at} 的“{other.title}”时间冲突，两项都还留着，请您选一项。"]


def _tell_it_is_off(tx: Tx, wanted: Need, place: Service) -> None:
    commitments.drop(tx, SOURCE, place.id)
    schedule.drop(tx, needs.subject(place))
    outbox.withdraw(tx, needs.subject(place))
    outbox.tell_member(tx, place.member_id, cards.called_off(tx, wanted), needs.subject(place))
