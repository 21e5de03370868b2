"""WeChat on a port of its own, in this process, for an assistant in another one."""

import contextlib
from collections.abc import AsyncIterator

from aiohttp import web

from bot.clock import Clock
from bot.process.serving import listen
from bot.simulator import Account, Simulator
from tests.survival import wire


@contextlib.asynccontextmanager
async def wechat(
    account: Account = wire.ACCOUNT, clock: Clock | None = None
) -> AsyncIterator[tuple[Simulator, dict[str, str]]]:
    """The simulator, and the settings of an assistant that belongs to it."""
    simulator = Simulator(account, bot_url="", clock=clock or Clock())
    app = web.Application()
    simulator.mount(app)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listening = listen("127.0.0.1", 0)
    await web.SockSite(runner, listening).start()
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        yield simulator, wire.SETTINGS | {"BOT_WECHAT_API_BASE": base}
    finally:
        await runner.cleanup()
