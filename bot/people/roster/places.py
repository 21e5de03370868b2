"""Where a row of the roster belongs: unit and branch by number or by name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from bot.language.keys import name_key
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
    branches: dict[str, list[Branch]] = field(default_factory=lambda: defaultdict(list))


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
            units[row["parent_id"]].branches[name_key(found.name)].append(found)
        for unit in units.values():
            self._named[name_key(unit.name)].append(unit)
            if unit.number:
                self._numbered[key(unit.number)] = unit
        self.find = lru_cache(maxsize=16_384)(self._find)
        self.titles = {
            branch.id: (unit.name, branch.name)
            for unit in units.values()
            for alike in unit.branches.values()
            for branch in alike
        }

    def _find(self, number: str, unit: str, branch: str) -> tuple[str, str]:
        """The ids of unit and branch. Raises NoSuchPlace."""
        found = self._unit(number, unit)
        if not branch:
            raise NoSuchPlace("支部没有填", found.id)
        return found.id, self._branch(found, branch).id

    def _branch(self, unit: Unit, name: str) -> Branch:
        """Of two whose names differ by signs only, the one that is written so."""
        alike = unit.branches.get(name_key(name), [])
        if not alike:
            raise NoSuchPlace(f"{unit.name}没有支部“{name}”，请先导入组织", unit.id)
        found = [each for each in alike if each.name == name] if len(alike) > 1 else alike
        if len(found) != 1:
            said = "、".join(f"“{each.name}”" for each in alike)
            raise NoSuchPlace(f"支部“{name}”分不清是哪一个：{said}", unit.id)
        if not found[0].active:
            raise NoSuchPlace(f"支部“{name}”已停用", unit.id)
        return found[0]

    def _unit(self, number: str, name: str) -> Unit:
        if number:
            return self._with_number(number, name)
        if not name:
            raise NoSuchPlace("单位编号、单位都没有填")
        named = self._named.get(name_key(name), [])
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
        if name and name_key(name) != name_key(unit.name):
            raise NoSuchPlace(f"单位编号“{number}”是{unit.name}，不是“{name}”", unit.id)
        return unit
