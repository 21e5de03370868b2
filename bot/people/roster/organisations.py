"""The plan of an organisation file: units with branches, or districts with communities."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.language.keys import name_key
from bot.people.roster import columns
from bot.people.roster.columns import Reader
from bot.people.roster.plan import CHANGED, ERROR, LEFT, NEW, SAME, Plan, Step
from bot.sheets.cells import key
from bot.sheets.header import Column, Line
from bot.store.tx import Row


class Contradiction(Exception):
    """A row says otherwise than another row or the database; the sentence for the report."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Which of the two kinds of file it is."""

    columns: tuple[Column, ...]
    top: str
    leaf: str

    @property
    def numbered(self) -> bool:
        return self.top == "unit"

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


UNITS = Shape(columns.UNITS, "unit", "branch")
COMMUNITIES = Shape(columns.COMMUNITIES, "district", "community")


@dataclass(slots=True)
class _Top:
    """A unit or district the file names."""

    token: str  # its id, or what stands for the id it will get
    name: str
    there: dict[str, list[Row]]  # what it has in the database, by the name's key
    seen: set[str] = field(default_factory=set)


class _Tree:
    """The organisations of the database, and those the file has named so far."""

    def __init__(self, shape: Shape, rows: Sequence[Row], committee: str) -> None:
        self.shape = shape
        root = next((row["id"] for row in rows if row["kind"] == "committee"), "")
        self.root = root or "new committee"
        self.stated: dict[str, _Top] = {}
        self._tops = [row for row in rows if row["kind"] == shape.top]
        self._numbered = {key(row["number"]): row for row in self._tops if row["number"]}
        self._named = _by_name(self._tops)
        leaves: dict[str, list[Row]] = {row["id"]: [] for row in self._tops}
        for row in rows:
            if row["kind"] == shape.leaf:
                leaves[row["parent_id"]].append(row)
        self._below = {top: _by_name(below) for top, below in leaves.items()}
        self._names: dict[str, str] = {}
        self.beginning = [] if root else [_new("", committee, "committee", None, "", self.root)]

    def steps(self, where: str, number: str, name: str, leaf: str) -> Iterator[Step]:
        """What one row comes to. Raises Contradiction."""
        identity = key(number) if number else name_key(name)
        if identity not in self.stated:
            yield self._top(where, identity, number, name)
        top = self.stated[identity]
        if name_key(top.name) != name_key(name):
            raise Contradiction(f"单位编号“{number}”在前面的行里是“{top.name}”")
        if leaf:
            yield self._leaf(where, top, leaf)

    def _top(self, where: str, identity: str, number: str, name: str) -> Step:
        row = self._known(number, name)
        other = self._names.setdefault(name_key(name), identity)
        if other != identity:
            raise Contradiction(f"“{name}”在前面的行里是另一个编号")
        token = row["id"] if row else f"new {identity}"
        self.stated[identity] = _Top(token, name, self._below.get(token, {}))
        if row is None:
            return _new(where, name, self.shape.top, number or None, self.root, token)
        return _compared(where, row, name, name, number or row["number"])

    def _known(self, number: str, name: str) -> Row | None:
        named = self._named.get(name_key(name), [])
        if not self.shape.numbered:
            return _only(named, name)
        numbered = self._numbered.get(key(number))
        if numbered is not None and numbered in named:
            return numbered
        if others := [row["number"] for row in named if row["number"]]:
            raise Contradiction(f"“{name}”的单位编号是“{others[0]}”，不是“{number}”")
        return numbered or _only(named, name)

    def _leaf(self, where: str, top: _Top, leaf: str) -> Step:
        if name_key(leaf) in top.seen:
            raise Contradiction(f"“{leaf}”在文件里重复")
        top.seen.add(name_key(leaf))
        row, who = _only(top.there.get(name_key(leaf), []), leaf), f"{top.name} {leaf}"
        if row is None:
            token = f"{top.token} {name_key(leaf)}"
            return _new(where, leaf, self.shape.leaf, None, top.token, token, who)
        return _compared(where, row, leaf, who, row["number"])

    def missing(self, peopled: Collection[str]) -> Iterator[Step]:
        """Branches of the file's units that are not in it and that nobody belongs to."""
        for top in self.stated.values():
            gone = (
                row for name, alike in top.there.items() if name not in top.seen for row in alike
            )
            for row in gone:
                if row["active"] and row["id"] not in peopled:
                    yield Step(LEFT, "", f"{top.name} {row['name']}", "停用", row["id"])


def _by_name(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(name_key(row["name"]), []).append(row)
    return found


def _only(named: Sequence[Row], name: str) -> Row | None:
    """Of several whose names differ by signs only, the one that is written so."""
    found = [row for row in named if row["name"] == name] if len(named) > 1 else named
    if named and len(found) != 1:
        alike = "、".join(f"“{row['name']}”" for row in named)
        raise Contradiction(f"“{name}”分不清是哪一个：{alike}")
    return found[0] if found else None


def plan(
    shape: Shape,
    lines: Iterable[Line],
    rows: Sequence[Row],
    committee: str,
    peopled: Collection[str],
) -> Plan:
    tree = _Tree(shape, rows, committee)
    steps, read = list(tree.beginning), []
    for line in lines:
        reader = Reader(line)
        cells = _cells(shape, reader)
        found = list(_of_line(tree, reader, cells))
        steps += found
        problem = "；".join(step.what for step in found if step.kind == ERROR)
        read.append((*cells[-len(shape.columns) :], problem))
    steps += tree.missing(peopled)
    return Plan(steps, (*shape.header, "问题"), read)


def _cells(shape: Shape, reader: Reader) -> tuple[str, str, str]:
    number = reader.take(columns.NUMBER, columns.code) if shape.numbered else ""
    top, leaf = shape.header[-2:]
    if shape.numbered and not number and not reader.faults:
        reader.faults.append(f"{columns.NUMBER}没有填")
    return number, reader.take(top, columns.filled), reader.take(leaf, columns.words)


def _of_line(tree: _Tree, reader: Reader, cells: tuple[str, str, str]) -> Iterator[Step]:
    who = " ".join(cell for cell in cells[1:] if cell)
    if reader.faults:
        yield Step(ERROR, reader.where, who, "；".join(reader.faults))
        return
    try:
        yield from tree.steps(reader.where, *cells)
    except Contradiction as fault:
        yield Step(ERROR, reader.where, who, str(fault))


def _new(
    where: str, name: str, kind: str, number: str | None, parent: str, token: str, who: str = ""
) -> Step:
    values = {"name": name, "kind": kind, "number": number, "parent": parent, "token": token}
    return Step(NEW, where, who or name, "", "", values)


def _compared(where: str, row: Row, name: str, who: str, number: str | None) -> Step:
    changes = []
    if row["name"] != name:
        changes.append(f"名称：{row['name']} → {name}")
    if row["number"] != number:
        changes.append(f"单位编号：{row['number'] or '无'} → {number}")
    if not row["active"]:
        changes.append("恢复使用")
    values = {"name": name, "number": number, "active": 1}
    kind = CHANGED if changes else SAME
    return Step(kind, where, who, "；".join(changes), row["id"], values)
