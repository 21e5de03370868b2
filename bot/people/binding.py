"""Confirming who somebody is: name and last four digits against the roster, tries counted."""

from dataclasses import dataclass

from bot.people import contacts
from bot.people.claims import Claim as Claim
from bot.people.claims import claim as claim
from bot.people.contacts import HOUR
from bot.people.person import Person
from bot.store.tx import Tx

TRIES_EACH = 5  # wrong guesses per openid and hour
TRIES_ROW = 10  # wrong guesses per roster name and hour, whoever makes them
TRIES_ALL = 600  # wrong guesses of everybody together per hour


@dataclass(frozen=True, slots=True)
class Rebinding:
    """Asked for by a contact that is not the member's own."""

    member_id: str
    openid: str


def matches(tx: Tx, person: Person, claimed: Claim) -> list[str]:
    """The member ids with this name and these digits; a miss is counted, and so is a guess
    while the name or everybody has used up the tries: it looks the same from outside."""
    rows = tx.rows("people.members_named", name=claimed.name)
    found = [str(row["id"]) for row in rows if row["digits"] == claimed.digits]
    name = f"name:{claimed.name}"
    if found and _tries(tx, name) < TRIES_ROW and _tries(tx, "all") < TRIES_ALL:
        return found
    for subject in (f"openid:{person.openid}", name, "all"):
        count_try(tx, subject)
    return []


def tries_left(tx: Tx, person: Person) -> int:
    return max(0, TRIES_EACH - _tries(tx, f"openid:{person.openid}"))


def may_try(tx: Tx, subject: str) -> bool:
    """Whether something else that is guarded by a code may still be tried within the hour."""
    return _tries(tx, subject) < TRIES_EACH


def count_try(tx: Tx, subject: str) -> None:
    tx.value("people.count_attempt", subject=subject, until=tx.now + HOUR)


def _tries(tx: Tx, subject: str) -> int:
    row = tx.row("people.attempts", subject=subject)
    return int(row["tries"]) if row else 0


def bind(tx: Tx, person: Person, member_id: str, version: str) -> bool:
    """Confirm the contact as this member, with the consent given. False: somebody else is it."""
    other = contacts.of_member(tx, member_id)
    if other is not None and other.openid != person.openid:
        return False
    tx.run("people.bind", openid=person.openid, member_id=member_id)
    tx.run("people.put_consent", id=tx.new_id(), openid=person.openid, version=version)
    tx.run("people.drop_attempts", subject=f"openid:{person.openid}")
    return True


# ------------------------------------------------------------------ another openid for one person


def ask_rebinding(tx: Tx, person: Person, member_id: str) -> str:
    """The code it is decided by; an earlier request of this contact is dropped."""
    tx.run("people.drop_rebindings", openid=person.openid)
    code = tx.new_code()
    while tx.row("people.get_rebinding", code=code) is not None:
        code = tx.new_code()
    tx.run("people.put_rebinding", code=code, member_id=member_id, openid=person.openid)
    return code


def rebinding(tx: Tx, code: str) -> Rebinding | None:
    row = tx.row("people.get_rebinding", code=code)
    return Rebinding(row["member_id"], row["openid"]) if row else None


def drop_rebindings(tx: Tx, member_id: str) -> None:
    tx.run("people.drop_rebindings_of_member", member_id=member_id)


def move(tx: Tx, asked: Rebinding, version: str) -> bool:
    """Confirm the asking contact and release the other. False: it is gone, or somebody by now."""
    person = contacts.find(tx, asked.openid)
    if person is None or person.confirmed:
        return False
    tx.run("people.release", member_id=asked.member_id)
    return bind(tx, person, asked.member_id, version)


def name_of(tx: Tx, person: Person) -> str:
    """Their own name; "" of whom nobody knows."""
    row = tx.row("people.get_member", member_id=person.id) if person.confirmed else None
    return str(row["name"]) if row else ""
