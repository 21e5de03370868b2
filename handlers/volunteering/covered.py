"""Whose offices cover a need: the publisher's subtree, and its community's worker."""

from collections.abc import Sequence

from bot.conversation.capability import Published
from bot.conversation.lists import page
from bot.language.naming import meant
from bot.message import Choice
from bot.people import offices, places
from bot.people.offices import LEADING, WORKER
from bot.people.person import Person
from bot.store.tx import Row, Tx
from bot.when import saying
from handlers.volunteering import needs
from handlers.volunteering.needs import Need

PUBLISHERS = LEADING | {WORKER}
MONTH = 30 * 24 * 3_600_000  # how long after a need its list is still looked for
NONE = "您管理的范围内现在没有已发布的需求。"
NOT_FOUND = "没有找到您管理范围内的这项需求。回复“修改需求”看有哪些。"


def find(tx: Tx, person: Person, need_id: str) -> Need | None:
    return next((n for n in named(tx, person, "", past=True, need_id=need_id)), None)


def named(
    tx: Tx, person: Person, text: str, *, past: bool = False, need_id: str = ""
) -> list[Need]:
    """Those that `text` may mean, soonest first; all of them when it says nothing."""
    since = tx.now - MONTH if past else tx.now
    rows: dict[str, Row] = {}
    for office in offices.held(tx, person, PUBLISHERS):
        where = {"path": office.place.path, "since": since, "need_id": need_id}
        rows |= {row["id"]: row for row in tx.rows("volunteering.covered", **where)}
    known = sorted((needs.need(row) for row in rows.values()), key=lambda n: (n.starts_at, n.id))
    if not text:
        return known
    if held := _held_at(tx, person, text, known):
        return held
    among = meant(text, [need.name for need in known], needs.GENERAL)
    return [known[index] for index in among]


def _held_at(tx: Tx, person: Person, text: str, known: Sequence[Need]) -> list[Need]:
    """Those of the unit, branch or community whose whole name `text` is."""
    held = offices.held(tx, person, PUBLISHERS)
    ids = {p.id for office in held for p in places.called(tx, office.place.path, text)}
    return [each for each in known if ids & {each.organisation_id, each.community_id}]


def published(tx: Tx, person: Person, text: str, past: bool) -> Sequence[Published]:
    return [
        Published(
            f"{each.name}　{saying.at(each.starts_at, tx.now)}",
            each.starts_at,
            Choice("volunteering.roll", page(each.id, 0)),
            Choice("volunteering.revise_this", f"{each.id} {text}"),
        )
        for each in named(tx, person, text, past=past)
        if each.open
    ]


def audited(found: Need) -> str:
    """The organisation whose record it is on."""
    return found.organisation_id or found.community_id
