"""What secretaries say about what they published; one that is meant is asked of its own room."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.capability import Capability, Published
from bot.message import Choice, Menu, Reply
from bot.pages import page, turned
from bot.people.person import Person
from bot.store.tx import Tx

LINES = 5
NONE_FOUND = "没有找到您管理范围内的这一项。回复“{}”看有哪些。"
NONE_AT_ALL = "您管理的范围内现在没有已发布的活动和需求。"


def roll(rooms: Sequence[Capability], tx: Tx, person: Person, argument: str) -> Reply:
    text, number = turned(argument)
    found = _published(rooms, tx, person, text, past=True)
    choices = [each.roll for each in found]
    return _one_of(rooms, tx, person, found, choices, _List("roll", "名单", text, number or 0))


def revise(rooms: Sequence[Capability], tx: Tx, person: Person, argument: str) -> Reply:
    text, number = turned(argument)
    found = _published(rooms, tx, person, text, past=False)
    choices = [each.revise for each in found]
    return _one_of(rooms, tx, person, found, choices, _List("revise", "修改", text, number or 0))


class _List(NamedTuple):
    """Which list: its action and word, what was said behind the word, and the page."""

    action: str
    word: str
    text: str
    number: int

    def at(self, number: int, *words: str) -> Choice:
        return Choice(f"publications.{self.action}", page(self.text, number), words)


def _published(
    rooms: Sequence[Capability], tx: Tx, person: Person, text: str, *, past: bool
) -> list[Published]:
    found = [p for room in rooms if room.published for p in room.published(tx, person, text, past)]
    return sorted(found, key=lambda each: (abs(each.starts_at - tx.now), each.line))


def _one_of(
    rooms: Sequence[Capability],
    tx: Tx,
    person: Person,
    found: Sequence[Published],
    choices: Sequence[Choice],
    wanted: _List,
) -> Reply:
    if not found:
        return Reply(NONE_FOUND.format(wanted.word) if wanted.text else NONE_AT_ALL)
    if len(found) == 1 and wanted.text:
        return _do(rooms, tx, person, choices[0])
    here = slice(LINES * wanted.number, LINES * (wanted.number + 1))
    if not found[here]:
        return Reply("没有更多的了。", Menu((), wanted.at(0)))
    more = len(found) > here.stop
    lines = [f"{n} {each.line}" for n, each in enumerate(found[here], 1)]
    head = f"您说的是哪一项？（共 {len(found)} 项）" if len(found) > LINES else "您说的是哪一项？"
    end = "回复编号，或在后面说全名" + ("，“下一页”看更多。" if more else "。")
    further = (wanted.at(wanted.number + 1, "下一页"),) if more else ()
    menu = Menu((*choices[here], *further), wanted.at(wanted.number))
    return Reply("\n".join([head, *lines, end]), menu)


def _do(rooms: Sequence[Capability], tx: Tx, person: Person, choice: Choice) -> Reply:
    room, _, name = choice.action.partition(".")
    actions = next(each.actions for each in rooms if each.name == room)
    return next(a for a in actions if a.name == name).speak(tx, person, choice.argument)
