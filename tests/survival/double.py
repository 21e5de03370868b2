"""WeChat on a port of its own, in this process, for an assistant in another one."""

import contextlib
from collections.abc import AsyncIterator

from aiohttp import web

from bot.clock import Clock
from bot.serving import listen
from bot.simulator import Simulator
from tests.survival import wire


@contextlib.asynccontextmanager
async def wechat() -> AsyncIterator[tuple[Simulator, dict[str, str]]]:
    """The simulator, and the settings of an assistant that belongs to it."""
    simulator = Simulator(wire.ACCOUNT, bot_url="", clock=Clock())
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
