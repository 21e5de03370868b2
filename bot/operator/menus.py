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
PUBLISHED = "已发布，手机上过 5 分钟重新进入公众号就能看到。现在的菜单："
NO_MENU = "设置里写着没有认证的订阅号，不能用接口设菜单，没有发布：大家打字；认证后写 verified = true 再来"


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
            say(f"菜单：{fault}")
        return 1
    if settings.account == "subscription" and not settings.verified:
        say(f"菜单：{NO_MENU}")
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
            say(f"菜单：{advice(error, settings.wechat_api_base)}")
            return 1
    if not published:
        say("没有已发布的菜单")
        return 0
    if wanted is not None:
        say(PUBLISHED)
    for line in menu.lines(published):
        say(line)
    return 0
