"""The plan of a roster file: who is new, changed, moved, the same, missing, or not clear."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bot.language.keys import name_key
from bot.people.roster import columns, matching
from bot.people.roster.columns import Reader
from bot.people.roster.matching import match
from bot.people.roster.places import NoSuchPlace, Places
from bot.people.roster.plan import CHANGED, ERROR, LEFT, NEW, SAME, TRANSFERRED, Plan, Step
from bot.people.roster.scratch import scratch
from bot.sheets import cells
from bot.sheets.header import Line
from bot.sheets.person_names import person_name
from bot.store.tx import Row

HEADER = tuple(column.name for column in columns.MEMBERS)
_FIELDS = ("number", "unit", "branch", "name", "digits", "staff", "post", "problem")
# A field of the roster, what it held, and how the report calls it.
_SHOWN = (
    ("name", "old_name", "姓名"),
    ("staff", "old_staff", "工号"),
    ("post", "old_post", "职务"),
)
# Most rows of most files: nothing is shown of them, and nothing done.
_UNCHANGED = Step(SAME, "", "")

Record = dict[str, Any]


def plan(
    lines: Iterable[Line],
    places: Places,
    roster: Iterable[Row],
    told: Callable[[int], None] = lambda step: None,
    *,
    copied: bool = True,
) -> Plan:
    """`copied`: the lines are kept beside the plan, for a copy that says what is wrong with them."""
    steps: list[Step] = []
    copy: list[tuple[str, ...]] = []
    with scratch() as database:
        records = (_record(number, line, places) for number, line in enumerate(lines))
        match(database, records, map(_known, roster), told)
        for each in matching.found(database):
            steps.append(_step(each, places))
            if copied:
                copy.append(tuple(each[field] or "" for field in _FIELDS))
        for each in matching.missing(database):
            who = _title(each, places, each["branch_id"])
            steps.append(Step(LEFT, "", who, "", each["id"]))
    return Plan(steps, (*HEADER, "问题"), copy)


def _known(row: Row) -> Record:
    known = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a driver's row, no dict
    return known | {"name_key": name_key(known["name"])}


def _record(number: int, line: Line, places: Places) -> Record:
    reader = Reader(line)
    read: dict[str, tuple[str, Callable[[cells.Value], str]]] = {
        "number": (columns.NUMBER, columns.code),
        "unit": (columns.UNIT, cells.title),
        "branch": (columns.BRANCH, cells.title),
        "name": (columns.NAME, person_name),
        "digits": (columns.DIGITS, cells.last_four),
        "staff": (columns.STAFF, cells.staff_number),
        "post": (columns.POST, columns.words),
    }
    record: Record = {name: reader.take(*how) for name, how in read.items()}
    if columns.POST not in line.values:
        record["post"] = None  # no such column: what is there stays
    record["name_key"] = name_key(record["name"])
    if len(reader.faults) > 1 and reader.exchanged():
        reader.faults[:] = [f"{columns.NAME}和{columns.DIGITS}填反了"]
    record |= _placed(record, reader, places)
    return record | {
        "id": number, "place": line.where, "problem": reader.problem, "member_id": None,
    }  # fmt: skip


def _placed(record: Record, reader: Reader, places: Places) -> Record:
    try:
        unit_id, branch_id = places.find(record["number"], record["unit"], record["branch"])
    except NoSuchPlace as fault:
        reader.faults.append(str(fault))
        unit_id, branch_id = fault.unit_id, ""
    return {"unit_id": unit_id, "branch_id": branch_id}


def _step(each: Record, places: Places) -> Step:
    if each["problem"]:
        return Step(ERROR, each["place"], each["name"], each["problem"])
    kind, what = _difference(each, places)
    if kind == SAME:
        return _UNCHANGED
    values = {
        "branch_id": each["branch_id"],
        "name": each["name"],
        "digits": each["digits"],
        "staff_number": each["staff"] or each["old_staff"],
        "post": (each["old_post"] if each["post"] is None else each["post"]) or None,
    }
    who = _title(each, places, each["branch_id"])
    return Step(kind, each["place"], who, what, each["member_id"] or "", values)


def _title(each: Record, places: Places, branch_id: str) -> str:
    return " ".join((*places.titles[branch_id], each["name"]))


def _difference(each: Record, places: Places) -> tuple[str, str]:
    if each["member_id"] is None:
        return NEW, ""
    changes = list(_changes(each))
    if each["old_branch"] != each["branch_id"]:
        how = "工号" if each["staff"] and each["staff"] == each["old_staff"] else "姓名和后四位"
        old = "".join(places.titles.get(each["old_branch"], ()))
        return TRANSFERRED, "；".join([f"原在{old}（按{how}认定）", *changes])
    return (CHANGED, "；".join(changes)) if changes else (SAME, "")


def _changes(each: Record) -> Iterator[str]:
    if each["left_at"] is not None:
        yield "回到名册"
    for new, old, name in _SHOWN:
        # A number is not taken away by an empty cell, nor a post by a missing column.
        stays = each[new] is None if new == "post" else not each[new]
        if not stays and each[new] != (each[old] or ""):
            yield f"{name}：{each[old] or '无'} → {each[new] or '无'}"
    if each["digits"] != each["old_digits"]:
        yield "手机后四位改了"
