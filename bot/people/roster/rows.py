"""Writing one row of a plan, and putting back what it replaced."""

from collections.abc import Mapping
from typing import Any

from bot.language.keys import name_key
from bot.people.roster.plan import LEFT, NEW, Step
from bot.store.tx import Tx, packed, unpacked

ADDED = ""  # `before` of a row that was not there
REMOVED, RETIRED, RESTORED = "removed", "retired", "restored"


class Members:
    """Each `put` says whom it concerned and how they were before."""

    kind, name = "members", "名册"

    def put(self, tx: Tx, step: Step) -> tuple[str, str]:
        if step.kind == NEW:
            return _added(tx, "roster.put_member", _keyed(step.values)), ADDED
        before = self._before(tx, step.subject)
        if step.kind == LEFT:
            self._leave(tx, step.subject)
        else:
            tx.run("roster.set_member", id=step.subject, left_at=None, **_keyed(step.values))
        return step.subject, packed(before)

    def undo(self, tx: Tx, subject: str, before: str) -> str:
        """Which of the three it came to."""
        if before != ADDED:
            self._restore(tx, subject, unpacked(before))
            return RESTORED
        if tx.run("roster.drop_member", id=subject):
            return REMOVED
        self._leave(tx, subject)
        return RETIRED

    @staticmethod
    def _before(tx: Tx, member_id: str) -> dict[str, Any]:
        offices = tx.rows("roster.offices_now", id=member_id)
        held = [[row["organisation_id"], row["role"], row["until_at"]] for row in offices]
        return _row(tx, "roster.get_member", member_id) | {"offices": held}

    @staticmethod
    def _leave(tx: Tx, member_id: str) -> None:
        """The row stays; nobody speaks as them, and their offices end."""
        tx.run("roster.leave", id=member_id)
        tx.run("roster.release_contact", id=member_id)
        tx.run("roster.drop_rebindings", id=member_id)
        tx.run("roster.end_offices", id=member_id)

    def _restore(self, tx: Tx, member_id: str, before: dict[str, Any]) -> None:
        offices = before.pop("offices")
        if before["left_at"] is not None:
            self._leave(tx, member_id)
        tx.run("roster.set_member", id=member_id, **_keyed(before))
        for organisation_id, role, until_at in offices:
            tx.run(
                "roster.restore_office",
                id=member_id,
                organisation_id=organisation_id,
                role=role,
                until_at=until_at,
            )


class Organisations:
    """New ones are put before what hangs on them; their ids are known from then on."""

    kind, name = "organisations", "组织"

    def __init__(self) -> None:
        self._made: dict[str, str] = {}

    def put(self, tx: Tx, step: Step) -> tuple[str, str]:
        if step.kind == NEW:
            return self._add(tx, dict(step.values)), ADDED
        before = _row(tx, "roster.get_organisation", step.subject)
        if step.kind == LEFT:
            tx.run("roster.close_organisation", id=step.subject)
        else:
            tx.run("roster.set_organisation", id=step.subject, **_keyed(step.values))
        return step.subject, packed(before)

    def undo(self, tx: Tx, subject: str, before: str) -> str:
        if before != ADDED:
            tx.run("roster.set_organisation", id=subject, **_keyed(unpacked(before)))
            return RESTORED
        if tx.run("roster.drop_organisation", id=subject):
            return REMOVED
        tx.run("roster.close_organisation", id=subject)
        return RETIRED

    def _add(self, tx: Tx, values: dict[str, Any]) -> str:
        token, parent = values.pop("token"), values.pop("parent")
        parent = self._made.get(parent, parent)
        above = tx.value("roster.path_of", id=parent) if parent else "/"
        self._made[token] = made = _added(
            tx, "roster.put_organisation", _keyed(values | {"parent_id": parent or None}), above
        )
        return made


def _keyed(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row is to hold, with the key its name is asked for by."""
    return {**values, "name_key": name_key(values["name"])}


def _row(tx: Tx, query: str, row_id: str) -> dict[str, Any]:
    row = tx.row(query, id=row_id)
    if row is None:
        raise LookupError(f"{row_id} is gone since the file was compared")
    return {name: row[name] for name in row.keys()}  # noqa: SIM118 - a driver's row, no dict


def _added(tx: Tx, query: str, values: Any, above: str | None = None) -> str:
    """Of so many ids of one millisecond two may be the same: then another."""
    while True:
        new = tx.new_id()
        path = {} if above is None else {"path": f"{above}{new}/"}
        if tx.run(query, id=new, **values, **path):
            return new
