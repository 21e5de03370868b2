"""名单: who signed up for an event and who waits, for whose office covers it."""

from collections.abc import Sequence

from bot.conversation.lists import page, turned
from bot.language.text import TEXT_BYTES, short
from bot.message import Choice, Menu, Reply
from bot.people import audit
from bot.people.person import Person
from bot.store.tx import Row, Tx
from handlers.registration import covered, seats
from handlers.registration.events import MODES, Event

NAMES = 20  # on a page
ERASED = "（已注销）"
# Characters of a branch's name, as many as let twenty lines fit into a message.
_WIDTHS = (30, 16, 10, 6)


def show(tx: Tx, person: Person, argument: str) -> Reply:
    """One page; every look is on record."""
    event_id, number = turned(argument)
    event = covered.find(tx, person, event_id)
    if event is None:
        return Reply(covered.NOT_FOUND)
    number = number or 0
    which = {"event_id": event.id, "count": NAMES + 1, "skip": NAMES * number}
    rows = tx.rows("registration.roll", **which)
    audit.note(tx, person.id, "看名单", event.organisation_id, details=event.title)
    more = len(rows) > NAMES
    names = [_Name(tx, row) for row in rows[:NAMES]]
    text = _fitting(event, names, NAMES * number, more=more)
    again = Choice("registration.roll", page(event.id, number))
    if not more:
        return Reply(text, Menu((), again))
    further = Choice("registration.roll", page(event.id, number + 1), ("下一页",))
    return Reply(text, Menu((further,), again))


class _Name:
    """One line of the list, before it is known how much room there is."""

    def __init__(self, tx: Tx, row: Row) -> None:
        place = seats.registration(row)
        self.name = row["name"] or ERASED
        self.branch = f"{row['unit'] or ''}{row['branch'] or ''}"
        mode = MODES[place.mode]
        waits = f"候补第 {seats.position(tx, place)} 位（{mode}）" if place.waiting else ""
        self.mode = waits or mode

    def line(self, number: int, width: int) -> str:
        pieces = (f"{number} {self.name}", short(self.branch, width), self.mode)
        return "　".join(piece for piece in pieces if piece)


def _fitting(event: Event, names: Sequence[_Name], before: int, *, more: bool) -> str:
    texts = (_text(event, names, before, more=more, width=width) for width in _WIDTHS)
    return next(text for text in texts if len(text.encode()) <= TEXT_BYTES)


def _text(event: Event, names: Sequence[_Name], before: int, *, more: bool, width: int) -> str:
    lines = [name.line(before + n, width) for n, name in enumerate(names, 1)]
    if not lines:
        lines = ["还没有人报名。" if not before else "没有更多的了。"]
    end = ["“下一页”看后面的。"] if more else []
    state = "" if event.open else "（已取消）"
    return "\n".join([f"【名单】{event.title}{state}", totals(event), *lines, *end])


def totals(event: Event) -> str:
    """现场 36/200 · 视频 120/3000 · 候补 5"""
    parts = [f"{MODES[pool.mode]} {pool.taken}/{pool.capacity}" for pool in event.pools]
    waiting = sum(pool.waiting for pool in event.pools)
    return " · ".join([*parts, f"候补 {waiting}"])
