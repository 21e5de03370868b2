"""What is stored under a name is found by that name: every character, every engine, every way in."""

import asyncio
import contextlib
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import opencc
import pytest

from bot.clock import Clock
from bot.language.keys import name_key
from bot.people import places
from bot.people.claims import Claim, claim
from bot.store import link, migrations, queries
from bot.store.sqlite import SqliteStore, connect
from bot.store.tx import Tx
from tests.bot.people.desk import FINANCE, HEADER, ROSTER, Desk
from tests.bot.test_keys import HAN
from tests.databases import PostgresServer

WIDE = str.maketrans("0123456789 ", "０１２３４５６７８９　")
GB2312 = [
    c
    for high in range(0xB0, 0xF8)
    for low in range(0xA1, 0xFF)
    if (c := bytes((high, low)).decode("gb2312", errors="ignore"))
]
TRADITIONAL = opencc.OpenCC("s2t")


# ------------------------------------------------------------------ what is typed


@pytest.mark.parametrize("name", ["测{}", "测{}明", "{}测明"])
def test_a_name_with_any_character_is_claimed_as_it_is_stored(name: str) -> None:
    """Every Han character there is, so all of GB2312 and of the general standard list."""
    characters = [c for c in HAN if c.isalnum()]
    missed = [c for c in characters if claim(f"{name.format(c)} 7010") != _claim(name.format(c))]
    assert missed == []


def _claim(name: str) -> Claim:
    return Claim(name_key(name), "7010")


def test_any_surname_is_claimed_in_all_forms() -> None:
    for c in GB2312:
        stored = _claim(f"{c}测明")
        assert claim(f"我是{TRADITIONAL.convert(c)}測明，手機尾號７０１０") == stored, c
        assert claim(f"尾号7010 {c} 测 明") == stored, c
        assert claim(f"{c}测明 7010".translate(WIDE)) == stored, c


# ------------------------------------------------------------------ what is stored


def put_people(tx: Tx, names: Sequence[str]) -> None:
    above = None
    for kind, id_ in (("committee", "c"), ("unit", "u"), ("branch", "b")):
        tx.run(
            "roster.put_organisation",
            id=id_, parent_id=above, kind=kind, name=id_, name_key=id_, path=f"/{id_}/", number=None,
        )  # fmt: skip
        above = id_
    for n, name in enumerate(names):
        tx.run(
            "roster.put_member",
            id=f"m{n:06}", branch_id="b", name=name, name_key=name_key(name), digits="7010",
            staff_number=None, post=None,
        )  # fmt: skip


def found(tx: Tx, said: str) -> list[str]:
    claimed = claim(said)
    rows = tx.rows("people.members_named", name=claimed.name) if claimed else []
    return [str(row["name"]) for row in rows]


def stored(path: Path, work: Callable[[Tx], Any]) -> Any:
    async def run() -> Any:
        store = SqliteStore(path, queries.load(), Clock())
        store.open()
        done = await store.fill(work)
        await store.close()
        return done

    return asyncio.run(run())


def test_everybody_is_found_by_their_own_name(tmp_path: Path) -> None:
    """A person for every Han character of the basic plane and every one of GB2312."""
    characters = sorted({c for c in HAN if ord(c) < 0x10000 and c.isalnum()} | set(GB2312))

    def work(tx: Tx) -> list[str]:
        put_people(tx, [f"测{c}" for c in characters])
        ways = [
            *((c, f"测{c} 7010") for c in characters),
            *((c, f"测{TRADITIONAL.convert(c)} 7010") for c in GB2312),
        ]
        return [c for c, said in ways if f"测{c}" not in found(tx, said)]

    assert stored(tmp_path / "x.db", work) == []


# ------------------------------------------------------------------ by whatever way it came in


def keyless(rows: Sequence[Any]) -> list[str]:
    return [row["name"] for row in rows if row["name_key"] != name_key(row["name"])]


def test_no_way_of_storing_a_name_forgets_its_key(desk: Desk) -> None:
    desk.founded()
    renamed = [HEADER, ["001", "云川市财政局（东区）", *FINANCE[2:], "张 叁", "6789", "A1", ""]]
    desk.organisations([["单位编号", "单位", "支部"], renamed[1][:3]], apply=True)
    desk.members(renamed, apply=True, leavers=True)
    assert desk.member("张叁")["name_key"] == name_key("张叁")
    made = [row["id"] for row in desk.rows("SELECT id FROM batch ORDER BY id DESC")]
    for batch in ("", *made[:2]):
        if batch:
            desk.undo(batch)
        for table in ("organisation", "member"):
            assert keyless(desk.rows(f"SELECT name, name_key FROM {table}")) == []
    assert desk.member("张三")["name_key"] == "张三"


