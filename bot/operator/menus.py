"""The bottom menu: published, and shown as WeChat has it."""

import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from bot.clock import Clock
from bot.wechat import menu
from bot.wechat.advice import advice
from bot.wechat.client import WeChat
from bot.wechat.errors import WeChatError
from config.settings import Settings

Say = Callable[[str], None]


@contextlib.asynccontextmanager
async def account(settings: Settings, clock: Clock) -> AsyncIterator[WeChat]:
    """The account without a database: the token of one command is kept nowhere."""
    s = settings
    wechat = WeChat(s.wechat_appid, s.wechat_secret, s.wechat_api_base, None, clock)
    try:
        yield wechat
    finally:
        await wechat.close()


async def publish(settings: Settings, say: Say, file: Path = menu.FILE) -> int:
    """Send config/menu.toml, unless WeChat would refuse it; the exit code."""
    wanted = menu.buttons(file)
    if found := menu.faults(wanted):
        for fault in found:
            say(f"menu: {fault}")
        return 1
    return await _asked(settings, say, wanted)


async def show(settings: Settings, say: Say) -> int:
    return await _asked(settings, say, None)


async def _asked(settings: Settings, say: Say, wanted: menu.Menu | None) -> int:
    async with account(settings, Clock()) as wechat:
        try:
            if wanted is not None:
                await wechat.publish_menu(wanted)
            published = await wechat.menu()
        except WeChatError as error:
            say(f"menu: {advice(error, settings.wechat_api_base)}")
            return 1
    for line in menu.lines(published) if published else ["no menu is published"]:
        say(line)
    return 0
