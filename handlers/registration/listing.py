"""What people say to see events, and what they see: the list, and one event's card."""

from collections.abc import Sequence

from bot.message import Choice, Menu, Reply
from bot.names import is_a_name
from bot.pages import page, turned
from bot.people import places
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.registration import cards, events, seats
from handlers.registration.kinds import ANY

NONE_OPEN = "近期没有可报名的活动。有新活动会在这里公布，回复“活动”随时查看。"


def show_events(tx: Tx, person: Person, argument: str) -> Reply:
    """活动, 活动 培训班, 活动 乒乓: `argument` is a kind, a piece of a title, or a page."""
    scope = places.path_of(tx, person)
    what, number = turned(argument)
    if number is not None:
        return _page(tx, scope, what, number)
    if kind := _kind_in(tx, scope, argument):
        return _page(tx, scope, kind, 0)
    found = events.named(tx, scope, argument)
    if len(found) == 1:
        return show_card(tx, person, found[0])
    if found:
        return _chosen(tx, found)
    all_ = _page(tx, scope, "", 0)
    return all_.before(f"没有找到“{argument}”。") if is_a_name(argument) else all_


def _kind_in(tx: Tx, scope: str, text: str) -> str:
    """Of the kinds there are; what is of no particular kind is among all the others only."""
    if not text:
        return ""
    kinds = [str(row["kind"]) for row in tx.rows("registration.kinds", scope=scope)]
    told = [kind for kind in kinds if kind != ANY]
    return next((kind for kind in told if kind in text or text in kind), "")


def _page(tx: Tx, scope: str, kind: str, number: int) -> Reply:
    found, total = events.page(tx, scope, kind, number)
    if not found:
        return Reply(NONE_OPEN) if number == 0 else _page(tx, scope, kind, 0)
    more = total > (number + 1) * events.PAGE
    lines = [f"近期可报名的{kind or '活动'}（共 {total} 项）：", *cards.lines(tx, found)]
    lines.append("回复编号看详情" + ("，“下一页”看更多。" if more else "。"))
    choices = [Choice("registration.card", event.id) for event in found]
    if more:
        choices.append(Choice("registration.list", page(kind, number + 1), ("下一页",)))
    again = Choice("registration.list", page(kind, number))
    return Reply("\n".join(lines), Menu(tuple(choices), again))


def _chosen(tx: Tx, ids: Sequence[str]) -> Reply:
    """Several events a sentence may mean, at most a page of them."""
    found = [event for i in ids[: events.PAGE] if (event := events.get(tx, i))]
    lines = ["您说的是哪一项？", *cards.lines(tx, found), "回复编号看详情。"]
    choices = tuple(Choice("registration.card", event.id) for event in found)
    return Reply("\n".join(lines), Menu(choices, Choice("registration.list", "")))


def show_card(tx: Tx, person: Person, event_id: str) -> Reply:
    """One event as whoever it is for sees it; the person's own place, if they have one."""
    event = events.seen(tx, person, event_id)
    if not event.open:
        return Reply(cards.called_off(tx, event))
    mine = seats.find(tx, event.id, person.id) if person.confirmed else None
    if mine is not None:
        return Reply(cards.card(tx, mine, event))
    lines = cards.face(tx, event)
    if event.deadline_at <= tx.now:
        return Reply("\n".join([*lines, "报名已经截止。回复“活动”看别的。"]))
    menu = Menu(
        (Choice("registration.sign_up_for", event.id),), Choice("registration.card", event.id)
    )
    return Reply("\n".join([*lines, "回复 1 报名，回复“活动”回到列表。"]), menu)
