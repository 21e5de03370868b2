"""恢复任职: a superior confirms anew an office that sleeps."""

from bot.delivery import outbox
from bot.hearing.heard import Heard
from bot.message import Choice, Menu, Reply
from bot.people import audit, offices
from bot.people.offices import LEADING, TITLES, Office
from bot.people.person import Person
from bot.store.tx import Tx
from handlers.appointments import chat

SHOWN = 5
NOBODY = "您管理的范围以下没有等恢复任职的“{}”。"


def wake(tx: Tx, person: Person, text: Heard) -> Reply:
    """恢复任职 姓名: shown first, done by the number."""
    name = text.clauses[0]
    if not name:
        return Reply("请说姓名，例如“恢复任职 张三”。")
    below = offices.below(tx, offices.held(tx, person, LEADING), name)
    found = [each for each in below if each.asleep and each.member_id != person.id][:SHOWN]
    if not found:
        return Reply(NOBODY.format(name))
    lines = [f"{n} {each.name}　{each.office.title}" for n, each in enumerate(found, 1)]
    choices = tuple(Choice("appointments.wake_now", chat.argument(each)) for each in found)
    return Reply(
        "\n".join(["恢复哪一项？请先向本人核实，回复编号后马上生效。", *lines, "不恢复就不用回。"]),
        Menu(choices, Choice("appointments.wake", name), asks=True),
    )


def wake_now(tx: Tx, person: Person, argument: str) -> Reply:
    """The term is what it was."""
    member_id, organisation_id, role = argument.split(" ")
    where = chat.reached(tx, person, organisation_id)
    if where is None or not offices.wake(tx, member_id, organisation_id, role):
        return Reply(chat.GONE)
    title = Office(role, where).title
    audit.note(tx, person.id, "恢复任职", organisation_id, member_id, TITLES[role])
    outbox.tell_member(tx, member_id, f"您的职务已恢复：{title}。", "appointments")
    return Reply(f"已恢复：{title}。从现在起生效。")
