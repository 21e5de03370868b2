"""What a secretary says to send a notice: to whom, what, a look at it, and off it goes."""

import re

from msgspec import Struct
from msgspec.structs import replace

from bot.clock import moment as at_moment
from bot.conversation.dialogue import Ask, Dialogue
from bot.hearing.heard import Heard
from bot.language.relay import received
from bot.language.text import counted
from bot.message import Again, Reply
from bot.people import audit, offices, places
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.notices import about, calls, choosing, preview, scope, sending, timing
from handlers.notices import notice as notices
from handlers.notices.correcting import SAY, Correction, correction, put_right
from handlers.notices.preview import NOW, NOW_RECEIPTS, RECEIPTS, SAMPLE, SEND
from handlers.notices.quiet import next_opening
from handlers.notices.scope import Addressed
from handlers.notices.timing import AT

CHARACTERS = 600  # of a text
# Of it: what members get, and the sample with the choices under it, are one message each.
BYTES = 1_800
_OWN_HEAD = re.compile(r"^〔\s*通知\s*〕\s*")  # as typed: it gets one of ours
ASK_TEXT = "请把通知正文写成一条发来，最多 600 字，会照原样发出。（“取消”不发了）"
NO_SCOPE = "没有找到这个支部或单位，请回复编号，或说您管理范围以内的全名。（“取消”不发了）"
NOT_ANY_MORE = "您现在不能给这里发通知了，没有发出。"
NEITHER = "请回复编号；要改正文回复“重写”，不发回复“取消”。"
HELD_BACK = "好的，先不发，写好的留着。要发回复 1，要改直接说，不要了回复“取消”。"
WITH_RECEIPTS = "请大家回复收到，是吗？\n1 发送并请回复收到\n不要回执就回复“发送”，不发回复“取消”。"
WITHOUT = "回复 1 发送就不请大家回复收到。"
AGREED, NOTHING = "agreed", "nothing"
ALL_OF_THEM = "都改"
_WORDS = {
    SEND: "发送 发 确认 确定 确认发送 发出 发出去 发送吧",
    SAMPLE: "先发给我看看 发给我看看 看看",
    RECEIPTS: "发送并请回复收到 请回复收到",
    NOW: "现在就发 现在发 马上发 立即发 立即发送 立刻发 马上发送 现在发送",
    NOW_RECEIPTS: "现在就发并请回复收到",
    AGREED: "可以 可以发 可以发了 发吧 好的 好 行 没问题 就这样 就这样发 ok",
    NOTHING: "不发 先不发 先别发 别发 别发了 不用发 不用发了",
}
SAID = {word: meant for meant, words in _WORDS.items() for word in words.split()}

HOW = "要发通知请说“发通知 内容”，先给您看样子，回复 1 才发出。"


class NewNotice(Struct, frozen=True, omit_defaults=True):
    """What is known of a notice to be sent."""

    where: str = ""  # the key of a scope
    text: str = ""
    choice: str = ""  # how it is sent, or that it is at another time, which `moment` asks for
    at: tuple[int, ...] = ()  # … that time in milliseconds; two: one of them is meant
    confirmed: str = ""  # how it is sent at another time
    again: str = ""  # that the same is sent once more
    among: tuple[str, ...] = ()  # the scopes that are asked about, by their keys
    unknown: str = ""  # what sounds like a place, but is none of theirs
    whole: tuple[str, ...] = ()  # of the scopes, where that belongs to the text …
    said: str = ""  # … which then is this
    at_once: bool = False  # several places were said: one notice goes to one
    alike: tuple[str, ...] = ()  # the texts that a correction of one of several places may make …
    around: tuple[str, ...] = ()  # … and what stands around each of these places
    wrong: str = ""  # of the text, where it is not said yet what it should be


dialogue = Dialogue("notices", "发通知", answers=NewNotice)


def begin(tx: Tx, person: Person, said: Heard) -> Reply:
    """发通知 第三支部 正文: the first words only where they name a place one holds."""
    if calls.asks_how(said):
        return Reply(HOW)
    line = scope.addressed(tx, person, calls.without_call(said))
    one = len(line.scopes) == 1 and not line.unknown
    draft = NewNotice(where=line.scopes[0].key) if one else _asked_where(line)
    try:
        written = _written(draft, line)
    except Again as again:
        return dialogue.begin(tx, person, draft).before(again.sentence)
    return dialogue.begin(tx, person, written)


def _asked_where(line: Addressed) -> NewNotice:
    return NewNotice(
        among=scope.keys(line.scopes),
        unknown=line.unknown,
        whole=scope.keys(line.whole),
        at_once=line.at_once,
    )


