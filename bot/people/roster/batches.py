"""Applying a plan as a batch, and undoing one within seven days."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from functools import partial

from bot.people import audit
from bot.people.offices import OPERATOR
from bot.people.roster.plan import NAMES, Step, counted
from bot.people.roster.rows import Members, Organisations
from bot.people.roster.slices import in_slices, patiently
from bot.refusal import Refusal
from bot.store.engine import Store
from bot.store.tx import Row, Tx

KEPT = 7 * 24 * 3_600_000  # milliseconds a batch can be undone
STILL = 1.0  # seconds after which an open batch that did not move is nobody's

Rows = Members | Organisations


class CannotApply(Refusal):
    """The sentence says what to do first."""


async def apply(store: Store, rows: Rows, file: str, work: Sequence[Step]) -> str:
    """The batch's id, "" when there was nothing to do.

    An interrupted one of the same file is gone on with. Raises CannotApply.
    """
    batch_id = await _opened(store, rows.kind, file, needed=bool(work))
    if not batch_id:
        return ""
    last = await store.read(lambda tx: tx.value("roster.last_change", id=batch_id)) or 0
    await in_slices(store, len(work), partial(_put, rows, batch_id, last, work))
    done = "、".join(f"{NAMES[kind]} {count}" for kind, count in counted(work).items())
    await patiently(store, partial(_finish, batch_id, "applied", f"导入{rows.name}", done))
    await _forget_old(store)
    return batch_id


async def _opened(store: Store, kind: str, file: str, *, needed: bool) -> str:
    batch = await store.read(lambda tx: tx.row("roster.open_batch"))
    if batch is None:
        return await patiently(store, partial(_begin, kind, file)) if needed else ""
    batch_id = str(batch["id"])
    await _unmoved(store, batch)
    if (batch["kind"], batch["file"]) != (kind, file):
        raise CannotApply(
            f"批次 {batch_id}（{batch['file']}）没有做完：请先重新导入那个文件，或撤销（undo {batch_id}）"
        )
    return batch_id


async def _unmoved(store: Store, batch: Row) -> None:
    """Raises CannotApply while another process works on an open batch."""
    await asyncio.sleep(STILL)
    now = await store.read(lambda tx: tx.row("roster.get_batch", id=batch["id"]))
    if now is None or now["applied_at"] != batch["applied_at"] or now["state"] != batch["state"]:
        raise CannotApply(f"批次 {batch['id']} 正在进行，请等它做完")


def _begin(kind: str, file: str, tx: Tx) -> str:
    batch_id = tx.new_id()
    tx.run("roster.put_batch", id=batch_id, kind=kind, file=file)
    return batch_id


def _put(
    rows: Rows, batch_id: str, last: int, work: Sequence[Step], tx: Tx, start: int, size: int
) -> int:
    part = work[start : start + size]
    for number, step in enumerate(part, last + start + 1):
        subject, before = rows.put(tx, step)
        tx.run(
            "roster.put_change", batch_id=batch_id, number=number, subject=subject, before=before
        )
    if part:
        tx.run("roster.beat", id=batch_id)
    return len(part)


def _finish(batch_id: str, state: str, action: str, details: str, tx: Tx) -> None:
    tx.run("roster.set_batch", id=batch_id, state=state)
    said = f"批次 {batch_id} {details}".strip()
    audit.note(tx, OPERATOR, action, tx.value("roster.root") or "", details=said)


async def _forget_old(store: Store) -> None:
    """What older batches replaced is nobody's business any more."""
    old = await store.read(lambda tx: tx.rows("roster.batches_over", before=tx.now - KEPT))
    for batch in old:
        await in_slices(store, 0, partial(_forget, str(batch["id"])))


def _forget(batch_id: str, tx: Tx, start: int, size: int) -> int:
    changes = tx.rows("roster.newest_changes", id=batch_id, count=size)
    if changes:
        tx.run("roster.drop_changes", id=batch_id, above=changes[-1]["number"] - 1)
    return len(changes)


# ---------------------------------------------------------------- undoing


async def undo(store: Store, batch_id: str) -> tuple[str, Counter[str]]:
    """What it had brought in, and how many rows came to what. Raises CannotApply."""
    batch = await store.read(partial(_undoable, batch_id))
    if batch["state"] == "open":
        await _unmoved(store, batch)
    rows: Rows = Members() if batch["kind"] == "members" else Organisations()
    total = await store.read(lambda tx: tx.value("roster.count_changes", id=batch_id))
    # Open while it lasts: interrupted, it can be undone further.
    await patiently(store, lambda tx: tx.run("roster.set_batch", id=batch_id, state="open"))
    came_to: Counter[str] = Counter()
    await in_slices(store, total, partial(_undo, rows, batch_id, came_to), "撤销")
    await patiently(store, partial(_finish, batch_id, "undone", f"撤销导入{rows.name}", ""))
    return rows.name, came_to


def _undoable(batch_id: str, tx: Tx) -> Row:
    batch = tx.row("roster.get_batch", id=batch_id)
    if batch is None:
        last = "、".join(f"{row['id']}（{row['file']}）" for row in tx.rows("roster.last_batches"))
        raise CannotApply(f"没有批次 {batch_id}；最近的批次：{last or '无'}")
    if batch["state"] == "undone":
        raise CannotApply(f"批次 {batch_id} 已经撤销过")
    if batch["state"] == "applied" and batch["applied_at"] < tx.now - KEPT:
        raise CannotApply(f"批次 {batch_id} 已超过 7 天，不能撤销")
    if later := tx.value("roster.later_batch", id=batch_id):
        raise CannotApply(f"批次 {later} 后来又改了同样的人或组织：请先撤销它（undo {later}）")
    return batch


def _undo(rows: Rows, batch_id: str, came_to: Counter[str], tx: Tx, start: int, size: int) -> int:
    changes = tx.rows("roster.newest_changes", id=batch_id, count=size)
    done: Counter[str] = Counter()
    for change in changes:
        done[rows.undo(tx, change["subject"], change["before"])] += 1
        tx.run("roster.drop_change", id=batch_id, number=change["number"])
    if changes:
        tx.run("roster.beat", id=batch_id)
    came_to.update(done)
    return len(changes)
