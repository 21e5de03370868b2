"""How an event and a place in it read."""

from collections.abc import Sequence

from bot.delivery import outbox
from bot.message import Choice, Menu, Reply
from bot.store.tx import Tx
from bot.when import saying
from handlers.registration import seats
from handlers.registration.events import MODES, Event
from handlers.registration.seats import Registration
from handlers.speech import STEPS_OUT, UNDO, WHEN_AND_WHERE


def lines(tx: Tx, found: Sequence[Event]) -> list[str]:
    return [
        f"{n} {event.title}　{saying.at(event.starts_at, tx.now)}　{_left(tx, event)}"
        for n, event in enumerate(found, 1)
    ]


def _left(tx: Tx, event: Event) -> str:
    if event.deadline_at <= tx.now:
        return "报名已截止"
    free = [pool for pool in event.pools if pool.left]
    if not free:
        return "候补中"
    if len(event.pools) == 1:
        return f"余 {saying.count(free[0].left)}"
    return "余 " + " ".join(f"{MODES[p.mode]}{saying.count(p.left)}" for p in event.pools)


def face(tx: Tx, event: Event) -> list[str]:
    """The lines of an event as whoever has no place in it sees them."""
    return [
        f"【{event.kind}】{event.title}",
        f"{saying.at(event.starts_at, tx.now)}　{event.place}",
        f"名额：{_capacities(event)}",
        f"报名截止：{saying.at(event.deadline_at, tx.now)}",
    ]


def span(tx: Tx, event: Event) -> str:
    """Only the hour of the end, when it is on the same day."""
    start, end = (saying.at(at, tx.now) for at in (event.starts_at, event.ends_at))
    day, _, hour = end.rpartition("）")
    return f"{start} 至 {hour if start.startswith(day) else end}"


def called_off(tx: Tx, event: Event) -> str:
    when = f"{saying.at(event.starts_at, tx.now)}　{event.place}"
    return f"【已取消】{event.title}\n{when}\n这项活动已经取消，不用来了。回复“活动”看别的。"


def _capacities(event: Event) -> str:
    return "，".join(
        f"{MODES[p.mode]} {saying.count(p.capacity)} 人"
        + (f"（余 {saying.count(p.left)}）" if p.left else f"（已满，{p.waiting} 人候补）")
        for p in event.pools
    )


def taken(tx: Tx, place: Registration, of: Event) -> Reply:
    """The card of a place just taken; a slip is mended in a word."""
    choices = (
        Choice("registration.ask_to_cancel", place.id, UNDO),
        Choice("registration.cancel", "", STEPS_OUT),
        Choice("registration.card", of.id, WHEN_AND_WHERE),
    )
    return Reply(card(tx, place, of), Menu(choices, Choice("registration.list")))


def card(tx: Tx, place: Registration, of: Event) -> str:
    """The same card for the same place, however often it is asked for."""
    where = f"{saying.at(of.starts_at, tx.now)}　{of.place}"
    if place.waiting:
        first = f"【候补第 {seats.position(tx, place)} 位】{of.title}（{MODES[place.mode]}）"
        other = next((p for p in of.pools if p.mode != place.mode and p.left), None)
        change = f"；也可回复“改方式”改为{MODES[other.mode]}（还有名额）" if other else ""
        return "\n".join(
            [
                first,
                where,
                f"凭号 {place.code}　有空位会按顺序给您留上并告诉您{change}。",
                _ways_out(tx, place, of, False),
            ]
        )
    remind = "　提前一天提醒您" if seats.remind_at(of) > tx.now else ""
    return "\n".join(
        [
            f"【报名成功】{of.title}",
            f"{where}　{MODES[place.mode]}",
            f"凭号 {place.code}{remind}",
            _ways_out(tx, place, of, len(of.pools) == 2),
        ]
    )


def _ways_out(tx: Tx, place: Registration, of: Event, two_modes: bool) -> str:
    other = next((m for m in MODES if m != place.mode), "")
    change = f"改为{MODES[other]}回复“改方式”，" if two_modes else ""
    return f"{change}取消回复“取消报名 {place.code}”（{saying.at(of.deadline_at, tx.now)} 前）"


def already(tx: Tx, place: Registration, of: Event) -> str:
    return "您已报名，不用重复操作。\n" + card(tx, place, of)


def too_late(tx: Tx, of: Event) -> str:
    """Why a place may not be given back any more."""
    return (
        f"{of.title}的报名名单已于 {saying.at(of.deadline_at, tx.now)} 定下，不能在这里取消了。\n"
        "确实来不了，请回复“人工”告诉工委的同志。"
    )


def given_back(tx: Tx, place: Registration, of: Event) -> str:
    """A place that is held goes to who waits for it, and they are told."""
    tell_promoted(tx, seats.cancel(tx, place, of), of)
    return f"【已取消】{of.title}（{MODES[place.mode]}）"


def tell_promoted(tx: Tx, place: Registration | None, of: Event) -> None:
    if place is not None:
        text = f"【有空位】候补转成功，不用操作。\n{card(tx, place, of)}"
        outbox.tell_member(tx, place.member_id, text, seats.subject(place))
