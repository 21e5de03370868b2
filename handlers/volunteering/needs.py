"""Service needs of the communities, and the places people take in them."""

from itertools import islice
from typing import NamedTuple

from bot import commitments, schedule
from bot.clock import milliseconds, moment
from bot.commitments import Commitment
from bot.delivery import outbox
from bot.language.keys import name_key
from bot.people import places
from bot.people.places import Place
from bot.store.tx import Row, Tx

PAGE = 5
KIND = "志愿服务"  # of what people publish; they are not asked for one
SOURCE = "volunteering"
# Said of any need, so they tell none from another.
GENERAL = ("志愿者", "志愿服务", "志愿", "服务", "报名", "社区", "退出", "参加")
DAY = 24 * 3_600_000


class Need(NamedTuple):
    """Times in milliseconds since the epoch."""

    id: str
    organisation_id: str | None  # who published it
    community_id: str
    title: str
    kind: str
    starts_at: int
    ends_at: int
    capacity: int
    taken: int
    open: bool
    community: str
    district: str

    @property
    def left(self) -> int:
        return self.capacity - self.taken

    @property
    def name(self) -> str:
        return f"{self.community}{self.title}"


class Service(NamedTuple):
    """A confirmed place in a need."""

    id: str
    need_id: str
    member_id: str
    code: str


def need(row: Row) -> Need:
    """Of a query whose columns begin like those of get_need: by their order, as lists are the
    commonest thing that is read."""
    (id_, holder_id, community_id, title, kind, starts_at, ends_at, capacity, taken, state,
     community, district) = islice(row, 12)  # fmt: skip
    return Need(
        id_, holder_id, community_id, title, kind, starts_at, ends_at, capacity, taken,
        state == "open", community, district,
    )  # fmt: skip


def place(row: Row) -> Service:
    return Service(row["id"], row["need_id"], row["member_id"], row["code"])


def put(tx: Tx, new: Need) -> None:
    """The id it has is not looked at."""
    tx.run(
        "volunteering.put_need",
        id=tx.new_id(),
        organisation_id=new.organisation_id,
        community_id=new.community_id,
        title=new.title,
        kind=new.kind,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        capacity=new.capacity,
    )


def get(tx: Tx, need_id: str) -> Need | None:
    row = tx.row("volunteering.get_need", need_id=need_id)
    return need(row) if row else None


def hold(tx: Tx, need_id: str) -> None:
    """Nobody else decides about its places until the commit: what is read now stays true."""
    tx.run("volunteering.hold_need", need_id=need_id)


def page(tx: Tx, number: int) -> tuple[list[Need], int]:
    """One page (from 0) of what still needs people, and how many there are."""
    rows = tx.rows("volunteering.open_needs", count=PAGE, skip=number * PAGE)
    return [need(row) for row in rows], rows[0]["total"] if rows else 0


def area_in(tx: Tx, text: str) -> Place | None:
    """The one community whose name stands in `text`, with or without its 社区."""
    said = name_key(text)
    found = [
        row
        for row in tx.rows("volunteering.communities")
        if (key := name_key(row["name"])) in said
        or (len(said) > 1 and said == key.removesuffix("社区"))
    ]
    longest = max((len(row["name"]) for row in found), default=0)
    found = [row for row in found if len(row["name"]) == longest]
    return places.get(tx, found[0]["id"]) if len(found) == 1 else None


def without_area(piece: str, area: Place) -> str:
    """义诊 of 长安社区义诊."""
    key = name_key(area.name)
    if name_key(piece) == key.removesuffix("社区"):
        return ""
    if key in name_key(piece):
        piece = _cut_out(piece, key)
    return piece.strip(" 的：:在")


def _cut_out(piece: str, key: str) -> str:
    """Without the first stretch that has this key, however it is written."""
    for start in range(len(piece)):
        for end in range(start + 1, min(len(piece), start + 3 * len(key)) + 1):
            if piece[start].isalnum() and name_key(piece[start:end]) == key:
                return piece[:start] + piece[end:]
    return piece


def find(tx: Tx, need_id: str, member_id: str) -> Service | None:
    row = tx.row("volunteering.find_service", need_id=need_id, member_id=member_id)
    return place(row) if row and row["state"] == "confirmed" else None


def service(tx: Tx, service_id: str) -> Service | None:
    row = tx.row("volunteering.get_service", id=service_id)
    return place(row) if row and row["state"] == "confirmed" else None


def held(tx: Tx, service_id: str) -> Service | None:
    """`service`, with its need held."""
    place = service(tx, service_id)
    if place is None:
        return None
    hold(tx, place.need_id)
    return service(tx, service_id)


def of_member(tx: Tx, member_id: str) -> list[Service]:
    return [place(row) for row in tx.rows("volunteering.of_member", member_id=member_id)]


def take(tx: Tx, member_id: str, wanted: Need) -> Service | None:
    """A place, or None when none is left. The caller holds the need and has checked for clashes."""
    if not tx.run("volunteering.take_place", need_id=wanted.id):
        return None
    row = tx.row(
        "volunteering.put_service",
        id=tx.new_id(),
        need_id=wanted.id,
        member_id=member_id,
        code=_new_code(tx, wanted.id),
    )
    assert row is not None  # noqa: S101 - RETURNING of an upsert
    taken = place(row)
    busy = Commitment(SOURCE, taken.id, wanted.name, wanted.starts_at, wanted.ends_at)
    commitments.put(tx, member_id, busy)
    remind_the_day_before(tx, taken, wanted)
    return taken


def remind_the_day_before(tx: Tx, place: Service, wanted: Need) -> None:
    if remind_at(wanted) > tx.now:
        schedule.put(tx, "volunteering.day_before", remind_at(wanted), subject(place), id=place.id)


def _new_code(tx: Tx, need_id: str) -> str:
    while True:
        code = tx.new_code()
        if tx.row("volunteering.code_taken", need_id=need_id, code=code) is None:
            return code


def leave(tx: Tx, place: Service) -> None:
    """Give a place back that is held."""
    if tx.run("volunteering.leave", id=place.id):
        tx.run("volunteering.free_place", need_id=place.need_id)
        commitments.drop(tx, SOURCE, place.id)
        schedule.drop(tx, subject(place))
        outbox.withdraw(tx, subject(place))


def subject(place: Service) -> str:
    """What its reminder and its messages are dropped by."""
    return f"{SOURCE}:{place.id}"


def remind_at(wanted: Need) -> int:
    """Nine in the morning of the day before, milliseconds."""
    day = moment(wanted.starts_at).replace(hour=9, minute=0, second=0, microsecond=0)
    return milliseconds(day) - DAY
