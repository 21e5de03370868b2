"""Offices: who may act for which part of the tree. Asked anew on every message."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.language.keys import name_key
from bot.people import audit
from bot.people.person import Person
from bot.people.places import Place, place, upwards
from bot.store.tx import Row, Tx

BRANCH, UNIT, COMMITTEE, WORKER = (
    "branch_secretary",
    "unit_secretary",
    "committee_secretary",
    "community_worker",
)
TITLES = {
    BRANCH: "支部书记",
    UNIT: "机关党委书记",
    COMMITTEE: "工委书记",
    WORKER: "社区工作者",
}
SECRETARIES = frozenset({BRANCH, UNIT, COMMITTEE})
LEADING = frozenset({UNIT, COMMITTEE})  # who have others below them
EVERY = frozenset(TITLES)
# The office that goes with each kind of organisation; a district has none.
OF_KIND = {"branch": BRANCH, "unit": UNIT, "committee": COMMITTEE, "community": WORKER}

OPERATOR = "operator"  # who acts from the command line
DISMISSED = "免职"  # as the audit calls it
WEEK = 7 * 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Office:
    role: str
    place: Place

    @property
    def title(self) -> str:
        return f"{self.place.title} {TITLES[self.role]}"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody else's office."""

    member_id: str
    name: str
    office: Office
    asleep: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    role: str
    organisation_id: str
    given_by: str
    until_at: int | None


def held(tx: Tx, person: Person, roles: Collection[str] = EVERY) -> list[Office]:
    """The offices held now, the highest first; those of `roles` only."""
    return _offices(tx, person, roles, asleep=0)


def asleep(tx: Tx, person: Person, roles: Collection[str] = EVERY) -> list[Office]:
    """The offices that wait until a superior confirms them anew."""
    return _offices(tx, person, roles, asleep=1)


def _offices(tx: Tx, person: Person, roles: Collection[str], asleep: int) -> list[Office]:
    if not person.confirmed:
        return []
    rows = tx.rows("offices.held", member_id=person.id, asleep=asleep)
    return [Office(row["role"], place(row)) for row in rows if row["role"] in roles]


def covers(offices: Collection[Office], path: str) -> bool:
    """Whether one of them reaches the organisation with this path."""
    return any(path.startswith(office.place.path) for office in offices)


def holders(tx: Tx, organisation_id: str) -> list[str]:
    """The members who act for an organisation now."""
    rows = tx.rows("offices.holders", organisation_id=organisation_id)
    return [str(row["member_id"]) for row in rows]


def names(tx: Tx, organisation_id: str) -> list[str]:
    """Who they are."""
    rows = tx.rows("offices.holders", organisation_id=organisation_id)
    return [str(row["name"]) for row in rows]


def acting_for(tx: Tx, where: Place) -> list[Holder]:
    """Who acts for a place now, each with that office."""
    rows = tx.rows("offices.holders", organisation_id=where.id)
    return [Holder(row["member_id"], row["name"], Office(row["role"], where)) for row in rows]


def below(tx: Tx, offices: Collection[Office], name: str) -> list[Holder]:
    """The holders of this name below what `offices` reach."""
    key = name_key(name)
    if not key:  # signs alone name nobody
        return []
    rows = [
        row for each in offices for row in tx.rows("offices.below", name=key, path=each.place.path)
    ]
    return [_holder(row) for row in rows]


def _holder(row: Row) -> Holder:
    where = Place(row["organisation_id"], row["kind"], row["place"], "", row["parent_name"] or "")
    office = Office(row["role"], where)
    return Holder(row["member_id"], row["name"], office, bool(row["asleep"]))


def appoint(tx: Tx, member_id: str, organisation_id: str, role: str, until_at: int | None) -> None:
    tx.run(
        "offices.put",
        member_id=member_id,
        organisation_id=organisation_id,
        role=role,
        until_at=until_at,
    )


def dismiss(tx: Tx, member_id: str, organisation_id: str, role: str) -> bool:
    """False: the office had ended already."""
    ended = tx.run("offices.end", member_id=member_id, organisation_id=organisation_id, role=role)
    return ended > 0


def term(tx: Tx, member_id: str, organisation_id: str, role: str) -> int | None:
    """Until when an office that has not ended lasts; None when it has no end, or there is none."""
    until_at: int | None = tx.value(
        "offices.term", member_id=member_id, organisation_id=organisation_id, role=role
    )
    return until_at


# ------------------------------------------------------------------ asleep until confirmed anew


def sleep(tx: Tx, member_id: str) -> None:
    """Whoever holds them is not there, or may be somebody else: 注销, unfollowing, a new openid.
    Terms stay."""
    for row in tx.rows("offices.sleep", member_id=member_id):
        place_id, title = row["organisation_id"], TITLES[row["role"]]
        audit.note(tx, member_id, "职务暂停", place_id, member_id, title)


def wake(tx: Tx, member_id: str, organisation_id: str, role: str) -> bool:
    """False: it is awake already, or over."""
    woken = tx.run("offices.wake", member_id=member_id, organisation_id=organisation_id, role=role)
    return woken > 0


def superiors(tx: Tx, office: Office) -> list[Holder]:
    """The nearest who hold an office above this one and may wake it."""
    for above in upwards(tx, office.place.id)[1:]:
        if rows := tx.rows("offices.holders", organisation_id=above.id):
            return [
                Holder(row["member_id"], row["name"], Office(row["role"], above)) for row in rows
            ]
    return []


# ------------------------------------------------------------------ invitations


def invite(
    tx: Tx, role: str, organisation_id: str, given_by: str, until_at: int | None = None
) -> str:
    """A code that gives the office to whoever types it first, within a week."""
    code = tx.new_code() + tx.new_code()
    tx.run(
        "offices.put_invitation",
        code=code,
        role=role,
        organisation_id=organisation_id,
        given_by=given_by,
        expires_at=tx.now + WEEK,
        until_at=until_at,
    )
    return code


def accept(tx: Tx, member_id: str, code: str) -> Invitation | None:
    """Use a code up; None when there is no such code, when it is used or over, when its giver holds
    no office above by now, or when this member was dismissed after it was given."""
    row = tx.row(
        "offices.use_invitation",
        code=code,
        member_id=member_id,
        operator=OPERATOR,
        dismissed=DISMISSED,
    )
    if row is None:
        return None
    return Invitation(row["role"], row["organisation_id"], row["given_by"], row["until_at"])


def withdraw(tx: Tx, code: str, given_by: str) -> bool:
    return tx.run("offices.withdraw_invitation", code=code, given_by=given_by) > 0


_SPEAKS_AS = {
    COMMITTEE: "committee",
    UNIT: "unit_secretary",
    BRANCH: "secretary",
    WORKER: "community",
}


def speaks_as(tx: Tx, person: Person) -> str:
    """The role by which a person's sentences are heard: that of their highest office."""
    if not person.confirmed:
        return "newcomer"
    return next((_SPEAKS_AS[office.role] for office in held(tx, person)), "member")
