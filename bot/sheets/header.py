"""Finding the header whatever stands above it, and reading the rows below by column name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.sheets.cells import CellFault, Value, key, text
from bot.sheets.faults import SheetFault
from bot.sheets.reading import Sheet

EXAMPLE = "示例"  # the first cell of a template's example row
_REMARK = re.compile(r"[(\[【*].*$")


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    also: tuple[str, ...] = ()
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: its own number, and the values of the columns that are there."""

    sheet: str
    number: int
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class _Wanted:
    names: dict[str, str]  # a column by everything it is called
    needed: frozenset[str]

    def header(self, row: Sequence[Value]) -> dict[str, int]:
        """Where each column stands if this row is a header, else nothing."""
        places = self.places(row)
        return places if len(places) > 1 and self.needed <= places.keys() else {}

    def places(self, row: Sequence[Value]) -> dict[str, int]:
        places: dict[str, int] = {}
        for at, value in enumerate(row):
            if isinstance(value, str) and (name := self.names.get(_plain(value))):
                places.setdefault(name, at)
        return places


def lines(sheets: Sequence[Sheet], columns: Sequence[Column], file: str) -> Iterator[Line]:
    """Every row below a header, of all sheets that have one. Raises SheetFault without any."""
    wanted = _wanted(columns)
    found = [sheet for sheet in sheets if any(wanted.header(row) for row in sheet.rows)]
    if not found:
        raise SheetFault(_without_header(sheets, columns, file))
    return (
        line
        for sheet in found
        for line in _below(sheet, wanted, sheet.name if len(found) > 1 else "")
    )


def fits(sheets: Sequence[Sheet], columns: Sequence[Column]) -> bool:
    wanted = _wanted(columns)
    return any(wanted.header(row) for sheet in sheets for row in sheet.rows)


def _wanted(columns: Sequence[Column]) -> _Wanted:
    names = {name: column.name for column in columns for name in (column.name, *column.also)}
    return _Wanted(names, frozenset(column.name for column in columns if column.needed))


def _below(sheet: Sheet, wanted: _Wanted, name: str) -> Iterator[Line]:
    places: dict[str, int] = {}
    for number, row in enumerate(sheet.rows, 1):
        if header := wanted.header(row):
            places = header
        elif places and not _example(row):
            values = {c: row[at] if at < len(row) else None for c, at in places.items()}
            if any(value not in (None, "") for value in values.values()):
                yield Line(name, number, values)


def _example(row: Sequence[Value]) -> bool:
    return bool(row) and isinstance(row[0], str) and row[0].strip() == EXAMPLE


@lru_cache(maxsize=65_536)
def _plain(value: str) -> str:
    try:
        return _REMARK.sub("", key(text(value)))
    except CellFault:
        return ""


def _without_header(sheets: Sequence[Sheet], columns: Sequence[Column], file: str) -> str:
    """Which columns are wanted, and what the likeliest row lacks."""
    best: tuple[int, int, list[str]] = (1, 0, [])
    wanted = _wanted(columns)
    for sheet in sheets:
        for number, row in enumerate(sheet.rows[:50], 1):
            there = wanted.places(row)
            if len(there) > best[0]:
                lacking = sorted(wanted.needed - there.keys())
                best = (len(there), number, lacking)
    if best[1]:
        return f"{file} 第 {best[1]} 行像表头，但没有这些列：{'、'.join(best[2])}"
    return f"{file} 里没有找到表头，需要这些列：{'、'.join(c.name for c in columns if c.needed)}"
