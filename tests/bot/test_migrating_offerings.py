"""A database that the release before offerings has filled: its events and needs live on in them."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.store import migrations, queries
from tests.databases import ENGINES, Database, PostgresServer, SqliteFile
from tests.town import PEOPLE, START, Town, at

NOW = round(START.timestamp() * 1000)
HOUR = 3_600_000
LAST_BEFORE = 9
EVENT = ("id", "organisation_id", "kind", "title", "place", "starts_at", "ends_at", "deadline_at")
PLACES = [
    ("c", None, "committee", "云川市直机关工委", "/c/"),
    ("u1", "c", "unit", "云川市财政局", "/c/u1/"),
    ("u2", "c", "unit", "云川市水利局", "/c/u2/"),
    ("u3", "c", "unit", "云川市直机关工委机关", "/c/u3/"),
    ("b1", "u1", "branch", "第一支部", "/c/u1/b1/"),
    ("b2", "u2", "branch", "第三支部", "/c/u2/b2/"),
    ("b3", "u1", "branch", "第三支部", "/c/u1/b3/"),
    ("b4", "u3", "branch", "机关第一支部", "/c/u3/b4/"),
    ("b5", "u2", "branch", "水文站支部", "/c/u2/b5/"),
    ("d1", "c", "district", "桥东区", "/c/d1/"),
    ("k1", "d1", "community", "长安社区", "/c/d1/k1/"),
]


def _event(i: str, holder: str, title: str, when: str, state: str = "open") -> dict[str, Any]:
    starts = at(when)
    row = zip(
        EVENT, (i, holder, "培训班", title, "三号教室", starts, starts + 2 * HOUR), strict=False
    )
    return {**dict(row), "deadline_at": starts - 24 * HOUR, "state": state}


def _need(i: str, title: str, when: str, capacity: int, taken: int) -> dict[str, Any]:
    row = {"id": i, "community_id": "k1", "organisation_id": "u1", "title": title, "kind": "便民"}
    times = {"starts_at": at(when), "ends_at": at(when) + 2 * HOUR}
    return {**row, **times, "capacity": capacity, "taken": taken, "state": "open"}


def _pool(event: str, mode: str, capacity: int, taken: int, waiting: int) -> dict[str, Any]:
    counts = {"capacity": capacity, "taken": taken, "waiting": waiting}
    return {"event_id": event, "mode": mode, **counts, "next_ticket": waiting + 2}


def _registration(
    i: str, event: str, member: str | None, state: str, code: str, ticket: int = 0
) -> dict[str, Any]:
    which = {"id": i, "event_id": event, "member_id": member, "mode": "onsite", "state": state}
    return {**which, "ticket": ticket, "code": code, "changed_at": NOW}


def _service(i: str, need: str, member: str, state: str, code: str) -> dict[str, Any]:
    which = {"id": i, "need_id": need, "member_id": member, "state": state}
    return {**which, "code": code, "changed_at": NOW}


def _busy(source: str, i: str, member: str, title: str, when: str) -> dict[str, Any]:
    times = {"starts_at": at(when), "ends_at": at(when) + 2 * HOUR}
    return {"source": source, "source_id": i, "member_id": member, "title": title, **times}


def _dialogue(member: str, name: str, answers: dict[str, str], offers: list[str]) -> dict[str, Any]:
    kept = {"answers": json.dumps(answers, separators=(",", ":")), "offers": json.dumps(offers)}
    openid = f"oMember{member:0>21}"
    return {"openid": openid, "name": name, **kept, "expires_at": NOW + HOUR, "state": "open"}


# What the release before has written, in the order of what refers to what.
ROWS: list[tuple[str, dict[str, Any]]] = [
    *(("organisation", dict(zip(("id", "parent_id", "kind", "name", "path"), row, strict=True)))
      for row in PLACES),
    *(("member", dict(zip(("id", "branch_id", "name", "digits"), row, strict=True)))
      for row in PEOPLE if row[1] != "k1"),
    ("event", _event("e1", "c", "党务干部培训班第44期", "2026-12-08 09:00")),
    ("event", _event("e2", "b1", "支部学习会", "2026-12-10 15:00")),
    ("event", _event("e3", "c", "去年没有办成的课", "2026-12-09 09:00", "cancelled")),
    ("pool", _pool("e1", "onsite", 1, 1, 2)),
    ("pool", _pool("e1", "video", 5, 0, 0)),
    ("pool", _pool("e2", "onsite", 9, 1, 0)),
    ("pool", _pool("e3", "onsite", 9, 0, 0)),
    ("registration", _registration("r1", "e1", "m1", "confirmed", "A2B3")),
    ("registration", _registration("r2", "e1", "m2", "waiting", "C4D5", 1)),
    ("registration", _registration("r3", "e1", "m3", "waiting", "E6F7", 2)),
    ("registration", _registration("r4", "e1", "m4", "cancelled", "G8H9")),
    ("registration", _registration("r5", "e2", None, "confirmed", "J2K3")),
    ("need", _need("n1", "义诊", "2026-12-05 14:00", 2, 1)),
    ("need", _need("n2", "清扫积雪", "2026-12-06 09:00", 1, 1)),
    ("service", _service("s1", "n1", "m1", "confirmed", "L4M5")),
    ("service", _service("s2", "n1", "m2", "cancelled", "N6P7")),
    ("service", _service("s3", "n2", "m3", "confirmed", "Q8R9")),
    ("commitment", _busy("registration", "r1", "m1", "党务干部培训班第44期", "2026-12-08 09:00")),
    ("commitment", _busy("registration", "r2", "m2", "党务干部培训班第44期", "2026-12-08 09:00")),
    ("commitment", _busy("registration", "r3", "m3", "党务干部培训班第44期", "2026-12-08 09:00")),
    ("commitment", _busy("volunteering", "s1", "m1", "长安社区义诊", "2026-12-05 14:00")),
    ("commitment", _busy("volunteering", "s3", "m3", "长安社区清扫积雪", "2026-12-06 09:00")),
    ("due", {"id": "d1", "work": "registration.day_before", "details": '{"id":"r1"}',
             "subject": "registration:r1", "run_at": at("2026-12-07 09:00")}),
    ("due", {"id": "d2", "work": "volunteering.tell", "subject": "volunteering.tell:n2",
             "details": json.dumps({"need": "n2", "after": "", "lines": ["时间：早 → 晚"],
                                    "moved": False, "changed": NOW}, separators=(",", ":")),
             "run_at": NOW + 60_000}),
    ("dialogue", _dialogue("m5", "registration", {"event": "e1"}, ["onsite", "video"])),
    ("dialogue", _dialogue("m6", "volunteering", {"among": "n1 n2", "amiss": "", "page": "0"},
                           ["n1", "n2"])),
    ("dialogue", _dialogue("m10", "revise_event", {"event": "e1", "place": "五号教室"}, ["yes"])),
]  # fmt: skip
OPENIDS = ("m5", "m6", "m10")


class Former:
    """A database with the tables of the release before, written to by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self) -> None:
        files = [
            f
            for f in migrations.files(self._database.engine)
            if migrations.number(f) <= LAST_BEFORE
        ]
        self._database.run(migrations.TABLE)
        for file in files:
            for statement in migrations.statements(file.read_text("utf-8")):
                self._database.run(statement)
            self._insert("migration", {"number": migrations.number(file), "name": file.stem})

    def fill(self) -> None:
        for table, row in ROWS:
            self._insert(table, row)
        for member in OPENIDS:
            openid = f"oMember{member:0>21}"
            self._insert("contact", {"openid": openid, "member_id": member, "created_at": NOW})

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        marks = ", ".join("?" * len(row))
        self._database.run(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *row.values()
        )


