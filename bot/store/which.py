"""Which engine a setting names."""

from collections.abc import Mapping
from pathlib import Path

from bot.clock import Clock
from bot.store.engine import POSTGRESQL, SQLITE, Store
from bot.store.sqlite import SqliteStore


def made(database: str, named: Mapping[str, str], clock: Clock, counting_key: str = "") -> Store:
    """The engine that BOT_DATABASE names; PostgreSQL's driver is imported for PostgreSQL only."""
    if database.startswith(POSTGRESQL):
        from bot.store.postgres import PostgresStore

        return PostgresStore(database, named, clock, counting_key)
    return SqliteStore(Path(database.removeprefix(SQLITE)), named, clock, counting_key)