def _written(draft: NewNotice, line: Addressed) -> NewNotice:
    if not line.text:
        return draft
    text = _checked(line.text)
    return replace(draft, text=text, said=_checked(line.said) if line.unknown else "")


# ---------------------------------------------------------------- to whom, and what


def _offered_scopes(tx: Tx, person: Person, so_far: NewNotice) -> Ask:
    found = scope.taken(tx, person, so_far.among)
    title = "发给哪里？"
    if so_far.unknown:
        title = f"您管理的范围里没有“{so_far.unknown}”。发给哪里？"
    if so_far.at_once:
        title = "一次只发给一个地方，先发给哪里？其余的请再发一次。"
    within = f"（“{so_far.unknown}”算在正文里）" if so_far.unknown else ""
    names = [each.title + (within if each.key in so_far.whole else "") for each in found]
    return Ask(_listed(title, names), scope.keys(found))


def _listed(title: str, names: list[str]) -> str:
    lines = [f"{n} {name}" for n, name in enumerate(names, 1)]
    return "\n".join([title, *lines, "回复编号，或把名称说全。（“取消”不发了）"])


@dialogue.ask(_offered_scopes)
def where(tx: Tx, person: Person, answer: Heard, so_far: NewNotice) -> str | NewNotice:
    if answer in so_far.among:
        return _with_the_name_in_the_text(answer, so_far)
    found = scope.named(tx, person, answer)[: scope.OFFERED]
    if len(found) > 1:
        names = [each.title for each in found]
        raise Again(_listed("有几个都像，是哪一个？", names), offers=scope.keys(found))
    if not found:
        raise Again(NO_SCOPE)
    return found[0].key


def _with_the_name_in_the_text(key: str, so_far: NewNotice) -> NewNotice:
    """What was no place after all belongs to the text, once it goes to all."""
    within = so_far.said and key in so_far.whole
    return replace(so_far, where=key, text=so_far.said if within else so_far.text)


@dialogue.ask(ASK_TEXT, free=True, called="通知的正文", situation="ask.notice_text")
def text(tx: Tx, person: Person, answer: Heard, so_far: NewNotice) -> NewNotice:
    return _with_text(so_far, answer)


def _with_text(so_far: NewNotice, said: str) -> NewNotice:
    """Another text is looked at again before it goes out; only a moment that was chosen stays."""
    choice = so_far.choice if _later(so_far) else ""
    return replace(so_far, text=_checked(said), choice=choice, confirmed="", again="")


def _later(so_far: NewNotice) -> bool:
    return so_far.choice == AT


def _checked(said: str) -> str:
    kept = _OWN_HEAD.sub("", received(said).strip(), count=1).strip()
    if not kept:
        raise Again("没有看到正文。")
    if len(kept) > CHARACTERS:
        raise Again(f"这段{counted(kept)}，最多 {CHARACTERS} 字，请缩短后再发。")
    if len(kept.encode()) > BYTES:
        raise Again("这段太长，微信一条放不下，请缩短后再发。")
    return kept


# ---------------------------------------------------------------- which place of it


def _which_place(tx: Tx, person: Person, so_far: NewNotice) -> Ask:
    lines = [f"{n} {shown}" for n, shown in enumerate((*so_far.around, ALL_OF_THEM), 1)]
    title = f"正文里有 {len(so_far.around)} 处一样，改哪一处？"
    return Ask("\n".join([title, *lines, "回复编号；都不改回复“返回”。"]), _keys(so_far))


def _keys(so_far: NewNotice) -> tuple[str, ...]:
    return tuple(f"#{n}" for n in range(len(so_far.alike)))


@dialogue.ask(_which_place, when=lambda tx, so_far: bool(so_far.alike), name="place")
def place(tx: Tx, person: Person, answer: Heard, so_far: NewNotice) -> NewNotice:
    """Of several places that are alike, the one that is meant, or all of them."""
    keys = _keys(so_far)
    if answer in keys:
        at = keys.index(answer)
    elif answer.of_all or answer == ALL_OF_THEM:
        at = len(keys) - 1
    else:
        raise Again(_which_place(tx, person, so_far).text, meant=True)
    return replace(_with_text(so_far, so_far.alike[at]), alike=(), around=())


@dialogue.ask(
    lambda tx, person, so_far: Ask(f"好的，先不发。“{so_far.wrong}”改成什么？（不改了回复“返回”）"),
    when=lambda tx, so_far: bool(so_far.wrong),
)
def instead(tx: Tx, person: Person, answer: Heard, so_far: NewNotice) -> NewNotice:
    """What is to stand where something is wrong."""
    found = put_right(so_far.wrong, answer, so_far.text, at_moment(tx.now))
    if answer.said in SAID or found is None or found.wrong:
        raise Again(f"“{so_far.wrong}”改成什么？（不改了回复“返回”）", meant=True)
    return _corrected(replace(so_far, wrong=""), found)