def test_a_roster_in_other_characters_is_the_same_people(desk: Desk) -> None:
    desk.founded()
    said = desk.members(
        [HEADER, *([*row[:3], f"{row[3][0]} {row[3][1:]}", *row[4:]] for row in ROSTER[1:])]
    )
    assert "新增 0，变更 0" in said
    desk.members([HEADER, [*FINANCE, "張三", "6789", "", "支部书记"]], apply=True)
    assert "姓名：张三 → 張三" in desk.said
    assert desk.member("張三")["name_key"] == name_key("张三")


def test_two_rows_with_one_key_are_asked_about(desk: Desk) -> None:
    desk.founded()
    desk.members([HEADER, [*FINANCE, "于测", "1111", "", ""], [*FINANCE, "於测", "1111", "", ""]])
    assert desk.said.count("同一支部有同名、后四位也相同的人，请填工号") == 2


def test_branches_that_differ_by_signs_are_told_by_what_is_written(desk: Desk) -> None:
    desk.founded()
    shown = desk.organisations(
        [
            ["单位编号", "单位", "支部"],
            [*FINANCE[:2], "第一支部（退休）"],
            [*FINANCE[:2], "第一支部退休"],
        ]
    )
    assert "“第一支部退休”在文件里重复" in shown
    for branch in ("第一支部（退休）", "第一支部退休"):
        desk.change(lambda tx, branch=branch: _put_branch(tx, branch))
    desk.members([HEADER, [*FINANCE[:2], "第一支部（退休）", "周九", "9999", "", ""]])
    assert "新增 1" in desk.said
    desk.members([HEADER, [*FINANCE[:2], "第一支部(退休)", "周九", "9999", "", ""]])
    assert "支部“第一支部(退休)”分不清是哪一个" in desk.said


def _put_branch(tx: Tx, name: str) -> None:
    unit = tx.value("places.numbered", number="001")
    tx.run(
        "roster.put_organisation",
        id=name, parent_id=unit, kind="branch", name=name, name_key=name_key(name),
        path=f"/x/{name}/", number=None,
    )  # fmt: skip


# ------------------------------------------------------------------ what was there before keys

OLD_NAMES = [*(f"测{c}" for c in GB2312[:600]), "阿卜力•买买提", "於测一", "ＡＢ 局（东区）"]


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """The migrations of before; what is yielded brings the newer ones back."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in migrations.HERE.glob("[0-9]*.sql"):
        if migrations.number(file) < 13:
            (folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "HERE", folder)
        yield patched.undo


def test_a_file_of_before_gets_its_keys(tmp_path: Path, older: Callable[[], None]) -> None:
    path = tmp_path / "old.db"
    with contextlib.closing(connect(path)) as connection:
        migrations.migrate(connection, path)
        _fill_old(lambda sql: connection.execute(sql))
    older()
    stored(path, lambda tx: None)
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT name, name_key FROM member").fetchall()
        assert keyless(rows) == []
        assert len(rows) == len(OLD_NAMES)


def test_a_database_of_before_gets_its_keys(
    postgres: PostgresServer, older: Callable[[], None]
) -> None:
    with postgres.database() as old:
        link.prepare(old.url, {})
        _fill_old(old.run)
        older()
        link.prepare(old.url, queries.load())
        rows = old.rows("SELECT name, name_key FROM member")
        assert keyless(rows) == []
        assert len(rows) == len(OLD_NAMES)


def _fill_old(run: Callable[[str], Any]) -> None:
    run("INSERT INTO organisation (id, kind, name, path) VALUES ('c', 'committee', '工委', '/c/')")
    values = ", ".join(f"('m{n}', 'c', '{name}', '7010')" for n, name in enumerate(OLD_NAMES))
    run(f"INSERT INTO member (id, branch_id, name, digits) VALUES {values}")


# ------------------------------------------------------------------ a name at the head of a line


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("测试 庚 局 明天开会", "明天开会"),
        ("测试庚局：明天开会", "：明天开会"),
        ("测试庚局2029年6月30日", "2029年6月30日"),
        ("测试“庚局”：明天开会", "：明天开会"),
        ('测试"庚局" 明天开会', "明天开会"),
        ("测试【庚局】明天开会", "明天开会"),
        ("测试庚局请各位参加", "请各位参加"),
        ("测试庚局的同志们", None),
        ("测试庚", None),
    ],
)
def test_where_a_name_ends(desk: Desk, said: str, rest: str | None) -> None:
    def work(tx: Tx) -> None:
        put_people(tx, [])
        tx.run(
            "roster.put_organisation",
            id="g", parent_id="c", kind="unit", name="测试 庚 局", name_key=name_key("测试庚局"),
            path="/c/g/", number=None,
        )  # fmt: skip
        where, after = places.heading(tx, "/c/", said)
        if rest is None:
            assert (where, after) == ([], said)
        elif rest:
            assert ([place.id for place in where], after) == (["g"], rest)

    stored(desk.folder / "y.db", work)


def test_keys_are_what_unicode_calls_the_same() -> None:
    assert name_key(unicodedata.normalize("NFD", "café")) == name_key("café")
