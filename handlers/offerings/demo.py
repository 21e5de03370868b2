"""What the demo's rooms share: something offered, and a crowd that takes places in it."""

from collections.abc import Sequence
from itertools import islice

from bot import commitments
from bot.store.tx import Tx
from handlers.offerings import offering, seats
from handlers.offerings.kind import Kind
from handlers.offerings.offering import Offering, Pool

SPARE = 20  # of a crowd, for those who are busy then


def put(kind: Kind, tx: Tx, new: Offering, offering_id: str) -> Offering:
    """As it is read afterwards."""
    offering.put(kind, tx, new, offering_id)
    of = offering.get(kind, tx, offering_id)
    assert of is not None  # noqa: S101 - just put
    return of


def book(kind: Kind, tx: Tx, of: Offering, pool: Pool, people: Sequence[str], count: int) -> None:
    """As many of them as are free then."""
    when = of.hours(pool)
    free = (who for who in people if commitments.clash(tx, who, *when) is None)
    for member_id in islice(free, max(0, count)):
        seats.book(kind, tx, member_id, of, pool)
