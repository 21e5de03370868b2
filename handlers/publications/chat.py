"""What secretaries say about what they published; one that is meant is asked of its own room."""

from collections.abc import Sequence

from bot.conversation import lists
from bot.conversation.capability import Capability, Published
from bot.conversation.lists import Page
from bot.language.naming import is_a_name
from bot.message import Choice, Reply
from bot.people.person import Person
from bot.store.tx import Tx

LINES = 5
NONE_FOUND = "没有找到您管理范围内的这一项。回复“{}”看有哪些。"
NONE_AT_ALL = "您管理的范围内现在没有已发布的活动和需求。"


def roll(rooms: Sequence[Capability], tx: Tx, person: Person, argument: str) -> Reply:
    at = _at("publications.roll", argument)
    found = _published(rooms, tx, person, at.what, past=True)
    return _one_of(rooms, tx, person, found, [each.roll for each in found], at)


def revise(rooms: Sequence[Capability], tx: Tx, person: Person, argument: str) -> Reply:
    at = _at("publications.revise", argument)
    found = _published(rooms, tx, person, at.what, past=False)
    return _one_of(rooms, tx, person, found, [each.revise for each in found], at)


def _at(action: str, argument: str) -> Page:
    text, number = lists.turned(argument)
    return Page(action, text, number or 0)


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
    at: Page,
) -> Reply:
    if not found and at.what and not is_a_name(at.what):  # 谁报名了 names nothing: of all
        return _of_all(rooms, tx, person, at)
    if not found:
        word = "名单" if at.action.endswith("roll") else "修改"
        return Reply(NONE_FOUND.format(word) if at.what else NONE_AT_ALL)
    if len(found) == 1 and at.what:
        return _do(rooms, tx, person, choices[0])
    shown, more = lists.cut(found, at.number, LINES)
    if not shown:  # fewer than there were
        return _one_of(rooms, tx, person, found, choices, at._replace(number=0))
    numbered, _ = lists.cut(choices, at.number, LINES)
    lines = [f"{n} {each.line}" for n, each in enumerate(shown, 1)]
    head = f"您说的是哪一项？（共 {len(found)} 项）" if len(found) > LINES else "您说的是哪一项？"
    end = "回复编号，或在后面说全名" + (f"，“{lists.FURTHER}”看更多。" if more else "。")
    return Reply("\n".join([head, *lines, end]), lists.menu(numbered, at, more))


def _of_all(rooms: Sequence[Capability], tx: Tx, person: Person, at: Page) -> Reply:
    again = roll if at.action.endswith("roll") else revise
    return again(rooms, tx, person, "")


def _do(rooms: Sequence[Capability], tx: Tx, person: Person, choice: Choice) -> Reply:
    room, _, name = choice.action.partition(".")
    actions = next(each.actions for each in rooms if each.name == room)
    return next(a for a in actions if a.name == name).speak(tx, person, choice.argument)
