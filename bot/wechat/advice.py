"""What to do about a refusal of WeChat's: one plain sentence for an operator."""

import re

from bot.wechat.errors import WeChatError

_ADDRESS = re.compile(r"invalid ip ([0-9a-fA-F.:]+)")
_VERIFY = "请在微信公众平台完成微信认证（或年审）"
_MENU = "config/menu.toml 超过了微信新改的限制，请改短"
_DOMAIN = "菜单里有一个网址的域名微信不接受，请换一个"
_SENTENCES = {
    -1: "微信忙，过一分钟再试",
    40001: "AppSecret 或 token 被拒绝：核对 BOT_WECHAT_SECRET 与后台，重置过的旧值立即作废",
    40002: "取 token 的方式微信不再接受：请更新本程序",
    40013: "没有这个 AppID 的账号：核对 BOT_WECHAT_APPID 与后台",
    40014: "token 被拒绝：再试一次，仍不行就核对 BOT_WECHAT_SECRET",
    40054: _DOMAIN,
    40055: _DOMAIN,
    40125: "AppSecret 不对：核对 BOT_WECHAT_SECRET 与后台，重置过的旧值立即作废",
    40243: "AppSecret 被冻结：请在后台解冻",
    41002: "BOT_WECHAT_APPID 是空的，请填上",
    41004: "BOT_WECHAT_SECRET 是空的，请填上",
    42001: "token 过期，再试一次",
    45009: "今天的调用次数用完了，北京时间零点恢复",
    45011: "这一分钟调用太多，下一分钟再试",
    48001: f"账号没有这个接口的权限：{_VERIFY}；在那以前大家打字，要告诉的事在本人下次来时告诉",
    48004: "这个接口被微信封了：看公众平台的站内通知",
    50001: f"账号没有这个接口的权限：{_VERIFY}",
    50002: "账号受限：看公众平台的站内通知",
    50004: "账号被封：看公众平台的站内通知",
    **dict.fromkeys((40016, 40017, 40018, 40019, 40020), _MENU),
    **dict.fromkeys((40023, 40024, 40025, 40026, 40027), _MENU),
}


def advice(error: WeChatError, base: str) -> str:
    """`base` is where the API is: said when it does not answer."""
    if error.code is None:
        cause = str(error).removeprefix("token: ")
        return f"{base} 没有回答（{cause}）：查 DNS 和 443 出口是否放行，再试"
    if error.code == 40164:
        return f"40164：{_whitelist(str(error))}"
    return f"{error.code}：{_SENTENCES.get(error.code) or _unforeseen(error)}"


def _whitelist(said: str) -> str:
    found = _ADDRESS.search(said)
    address = found[1] if found else "本机的出口地址"
    return f"请把 {address} 加到开发者平台的 IP 白名单，等几分钟"


def _unforeseen(error: WeChatError) -> str:
    said = str(error).removeprefix(f"{error.code} ")
    return f"微信说“{said}”：请在官方的返回码表里查这个数字"
