"""The plan of a roster file: who is new, changed, moved, the same, missing, or not clear."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from bot.language.keys import name_key
from bot.people.roster import columns
from bot.people.roster.columns import Reader
from bot.people.roster.matching import match
from bot.people.roster.places import NoSuchPlace, Places
from bot.people.roster.plan import CHANGED, ERROR, LEFT, NEW, SAME, TRANSFERRED, Plan, Step
from bot.people.roster.scratch import scratch
from bot.sheets import cells
from bot.sheets.header import Line
from bot.store.tx import Row

HEADER = tuple(column.name for column in columns.MEMBERS)
_FIELDS = ("number", "unit", "branch", "name", "digits", "staff", "post", "problem")
# A field of the roster, what it held, and how the report calls it.
_SHOWN = (
    ("name", "old_name", "姓名"),
    ("staff", "old_staff", "工号"),
    ("post", "old_post", "职务"),
)

Record = dict[str, Any]


def plan(lines: Iterable[Line], places: Places, roster: Sequence[Row]) -> Plan:
    with scratch() as database:
        records = (_record(number, line, places) for number, line in enumerate(lines))
        found, missing = match(database, records, map(_known, roster))
    steps = [_step(each, places) for each in found]
    steps += [
        Step(LEFT, "", _title(each, places, each["branch_id"]), "", each["id"]) for each in missing
    ]
    return Plan(steps, (*HEADER, "问题"), [tuple(each[f] or "" for f in _FIELDS) for each in found])


def _known(row: Row) -> Record:
    known = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a driver's row, no dict
    return known | {"name_key": name_key(known["name"])}


def _record(number: int, line: Line, places: Places) -> Record:
    reader = Reader(line)
    read: dict[str, tuple[str, Callable[[cells.Value], str]]] = {
        "number": (columns.NUMBER, columns.code),
        "unit": (columns.UNIT, columns.words),
        "branch": (columns.BRANCH, columns.words),
        "name": (columns.NAME, cells.person_name),
        "digits": (columns.DIGITS, cells.last_four),
        "staff": (columns.STAFF, cells.staff_number),
        "post": (columns.POST, columns.words),
    }
    record: Record = {name: reader.take(*how) for name, how in read.items()}
    if columns.POST not in line.values:
        record["post"] = None  # no such column: what is there stays
    record["name_key"] = name_key(record["name"])
    record |= _placed(record, reader, places)
    problem = "；".join(reader.faults)
    return record | {"id": number, "place": reader.where, "problem": problem, "member_id": None}


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
