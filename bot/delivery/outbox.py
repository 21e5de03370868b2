"""One row per recipient per message, with a state that tells the truth.

waiting → sending → sent; back to waiting when it was certainly not carried out; or digest (no door
open: shown at next contact) → shown; a row in flight when the process dies, or whose answer never
came, is unknown: shown once, never resent.
"""

from bot.language.relay import leaving
from bot.language.text import TEXT_BYTES, fit
from bot.message import Message, Reply
from bot.people import contacts
from bot.people.person import Person
from bot.store.tx import Row, Tx

SHOWN_AT_ONCE = 5  # rows of one digest
HUSHED = "withdrawn"  # the cause of a row that left, or may have left, and is no longer true
LATE = 5_000  # milliseconds after which what waits to leave is rather shown at next contact
STUCK = 60_000  # milliseconds after which what waits to leave is held up by more than a crowd


def tell(tx: Tx, openid: str, text: str, about: str) -> None:
    """Have one person told, by the best door that is open. `about` is what to withdraw it by."""
    person = contacts.find(tx, openid)
    if person is not None:
        tell_person(tx, person, text, about)


def tell_person(
    tx: Tx,
    person: Person,
    text: str,
    about: str,
    *,
    try_now: bool = True,
    patient: bool = False,
) -> None:
    """As `tell`. Without `try_now` it waits for their next contact, whatever door seems open.
    `patient`: one of very many, that lets what others are told pass."""
    if not person.followed:
        return
    state = "waiting" if try_now and reachable(tx, person) else "digest"
    tx.stirred = True
    tx.run(
        "delivery.put",
        id=tx.new_id(),
        openid=person.openid,
        text=fit(leaving(text)),
        about=about,
        state=state,
        patient=int(patient),
        created_at=_moment(tx, person.openid),
    )


def _moment(tx: Tx, openid: str) -> int:
    """Now, but after what they are told already: two in one millisecond keep their order."""
    newest: int | None = tx.value("delivery.newest_of", openid=openid)
    return tx.now if newest is None else max(tx.now, newest + 1)


def tell_member(tx: Tx, member_id: str, text: str, about: str, *, patient: bool = False) -> None:
    """As `tell_person`, whoever of the roster it is, if they have a contact."""
    person = contacts.of_member(tx, member_id)
    if person is not None:
        tell_person(tx, person, text, about, patient=patient)


def reachable(tx: Tx, person: Person, at: int | None = None) -> bool:
    """Whether a customer-service message may reach them (at `at`, else now)."""
    return person.window_left > 0 and person.window_until > (tx.now if at is None else at)


def reaches(tx: Tx, openid: str) -> bool:
    """Whether this openid can be told something at once."""
    person = contacts.find(tx, openid)
    return person is not None and person.followed and reachable(tx, person)


def withdraw(tx: Tx, about: str) -> None:
    """What is no longer true need not be told."""
    tx.run("delivery.withdraw", about=about)
    tx.run("delivery.withdraw_flying", about=about, hushed=HUSHED)


def withdraw_some(tx: Tx, about: str, most: int) -> int:
    """A slice of `withdraw`, for what went to many; how many were called back."""
    return tx.run("delivery.withdraw_some", about=about, most=most)


def hush(tx: Tx, about: str) -> None:
    """What may or may not have arrived is not shown at next contact; it stays unknown."""
    tx.run("delivery.hush", about=about, cause=HUSHED)


def totals(tx: Tx, about: str) -> dict[str, int]:
    """How many rows stand in each state; a state without any is not there."""
    return {row["state"]: row["total"] for row in tx.rows("delivery.count_states", about=about)}


def count(tx: Tx, about: str, state: str) -> int:
    """How many rows stand in one state, without looking at the others."""
    return int(tx.value("delivery.count_in", about=about, state=state))


def crowded(tx: Tx, about: str, many: int) -> bool:
    """Whether so many wait to leave and do leave. When nothing leaves (WeChat is down), whoever is
    told at their next contact need not wait for the others."""
    row = tx.row("delivery.waiting_since", about=about)
    return row is not None and row["total"] >= many and row["since"] > tx.now - STUCK


def shut(tx: Tx) -> bool:
    """Whether WeChat last refused this account to send customer-service messages at all."""
    return tx.row("delivery.door") is not None


def with_digest(tx: Tx, message: Message, reply: Reply) -> Reply:
    """Put what waited for this person's next contact before it, oldest first, as much as fits, and
    mark it shown; how many more there are is said."""
    if not reply.text:
        return reply
    rows = tx.rows(
        "delivery.for_next_contact",
        openid=message.openid,
        hushed=HUSHED,
        before=tx.now - LATE,
    )
    shown: list[str] = []
    for row in rows[:SHOWN_AT_ONCE]:
        left = len(rows) - len(shown) - 1
        longer = _digest([*shown, _shown(row)], left, reply)
        if len(longer.encode()) > TEXT_BYTES:
            break
        tx.run("delivery.mark", id=row["id"], state="shown", was=row["state"], cause="")
        shown.append(_shown(row))
    if rows and not shown:
        _send_by_itself(tx, message.openid, rows[0])
    left = len(rows) - len(shown)
    return reply._replace(text=_digest(shown, left, reply)) if shown else reply


def _digest(shown: list[str], left: int, reply: Reply) -> str:
    more = [f"（还有 {left} 条，再发一句话接着看。）"] if left else []
    return "\n――\n".join([*shown, *more, reply.text])


def _send_by_itself(tx: Tx, openid: str, row: Row) -> None:
    """A long one beside a long reply: it need not wait, for what they just sent opened a door."""
    person = contacts.find(tx, openid)
    if row["state"] == "digest" and person and reachable(tx, person) and not shut(tx):
        tx.run("delivery.mark", id=row["id"], state="waiting", was="digest", cause="")
        tx.stirred = True


def _shown(row: Row) -> str:
    return f"（可能已收到）{row['text']}" if row["state"] == "unknown" else str(row["text"])
