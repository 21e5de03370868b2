"""名单 and 修改: who has a place and who waits, for whose office covers it, whichever kind it is."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.conversation import lists
from bot.conversation.lists import Page, page, turned
from bot.hearing.heard import Heard
from bot.language.naming import chosen, is_a_name
from bot.language.text import TEXT_BYTES, short
from bot.message import Choice, Menu, Reply
from bot.people import audit, places
from bot.people.person import Person
from bot.store.tx import Row, Tx
from handlers.offerings import covered, finding, offering, revising, seats
from handlers.offerings.covered import Covered
from handlers.offerings.kind import Kind
from handlers.offerings.offering import PAGE, Offering

NAMES = 20  # on a page
ERASED = "（已注销）"
# Characters of a branch's name, as many as let twenty lines fit into a message.
_WIDTHS = (30, 16, 10, 6)
NONE_THERE = "“{}”现在没有已发布的活动和需求。回复“名单”看您管理范围内有哪些。"
THEIRS = (
    "{0}是{1}发布的，名单只有发布方看得到；您管理的范围内现在没有这样的名单。\n"
    "还有多少名额回复“{2}”；要名单请回复“人工”，我转告工委的同志。"
)
NONE_FOUND = "没有找到您管理范围内的这一项。回复“{}”看有哪些。"


def show(kind: Kind, tx: Tx, person: Person, argument: str) -> Reply:
    """One page; every look is on record."""
    offering_id, number = turned(argument)
    of = covered.find(kind, tx, person, offering_id)
    if of is None:
        return Reply(covered.none(kind, offering_id))
    number = number or 0
    which = {"offering_id": of.id, "count": NAMES + 1, "skip": NAMES * number}
    rows = tx.rows("offerings.roll", **which)
    audit.note(tx, person.id, "看名单", of.audited, details=of.name)
    more = len(rows) > NAMES
    names = [_Name.of(kind, tx, of, row) for row in rows[:NAMES]]
    texts = (_text(kind, of, names, NAMES * number, more, width) for width in _WIDTHS)
    text = next(text for text in texts if len(text.encode()) <= TEXT_BYTES)
    again = Choice(kind.act("roll"), page(of.id, number))
    further = Choice(kind.act("roll"), page(of.id, number + 1), (lists.FURTHER,))
    return Reply(text, Menu((further,) if more else (), again))


class _Name(NamedTuple):
    """One line of the list, before it is known how much room there is."""

    name: str
    branch: str
    place: str

    @classmethod
    def of(cls, kind: Kind, tx: Tx, of: Offering, row: Row) -> "_Name":
        place = seats.seat(row)
        pool = seats.pool_of(place, of)
        how = pool.hour or kind.label(pool.mode)
        waits = f"候补第 {seats.position(tx, place)} 位" if place.waiting else ""
        branch = f"{row['unit'] or ''}{row['branch'] or ''}"
        return cls(
            row["name"] or ERASED, branch, f"{waits}（{how}）" if waits and how else waits or how
        )

    def line(self, number: int, width: int) -> str:
        pieces = (f"{number} {self.name}", short(self.branch, width), self.place)
        return "　".join(piece for piece in pieces if piece)


def _text(
    kind: Kind, of: Offering, names: Sequence[_Name], before: int, more: bool, width: int
) -> str:
    lines = [name.line(before + n, width) for n, name in enumerate(names, 1)]
    if not lines:
        lines = ["还没有人报名。" if not before else "没有更多的了。"]
    end = ["“下一页”看后面的。"] if more else []
    state = "" if of.open else "（已取消）"
    return "\n".join([f"【名单】{of.name}{state}", totals(kind, of), *lines, *end])


def totals(kind: Kind, of: Offering) -> str:
    """现场 36/200 · 视频 120/3000 · 候补 5"""
    parts = []
    for mode in dict.fromkeys(pool.mode for pool in of.pools):
        pools = [pool for pool in of.pools if pool.mode == mode]
        taken, capacity = sum(p.taken for p in pools), sum(p.capacity or 0 for p in pools)
        most = f"/{capacity}" if all(p.capacity for p in pools) else ""
        parts.append(f"{kind.label(mode) or '已报名'} {taken}{most}")
    waiting = sum(pool.waiting for pool in of.pools)
    return " · ".join([*parts, *([f"候补 {waiting}"] if kind.waits else [])])


# ---------------------------------------------------------------- of whatever was published


class _Published(NamedTuple):
    kind: Kind
    of: Covered


def _of_others(kinds: Mapping[str, Kind], tx: Tx, person: Person, text: Heard) -> Reply | None:
    """The list of what is named is its publisher's; so is that of all there is, where nothing is
    named and nobody has published anything here."""
    rooms = kinds.values()
    named = [(kind, i) for kind in rooms for i in finding.named_in(kind, tx, person, text)]
    if not named and not (text and is_a_name(text)):
        named = [(kind, row.id) for kind in rooms for row in finding.titles(kind, tx, person)]
        named = [] if _published(kinds, tx, person, "", past=True) else named
        text = text.part("")
    of = offering.get(named[0][0], tx, named[0][1]) if named else None
    holder = places.get(tx, of.holder_id or "") if of else None
    if of is None or holder is None:
        return None
    what, word = (f"“{of.name}”", of.name) if text else ("近期的活动", named[0][0].words.listed)
    return Reply(THEIRS.format(what, holder.title, word))


def roll(kinds: Mapping[str, Kind], tx: Tx, person: Person, argument: Heard) -> Reply:
    """名单 大讲堂第10期"""
    at = _at("offerings.roll", argument)
    where = covered.places_called(tx, person, at.what) if at.what else []
    found = _published(kinds, tx, person, "" if len(where) == 1 else at.what, past=True)
    if len(where) == 1:  # 名单 财政局第三支部: what that one has published
        held = covered.held_at([each.of for each in found], where)
        found = [each for each in found if each.of in held]
        if not found:
            return Reply(NONE_THERE.format(where[0].title))
    elif not found and (theirs := _of_others(kinds, tx, person, argument.part(at.what))):
        return theirs
    elif not found and at.what and not is_a_name(at.what):  # 谁报名了 names nothing: of all
        return roll(kinds, tx, person, argument.part(""))
    choices = [Choice(each.kind.act("roll"), page(each.of.id, 0)) for each in found]
    return _one_of(kinds, tx, person, found, choices, at, show)


def revise(kinds: Mapping[str, Kind], tx: Tx, person: Person, argument: str) -> Reply:
    """修改 大讲堂第10期 地点改成3楼"""
    at = _at("offerings.revise", argument)
    found = _published(kinds, tx, person, at.what, past=False)
    choices = [Choice(each.kind.act("revise_this"), f"{each.of.id} {at.what}") for each in found]
    return _one_of(kinds, tx, person, found, choices, at, revising.revise_this)


def _at(action: str, argument: str) -> Page:
    text, number = turned(argument)
    return Page(action, text, number or 0)


def _published(
    kinds: Mapping[str, Kind], tx: Tx, person: Person, text: str, *, past: bool
) -> list[_Published]:
    found = [
        _Published(kind, of)
        for kind in kinds.values()
        for of in covered.named(kind, tx, person, "", past=past)
        if past or not kind.by_hour  # opening hours are changed as a whole
    ]
    found.sort(key=lambda each: (abs(each.of.starts_at - tx.now), each.of.name))
    if not text:
        return _one_of_each_series(found)
    general = [word for kind in kinds.values() for word in kind.words.general]
    return chosen(text, found, lambda each: each.of.name, general)


def _one_of_each_series(found: Sequence[_Published]) -> list[_Published]:
    """The nearest: a place that is open daily must not fill a list that names nothing."""
    first = {each.of.series or each.of.id: each for each in reversed(found)}
    return [each for each in found if first[each.of.series or each.of.id] is each]


def _one_of(
    kinds: Mapping[str, Kind],
    tx: Tx,
    person: Person,
    found: Sequence[_Published],
    choices: Sequence[Choice],
    at: Page,
    do: Callable[[Kind, Tx, Person, str], Reply],
) -> Reply:
    if not found:
        word = "名单" if at.action.endswith("roll") else "修改"
        every = "、".join(kind.words.published for kind in kinds.values())
        none = f"您管理的范围内现在没有已发布的{every}。"
        return Reply(NONE_FOUND.format(word) if at.what else none)
    if len(found) == 1 and at.what:
        return do(found[0].kind, tx, person, choices[0].argument)
    head = "您说的是哪一项？" + (f"（共 {len(found)} 项）" if len(found) > PAGE else "")
    of = dict(zip(found, choices, strict=True))
    last = "回复编号，或在后面说全名"
    return lists.numbered(
        at, found, lambda each: each.of.line(tx.now), of.__getitem__, PAGE, head, last
    )
