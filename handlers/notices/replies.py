"""Another answer to a notice than a receipt: 请假，那天出差 is told to its sender, after one yes that
names them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot import schedule
from bot.clock import milliseconds, moment
from bot.delivery import outbox
from bot.hearing.heard import Heard
from bot.language.relay import quoted
from bot.language.text import counted, redacted, short
from bot.message import Again, Choice, Menu, Reply
from bot.people import audit, contacts, offices, places
from bot.people.offices import Holder
from bot.people.person import Person
from bot.store.tx import Tx
from bot.when import saying
from handlers.notices import notice as notices
from handlers.notices.notice import DAY, Notice
from handlers.notices.progress import beginning
from handlers.notices.quiet import CLOSES, OPENS

LATELY = 7 * DAY  # what came to somebody may be answered so long
OFFERED = 3  # notices that one answer may be meant for
A_DAY = 5  # answers of one member
LONGEST = 200  # characters of one
SHOWN = 60  # … of it beside the question whom to tell
ANSWERED = "答复通知"  # as the audit calls it
# How much it speaks for an answer that there is something to answer, that it came within a day.
ANSWERABLE, FRESH = 1.5, 2.5
NOTHING = (
    "近 7 天没有发给您的通知，没有转告。请直接告诉您的支部书记；要告诉工委的同志请回复“人工”。"
)
GONE = "这条通知已经不在近 7 天收到的里面，没有转告。"
MANY = f"今天已经转告了 {A_DAY} 次，没有再转告。急事请直接联系发通知的同志。"


def reply(tx: Tx, person: Person, said: Heard) -> Reply:
    """Whom it would be told, and for which notice; nothing is told yet."""
    if len(said) > LONGEST:
        return Reply(f"这段{counted(said)}，转告最多 {LONGEST} 字，请压缩后再发。")
    found = [(each, to) for each in lately(tx, person) if (to := recipient(tx, each))]
    if not found:
        return Reply(NOTHING, Menu(about=said))
    choices = tuple(Choice("notices.tell_sender", f"{each.id} {said}") for each, _ in found)
    lines = [
        "要转告发通知的同志吗？",
        *(f"{n} 转告{_whom(to)}：{beginning(each)}" for n, (each, to) in enumerate(found, 1)),
        f"您的话：{short(said, SHOWN)}",
        "回复编号就转告，不转就不用回。",
    ]
    return Reply("\n".join(lines), Menu(choices, about=said)).asking()


def lately(tx: Tx, person: Person) -> Sequence[Notice]:
    """What lately came to somebody from others, the newest first."""
    if not person.confirmed:
        return []
    rows = tx.rows(
        "notices.lately_received",
        openid=person.openid,
        member_id=person.id,
        since=tx.now - LATELY,
        count=OFFERED,
    )
    return [notices.known(tx, row["id"]) for row in rows]


def recipient(tx: Tx, found: Notice) -> Holder | None:
    """Its sender, or who holds the office now; None where nobody of them is here."""
    office = places.get(tx, found.from_id)
    acting = offices.acting_for(tx, office) if office else []
    here = [each for each in acting if contacts.of_member(tx, each.member_id)]
    return next((h for h in here if h.member_id == found.member_id), here[0] if here else None)


def _whom(to: Holder) -> str:
    return f"{to.name}（{to.office.title}）"


def tell_sender(tx: Tx, person: Person, argument: str) -> Reply:
    """The yes: told now, or in the morning when it is night."""
    notice_id, _, words = argument.partition(" ")
    found = next((each for each in lately(tx, person) if each.id == notice_id), None)
    to = recipient(tx, found) if found else None
    if found is None or to is None:
        raise Again(GONE)
    since = {"member_id": person.id, "action": ANSWERED, "since": tx.now - DAY}
    if int(tx.value("notices.count_answers", **since)) >= A_DAY:
        raise Again(MANY)
    audit.note(tx, person.id, ANSWERED, found.from_id, to.member_id, f"第 {found.number} 号")
    if later := _morning(tx.now):
        schedule.put(
            tx, "notices.pass_on", later, _about(person.id), id=found.id, by=person.id, words=words
        )
        return Reply(f"夜里不打扰，{saying.at(later, tx.now)} 转告{_whom(to)}。")
    reached = _pass_on(tx, found, person.id, words)
    return Reply(f"已转告{_whom(to)}" + ("。" if reached else "，下次来访时会看到。"))


def pass_on(tx: Tx, details: Mapping[str, Any]) -> None:
    """What was said at night."""
    _pass_on(tx, notices.known(tx, details["id"]), details["by"], details["words"])


def _pass_on(tx: Tx, found: Notice, member_id: str, words: str) -> bool:
    """Whether it may be seen at once."""
    to = recipient(tx, found)
    person = contacts.of_member(tx, to.member_id) if to else None
    row = tx.row("notices.who_answers", member_id=member_id)
    if to is None or person is None or row is None:
        return False
    number = f"【通知 {found.number}】" if to.member_id == found.member_id else "通知："
    head = f"{row['name']}（{row['branch']}）答复{number}{beginning(found)}"
    outbox.tell_person(tx, person, f"{head}\n{quoted(redacted(words))}", _about(member_id))
    return outbox.reachable(tx, person) and not outbox.shut(tx)


def _about(member_id: str) -> str:
    return f"notices:answer:{member_id}"


def _morning(now: int) -> int | None:
    """When the night is over; None by day, also at weekends: who is away says so in time."""
    here = moment(now)
    if OPENS <= here.hour < CLOSES:
        return None
    day = here if here.hour < OPENS else here + timedelta(days=1)
    return milliseconds(day.replace(hour=OPENS, minute=0, second=0, microsecond=0))


def evidence(tx: Tx, person: Person) -> Mapping[str, float]:
    """Where nothing came, there is nothing to answer."""
    found = lately(tx, person)
    fresh = bool(found) and found[0].send_at > tx.now - DAY
    return {"notice.reply": FRESH if fresh else ANSWERABLE if found else -ANSWERABLE}


def erase(tx: Tx, person: Person) -> None:
    """What has not left yet; what was told its reader has."""
    if person.confirmed:
        schedule.drop(tx, _about(person.id))
        outbox.withdraw(tx, _about(person.id))
