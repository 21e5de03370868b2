"""Text in two forms: as typed (stored and echoed) and normal (matched); and the byte limit."""

import re
import unicodedata
from functools import lru_cache

import opencc

from bot.language.numbers import WORD_OF_PLACE, number, place_of_word

TEXT_BYTES = 2048  # of UTF-8 in one text reply; above, WeChat shows its failure sentence
LONGEST_CHOICE = 12  # characters of a bare choice
REMEMBERED = 120  # characters of a text whose normal form is worth remembering
TYPED_CHARACTERS = 2000  # of a message that are looked at; WeChat's own client stops near here
NORMALISED_AT_ONCE = (
    64  # characters: one sign may become eighteen, marks are sorted in a square of time
)
COUNTED = TYPED_CHARACTERS - 100  # … up to which a count is right, also without a command's head

_to_simplified = opencc.OpenCC("t2s")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Zero-width signs, joiners, bidi marks and variation selectors: invisible, so never meant.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
# Old QQ faces arrive as codes such as /::) or /:strong; newer ones as [微笑].
_FACES = re.compile(
    r"/::?[^\s/\u4e00-\u9fff]{1,3}(?![a-z])|/:[a-z@&!*-]{1,10}|\[[\u4e00-\u9fff]{1,3}\]"
)
_EMOJI = re.compile(r"[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_WIDE = re.compile(r"[\uff10-\uff19]{4}")  # digits typed full-width
_PUNCTUATION = re.compile(r"[^\w\s:./+%-]")
_BLANKS = re.compile(r"\s+")


def simplified(text: str) -> str:
    """Traditional characters as simplified ones; all else as it is."""
    return str(_to_simplified.convert(text))


def typed(text: str) -> str:
    """What is stored and echoed: as typed, without NUL and control characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def normal(text: str) -> str:
    """The one form for matching: simplified, half-width, lower case, no faces, single blanks.

    A lone question mark stays: it asks for help.
    """
    # Long ones are rare, and thousands of them would fill the memory; but each is asked for again
    # and again while it is answered.
    text = str(text)  # a text that knows its readings is remembered as the text it is
    return _normal(text) if len(text) <= REMEMBERED else _normal_of_long(text)


@lru_cache(maxsize=4096)
def _normal(text: str) -> str:
    text = _half_width(_FACES.sub(" ", text[:TYPED_CHARACTERS]))
    text = _EMOJI.sub(" ", _INVISIBLE.sub("", text))
    text = simplified(text).lower()
    asked = "?" in text
    text = _BLANKS.sub(" ", _PUNCTUATION.sub(" ", text)).strip(" .:-/+")
    return text or ("?" if asked else "")


_normal_of_long = lru_cache(maxsize=16)(_normal.__wrapped__)


def _half_width(text: str) -> str:
    """Half-width and composed, by pieces and only as far as is looked at: whatever is typed, it
    grows to no more than that and takes no more than twice as long."""
    if len(text) <= NORMALISED_AT_ONCE:
        return unicodedata.normalize("NFKC", text)
    pieces, length = [], 0
    for start in range(0, len(text), NORMALISED_AT_ONCE):
        pieces.append(unicodedata.normalize("NFKC", text[start : start + NORMALISED_AT_ONCE]))
        length += len(pieces[-1])
        if length >= TYPED_CHARACTERS:
            break
    return "".join(pieces)[:TYPED_CHARACTERS]


def squeezed(text: str) -> str:
    """The normal form without any blank: “我 要 报名” is “我要报名”."""
    return normal(text).replace(" ", "")


def fit(text: str, limit: int = TEXT_BYTES) -> str:
    """At most `limit` bytes, cut at a line end where there is one."""
    if len(text) * 4 <= limit or len(text.encode()) <= limit:
        return text
    room = limit - len("\n……".encode())
    cut = text.encode()[:room].decode(errors="ignore")
    at_line = cut.rfind("\n")
    return (cut[:at_line] if at_line > len(cut) // 2 else cut) + "\n……"


def counted(said: str) -> str:
    """How long it is. What is longer was cut when it came, nobody knows by how much."""
    return f"有 {len(said)} 字" if len(said) <= COUNTED else f"超过 {COUNTED} 字"


# Mobile numbers; identity and bank-card numbers. Office lines and dates stay.
_PERSONAL = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)\d{15,19}(?:[Xx]|(?!\d))|(?<!\d)\d{17}[Xx]"
)


def redacted(text: str) -> str:
    """What may be kept: without telephone, identity-card and bank-card numbers."""
    return _PERSONAL.sub("〔号码略〕", _half_width(text) if _WIDE.search(text) else text)


def short(text: str, characters: int = 40) -> str:
    """For echoing within a sentence: one line, at most so many characters."""
    line = _BLANKS.sub(" ", text).strip()
    return line if len(line) <= characters else line[: characters - 1] + "…"


def in_quotes(title: str) -> str:
    """A title within a sentence, in quotation marks; its own become single ones: “‘先锋杯’象棋赛”."""
    return f"“{title.replace('“', '‘').replace('”', '’')}”"


def either(*patterns: str) -> str:
    """One regular expression for all of them."""
    return "|".join(patterns)


# ------------------------------------------------------------------ numbers people choose by

_CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)}
_CHOICE = re.compile(
    r"(?:第|选|回复|我选)?\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:个|项|号|条)?\s*[、.,。)）]?"
)
_IN_WORDS = re.compile(rf"(?:我|就|选|要|还是|是)*{WORD_OF_PLACE}(?:吧|呗|呀|啊|就[行好])*[,。.]?")


def chosen_number(text: str) -> int | None:
    """The place a bare choice names: 2 ２ ② 二 第2个 2、 选2 头一个, counted from the end when negative."""
    return _chosen_number(text) if len(text) <= LONGEST_CHOICE else None


@lru_cache(maxsize=4096)
def _chosen_number(text: str) -> int | None:
    text = text.strip()
    if text in _CIRCLED:
        return _CIRCLED[text]
    text = unicodedata.normalize("NFKC", text)
    if match := _CHOICE.fullmatch(text):
        return number(match[1])
    worded = _IN_WORDS.fullmatch(simplified(text))
    return place_of_word(worded) if worded else None
