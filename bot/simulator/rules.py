"""The rules of WeChat that the simulator keeps, by number, and the log of those that were met."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass

RULES = {
    "A1": "saving the URL: the GET is answered with echostr, byte for byte",
    "A2": "every push is a signed POST",
    "A3": "a push with a bad signature changes nothing and gets no content",
    "A4": "plain, compatible and safe mode, switched while running",
    "A5": "safe mode: a right signature with a wrong msg_signature is refused",
    "A6": "padding to 32: pad bytes above 16 occur",
    "A7": "key rotation: pushes still come with the previous key",
    "A8": "a push for another appid is refused",
    "A9": "safe mode: the reply is encrypted and signed for this appid",
    "A10": "no answer within the limit: dropped, asked again, then the failure text",
    "A11": "a retry repeats MsgId and CreateTime under a new nonce",
    "A12": "the retry comes while the first try still runs",
    "A13": "an answer that comes too late is lost; the answer to a later try counts",
    "A14": "`success` or an empty body: nothing is shown, nothing asked again",
    "A15": "any other body shows the failure text",
    "A16": "HTTP other than 200, a refused or closed connection",
    "A17": "two events in one second differ only by Event and EventKey",
    "A18": "pushes of one person may overtake each other",
    "A19": "following through a scene code; scanning one as a follower",
    "A20": "unfollowing: the reply is dropped, the windows close",
    "A21": "following again under the same openid",
    "A22": "awkward text is delivered as it was typed",
    "A23": "voice without recognition, pictures, unsupported kinds",
    "A24": "a tapped msgmenu entry is a text with bizmsgmenuid and opens the short window",
    "A25": "LOCATION is reported without being asked for",
    "A26": "VIEW: the reply is dropped, no window opens",
    "A27": "picture and location buttons push an event and a message",
    "A28": "in subscribe_msg_* a list of one looks otherwise than a list of many",
    "A29": "pushes are JSON instead of XML",
    "A30": "hostile bodies: an answer in time, and the bot stays up",
    "A31": "an old signed push is played again",
    "A32": "a reply of more than 2048 bytes shows the failure text",
    "A33": "of several articles after a message only the first arrives",
    "A34": "a bizmsgmenu link in a text sends its decoded content when tapped",
    "A35": "a media_id that is unknown or over three days old shows the failure text",
    "B1": "a caller off the whitelist gets no token",
    "B2": "a wrong appid or secret",
    "B3": "/token twice: the first token dies soon",
    "B4": "/stable_token: the same token until its last five minutes",
    "B5": "force_refresh kills the old token, 20 times a day, 30 seconds apart",
    "B6": "GET on /stable_token",
    "B7": "a token absent, malformed, superseded or expired",
    "B8": "a token revoked before its time",
    "B9": "no more tokens today, as after 2000 calls of /token",
    "B10": "answers are text/plain, refusals carry a rid",
    "B12": "a token is refused however fresh it is",
    "C1": "no window is open",
    "C2": "the window is open and its count used up",
    "C3": "VIEW, LOCATION and unfollowing open no window",
    "C4": "the short window is over after one minute",
    "C5": "a new interaction resets its window and adds nothing up",
    "C6": "the person has unfollowed",
    "C7": "an openid nobody has here",
    "C8": "an empty content, or one of more than 2048 bytes",
    "C9": "news with more than one article",
    "C10": "msgmenu on an account that may not use it",
    "C11": "escaped JSON shows its escapes",
    "C12": "broken JSON, an empty body, GET",
    "C20": "WeChat is busy: -1, and nothing is done",
    "C21": "the day's messages are used up, until midnight in Beijing",
    "C22": "the message is delivered, the answer lost",
    "D1": "the limits of a menu",
    "D3": "asking for a menu when there is none",
    "D9": "a file of the wrong kind or size is not taken",
    "D16": "an account without verification may not use the interface",
    "N1": "the connection ends before anything is done or answered",
    "N2": "an answer that no caller expects",
    "N3": "HTTP other than 200",
    "N4": "an answer that takes its time",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One meeting with a rule; `broken` when the bot did it wrong."""

    number: str
    at: int
    openid: str
    note: str
    broken: bool


class RuleLog:
    """Which rules were met, how often, and which the bot broke."""

    def __init__(self, now: Callable[[], int], kept: int = 2000) -> None:
        self._now = now
        self.hits: Counter[str] = Counter()
        self.broken: Counter[str] = Counter()
        self.log: deque[Hit] = deque(maxlen=kept)

    def hit(self, number: str, openid: str = "", note: str = "") -> None:
        self._keep(number, openid, note, broken=False)

    def breach(self, number: str, openid: str = "", note: str = "") -> None:
        """The rule was met, and the bot broke it."""
        self.broken[number] += 1
        self._keep(number, openid, note, broken=True)

    def never_exercised(self) -> list[str]:
        return [number for number in RULES if not self.hits[number]]

    def _keep(self, number: str, openid: str, note: str, *, broken: bool) -> None:
        if number not in RULES:
            raise KeyError(number)
        self.hits[number] += 1
        self.log.append(Hit(number, self._now(), openid, note, broken))
