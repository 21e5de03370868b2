"""Files to raw rows: xlsx with merged cells filled down, csv in the encodings Excel and WPS write."""

import contextlib
import csv
import gc
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from bot.sheets.cells import Value
from bot.sheets.faults import SheetFault

LARGEST = 64 * 1024 * 1024  # bytes of a file, and a tenth of what an xlsx may unpack to
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_SEPARATORS = ",\t;，"


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are counted as the spreadsheet shows them, from 1."""

    name: str
    rows: list[tuple[Value, ...]]


def sheets(path: Path) -> list[Sheet]:
    """The visible sheets. Raises SheetFault."""
    try:
        content = _bytes(path)
    except OSError as error:
        raise SheetFault(f"打不开文件 {path.name}：{error.strerror}") from error
    if content.startswith(_OLD_EXCEL):
        raise SheetFault(f"{path.name} 是旧格式或加了密码：请另存为不加密的 .xlsx 再导入")
    if content.startswith(b"PK"):
        return _workbook(path.name, content)
    return [Sheet("", _csv(path.name, content))]


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise SheetFault(f"{path.name} 太大，请分成几个文件")
    return path.read_bytes()


def _workbook(name: str, content: bytes) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > 10 * LARGEST:
                raise SheetFault(f"{name} 太大，请分成几个文件")
        with _quick(), warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            return [
                Sheet(sheet.title, _filled(sheet))
                for sheet in book.worksheets
                if sheet.sheet_state == "visible"
            ]
    except SheetFault:
        raise
    except Exception as error:  # the library raises whatever a broken file makes it stumble over
        raise SheetFault(f"{name} 不是能读的 .xlsx：请用 Excel 或 WPS 打开后另存再试") from error


@contextlib.contextmanager
def _quick() -> Iterator[None]:
    """Without the garbage collector, which takes a third of the time over so many cells."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _filled(sheet: Any) -> list[tuple[Value, ...]]:
    """The rows; what is merged downwards says the same in each of its rows."""
    rows = list(sheet.iter_rows(values_only=True))
    for merged in sheet.merged_cells.ranges:
        left, top, _, bottom = merged.bounds
        for row in range(top, min(bottom, len(rows))):
            filled = list(rows[row])
            filled[left - 1] = rows[top - 1][left - 1]
            rows[row] = tuple(filled)
    return rows


def _csv(name: str, content: bytes) -> list[tuple[Value, ...]]:
    written = _decoded(name, content)
    separator = max(_SEPARATORS, key=written[:2000].count)
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=separator)
    try:
        return [tuple(row) for row in reader]
    except csv.Error as error:
        raise SheetFault(f"{name} 第 {reader.line_num} 行不是能读的 csv") from error


def _decoded(name: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        with contextlib.suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise SheetFault(f"{name} 的文字编码认不出：请另存为 .xlsx 或 UTF-8 的 csv")
