"""A workbook written row by row, in the child: text cells, a template's notes, faults in colour."""

from collections.abc import Iterator
from typing import Any

import xlsxwriter

_TEXT = "@"  # Excel's number format for text: zeros in front stay
_WIDTH, _NOTE_WIDTH = 18, 90
_TOLD = 2_000  # rows between two reports
LONGEST = 32_767  # characters a cell can hold


def workbook(request: Any, rows: Iterator[list[str]]) -> Iterator[Any]:
    """The first row is the header; `marked` names the column whose words colour their row."""
    options = {"constant_memory": True, "tmpdir": request["folder"], "strings_to_formulas": False}
    with xlsxwriter.Workbook(request["path"], options | {"strings_to_urls": False}) as book:
        plain = book.add_format({"num_format": _TEXT})
        looks = (plain, book.add_format({"num_format": _TEXT, "bg_color": "#FFF2CC"}))
        sheet = book.add_worksheet("名单")
        sheet.set_column(0, request["columns"] - 1, _WIDTH, plain)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            marked = request["marked"] and number and row[-1]
            _put(sheet, number, row, looks[bool(marked)])
            if number % _TOLD == 0:
                yield {"at": number}
        _explain(book, request["notes"])
    yield {"at": number}


def _put(sheet: Any, number: int, row: list[str], look: Any) -> None:
    for column, cell in enumerate(row):
        if cell and sheet.write_string(number, column, cell[:LONGEST], look):
            raise ValueError("a cell that a workbook cannot hold")


def _explain(book: Any, notes: list[str]) -> None:
    if notes:
        sheet = book.add_worksheet("填写说明")
        sheet.set_column(0, 0, _NOTE_WIDTH)
        for number, note in enumerate(notes):
            sheet.write_string(number, 0, note)
