"""What people say to see what there is, and what they see: the list, and one card."""

from collections.abc import Sequence

from bot.conversation import lists
from bot.conversation.lists import Page
from bot.hearing.heard import Heard
from bot.language.naming import is_a_name
from bot.message import Choice, Menu, Reply
from bot.people import places
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.offerings import cards, finding, focused, offering, seats
from handlers.offerings.finding import NAMED, Found, Named
from handlers.offerings.kind import Area, Kind
from handlers.offerings.offering import PAGE, Offering
from handlers.offerings.said_of_a_card import (
    ANOTHER,
    DECLINES,
    I_DO,
    PERHAPS,
    WHEN_AND_WHERE,
)


def show(kind: Kind, tx: Tx, person: Person, argument: Heard) -> Reply:
    """活动, 活动 培训班, 志愿 长安, 12月5日有什么活动, 活动 第2页; or a page of such a list."""
    what, number = lists.turned(argument)
    if number is None:
        what, number = lists.said(argument)
    found = finding.find(kind, tx, person, argument.part(what))
    if found is None:
        missed = f"没有找到“{what}”。" if is_a_name(what) else ""
        return _all(kind, tx, person, number or 0).before(missed)
    if len(found.areas) > 1:
        return _which_area(kind, found.areas, what, number or 0)
    if found.one and found.head == NAMED:
        return show_card(kind, tx, person, found.one)
    return _some(kind, tx, found, Page(kind.act("list"), what, number or 0))


def show_area(kind: Kind, tx: Tx, person: Person, argument: Heard) -> Reply:
    """A page of one community or district, by its id."""
    area_id, number = lists.turned(argument)
    area = places.get(tx, area_id)
    if area is None:
        return _all(kind, tx, person, 0)
    name = Named((), "", [Area(area.id, area.name)])
    found = finding.of_all(kind, tx, finding.titles(kind, tx, person), name)
    return _some(kind, tx, found, Page(kind.act("area"), area_id, number or 0))


def _which_area(kind: Kind, areas: Sequence[Area], what: str, number: int) -> Reply:
    at, show = Page(kind.act("list"), what, number), kind.act("area")
    return lists.numbered(
        at,
        areas,
        lambda area: area.name,
        lambda area: Choice(show, lists.page(area.id, 0)),
        PAGE,
        "您说的是哪里？",
    )


def _all(kind: Kind, tx: Tx, person: Person, number: int) -> Reply:
    found, total = offering.page(kind, tx, places.path_of(tx, person), "", number)
    if not found:
        return _all(kind, tx, person, 0) if number else Reply(kind.words.none_open)
    more = total > (number + 1) * PAGE
    head = f"近期{kind.words.open}的{kind.words.called}（共 {total} 项）："
    area = found[0].area
    hint = f"也可说社区名，如“{kind.words.listed} {area}”。" if area else ""
    return _list(kind, tx, head, found, Page(kind.act("list"), "", number), more, hint)


def _some(kind: Kind, tx: Tx, found: Found, at: Page) -> Reply:
    ids, more = lists.cut(found.ids, at.number, PAGE)
    if not ids and at.number:
        return _some(kind, tx, found, at._replace(number=0))
    shown = [of for i in ids if (of := offering.get(kind, tx, i))]
    if not shown:
        return Reply(found.amiss or kind.words.none_open)
    head = f"{found.head}（共 {len(found.ids)} 项）："
    return _list(kind, tx, head, shown, at, more).before(found.amiss)


def _list(
    kind: Kind,
    tx: Tx,
    head: str,
    shown: Sequence[Offering],
    at: Page,
    more: bool,
    hint: str = "",
) -> Reply:
    last = "回复编号看详情" + (f"，“{lists.FURTHER}”看更多" if more else "")
    last += f"；{hint}" if hint else "。"
    menu = lists.menu([Choice(kind.act("card"), of.id) for of in shown], at, more)
    return Reply("\n".join([head, *cards.lines(kind, tx, shown), last]), menu)


def show_card(kind: Kind, tx: Tx, person: Person, offering_id: str) -> Reply:
    """One of them as whoever it is for sees it; the person's own place, if they have one."""
    of, words = offering.seen(kind, tx, person, offering_id), kind.words
    if not of.open:
        return Reply(cards.called_off(kind, tx, of))
    mine = seats.find(tx, of.id, person.id) if person.confirmed else None
    if mine is not None:
        return cards.shown(kind, tx, mine, of)
    lines = cards.face(kind, tx, of)
    if of.closes_at <= tx.now:
        closed = f"报名已经截止。回复“{words.listed}”看别的。"
        return Reply("\n".join([*lines, closed]), about=focused.topic(kind, of))
    take = [Choice(kind.act("take"), of.id, said) for said in ((), I_DO)]
    again = Choice(kind.act("card"), of.id)
    besides = (
        again._replace(words=(*WHEN_AND_WHERE, *PERHAPS)),
        Choice(kind.act("list"), "", ANOTHER),
        Choice(kind.act("not_now"), "", DECLINES),
    )
    last = f"回复 1 报名，回复“{words.listed}”回到列表。"
    menu = Menu((*take, *besides), again)
    return Reply("\n".join([*lines, last]), menu, focused.topic(kind, of))
