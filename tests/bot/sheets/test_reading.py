"""Files as people send them."""

import csv
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.sheets import reading, writing
from bot.sheets.faults import SheetFault
from bot.sheets.header import Column, Line

COLUMNS = (Column("单位", needed=False), Column("支部"), Column("姓名", ("党员姓名",)))
ROWS = [["单位", "支部", "姓名"], ["财政局", "第一支部", "张三"]]


def read(path: Path) -> list[Line]:
    return list(reading.read(path, COLUMNS).lines)


def values(path: Path) -> list[tuple[Any, ...]]:
    return [tuple(line.values.values()) for line in read(path)]


def workbook(path: Path, rows: list[list[Any]], *merged: str) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_in_every_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\r\n".join(separator.join(row) for row in ROWS), encoding)
    assert values(path) == [("财政局", "第一支部", "张三")]


def test_header_below_titles_and_notes_in_any_order_with_blanks_and_full_width(
    tmp_path: Path,
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["云川市党员名册", None, None, None],
            ["填写说明：姓名、支部必填", None, None, None],
            [],
            ["序号", "姓　名", "支 部（必填）", "单位*"],
            [1, "张三", "第一支部", "财政局"],
            [],
            ["序号", "支部", "党员姓名", None],
            [2, "第二支部", "李四", "不读"],
        ],
    )
    assert [(line.number, line.values) for line in read(path)] == [
        (5, {"姓名": "张三", "支部": "第一支部", "单位": "财政局"}),
        (8, {"支部": "第二支部", "姓名": "李四"}),
    ]


def test_merged_cells_are_filled_down_and_blank_ones_are_not(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["名册", None, None], *ROWS, [None, "第一支部", "李四"], [None, "第一支部", "王五"],
        ],
        "A1:C1",
        "A3:A4",
    )  # fmt: skip
    assert [line.values["单位"] for line in read(path)] == ["财政局", "财政局", None]


def test_notes_and_hidden_sheets_are_passed_over_and_several_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "填写说明"
    book.active.append(["单位、支部、姓名都要填"])
    for name in ("甲", "乙", "旧表"):
        sheet = book.create_sheet(name)
        for row in ROWS:
            sheet.append(row)
    sheet.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert [(line.sheet, line.number) for line in read(tmp_path / "a.xlsx")] == [
        ("甲", 2),
        ("乙", 2),
    ]


def test_a_formula_says_what_it_came_to(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [ROWS[0], ["财政局", "第一支部", '="张"&"三"']])
    assert values(path) == [("财政局", "第一支部", None)], "never computed"
    packed = {n: zipfile.ZipFile(path).read(n) for n in zipfile.ZipFile(path).namelist()}
    sheet = packed["xl/worksheets/sheet1.xml"].replace(b'<c r="C2"', b'<c r="C2" t="str"')
    packed["xl/worksheets/sheet1.xml"] = sheet.replace(b"<v />", "<v>张三</v>".encode()).replace(
        b"<v></v>", "<v>张三</v>".encode()
    )
    with zipfile.ZipFile(path, "w") as written:
        for name, content in packed.items():
            written.writestr(name, content)
    assert values(path) == [("财政局", "第一支部", "张三")]


def test_dates_stay_dates(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [ROWS[0], ["财政局", date(2026, 3, 1), "张三"]])
    assert isinstance(values(path)[0][1], date)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0 old excel", "另存为不加密的 .xlsx"),
        (b"PK\x03\x04 broken", "不是能读的"),
        ("姓名,电话\n张三,1".encode(), "没有找到表头"),
        ("单位,姓名\n财政局,张三".encode(), "第 1 行像表头，但没有这些列：支部"),
        (b"\xff\xfe\x00", "文字编码"),
        (b"", "没有找到表头"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(SheetFault, match=said):
        read(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetFault, match=r"打不开文件 no[.]xlsx：没有这个文件"):
        read(tmp_path / "no.xlsx")
    with pytest.raises(SheetFault, match="不是文件"):
        read(tmp_path)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_what_is_written_is_private_and_holds_no_formula(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out.{suffix}"
    path.write_text("old")
    path.chmod(0o644)
    writing.write(path, ROWS[0], [["=cmd|' /C calc'!A0", "@x", "-1"]])
    assert path.stat().st_mode & 0o777 == 0o600
    if suffix == "csv":
        cells = list(csv.reader(path.read_text("utf-8-sig").splitlines()))[1]
    else:
        cells = [cell.value for cell in list(openpyxl.load_workbook(path).worksheets[0])[1]]
    assert all(str(cell).startswith("'") for cell in cells)
    assert [each.name for each in tmp_path.iterdir()] == [path.name], "nothing is left beside it"


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetFault, match="结尾"):
        writing.write(tmp_path / "out.xls", ROWS[0], [])
