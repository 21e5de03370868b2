"""One's own places: which of them a sentence means, and lists of them."""

import re
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from bot import commitments
from bot.conversation import lists
from bot.conversation.lists import Page
from bot.hearing.heard import Heard
from bot.language.naming import is_a_name
from bot.language.text import in_quotes
from bot.message import Choice, Reply
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from bot.when.period import told
from handlers.offerings import finding, focused, offering, seats
from handlers.offerings.finding import Named
from handlers.offerings.kind import Kind
from handlers.offerings.offering import PAGE
from handlers.offerings.seats import Seat

# What is done to a place, where somebody seems to have typed a name.
_DONE = re.compile(r"[改换转调切变退撤删取消不没了]")
_CODE = re.compile(r"[A-Z]\d[A-Z]\d")


class Meant(NamedTuple):
    """Which of one's own places are meant, what was said that is none of them, and whether the
    only one was said so exactly that it need not be asked about."""

    places: Sequence[Seat]
    amiss: str = ""
    exact: bool = False
    together: bool = False  # all of them at once
    spoken_of: bool = False  # the one that was just spoken of, as none is named


def show(kind: Kind, tx: Tx, person: Person, argument: str) -> Reply:
    places = seats.of_member(kind, tx, person.id)
    if not places:
        return Reply("\n".join([kind.words.none_mine, *_others(tx, person)]))
    head, at = f"{kind.words.own}（{len(places)} 项）：", lists.number(argument)
    card = partial(_card, kind)
    at_page = Page(kind.act("mine"), "", at)
    return lists.numbered(
        at_page, places, partial(line, kind, tx), card, PAGE, head, kind.words.on_card
    )


def _card(kind: Kind, place: Seat) -> Choice:
    return Choice(kind.act("card"), place.offering_id)


def _others(tx: Tx, person: Person) -> list[str]:
    """Whoever has none of these may mean another kind: 我已经报名义诊了."""
    found = commitments.ahead(tx, person.id)
    return [f"您另有：{each.title}　{saying.at(each.starts_at, tx.now)}" for each in found]


def which(kind: Kind, tx: Tx, found: Meant, action: str, title: str, at: Page) -> Reply:
    """Asked about, a page at a time; a number does `action`."""
    do = kind.act(action)
    each, last = partial(line, kind, tx), "回复编号；不用了就不回"
    reply = lists.numbered(
        at, found.places, each, lambda place: Choice(do, place.id), PAGE, title, last
    )
    return reply.before(found.amiss)


def line(kind: Kind, tx: Tx, place: Seat) -> str:
    of = seats.of(kind, tx, place)
    pool = seats.pool_of(place, of)
    state = f"候补第 {seats.position(tx, place)} 位" if place.waiting else "成功"
    name, when = f"{of.area} {of.title}".lstrip(), saying.at(of.hours(pool)[0], tx.now)
    return "　".join(filter(None, (name, when, kind.label(pool.mode), state)))


def meant(kind: Kind, tx: Tx, person: Person, text: Heard) -> Meant:
    """By code, by the number in the list just shown, by name or by day; else all of them."""
    places = seats.of_member(kind, tx, person.id)
    if by_code := [place for place in places if place.code in text.upper()]:
        return Meant(by_code, exact=len(by_code) == 1)
    if not places or not text:
        return Meant(places)
    if text.places:
        return _at_several(kind, tx, person, places, text.places)
    if text.place is not None:
        return _at(kind, tx, person, places, text.place)
    return _told(kind, tx, person, places, text)


def _at_several(
    kind: Kind, tx: Tx, person: Person, places: Sequence[Seat], numbers: Sequence[int]
) -> Meant:
    """Of the list just shown, or else of one's own places in their order."""
    shown = [finding.shown(kind, tx, person, number) for number in numbers]
    if not all(shown):
        return Meant(places)
    wanted = [choice.argument for choice in shown if choice]
    found = [place for place in places if place.id in wanted or place.offering_id in wanted]
    return Meant(found, together=True) if len(found) == len(numbers) else Meant(places)


def _at(kind: Kind, tx: Tx, person: Person, places: Sequence[Seat], number: int) -> Meant:
    chosen = finding.shown(kind, tx, person, number)
    if chosen is None:
        return Meant(places)
    found = [place for place in places if chosen.argument in (place.id, place.offering_id)]
    of = offering.find(kind, tx, person, chosen.argument)
    if found or of is None:
        return Meant(found or places, exact=bool(found))
    return Meant(places, f"您没有{kind.words.verb}“{of.name}”。")


def _told(kind: Kind, tx: Tx, person: Person, places: Sequence[Seat], text: Heard) -> Meant:
    known = finding.titles(kind, tx, person, [place.offering_id for place in places])
    period, rest = told(text, tx.now, [each.name for each in known])
    name = finding.named(kind, tx, known, rest)
    if not (name.anything or period):
        return _of_no_name(kind, tx, person, places, text.part(rest))
    on = {e.id for e in name.among(known) if not period or period.holds(e.starts_at)}
    if found := [place for place in places if place.offering_id in on]:
        return Meant(found)
    called = _called(kind, name, period.name if period else "", rest)
    return Meant(places, f"您没有{kind.words.verb}{called}。")


def _of_no_name(kind: Kind, tx: Tx, person: Person, places: Sequence[Seat], text: Heard) -> Meant:
    """All of them, the one just spoken of, or whichever; a name that none of them has is said."""
    if text.of_all:
        return Meant(places, together=len(places) > 1)
    unknown = _unknown(kind, text)
    spoken_of = None if unknown else focused.own(kind, tx, person)
    if spoken_of is None:
        return Meant(places, unknown)
    return Meant([spoken_of], spoken_of=True)


def _called(kind: Kind, name: Named, when: str, said: str) -> str:
    titles = {each.title for each in name.titles}
    what = name.category or (titles.pop() if len(titles) == 1 else "")
    if what or is_a_name(said):
        return (
            f"{f'{when}的' if when else ''}{in_quotes(name.area + what if what else said.strip())}"
        )
    return f"{when or ('' if name.area else '您说')}{name.area}的{kind.words.noun}"


def _unknown(kind: Kind, text: str) -> str:
    if code := _CODE.fullmatch(text.strip().upper()):
        return f"没有凭号 {code[0]} 的{kind.words.record}。"
    named = is_a_name(text) and not _DONE.search(text)
    return f"您没有{kind.words.verb}{in_quotes(text.strip())}。" if named else ""
