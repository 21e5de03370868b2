"""A small committee whose events lie ahead of the clock, also written before a process starts."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from bot.clock import Clock, milliseconds, moment
from bot.language.keys import name_key
from bot.store import queries, which
from bot.store.tx import Tx
from handlers.bookings.booking import KIND as BOOKING
from handlers.offerings import offering
from handlers.offerings.offering import Offering, Pool
from handlers.registration.event import KIND as EVENT
from handlers.volunteering.need import KIND as NEED

Fill = Callable[[Tx], None]
_PLACES = [
    ("c", None, "committee", "云川市直机关工委", "/c/"),
    ("u1", "c", "unit", "云川市财政局", "/c/u1/"),
    ("b1", "u1", "branch", "第一支部", "/c/u1/b1/"),
    ("d1", "c", "district", "桥东区", "/c/d1/"),
    ("k1", "d1", "community", "长安社区", "/c/d1/k1/"),
    ("k2", "d1", "community", "裕华社区", "/c/d1/k2/"),
]
_SURNAMES = "赵钱孙李周吴郑王冯陈"
_GIVEN = "建国文华志强春兰秀英海燕"
DIGITS = 7351  # of the first member; the next has the next number


def prepared(folder: Path, fill: Fill) -> Path:
    """A database file with `fill` in it, closed again."""
    path = folder / "survival.db"
    store(url(path), fill)
    return path


def store(database: str, fill: Fill) -> None:
    """Write `fill` into a database of either engine."""

    async def write() -> None:
        store = which.made(database, queries.load(), Clock())
        store.open()
        try:
            await store.fill(fill)
        finally:
            await store.close()

    asyncio.run(write())


def url(database: Path) -> str:
    return f"sqlite:///{database}"


def ahead(tx: Tx, days: int, hour: int) -> int:
    """Milliseconds of that hour, so many days from now."""
    day = moment(tx.now) + timedelta(days=days)
    return milliseconds(day.replace(hour=hour, minute=0, second=0, microsecond=0))


def places(tx: Tx) -> None:
    """A unit with a branch, a district with two communities."""
    for row in _PLACES:
        columns = "organisation (id, parent_id, kind, name, path, name_key)"
        _insert(tx, columns, *row, name_key(row[3]))


def name(number: int) -> str:
    """Fictional, and another one for each of the first thousand."""
    pair, surname = divmod(number, len(_SURNAMES))
    step, first = divmod(pair, len(_GIVEN))
    return _SURNAMES[surname] + _GIVEN[first] + _GIVEN[(first + step + 1) % len(_GIVEN)]


def openid(number: int) -> str:
    return f"oSurvive{number:0>20}"


def member(tx: Tx, number: int, *, bound: bool = True) -> None:
    """A member of the first branch, who has confirmed who they are if `bound`."""
    member_id = f"m{number}"
    row = (member_id, "b1", name(number), name_key(name(number)), digits(number))
    _insert(tx, "member (id, branch_id, name, name_key, digits)", *row)
    if bound:
        _insert(tx, "contact (openid, member_id, created_at)", openid(number), member_id, tx.now)


def digits(number: int) -> str:
    return f"{DIGITS + number:04}"


def event(
    tx: Tx, event_id: str, title: str, days: int, hour: int, *, onsite: int = 0, video: int = 0
) -> None:
    starts_at = ahead(tx, days, hour)
    pools = (("onsite", onsite), ("video", video))
    new = Offering(
        holder_id="c",
        public=True,
        category="培训班",
        title=title,
        venue="市委党校报告厅",
        starts_at=starts_at,
        ends_at=starts_at + 2 * 3_600_000,
        deadline_at=starts_at - 24 * 3_600_000,
        pools=tuple(Pool(mode, capacity) for mode, capacity in pools if capacity),
    )
    offering.put(EVENT, tx, new, event_id)


def need(tx: Tx, need_id: str, community: str, title: str, days: int, capacity: int) -> None:
    starts_at = ahead(tx, days, 9)
    new = Offering(
        public=True,
        area_id=community,
        category="便民服务",
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + 2 * 3_600_000,
        pools=(Pool("", capacity),),
    )
    offering.put(NEED, tx, new, need_id)


def booking(tx: Tx, offering_id: str, title: str, days: int, hours: Sequence[int]) -> None:
    """A day of a place that is booked by the hour, by one at a time."""
    slots = [ahead(tx, days, hour) for hour in hours]
    pools = (
        Pool("", 1, session=n, starts_at=at, ends_at=at + 3_600_000)
        for n, at in enumerate(slots, 1)
    )
    new = Offering(
        holder_id="c",
        public=True,
        category=title,
        title=title,
        venue="机关大院3号楼",
        starts_at=slots[0],
        ends_at=slots[-1] + 3_600_000,
        deadline_at=slots[-1],
        series=title,
        pools=tuple(pools),
    )
    offering.put(BOOKING, tx, new, offering_id)


def _insert(tx: Tx, table: str, *values: object) -> None:
    names = [chr(ord("a") + n) for n in range(len(values))]
    marks = ", ".join(f":{name}" for name in names)
    tx._connection.execute(
        f"INSERT INTO {table} VALUES ({marks})", dict(zip(names, values, strict=True))
    )
