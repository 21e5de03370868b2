"""What a secretary wishes in words of their own: 通知大家明天开会, 发错了, 谁没收到.

Heard only where the words are nobody's command, and only of who holds an office: to a member the
same words stay what they were.
"""

import re
from collections.abc import Callable, Mapping

from bot.conversation import dialogue as dialogues
from bot.hearing.clauses import ASKS
from bot.hearing.heard import Heard
from bot.message import Choice, Menu, Reply
from bot.people import offices
from bot.people.offices import SECRETARIES
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.notices import calls, chat, receipts, replies, withdrawing

SPEAKER, PUBLISHING = "secretary", ("event.publish", "need.publish")
CLEARLY = 0.9  # likelihood from which on a text is to be published rather than sent
CALLED = 3.0  # how much that speaks for it, in logarithms of odds
SHORT = 20  # characters of a cry for help
LONG, LONGER = 10, 24  # characters of what is a notice surely, or only perhaps
TOTALS_ONLY = (
    "通知只看总数，不看谁收到、谁没回复。回复“通知进度”看送到多少人；要回执的还看得到各支部多少。"
)
_TAKE_BACK = re.compile(
    r"(?:我|[想要]|怎么|如何|怎样|可以|能|刚才|刚|哎呀|不好|糟了|糟糕|通知| )*"
    r"(?:(?:发|写|打)错(?:了|人|字|地方|群|通知)*|撤回来?|撤销|收回|撤掉|取消(?=.*通知))(?:了|吧|下|一下)?"
    r"(?:(?:刚才|[刚上前这那])*(?:一?条)?(?:发?的|个)?(?:通知|消息)?)(?:吧|了|吗)?"
    r"(?: ?第? ?[\d一二三四五六七八九十]{1,3} ?[个条号]?|(?:最[后新上下]面?|[上前]面?)那?一?[个条])?(?:通知)?"
)
_WHO = re.compile(
    r"(?:看看|查|查一?下|还|都|有|通知| )*(?:谁|哪些人|哪个|哪几个|什么人)(?:还|都)?"
    r"(?:没|没有|未)?(?:收到|回复|回执|回|看|看到|读|答复|反馈)(?:了|过|通知|回执|收到)*(?:吗)?"
)
_PASTED = re.compile(r"收到(?:后|的)?请|请(?:大家|各位)?(?:收到后)?回复|回复收到")
# Of a text that asks nothing.
_PERHAPS_PASTED = re.compile(r"请?各(?:党?支部|单位|位)|^通知|请全体党员")


def evidence(tx: Tx, person: Person, heard: Heard) -> Mapping[str, float]:
    """发个通知, …: a notice is called for by its name, whoever does it."""
    called = calls.content(heard) is not None
    told = {"notice.create": CALLED} if called else {}
    return {**receipts.evidence(tx, person, heard), **replies.evidence(tx, person), **told}


def meant(tx: Tx, person: Person, text: Heard) -> Reply | None:
    if received := receipts.in_other_words(tx, person, text):
        return received
    wish = _wish(text)
    if wish is None or not offices.held(tx, person, SECRETARIES):
        return None
    talk = dialogues.find(tx, person)
    return None if talk and talk.open else wish(tx, person)


def _wish(text: Heard) -> Callable[[Tx, Person], Reply | None] | None:
    short = len(text.said) <= SHORT
    if short and _TAKE_BACK.fullmatch(text.said):
        return withdrawing.taken_back
    if short and _WHO.fullmatch(text.said):
        return lambda tx, person: Reply(TOTALS_ONLY)
    content = text if calls.asks_how(text) else calls.content(text)
    if content is not None:
        return lambda tx, person: chat.begin(tx, person, text.part(content))
    pasted = _is_pasted(text) and not _publishes(text)
    return (lambda tx, person: _offered(text)) if pasted else None


def _publishes(text: Heard) -> bool:
    """拟于周五举办座谈会，请各支部同志报名: what one may sign up for is no notice."""
    first = text.meaning(SPEAKER).acts[0]
    return first.label in PUBLISHING and first.p >= CLEARLY


def _is_pasted(text: Heard) -> bool:
    if _PASTED.search(text.said) and len(text) >= LONG:
        return True
    long = len(text) >= LONGER or len(text.strip().splitlines()) > 1
    return bool(long and _PERHAPS_PASTED.search(text.said) and not re.search(ASKS, text.plain))


def _offered(text: str) -> Reply:
    """A notice as groups get them, pasted without a word."""
    sent = Choice("notices.send", text[: chat.CHARACTERS + 1])
    return Reply("要作为通知发出吗？\n1 是的，先给我看样子\n不发就不用回。", Menu((sent,)))
