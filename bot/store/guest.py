"""Work from the command line, beside the processes that serve the same database."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.clock import Clock
from bot.store import founding, queries, which
from bot.store.engine import Store
from bot.store.tx import Tx
from config.settings import Settings

T = TypeVar("T")


async def visit(settings: Settings, work: Callable[[Store], Awaitable[T]]) -> T:
    """Raises CannotServe when the database cannot be opened, and whatever `work` raises."""
    founding.expect(settings)
    store = which.made(settings.database, queries.load(), Clock(), settings.counting_key)
    store.open(guest=True)
    try:
        return await work(store)
    finally:
        await store.close()


async def change(settings: Settings, work: Callable[[Tx], T]) -> T:
    """One change."""
    return await visit(settings, lambda store: store.change(work, urgent=True))
