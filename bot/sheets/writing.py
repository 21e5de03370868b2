"""Rows to files: xlsx and csv that only their owner can read, nothing in them a formula."""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from bot.sheets.cells import defused
from bot.sheets.faults import SheetFault

_TEXT = "@"  # Excel's number format for text: zeros in front stay


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as .xlsx or .csv, by the file's name. Raises SheetFault."""
    if _suffix(path) == ".csv":
        return _put(path, _csv(header, rows))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    for row in (header, *rows):
        sheet.append([defused(cell) for cell in row])
    return _put(path, _packed(book))


def write_template(
    path: Path, header: Sequence[str], example: Sequence[str], notes: Sequence[str]
) -> None:
    """A header, an example row, columns that keep what is typed, and how to fill it in."""
    if _suffix(path) == ".csv":
        return _put(path, _csv(header, [example]))
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "名单"
    sheet.append(list(header))
    sheet.append([defused(cell) for cell in example])
    sheet.freeze_panes = "A2"
    for column in range(1, len(header) + 1):
        width = sheet.column_dimensions[openpyxl.utils.get_column_letter(column)]
        width.number_format, width.width = _TEXT, 18
        for row in (1, 2):
            sheet.cell(row, column).number_format = _TEXT
    _explain(book.create_sheet("填写说明"), notes)
    return _put(path, _packed(book))


def _explain(sheet: Any, notes: Sequence[str]) -> None:
    sheet.column_dimensions["A"].width = 90
    for note in notes:
        sheet.append([note])


def _suffix(path: Path) -> str:
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise SheetFault(f"{path.name}：文件名要以 .xlsx 或 .csv 结尾")
    return path.suffix.lower()


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _packed(book: Any) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _put(path: Path, content: bytes) -> None:
    """Names and digits are in it: mode 0600 from the first byte."""
    try:
        path.unlink(missing_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    except OSError as error:
        raise SheetFault(f"写不了文件 {path.name}：{error.strerror}") from error
