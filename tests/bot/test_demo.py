"""The invented committee: its size, its honesty, and that it is always the same."""

import asyncio
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from bot import demo
from bot.clock import ZONE, Clock, milliseconds, moment
from bot.conversation.capability import House
from bot.people import contacts
from bot.privacy import erasure
from bot.process import rehearsal
from bot.store import queries
from bot.store.sqlite import SqliteStore
from bot.store.tx import Tx
from config.settings import COUNTING_KEY
from handlers import bookings, registration, volunteering

START = datetime(2026, 11, 24, 10, tzinfo=ZONE)
LATER = timedelta(days=60)
TABLES = (
    "organisation", "member", "office", "contact", "consent", "offering", "pool", "seat",
    "bookable", "team", "commitment", "due",
)  # fmt: skip
# What the store draws by chance or stamps with the moment of writing.
DRAWN = {
    "offering": {"id"},
    "pool": {"id", "offering_id"},
    "seat": {"id", "offering_id", "pool_id", "code", "changed_at"},
    "commitment": {"source_id"},
    "due": {"id", "subject", "details"},
}

Listed = dict[str, Any]
Tables = dict[str, list[sqlite3.Row]]


@dataclass(frozen=True, repr=False)
class Played:
    """One demo through its life, and a second one started on the same day."""

    first: Tables
    again: Tables
    topped_up: Tables
    other: Tables
    people: list[Listed]
    people_later: list[Listed]
    erased: str
    seconds: float


