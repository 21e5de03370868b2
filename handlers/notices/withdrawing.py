"""Calling a notice back: which one is named and asked about once, and said again when it is done."""

import re

from bot.conversation import prompts
from bot.conversation.lists import page, turned
from bot.hearing.heard import Heard
from bot.language import naming
from bot.message import Again, Choice, Menu, Reply
from bot.people import audit, offices, places
from bot.people.offices import SECRETARIES
from bot.people.person import Person
from bot.store.tx import Row, Tx
from bot.when import saying
from handlers.notices import notice as notices
from handlers.notices import sending
from handlers.notices.notice import DAY, Notice
from handlers.notices.progress import (
    NO_SUCH,
    ROWS,
    beginning,
    line,
    listed,
    named,
    of_line,
    only,
)

LATELY = 7 * DAY  # what others sent may be called back so long
SHOWN = 30  # characters of the one that is asked about
NOW = "notices.withdraw_now"
ASKED = "? "  # before an id: it is asked about once more
ALREADY = "这条通知已经撤回过了。"
# Of the list just shown: 最上头那条发岔了.
_TOPMOST = re.compile(r"最?上[头面边]那?一?[条个则]|最上|头一?[条个则]|打头")
_LOWEST = re.compile(r"最?下[头面边]那?一?[条个则]|最下|最后一?[条个则]|末[了尾]?一?[条个则]|垫底")
_JUST_NOW = re.compile(r"刚才|刚刚|刚发|最新")
_OWN_WORDS = ("通知", "撤回", "撤销", "收回", "取消", "发错", "上一条", "第一个", "最后")
LOOKED_AT = 200  # characters of one that may be told of
_PLACE = re.compile(r"第 ?(\d{1,2}) ?[条个则]")


def withdraw(tx: Tx, person: Person, argument: Heard) -> Reply:
    """撤回通知 3: asks about it; of several that are not told apart, which."""
    what, number = turned(argument)
    said, place = of_line(what)
    found = named(tx, person, argument.part(said))
    if found is None and number is None:
        found = (
            _of_the_list(tx, person, argument) or only(tx, person) or _told_of(tx, person, argument)
        )
    if found is None:
        return _which(tx, person, number or 0)
    if found.withdrawn:
        return Reply(ALREADY + sending.called_back(tx, found)).before(_which_one(found))
    return _asked(tx, found) if place is None else _asked_of_line(tx, person, found, place)


def _of_the_list(tx: Tx, person: Person, said: Heard) -> Notice | None:
    """The line of the list just shown that a sentence means: 最上头那条发岔了 收回来."""
    prompt = prompts.find(tx, person.openid)
    if prompt is None or not prompt.fresh or prompt.room != "notices":
        return None
    lines = [words[0] for _, number, words in prompt.offered if [number] == [*words]]
    place = _PLACE.search(said.said)
    at = int(place[1]) if place else _end(said, len(lines))
    shown = lines[at - 1] if 0 < at <= len(lines) else ""
    return notices.numbered(tx, person.id, int(shown)) if shown.isdecimal() else None


def _told_of(tx: Tx, person: Person, said: Heard) -> Notice | None:
    """One of the latest that the words tell of: 刚才那条, 学习笔记那条."""
    latest = notices.of_sender(tx, person.id, ROWS)
    if latest and _JUST_NOW.search(said.said):
        return latest[0]
    found = naming.chosen(said, latest, lambda each: beginning(each, LOOKED_AT), _OWN_WORDS)
    return found[0] if len(found) == 1 else None


def _end(said: Heard, last: int) -> int:
    """The place of the topmost or the lowest line, 0 where neither is meant."""
    if _TOPMOST.search(said.said):
        return 1
    return last if _LOWEST.search(said.said) else 0


def _which(tx: Tx, person: Person, number: int) -> Reply:
    """The list, a page of it, of what may be called back."""
    reply = listed(tx, person, number, "notices.withdraw", "撤回哪一条？回复编号。")
    return _with_others(tx, person, reply).asking()


