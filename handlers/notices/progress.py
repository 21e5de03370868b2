"""How far a notice has got: totals only, never who has not answered."""

import re

from bot.conversation.lists import page, turned
from bot.delivery import outbox
from bot.hearing.heard import Heard
from bot.language.text import short
from bot.message import Again, Choice, Menu, Reply
from bot.people.person import Person
from bot.store.tx import Row, Tx
from bot.when import saying
from handlers.notices import notice as notices
from handlers.notices.notice import DAY, Notice

ROWS = 5  # on one page
SMALL = 3  # members up to which a number would tell of single people
COUNTED_DAYS = 30  # after which rows of the outbox are swept, and with them how many were told
NONE_SENT = "您还没有发过通知。回复“发通知”发一条。"
NO_SUCH = "没有这条通知。回复“通知进度”看您发过的。"
STATES = (
    ("waiting", "正在发"),
    ("sent", "已送到"),
    ("digest", "等下次来访"),
    ("shown", "已在来访时显示"),
    ("unknown", "不能确定"),
)
LINE = "line"  # before a number: it is of whom a line of the list was said
_OF_LINE = re.compile(rf"{LINE} (\d+) (\d+)")
_NUMBER = re.compile(r"第? ?(\d{1,6}) ?号?")


def named(tx: Tx, person: Person, said: Heard) -> Notice | None:
    """None when no number was said. Raises Again for one that is none of theirs."""
    match = _NUMBER.fullmatch(said.said)
    if match is None:
        return None
    found = notices.numbered(tx, person.id, int(match[1]))
    if found is None:
        raise Again(NO_SUCH)
    return found


def only(tx: Tx, person: Person) -> Notice | None:
    """Whoever has sent one notice only need not say which."""
    found = notices.of_sender(tx, person.id, 2, 0)
    return found[0] if len(found) == 1 else None


def line(tx: Tx, each: Notice) -> str:
    body = beginning(each)
    state = "　已撤回" if each.withdrawn else ""
    return f"{each.number} {saying.at(each.send_at, tx.now)}　{each.to.title}　{body}{state}"


def beginning(each: Notice, characters: int = 12) -> str:
    """Of what it says, without our head and whose it is."""
    body, _, _ = each.text.removeprefix("【通知】").rpartition("\n——")
    return short(body, characters)


def listed(tx: Tx, person: Person, number: int, action: str, last: str) -> Reply:
    """What this person sent, by the numbers they know it by."""
    found = notices.of_sender(tx, person.id, ROWS + 1, ROWS * number)
    if not found:
        return Reply("没有更早的了。" if number else NONE_SENT)
    choices = [Choice(action, str(n.number), (str(n.number),)) for n in found[:ROWS]]
    choices += _lines(action, found[:ROWS])
    if action == "notices.progress":
        choices += _unlisted(tx, person, found[:ROWS])
    if len(found) > ROWS:
        choices.append(Choice(action, page("", number + 1), ("下一页",)))
        last += "“下一页”看更早的。"
    lines = ["您发的通知（前面是编号）：", *(line(tx, each) for each in found[:ROWS]), last]
    return Reply("\n".join(lines), Menu(tuple(choices), Choice(action, page("", number))))


def _lines(action: str, found: list[Notice]) -> list[Choice]:
    """第一个 where another one has the number 1: of calling back it is asked which is meant."""
    return [
        Choice(action, f"{LINE} {each.number} {place}", (f"第{place}",))
        for place, each in enumerate(found, 1)
        if each.number != place
    ]


def of_line(argument: str) -> tuple[str, int | None]:
    """The number of the notice, and the place in the list if it was named by that."""
    found = _OF_LINE.fullmatch(argument)
    return (found[1], int(found[2])) if found else (argument, None)


def _unlisted(tx: Tx, person: Person, shown: list[Notice]) -> list[Choice]:
    """Under 11, 10, 9 … a 2 is notice 2; where there is none it is the second line."""
    numbers = {each.number for each in shown}
    choices = []
    for place, each in enumerate(shown, 1):
        if place not in numbers:
            own = notices.numbered(tx, person.id, place)
            choices.append(Choice("notices.progress", str((own or each).number), (str(place),)))
    return choices


# ---------------------------------------------------------------- how far


def progress(tx: Tx, person: Person, argument: Heard) -> Reply:
    """通知进度 3; the pages of its branches have the notice's own id."""
    what, number = turned(argument)
    if number is not None and what:
        return _below(tx, person, what, number)
    found = named(tx, person, argument.part(of_line(what)[0])) or (
        only(tx, person) if number is None else None
    )
    if found is None:
        return listed(tx, person, number or 0, "notices.progress", "回复编号看送到多少。")
    lines = [f"【通知 {found.number}】{found.to.title}", *_so_far(tx, found)]
    if not found.code:
        return Reply("\n".join(lines))
    lines.append(_receipts(tx, found))
    if found.to.kind == "branch":
        return Reply("\n".join(lines))
    word = "各支部" if found.to.kind == "unit" else "各单位"
    further = Choice("notices.progress", page(found.id, 0), (word,))
    return Reply("\n".join([*lines, f"“{word}”看下面各有多少。"]), Menu((further,)))


def _so_far(tx: Tx, found: Notice) -> list[str]:
    if found.state == "waiting":
        return [f"将在 {saying.at(found.send_at, tx.now)} 发出。"]
    if found.send_at < tx.now - COUNTED_DAYS * DAY:
        return [f"发给 {saying.count(found.recipients)} 人；各送到多少只保留 {COUNTED_DAYS} 天。"]
    totals = outbox.totals(tx, found.about)
    totals["waiting"] = totals.get("waiting", 0) + totals.pop("sending", 0)
    parts = [f"{said} {saying.count(totals[s])}" for s, said in STATES if totals.get(s)]
    if found.called_back:
        parts.append(f"已撤回 {saying.count(found.called_back)}")
    elif found.withdrawn:
        parts.append("其余没有再发" if parts else "已撤回，没有人收到。")
    if found.state == "sending":
        parts.append("其余还在往外发" if parts else "刚开始往外发。")
    return ["　".join(parts) or "还没有人能收到。"]


def _receipts(tx: Tx, found: Notice) -> str:
    """Of the roster's members: who cannot be reached has not answered either."""
    members = notices.reach(tx, found.to, tx.now).members
    return (
        f"收到回执 {_share(int(tx.value('notices.count_receipts', notice_id=found.id)), members)}"
    )


def _share(receipts: int, members: int) -> str:
    if members > SMALL:
        return f"{saying.count(receipts)}/{saying.count(members)}"
    return "已有回复" if receipts else "暂无回复"


def _below(tx: Tx, person: Person, notice_id: str, number: int) -> Reply:
    found = notices.get(tx, notice_id)
    if found is None or found.member_id != person.id:
        raise Again(NO_SUCH)
    rows = tx.rows(
        "notices.receipts_below",
        organisation_id=found.to.id,
        notice_id=found.id,
        count=ROWS + 1,
        skip=ROWS * number,
    )
    lines = [f"【通知 {found.number}】收到回执/人数："]
    lines += [_share_line(row) for row in rows[:ROWS]] or ["没有更多了。"]
    if len(rows) <= ROWS:
        return Reply("\n".join(lines))
    further = Choice("notices.progress", page(found.id, number + 1), ("下一页",))
    return Reply("\n".join([*lines, "“下一页”看更多。"]), Menu((further,)))


def _share_line(row: Row) -> str:
    return f"{row['name']} {_share(int(row['receipts']), int(row['members']))}"