def _house() -> House:
    return House(
        capabilities=(registration.CAPABILITY, volunteering.CAPABILITY, bookings.CAPABILITY),
        identify="",
        welcome="",
        unreadable="",
        wordless="",
        guess="",
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return asyncio.run(_play(tmp_path_factory.mktemp("demo")))


async def _play(folder: Path) -> Played:
    clock, path = Clock(START), folder / "one.db"
    store = SqliteStore(path, queries.load(), clock)
    store.open()
    began = perf_counter()
    await demo.prepare(store, _house(), clock)
    seconds = perf_counter() - began
    first, people = _tables(path), await demo.people(store)
    await demo.prepare(store, _house(), clock)
    again = _tables(path)
    erased = people[0]["openid"]
    await store.change(lambda tx: _forget(tx, erased))
    clock.advance(LATER // timedelta(milliseconds=1))
    await demo.prepare(store, _house(), clock)
    topped_up, people_later = _tables(path), await demo.people(store)
    await store.close()
    other = await _broken_off(folder / "other.db")
    return Played(first, again, topped_up, other, people, people_later, erased, seconds)


async def _broken_off(path: Path) -> Tables:
    """A demo whose first start is given up half-way, in the evening of the same day."""
    clock = Clock(START.replace(hour=19, minute=40))
    store = SqliteStore(path, queries.load(), clock)
    store.open()
    with suppress(TimeoutError):
        async with asyncio.timeout(0.2):
            await demo.prepare(store, _house(), clock)
    await demo.prepare(store, _house(), clock)
    await store.close()
    return _tables(path)


def _forget(tx: Tx, openid: str) -> None:
    person = contacts.find(tx, openid)
    assert person is not None
    erasure.forget(tx, person)


def _tables(path: Path) -> Tables:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def _steady(tables: Tables) -> dict[str, Counter[tuple[object, ...]]]:
    """The rows without what is drawn by chance, in whatever order."""
    return {
        table: Counter(tuple(row[k] for k in _kept(table, row)) for row in rows)
        for table, rows in tables.items()
    }


def _kept(table: str, row: sqlite3.Row) -> list[str]:
    return [name for name in row.keys() if name not in DRAWN.get(table, ())]  # noqa: SIM118


def _of(kind: str, tables: Tables) -> list[sqlite3.Row]:
    return [each for each in tables["offering"] if each["kind"] == kind]


def _seats_of(kind: str, tables: Tables) -> list[sqlite3.Row]:
    ids = {each["id"] for each in _of(kind, tables)}
    return [seat for seat in tables["seat"] if seat["offering_id"] in ids]


def _units(tables: Tables) -> dict[str, str]:
    """The unit of every branch."""
    return {o["id"]: o["parent_id"] for o in tables["organisation"] if o["kind"] == "branch"}


def test_the_committee_has_its_real_size(played: Played) -> None:
    kinds = Counter(each["kind"] for each in played.first["organisation"])
    assert kinds == {
        "committee": 1, "unit": 134, "branch": 9_000, "district": 4, "community": 36
    }  # fmt: skip
    branches = _units(played.first)
    assert sum(m["branch_id"] in branches for m in played.first["member"]) == 60_000
    needs = _of("volunteering", played.first)
    assert len(needs) == 136
    assert len({need["area_id"] for need in needs}) == 36
    assert len({team["name"] for team in played.first["team"]}) == 188


def test_units_and_branches_are_of_uneven_size_within_limits(played: Played) -> None:
    branches = _units(played.first)
    per_unit = Counter(branches.values()).values()
    assert min(per_unit) >= 5
    assert max(per_unit) <= 200
    assert min(per_unit) < 10
    assert max(per_unit) > 150
    members = Counter(m["branch_id"] for m in played.first["member"] if m["branch_id"] in branches)
    assert set(members.values()) == set(range(3, 21))
    assert len(members) == 9_000


def test_paths_lead_down_from_the_committee(played: Played) -> None:
    tree = {each["id"]: each for each in played.first["organisation"]}
    for each in tree.values():
        parent = tree[each["parent_id"]]["path"] if each["parent_id"] else "/"
        assert each["path"] == f"{parent}{each['id']}/"
    assert tree["b00001"]["path"] == "/c/u001/b00001/"
    assert tree["k01"]["path"] == "/c/d1/k01/"
    siblings = Counter((each["parent_id"], each["name"]) for each in tree.values())
    assert max(siblings.values()) == 1


def test_every_name_is_of_the_invented_city(played: Played) -> None:
    for each in played.first["organisation"]:
        ending = {"district": "区", "community": "社区", "branch": "党支部"}.get(each["kind"], "")
        assert each["name"].endswith(ending)
        assert each["name"].startswith("云川") == (each["kind"] in ("committee", "unit"))
    typed = re.compile(r"[\u4e00-\u9fff]{2,4} \d{4}")
    assert all(typed.fullmatch(f"{m['name']} {m['digits']}") for m in played.first["member"])


def test_namesakes_are_many_and_two_share_their_digits_too(played: Played) -> None:
    units = _units(played.first)
    common = [m for m in played.first["member"] if m["name"] == "王伟"]
    assert len({units[m["branch_id"]] for m in common}) >= 5
    twins = [p for p in played.people if p["name"] == "王伟" and not p["bound"]]
    assert len(twins) == 2
    assert len({p["unit"] for p in twins}) == 2
    assert len({p["digits"] for p in twins}) == 1
    alike = [m for m in common if m["digits"] == twins[0]["digits"]]
    assert len(alike) == 2


def test_same_seed_and_day_give_the_same_rows_even_after_a_broken_off_start(
    played: Played,
) -> None:
    assert _steady(played.first) == _steady(played.other)


def test_a_second_start_changes_nothing(played: Played) -> None:
    assert played.again == played.first


def test_the_first_start_takes_seconds(played: Played) -> None:
    assert played.seconds < 20


def test_enough_lies_ahead_at_every_start(played: Played) -> None:
    for tables, at in ((played.first, START), (played.topped_up, START + LATER)):
        now = milliseconds(at)
        public = [e for e in _of("registration", tables) if e["holder_id"] == "c"]
        assert sum(e["deadline_at"] > now for e in public) >= 20
        assert sum(n["starts_at"] > now for n in _of("volunteering", tables)) >= 40


def test_topping_up_keeps_what_was(played: Played) -> None:
    for table in ("organisation", "member", "office", "offering", "bookable", "team"):
        assert set(played.first[table]) <= set(played.topped_up[table]), table
    for kind in ("registration", "volunteering"):
        assert len(_of(kind, played.topped_up)) > len(_of(kind, played.first))


def test_a_few_units_hold_events_for_their_own_people(played: Played) -> None:
    units = {e["holder_id"] for e in _of("registration", played.first)} - {"c"}
    offices = {each["organisation_id"] for each in played.first["office"]}
    assert len(units) == 3
    assert units <= offices


def test_lectures_are_numbered_without_a_gap(played: Played) -> None:
    lectures = sorted(
        (e for e in played.topped_up["offering"] if e["category"] == "大讲堂"),
        key=lambda e: e["starts_at"],
    )
    expected = [f"大讲堂第{10 + n}期" for n in range(len(lectures))]
    assert [e["title"] for e in lectures] == expected
    assert len(lectures) > 5
    assert str(moment(lectures[0]["starts_at"])).startswith("2026-12-05 14:30")


def test_topping_up_signs_nobody_up_whom_one_plays(played: Played) -> None:
    cast = {contact["member_id"] for contact in played.first["contact"]}
    before, after = (
        {row["id"] for row in tables["seat"] if row["member_id"] in cast}
        for tables in (played.first, played.topped_up)
    )
    assert before == after


def test_who_was_erased_stays_erased(played: Played) -> None:
    assert not any(c["openid"] == played.erased for c in played.topped_up["contact"])
    assert played.people[0]["bound"]
    assert not played.people_later[0]["bound"]


def test_events_are_of_all_kinds_and_modes(played: Played) -> None:
    events = _of("registration", played.first)
    assert {e["category"] for e in events} == {
        "大讲堂", "培训班", "宣讲", "比赛", "文体"
    }  # fmt: skip
    modes: dict[str, set[str]] = defaultdict(set)
    for pool in played.first["pool"]:
        modes[pool["offering_id"]].add(pool["mode"])
    assert {frozenset(modes[event["id"]]) for event in events} == {
        frozenset({"onsite"}), frozenset({"video"}), frozenset({"onsite", "video"})
    }  # fmt: skip


def test_deadlines_are_at_six_mostly_two_days_before(played: Played) -> None:
    days: Counter[int] = Counter()
    for event in _of("registration", played.topped_up):
        deadline, start = moment(event["deadline_at"]), moment(event["starts_at"])
        assert (deadline.hour, deadline.minute) == (18, 0)
        days[(start.date() - deadline.date()).days] += 1
    assert min(days) >= 1
    assert days[2] > sum(days.values()) / 2


def test_one_small_event_is_full_with_people_waiting_and_one_has_a_last_seat(
    played: Played,
) -> None:
    now = milliseconds(START)
    ahead = {e["id"] for e in _of("registration", played.first) if e["deadline_at"] > now}
    pools = [pool for pool in played.first["pool"] if pool["offering_id"] in ahead]
    assert any(p["capacity"] < 50 and p["waiting"] and p["taken"] == p["capacity"] for p in pools)
    assert any(p["capacity"] - p["taken"] == 1 for p in pools)
    cast = {contact["member_id"] for contact in played.first["contact"]}
    waiting = {seat["member_id"] for seat in played.first["seat"] if seat["state"] == "waiting"}
    assert waiting & cast


def test_counters_say_what_the_rows_say(played: Played) -> None:
    for tables in (played.first, played.topped_up):
        states = Counter((seat["pool_id"], seat["state"]) for seat in tables["seat"])
        for pool in tables["pool"]:
            assert pool["taken"] == states[pool["id"], "confirmed"]
            assert pool["waiting"] == states[pool["id"], "waiting"]
        assert _seats_of("volunteering", tables)
        assert _seats_of("registration", tables)


def test_every_place_is_a_commitment_and_none_overlap(played: Played) -> None:
    tables = played.first
    places = {row["id"] for row in tables["seat"]}
    assert {each["source_id"] for each in tables["commitment"]} == places
    busy: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for each in tables["commitment"]:
        busy[each["member_id"]].append((each["starts_at"], each["ends_at"]))
    assert any(len(spans) > 1 for spans in busy.values())
    for spans in busy.values():
        spans.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_who_is_confirmed_has_agreed(played: Played) -> None:
    tables = played.first
    assert len(tables["contact"]) == 40
    agreed = {consent["openid"] for consent in tables["consent"]}
    assert {contact["openid"] for contact in tables["contact"]} == agreed
    now = milliseconds(START)
    assert all(consent["given_at"] < now for consent in tables["consent"])
    assert all(contact["created_at"] < now for contact in tables["contact"])


def test_every_office_is_held_by_several_who_are_confirmed(played: Played) -> None:
    offices = played.first["office"]
    held = Counter(office["role"] for office in offices)
    assert set(held) == {
        "branch_secretary", "unit_secretary", "committee_secretary", "community_worker"
    }  # fmt: skip
    assert min(held.values()) >= 2
    confirmed = {contact["member_id"] for contact in played.first["contact"]}
    assert {office["member_id"] for office in offices} <= confirmed


def test_the_people_to_play_are_few_and_of_every_role(played: Played) -> None:
    roles = Counter(person["role"] for person in played.people)
    assert set(roles) == {
        "党员", "支部书记", "机关党委书记", "工委书记", "社区工作者", "群众"
    }  # fmt: skip
    assert roles["群众"] == 2
    openids = {person["openid"] for person in played.people}
    assert len(openids) == len(played.people) == 54
    assert all(re.fullmatch(r"oDemo[A-Za-z0-9_-]{23}", openid) for openid in openids)
    assert sum(person["bound"] for person in played.people) == 40


def test_who_is_ready_to_confirm_is_on_the_roster_and_strangers_are_not(played: Played) -> None:
    names = {each["id"]: each["name"] for each in played.first["organisation"]}
    roster = Counter(
        (m["name"], m["digits"], names[m["branch_id"]]) for m in played.first["member"]
    )
    typed = Counter((m["name"], m["digits"]) for m in played.first["member"])
    for person in _unconfirmed(played):
        key = person["name"], person["digits"]
        if person["role"] == "群众":
            assert not typed[key]
        else:
            assert roster[(*key, person["branch"])] == 1
    assert len(list(_unconfirmed(played))) == 14


def _unconfirmed(played: Played) -> Iterator[Listed]:
    return (person for person in played.people if not person["bound"])


def test_the_demo_makes_a_counting_key_of_its_own_once(tmp_path: Path) -> None:
    file = tmp_path / "demo" / "counting.key"
    key = rehearsal._counting_key(file)
    assert len(key) >= COUNTING_KEY
    assert file.stat().st_mode & 0o777 == 0o600
    assert rehearsal._counting_key(file) == key
