"""What comes in and what goes out, as plain values; imports nothing of ours but the text rules.

What is made for every message is a NamedTuple: a frozen dataclass takes four times as long.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from bot.language import text as words

Kind = Literal[
    "text", "voice", "image", "video", "shortvideo", "location", "link", "file",
    "tap", "follow", "unfollow", "scan", "click", "view", "position", "finished", "consent", "account",
    "other", "unknown",
]  # fmt: skip

# The kinds of push that open a short window for customer-service messages (platform §4.4).
TAPS: frozenset[Kind] = frozenset({"click", "follow", "scan"})
# What a person sent of their own accord: opens the long window.
SAID: frozenset[Kind] = frozenset(
    {"text", "voice", "image", "video", "shortvideo", "location", "link", "file", "unknown"}
)


class Message(NamedTuple):
    """One push of WeChat's, decrypted and parsed. `sent_at` is CreateTime in milliseconds."""

    key: str  # what the inbox knows it by; the same for every retry
    openid: str
    account: str  # gh_… the push was sent to
    kind: Kind
    sent_at: int
    text: str = ""  # as typed (or as heard, for a voice), without control characters
    # The scene of a follow or scan, the key of a click, the url of a view, the menu of a tap.
    argument: str = ""
    tapped: bool = False  # a msgmenu entry or a scanning button was tapped: a short window only
    name: str = ""  # WeChat's own name of the message or event type
    fields: Mapping[str, Any] = MappingProxyType({})

    @property
    def said(self) -> str:
        """The text in its one normal form, for matching only."""
        return words.normal(self.text)


class Choice(NamedTuple):
    """What one number (or one of `words`) answers: an action's full name and its argument."""

    action: str
    argument: str = ""
    words: tuple[str, ...] = ()


class Menu(NamedTuple):
    """What a number or a word answers next. Choices without words are numbered from 1 in order."""

    choices: tuple[Choice, ...] = ()
    again: Choice | None = None  # makes the menu afresh once it has gone stale
    about: str = ""  # the question a 人工 that follows is about
    asks: bool = False  # to be answered yes or no; whatever else is said, it is open no longer


class Focus(NamedTuple):
    """What a reply is about, as far as a sentence may mean it without naming it."""

    room: str
    subject: str  # its id, as its room knows it
    situation: str  # of bot.hearing.situations: it was shown, taken, given back, sent
    title: str = ""
    starts_at: int | None = None  # milliseconds, of what has a time


class Reply(NamedTuple):
    """What a person reads, and what a number answers next. Empty text: nothing is sent."""

    text: str
    menu: Menu | None = None
    about: Focus | None = None  # None: what was spoken of before still is

    def before(self, text: str) -> "Reply":
        return self._replace(text=f"{text}\n{self.text}") if text else self

    def after(self, text: str) -> "Reply":
        return self._replace(text=f"{self.text}\n{text}") if text else self

    def asking(self) -> "Reply":
        """Its menu is to be answered yes or no."""
        return self._replace(menu=self.menu and self.menu._replace(asks=True))


SILENCE = Reply("")


class Again(Exception):
    """The person can mend it: the sentence is shown as it is and nothing is written."""

    def __init__(
        self,
        sentence: str,
        *,
        question: str = "",  # the dialogue question to go back to, when it is another one
        meant: bool = False,  # it was meant as an answer: no other wish is looked for in it
        offers: tuple[str, ...] = (),  # what the numbers in the sentence stand for
        apart: bool = False,  # surely no answer, although the question takes any text
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.question = question
        self.meant = meant
        self.offers = offers
        self.apart = apart
