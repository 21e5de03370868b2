"""What people say to see events, and what they see: the list, and one event's card."""

from collections.abc import Sequence

from bot.conversation import lists
from bot.conversation.lists import Page
from bot.language.naming import is_a_name
from bot.message import Choice, Menu, Reply
from bot.people import places
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.registration import cards, events, finding, seats
from handlers.registration.events import Event
from handlers.registration.finding import NAMED, Found
from handlers.speech import ANOTHER, DECLINES, I_DO, PERHAPS, WHEN_AND_WHERE

NONE_OPEN = "近期没有可报名的活动。有新活动会在这里公布，回复“活动”随时查看。"


def show_events(tx: Tx, person: Person, argument: str) -> Reply:
    """活动, 活动 培训班, 活动 乒乓, 12月5日有什么活动, 活动 第2页; or a page of such a list."""
    what, number = lists.turned(argument)
    if number is None:
        what, number = lists.said(argument)
    found = finding.find(tx, person, what)
    if found is None:
        missed = f"没有找到“{what}”。" if is_a_name(what) else ""
        return _all(tx, person, number or 0).before(missed)
    if found.one and found.head == NAMED:
        return show_card(tx, person, found.one)
    return _some(tx, found, what, number or 0)


def _all(tx: Tx, person: Person, number: int) -> Reply:
    found, total = events.page(tx, places.path_of(tx, person), "", number)
    if not found:
        return Reply(NONE_OPEN) if number == 0 else _all(tx, person, 0)
    more = total > (number + 1) * events.PAGE
    head = f"近期可报名的活动（共 {total} 项）："
    return _list(tx, head, found, Page("registration.list", "", number), more)


def _some(tx: Tx, found: Found, what: str, number: int) -> Reply:
    ids, more = lists.cut(found.ids, number, events.PAGE)
    if not ids and number:
        return _some(tx, found, what, 0)
    shown = [event for i in ids if (event := events.get(tx, i))]
    head = f"{found.head}（共 {len(found.ids)} 项）："
    if not shown:
        return Reply(found.amiss or NONE_OPEN)
    at = Page("registration.list", what, number)
    return _list(tx, head, shown, at, more).before(found.amiss)


def _list(tx: Tx, head: str, shown: Sequence[Event], at: Page, more: bool) -> Reply:
    last = f"回复编号看详情，“{lists.FURTHER}”看更多。" if more else "回复编号看详情。"
    menu = lists.menu([Choice("registration.card", event.id) for event in shown], at, more)
    return Reply("\n".join([head, *cards.lines(tx, shown), last]), menu)


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
    take = [Choice("registration.sign_up_for", event.id, words) for words in ((), I_DO)]
    again = Choice("registration.card", event.id)
    besides = (
        again._replace(words=(*WHEN_AND_WHERE, *PERHAPS)),
        Choice("registration.list", "", ANOTHER),
        Choice("registration.not_now", "", DECLINES),
    )
    menu = Menu((*take, *besides), again)
    return Reply("\n".join([*lines, "回复 1 报名，回复“活动”回到列表。"]), menu)
