"""Events and their two pools: what is open to whom.

A `scope` is where in the tree somebody is (places.path_of): of what units and branches hold, they
see only what is held above them.
"""

from typing import NamedTuple

from bot.language.text import squeezed
from bot.message import Again
from bot.people import places
from bot.people.person import Person
from bot.store.tx import Row, Tx
from bot.when import saying
from handlers.speech import ruled_out_way

PAGE = 5
MODES = {"onsite": "现场", "video": "视频"}
MODE_WORDS = {
    "video": ("视频", "线上", "网上", "直播", "远程"),
    "onsite": ("现场", "线下", "到场", "当面", "会场"),
}
GONE = "这项活动已经不在了。回复“活动”看现在有哪些。"
# Said of any event, so they tell none from another.
GENERAL = ("报名", "活动", "参加", "取消", "现场", "视频", "线上", "线下")


class Pool(NamedTuple):
    mode: str
    capacity: int
    taken: int
    waiting: int

    @property
    def left(self) -> int:
        return self.capacity - self.taken


class Event(NamedTuple):
    """Times in milliseconds since the epoch."""

    id: str
    organisation_id: str
    path: str  # of the organisation that holds it
    public: bool  # the committee holds it: it is for everybody
    kind: str
    title: str
    place: str
    starts_at: int
    ends_at: int
    deadline_at: int
    open: bool
    pools: tuple[Pool, ...]

    def pool(self, mode: str) -> Pool | None:
        return next((pool for pool in self.pools if pool.mode == mode), None)


def event(row: Row) -> Event:
    """Of a query whose columns begin like those of get_event: by their order, as lists are the
    commonest thing that is read."""
    (id_, holder_id, path, holder, kind, title, place, starts_at, ends_at, deadline_at, state,
     *seats) = row  # fmt: skip
    pools = tuple(
        Pool(mode, *seats[first : first + 3])
        for mode, first in (("onsite", 0), ("video", 3))
        if seats[first] is not None
    )
    return Event(
        id_, holder_id, path, holder == "committee", kind, title, place,
        starts_at, ends_at, deadline_at, state == "open", pools,
    )  # fmt: skip


def put(tx: Tx, new: Event) -> str:
    """Its id; the one it has is not looked at."""
    event_id = tx.new_id()
    tx.run(
        "registration.put_event",
        id=event_id,
        organisation_id=new.organisation_id,
        kind=new.kind,
        title=new.title,
        place=new.place,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        deadline_at=new.deadline_at,
    )
    for pool in new.pools:
        tx.run("registration.put_pool", event_id=event_id, mode=pool.mode, capacity=pool.capacity)
    return event_id


def get(tx: Tx, event_id: str) -> Event | None:
    """Whoever it is for: only for one's own places and for whose office covers it."""
    row = tx.row("registration.get_event", event_id=event_id)
    return event(row) if row else None


def hold(tx: Tx, event_id: str) -> None:
    """Nobody else decides about its places until the commit: what is read now stays true."""
    tx.run("registration.hold_event", event_id=event_id)


def seen(tx: Tx, person: Person, event_id: str) -> Event:
    """The event, if this person may see it. Raises Again, whether it is hidden or there is none."""
    found = find(tx, person, event_id)
    if found is None:
        raise Again(GONE)
    return found


def find(tx: Tx, person: Person, event_id: str) -> Event | None:
    found = get(tx, event_id)
    return found if found and (found.public or _concerns(tx, person, found)) else None


def _concerns(tx: Tx, person: Person, found: Event) -> bool:
    """Whoever has a place keeps seeing it, also from another branch."""
    if not person.confirmed:
        return False
    if places.path_of(tx, person).startswith(found.path):
        return True
    which = {"event_id": found.id, "member_id": person.id}
    row = tx.row("registration.find_registration", **which)
    return row is not None and row["state"] != "cancelled"


def check_open(tx: Tx, chosen: Event) -> None:
    """Raises Again when nobody may register for it or change their place any more."""
    if not chosen.open:
        raise Again("这项活动已经取消。回复“活动”看别的。")
    if chosen.deadline_at <= tx.now:
        raise Again(f"报名已于 {saying.at(chosen.deadline_at, tx.now)} 截止。回复“活动”看别的。")


def page(tx: Tx, scope: str, kind: str, number: int) -> tuple[list[Event], int]:
    """One page (from 0) of what may be registered for, and how many there are in all."""
    rows = tx.rows(
        "registration.open_events", scope=scope, kind=kind, count=PAGE, skip=number * PAGE
    )
    return [event(row) for row in rows], rows[0]["total"] if rows else 0


def mode_in(text: str) -> str | None:
    """The mode a sentence asks for, None when it names none or both. What is ruled out is not
    asked for."""
    said = squeezed(text)
    wanted = [mode for mode in MODE_WORDS if _named(mode, ruled_out_way(said)[1])]
    refused = [mode for mode in MODE_WORDS if _named(mode, ruled_out_way(said)[0])]
    if len(refused) == 1 and not wanted:  # 不要现场的: the other one
        wanted = [mode for mode in MODE_WORDS if mode not in refused]
    return wanted[0] if len(wanted) == 1 else None


def _named(mode: str, said: str) -> bool:
    return any(word in said for word in MODE_WORDS[mode])


def without_modes(text: str) -> str:
    for word in (word for words in MODE_WORDS.values() for word in words):
        text = text.replace(word, " ")
    return text
