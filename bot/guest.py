"""One change from the command line, beside the process that serves."""

from collections.abc import Callable
from typing import TypeVar

from bot.clock import Clock
from bot.store import engine, queries
from bot.store.tx import Tx
from config.settings import Settings

T = TypeVar("T")


async def change(settings: Settings, work: Callable[[Tx], T]) -> T:
    """Raises CannotServe when the database cannot be opened, and whatever `work` raises."""
    store = engine.made(settings.database, queries.load(), Clock())
    store.open(guest=True)
    try:
        return await store.change(work, urgent=True)
    finally:
        await store.close()
