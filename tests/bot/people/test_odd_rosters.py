"""What real tables do that no template does: each is said with its row, and nobody is made up."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.people.claims import claim, unasked
from bot.sheets.cells import CellFault
from bot.sheets.person_names import person_name
from tests.bot.people.desk import FINANCE, HEADER, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path).founded()


def saved(desk: Desk, sheets: dict[str, list[list[Any]]], *merged: str, hidden: str = "") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for area in merged:
        book.worksheets[0].merge_cells(area)
    if hidden:
        book[hidden].sheet_state = "hidden"
    path = desk.folder / "made.xlsx"
    book.save(path)
    return path


def row(name: Any, digits: Any = "0101", staff: Any = "") -> list[Any]:
    return [*FINANCE, name, digits, staff, ""]


@pytest.mark.parametrize("column", ["D", "E"])
def test_a_name_or_number_merged_over_two_rows_makes_no_second_person(
    desk: Desk, column: str
) -> None:
    rows = [HEADER, row("钱一", "0101"), row("钱二", "0202"), row("钱三", "0303")]
    desk.reads(saved(desk, {"名单": rows}, f"{column}2:{column}3"))
    assert desk.problems.keys() == {3}
    assert "和上面一行合并在一格里：请拆开，一行写一个人" in desk.problems[3]
    assert desk.totals["新增"] == 2


def test_units_merged_over_many_rows_are_still_read(desk: Desk) -> None:
    rows = [HEADER, row("钱一", "0101"), row("钱二", "0202"), row("钱三", "0303")]
    desk.reads(saved(desk, {"名单": rows}, "A2:A4", "B2:B4", "C2:C4"))
    assert not desk.problems
    assert desk.totals["新增"] == 3


def test_which_sheets_were_read_is_said_when_there_are_several(desk: Desk) -> None:
    sheets = {"在册": [HEADER, row("钱一")], "调出人员": [HEADER, row("李四", "0089")]}
    desk.reads(saved(desk, sheets))
    assert "读了这些工作表：在册、调出人员。不该读的请隐藏或删掉，再导入" in desk.said
    desk.reads(saved(desk, sheets, hidden="调出人员"))
    assert "读了这些工作表" not in desk.said
    assert desk.totals["离开"] == 3


@pytest.mark.parametrize("name", [True, False])
def test_a_tick_is_nobody(desk: Desk, name: bool) -> None:
    desk.members([HEADER, row(name)])
    assert "TRUE 或 FALSE" in desk.problems[2]


@pytest.mark.parametrize("digits", [-1234, -1234.0, True, 12345])
def test_four_digits_are_no_other_number(desk: Desk, digits: Any) -> None:
    desk.members([HEADER, row("钱一", digits)])
    assert "手机后四位" in desk.problems[2]


@pytest.mark.parametrize("staff", ["无", "没有", "-", "——", "待定", "/", "1.30102E+17"])
def test_no_number_is_nobodys_number(desk: Desk, staff: str) -> None:
    """Whoever is entered later with the same word would be taken for the first."""
    desk.members([HEADER, row("钱一", staff=staff)])
    assert desk.problems[2].startswith("工号")


def test_a_row_that_stands_there_twice_says_so(desk: Desk) -> None:
    desk.members([HEADER, row("钱一"), row("钱一")])
    assert "同一人写了两遍就删掉一行" in desk.problems[3]


def test_a_cell_without_end_is_said_as_it_is(desk: Desk) -> None:
    path = desk.folder / "long.csv"
    path.write_text("单位,支部,姓名,手机\n" + "钱" * 1_100_000 + ",,,\n", "utf-8")
    assert "第 2 行有一格太长" in desk.refuses(path)


@pytest.mark.parametrize("header", ["联系方式（手机）", "移动电话", "手机号码后四位", "电 话"])
def test_a_telephone_goes_by_many_names(desk: Desk, header: str) -> None:
    desk.members([["单位", "支部", "姓名", header], [*FINANCE[1:], "钱一", "13800000101"]])
    assert desk.totals["新增"] == 1


@pytest.mark.parametrize(
    "written",
    [
        "赵六转出", "赵六已调离", "赵六同志", "赵六 去世", "李书记", "王主任", "张老师", "已去世", "以下空白",
        "此页无正文", "第一党支部", "办公室", "值班电话", "新党员", "实习生", "第二党小组", "服务中心",
    ],
)  # fmt: skip
def test_a_remark_and_a_thing_are_no_name(written: str) -> None:
    with pytest.raises(CellFault):
        person_name(written)


@pytest.mark.parametrize(
    "name",
    ["张同志", "王科", "原野", "周退休", "于新来", "方部", "师长胜", "阿依古丽·艾则孜", "甄老"],
)
def test_a_name_that_sounds_like_one_is_a_name(name: str) -> None:
    assert person_name(name) == name


@pytest.mark.parametrize("name", ["Anna", "Anna Müller", "O'Neil", "Anna B. Smith"])
@pytest.mark.parametrize(
    "said",
    ["{} 0103", "我是{}，尾号0103", "姓名：{} 手机后四位：0103", "0103 {}", "{} 13800000103"],
)
def test_whoever_is_in_the_roster_in_letters_can_say_so(desk: Desk, name: str, said: str) -> None:
    desk.members([HEADER, row(name, "0103")], apply=True)
    claimed = claim(said.format(name))
    assert claimed is not None
    assert claimed.digits == "0103"
    key = desk.rows("SELECT name_key FROM member WHERE digits = '0103'")[0]["name_key"]
    assert claimed.name == key


@pytest.mark.parametrize("said", ["room 1234", "wifi 0103", "13800000103 hello", "Anna 0103"])
def test_letters_and_a_number_are_no_claim_unasked(said: str) -> None:
    assert not unasked(said)
