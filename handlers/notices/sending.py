"""Getting a notice out, and calling it back: in slices that hold up nobody."""

from collections.abc import Mapping
from typing import Any

from bot import schedule
from bot.delivery import outbox
from bot.people import contacts, offices
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.notices import notice as notices
from handlers.notices.notice import Notice

SLICE = 50  # recipients in one change
LOOKED_AT = 250  # rows of the roster looked at in one change
CALLED_BACK = 50  # rows called back in one change
FEW = 1_000  # members up to which a subtree is quicker sought than the roster looked through
LANDED = 10_000  # milliseconds after which what was in flight has arrived or not
BREATH = 250  # milliseconds until the next slice while the last one is still going out


def begin(tx: Tx, notice: Notice, members: int) -> None:
    schedule.put(tx, "notices.send", notice.send_at, notice.about, id=notice.id, few=members <= FEW)


def send(tx: Tx, details: Mapping[str, Any]) -> None:
    """Put one slice into the outbox and have the next one done. The cursor moves in the same
    transaction, so nobody is told twice, whatever stops it in between."""
    notice = notices.get(tx, details["id"])
    if notice is None or notice.withdrawn:
        return
    if notice.member_id not in offices.holders(tx, notice.from_id):
        tx.run("notices.withdraw", id=notice.id)  # who sent it is not in office any more
        return
    if outbox.crowded(tx, notice.about, SLICE // 2):
        _go_on(tx, notice, details, tx.now + BREATH)  # what others are told goes in between
        return
    recipients, reached = _next(tx, notice, details["few"])
    try_now = not outbox.shut(tx)
    for person in recipients:
        outbox.tell_person(tx, person, notice.text, notice.about, try_now=try_now, patient=True)
    tx.run(
        "notices.advance",
        id=notice.id,
        reached=reached or notice.reached,
        count=len(recipients),
        state="sending" if reached else "sent",
    )
    if reached:
        _go_on(tx, notice, details, tx.now)


def _go_on(tx: Tx, notice: Notice, details: Mapping[str, Any], at: int) -> None:
    schedule.put(tx, "notices.send", at, notice.about, id=notice.id, few=details["few"])


def _next(tx: Tx, notice: Notice, few: bool) -> tuple[list[Person], str | None]:
    """Whom to tell now, and the cursor after it; no cursor: these are the last."""
    reached = notice.reached
    if few:
        rows = tx.rows(
            "notices.next_of_few", organisation_id=notice.to.id, reached=reached, count=SLICE
        )
        until = None
    else:
        until = tx.value("notices.look_until", reached=reached, count=LOOKED_AT)
        rows = tx.rows(
            "notices.next_of_many",
            reached=reached,
            until=until or reached,
            path=notice.to.path,
            count=SLICE,
        )
    found = [contacts.person(row) for row in rows]
    return found, found[-1].id if len(found) == SLICE else until


# ---------------------------------------------------------------- calling it back


def withdraw(tx: Tx, notice: Notice, by: str) -> bool | None:
    """Stop it and call back a first slice: whether that was all of it. None: somebody has
    already done so. Of what is left, `by` is told once it is done."""
    if not tx.run("notices.withdraw", id=notice.id):
        return None
    schedule.drop(tx, notice.about)
    return _call_back_slice(tx, notice, by)


def call_back(tx: Tx, details: Mapping[str, Any]) -> None:
    """The next slice of one that went to many."""
    notice = notices.known(tx, details["id"])
    if _call_back_slice(tx, notice, details["by"]):
        said = f"【通知 {notice.number}】{called_back(tx, notices.known(tx, notice.id))}"
        outbox.tell_member(tx, details["by"], said, "notices")


def _call_back_slice(tx: Tx, notice: Notice, by: str) -> bool:
    """Whether that was the last of it; if not, the next slice follows. What is in flight may
    come back refused, and must not be shown later either."""
    count = outbox.withdraw_some(tx, notice.about, CALLED_BACK)
    tx.run("notices.count_called_back", id=notice.id, count=count)
    in_flight = outbox.count(tx, notice.about, "sending") > 0
    if count == CALLED_BACK or in_flight:
        at = tx.now if count == CALLED_BACK else tx.now + LANDED
        schedule.put(tx, "notices.call_back", at, notice.about, id=notice.id, by=by)
        return False
    outbox.hush(tx, notice.about)
    return True


def called_back(tx: Tx, notice: Notice) -> str:
    """What withdrawing came to, in words."""
    totals = outbox.totals(tx, notice.about)
    told = totals.get("sent", 0) + totals.get("shown", 0)
    unsure = totals.get("unknown", 0)
    if not told and not unsure:
        return "已撤回，没有人收到。"
    parts = [f"撤回 {saying.count(notice.called_back)} 人"] if notice.called_back else []
    if told:
        parts.append(f"{saying.count(told)} 人已经送到，撤不回来，需要时请再发一条更正")
    if unsure:
        parts.append(f"{saying.count(unsure)} 人不能确定送到没有")
    return ("" if notice.called_back else "没有可撤的了：") + "；".join(parts) + "。"