# ---------------------------------------------------------------- a look at it


def _card(tx: Tx, person: Person, so_far: NewNotice) -> Ask:
    found = scope.of(tx, person, so_far.where)
    return preview.card(tx, found, so_far.text) if found else Ask(f"{NOT_ANY_MORE}（“取消”不发了）")


@dialogue.ask(_card, situation="card.notice")
def choice(tx: Tx, person: Person, answer: Heard, so_far: NewNotice) -> str | NewNotice:
    """How to send it, or the moment; everything else leads back here."""
    chosen = _chosen(tx, person, answer, so_far)
    if chosen == AGREED:
        chosen = _agreed(tx)
    if chosen in (SEND, RECEIPTS, NOW, NOW_RECEIPTS, NOTHING):
        return chosen
    return _timed_or_corrected(tx, person, answer, so_far)


def _chosen(tx: Tx, person: Person, answer: Heard, so_far: NewNotice) -> str:
    """A word for a choice, or a sentence that means one; any other text is handed back. Raises
    Again for what is answered and sends nothing."""
    chosen = _meant(answer)
    if chosen in _WORDS or timing.sending_time(tx, answer) is not None:
        if chosen == SAMPLE:
            raise _sample(tx, person, so_far)
        return chosen
    match choosing.meant(answer, offices.speaks_as(tx, person)):
        case choosing.OUT:
            return AGREED
        case choosing.NEVER:
            return NOTHING
        case choosing.LOOK:
            raise _sample(tx, person, so_far)
        case choosing.RECEIPTS:
            raise Again(WITH_RECEIPTS, meant=True, offers=(RECEIPTS,))
        case choosing.NO_RECEIPTS:
            raise Again(WITHOUT, meant=True)
        case choosing.WAIT:
            raise Again(HELD_BACK, meant=True)
        case asked if asked.startswith(choosing.FIELD):
            _answer(tx, person, so_far, asked.removeprefix(choosing.FIELD))
    return answer


def _answer(tx: Tx, person: Person, so_far: NewNotice, field: str) -> None:
    """Raises Again with what is known of it, and what may be done once more."""
    found = scope.of(tx, person, so_far.where)
    at = so_far.at[0] if _later(so_far) else None
    if found and (known := about.answered(tx, found, field, at)):
        said, offers = _choices(tx, so_far)
        raise Again(f"{known}\n――\n{said}", meant=True, offers=offers)


def _meant(answer: Heard) -> str:
    return SAID.get(answer.said, answer)


def _agreed(tx: Tx) -> str:
    """好的 sends where there is but one moment for it."""
    later = next_opening(tx.now)
    if later is None:
        return SEND
    opens = saying.at(later, tx.now)
    raise Again(f"现在是休息时间：回复 1 到 {opens} 发，回复 4 现在就发。", meant=True)


def _timed_or_corrected(
    tx: Tx, person: Person, answer: Heard, so_far: NewNotice, otherwise: str = NEITHER
) -> NewNotice:
    """All answers with another moment, or with another text. Raises Again when the whole is to
    be written anew, and for what is neither; the text stays then."""
    when = timing.sending_time(tx, answer)
    if when is not None:
        return replace(so_far, choice=when.choice, at=when.at, confirmed="")
    if calls.content(answer) is not None:  # another notice
        raise Again(otherwise)
    found = correction(answer, so_far.text, at_moment(tx.now))
    if found is not None:
        return _corrected(so_far, found)
    if choosing.changes(answer, offices.speaks_as(tx, person)):
        raise Again(f"没有听出改正文的哪一处，没有改。{SAY}", meant=True)
    raise Again(otherwise)


def _corrected(so_far: NewNotice, found: Correction) -> NewNotice:
    if found.rewritten:
        raise Again(found.why, question="text")
    if found.why:
        raise Again(found.why, meant=True)
    if found.text:
        return _with_text(so_far, found.text)
    kept = so_far.choice if _later(so_far) else ""
    asked = replace(so_far, choice=kept, confirmed="", again="")
    if found.wrong:
        return replace(asked, wrong=found.wrong)
    return replace(asked, alike=tuple(map(_checked, found.alike)), around=found.places)


def _sample(tx: Tx, person: Person, so_far: NewNotice) -> Again:
    """Just what members will get, to the sender alone, with the choices once more."""
    found = scope.of(tx, person, so_far.where)
    if found is None:
        return Again(NOT_ANY_MORE, meant=True)
    said, offers = _choices(tx, so_far)
    whole = preview.composed(so_far.text, found.office.title)
    return Again(f"{whole}\n――\n{said}", meant=True, offers=offers)


