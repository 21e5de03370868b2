"""Confirming who somebody is: name and last four digits against the roster, or a secretary's code."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.text import normal
from bot.people import contacts, guesses, offices
from bot.people.claims import Claim as Claim
from bot.people.claims import claim as claim
from bot.people.person import Person
from bot.store.tx import Row, Tx

_CODE = r"((?:[A-Z][2-9]){4})(?![A-Z0-9])"
_CALLED_CODE = re.compile(rf"绑定码[^A-Z0-9]{{0,4}}{_CODE}")  # a message passed on whole has it too
_ONLY_CODE = re.compile(rf"(?:同意|[\u3400-\u9fff·]{{2,20}})?[^A-Z0-9]{{0,2}}{_CODE}[^A-Z0-9]?")


@dataclass(frozen=True, slots=True)
class Rebinding:
    """Asked for by a contact that is not the member's own."""

    member_id: str
    openid: str


def matches(tx: Tx, person: Person, claimed: Claim) -> list[str]:
    """The member ids with this name and these digits. A miss is counted, and so are right digits
    where only a code confirms: it looks the same from outside, and the same is written."""
    rows = tx.rows("people.members_named", name=claimed.name)
    found = [row for row in rows if row["digits"] == claimed.digits]
    if found and not _needs_code(tx, claimed.name, found):
        return [str(row["id"]) for row in found]
    weight = 0 if found else max(1, sum(not row["bound"] for row in rows))
    guesses.miss(tx, person.openid, claimed.name, weight)
    return []


def _needs_code(tx: Tx, name: str, found: Sequence[Row]) -> bool:
    """Who is confirmed already and writes from another phone is their secretary's to decide anyway."""
    return guesses.by_code_only(tx, name) or (
        guesses.closed(tx) and not all(row["bound"] for row in found)
    )


def bind(tx: Tx, person: Person, member_id: str, version: str) -> bool:
    """Confirm the contact as this member, with the consent given. False: somebody else is it.

    Offices sleep: who has just come may be anybody who knows name and digits.
    """
    other = contacts.of_member(tx, member_id)
    if other is not None and other.openid != person.openid:
        return False
    tx.run("people.bind", openid=person.openid, member_id=member_id)
    tx.run("people.put_consent", id=tx.new_id(), openid=person.openid, version=version)
    tx.run("people.drop_binding_codes", member_id=member_id)
    member = tx.row("people.get_member", member_id=member_id)
    guesses.hit(tx, member["name"] if member else "", member_id)
    offices.sleep(tx, member_id)
    return True


# ------------------------------------------------------------------ by a secretary's code


def code_in(text: str) -> str:
    """A code called 绑定码, or one that is all of an answer but for a name before it; "" for others:
    任职 A2B3C4D5 is no answer to who somebody is."""
    said = normal(text).upper()
    match = _CALLED_CODE.search(said) or _ONLY_CODE.fullmatch(said)
    return match[1] if match and "任职" not in said else ""


def give_code(tx: Tx, member_id: str, given_by: str) -> str:
    """A code that confirms this member without digits, once, within a week; earlier ones are void."""
    tx.run("people.drop_binding_codes", member_id=member_id)
    code = tx.new_code() + tx.new_code()
    tx.run(
        "people.put_binding_code",
        code=code,
        member_id=member_id,
        given_by=given_by,
        expires_at=tx.now + offices.WEEK,
    )
    return code


def coded(tx: Tx, person: Person, code: str) -> str:
    """The member a code confirms, "" for none: then a miss is counted."""
    member_id = _vouched(tx, code)
    if member_id is None:
        guesses.count(tx, "code", person.openid)
    return str(member_id or "")


def bind_by_code(tx: Tx, person: Person, code: str, version: str) -> bool:
    """As `move`, from whichever phone the identity was on. False: the code has been used, or whoever
    gave it can vouch no more."""
    if _vouched(tx, code) is None:
        return False
    member_id = tx.value("people.use_binding_code", code=code)
    return member_id is not None and move(tx, Rebinding(member_id, person.openid), version)


def _vouched(tx: Tx, code: str) -> str | None:
    """Whom the code confirms, while its giver has them in their care."""
    member_id: str | None = tx.value(
        "people.get_binding_code", code=code, operator=offices.OPERATOR
    )
    return member_id


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
