"""Reminders as rows: made, found by number, put off, fired once."""

from typing import NamedTuple

from bot import schedule
from bot.clock import milliseconds, moment
from bot.delivery import outbox
from bot.store.tx import Row, Tx
from handlers.reminders.timing import Timing

MOST = 50  # open reminders of one person
FIRED_KEPT = 3 * 24 * 3_600_000  # how long a fired one may still be put off


class Reminder(NamedTuple):
    id: str
    openid: str
    number: int
    text: str
    timing: Timing
    open: bool


def _reminder(row: Row) -> Reminder:
    timing = Timing(row["next_at"], row["every"], row["rule"])
    return Reminder(
        row["id"], row["openid"], row["number"], row["text"], timing, row["state"] == "open"
    )


def get(tx: Tx, reminder_id: str) -> Reminder | None:
    row = tx.row("reminders.get", id=reminder_id)
    return _reminder(row) if row else None


def of_person(tx: Tx, openid: str) -> list[Reminder]:
    """The open ones by number, so that the first line is the first one."""
    return [_reminder(row) for row in tx.rows("reminders.of_person", openid=openid)]


def numbered(tx: Tx, openid: str, number: int) -> Reminder | None:
    row = tx.row("reminders.numbered", openid=openid, number=number)
    return _reminder(row) if row else None


def last_fired(tx: Tx, openid: str) -> Reminder | None:
    row = tx.row("reminders.last_fired", openid=openid)
    return _reminder(row) if row else None


def full(tx: Tx, openid: str, more: int = 1) -> bool:
    """Whether there is no room for so many more."""
    return int(tx.value("reminders.count_open", openid=openid)) + more > MOST


def add(tx: Tx, openid: str, text: str, timing: Timing) -> tuple[Reminder, bool]:
    """The reminder, and whether it is new: the same one twice is one."""
    same = tx.row(
        "reminders.same",
        openid=openid,
        text=text,
        next_at=timing.at,
        every=timing.every,
        rule=timing.rule,
    )
    if same is not None:
        return _reminder(same), False
    tx.run("reminders.drop_fired", openid=openid, before=tx.now - FIRED_KEPT)
    number = int(tx.value("reminders.highest_number", openid=openid)) + 1
    made = Reminder(tx.new_id(), openid, number, text, timing, True)
    tx.run(
        "reminders.put",
        id=made.id,
        openid=openid,
        number=number,
        text=text,
        next_at=timing.at,
        every=timing.every,
        rule=timing.rule,
    )
    _schedule(tx, made.id, timing.at)
    return made, True


def move(tx: Tx, reminder: Reminder, timing: Timing) -> None:
    """Give it another time; one that has fired is open again."""
    _schedule(tx, reminder.id, timing.at)  # first, as what fires takes its due row first
    tx.run(
        "reminders.set_time",
        id=reminder.id,
        next_at=timing.at,
        every=timing.every,
        rule=timing.rule,
    )


def put_off(tx: Tx, reminder: Reminder, until: int) -> None:
    """Once more at `until`; a repeating one keeps its own times besides."""
    if reminder.timing.every:
        schedule.put(
            tx, "reminders.fire", until, f"reminders:{reminder.id}", id=reminder.id, extra=True
        )
    else:
        move(tx, reminder, Timing(until))


def drop(tx: Tx, reminder: Reminder) -> None:
    schedule.drop(tx, f"reminders:{reminder.id}")
    outbox.withdraw(tx, f"reminders:{reminder.id}")
    tx.run("reminders.drop", id=reminder.id)


def drop_all(tx: Tx, openid: str) -> None:
    for row in tx.rows("reminders.all_of", openid=openid):
        schedule.drop(tx, f"reminders:{row['id']}")
    tx.run("reminders.drop_of", openid=openid)


def advance(tx: Tx, reminder: Reminder) -> None:
    """After firing: the next time of a repeating one (never one already past), or the end."""
    if not reminder.timing.every:
        tx.run("reminders.fired", id=reminder.id)
        return
    next_at = milliseconds(reminder.timing.after(moment(tx.now)))
    tx.run("reminders.set_next", id=reminder.id, next_at=next_at)
    _schedule(tx, reminder.id, next_at)


def _schedule(tx: Tx, reminder_id: str, at: int) -> None:
    schedule.drop(tx, f"reminders:{reminder_id}")
    schedule.put(tx, "reminders.fire", at, f"reminders:{reminder_id}", id=reminder_id)
