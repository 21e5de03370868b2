"""What the command line hands over: import, export, templates, undoing. Reports are Chinese."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.people.roster import batches, columns, matching, members, organisations, report
from bot.people.roster.places import Places
from bot.people.roster.plan import ERROR, LEFT, Plan
from bot.people.roster.rows import Members, Organisations
from bot.sheets import reading, writing
from bot.sheets.faults import SheetFault
from bot.sheets.reading import Reading
from bot.store import guest
from bot.store.engine import Store
from bot.store.tx import Row, Tx
from bot.terminal.progress import Progress, undisturbed
from config.settings import Settings

Say = Callable[[str], None]
_FIELDS = ("number", "unit", "branch", "name", "digits", "staff_number", "post")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How an import is asked for."""

    file: Path
    apply: bool = False
    leavers: bool = False
    unread_checked: bool = False
    annotate: Path | None = None


@undisturbed()
def import_members(settings: Settings, wishes: Wishes, say: Say) -> int:
    """The exit code: 1 when rows have problems."""
    progress = _of_reading(wishes.file)

    async def work(store: Store) -> int:
        found = reading.read(wishes.file, columns.MEMBERS, told=progress.show)
        places, roster = await store.read(_roster)
        compared = Progress("比对名册", matching.STEPS)
        copied = wishes.annotate is not None
        plan = members.plan(found.lines, Places(places), roster, compared.show, copied=copied)
        return await _carry_out(store, Members(), plan, found, wishes, say)

    return _run(settings, work)


@undisturbed()
def import_organisations(settings: Settings, wishes: Wishes, say: Say) -> int:
    progress = _of_reading(wishes.file)
    shapes = [shape.columns for shape in organisations.SHAPES]

    async def work(store: Store) -> int:
        found = reading.read(wishes.file, *shapes, told=progress.show)
        shape = organisations.SHAPES[found.shape]
        rows, peopled = await store.read(_tree)
        plan = organisations.plan(shape, found.lines, rows, settings.committee, peopled)
        return await _carry_out(store, Organisations(), plan, found, wishes, say)

    return _run(settings, work)


@undisturbed()
def undo(settings: Settings, batch_id: str, say: Say) -> int:
    async def work(store: Store) -> int:
        undone = await batches.undo(store, batch_id)
        say(report.undone(batch_id, *undone))
        return 0

    return _run(settings, work)


@undisturbed()
def export_members(settings: Settings, out: Path, say: Say) -> int:
    async def work(store: Store) -> int:
        rows = await store.read(lambda tx: tx.rows("roster.present"))
        _written(out, members.HEADER, [[row[f] or "" for f in _FIELDS] for row in rows])
        say(f"已导出 {len(rows)} 人到 {out}")
        return 0

    return _run(settings, work)


def _run(settings: Settings, work: Callable[[Store], Awaitable[int]]) -> int:
    return asyncio.run(guest.visit(settings, work))


def _of_reading(file: Path) -> Progress:
    """Seen before anything is opened."""
    return Progress(f"读取 {file.name}", reading.ALL)


def _written(
    out: Path, head: Sequence[str], rows: Sequence[Sequence[str]], *, marked: bool = False
) -> None:
    progress = Progress(f"写 {out.name}", len(rows))
    writing.write(out, head, rows, progress.show, marked=marked)


def members_template(out: Path, say: Say) -> int:
    writing.write_template(out, members.HEADER, columns.MEMBERS_EXAMPLE, columns.MEMBERS_NOTES)
    say(f"已写好模板 {out}")
    return 0


def organisations_template(out: Path, say: Say) -> int:
    shape = organisations.UNITS
    writing.write_template(out, shape.header, columns.UNITS_EXAMPLE, columns.UNITS_NOTES)
    say(f"已写好模板 {out}")
    return 0


async def _carry_out(
    store: Store, rows: batches.Rows, plan: Plan, found: Reading, wishes: Wishes, say: Say
) -> int:
    _say_all(say, (*report.planned(wishes.file.name, plan), *found.notes))
    if wishes.annotate is not None:
        _annotate(wishes.file, wishes.annotate, plan)
        say(f"已写好标注了问题的副本 {wishes.annotate}")
    work = plan.work(leavers=wishes.leavers, unread_checked=wishes.unread_checked)
    if not wishes.apply:
        say(report.unapplied(work))
    else:
        say(report.applied(await batches.apply(store, rows, wishes.file.name, work), work))
        if wishes.leavers and plan.of(LEFT) and not any(step.kind == LEFT for step in work):
            say(report.withheld(plan))
    return 1 if plan.of(ERROR) else 0


def _annotate(file: Path, out: Path, plan: Plan) -> None:
    if out.resolve() == file.resolve():
        raise SheetFault("--annotate 要写到另一个文件，不能盖掉原文件")
    _written(out, plan.header, plan.lines, marked=True)


def _say_all(say: Say, lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def _roster(tx: Tx) -> tuple[list[Row], list[Row]]:
    return tx.rows("roster.places"), tx.rows("roster.everybody")


def _tree(tx: Tx) -> tuple[list[Row], set[str]]:
    peopled = {str(row["branch_id"]) for row in tx.rows("roster.peopled")}
    return tx.rows("roster.places"), peopled
