"""What to do about a refusal of WeChat's: one plain sentence for an operator."""

import re

from bot.wechat.errors import WeChatError

_ADDRESS = re.compile(r"invalid ip ([0-9a-fA-F.:]+)")
_UNVERIFIED = "have the account verified (微信认证) in WeChat's console"
_MENU = "config/menu.toml passes a limit of WeChat's that changed: shorten it"
_SENTENCES = {
    -1: "WeChat is busy: try again in a minute",
    40001: "the AppSecret or the token is refused: compare BOT_WECHAT_SECRET with the console, "
    "where a reset AppSecret replaces the old one at once",
    40002: "the token was asked for in a way WeChat does not take: update this release",
    40013: "there is no account with this AppID: compare BOT_WECHAT_APPID with the console",
    40014: "the token is refused: try again, and if it stays, compare BOT_WECHAT_SECRET",
    40054: "a menu entry's url is of a domain that WeChat does not take: change it",
    40055: "a menu entry's url is of a domain that WeChat does not take: change it",
    40125: "the AppSecret is wrong: compare BOT_WECHAT_SECRET with the console, where a reset one "
    "replaces the old one at once",
    40243: "the AppSecret is frozen: unfreeze it in WeChat's console",
    41002: "BOT_WECHAT_APPID is empty: set it",
    41004: "BOT_WECHAT_SECRET is empty: set it",
    42001: "the token is over: try again",
    45009: "today's calls are used up: they begin anew at midnight in Beijing",
    45011: "too many calls in this minute: try again in the next",
    48001: f"the account may not use this interface: {_UNVERIFIED}; until then people type the "
    "words and read what waits for them at their next contact",
    48004: "the interface is barred for this account: see its notices in WeChat's console",
    50001: f"the account may not use this interface: {_UNVERIFIED}",
    50002: "the account is limited by WeChat: see its notices in WeChat's console",
    50004: "the account is barred by WeChat: see its notices in WeChat's console",
    **dict.fromkeys((40016, 40017, 40018, 40019, 40020), _MENU),
    **dict.fromkeys((40023, 40024, 40025, 40026, 40027), _MENU),
}


def advice(error: WeChatError, base: str) -> str:
    """`base` is where the API is: said when it does not answer."""
    if error.code is None:
        cause = str(error).removeprefix("token: ")
        return f"no answer from {base} ({cause}): see to DNS and the way out by HTTPS, try again"
    if error.code == 40164:
        return f"40164: {_whitelist(str(error))}"
    return f"{error.code}: {_SENTENCES.get(error.code) or _unforeseen(error)}"


def _whitelist(said: str) -> str:
    found = _ADDRESS.search(said)
    address = found[1] if found else "this host's outgoing address"
    return (
        f"put {address} on the IP whitelist (IP白名单) in WeChat's console, and wait some minutes"
    )


def _unforeseen(error: WeChatError) -> str:
    said = str(error).removeprefix(f"{error.code} ")
    return f"WeChat says “{said}”: look the number up in its list of return codes"
