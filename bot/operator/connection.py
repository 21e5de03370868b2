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
REACHABLE = (
    "the account may send customer-service messages: inside a window reminders and notices arrive "
    "unasked"
)
UNREACHABLE = (
    "unverified, or no longer: no customer-service messages (48001), everything is shown at the "
    "next contact"
)
NO_MENU = "unverified, or no longer: no menu by the API (48001), people type the words"


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
            found.faults.append(f"wechat: {advice(error, base)}")
            return found
        await _look_at_menu(wechat, wanted, found, base)
        await _look_at_doors(wechat, found, base)
    return found


def _clock_faults(clock: Clock, theirs: int | None) -> list[str]:
    off = 0 if theirs is None else clock.now() - theirs
    if abs(off) <= SKEW:
        return []
    way = "fast" if off > 0 else "slow"
    return [f"clock: {abs(off) // 1000} s {way} by WeChat's: have this host keep time (NTP)"]


async def _look_at_menu(wechat: WeChat, wanted: menu.Menu, found: Findings, base: str) -> None:
    try:
        published = await wechat.menu()
    except WeChatError as error:
        _tell(found, "menu", error, NO_MENU, base)
        return
    if published is None:
        found.faults.append("menu: none is published: run.py menu publish")
    elif not menu.same(published, wanted):
        found.faults.append(
            "menu: what is published is not config/menu.toml: run.py menu show, then menu publish"
        )


async def _look_at_doors(wechat: WeChat, found: Findings, base: str) -> None:
    try:
        await wechat.try_message()
    except WeChatError as error:
        _tell(found, "account", error, UNREACHABLE, base)
    else:
        found.notes.append(f"account: {REACHABLE}")


def _tell(found: Findings, subject: str, error: WeChatError, note: str, base: str) -> None:
    """An account without verification is no fault: it is worth knowing what that means."""
    if error.code == UNAUTHORISED:
        found.notes.append(f"{subject}: {note}")
    else:
        found.faults.append(f"{subject}: {advice(error, base)}")
