"""What secretaries say about what they published; one that is meant is asked of its own room."""

from collections.abc import Sequence

from bot.capability import Capability, Published
from bot.message import Choice, Menu, Reply
from bot.people.person import Person
from bot.store.tx import Tx

LINES = 5
NONE_FOUND = "没有找到您管理范围内的这一项。回复“{}”看有哪些。"
NONE_AT_ALL = "您管理的范围内现在没有已发布的活动和需求。"


def roll(rooms: Sequence[Capability], tx: Tx, person: Person, text: str) -> Reply:
    found = _published(rooms, tx, person, text, past=True)
    return _one_of(rooms, tx, person, text, found, [each.roll for each in found], "名单")


def revise(rooms: Sequence[Capability], tx: Tx, person: Person, text: str) -> Reply:
    found = _published(rooms, tx, person, text, past=False)
    return _one_of(rooms, tx, person, text, found, [each.revise for each in found], "修改")


def _published(
    rooms: Sequence[Capability], tx: Tx, person: Person, text: str, *, past: bool
) -> list[Published]:
    found = [p for room in rooms if room.published for p in room.published(tx, person, text, past)]
    return sorted(found, key=lambda each: (abs(each.starts_at - tx.now), each.line))


def _one_of(
    rooms: Sequence[Capability],
    tx: Tx,
    person: Person,
    text: str,
    found: Sequence[Published],
    choices: Sequence[Choice],
    word: str,
) -> Reply:
    if not found:
        return Reply(NONE_FOUND.format(word) if text else NONE_AT_ALL)
    if len(found) == 1 and text:
        return _do(rooms, tx, person, choices[0])
    lines = [f"{n} {each.line}" for n, each in enumerate(found[:LINES], 1)]
    again = Choice(f"publications.{'roll' if word == '名单' else 'revise'}", text)
    return Reply(
        "\n".join(["您说的是哪一项？", *lines, "回复编号，或在后面说全名。"]),
        Menu(tuple(choices[:LINES]), again),
    )


def _do(rooms: Sequence[Capability], tx: Tx, person: Person, choice: Choice) -> Reply:
    room, _, name = choice.action.partition(".")
    actions = next(each.actions for each in rooms if each.name == room)
    return next(a for a in actions if a.name == name).speak(tx, person, choice.argument)
