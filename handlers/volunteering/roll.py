"""名单: who serves in a need, for whose office covers it."""

from collections.abc import Sequence

from bot.conversation.lists import page, turned
from bot.language.text import TEXT_BYTES, short
from bot.message import Choice, Menu, Reply
from bot.people import audit
from bot.people.person import Person
from bot.store.tx import Row, Tx
from handlers.volunteering import covered
from handlers.volunteering.needs import Need

NAMES = 20  # on a page
ERASED = "（已注销）"
# Characters of a branch's name, as many as let twenty lines fit into a message.
_WIDTHS = (30, 16, 10, 6)


def show(tx: Tx, person: Person, argument: str) -> Reply:
    """One page; every look is on record."""
    need_id, number = turned(argument)
    found = covered.find(tx, person, need_id)
    if found is None:
        return Reply(covered.NOT_FOUND)
    number = number or 0
    skip = NAMES * number
    rows = tx.rows("volunteering.roll", need_id=found.id, count=NAMES + 1, skip=skip)
    audit.note(tx, person.id, "看名单", covered.audited(found), details=found.name)
    more = len(rows) > NAMES
    texts = (_text(found, rows[:NAMES], skip, more=more, width=width) for width in _WIDTHS)
    text = next(text for text in texts if len(text.encode()) <= TEXT_BYTES)
    further = Choice("volunteering.roll", page(found.id, number + 1), ("下一页",))
    return Reply(text, Menu((further,) if more else (), Choice("volunteering.roll", argument)))


def _text(found: Need, rows: Sequence[Row], before: int, *, more: bool, width: int) -> str:
    lines = [_line(row, before + n, width) for n, row in enumerate(rows, 1)]
    if not lines:
        lines = ["还没有人报名。" if not before else "没有更多的了。"]
    end = ["“下一页”看后面的。"] if more else []
    state = "" if found.open else "（已取消）"
    head = [f"【名单】{found.name}{state}", f"已报名 {found.taken}/{found.capacity}"]
    return "\n".join([*head, *lines, *end])


def _line(row: Row, number: int, width: int) -> str:
    where = short(f"{row['unit'] or ''}{row['branch'] or ''}", width)
    return f"{number} {row['name'] or ERASED}　{where}".rstrip("　")
