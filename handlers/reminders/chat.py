"""What people see of their reminders, what comes when one is due, what is held about a person."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.lists import page, turned
from bot.delivery import outbox
from bot.message import Choice, Menu, Reply
from bot.people.person import Person
from bot.schedule import interrupted
from bot.store.tx import Tx
from bot.when.calendar import say_span
from handlers.reminders import notes
from handlers.reminders.making import confirmation, shown, topic
from handlers.reminders.notes import Reminder
from handlers.reminders.timing import Timing, next_said

NONE_OF_MINE = "您还没有设提醒。直接说就行，例如“明早8点提醒我交材料”。"
HOW = (
    "设提醒直接说时间和事，例如“明早8点提醒我交材料”；就在您说的那个时间提醒，要提前就说早一点的时间。\n"
    "已设的回复“我的提醒”看，可以推迟、改时间或删除。报了名的活动，前一天会自动提醒您。"
)
LATE = 2 * 60_000  # milliseconds after which a reminder says that it is late
PAGE = 5


# ---------------------------------------------------------------- seeing them


def show_mine(tx: Tx, person: Person, argument: str) -> Reply:
    found = notes.of_person(tx, person.openid)
    if not found:
        return Reply(NONE_OF_MINE)
    number = on_page(turned(argument)[1], found)
    listed, more = paged(found, number)
    first = listed[0].number
    lines = [
        f"您的提醒（{len(found)} 条，前面是编号）：",
        *(line(reminder, tx.now) for reminder in listed),
        f"可以回复“删除提醒 {first}”“推迟 {first} 1小时”或“改时间 {first}”{further(more)}。",
    ]
    choices = [Choice("reminders.one", each.id, (str(each.number),)) for each in found]
    return Reply("\n".join(lines), pages("reminders.list", "", number, choices, more))


def explain(tx: Tx, person: Person, text: str) -> Reply:
    return Reply(HOW)


def paged(found: Sequence[Reminder], number: int) -> tuple[Sequence[Reminder], int]:
    """One page, and how many more there are behind it."""
    end = (number + 1) * PAGE
    return found[end - PAGE : end], max(len(found) - end, 0)


def on_page(number: int | None, found: Sequence[Reminder]) -> int:
    """The page asked for, while there is one."""
    return number if number and number * PAGE < len(found) else 0


def further(more: int) -> str:
    return f"；还有 {more} 条，回复“下一页”看" if more else ""


def pages(action: str, what: str, number: int, choices: list[Choice], more: int) -> Menu:
    """Every reminder's own number answers, on whichever page it stands."""
    turning = [Choice(action, page(what, number + 1), ("下一页",))] if more else []
    return Menu((*choices, *turning), Choice(action, page(what, number)))


def line(reminder: Reminder, now: int) -> str:
    return f"{reminder.number} {reminder.text}　{next_said(reminder.timing, now)}"


def show_one(tx: Tx, person: Person, reminder_id: str) -> Reply:
    found = notes.get(tx, reminder_id)
    if found is None or found.openid != person.openid:
        return Reply("这条提醒已经删了。回复“我的提醒”看现在有哪些。")
    return Reply(confirmation(tx, found), shown(found), topic(found))


def summary(tx: Tx, person: Person) -> Sequence[str]:
    found = notes.of_person(tx, person.openid)
    return [f"提醒 {len(found)} 条（回复“我的提醒”）"] if found else []


# ---------------------------------------------------------------- what is due, what is held


def fire(tx: Tx, details: Mapping[str, Any]) -> None:
    """Tell the person, once; said so when it is late."""
    reminder = notes.get(tx, details["id"])
    if reminder is None or not reminder.open:
        return
    run_at = int(details["run_at"])
    late = tx.now - run_at
    title = f"【提醒·迟了 {say_span(late)}】" if late > LATE else "【提醒】"
    away = late > LATE and interrupted(tx, since=run_at)
    sorry = "服务刚才中断过，抱歉。" if away else ""
    ending = "。" if sorry and not reminder.text.endswith("。") else ""
    outbox.tell(
        tx,
        reminder.openid,
        f"{title}{reminder.text}{ending}{sorry}\n要再提醒请回“推迟 1小时”。",
        f"reminders:{reminder.id}",
    )
    if not details.get("extra"):
        notes.advance(tx, reminder)


def personal(tx: Tx, person: Person) -> Sequence[str]:
    total = len(tx.rows("reminders.all_of", openid=person.openid))
    return [f"提醒 {total} 条"] if total else []


def export(tx: Tx, person: Person) -> Sequence[str]:
    return [
        f"提醒：{row['text']}　{next_said(Timing(row['next_at'], row['every'], row['rule']), tx.now)}"
        for row in tx.rows("reminders.all_of", openid=person.openid)
    ]


def erase(tx: Tx, person: Person) -> None:
    notes.drop_all(tx, person.openid)
