"""What is said right after a reminder was made or a list of them shown: 改到四点, 删掉, 都不要了.

These words name no reminder and are nobody's command; what was shown last says which one is meant.
"""

import re
from collections.abc import Callable

from bot.clock import moment
from bot.conversation import dialogue as dialogues
from bot.conversation import prompts
from bot.conversation.prompts import Prompt
from bot.hearing.heard import Heard
from bot.language.text import either, normal
from bot.message import Reply
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import read
from handlers.reminders import ahead, changing, evidence, making, naming, notes
from handlers.reminders.moving import length
from handlers.reminders.notes import Reminder

LONGEST = 24  # characters of an order; what is longer is about something else
_IT = (
    r"(?:它|这[个条]?|那[个条]?|刚才?[设定]?的?(?:那|这)?[个条]?|第 ?[\d一二三四五六七八九十]{1,3} ?[个条项]"
    r"|最后(?:面|那|的)?一?[个条]|倒数第一[个条]|每[^ 删改推]{1,8}?(?:那[个条]|的))?的?(?:提醒|闹钟)?(?:的?时间)?"
)
_ALL = r"(?:全部|所有的?|全|都|一起|通通|统统|提醒| )+"
_PLEASE = r"(?:请|麻烦|[帮给]我|我[要想]?|那|就|还是|算了|把|将| )*"
_GONE = r"(?:删除?|取消|撤销?|清[空除]|去掉|不[要用]|不需要)(?:它)?(?:掉|了|吧|啊|呢)*"
_OF_ONE = re.compile(f"{_PLEASE}\0(?:那|这|的|[个条]|提醒)*(?:吧|{_GONE})?")
_DROPS, _MOVES = re.compile(_GONE), re.compile("[改推延调换挪晚早留]|提前")
_ALL_GONE = re.compile(f"{_PLEASE}(?:{_ALL}{_PLEASE}{_GONE}|{_GONE}{_ALL}|清空)(?:掉|了|吧)*")
_ONE_GONE = re.compile(f"{_PLEASE}{_IT} ?(?:都)?{_GONE}(?: ?{_IT})(?:了|吧)*")
_OFF = re.compile(
    f"^{_PLEASE}{_IT} ?" + r"(?:往后)?(?:再)?(?:推[迟后]?|延[后迟]?|顺延|晚(?![上间饭])|往后)"
)
_CHANGED = re.compile(
    f"^{_PLEASE}{_IT} ?(?:时间)?"
    + either(
        r"(?:改|换|调|挪)[到成为在整一下]*", r"不对|不是|[说写打搞弄]?错了", r"应该是|我说的是"
    ).join(("(?:", "|提前|提早|往前|早(?=[\\d半一二两三四五六七八九十]))"))
)
_WRONG = re.compile(r"(?:时间)?(?:不对|错了|[说写打搞弄]错了)(?:啊|了|吧)?")
_ONE_MORE = re.compile(
    r"^(?:请|麻烦|帮我|那| )*(?:再|另外|还要?|也)(?:再|给我|帮我)*(?:加|设|定|添|来|弄|建)?(?:上)?"
    r"一?[个条](?:提醒|闹钟)? ?"
)


def meant(tx: Tx, person: Person, text: Heard) -> Reply | None:
    """None unless reminders are what was shown last, and the words are an order about them."""
    if (talk := dialogues.find(tx, person)) and talk.open:
        return None
    if several := _several(tx, person, text):
        return changing.delete_several(tx, person, several)
    if named := _named_line(tx, person, text):
        return changing.drop(tx, named)
    if ahead.wished(tx, person, text) or evidence.asks_for_one(tx, person, text):
        return making.create(tx, person, text)
    shown = _shown(tx, person)
    if not shown:
        return None
    if more := _ONE_MORE.match(text):
        another = text.part(text[more.end() :])
        if another.time(moment(tx.now)).spans:
            return making.one_more(tx, person, another, shown[-1])
    said = text.said
    if len(said) > LONGEST:
        return None
    for reminder in shown:
        said = said.replace(normal(reminder.text), "它")
    order = _order(said, tx.now)
    return order(tx, person, text, shown) if order else None


def _named_line(tx: Tx, person: Person, text: Heard) -> Reminder | None:
    """开会那条, to 删除哪一条."""
    prompt = prompts.find(tx, person.openid)
    if prompt is None or not prompt.fresh or not _asks_which_to_delete(prompt):
        return None
    mine, said = notes.of_person(tx, person.openid), text.said
    found = [each for each in mine if _OF_ONE.fullmatch(said.replace(normal(each.text), "\0"))]
    return found[0] if len(found) == 1 else None


def _asks_which_to_delete(prompt: Prompt) -> bool:
    return bool(prompt.lines) and prompt.lines[0].action == "reminders.delete"


def _several(tx: Tx, person: Person, text: Heard) -> list[int]:
    """The numbers of those to delete: 1 3, 前两个 to 删除哪一条; 后两个都删了 of a list."""
    prompt = prompts.find(tx, person.openid)
    if prompt is None or not prompt.fresh or prompt.room != "reminders" or not text.places:
        return []
    said = text.said
    asked = _asks_which_to_delete(prompt)
    if len(said) > LONGEST or not (_DROPS.search(said) or (asked and not _MOVES.search(said))):
        return []
    found = [prompt.line(said, n) or prompt.numbered_as(n) for n in text.places]
    numbers = {int(choice.words[0]) for choice in found if choice and choice.words}
    return sorted(numbers) if len(numbers) == len(text.places) else []


def _shown(tx: Tx, person: Person) -> list[Reminder]:
    """Those that the newest menu is about, while it is fresh and they are open."""
    prompt = prompts.find(tx, person.openid)
    if prompt is None or not prompt.fresh or prompt.room != "reminders":
        return []
    ids = {choice.argument for choice in prompt.choices if choice.action == "reminders.one"}
    return [reminder for reminder in notes.of_person(tx, person.openid) if reminder.id in ids]


Order = Callable[[Tx, Person, Heard, list[Reminder]], Reply]


def _order(said: str, now: int) -> Order | None:
    if _ALL_GONE.fullmatch(said):
        return lambda tx, person, text, shown: changing.ask_to_clear(tx, person, "")
    if _ONE_GONE.fullmatch(said):
        return _drop
    if not (length(said) or read(said, moment(now)).spans):
        return _change if _WRONG.fullmatch(said) else None
    if _CHANGED.match(said):
        return _change
    return _put_off if _OFF.match(said) else None


def _drop(tx: Tx, person: Person, text: Heard, shown: list[Reminder]) -> Reply:
    found, _ = _one(tx, person, text, shown)
    return changing.drop(tx, found) if found else changing.which_to_delete(tx, person)


def _change(tx: Tx, person: Person, text: Heard, shown: list[Reminder]) -> Reply:
    found, said = _one(tx, person, text, shown)
    if found is None:
        return changing.which_to_change(tx, person, said)
    return changing.change_to(tx, person, found, said)


def _put_off(tx: Tx, person: Person, text: Heard, shown: list[Reminder]) -> Reply:
    found, said = _one(tx, person, text, shown)
    if found is None:
        return changing.snooze(tx, person, text)
    return changing.put_off(tx, person, found, said)


def _one(
    tx: Tx, person: Person, text: Heard, shown: list[Reminder]
) -> tuple[Reminder | None, Heard]:
    """The one just shown alone; of a list the one that the words point out."""
    alone = len(shown) == 1 and not naming.points_out(text)
    found, rest = (shown[0], text) if alone else naming.about(tx, person, text)
    return found, text.part(rest.replace(found.text, "", 1)) if found else rest
