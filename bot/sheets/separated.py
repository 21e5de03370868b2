"""Text files to rows, in the child: csv in the encodings and with the separators people have."""

import contextlib
import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.sheets.cells import Value
from bot.sheets.faults import SheetFault
from bot.sheets.header import Column, Sheet, likeness

ROWS, CELLS = 1_048_576, 5_000_000  # as many rows as a spreadsheet has
_SEPARATORS = (",", "\t", ";", "，", "；", "|", "、")
_LOOKED_AT = 200  # lines in which the header is sought
# What no text has: some characters of it may stray into one, and that part of its beginning.
_STRAY, _BINARY = 10, 0.05


def opened(name: str, content: bytes, shapes: Sequence[Sequence[Column]]) -> Sheet:
    """Raises SheetFault."""
    written = _decoded(name, content)
    separator = max(_SEPARATORS, key=lambda each: _likeness(written, each, shapes))
    rows = list(_rows(name, written, separator))
    return Sheet("", rows, len(rows))


def _likeness(written: str, separator: str, shapes: Sequence[Sequence[Column]]) -> int:
    """How much of a header this separator shows: what stands in notes and posts tells nothing."""
    head = io.StringIO(written[:200_000], newline="")
    rows = csv.reader(head, delimiter=separator, quoting=csv.QUOTE_NONE)
    found = 0
    with contextlib.suppress(csv.Error):
        for row in islice(rows, _LOOKED_AT):
            bare = [cell.strip('"') for cell in row]
            found = max(found, *(likeness(bare, columns) for columns in shapes))
    return found


def _rows(name: str, written: str, separator: str) -> Iterator[tuple[Value, ...]]:
    csv.field_size_limit(1_000_000)
    # Strict, so that a quote that nothing closes is a fault and no cell with other people in it;
    # one that another row's closes makes a cell of several lines with a row's separators in it.
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=separator, strict=True)
    number, cells, widest = 0, 0, 0
    try:
        for number, row in enumerate(reader, 1):
            widest = max(widest, len(row))
            if any("\n" in cell and cell.count(separator) >= max(widest - 1, 2) for cell in row):
                raise SheetFault(_unclosed(name, number))
            cells += len(row)
            if number > ROWS or cells > CELLS:
                raise SheetFault(f"{name} 太大，请分成几个文件")
            yield tuple(row)
    except csv.Error as error:
        if "field larger" in str(error):
            raise SheetFault(f"{name} 第 {number + 1} 行有一格太长：请改短再导入") from error
        raise SheetFault(_unclosed(name, number + 1)) from error


def _unclosed(name: str, number: int) -> str:
    return f"{name} 第 {number} 行的引号没有成对，后面的行会被并进来：请补上或去掉这个引号再导入"


def _decoded(name: str, content: bytes) -> str:
    for encoding in _encodings(content):
        with contextlib.suppress(UnicodeDecodeError):
            return _text(name, content.decode(encoding))
    raise SheetFault(f"{name} 的文字编码认不出：请另存为 .xlsx 或 UTF-8 的 csv")


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    head = content[:2000]
    zeros = [head[start::2].count(0) for start in (0, 1)]
    if sum(zeros) > len(head) // 20:  # ASCII signs of a UTF-16 that does not say so
        return ("utf-16-be",) if zeros[0] > zeros[1] else ("utf-16-le",)
    return ("utf-8-sig", "gb18030")


def _text(name: str, written: str) -> str:
    head = written[:2000]
    odd = sum(not character.isprintable() and not character.isspace() for character in head)
    if odd > _BINARY * len(head) + _STRAY:
        raise SheetFault(f"{name} 不是表格文件：请另存为 .xlsx 再导入")
    return written.lstrip("\ufeff")
