"""Confirming who one is: consent, name and digits, the unit of namesakes."""

from bot.conversation import dialogue as dialogues
from bot.conversation.dialogue import Answers, Ask, Dialogue
from bot.message import Again, Choice, Reply
from bot.people import binding
from bot.people.claims import unasked
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.membership import field, own_data, rebinding

CONSENT = "2026-11"  # version of the card below; a new wording gets a new one
CARD = (
    "办理个人事项前，请确认：用途是报名、提醒和通知；只保存姓名、单位、手机后四位；"
    "可随时回复“注销”。\n"
    "同意请回复：姓名 手机后四位，例如“张三 6789”。不同意也可以继续查政策、看活动。"
)
LOCKED = "试的次数多了，请 1 小时后再试，或请支部书记帮您确认。"

dialogue = Dialogue("membership", "确认身份")


# ---------------------------------------------------------------- who one is


@dialogue.ask(CARD)
def who(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    claimed = binding.claim(answer)
    if claimed is None:
        raise Again("请回复：姓名 手机后四位，例如“张三 6789”。不想确认请回“取消”。")
    if not binding.tries_left(tx, person):
        raise Again(LOCKED, meant=True)
    found = binding.matches(tx, person, claimed)
    if found:
        return " ".join(found)
    left = binding.tries_left(tx, person)
    if not left:
        raise Again(LOCKED, meant=True)
    raise Again(
        f"没有对上。请检查姓名和后四位，还可以试 {left} 次；也可请支部书记帮您确认。", meant=True
    )


def _namesakes(tx: Tx, so_far: Answers) -> bool:
    return len(so_far.get("who", "").split()) > 1


def _units(tx: Tx, person: Person, so_far: Answers) -> Ask:
    found = so_far["who"].split()[:8]
    lines = [f"{n} {_place(tx, member_id)}" for n, member_id in enumerate(found, 1)]
    return Ask("\n".join(["有重名，您在哪个单位？", *lines, "回复编号。"]), tuple(found))


@dialogue.ask(_units, when=_namesakes)
def which(tx: Tx, person: Person, answer: str, so_far: Answers) -> str:
    if answer in so_far["who"].split():
        return answer
    raise Again("请回复单位前面的编号。（“取消”不办了）")


@dialogue.finish
def confirm(tx: Tx, person: Person, answers: Answers) -> Reply:
    member_id = answers.get("which") or answers["who"].split()[0]
    if not binding.bind(tx, person, member_id, CONSENT):
        return rebinding.ask(tx, person, member_id)
    return Reply(f"【身份已确认】{_name(tx, member_id)}　{_place(tx, member_id)}")


def _name(tx: Tx, member_id: str) -> str:
    row = tx.row("people.get_member", member_id=member_id)
    return str(row["name"]) if row else ""


def _place(tx: Tx, member_id: str) -> str:
    row = tx.row("people.get_member", member_id=member_id)
    return f"{row['unit']}　{row['branch']}" if row else ""


def begin(tx: Tx, person: Person, argument: str) -> Reply:
    """绑定, 确认身份; who is known already and says what has changed means 更正."""
    if person.confirmed and field.to_be_changed(argument):
        return own_data.correct(tx, person, argument)
    if person.confirmed:
        return Reply(
            f"您已确认为：{_name(tx, person.id)}　{_place(tx, person.id)}\n"
            "单位变了请告诉支部书记更新名册；不想用了回复“注销”。"
        )
    return dialogue.begin(tx, person, {}, after=_asked_for(tx, person))


def meant(tx: Tx, person: Person, text: str) -> Reply | None:
    """姓名：张三 手机尾号：6789, said unasked: what is kept is told first, then it is asked for."""
    return None if person.confirmed or not unasked(text) else begin(tx, person, "")


def _asked_for(tx: Tx, person: Person) -> Choice | None:
    """What they were asked who they are for: done after, also when they say 绑定 in between."""
    talk = dialogues.find(tx, person)
    waits = talk is not None and talk.name == dialogue.name and tx.now < talk.expires_at
    return talk.after if talk and waits else None
