"""Confirming who somebody is: name and last four digits against the roster, tries counted."""

import re
from dataclasses import dataclass

from bot.people import contacts
from bot.people.contacts import HOUR
from bot.people.person import Person
from bot.store.tx import Tx
from bot.text import normal

TRIES_EACH = 5  # wrong guesses per openid and hour
TRIES_ROW = 10  # wrong guesses per roster name and hour, whoever makes them
TRIES_ALL = 600  # wrong guesses of everybody together per hour
_WHO = re.compile(
    r"(?:同意|我是|我叫|姓名)?\s*([\u4e00-\u9fff·]{2,15}?)\s*(?:手机)?(?:后四位|尾号)?\s*(\d{4})"
)


@dataclass(frozen=True, slots=True)
class Claim:
    name: str
    digits: str


def claim(text: str) -> Claim | None:
    """“张三 6789”, also “同意 张三6789” and full-width digits."""
    match = _WHO.fullmatch(normal(text))
    return Claim(match[1], match[2]) if match else None


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
