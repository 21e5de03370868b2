"""Notices as they are kept: who sent what to whom, and how far it has got."""

from dataclasses import dataclass

from bot.delivery import outbox
from bot.people.places import Place
from bot.store.tx import Row, Tx

HOUR = 3_600_000
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Notice:
    id: str
    number: int  # of its sender's
    member_id: str  # the sender
    from_id: str  # the organisation it is sent in the name of
    to: Place
    text: str  # as members get it
    code: str  # what a receipt is typed with; "" when none is asked for
    send_at: int
    reached: str  # the last member of the roster that was looked at
    state: str  # waiting, sending, sent or withdrawn
    recipients: int
    called_back: int

    @property
    def about(self) -> str:
        """What its rows in the outbox and in the schedule are known by."""
        return f"notices:{self.id}"

    @property
    def withdrawn(self) -> bool:
        return self.state == "withdrawn"


@dataclass(frozen=True, slots=True)
class Reach:
    """Members of a subtree by the door they can be reached through."""

    members: int
    now: int  # by a customer-service message
    later: int  # at their next contact

    @property
    def never(self) -> int:
        """They do not follow, or have not confirmed who they are."""
        return self.members - self.now - self.later


def reach(tx: Tx, to: Place, at: int) -> Reach:
    """Whom a notice sent at `at` gets to, as far as can be known now."""
    if to.kind == "committee":
        row = tx.row("notices.reach_everybody", at=at)
    else:
        row = tx.row("notices.reach", organisation_id=to.id, at=at)
    assert row is not None  # noqa: S101 - it counts
    now = 0 if outbox.shut(tx) else int(row["open"])
    return Reach(row["members"], now, row["confirmed"] - now)


def add(
    tx: Tx, sender: str, office: Place, to: Place, text: str, code: str, send_at: int
) -> Notice:
    notice_id = tx.new_id()
    tx.run(
        "notices.put",
        id=notice_id,
        number=int(tx.value("notices.last_number", member_id=sender)) + 1,
        member_id=sender,
        from_id=office.id,
        organisation_id=to.id,
        text=text,
        code=code,
        send_at=send_at,
    )
    return known(tx, notice_id)


def sent_already(tx: Tx, to: Place, text: str) -> bool:
    """Whether the same was sent there within the hour, or will be."""
    same = {"organisation_id": to.id, "text": text, "since": tx.now - HOUR}
    return tx.row("notices.sent_already", **same) is not None


def get(tx: Tx, notice_id: str) -> Notice | None:
    row = tx.row("notices.get", id=notice_id)
    return _notice(row) if row else None


def known(tx: Tx, notice_id: str) -> Notice:
    """One whose id was just read."""
    found = get(tx, notice_id)
    assert found is not None  # noqa: S101
    return found


def numbered(tx: Tx, sender: str, number: int) -> Notice | None:
    found = tx.value("notices.numbered", member_id=sender, number=number)
    return known(tx, found) if found else None


def of_sender(tx: Tx, sender: str, count: int, skip: int = 0) -> list[Notice]:
    """Newest first."""
    rows = tx.rows("notices.mine", member_id=sender, count=count, skip=skip)
    return [known(tx, row["id"]) for row in rows]


def _notice(row: Row) -> Notice:
    return Notice(
        row["id"],
        row["number"],
        row["member_id"],
        row["from_id"],
        Place(
            row["organisation_id"], row["kind"], row["name"], row["path"], row["parent_name"] or ""
        ),
        row["text"],
        row["code"],
        row["send_at"],
        row["reached"],
        row["state"],
        row["recipients"],
        row["called_back"],
    )
