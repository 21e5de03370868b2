"""What the child process does with tables in files: reads one to lines, or writes one."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.refusal import cause
from bot.sheets import kinds
from bot.sheets.cells import Value
from bot.sheets.faults import SheetFault
from bot.sheets.header import Column, Line, Sheet, fits, lines, passed_over, taken

LARGEST = 64 * 1024 * 1024  # bytes of a file
LINES = 200_000
LETTERS = 40_000_000  # of all lines together
OPENED, ALL = 60, 100  # per cent when every sheet is open, and in the end
_TOLD = 2_000  # lines between two reports

Shapes = list[tuple[Column, ...]]


def read(request: Any, _: Iterator[Any]) -> Iterator[Any]:
    """How far it has come (`at`), which shape fits (`shape`), notes, lines; or a fault."""
    shapes = [tuple(Column(*each) for each in shape) for shape in request["shapes"]]
    try:
        yield from _read(Path(request["path"]), shapes)
    except SheetFault as fault:
        yield {"fault": str(fault)}


def _read(path: Path, shapes: Shapes) -> Iterator[Any]:
    content = _content(path)
    sheets: list[Sheet] = []
    for told in _opened(path.name, content, shapes):
        if isinstance(told, Sheet):
            sheets.append(told)
        else:
            yield {"at": told} if isinstance(told, int) else {"note": told}
    shape = next((n for n, columns in enumerate(shapes) if fits(sheets, columns)), len(shapes) - 1)
    found = lines(sheets, shapes[shape], path.name)
    if len(read := taken(sheets, shapes[shape])) > 1:
        yield {"note": f"读了这些工作表：{'、'.join(read)}。不该读的请隐藏或删掉，再导入"}
    if missed := passed_over(sheets, shapes[shape]):
        yield {"note": f"没有读这些工作表（没有表头）：{'、'.join(missed)}"}
    yield {"shape": shape}
    yield from _told(path.name, found, sheets)
    yield {"at": ALL}


def _content(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise SheetFault(f"{path.name} 不是文件")
        if path.stat().st_size > LARGEST:
            raise SheetFault(f"{path.name} 太大，请分成几个文件")
        return path.read_bytes()
    except OSError as error:
        raise SheetFault(f"打不开文件 {path.name}：{cause(error)}") from error


def _opened(name: str, content: bytes, shapes: Shapes) -> Iterator[int | str | Sheet]:
    if kinds.workbook(name, content):
        from bot.sheets import workbooks

        yield from workbooks.opened(name, content)
    else:
        from bot.sheets import separated

        yield separated.opened(name, content, shapes)


def _told(name: str, found: Iterator[Line], sheets: list[Sheet]) -> Iterator[Any]:
    letters, total = 0, sum(sheet.height for sheet in sheets)
    for count, line in enumerate(found, 1):
        letters += sum(len(value) for value in line.values.values() if isinstance(value, str))
        if count > LINES or letters > LETTERS:
            raise SheetFault(f"{name} 太大，请分成几个文件")
        if count % _TOLD == 0:
            yield {"at": OPENED + (ALL - OPENED) * count // max(total, count)}
        values = {column: _packed(value) for column, value in line.values.items()}
        yield [line.sheet, line.number, values, line.fault]


def _packed(value: Value) -> Any:
    """Times have no form of their own in JSON: they are kept apart from texts by a list."""
    if isinstance(value, datetime | date | time):
        return [type(value).__name__, value.isoformat()]
    return ["timedelta", value.total_seconds()] if isinstance(value, timedelta) else value


def write(request: Any, rows: Iterator[Any]) -> Iterator[Any]:
    """A workbook at `path`, which is there and private; how many rows were written (`at`)."""
    from bot.sheets import printed

    yield from printed.workbook(request, rows)
