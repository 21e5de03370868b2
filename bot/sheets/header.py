"""Finding the header whatever stands above it, and reading the rows below by column name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.sheets.cells import CellFault, Value, key, masked, text
from bot.sheets.faults import SheetFault

EXAMPLE = "示例"  # the first cell of a template's example row
LONGEST_CELL = 1_000  # characters of a cell that is read
_LOOKED_AT = 50  # rows in which a header that lacks something is sought
_REMARK = re.compile(r"[(\[【*].*$")
# The row under a table that sums it up, and what begins a sentence about it.
_TOTAL = re.compile(r"\s*(?:[总合小共累]\s*计|汇\s*总|总[人户个]?数)\s*(?:[:：,，(（\d].*)?")
_NOTE = re.compile(
    r"(?:注|备注|说明|填[表报写]|制表|审核|附|联系)(?:\d|[:：、.,，]|[一-鿿]{0,6}[:：])"
)
_SENTENCE = re.compile(r"[。；：:;！!]")
_A_SENTENCE = 20  # characters, with a stop among them


@dataclass(frozen=True, slots=True)
class Column:
    """`own`: each row has one of its own, so that none is taken from a cell merged downwards."""

    name: str
    also: tuple[str, ...] = ()
    needed: bool = True
    own: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are counted as the spreadsheet shows them, from 1; `marks` say what is wrong with one.
    `merged` has by its first row, counted from 0, what is merged downwards: a column, its last row."""

    name: str
    rows: Iterable[Sequence[Value]]
    height: int
    marks: Mapping[int, str] = field(default_factory=dict)
    merged: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: its own number, and the values of the columns that are there."""

    sheet: str
    number: int
    values: dict[str, Value]
    fault: str = ""  # why it is not to be believed whatever its cells say

    @property
    def where(self) -> str:
        return f"{_of_sheet(self.sheet)}第 {self.number} 行"


@dataclass(frozen=True, slots=True)
class _Wanted:
    names: dict[str, str]  # a column by everything it is called
    needed: frozenset[str]
    own: frozenset[str]

    def header(self, row: Sequence[Value]) -> dict[str, list[int]]:
        """Where each column stands if this row is a header, else nothing."""
        places = self.places(row)
        return places if len(places) > 1 and self.needed <= places.keys() else {}

    def places(self, row: Sequence[Value]) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for at, value in enumerate(row):
            if isinstance(value, str) and (name := self.names.get(_plain(value))):
                places.setdefault(name, []).append(at)
        return places


def lines(sheets: Sequence[Sheet], columns: Sequence[Column], file: str) -> Iterator[Line]:
    """Every row below a header, of all sheets that have one. Raises SheetFault without any."""
    wanted = _wanted(columns)
    found = [sheet for sheet in sheets if _has_header(sheet, wanted)]
    if not found:
        raise SheetFault(_without_header(sheets, columns, file))
    return (
        line
        for sheet in found
        for line in _below(sheet, wanted, sheet.name if len(found) > 1 else "", file)
    )


def fits(sheets: Sequence[Sheet], columns: Sequence[Column]) -> bool:
    wanted = _wanted(columns)
    return any(_has_header(sheet, wanted) for sheet in sheets)


def taken(sheets: Sequence[Sheet], columns: Sequence[Column]) -> list[str]:
    """The sheets whose lines are read."""
    wanted = _wanted(columns)
    return [sheet.name for sheet in sheets if _has_header(sheet, wanted)]


def passed_over(sheets: Sequence[Sheet], columns: Sequence[Column]) -> list[str]:
    """The sheets that hold a table, and none with these columns."""
    wanted = _wanted(columns)
    return [
        sheet.name
        for sheet in sheets
        if not _has_header(sheet, wanted) and any(_filled(row) > 1 for row in sheet.rows)
    ]


def likeness(row: Sequence[Value], columns: Sequence[Column]) -> int:
    """How many of the columns this row names."""
    return len(_wanted(columns).places(row))


def _wanted(columns: Sequence[Column]) -> _Wanted:
    names = {name: column.name for column in columns for name in (column.name, *column.also)}
    return _Wanted(
        names,
        frozenset(column.name for column in columns if column.needed),
        frozenset(column.name for column in columns if column.own),
    )


def _has_header(sheet: Sheet, wanted: _Wanted) -> bool:
    return any(wanted.header(row) for row in sheet.rows)


def _below(sheet: Sheet, wanted: _Wanted, name: str, file: str) -> Iterator[Line]:
    places: dict[str, int] = {}
    copied: dict[int, int] = {}  # of a column the last row of what is merged downwards in it
    for number, row in enumerate(sheet.rows, 1):
        if header := wanted.header(row):
            _only_once(header, row, f"{file} {_of_sheet(name)}第 {number} 行")
            places = {column: at[0] for column, at in header.items()}
        elif places and not _example(row):
            values = {c: row[at] if at < len(row) else None for c, at in places.items()}
            if said := [value for value in values.values() if value not in (None, "")]:
                fault = sheet.marks.get(number) or _no_entry(row, said, len(places))
                shared = [
                    c for c in wanted.own & places.keys() if copied.get(places[c], 0) >= number
                ]
                yield Line(name, number, *_cut(values, fault or _merged(sorted(shared))))
        copied |= {column: last + 1 for column, last in sheet.merged.get(number - 1, ())}


def _merged(columns: Sequence[str]) -> str:
    """Two people with one name, or one with two rows, is not for us to say."""
    several = "、".join(columns)
    return f"{several}和上面一行合并在一格里：请拆开，一行写一个人" if columns else ""


def _only_once(header: dict[str, list[int]], row: Sequence[Value], where: str) -> None:
    """Which of two columns is meant is not guessed. Raises SheetFault."""
    twice = {column: at for column, at in header.items() if len(at) > 1}
    if len(twice) > 1:
        starts = "、".join(f"{_letter(at)} 列" for at in next(iter(twice.values())))
        raise SheetFault(
            f"{where}的表头左右并排了几份（从 {starts}起）：请把右边的移到左边的下面再导入"
        )
    for column, at in twice.items():
        called = "、".join(f"“{row[each]}”（{_letter(each)} 列）" for each in at)
        raise SheetFault(f"{where}有 {len(at)} 列都像是{column}：{called}，请只留一列")


def _no_entry(row: Sequence[Value], said: Sequence[Value], columns: int) -> str:
    """Why a row under a table is none of its entries; "" when it may be one."""
    if any(isinstance(value, str) and _TOTAL.fullmatch(value) for value in row):
        return "这是合计行，没有读"
    if len(said) > 1 or not isinstance(said[0], str):
        return ""
    if _NOTE.match(_plain(said[0])) or (len(said[0]) > _A_SENTENCE and _SENTENCE.search(said[0])):
        return "这是一句说明，没有读"
    return f"只有一格有字（{masked(said[0].strip())[:10]}），没有读" if columns > 2 else ""


def _cut(values: dict[str, Value], fault: str) -> tuple[dict[str, Value], str]:
    for column, value in values.items():
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            values = values | {column: f"{value[:20]}…"}
            fault = fault or f"{column}太长，超过 {LONGEST_CELL} 字"
    return values, fault


def _example(row: Sequence[Value]) -> bool:
    return bool(row) and isinstance(row[0], str) and row[0].strip() == EXAMPLE


def _filled(row: Sequence[Value]) -> int:
    return sum(value not in (None, "") for value in row)


def _of_sheet(name: str) -> str:
    return f"工作表“{name}”" if name else ""


def _letter(at: int) -> str:
    """A column as the spreadsheet calls it."""
    above, last = divmod(at, 26)
    return (_letter(above - 1) if above else "") + chr(ord("A") + last)


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
        for number, row in zip(range(1, _LOOKED_AT + 1), sheet.rows, strict=False):
            there = wanted.places(row)
            if len(there) > best[0]:
                lacking = sorted(wanted.needed - there.keys())
                best = (len(there), number, lacking)
    if best[1]:
        return f"{file} 第 {best[1]} 行像表头，但没有这些列：{'、'.join(best[2])}"
    return f"{file} 里没有找到表头，需要这些列：{'、'.join(c.name for c in columns if c.needed)}"
