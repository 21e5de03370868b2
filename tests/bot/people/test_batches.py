"""Batches: undone within seven days, whole or as far as they came."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import Clock
from bot.people.roster import batches
from bot.people.roster.batches import CannotApply
from bot.store import guest
from tests.bot.people.desk import FINANCE, HEADER, ROSTER, SECOND, WATER, Desk
from tests.bot.people.test_import_members import appoint, bind

CHANGED = [
    HEADER,
    [*FINANCE, "张三", "6789", "A1", ""],  # no post any more
    [*SECOND, "李四", "0089", "", ""],  # moved
    [*FINANCE, "钱七", "7777", "", ""],  # new; 王五 has left
]


def roster(desk: Desk) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in desk.rows("SELECT * FROM member ORDER BY id")]


def test_undoing_puts_everything_back_and_says_how_much(founded: Desk) -> None:
    before = roster(founded)
    founded.members(CHANGED, apply=True, leavers=True)
    assert roster(founded) != before
    said = founded.undo()
    assert "删除 1，有记录、改为离开 0，恢复原值 3" in said
    assert roster(founded) == before


def test_undoing_gives_offices_back_but_no_contact(founded: Desk) -> None:
    member = founded.member("王五")["id"]
    founded.change(lambda tx: (bind(tx, member), appoint(tx, member)))
    founded.members(CHANGED, apply=True, leavers=True)
    said = founded.undo()
    assert founded.rows("SELECT until_at FROM office")[0][0] is None
    assert founded.rows("SELECT member_id FROM contact")[0][0] is None
    assert "微信绑定不恢复" in said


def test_undoing_keeps_a_new_one_something_refers_to(founded: Desk) -> None:
    founded.members(CHANGED, apply=True)
    member = founded.member("钱七")["id"]
    founded.change(lambda tx: (bind(tx, member), appoint(tx, member)))
    assert "删除 0，有记录、改为离开 1" in founded.undo()
    assert founded.member("钱七")["left_at"] is not None
    assert founded.rows("SELECT member_id FROM contact")[0][0] is None


def test_a_row_is_only_removed_when_no_table_refers_to_it(founded: Desk) -> None:
    """Tables to come are asked too: their foreign keys are in the schema."""
    from bot.store import queries

    named = queries.load()
    tables = [
        row["name"] for row in founded.rows("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    for table in tables:
        for key in founded.rows(f"PRAGMA foreign_key_list({table})"):
            for target in ("member", "organisation"):
                if key["table"] == target:
                    sql = named[f"roster.drop_{target}"]
                    column = f"{'child' if table == 'organisation' else table}.{key['from']}"
                    assert column in sql, f"drop_{target} does not ask {column}"


def test_every_batch_and_undo_is_on_record_once(founded: Desk) -> None:
    founded.undo()
    batch = founded.batch()
    rows = founded.rows("SELECT * FROM audit ORDER BY id")
    assert [row["action"] for row in rows] == ["导入组织", "导入名册", "撤销导入名册"]
    root = founded.rows("SELECT id FROM organisation WHERE kind = 'committee'")[0]["id"]
    assert {(row["actor"], row["organisation_id"], row["member_id"]) for row in rows} == {
        ("operator", root, None)
    }
    assert rows[1]["details"] == f"批次 {batch} 新增 4"


@pytest.mark.parametrize(("days", "possible"), [(6, True), (8, False)])
def test_seven_days(
    founded: Desk, monkeypatch: pytest.MonkeyPatch, days: int, possible: bool
) -> None:
    founded.members(CHANGED, apply=True)
    monkeypatch.setattr(guest, "Clock", lambda: later(days))
    if possible:
        founded.undo()
        return
    with pytest.raises(CannotApply, match="超过 7 天"):
        founded.undo()
    founded.members([HEADER, [*WATER, "孙九", "9999", "", ""]], apply=True)
    kept = {row[0] for row in founded.rows("SELECT batch_id FROM batch_change")}
    assert kept == {founded.batch()}, "what cannot be undone is not kept"


def later(days: int) -> Clock:
    clock = Clock()
    clock._offset = round(timedelta(days=days).total_seconds() * 1000)
    return clock


def test_a_batch_that_was_built_upon_is_undone_after_the_later_one(founded: Desk) -> None:
    first = founded.batch()
    founded.members(CHANGED, apply=True)
    second = founded.batch()
    with pytest.raises(CannotApply, match=second):
        founded.undo(first)
    founded.undo(second)
    founded.undo(first)
    assert roster(founded) == []


def test_an_unknown_or_undone_batch_is_one_sentence(founded: Desk) -> None:
    batch = founded.batch()
    with pytest.raises(CannotApply, match=f"没有批次 X；最近的批次：{batch}"):
        founded.undo("X")
    founded.undo(batch)
    with pytest.raises(CannotApply, match="已经撤销过"):
        founded.undo(batch)


@contextmanager
def interrupted(function: str, after: int) -> Iterator[None]:
    """One row a slice, and the process ends once so many are committed."""
    real, calls = getattr(batches, function), iter(range(after))

    def until(*arguments: Any) -> int:
        *before, tx, start, _ = arguments
        if next(calls, None) is None:
            raise InterruptedError
        return int(real(*before, tx, start, 1))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, function, until)
        with pytest.raises(InterruptedError):
            yield


def test_an_interrupted_import_is_completed_by_importing_again(
    founded: Desk,
) -> None:
    before = roster(founded)
    with interrupted("_put", 2):
        founded.members(CHANGED, "b.xlsx", apply=True, leavers=True)
    assert [r["state"] for r in founded.rows("SELECT state FROM batch ORDER BY id")][-1] == "open"
    with pytest.raises(CannotApply, match="没有做完"):
        founded.members(ROSTER, "c.xlsx", apply=True)
    founded.members(CHANGED, "b.xlsx", apply=True, leavers=True)
    assert founded.present() == {
        "张三": "第一支部", "李四": "第二支部", "钱七": "第一支部", "赵六": "第三支部"
    }  # fmt: skip
    assert len(founded.rows("SELECT 1 FROM batch")) == 3, "gone on with, not begun anew"
    founded.undo()
    assert roster(founded) == before


def test_an_interrupted_import_is_undone_as_it_stands_and_so_is_an_interrupted_undo(
    founded: Desk,
) -> None:
    before = roster(founded)
    with interrupted("_put", 3):
        founded.members(CHANGED, apply=True, leavers=True)
    with interrupted("_undo", 1):
        founded.undo()
    said = founded.undo()
    assert sum(map(int, re.findall(r"(?:删除|离开|原值) (\d+)", said))) == 2
    assert roster(founded) == before
