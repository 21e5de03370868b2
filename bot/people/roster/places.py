"""Where a row of the roster belongs: unit and branch by number or by name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from bot.sheets.cells import key
from bot.store.tx import Row


@dataclass(frozen=True, slots=True)
class Branch:
    id: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its branches, or a district with its communities."""

    id: str
    number: str
    name: str
    branches: dict[str, Branch] = field(default_factory=dict)


class NoSuchPlace(Exception):
    """The sentence for the report."""

    def __init__(self, sentence: str, unit_id: str = "") -> None:
        super().__init__(sentence)
        self.unit_id = unit_id


class Places:
    """The organisations of the database, to be asked for each row."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._numbered: dict[str, Unit] = {}
        self._named: dict[str, list[Unit]] = defaultdict(list)
        units: dict[str, Unit] = {}
        branches = []
        for row in rows:
            if row["kind"] in ("unit", "district"):
                units[row["id"]] = Unit(row["id"], row["number"] or "", row["name"])
            elif row["kind"] in ("branch", "community"):
                branches.append(row)
        for row in branches:
            found = Branch(row["id"], row["name"], bool(row["active"]))
            units[row["parent_id"]].branches[key(found.name)] = found
        for unit in units.values():
            self._named[key(unit.name)].append(unit)
            if unit.number:
                self._numbered[key(unit.number)] = unit
        self.find = lru_cache(maxsize=16_384)(self._find)
        self.titles = {b.id: (u.name, b.name) for u in units.values() for b in u.branches.values()}

    def _find(self, number: str, unit: str, branch: str) -> tuple[str, str]:
        """The ids of unit and branch. Raises NoSuchPlace."""
        found = self._unit(number, unit)
        if not branch:
            raise NoSuchPlace("支部没有填", found.id)
        leaf = found.branches.get(key(branch))
        if leaf is None:
            raise NoSuchPlace(f"{found.name}没有支部“{branch}”，请先导入组织", found.id)
        if not leaf.active:
            raise NoSuchPlace(f"支部“{branch}”已停用", found.id)
        return found.id, leaf.id

    def _unit(self, number: str, name: str) -> Unit:
        if number:
            return self._with_number(number, name)
        if not name:
            raise NoSuchPlace("单位编号、单位都没有填")
        named = self._named.get(key(name), [])
        if not named:
            raise NoSuchPlace(f"没有单位“{name}”，请先导入组织")
        if len(named) > 1:
            raise NoSuchPlace(f"有 {len(named)} 个单位叫“{name}”，请填单位编号")
        return named[0]

    def _with_number(self, number: str, name: str) -> Unit:
        """A wrong number must not move people into another unit, so a name beside it counts."""
        unit = self._numbered.get(key(number))
        if unit is None:
            raise NoSuchPlace(f"没有单位编号“{number}”，请先导入组织")
        if name and key(name) != key(unit.name):
            raise NoSuchPlace(f"单位编号“{number}”是{unit.name}，不是“{name}”", unit.id)
        return unit
