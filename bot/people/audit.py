"""The audit: who did what, when, to whom. Append-only; ids, never names."""

from bot.store.tx import Row, Tx


def note(
    tx: Tx,
    actor: str,
    action: str,
    organisation_id: str,
    member_id: str | None = None,
    details: str = "",
) -> None:
    """`actor` is a member's id or "operator"; `organisation_id` decides who may read it."""
    tx.run(
        "people.put_audit",
        id=tx.new_id(),
        actor=actor,
        action=action,
        organisation_id=organisation_id,
        member_id=member_id,
        details=details,
    )


def page(tx: Tx, path: str, count: int, skip: int) -> list[Row]:
    """Newest first, of the subtree of `path`."""
    return tx.rows("people.audit_below", path=path, count=count, skip=skip)
