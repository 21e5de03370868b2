"""What a workbook's own XML says of its rows, which the library that reads the cells passes over."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

HIDDEN = "这一行被筛选掉或隐藏了，没有读：要导入请显示出来，不要请删掉"
STRUCK = "这一行有删除线，没有读：要导入请去掉删除线，不要请删掉整行"
_CHUNK = 256 * 1024
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_YES = ("1", "true", "on")

Start = Callable[[str, dict[str, str]], None]


@dataclass(slots=True)
class Marks:
    """Rows and columns are counted from 1."""

    faults: dict[int, str] = field(default_factory=dict)
    errors: set[tuple[int, int]] = field(default_factory=set)  # cells whose formula failed
    rows: int = 0
    columns: int = 0
    last: str = ""  # the cell farthest down that says something


class Book:
    """The parts of an .xlsx file."""

    def __init__(self, packed: ZipFile) -> None:
        self._packed = packed
        self._parts = {name.lower(): name for name in packed.namelist()}
        self.sheets = dict(self._sheets())
        self._struck_styles = self._styles()
        self._struck_strings = self._strings()

    def marks(self, sheet: str) -> Iterator[int | Marks]:
        """How many bytes were read, again and again; then what was found."""
        scan = _Scan(self._struck_styles, self._struck_strings)
        if part := self._parts.get(self.sheets.get(sheet, "").lower()):
            yield from self._parse(part, scan.start, scan.text)
        yield scan.ended()

    def size(self, sheet: str) -> int:
        part = self._parts.get(self.sheets.get(sheet, "").lower())
        return self._packed.getinfo(part).file_size if part else 0

    def _sheets(self) -> Iterator[tuple[str, str]]:
        targets: dict[str, str] = {}
        found: list[tuple[str, str]] = []

        def related(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        def listed(name: str, attributes: dict[str, str]) -> None:
            if name == "sheet":
                own = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
                found.append((attributes.get("name", ""), own))

        self._all("xl/_rels/workbook.xml.rels", related)
        self._all("xl/workbook.xml", listed)
        for name, own in found:
            target = targets.get(own, "")
            yield name, target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def _styles(self) -> set[str]:
        """The styles of cells whose font is struck through, as cells name them."""
        fonts: list[bool] = []
        styles: list[str] = []
        inside = [""]

        def start(name: str, attributes: dict[str, str]) -> None:
            if name in ("fonts", "cellStyleXfs", "cellXfs", "dxfs"):
                inside[0] = name
            elif name == "font" and inside[0] == "fonts":
                fonts.append(False)
            elif name == "strike" and inside[0] == "fonts" and fonts:
                fonts[-1] = attributes.get("val", "1") in _YES
            elif name == "xf" and inside[0] == "cellXfs":
                styles.append(attributes.get("fontId", "0"))

        self._all("xl/styles.xml", start)
        struck = {str(number) for number, is_struck in enumerate(fonts) if is_struck}
        return {str(number) for number, font in enumerate(styles) if font in struck}

    def _strings(self) -> set[str]:
        """The shared strings some of whose letters are struck through, as cells name them."""
        part, at, struck = "xl/sharedstrings.xml", [-1], set()
        if not self._mentions(part, b"strike"):
            return set()

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == "si":
                at[0] += 1
            elif name == "strike" and attributes.get("val", "1") in _YES:
                struck.add(str(at[0]))

        self._all(part, start)
        return struck

    def _mentions(self, part: str, word: bytes) -> bool:
        if not (name := self._parts.get(part)):
            return False
        with self._packed.open(name) as file:
            before = b""
            while chunk := file.read(_CHUNK):
                if word in before + chunk:
                    return True
                before = chunk[-len(word) :]
        return False

    def _all(self, part: str, start: Start) -> None:
        if name := self._parts.get(part):
            for _ in self._parse(name, start):
                pass

    def _parse(self, part: str, start: Start, text: Any = None) -> Iterator[int]:
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, attributes: start(
            name if ":" not in name else name.rpartition(":")[2], attributes
        )
        if text is not None:
            parser.buffer_text = True
            parser.CharacterDataHandler = text
        with self._packed.open(part) as file:
            while chunk := file.read(_CHUNK):
                parser.Parse(chunk, False)
                yield len(chunk)
        parser.Parse(b"", True)


class _Scan:
    """Goes through one sheet's rows and cells."""

    def __init__(self, struck_styles: set[str], struck_strings: set[str]) -> None:
        self.marks = Marks()
        self._styles = struck_styles
        self._strings = struck_strings
        # Letters are looked at only where some string may be struck through.
        self.text = self._text if struck_strings else None
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._last: dict[str, str] = {}  # the last cell that says something
        self._value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._column += 1
            self._cell = attributes
        elif name == "v":
            self._said()
        elif name == "row":
            self._new_row(attributes)
        elif name == "is":
            self._said()
        elif name == "strike" and attributes.get("val", "1") in _YES:
            self._mark(STRUCK)
        self._value = name == "v"

    def _new_row(self, attributes: dict[str, str]) -> None:
        self._measure()
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        if attributes.get("hidden") in _YES or attributes.get("ht") == "0":
            self._mark(HIDDEN)

    def ended(self) -> Marks:
        self._measure()
        return self.marks

    def _measure(self) -> None:
        """How far the cells that say something reach: the last one of a row tells it."""
        if self._last:
            row, column = self._place(self._last)
            if row >= self.marks.rows:
                self.marks.last = self._last.get("r", "")
            self.marks.rows = max(self.marks.rows, row)
            self.marks.columns = max(self.marks.columns, column)
            self._last = {}

    def _place(self, cell: dict[str, str]) -> tuple[int, int]:
        if found := _REFERENCE.fullmatch(cell.get("r", "")):
            return int(found[2]), _number(found[1])
        return self._row, self._column

    def _said(self) -> None:
        """The cell has something in it."""
        cell = self._last = self._cell
        if self._styles and cell.get("s") in self._styles:
            self._mark(STRUCK)
        if cell.get("t") == "e":
            self.marks.errors.add(self._place(cell))

    def _text(self, text: str) -> None:
        if self._value and self._cell.get("t") == "s" and text in self._strings:
            self._mark(STRUCK)

    def _mark(self, fault: str) -> None:
        self.marks.faults.setdefault(self._row, fault)


def _number(letters: str) -> int:
    """A column's number, A being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
