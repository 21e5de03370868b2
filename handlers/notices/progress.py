"""How far a notice has got, and calling it back: totals only, never who has not answered."""

import re

from bot.conversation.lists import page, turned
from bot.delivery import outbox
from bot.hearing.heard import Heard
from bot.language.text import short
from bot.message import Again, Choice, Menu, Reply
from bot.people import audit, offices, places
from bot.people.offices import SECRETARIES
from bot.people.person import Person
from bot.store.tx import Row, Tx
from bot.when import saying
from handlers.notices import notice as notices
from handlers.notices import sending
from handlers.notices.notice import DAY, Notice

ROWS = 5  # on one page
SMALL = 3  # members up to which a number would tell of single people
COUNTED_DAYS = 30  # after which rows of the outbox are swept, and with them how many were told
LATELY = 7 * DAY  # what others sent may be called back so long
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
_NUMBER = re.compile(r"第? ?(\d{1,6}) ?号?")


def _named(tx: Tx, person: Person, said: Heard) -> Notice | None:
    """None when no number was said. Raises Again for one that is none of theirs."""
    match = _NUMBER.fullmatch(said.said)
    if match is None:
        return None
    found = notices.numbered(tx, person.id, int(match[1]))
    if found is None:
        raise Again(NO_SUCH)
    return found


def _only(tx: Tx, person: Person) -> Notice | None:
    """Whoever has sent one notice only need not say which."""
    found = notices.of_sender(tx, person.id, 2, 0)
    return found[0] if len(found) == 1 else None


def _line(tx: Tx, each: Notice) -> str:
    body = _beginning(each)
    state = "　已撤回" if each.withdrawn else ""
    return f"{each.number} {saying.at(each.send_at, tx.now)}　{each.to.title}　{body}{state}"


def _beginning(each: Notice) -> str:
    return short(each.text.removeprefix("【通知】"), 12)


def _list(tx: Tx, person: Person, number: int, action: str, last: str) -> Reply:
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
    lines = ["您发的通知（前面是编号）：", *(_line(tx, each) for each in found[:ROWS]), last]
    return Reply("\n".join(lines), Menu(tuple(choices), Choice(action, page("", number))))


def _lines(action: str, listed: list[Notice]) -> list[Choice]:
    """第一个 where another one has the number 1: of calling back it is asked about once."""
    asked = f"{LINE} " if action == "notices.withdraw" else ""
    return [
        Choice(action, f"{asked}{each.number}", (f"第{line}",))
        for line, each in enumerate(listed, 1)
        if each.number != line
    ]


def _unlisted(tx: Tx, person: Person, listed: list[Notice]) -> list[Choice]:
    """Under 11, 10, 9 … a 2 is notice 2; where there is none it is the second line."""
    numbers = {each.number for each in listed}
    choices = []
    for line, each in enumerate(listed, 1):
        if line not in numbers:
            own = notices.numbered(tx, person.id, line)
            choices.append(Choice("notices.progress", str((own or each).number), (str(line),)))
    return choices


# ---------------------------------------------------------------- how far


def progress(tx: Tx, person: Person, argument: Heard) -> Reply:
    """通知进度 3; the pages of its branches have the notice's own id."""
    what, number = turned(argument)
    if number is not None and what:
        return _below(tx, person, what, number)
    named = _named(tx, person, argument.part(what))
    found = named or (_only(tx, person) if number is None else None)
    if found is None:
        return _list(tx, person, number or 0, "notices.progress", "回复编号看送到多少。")
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


# ---------------------------------------------------------------- calling it back


def withdraw(tx: Tx, person: Person, argument: Heard) -> Reply:
    """撤回通知 3."""
    what, number = turned(argument)
    of_line = what.startswith(f"{LINE} ")
    found = _named(tx, person, argument.part(what.removeprefix(f"{LINE} ")))
    if found is None:
        return _which(tx, person, number or 0)
    return _asked(tx, found) if of_line else _withdrawn(tx, person, found)


