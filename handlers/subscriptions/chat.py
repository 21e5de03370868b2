"""退订 and 订阅: kind by kind. What changes something one holds comes all the same, and says why."""

import re
from collections.abc import Sequence

from bot.delivery import unsubscriptions
from bot.hearing.clauses import ASKS
from bot.hearing.heard import Heard
from bot.message import Choice, Menu, Reply
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.subscriptions.kind import ALL, KINDS, Sent, named, without_kept

STILL = "仍会发的只有关系到您自己的：已报的活动、志愿有变动（改期、取消、候补转正），您设的提醒，您提问的答复。"
STOP_WHICH = "哪类消息不要了？"
WANT_WHICH = "哪类消息要重新收？"
NOTHING_LEFT = "活动、志愿、通知都已退订，没有改动。\n"
AGAIN = "要恢复回复“订阅”。"
NOTHING_STOPPED = "您没有退订过哪类消息，没有改动。\n支部和单位的通知照常发；有什么活动回复“活动”，哪里要人回复“志愿”。"
_ASKS = re.compile(ASKS)


def unsubscribe(tx: Tx, person: Person, text: Heard) -> Reply:
    """退订 活动, 别再推送活动了; a question stops nothing: it is told, and asked which."""
    stopped = unsubscriptions.of(tx, person.openid)
    coming = [kind for kind in KINDS if kind.room not in stopped]
    if not coming:
        return Reply(f"{NOTHING_LEFT}{STILL}\n{AGAIN}")
    wanted = [] if _ASKS.search(text.plain) else named(without_kept(text))
    if not wanted:
        return _which("unsubscribe", STOP_WHICH, coming).after(STILL)
    for kind in wanted:
        unsubscriptions.put(tx, person.openid, kind.room)
    lines = [f"已退订{_names(wanted)}消息。", *(kind.stopped for kind in wanted), STILL, AGAIN]
    return Reply("\n".join(lines))


def subscribe(tx: Tx, person: Person, text: Heard) -> Reply:
    """订阅 活动, 通知还是发给我吧: what was stopped comes again."""
    stopped = unsubscriptions.of(tx, person.openid)
    kinds = [kind for kind in KINDS if kind.room in stopped]
    wanted = named(text) or kinds
    if _ASKS.search(text.plain) or (len(kinds) > 1 and not named(text)):
        return _which("subscribe", WANT_WHICH, kinds) if kinds else Reply(NOTHING_STOPPED)
    again = [kind for kind in wanted if kind in kinds]
    for kind in again:
        unsubscriptions.drop(tx, person.openid, kind.room)
    if again:
        return Reply(f"已恢复{_names(again)}消息，不想收了再回复“退订”。")
    if not wanted or len(wanted) > 1:
        return Reply(NOTHING_STOPPED)
    return Reply(f"您没有退订{_names(wanted)}消息，没有改动。\n{wanted[0].nothing}")


def _which(action: str, asking: str, kinds: Sequence[Sent]) -> Reply:
    names = [kind.name for kind in kinds] + ([ALL] if len(kinds) > 1 else [])
    lines = [f"{number} {name}" for number, name in enumerate(names, 1)]
    choices = tuple(Choice(f"subscriptions.{action}", name) for name in names)
    text = "\n".join([asking, *lines, "回复编号。"])
    return Reply(text, Menu(choices, Choice(f"subscriptions.{action}")))


def _names(kinds: Sequence[Sent]) -> str:
    return "、".join(kind.name for kind in kinds)


# ---------------------------------------------------------------- what is held


def personal(tx: Tx, person: Person) -> Sequence[str]:
    stopped = unsubscriptions.of(tx, person.openid)
    names = _names([kind for kind in KINDS if kind.room in stopped])
    return [f"退订的消息：{names}"] if names else []


def export(tx: Tx, person: Person) -> Sequence[str]:
    stopped = unsubscriptions.of(tx, person.openid)
    return [
        f"退订：{kind.name}消息（{saying.at(stopped[kind.room], tx.now)}）"
        for kind in KINDS
        if kind.room in stopped
    ]


def erase(tx: Tx, person: Person) -> None:
    unsubscriptions.forget(tx, person.openid)
