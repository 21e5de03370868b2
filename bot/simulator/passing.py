"""Time that passes quickly: it stops wherever something falls due, so that nothing comes late."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.simulator.world import World

GAP_MS = 60_000  # what falls due within a minute runs together
MOST_STEPS = 2_000
MOST_SECONDS = 3.0  # of real time; what falls due in the rest of the way runs at its end

Settle = Callable[[], Awaitable[None]]
NextDue = Callable[[], Awaitable[int | None]]


async def pass_time(
    world: World, forward: int, settle: Settle | None, next_due: NextDue | None
) -> None:
    """Move the clock by so many milliseconds; return once all that fell due has run."""
    until = world.clock.now() + forward
    if settle is not None and next_due is not None:
        await _stop_on_the_way(world, until, settle, next_due)
    world.advance(max(until - world.clock.now(), 0))
    if settle is not None:
        await settle()


async def _stop_on_the_way(world: World, until: int, settle: Settle, next_due: NextDue) -> None:
    give_up = asyncio.get_running_loop().time() + MOST_SECONDS
    earliest = world.clock.now()
    for _ in range(MOST_STEPS):
        due = await next_due()
        if due is None or max(due, earliest) >= until:
            return
        now = world.clock.now()
        world.advance(max(due, earliest, now) - now)
        await settle()
        if asyncio.get_running_loop().time() > give_up:
            return
        earliest = world.clock.now() + GAP_MS
