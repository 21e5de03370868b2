"""One's own services: which of them a sentence means, lists of them, and leaving."""

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
from handlers.volunteering import cards, clashing, finding, listing, needs
from handlers.volunteering.needs import Service

NONE_OF_MINE = "您近期没有认领志愿服务。回复“志愿”看哪里需要人。"
# What is done to a place, where somebody seems to have typed a name.
_DONE = re.compile(r"[换退撤删取消不没了]")
_CODE = re.compile(r"[A-Z]\d[A-Z]\d")


class Meant(NamedTuple):
    """Which of one's own services are meant, what was said that is none of them, and whether the
    only one was said so exactly that it need not be asked about."""

    places: Sequence[Service]
    amiss: str = ""
    exact: bool = False


def show(tx: Tx, person: Person, argument: str) -> Reply:
    places = needs.of_member(tx, person.id)
    if not places:
        return Reply(NONE_OF_MINE)
    head = f"您认领的志愿服务（{len(places)} 项）："
    choices = [Choice("volunteering.card", place.need_id) for place in places]
    at = Page("volunteering.mine", "", lists.number(argument))
    return _list(tx, places, choices, head, "回复编号看凭号或退出", at)


def leave(tx: Tx, person: Person, argument: str) -> Reply:
    """退出志愿 H3K7 leaves; anything less exact is asked about first."""
    text, number = lists.turned(argument)
    found = _meant(tx, person, text)
    if not found.places:
        return Reply(f"{NONE_OF_MINE}要退活动请回复“取消报名”。")
    if found.amiss:  # a number in a hurry must not leave another one
        return show(tx, person, "").before(found.amiss)
    if number is None and found.exact:
        return withdraw(tx, person, found.places[0].id)
    return _asked(tx, found, Page("volunteering.leave", text, number or 0))


def _asked(tx: Tx, found: Meant, at: Page) -> Reply:
    title = "退出哪一项？" if len(found.places) > 1 else "退出这一项吗？"
    choices = [Choice("volunteering.withdraw", place.id) for place in found.places]
    reply = _list(tx, found.places, choices, title, "回复编号；不用了就不回", at)
    return reply.before(found.amiss).asking()


def ask_to_leave(tx: Tx, person: Person, service_id: str) -> Reply:
    """Said right after it was taken; of all, when it is gone by now."""
    place_id, _ = lists.turned(service_id)
    own = [place for place in needs.of_member(tx, person.id) if place.id == place_id]
    if not own:
        return leave(tx, person, "")
    return _asked(tx, Meant(own), Page("volunteering.ask_to_leave", place_id))


def withdraw(tx: Tx, person: Person, service_id: str) -> Reply:
    place = needs.held(tx, service_id)
    if place is None or place.member_id != person.id:
        return Reply("这项服务已经退出过了，不用重复操作。")
    wanted = listing.seen(tx, place.need_id)
    if not wanted.open:
        return Reply(cards.called_off(tx, wanted))
    if wanted.starts_at <= tx.now:
        return Reply(clashing.STARTED)
    needs.leave(tx, place)
    return Reply(
        f"【已取消】{wanted.community}　{wanted.title}\n已退出，名额让给别人。谢谢您提前说一声。"
    )


def _list(
    tx: Tx,
    places: Sequence[Service],
    choices: Sequence[Choice],
    head: str,
    last: str,
    at: Page,
) -> Reply:
    shown, more = lists.cut(places, at.number, needs.PAGE)
    if not shown:
        return _list(tx, places, choices, head, last, at._replace(number=0))
    lines = [f"{n} {_line(tx, place)}" for n, place in enumerate(shown, 1)]
    last += f"；“{lists.FURTHER}”看更多。" if more else "。"
    numbers, _ = lists.cut(choices, at.number, needs.PAGE)
    return Reply("\n".join([head, *lines, last]), lists.menu(numbers, at, more))


def _line(tx: Tx, place: Service) -> str:
    wanted = listing.seen(tx, place.need_id)
    return f"{wanted.community} {wanted.title}　{saying.at(wanted.starts_at, tx.now)}"


def _meant(tx: Tx, person: Person, text: str) -> Meant:
    """By code, by the number in the list just shown, by name or by day; else all of them."""
    places = needs.of_member(tx, person.id)
    if by_code := [place for place in places if place.code in text.upper()]:
        return Meant(by_code, exact=len(by_code) == 1)
    if not places or not text:
        return Meant(places)
    number = number_named(text)
    return _told(tx, places, text) if number is None else _at(tx, person, places, number)


def _at(tx: Tx, person: Person, places: Sequence[Service], number: int) -> Meant:
    chosen = finding.shown(tx, person, number)
    if chosen is None:
        return Meant(places)
    found = [place for place in places if chosen.argument in (place.id, place.need_id)]
    of = needs.get(tx, chosen.argument)
    if found or of is None:
        return Meant(found or places, exact=bool(found))
    return Meant(places, f"您没有认领“{of.name}”。")


def _told(tx: Tx, places: Sequence[Service], text: str) -> Meant:
    known = finding.titles(tx, [place.need_id for place in places])
    period, rest = told(text, tx.now, [f"{each.community}{each.title}" for each in known])
    name = finding.named(tx, known, rest)
    if not (name.titles or name.areas or period):
        return Meant(places, _unknown(rest))
    among = name.rows if name.titles else name._replace(titles=known).rows
    on = {each.id for each in among if not period or period.holds(each.starts_at)}
    if found := [place for place in places if place.need_id in on]:
        return Meant(found)
    return Meant(places, f"您没有认领{_called(name, period.name if period else '', rest)}。")


def _called(name: finding.Named, when: str, said: str) -> str:
    where = name.areas[0].name if len(name.areas) == 1 else ""
    titles = {each.title for each in name.titles}
    what = titles.pop() if len(titles) == 1 else ""
    if what or is_a_name(said):
        return f"{f'{when}的' if when else ''}“{where + what if what else said.strip()}”"
    return f"{when or ('' if where else '您说')}{where}的服务"


def _unknown(text: str) -> str:
    if code := _CODE.fullmatch(text.strip().upper()):
        return f"没有凭号 {code[0]} 的志愿服务。"
    named = is_a_name(text) and not _DONE.search(text)
    return f"您没有认领“{text.strip()}”。" if named else ""
