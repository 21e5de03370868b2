"""Filling an empty database with the invented committee, and topping up an older one."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, TypeVar

from bot.clock import ZONE, Clock, milliseconds, moment
from bot.conversation.capability import House
from bot.demo.casting import Persona
from bot.demo.places import Organisation
from bot.demo.roster import Member
from bot.demo.town import town
from bot.demo.world import World
from bot.language.keys import name_key
from bot.people import contacts
from bot.store.engine import Store
from bot.store.tx import Tx

T = TypeVar("T")

SEED = 20261124
SLICE = 2_000  # rows put in one change
CONSENT = "2026-11"  # the version of the card they said yes to
IN_OFFICE = timedelta(days=364)  # how long, on the first Monday
FOLLOWED = timedelta(days=30)


async def prepare(store: Store, house: House, clock: Clock) -> None:
    """What is there stays; what is missing is put, so a broken-off start is made good."""
    whole = town(SEED)
    await _put_all(store, "demo.count_organisations", whole.organisations, _put_organisation)
    await _put_all(store, "demo.count_members", whole.members, _put_member)
    day = await store.fill(partial(_introduce, whole.cast))
    world = await store.fill(partial(_world, day))
    for room in house.capabilities:
        if room.demo is not None:
            await store.fill(partial(_tell, room.demo, world))


async def people(store: Store) -> list[dict[str, Any]]:
    """The ready-made people, and whether each is confirmed by now."""
    return await store.read(lambda tx: [_listed(tx, each) for each in town(SEED).cast])


def _tell(fill: Callable[[Tx, World], None], world: World, tx: Tx) -> None:
    fill(tx, world)


async def _put_all(
    store: Store, count: str, rows: Sequence[T], put: Callable[[Tx, T], None]
) -> None:
    """The rows that are not there yet: they were put in order, so a count tells which."""
    there: int = await store.fill(lambda tx: tx.value(count))
    for start in range(there, len(rows), SLICE):
        await store.fill(partial(_put_slice, rows[start : start + SLICE], put))


def _put_slice(rows: Sequence[T], put: Callable[[Tx, T], None], tx: Tx) -> None:
    for row in rows:
        put(tx, row)


def _put_organisation(tx: Tx, each: Organisation) -> None:
    tx.run(
        "demo.put_organisation",
        id=each.id,
        parent_id=each.parent_id,
        kind=each.kind,
        name=each.name,
        name_key=name_key(each.name),
        path=each.path,
    )


def _put_member(tx: Tx, each: Member) -> None:
    tx.run(
        "demo.put_member",
        id=each.id,
        branch_id=each.branch_id,
        name=each.name,
        name_key=name_key(each.name),
        digits=each.digits,
        post=each.post,
    )


def _introduce(cast: Sequence[Persona], tx: Tx) -> date:
    """Put the ready-made people once; return the Monday of the week in which that was."""
    since = tx.value("demo.first_office")
    if since is not None:
        return (moment(since) + IN_OFFICE).date()
    today = moment(tx.now).date()
    monday = today - timedelta(days=today.weekday())
    for number, persona in enumerate((each for each in cast if each.bound), 1):
        _put_contact(tx, persona, number, _midnight(monday - FOLLOWED))
        if persona.office:
            _put_office(tx, persona, _midnight(monday - IN_OFFICE))
    return monday


def _put_contact(tx: Tx, persona: Persona, number: int, at: int) -> None:
    openid = persona.openid
    tx.run("demo.put_contact", openid=openid, member_id=persona.member_id, created_at=at)
    tx.run("demo.put_consent", id=f"a{number:02}", openid=openid, version=CONSENT, given_at=at)


def _put_office(tx: Tx, persona: Persona, at: int) -> None:
    tx.run(
        "demo.put_office",
        member_id=persona.member_id,
        organisation_id=persona.office_of,
        role=persona.office,
        from_at=at,
    )


def _midnight(day: date) -> int:
    return milliseconds(datetime.combine(day, time(), ZONE))


def _world(day: date, tx: Tx) -> World:
    whole = town(SEED)
    played = {each.member_id for each in whole.cast}
    homes = {each.unit for each in whole.cast if each.office == "unit_secretary"}
    ids = [str(row["id"]) for row in tx.rows("demo.member_ids")]
    bound = [each.member_id for each in whole.cast if each.bound and each.member_id]
    return World(
        seed=SEED,
        day=day,
        now=tx.now,
        committee_id="c",
        units=whole.places("unit"),
        homes=tuple(unit for unit in whole.places("unit") if unit.name in homes),
        communities=whole.places("community"),
        crowd=tuple(i for i in ids if i[0] == "m" and i not in played),
        regulars=tuple(bound[::2]),
    )


def _listed(tx: Tx, persona: Persona) -> dict[str, Any]:
    contact = contacts.find(tx, persona.openid)
    return {
        "openid": persona.openid,
        "name": persona.name,
        "digits": persona.digits,
        "unit": persona.unit,
        "branch": persona.branch,
        "role": persona.role,
        "bound": contact is not None and contact.confirmed,
    }
