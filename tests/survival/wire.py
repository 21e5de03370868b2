"""The wire as WeChat uses it: pushes sealed and replies opened by wechatpy, not by our own code."""

import time
from itertools import count

from bot.simulator.account import Account, Faults
from bot.simulator.replies import ReplyReader
from bot.simulator.rules import RuleLog
from bot.simulator.wire import Envelope, Push, elements

ACCOUNT = Account(
    token="survivaltoken7",
    appid="wx5e7a11ab2c3d4e5f",
    secret="5ec2e7c0ffee5ec2e7c0ffee5ec2e7c0",
    aes_key="SurviveKeySurviveKeySurviveKeySurviveKeyABC",
    original_id="gh_survival001",
)
SETTINGS = {
    "BOT_PORT": "0",
    "BOT_WECHAT_TOKEN": ACCOUNT.token,
    "BOT_WECHAT_APPID": ACCOUNT.appid,
    "BOT_WECHAT_SECRET": ACCOUNT.secret,
    "BOT_WECHAT_AES_KEY": ACCOUNT.aes_key,
    "BOT_WECHAT_ACCOUNT": ACCOUNT.original_id,
    "BOT_WECHAT_API_BASE": "http://127.0.0.1:9",  # nobody listens there
    "BOT_PERSON_MESSAGES": "1000000",  # these phones talk faster than people do
}
_ids = count(7_000_000_000_000_000_000 + time.time_ns() // 1_000_000)


def seconds() -> int:
    return int(time.time())


ENVELOPE = Envelope(ACCOUNT, Faults(), seconds)


def message(openid: str, **fields: object) -> str:
    """The clear XML of a push; fields override, None leaves one out."""
    head: dict[str, object] = {
        "ToUserName": ACCOUNT.original_id,
        "FromUserName": openid,
        "CreateTime": seconds(),
        "MsgType": "text",
    }
    given = {name: value for name, value in (head | fields).items() if value is not None}
    return f"<xml>{elements(given)}</xml>"


def text(openid: str, said: str, **fields: object) -> str:
    """A text with a MsgId of its own."""
    return message(openid, Content=said, MsgId=next(_ids), **fields)


def sealed(clear: str | bytes, openid: str = "") -> Push:
    """Encrypted and signed now: every delivery of a message is sealed afresh."""
    return ENVELOPE.wrap(clear, openid=openid)


def opened(body: bytes, push: Push, openid: str, account: Account = ACCOUNT) -> str:
    """What the person reads, "" for nothing. Raises BadReply for what WeChat would not show."""
    reader = ReplyReader(account, RuleLog(lambda: seconds() * 1000), lambda media: False)
    answer = reader.read(body, push, openid, after_message=True)
    return answer.content.text if answer.content else ""


def sender(push: Push) -> str:
    return push.query["openid"]
