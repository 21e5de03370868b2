"""The committee under load: the demo's sixty thousand members in a database file of its own."""

import asyncio
import contextlib
import logging
import os
import sqlite3
import time
from pathlib import Path
from statistics import median

from bot import demo
from bot.clock import Clock
from bot.content import load
from bot.language.sound import syllable
from bot.store import queries, which
from handlers import house
from tests.bench.servers import CannotMeasure
from tests.bench.wire import openid

STRANGERS = 16  # every sixteenth sender has not said who they are
MEMBERS, EVENTS, NEEDS = 50_000, 10, 10  # what there must be at least


def make(path: Path, senders: int) -> None:
    """Around the present day, for `serve` has no other clock. Raises CannotMeasure."""
    logging.getLogger("bot.store").setLevel(logging.ERROR)  # filling is slow, and may be
    asyncio.run(_prepare(f"sqlite:///{path}"))
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        _confirm(connection, senders)
        _check(connection)


async def _prepare(url: str) -> None:
    clock = Clock()
    store = which.made(url, queries.load(), clock)
    store.open()
    try:
        await demo.prepare(store, house(load(), syllable), clock)
    finally:
        await store.close()


def make_on_postgres(url: str, senders: int) -> None:
    """The same on PostgreSQL."""
    logging.getLogger("bot.store").setLevel(logging.ERROR)
    asyncio.run(_prepare(url))
    from bot.store import link

    with link.connect(url, patient=True) as connection:
        members = connection.execute(
            "SELECT id FROM member WHERE id NOT IN"
            " (SELECT member_id FROM contact WHERE member_id IS NOT NULL) ORDER BY id LIMIT %s",
            (senders,),
        ).fetchall()
        now = time.time_ns() // 1_000_000
        connection.cursor().executemany(
            "INSERT INTO contact (openid, member_id, created_at) VALUES (%s, %s, %s)",
            [(openid(n), row["id"], now) for n, row in enumerate(members) if n % STRANGERS],
        )
        connection.execute("ANALYZE")


def _confirm(connection: sqlite3.Connection, senders: int) -> None:
    """The senders are members who have said who they are, without the dialogue for it."""
    free = connection.execute(
        "SELECT id FROM member WHERE id NOT IN"
        " (SELECT member_id FROM contact WHERE member_id IS NOT NULL) ORDER BY id LIMIT ?",
        (senders,),
    ).fetchall()
    now = time.time_ns() // 1_000_000
    for sender, (member_id,) in enumerate(free):
        if sender % STRANGERS:
            connection.execute(
                "INSERT INTO contact (openid, member_id, created_at) VALUES (?, ?, ?)",
                (openid(sender), member_id, now),
            )
            connection.execute(
                "INSERT INTO consent (id, openid, version, given_at) VALUES (?, ?, 'bench', ?)",
                (f"bench{sender}", openid(sender), now),
            )


def _check(connection: sqlite3.Connection) -> None:
    now = time.time_ns() // 1_000_000
    wanted = {
        "members": ("SELECT count(*) FROM member", MEMBERS),
        "open events": (
            f"SELECT count(*) FROM offering WHERE kind = 'registration' AND deadline_at > {now}",
            EVENTS,
        ),
        "open needs": (
            f"SELECT count(*) FROM offering WHERE kind = 'volunteering' AND starts_at > {now}",
            NEEDS,
        ),
    }
    for what, (sql, least) in wanted.items():
        (found,) = connection.execute(sql).fetchone()
        if found < least:
            raise CannotMeasure(f"{found} {what}, {least} are needed")


def sync_milliseconds(folder: Path) -> float:
    """What one durable write costs on this disk; near nothing means it is none."""
    times = []
    number = os.open(folder / "sync", os.O_WRONLY | os.O_CREAT)
    for _ in range(100):
        os.pwrite(number, os.urandom(4096), 0)
        began = time.perf_counter()
        os.fdatasync(number)
        times.append(time.perf_counter() - began)
    os.close(number)
    return median(times) * 1000
