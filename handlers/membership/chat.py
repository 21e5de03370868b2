"""Confirming who one is: consent, name and digits, the unit of namesakes."""

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation import dialogue as dialogues
from bot.conversation import waking
from bot.conversation.dialogue import Ask, Dialogue
from bot.hearing.heard import Heard
from bot.message import Again, Choice, Reply
from bot.people import binding, guesses
from bot.people.claims import unasked
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.membership import field, moving, own_data, rebinding

CONSENT = "2026-12"  # version of the card below; a new wording gets a new one
CARD = (
    "办理个人事项前，请确认：用途是报名、提醒和通知；保存微信标识，名册里的姓名、单位、支部、职务、工号、"
    "手机后四位，和您在这里办的事；为防冒名，填错的次数加密留 30 天，注销、取消关注和确认成功后也留；"
    "可随时回复“注销”。\n"
    "同意请回复：姓名 手机后四位，例如“张三 6789”。不同意也可以继续查政策、看活动。"
)
VOUCHED = "也可请支部书记在这里回复“绑定码 您的姓名”，把得到的码给您，您回复那个码。"
WRONG = "没有对上。请检查姓名和后四位，还可以试 {} 次；" + VOUCHED
# Said of names that have been tried too often, and of all while there are too many wrong guesses: whether
# there is such a name, and whether the digits are right.
BY_CODE = "没有对上，或者要凭绑定码确认：请支部书记在这里回复“绑定码 您的姓名”，您再回复得到的码。"
LOCKED = "试的次数多了，请 {}后再试；" + VOUCHED
WRONG_CODE = "这个绑定码不对，或已用过、过期。请核对，或请支部书记再发一个。"
CODES_LOCKED = "绑定码、任职码试的次数多了，请 {}后再试。"


class Confirming(Struct, frozen=True, omit_defaults=True):
    """What is known of who somebody is."""

    who: tuple[str, ...] = ()  # the members they may be, by their ids: namesakes, if several
    code: str = ""  # a secretary's, that says so
    which: str = ""  # of several


dialogue = Dialogue("membership", "确认身份", answers=Confirming)


# ---------------------------------------------------------------- who one is


@dialogue.ask(CARD, situation="consent")
def who(tx: Tx, person: Person, answer: Heard, so_far: Confirming) -> Confirming:
    if code := binding.code_in(answer):
        return replace(so_far, who=(_coded(tx, person, code),), code=code)
    claimed = binding.claim(answer)
    if claimed is None:
        raise Again("请回复：姓名 手机后四位，例如“张三 6789”。不想确认请回“取消”。")
    _may_try(tx, person)
    found = binding.matches(tx, person, claimed)
    if found:
        return replace(so_far, who=tuple(found))
    _may_try(tx, person)
    if guesses.by_code_only(tx, claimed.name) or guesses.closed(tx):
        raise Again(BY_CODE, meant=True)
    left = guesses.tries_left(tx, "openid", person.openid)
    raise Again(WRONG.format(left), meant=True)


def _may_try(tx: Tx, person: Person) -> None:
    if wait := guesses.wait(tx, "openid", person.openid):
        raise Again(LOCKED.format(wait), meant=True)


def _coded(tx: Tx, person: Person, code: str) -> str:
    """The member a secretary's code is for. Codes are counted by themselves: whoever has to wait with
    digits can still be helped by one."""
    if wait := guesses.wait(tx, "code", person.openid):
        raise Again(CODES_LOCKED.format(wait), meant=True)
    member_id = binding.coded(tx, person, code)
    if not member_id:
        raise Again(WRONG_CODE, meant=True)
    return member_id


def _namesakes(tx: Tx, so_far: Confirming) -> bool:
    return len(so_far.who) > 1


def _units(tx: Tx, person: Person, so_far: Confirming) -> Ask:
    found = so_far.who[:8]
    lines = [f"{n} {_place(tx, member_id)}" for n, member_id in enumerate(found, 1)]
    return Ask("\n".join(["有重名，您在哪个单位？", *lines, "回复编号。"]), found)


@dialogue.ask(_units, when=_namesakes)
def which(tx: Tx, person: Person, answer: Heard, so_far: Confirming) -> str:
    if answer in so_far.who:
        return answer
    raise Again("请回复单位前面的编号。（“取消”不办了）")


@dialogue.finish
def confirm(tx: Tx, person: Person, answers: Confirming) -> Reply:
    member_id = answers.which or answers.who[0]
    if answers.code:
        if not moving.by_code(tx, person, answers.code, member_id, CONSENT):
            raise Again(WRONG_CODE, question="who")
    elif not binding.bind(tx, person, member_id, CONSENT):
        return rebinding.ask(tx, person, member_id)
    waking.tell_superiors(tx, member_id)
    asleep = waking.sentence(tx, person._replace(member_id=member_id))
    return Reply(f"【身份已确认】{_name(tx, member_id)}　{_place(tx, member_id)}").after(asleep)


def _name(tx: Tx, member_id: str) -> str:
    row = tx.row("people.get_member", member_id=member_id)
    return str(row["name"]) if row else ""


def _place(tx: Tx, member_id: str) -> str:
    row = tx.row("people.get_member", member_id=member_id)
    return f"{row['unit']}　{row['branch']}" if row else ""


def begin(tx: Tx, person: Person, argument: Heard) -> Reply:
    """绑定, 确认身份; who is known already and says what has changed means 更正."""
    if person.confirmed and field.to_be_changed(argument):
        return own_data.correct(tx, person, argument)
    if person.confirmed:
        return Reply(
            f"您已确认为：{_name(tx, person.id)}　{_place(tx, person.id)}\n"
            "单位变了请告诉支部书记更新名册；不想用了回复“注销”。"
        )
    return dialogue.begin(tx, person, Confirming(), after=_asked_for(tx, person))


def meant(tx: Tx, person: Person, text: Heard) -> Reply | None:
    """姓名：张三 手机尾号：6789, said unasked: what is kept is told first, then it is asked for."""
    return None if person.confirmed or not unasked(text) else begin(tx, person, text)


def _asked_for(tx: Tx, person: Person) -> Choice | None:
    """What they were asked who they are for: done after, also when they say 绑定 in between."""
    talk = dialogues.find(tx, person)
    waits = talk is not None and talk.name == dialogue.name and tx.now < talk.expires_at
    return talk.after if talk and waits else None