@pytest.fixture(params=ENGINES)
def former(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        yield SqliteFile(tmp_path / "town.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.database() as database:
        yield database


@pytest.fixture
def town(former: Database, tmp_path: Path) -> Iterator[Town]:
    """Started on what the release before has left."""
    before = Former(former)
    before.make()
    before.fill()
    with Town(tmp_path, former) as town:
        yield town


def test_ids_and_counts_are_kept(town: Town) -> None:
    pools = town.rows("SELECT offering_id, mode, capacity, taken, waiting, next_ticket FROM pool")
    assert {tuple(row) for row in pools} == {
        ("e1", "onsite", 1, 1, 2, 4), ("e1", "video", 5, 0, 0, 2), ("e2", "onsite", 9, 1, 0, 2),
        ("e3", "onsite", 9, 0, 0, 2), ("n1", "", 2, 1, 0, 1), ("n2", "", 1, 1, 0, 1),
    }  # fmt: skip
    seats = {row["id"]: row for row in town.rows("SELECT * FROM seat")}
    assert len(seats) == 8
    assert (seats["r3"]["state"], seats["r3"]["ticket"], seats["r3"]["code"]) == (
        "waiting", 2, "E6F7",
    )  # fmt: skip
    assert seats["r5"]["member_id"] is None
    public = {row["id"]: row["public"] for row in town.rows("SELECT id, public FROM offering")}
    assert public == {"e1": 1, "e2": 0, "e3": 1, "n1": 1, "n2": 1}
    assert not {"event", "need", "registration", "service", "former_pool"} & set(
        town.database.tables()
    )


def test_places_are_listed_given_back_and_promoted(town: Town) -> None:
    first, second, third = (town.member(name) for name in ("张三", "李四", "王五"))
    first.says("我的报名").shows("党务干部培训班第44期　12月8日（周二）9:00　现场　成功")
    first.says("我的志愿").shows("长安社区 义诊", "成功")
    second.says("我的报名").shows("候补第 1 位")
    first.says("取消报名 A2B3").shows("【已取消】党务干部培训班第44期（现场）")
    assert "【报名成功】党务干部培训班第44期" in second.received()[0]
    third.says("我的报名").shows("候补第 1 位")
    # A place that was given back before stands in nobody's way.
    town.member("赵六").says("报名 培训班第44期 视频").shows("【报名成功】")
    second.says("报名志愿 义诊").shows("【报名成功】")
    second.says("报名志愿 清扫积雪").shows("【候补第 1 位】")


def test_what_is_of_a_branch_stays_its_own(town: Town) -> None:
    town.member("钱七").says("活动").shows("支部学习会")
    town.member("王五").says("活动").shows("党务干部培训班").lacks("支部学习会")


def test_commitments_and_reminders_go_on(town: Town) -> None:
    town.change(lambda tx: tx.run("offerings.change", id="n1", category="便民", title="义诊", venue="",
                                  starts_at=at("2026-12-08 10:00"), ends_at=at("2026-12-08 12:00"),
                                  deadline_at=None))  # fmt: skip
    member = town.member("李四")
    member.says("报名志愿 义诊").shows("时间冲突", "1 先退出“党务干部培训班第44期”")
    first = town.member("张三")
    town.wait(days=13)
    first.says("谢谢").shows("【提醒】党务干部培训班第44期　12月8日（周二）9:00")


def test_what_was_due_is_told(town: Town) -> None:
    third = town.member("王五")
    town.wait(minutes=2)
    third.says("谢谢").shows("【志愿服务有变化】长安社区清扫积雪", "时间：早 → 晚")


def test_what_people_were_in_the_middle_of_goes_on(town: Town) -> None:
    chooses, lists = (town.stranger(f"oMember{member:0>21}") for member in ("m5", "m6"))
    chooses.says("1").shows("【候补第 3 位】党务干部培训班第44期（现场）")
    # A list that was asked about is kept in another form now.
    lists.says("1").shows("系统刚更新过，刚才办到一半的事请重新开始。")
    lists.says("报名志愿 义诊").shows("【报名成功】长安社区　义诊")
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("1").shows("【已修改】党务干部培训班第44期", "三号教室 → 五号教室")


def test_a_list_is_counted_and_ordered_by_the_index_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        migrations.migrate(connection, path)
        sql = queries.load()["offerings.page"]
        plan = connection.execute(
            f"EXPLAIN QUERY PLAN {sql}", dict.fromkeys(queries.parameters(sql), 0)
        )
        steps = [row["detail"] for row in plan]
    assert any("other USING COVERING INDEX offering_by_time" in step for step in steps), steps
    assert any("offering USING INDEX offering_by_time" in step for step in steps), steps
    assert not any(step.startswith("SCAN o") for step in steps), steps
