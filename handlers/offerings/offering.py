"""Offerings and their pools: what is open to whom.

A `scope` is where in the tree somebody is (places.path_of): of what is not for everybody, they see
only what is held above them.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from bot.clock import moment
from bot.message import Again
from bot.people import places
from bot.people.person import Person
from bot.store.tx import Row, Tx
from bot.when import saying
from handlers.offerings.kind import Kind

PAGE = 5
DAY = 24 * 3_600_000


class Pool(NamedTuple):
    """The places of one way of taking part, or of some of its hours."""

    mode: str
    capacity: int | None  # None: as many as come
    taken: int = 0
    waiting: int = 0
    id: str = ""
    session: int = 0
    starts_at: int | None = None  # None: the hours of the offering
    ends_at: int | None = None

    @property
    def full(self) -> bool:
        return self.capacity is not None and self.taken >= self.capacity

    @property
    def left(self) -> int:
        """Only where there is a capacity."""
        return (self.capacity or 0) - self.taken

    @property
    def hour(self) -> str:
        """Of a pool with hours of its own."""
        return "" if self.starts_at is None else f"{moment(self.starts_at):%-H:%M}"


class Offering(NamedTuple):
    """Times in milliseconds since the epoch."""

    category: str
    title: str
    starts_at: int
    ends_at: int
    pools: tuple[Pool, ...]
    public: bool  # for everybody
    id: str = ""
    holder_id: str | None = None
    path: str = ""  # of whoever holds it, else of its area
    area_id: str | None = None
    area: str = ""
    district: str = ""
    area_path: str = ""
    venue: str = ""
    deadline_at: int | None = None
    series: str | None = None
    open: bool = True

    @property
    def name(self) -> str:
        return f"{self.area}{self.title}"

    @property
    def heading(self) -> str:
        return f"{self.area}　{self.title}" if self.area else self.title

    @property
    def closes_at(self) -> int:
        """Until when one may sign up."""
        return self.starts_at if self.deadline_at is None else self.deadline_at

    @property
    def taken(self) -> int:
        return sum(pool.taken for pool in self.pools)

    @property
    def concerned(self) -> int:
        """How many have a place or wait for one."""
        return sum(pool.taken + pool.waiting for pool in self.pools)

    @property
    def audited(self) -> str:
        """The organisation whose record it is on."""
        return self.holder_id or self.area_id or ""

    def pool(self, key: str) -> Pool | None:
        """By its id, or by its mode."""
        return next((pool for pool in self.pools if key in (pool.id, pool.mode)), None)

    def hours(self, pool: Pool | None) -> tuple[int, int]:
        if pool is None or pool.starts_at is None or pool.ends_at is None:
            return self.starts_at, self.ends_at
        return pool.starts_at, pool.ends_at


def _offering(values: Sequence[Any], pools: Sequence[Pool]) -> Offering:
    """Of a query whose columns begin like those of `get`, a row for each pool: by their order, as
    lists are the commonest thing that is read."""
    (id_, holder_id, path, public, area_id, area, district, area_path, category, title, venue,
     starts_at, ends_at, deadline_at, series, state) = values  # fmt: skip
    return Offering(
        category, title, starts_at, ends_at, tuple(pools), public == 1, id_, holder_id,
        path or area_path or "", area_id, area or "", district or "", area_path or "", venue,
        deadline_at, series, state == "open",
    )  # fmt: skip


def _offerings(rows: Iterable[Row]) -> list[Offering]:
    """Every one has a pool; its rows follow each other."""
    found: dict[str, tuple[Sequence[Any], list[Pool]]] = {}
    for values in map(tuple, rows):
        _, pools = found.setdefault(values[0], (values[:16], []))
        pools.append(Pool._make(values[16:24]))
    return [_offering(values, pools) for values, pools in found.values()]


def put(kind: Kind, tx: Tx, new: Offering, offering_id: str = "") -> str:
    """Its id; the one it has is not looked at."""
    offering_id = offering_id or tx.new_id()
    kept = ("holder_id", "area_id", "category", "title", "venue")
    times = ("starts_at", "ends_at", "deadline_at", "series")
    columns = {name: getattr(new, name) for name in (*kept, *times)}
    tx.run("offerings.put", id=offering_id, kind=kind.name, public=int(new.public), **columns)
    put_pools(tx, offering_id, new.pools)
    return offering_id


def put_pools(tx: Tx, offering_id: str, pools: Iterable[Pool]) -> None:
    for pool in pools:
        tx.run(
            "offerings.put_pool",
            id=tx.new_id(),
            offering_id=offering_id,
            mode=pool.mode,
            session=pool.session,
            starts_at=pool.starts_at,
            ends_at=pool.ends_at,
            capacity=pool.capacity,
        )


def get(kind: Kind, tx: Tx, offering_id: str) -> Offering | None:
    """Whoever it is for: only for one's own places and for whose office covers it."""
    found = _offerings(tx.rows("offerings.get", id=offering_id, kind=kind.name))
    return found[0] if found else None


def hold(tx: Tx, offering_id: str) -> None:
    """Nobody else decides about its places until the commit: what is read now stays true."""
    tx.run("offerings.hold", id=offering_id)


def seen(kind: Kind, tx: Tx, person: Person, offering_id: str) -> Offering:
    """The offering, if this person may see it. Raises Again, whether it is hidden or there is none."""
    found = find(kind, tx, person, offering_id)
    if found is None:
        words = kind.words
        raise Again(f"这项{words.published}已经不在了。回复“{words.listed}”看现在有哪些。")
    return found


def find(kind: Kind, tx: Tx, person: Person, offering_id: str) -> Offering | None:
    found = get(kind, tx, offering_id)
    return found if found and (found.public or _concerns(tx, person, found)) else None


def _concerns(tx: Tx, person: Person, found: Offering) -> bool:
    """Whoever has a place keeps seeing it, also from another branch."""
    if not person.confirmed:
        return False
    if places.path_of(tx, person).startswith(found.path):
        return True
    which = {"offering_id": found.id, "member_id": person.id}
    return tx.row("offerings.find_seat", **which) is not None


def check_open(kind: Kind, tx: Tx, chosen: Offering, pool: Pool | None = None) -> None:
    """Raises Again when nobody may sign up for it or change their place any more."""
    words = kind.words
    if not chosen.open:
        raise Again(f"这项{words.noun}已经取消。回复“{words.listed}”看别的。")
    closes_at = chosen.closes_at if pool is None else (pool.starts_at or chosen.closes_at)
    if closes_at > tx.now:
        return
    if chosen.deadline_at is not None and chosen.starts_at > tx.now:
        closed = saying.at(chosen.deadline_at, tx.now)
        raise Again(f"报名已于 {closed} 截止。回复“{words.listed}”看别的。")
    raise Again(f"这项{words.noun}已经开始了。回复“{words.listed}”看别的。")


def page(kind: Kind, tx: Tx, scope: str, category: str, number: int) -> tuple[list[Offering], int]:
    """One page (from 0) of what may be signed up for, and how many there are in all."""
    rows = tx.rows(
        "offerings.page",
        kind=kind.name,
        scope=scope,
        category=category,
        free=int(not kind.lists_full),
        since=tx.now - DAY,
        count=PAGE,
        skip=number * PAGE,
    )
    return _offerings(rows), rows[0]["total"] if rows else 0
