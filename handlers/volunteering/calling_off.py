"""取消需求: shown with how many will be told, done by the number."""

from bot.message import Choice, Menu, Reply
from bot.people import audit
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.volunteering import covered, needs, telling

GONE = "这项需求已经取消、结束，或不归您管，没有改动。"


def call_off(tx: Tx, person: Person, text: str) -> Reply:
    """取消需求 长安社区义诊"""
    found = [need for need in covered.named(tx, person, text) if need.open]
    if not found:
        return Reply(covered.NOT_FOUND if text else covered.NONE)
    if len(found) == 1 and text:
        return ask(tx, person, found[0].id)
    shown = found[: needs.PAGE]
    lines = [f"{n} {e.name}　{saying.at(e.starts_at, tx.now)}" for n, e in enumerate(shown, 1)]
    choices = tuple(Choice("volunteering.ask_call_off", each.id) for each in shown)
    return Reply(
        "\n".join(["取消哪一项需求？", *lines, "回复编号；不取消就不用回。"]),
        Menu(choices, Choice("volunteering.call_off", text)),
    )


def ask(tx: Tx, person: Person, need_id: str) -> Reply:
    found = covered.find(tx, person, need_id)
    if found is None or not found.open or found.ends_at <= tx.now:
        return Reply(GONE)
    return Reply(
        f"取消“{found.name}”（{saying.at(found.starts_at, tx.now)}）？\n"
        f"会告诉已报名的 {found.taken} 人，取消后不能恢复。\n"
        "确定取消请回复 1；不取消请回复“取消”。",
        Menu(
            (Choice("volunteering.call_off_now", found.id),),
            Choice("volunteering.ask_call_off", found.id),
            asks=True,
        ),
    )


def call_off_now(tx: Tx, person: Person, need_id: str) -> Reply:
    needs.hold(tx, need_id)
    found = covered.find(tx, person, need_id)
    if found is None or found.ends_at <= tx.now:
        return Reply(GONE)
    if not tx.run("volunteering.call_off_need", need_id=found.id):
        return Reply(GONE)
    telling.start(tx, found, (), moved=False)
    audit.note(tx, person.id, "取消需求", covered.audited(found), details=found.name)
    told = "\n正在告诉已报名的人。" if found.taken else ""
    return Reply(f"【已取消】{found.name}{told}")