def _choices(tx: Tx, so_far: NewNotice) -> Ask:
    """What may be done with it, beside the moment that was chosen or at the card."""
    if _later(so_far):
        return preview.CHOICES_LATER
    return preview.choices(quiet=next_opening(tx.now) is not None)


# ---------------------------------------------------------------- at another time


@dialogue.ask(
    lambda tx, person, so_far: timing.asked(tx, so_far.choice, so_far.at),
    when=lambda tx, so_far: timing.is_open(so_far.choice),
    situation="ask.time_of_reminder",
)
def moment(tx: Tx, person: Person, answer: Heard, so_far: NewNotice) -> NewNotice:
    """A better answer to the last question, so that 返回 takes back both; until it is said, 好的
    sends nothing."""
    asked = timing.asked(tx, so_far.choice, so_far.at)
    if answer in asked.offers:
        return replace(so_far, choice=AT, at=(int(answer),))
    chosen = _meant(answer)
    if chosen in (NOW, NOW_RECEIPTS, NOTHING):
        return replace(so_far, choice=chosen)
    if chosen in SAID.values():
        raise Again(asked.text, meant=True)
    return _timed_or_corrected(tx, person, answer, so_far, otherwise=asked.text)


def _confirmation(tx: Tx, person: Person, so_far: NewNotice) -> Ask:
    found = scope.of(tx, person, so_far.where)
    if found is None:
        return Ask(f"{NOT_ANY_MORE}（“取消”不发了）")
    return preview.at_another_time(tx, found, so_far.text, so_far.at[0])


@dialogue.ask(_confirmation, when=lambda tx, so_far: _later(so_far), situation="card.notice")
def confirmed(tx: Tx, person: Person, answer: Heard, so_far: NewNotice) -> str | NewNotice:
    chosen = _chosen(tx, person, answer, so_far)
    if chosen in (AGREED, SEND):
        return SEND
    if chosen in (RECEIPTS, NOTHING):
        return chosen
    if chosen in (NOW, NOW_RECEIPTS):
        return replace(so_far, choice=chosen)
    return _timed_or_corrected(tx, person, answer, so_far)


# ---------------------------------------------------------------- the same once more


def _sent_already(tx: Tx, so_far: NewNotice) -> bool:
    office_id, to_id = so_far.where.split(" ")
    office, to = places.get(tx, office_id), places.get(tx, to_id)
    if _called_off(so_far) or office is None or to is None:
        return False
    return notices.sent_already(tx, to, preview.composed(so_far.text, office.title))


@dialogue.ask(
    lambda tx, person, so_far: Ask(
        "刚发过同样的通知，还要再发一次吗？\n1 再发一次\n改正文回复“重写”，不发回复“取消”。",
        (SEND,),
    ),
    when=_sent_already,
    situation="card.notice",
)
def again(tx: Tx, person: Person, answer: Heard, so_far: NewNotice) -> str | NewNotice:
    chosen = _meant(answer)
    if chosen in (SEND, AGREED, "再发一次"):
        return SEND
    if chosen == NOTHING:
        return replace(so_far, choice=NOTHING, again=NOTHING)
    return _timed_or_corrected(tx, person, answer, so_far)


def _called_off(so_far: NewNotice) -> bool:
    return NOTHING in (so_far.choice, so_far.confirmed)


# ---------------------------------------------------------------- off it goes


@dialogue.finish
def send(tx: Tx, person: Person, answers: NewNotice) -> Reply:
    found = scope.of(tx, person, answers.where)
    if _called_off(answers):
        return Reply(f"好的，“{dialogue.title}”不办了，什么也没有改动。")
    if found is None:
        raise Again(NOT_ANY_MORE)
    receipts = RECEIPTS in (answers.confirmed or answers.choice)
    code = tx.new_code() if receipts else ""
    send_at = _send_at(tx, answers)
    whole = preview.composed(answers.text, found.office.title, code)
    made = notices.add(tx, person.id, found.office, found.to, whole, code, send_at)
    reach = notices.reach(tx, found.to, send_at)
    sending.begin(tx, made, reach.members)
    audit.note(tx, person.id, "发通知", found.to.id, details=f"第 {made.number} 号")
    when = "正在发出" if send_at <= tx.now else f"将在 {saying.at(send_at, tx.now)} 发出"
    return Reply(
        f"【通知 {made.number}】{when}，发给：{found.to.title} {saying.count(reach.members)} 人\n"
        f"“通知进度 {made.number}”看送到多少，发错了回复“撤回通知 {made.number}”。"
    )


def _send_at(tx: Tx, answers: NewNotice) -> int:
    if _later(answers):
        return max(answers.at[0], tx.now)
    if answers.choice in (NOW, NOW_RECEIPTS):
        return tx.now
    return next_opening(tx.now) or tx.now
