"""What people say to find service needs, and what they see: the list, and one need's card."""

from collections.abc import Sequence

from bot.conversation import lists
from bot.conversation.lists import Page
from bot.language.naming import is_a_name
from bot.message import Again, Choice, Menu, Reply
from bot.people import places
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.speech import ANOTHER, DECLINES, I_DO, PERHAPS, WHEN_AND_WHERE
from handlers.volunteering import cards, finding, needs
from handlers.volunteering.finding import NAMED, Area, Found
from handlers.volunteering.needs import Need

NONE_ANYWHERE = "近期没有待认领的服务需求，有了会在这里公布。"


def show_needs(tx: Tx, person: Person, argument: str) -> Reply:
    """志愿, 志愿 长安, 志愿 义诊 12月5日, 志愿 第2页; or a page of such a list."""
    what, number = lists.turned(argument)
    if number is None:
        what, number = lists.said(argument)
    found = finding.find(tx, what)
    if found is None:
        missed = f"没有找到“{what}”。" if is_a_name(what) else ""
        return _all(tx, number or 0).before(missed)
    if len(found.areas) > 1:
        return _which_area(found.areas, what, number or 0)
    if found.one and found.head == NAMED:
        return show_card(tx, person, found.one)
    return _some(tx, found, Page("volunteering.list", what, number or 0))


def show_area(tx: Tx, person: Person, argument: str) -> Reply:
    """A page of one community or district, by its id."""
    area_id, number = lists.turned(argument)
    area = places.get(tx, area_id)
    if area is None:
        return _all(tx, 0)
    found = finding.of_areas(tx, finding.titles(tx), [Area(area.id, area.name)])
    return _some(tx, found, Page("volunteering.area", area_id, number or 0))


def _which_area(areas: Sequence[Area], what: str, number: int) -> Reply:
    shown, more = lists.cut(areas, number, needs.PAGE)
    lines = ["您说的是哪里？", *(f"{n} {area.name}" for n, area in enumerate(shown, 1))]
    choices = [Choice("volunteering.area", lists.page(area.id, 0)) for area in shown]
    menu = lists.menu(choices, Page("volunteering.list", what, number), more)
    last = f"回复编号，“{lists.FURTHER}”看更多。" if more else "回复编号。"
    return Reply("\n".join([*lines, last]), menu)


def _all(tx: Tx, number: int) -> Reply:
    found, total = needs.page(tx, number)
    if not found:
        return _all(tx, 0) if number else Reply(NONE_ANYWHERE)
    more = total > (number + 1) * needs.PAGE
    at = Page("volunteering.list", "", number)
    hint = f"也可说社区名，如“志愿 {found[0].community}”。"
    return _list(tx, f"{finding.WANTED}（共 {total} 项）：", found, at, more, hint)


def _some(tx: Tx, found: Found, at: Page) -> Reply:
    ids, more = lists.cut(found.ids, at.number, needs.PAGE)
    if not ids and at.number:
        return _some(tx, found, at._replace(number=0))
    shown = [need for i in ids if (need := needs.get(tx, i))]
    if not shown:
        return Reply(found.amiss or NONE_ANYWHERE)
    head = f"{found.head}（共 {len(found.ids)} 项）："
    return _list(tx, head, shown, at, more).before(found.amiss)


def _list(tx: Tx, head: str, shown: Sequence[Need], at: Page, more: bool, hint: str = "") -> Reply:
    last = "回复编号看详情" + (f"，“{lists.FURTHER}”看更多" if more else "")
    last += f"；{hint}" if hint else "。"
    menu = lists.menu([Choice("volunteering.card", need.id) for need in shown], at, more)
    return Reply("\n".join([head, *cards.lines(tx, shown), last]), menu)


def show_card(tx: Tx, person: Person, need_id: str) -> Reply:
    wanted = seen(tx, need_id)
    if not wanted.open:
        return Reply(cards.called_off(tx, wanted))
    mine = needs.find(tx, wanted.id, person.id) if person.confirmed else None
    if mine is not None:
        return Reply(cards.card(tx, mine, wanted))
    lines = cards.face(tx, wanted)
    take = [Choice("volunteering.take", wanted.id, words) for words in ((), I_DO)]
    again = Choice("volunteering.card", wanted.id)
    besides = (
        again._replace(words=(*WHEN_AND_WHERE, *PERHAPS)),
        Choice("volunteering.list", "", ANOTHER),
        Choice("volunteering.not_now", "", DECLINES),
    )
    menu = Menu((*take, *besides), again)
    return Reply("\n".join([*lines, "回复 1 报名，回复“志愿”回到列表。"]), menu)


def seen(tx: Tx, need_id: str) -> Need:
    """Raises Again when there is none."""
    wanted = needs.get(tx, need_id)
    if wanted is None:
        raise Again("这项需求已经不在了。回复“志愿”看现在有哪些。")
    return wanted
