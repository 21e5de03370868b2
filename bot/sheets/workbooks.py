"""Workbooks to sheets, in the child: cells by calamine, and what only their XML says of the rows."""

import io
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

import python_calamine as calamine

from bot.sheets.cells import Value
from bot.sheets.faults import SheetFault
from bot.sheets.header import Sheet
from bot.sheets.marks import Book, Marks

UNPACKED = 640 * 1024 * 1024  # bytes a packed file may come to
CELLS = 10_000_000  # of the rectangle that a sheet takes up
_SCANNED = 40  # per cent of the work that looking through the XML is
_BLIND = "这种格式看不出哪些行被筛选掉或画了删除线，请核对，或另存为 .xlsx 再导入"
_UNREADABLE = (
    "读不出来，可能坏了或加了密码：请用 Excel 或 WPS 打开，另存为不加密的 .xlsx 再试",
    "不是能读的表格：请用 Excel 或 WPS 打开后另存为 .xlsx 再试",
)
# What a damaged file makes the libraries say; zipfile's RuntimeError is a part with a password.
_BROKEN = (
    calamine.CalamineError, zipfile.BadZipFile, zlib.error, expat.ExpatError, OSError, RuntimeError,
)  # fmt: skip

Told = int | Sheet | str  # per cent; a sheet; something to be said


def opened(name: str, content: bytes) -> Iterator[Told]:
    """The visible sheets, with how far it has come between. Raises SheetFault."""
    try:
        _bounded(name, content)
        with calamine.load_workbook(io.BytesIO(content)) as book:
            seen = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.visible == calamine.SheetVisibleEnum.Visible
                and sheet.typ == calamine.SheetTypeEnum.WorkSheet
            ]
            marks: dict[str, Marks] = {}
            yield from _looked_through(name, content, seen, marks)
            for each in seen:
                yield _sheet(book.get_sheet_by_name(each), marks.get(each, Marks()))
    except calamine.PasswordError as error:
        raise SheetFault(f"{name} 加了密码：请另存为不加密的 .xlsx 再导入") from error
    except _BROKEN as error:
        raise SheetFault(f"{name} {_UNREADABLE[content.startswith(b'PK')]}") from error


def _bounded(name: str, content: bytes) -> None:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                raise SheetFault(f"{name} 太大，请分成几个文件")


def _looked_through(
    name: str, content: bytes, seen: list[str], marks: dict[str, Marks]
) -> Iterator[Told]:
    if not content.startswith(b"PK"):
        yield f"{name}：{_BLIND}"
        return
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if "xl/workbook.xml" not in packed.namelist():
            yield f"{name}：{_BLIND}"
            return
        book = Book(packed)
        total, read = sum(map(book.size, seen)), 0
        for sheet in seen:
            for found in book.marks(sheet):
                if isinstance(found, Marks):
                    marks[sheet] = _near(name, sheet, found)
                else:
                    read += found
                    yield _SCANNED * read // max(total, read)


def _near(name: str, sheet: str, marks: Marks) -> Marks:
    """A lone cell far away makes a sheet of billions of empty ones."""
    if marks.rows * marks.columns > CELLS:
        raise SheetFault(
            f"{name} 的工作表“{sheet}”里 {marks.last} 有字，离表格太远：请删掉那一格，或把名单复制到新表再导入"
        )
    return marks


def _sheet(sheet: Any, marks: Marks) -> Sheet:
    rows = _Rows(sheet, marks.errors)
    return Sheet(sheet.name, rows, sheet.total_height + 1, marks.faults, rows.merged)


class _Rows:
    """A sheet's rows from its first one; what is merged downwards says the same in each of its rows."""

    def __init__(self, sheet: Any, errors: set[tuple[int, int]]) -> None:
        self._sheet = sheet
        self._left = sheet.start[1] if sheet.start else 0
        self._errors: dict[int, list[int]] = defaultdict(list)
        for row, column in errors:
            self._errors[row].append(column)
        self.merged: dict[int, list[tuple[int, int]]] = defaultdict(list)  # column, last row
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
            if bottom > top:
                self.merged[top].append((left, bottom))

    def __iter__(self) -> Iterator[list[Value]]:
        below: dict[int, tuple[int, Value]] = {}  # a column's last row, and what it says till there
        for number, cells in enumerate(self._sheet.iter_rows()):
            row: list[Value] = [None] * self._left + [None if c == "" else c for c in cells]
            for column in self._errors.get(number + 1, ()):
                if column <= len(row):
                    row[column - 1] = "#N/A"
            if below and any(value is not None for value in row):
                _fill(row, number, below)
            for column, last in self.merged.get(number, ()):
                below[column] = (last, row[column] if column < len(row) else None)
            yield row


def _fill(row: list[Value], number: int, below: dict[int, tuple[int, Value]]) -> None:
    for column, (last, value) in list(below.items()):
        if number > last:
            del below[column]
        elif column < len(row) and row[column] is None:
            row[column] = value
