"""Who is busy when: the one table behind every clash check."""

from dataclasses import dataclass

from bot.store.tx import Row, Tx


@dataclass(frozen=True, slots=True)
class Commitment:
    """`source` names the capability, `source_id` its own row; times in milliseconds."""

    source: str
    source_id: str
    title: str
    starts_at: int
    ends_at: int


def clash(
    tx: Tx, member_id: str, starts_at: int, ends_at: int, besides: str = ""
) -> Commitment | None:
    """`besides` is the `source_id` of what is itself to be at that time."""
    when = {"starts_at": starts_at, "ends_at": ends_at}
    row = tx.row("commitments.clash", member_id=member_id, besides=besides, **when)
    return _commitment(row) if row else None


def ahead(tx: Tx, member_id: str) -> list[Commitment]:
    """The person's next ones, soonest first; three are enough to tell them by."""
    return [_commitment(row) for row in tx.rows("commitments.ahead", member_id=member_id)]


def _commitment(row: Row) -> Commitment:
    return Commitment(**{name: row[name] for name in row.keys()})  # noqa: SIM118


def put(tx: Tx, member_id: str, commitment: Commitment) -> None:
    tx.run(
        "commitments.put",
        member_id=member_id,
        source=commitment.source,
        source_id=commitment.source_id,
        title=commitment.title,
        starts_at=commitment.starts_at,
        ends_at=commitment.ends_at,
    )


def move(tx: Tx, commitment: Commitment) -> None:
    """The same commitment, at its new time and under its new title."""
    tx.run(
        "commitments.move",
        source=commitment.source,
        source_id=commitment.source_id,
        title=commitment.title,
        starts_at=commitment.starts_at,
        ends_at=commitment.ends_at,
    )


def drop(tx: Tx, source: str, source_id: str) -> None:
    tx.run("commitments.drop", source=source, source_id=source_id)