def _with_others(tx: Tx, person: Person, reply: Reply) -> Reply:
    others = any(_of_others(tx, person, 1, 0))
    return reply.after("同级和下级发的回复“下级通知”。") if others else reply


def taken_back(tx: Tx, person: Person) -> Reply | None:
    """发错了: asked about, not done at once; None where there is nothing to take back."""
    if found := only(tx, person):
        return None if found.withdrawn else _with_others(tx, person, _asked(tx, found))
    anything = notices.of_sender(tx, person.id, 1) or _of_others(tx, person, 1, 0)
    return _which(tx, person, 0) if anything else None


def _asked(tx: Tx, found: Notice, which: str = "") -> Reply:
    """Once, by what it says: the number may have been meant for another one."""
    at = saying.at(found.send_at, tx.now)
    asked = (
        f"撤回{which or f'【通知 {found.number}】'}{beginning(found)}（{at}，{found.to.title}）吗？"
    )
    menu = Menu((Choice(NOW, found.id),), Choice(NOW, f"{ASKED}{found.id}"))
    return Reply(f"{asked}\n1 撤回\n不撤回复“取消”。", menu).asking()


def _asked_of_line(tx: Tx, person: Person, found: Notice, place: int) -> Reply:
    """Which one a line of the list is, where its place is another one's number."""
    other = notices.numbered(tx, person.id, place)
    lines = [
        "您说的是这一条，撤回吗？",
        line(tx, found),
        "是的回复“确定”，不撤回复“取消”；"
        + (f"是编号 {place} 的那条请回复“撤回通知 {place}”。" if other else "要撤别的请说编号。"),
    ]
    afresh = Choice("notices.withdraw")
    own = Choice(NOW, found.id, (str(found.number),))
    # A 1 said here is of the list above, not of this question.
    first = (afresh._replace(words=("1",)),) if found.number != 1 else ()
    menu = Menu((Choice(NOW, found.id), own, *first), afresh)
    return Reply("\n".join(lines), menu).asking()


def withdraw_now(tx: Tx, person: Person, notice_id: str) -> Reply:
    """What was asked about, or asked about once more; the office may be over by now."""
    again = notice_id.startswith(ASKED)
    found = _in_reach(tx, person, notice_id.removeprefix(ASKED))
    return _asked(tx, found) if again else _withdrawn(tx, person, found)


def _in_reach(tx: Tx, person: Person, notice_id: str) -> Notice:
    """One's own, or one sent in the name of what one answers for. Raises Again."""
    found = notices.get(tx, notice_id)
    sender = places.get(tx, found.from_id) if found else None
    held = offices.held(tx, person, SECRETARIES)
    if found is None or sender is None:
        raise Again(NO_SUCH)
    if found.member_id != person.id and not offices.covers(held, sender.path):
        raise Again(NO_SUCH)
    return found


def _which_one(found: Notice) -> str:
    return f"【通知 {found.number}】{found.to.title}：{beginning(found)}"


def _withdrawn(tx: Tx, person: Person, found: Notice) -> Reply:
    """Done, and said of which."""
    return _calling_back(tx, person, found).before(_which_one(found))


def _calling_back(tx: Tx, person: Person, found: Notice) -> Reply:
    begun = found.state != "waiting"
    at_once = sending.withdraw(tx, found, person.id)
    if at_once is None:
        return Reply(ALREADY + sending.called_back(tx, found))
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
        f"{n} {sender}　{line(tx, e).split(' ', 1)[1]}" for n, (e, sender) in enumerate(found, 1)
    ]
    choices = [Choice("notices.withdraw_theirs", each.id) for each, _ in found]
    if len(rows) > ROWS:
        choices.append(Choice("notices.others", page("", (number or 0) + 1), ("下一页",)))
        lines.append("“下一页”看更早的。")
    lines.append("要撤回的回复编号，不撤就不用回。")
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
    """One of the list of others': by whom it was sent is said."""
    found = _in_reach(tx, person, notice_id)
    holders = offices.acting_for(tx, places.get(tx, found.from_id) or found.to)
    sender = next((each.name for each in holders if each.member_id == found.member_id), "")
    return _asked(tx, found, f"{sender or found.to.title}发的：")
