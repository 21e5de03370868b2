"""Rows to files: xlsx and csv that only their owner can read, nothing in them a formula."""

import contextlib
import csv
import io
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.refusal import cause
from bot.sheets import bounded
from bot.sheets.cells import defused
from bot.sheets.faults import SheetFault

Rows = Sequence[Sequence[str]]


def write(
    path: Path,
    header: Sequence[str],
    rows: Rows,
    told: Callable[[int], None] = lambda rows: None,
    *,
    marked: bool = False,
    notes: Sequence[str] = (),
) -> None:
    """A table as .xlsx or .csv, by the file's name. Raises SheetFault.

    `marked`: the last column names what is wrong with a row, and colours it.
    """
    whole = [header, *rows]
    with _put_whole(path, _suffix(path)) as unfinished:
        if path.suffix.lower() == ".csv":
            unfinished.write_bytes(_csv(whole))
            told(len(rows))
        else:
            _workbook(unfinished, whole, told, marked=marked, notes=notes)


def write_template(
    path: Path, header: Sequence[str], example: Sequence[str], notes: Sequence[str]
) -> None:
    """A header, an example row, columns that keep what is typed, and how to fill it in."""
    write(path, header, [example], notes=notes)


def _suffix(path: Path) -> str:
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise SheetFault(f"{path.name}：文件名要以 .xlsx 或 .csv 结尾")
    return path.suffix.lower()


@contextlib.contextmanager
def _put_whole(path: Path, suffix: str) -> Iterator[Path]:
    """A file beside it takes its place once it is whole.

    Names and digits are in it: mode 0600 from the first byte.
    """
    try:
        with TemporaryDirectory(prefix=".writing-", dir=path.absolute().parent) as folder:
            unfinished = Path(folder) / f"table{suffix}"
            os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            yield unfinished
            unfinished.replace(path)
    except OSError as error:
        raise SheetFault(f"写不了文件 {path.name}：{cause(error)}") from error


def _workbook(
    path: Path,
    rows: Rows,
    told: Callable[[int], None],
    *,
    marked: bool,
    notes: Sequence[str],
) -> None:
    request = {
        "path": str(path),
        "folder": str(path.parent),
        "columns": len(rows[0]),
        "marked": marked,
        "notes": list(notes),
    }
    safe = ([defused(cell) for cell in row] for row in rows)
    try:
        for answer in bounded.answers("bot.sheets.child:write", request, safe):
            told(answer["at"])
    except bounded.Died as error:
        raise SheetFault("表格没有写成：请看磁盘是否满了，或改为 .csv 再试") from error


def _csv(rows: Rows) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([defused(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")
