"""Codes that confirm somebody without digits: given by a secretary who knows them, typed by them."""

from collections.abc import Sequence

from bot.conversation import waking
from bot.delivery import outbox
from bot.hearing.heard import Heard
from bot.language.keys import name_key
from bot.message import Choice, Menu, Reply
from bot.people import audit, binding, contacts, offices
from bot.people.offices import SECRETARIES
from bot.people.person import Person
from bot.store.tx import Row, Tx
from handlers.membership import chat

WITH_CODE = r"绑定码[^a-z0-9]{0,4}(?:[a-z][2-9]){4}(?![a-z0-9])|^(?:[a-z][2-9]){4}$"
ONCE_MORE = "有绑定码的，同意就再发一次绑定码。"
NOT_NEEDED = "您已经确认过身份，不用绑定码。是任职码请发“任职 码”。"
ASK_SECRETARY = "绑定码由支部书记来发：请支部书记在这里回复“绑定码 您的姓名”。"
WHOSE = "请说姓名，例如“绑定码 张三”。"
WARNING = (
    "书记刚为您发了绑定码，用了它，您的身份会换到另一个微信上。不是您要的，请马上告诉书记或上级。"
)
SHOWN = 5  # namesakes in one list


def code(tx: Tx, person: Person, text: Heard) -> Reply:
    """绑定码 张三 from a secretary gives one; 绑定码 A2B3C4D5 from whoever has one uses it."""
    if not person.confirmed:
        reply = chat.begin(tx, person, text)
        return reply.after(ONCE_MORE) if binding.code_in(text) else reply
    if binding.code_in(text):
        return Reply(NOT_NEEDED)
    if not offices.held(tx, person, SECRETARIES):
        return Reply(waking.sentence(tx, person, SECRETARIES) or ASK_SECRETARY)
    return _whose(tx, person, text.clauses[0])


def _whose(tx: Tx, person: Person, name: str) -> Reply:
    if not name:
        return Reply(WHOSE)
    found = _below(tx, person, name)
    if not found:
        return Reply(f"您管理的范围里没有叫“{name}”的同志（不含您自己），请核对名册上的姓名。")
    if len(found) == 1:
        return give(tx, person, found[0]["id"])
    lines = [f"{n} {_who(row)}" for n, row in enumerate(found[:SHOWN], 1)]
    choices = tuple(Choice("membership.give_code", row["id"]) for row in found[:SHOWN])
    return Reply(
        "\n".join(["给哪一位？", *lines, "回复编号。"]),
        Menu(choices, Choice("membership.code", name)),
    )


def _below(tx: Tx, person: Person, name: str) -> Sequence[Row]:
    """Members of this name within what the secretary's offices reach, never they themselves."""
    found = {
        row["id"]: row
        for office in offices.held(tx, person, SECRETARIES)
        for row in tx.rows(
            "people.members_named_below", name=name, key=name_key(name), path=office.place.path
        )
    }
    return [row for member_id, row in found.items() if member_id != person.id]


def _who(row: Row) -> str:
    return f"{row['name']}（{row['unit']}{row['branch']}）"


def give(tx: Tx, person: Person, member_id: str) -> Reply:
    """Asked for anew by a number: it must be within what they hold now."""
    member = tx.row("people.get_member", member_id=member_id)
    found = _below(tx, person, member["name"]) if member else []
    row = next((each for each in found if each["id"] == member_id), None)
    if row is None:
        return Reply("这位同志现在不在您管理的范围里，没有发绑定码。")
    given = binding.give_code(tx, member_id, person.id)
    audit.note(tx, person.id, "绑定码", row["branch_id"], member_id)
    lines = [
        f"【绑定码】{_who(row)}",
        f"绑定码 {given}",
        f"请先核实是本人，再把这条转给本人：本人在这里回复“绑定码 {given}”就确认了身份。",
        "7 天内有效，只能用一次；不认人，谁先用就确认成谁，请不要发到群里。",
    ]
    if contacts.of_member(tx, member_id) is not None:
        outbox.tell_member(tx, member_id, WARNING, "rebinding")
        lines.append("这位同志已在一个微信上确认过：用了这个码，就换到新的微信上。")
    return Reply("\n".join(lines))
