"""A new phone: the secretary decides whether an identity moves to another openid."""

import re

from bot.conversation import waking
from bot.delivery import outbox
from bot.hearing.heard import Heard
from bot.message import Reply
from bot.people import audit, binding, contacts, guesses, offices, places
from bot.people.binding import Rebinding
from bot.people.offices import SECRETARIES
from bot.people.person import Person
from bot.store.tx import Row, Tx
from handlers.membership import moving

TAKEN = "这个身份已经在另一个微信上确认过，没有改动。换了微信请告诉支部书记。"
ASKED = (
    "这个身份已经在另一个微信上确认过。如果是您换了微信，已请书记核实，"
    "同意后这里会告诉您；不是您本人就不用管。"
)
WARNING = (
    "有人用您的姓名和后四位，在另一个微信上申请确认身份，已请书记核实。"
    "不是您本人申请的，请马上告诉支部书记。"
)
NOT_THERE = "没有等您决定的这个换绑申请，可能已经办过或过期。"
_CODE = re.compile(r"[A-Z][2-9][A-Z][2-9]")


def ask(tx: Tx, person: Person, member_id: str) -> Reply:
    """Somebody who knew name and digits, on an openid that is not the confirmed one."""
    deciders = _deciders(tx, member_id)
    if not deciders or guesses.wait(tx, "rebinding", member_id):
        return Reply(TAKEN)
    guesses.count(tx, "rebinding", member_id)
    code = binding.ask_rebinding(tx, person, member_id)
    who = _who(tx, member_id)
    for decider in deciders:
        outbox.tell_member(
            tx,
            decider,
            f"{who}想把身份换到另一个微信上。请先向本人核实。\n"
            f"是本人回复“同意换绑 {code}”，不是回复“不同意换绑 {code}”。",
            "rebinding",
        )
    outbox.tell_member(tx, member_id, WARNING, "rebinding")
    return Reply(ASKED)


def _deciders(tx: Tx, member_id: str) -> list[str]:
    """The nearest secretaries above this person, never they themselves."""
    row = _member(tx, member_id)
    for place in places.upwards(tx, row["branch_id"]):
        others = [each for each in offices.holders(tx, place.id) if each != member_id]
        if others:
            return others
    return []


def _member(tx: Tx, member_id: str) -> Row:
    row = tx.row("people.get_member", member_id=member_id)
    assert row is not None  # noqa: S101 - a foreign key
    return row


def _who(tx: Tx, member_id: str) -> str:
    row = _member(tx, member_id)
    return f"{row['name']}（{row['unit']}{row['branch']}）"


def agree(version: str, tx: Tx, person: Person, text: Heard) -> Reply:
    """同意换绑 码; `version` is that of the consent card in force, which the new phone has seen."""
    asked = _asked(tx, person, text)
    if asked is None:
        return Reply(NOT_THERE)
    old = contacts.of_member(tx, asked.member_id)
    binding.drop_rebindings(tx, asked.member_id)
    if not binding.move(tx, asked, version):
        return Reply("申请换绑的微信已经不在了，没有改动。请本人在新微信上重新确认身份。")
    _note(tx, person, asked, "同意换绑")
    _tell_new_phone(tx, asked)
    if old is not None:
        moving.leave_old_phone(tx, old, asked.openid)
    waking.tell_superiors(tx, asked.member_id)
    return Reply(f"已同意：{_who(tx, asked.member_id)}的身份换到新微信上。")


def _tell_new_phone(tx: Tx, asked: Rebinding) -> None:
    lines = [
        f"【身份已确认】{_who(tx, asked.member_id)}",
        "书记已同意换到这个微信。原来设的提醒请重新设一次。",
    ]
    new = contacts.find(tx, asked.openid)
    if asleep := waking.sentence(tx, new) if new else "":
        lines.append(asleep)
    outbox.tell(tx, asked.openid, "\n".join(lines), "rebinding")


def refuse(tx: Tx, person: Person, text: Heard) -> Reply:
    """不同意换绑 码."""
    asked = _asked(tx, person, text)
    if asked is None:
        return Reply(NOT_THERE)
    binding.drop_rebindings(tx, asked.member_id)
    _note(tx, person, asked, "不同意换绑")
    outbox.tell(tx, asked.openid, "换微信的申请书记没有同意，没有改动。", "rebinding")
    return Reply("已记下，没有改动。")


def _asked(tx: Tx, person: Person, text: Heard) -> Rebinding | None:
    """What the code stands for, if this person may decide it: not about themselves."""
    code = _CODE.search(text.said.upper())
    asked = binding.rebinding(tx, code[0]) if code else None
    if asked is None or asked.member_id == person.id:
        return None
    branch = places.get(tx, _member(tx, asked.member_id)["branch_id"])
    held = offices.held(tx, person, SECRETARIES)
    return asked if branch and offices.covers(held, branch.path) else None


def _note(tx: Tx, person: Person, asked: Rebinding, action: str) -> None:
    branch_id = _member(tx, asked.member_id)["branch_id"]
    audit.note(tx, person.id, action, branch_id, asked.member_id)
