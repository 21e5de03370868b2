"""Organisations by file."""

import pytest

from tests.bot.people.desk import ORGANISATIONS, Desk


def names(desk: Desk) -> list[tuple[str, str, str | None]]:
    rows = desk.rows("SELECT kind, name, number FROM organisation ORDER BY path")
    return sorted((row["kind"], row["name"], row["number"]) for row in rows)


def test_nothing_happens_before_apply(desk: Desk) -> None:
    said = desk.organisations()
    assert "新增 6" in said
    assert "--apply" in said
    assert names(desk) == []


def test_the_tree_is_made_root_first_with_paths(desk: Desk) -> None:
    desk.organisations(apply=True)
    assert names(desk) == [
        ("branch", "第一支部", None),
        ("branch", "第三支部", None),
        ("branch", "第二支部", None),
        ("committee", "云川市直机关工委", None),
        ("unit", "云川市水利局", "002"),
        ("unit", "云川市财政局", "001"),
    ]
    for row in desk.rows(
        "SELECT child.id, child.path, parent.path AS above FROM organisation AS child"
        " LEFT JOIN organisation AS parent ON parent.id = child.parent_id"
    ):
        assert row["path"] == f"{row['above'] or '/'}{row['id']}/"


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    desk.organisations(apply=True)
    before = desk.dump()
    assert "没有要改的" in desk.organisations(apply=True)
    assert desk.dump() == before


def test_a_unit_without_a_branch_stands_alone(desk: Desk) -> None:
    desk.organisations([ORGANISATIONS[0], ["003", "云川市文化局", ""]], apply=True)
    assert ("unit", "云川市文化局", "003") in names(desk)
    assert len(names(desk)) == 2


def test_the_same_number_with_another_name_is_a_rename(desk: Desk) -> None:
    desk.organisations(apply=True)
    said = desk.organisations([ORGANISATIONS[0], ["002", "云川市水务局", "第三支部"]], apply=True)
    assert "名称：云川市水利局 → 云川市水务局" in said
    assert ("unit", "云川市水务局", "002") in names(desk)
    assert len(names(desk)) == 6


def test_a_unit_without_number_in_the_database_takes_that_of_the_file(desk: Desk) -> None:
    desk.organisations(apply=True)
    desk.change(lambda tx: tx._connection.execute("UPDATE organisation SET number = NULL", {}))
    desk.organisations(apply=True)
    assert ("unit", "云川市财政局", "001") in names(desk)
    assert len(names(desk)) == 6


def test_districts_and_communities_come_from_a_file_of_their_own(desk: Desk) -> None:
    rows = [["区", "社区"], ["桥东区", "长安社区"], ["桥东区", "裕华社区"]]
    desk.organisations(rows, apply=True)
    assert [name for kind, name, _ in names(desk) if kind == "community"] == [
        "裕华社区",
        "长安社区",
    ]
    assert "没有要改的" in desk.organisations(rows, apply=True)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "云川市财政局", "第五支部"], "单位编号没有填"),
        (["001", "", "第五支部"], "单位没有填"),
        (["001", "云川市审计局", "第五支部"], "在前面的行里是“云川市财政局”"),
        (["009", "云川市财政局", "第五支部"], "“云川市财政局”在前面的行里是另一个编号"),
        (["001", "云川市财政局", "第 一 支部"], "重复"),
    ],
)
def test_a_row_that_contradicts_is_an_error_by_its_own_number(
    desk: Desk, row: list[str], said: str
) -> None:
    text = desk.organisations([*ORGANISATIONS, row], apply=True)
    assert "第 5 行" in text
    assert said in text
    assert desk.code == 1
    assert len(names(desk)) == 6, "the other rows are imported"


def test_a_name_that_has_another_number_is_an_error(desk: Desk) -> None:
    desk.organisations(apply=True)
    said = desk.organisations([ORGANISATIONS[0], ["009", "云川市财政局", ""]], apply=True)
    assert "“云川市财政局”的单位编号是“001”" in said


def test_a_branch_that_is_missing_is_closed_only_when_asked_and_empty(founded: Desk) -> None:
    rows = [*ORGANISATIONS[:2], ["001", "云川市财政局", "第八支部"], ORGANISATIONS[3]]
    founded.organisations([*ORGANISATIONS, ["002", "云川市水利局", "第九支部"]], apply=True)
    assert "离开 1" in founded.organisations(rows, apply=True)
    assert not founded.rows("SELECT 1 FROM organisation WHERE active = 0")
    founded.organisations(rows, apply=True, leavers=True)
    closed = founded.rows("SELECT name FROM organisation WHERE active = 0")
    assert [row["name"] for row in closed] == ["第九支部"], "the second branch has members"


def test_undoing_removes_what_nothing_refers_to_and_closes_the_rest(desk: Desk) -> None:
    desk.organisations(apply=True)
    batch = desk.batch()
    desk.members(apply=True)
    assert "删除 0，有记录、改为停用 6" in desk.undo(batch)


def test_undoing_alone_leaves_nothing(desk: Desk) -> None:
    desk.organisations(apply=True)
    assert "删除 6" in desk.undo()
    assert names(desk) == []
    said = [(row["actor"], row["action"]) for row in desk.rows("SELECT * FROM audit ORDER BY id")]
    assert said == [("operator", "导入组织"), ("operator", "撤销导入组织")]


def test_undoing_a_rename_puts_the_name_back(desk: Desk) -> None:
    desk.organisations(apply=True)
    desk.organisations([ORGANISATIONS[0], ["002", "云川市水务局", "第三支部"]], apply=True)
    desk.undo()
    assert ("unit", "云川市水利局", "002") in names(desk)
