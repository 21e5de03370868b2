"""One's own places: which of them a sentence means, and lists of them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.conversation import lists
from bot.conversation.lists import Page
from bot.language.naming import is_a_name, number_named
from bot.message import Choice, Reply
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from bot.when.period import told
from handlers.registration import events, finding, seats
from handlers.registration.events import MODES
from handlers.registration.seats import Registration

NONE_OF_MINE = "您近期没有报名活动。回复“活动”看有哪些可报。"
# What is done to a place, where somebody seems to have typed a name.
_DONE = re.compile(r"[改换转调切变退撤删取消不没了]")
_CODE = re.compile(r"[A-Z]\d[A-Z]\d")


class Meant(NamedTuple):
    """Which of one's own places are meant, what was said that is none of them, and whether the
    only one was said so exactly that it need not be asked about."""

    places: Sequence[Registration]
    amiss: str = ""
    exact: bool = False


def show(tx: Tx, person: Person, argument: str) -> Reply:
    places = seats.of_member(tx, person.id)
    if not places:
        return Reply(NONE_OF_MINE)
    head = f"您报名的活动（{len(places)} 项）："
    choices = [Choice("registration.card", place.event_id) for place in places]
    at = Page("registration.mine", "", lists.number(argument))
    return _list(tx, places, choices, head, "回复编号看凭号、改方式或取消", at)


def which(tx: Tx, found: Meant, action: str, title: str, at: Page) -> Reply:
    """Asked about, a page at a time; a number does `action`."""
    choices = [Choice(action, place.id) for place in found.places]
    reply = _list(tx, found.places, choices, title, "回复编号；不用了就不回", at)
    return reply.before(found.amiss)


def _list(
    tx: Tx,
    places: Sequence[Registration],
    choices: Sequence[Choice],
    head: str,
    last: str,
    at: Page,
) -> Reply:
    shown, more = lists.cut(places, at.number, events.PAGE)
    if not shown:
        return _list(tx, places, choices, head, last, at._replace(number=0))
    lines = [f"{n} {_line(tx, place)}" for n, place in enumerate(shown, 1)]
    last += f"；“{lists.FURTHER}”看更多。" if more else "。"
    numbers, _ = lists.cut(choices, at.number, events.PAGE)
    return Reply("\n".join([head, *lines, last]), lists.menu(numbers, at, more))


def _line(tx: Tx, place: Registration) -> str:
    of = seats.event_of(tx, place)
    state = f"候补第 {seats.position(tx, place)} 位" if place.waiting else "成功"
    return f"{of.title}　{saying.at(of.starts_at, tx.now)}　{MODES[place.mode]}　{state}"


def meant(tx: Tx, person: Person, text: str) -> Meant:
    """By code, by the number in the list just shown, by name or by day; else all of them."""
    places = seats.of_member(tx, person.id)
    if by_code := [place for place in places if place.code in text.upper()]:
        return Meant(by_code, exact=len(by_code) == 1)
    if not places or not text:
        return Meant(places)
    number = number_named(text)
    return _told(tx, person, places, text) if number is None else _at(tx, person, places, number)


def _at(tx: Tx, person: Person, places: Sequence[Registration], number: int) -> Meant:
    chosen = finding.shown(tx, person, number)
    if chosen is None:
        return Meant(places)
    found = [place for place in places if chosen.argument in (place.id, place.event_id)]
    of = events.find(tx, person, chosen.argument)
    if found or of is None:
        return Meant(found or places, exact=bool(found))
    return Meant(places, f"您没有报“{of.title}”。")


def _told(tx: Tx, person: Person, places: Sequence[Registration], text: str) -> Meant:
    known = finding.titles(tx, person, [place.event_id for place in places])
    period, rest = told(text, tx.now, [each.title for each in known])
    name = finding.named(known, rest)
    if not (name.rows or period):
        return Meant(places, _unknown(rest))
    on = {e.id for e in name.rows or known if not period or period.holds(e.starts_at)}
    if found := [place for place in places if place.event_id in on]:
        return Meant(found)
    called = f"“{name.said}”" if name.said else f"{period.name if period else '您说'}的活动"
    return Meant(places, f"您没有报{called}。")


def _unknown(text: str) -> str:
    if code := _CODE.fullmatch(text.strip().upper()):
        return f"没有凭号 {code[0]} 的报名。"
    return f"您没有报“{text.strip()}”。" if is_a_name(text) and not _DONE.search(text) else ""