def _which(tx: Tx, person: Person, number: int) -> Reply:
    """The list, a page of it, of what may be called back."""
    reply = _list(tx, person, number, "notices.withdraw", "撤回哪一条？回复编号马上撤回。")
    others = any(_of_others(tx, person, 1, 0))
    reply = reply.after("同级和下级发的回复“下级通知”。") if others else reply
    return reply.asking()


def taken_back(tx: Tx, person: Person) -> Reply | None:
    """发错了: the list, not the newest at once; None where there is nothing to take back."""
    anything = notices.of_sender(tx, person.id, 1) or _of_others(tx, person, 1, 0)
    return _which(tx, person, 0) if anything else None


def _asked(tx: Tx, found: Notice) -> Reply:
    """Which one a line of the list is; its number may have meant another."""
    lines = [
        "您说的是这一条，撤回吗？",
        _line(tx, found),
        f"是的回复“确定”，不撤回复“取消”；要撤别的请说编号，例如“撤回通知 {found.number}”。",
    ]
    afresh = Choice("notices.withdraw")
    own = Choice(afresh.action, str(found.number), (str(found.number),))
    # A 1 said here is of the list above, not of this question.
    first = (afresh._replace(words=("1",)),) if found.number != 1 else ()
    menu = Menu((Choice(afresh.action, str(found.number)), own, *first), afresh)
    return Reply("\n".join(lines), menu).asking()


def _withdrawn(tx: Tx, person: Person, found: Notice) -> Reply:
    """Done, and said of which."""
    which = f"【通知 {found.number}】{found.to.title}：{_beginning(found)}"
    return _calling_back(tx, person, found).before(which)


def _calling_back(tx: Tx, person: Person, found: Notice) -> Reply:
    begun = found.state != "waiting"
    at_once = sending.withdraw(tx, found, person.id)
    if at_once is None:
        return Reply("这条通知已经撤回过了。" + sending.called_back(tx, found))
    audit.note(tx, person.id, "撤回通知", found.to.id, found.member_id, f"第 {found.number} 号")
    if not begun:
        return Reply("这条通知还没有发出，已撤回，没有人收到。")
    if not at_once:
        return Reply("正在撤回，还没发的不再发；撤完在这里告诉您数目。")
    return Reply(sending.called_back(tx, notices.known(tx, found.id)))


def others(tx: Tx, person: Person, argument: str) -> Reply:
    """下级通知: what others lately sent in the name of what one holds, or of what is below it."""
    _, number = turned(argument)
    rows = _of_others(tx, person, ROWS + 1, ROWS * (number or 0))
    if not rows:
        return Reply("近 7 天没有同级或下级发的通知。")
    found = [(notices.known(tx, row["id"]), row["sender"]) for row in rows[:ROWS]]
    lines = ["近 7 天同级和下级发的通知："]
    lines += [
        f"{n} {sender}　{_line(tx, e).split(' ', 1)[1]}" for n, (e, sender) in enumerate(found, 1)
    ]
    choices = [Choice("notices.withdraw_theirs", each.id) for each, _ in found]
    if len(rows) > ROWS:
        choices.append(Choice("notices.others", page("", (number or 0) + 1), ("下一页",)))
        lines.append("“下一页”看更早的。")
    lines.append("回复编号马上撤回，不撤就不用回。")
    return Reply("\n".join(lines), Menu(tuple(choices), Choice("notices.others", argument)))


def _of_others(tx: Tx, person: Person, count: int, skip: int) -> list[Row]:
    """Newest first, of all the offices held."""
    found = {
        row["id"]: row
        for office in offices.held(tx, person, SECRETARIES)
        for row in tx.rows(
            "notices.of_others",
            path=office.place.path,
            member_id=person.id,
            since=tx.now - LATELY,
            count=count + skip,
        )
    }
    newest = sorted(found.values(), key=lambda row: (-row["send_at"], row["id"]))
    return newest[skip : skip + count]


def withdraw_theirs(tx: Tx, person: Person, notice_id: str) -> Reply:
    found = notices.get(tx, notice_id)
    sender = places.get(tx, found.from_id) if found else None
    held = offices.held(tx, person, SECRETARIES)
    if found is None or sender is None or not offices.covers(held, sender.path):
        raise Again(NO_SUCH)
    return _withdrawn(tx, person, found)
