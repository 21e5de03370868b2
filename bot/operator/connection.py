"""What a check asks of WeChat: the token, the clock, the menu, and what the account may do."""

from dataclasses import dataclass, field

from bot.clock import Clock
from bot.operator.menus import account
from bot.wechat import menu
from bot.wechat.advice import advice
from bot.wechat.client import WeChat
from bot.wechat.errors import WeChatError
from config.settings import Settings

SKEW = 60_000  # milliseconds the clock may be off; from five minutes on every push is refused
UNAUTHORISED = 48001
REACHABLE = "可以主动发消息：窗口开着时，提醒和通知会自己送到"
UNREACHABLE = "没有认证，或认证到期：不能主动发消息（48001），要告诉的事在本人下次来时告诉"
NO_MENU = "没有认证，或认证到期：不能用接口设菜单（48001），大家打字"
EXPIRED = "设置里写着已认证（verified），微信却不让发消息（48001）：多半是认证到期，请年审"
VERIFIED_SINCE = "微信已让这个账号主动发消息：设置里可以写 verified = true"


@dataclass(slots=True)
class Findings:
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # worth knowing, nothing to mend


async def inspect(settings: Settings, wanted: menu.Menu, clock: Clock) -> Findings:
    """One line per fault; what cannot be asked without a token is left out without one."""
    found = Findings()
    base = settings.wechat_api_base
    async with account(settings, clock) as wechat:
        try:
            found.faults += _clock_faults(clock, await wechat.time())
            await wechat.sign_in()
        except WeChatError as error:
            found.faults.append(f"微信：{advice(error, base)}")
            return found
        await _look_at_menu(wechat, wanted, found, base)
        await _look_at_doors(wechat, found, settings)
    return found


def _clock_faults(clock: Clock, theirs: int | None) -> list[str]:
    off = 0 if theirs is None else clock.now() - theirs
    if abs(off) <= SKEW:
        return []
    way = "快" if off > 0 else "慢"
    return [f"时钟：比微信{way} {abs(off) // 1000} 秒：请让本机自动对时（NTP）"]


async def _look_at_menu(wechat: WeChat, wanted: menu.Menu, found: Findings, base: str) -> None:
    try:
        published = await wechat.menu()
    except WeChatError as error:
        _tell(found, "菜单", error, NO_MENU, base)
        return
    if published is None:
        found.faults.append("菜单：还没有发布，请运行 run.py menu publish")
    elif not menu.same(published, wanted):
        found.faults.append(
            "菜单：已发布的和 config/menu.toml 不同：先看 run.py menu show，再 menu publish"
        )


async def _look_at_doors(wechat: WeChat, found: Findings, settings: Settings) -> None:
    try:
        await wechat.try_message()
    except WeChatError as error:
        if error.code == UNAUTHORISED and settings.verified:
            found.faults.append(f"账号：{EXPIRED}")
        else:
            _tell(found, "账号", error, UNREACHABLE, settings.wechat_api_base)
        return
    found.notes.append(f"账号：{REACHABLE}")
    if settings.account and not settings.verified:
        found.notes.append(f"账号：{VERIFIED_SINCE}")


def _tell(found: Findings, subject: str, error: WeChatError, note: str, base: str) -> None:
    """An account without verification is no fault: it is worth knowing what that means."""
    if error.code == UNAUTHORISED:
        found.notes.append(f"{subject}：{note}")
    else:
        found.faults.append(f"{subject}：{advice(error, base)}")
