"""取消活动: shown with how many will be told, done by the number."""

from bot.message import Choice, Menu, Reply
from bot.people import audit, offices
from bot.people.offices import SECRETARIES
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.registration import changing, covered, events, telling
from handlers.registration.events import Event

GONE = "这项活动已经取消、结束，或不归您管，没有改动。"


def call_off(tx: Tx, person: Person, text: str) -> Reply:
    """取消活动 大讲堂第10期; from whoever holds no office it means their own place in it."""
    if not offices.held(tx, person, SECRETARIES):
        return changing.cancel(tx, person, text)
    found = covered.named(tx, person, text)
    if not found:
        return Reply(covered.NOT_FOUND if text else covered.NONE)
    if len(found) == 1 and text:
        return ask(tx, person, found[0].id)
    shown = found[: events.PAGE]
    lines = [f"{n} {e.title}　{saying.at(e.starts_at, tx.now)}" for n, e in enumerate(shown, 1)]
    choices = tuple(Choice("registration.ask_call_off", each.id) for each in shown)
    return Reply(
        "\n".join(["取消哪一项活动？", *lines, "回复编号；不取消就不用回。"]),
        Menu(choices, Choice("registration.call_off", text)),
    )


def ask(tx: Tx, person: Person, event_id: str) -> Reply:
    event = covered.find(tx, person, event_id)
    if event is None or not event.open or event.ends_at <= tx.now:
        return Reply(GONE)
    return Reply(
        f"取消“{event.title}”（{saying.at(event.starts_at, tx.now)}）？\n"
        f"会告诉已报名和候补的 {_concerned(event)} 人，取消后不能恢复。\n"
        "确定取消请回复 1；不取消请回复“取消”。",
        Menu(
            (Choice("registration.call_off_now", event.id),),
            Choice("registration.ask_call_off", event.id),
            asks=True,
        ),
    )


def call_off_now(tx: Tx, person: Person, event_id: str) -> Reply:
    events.hold(tx, event_id)
    event = covered.find(tx, person, event_id)
    if event is None or event.ends_at <= tx.now:
        return Reply(GONE)
    if not tx.run("registration.call_off_event", event_id=event.id):
        return Reply(GONE)
    telling.start(tx, event, (), moved=False)
    audit.note(tx, person.id, "取消活动", event.organisation_id, details=event.title)
    told = "\n正在告诉已报名和候补的人。" if _concerned(event) else ""
    return Reply(f"【已取消】{event.title}{told}")


def _concerned(event: Event) -> int:
    return sum(pool.taken + pool.waiting for pool in event.pools)
