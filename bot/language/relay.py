"""What one person types and another reads: it neither acts nor poses as ours.

`received` takes in what somebody typed, in chat or in a file: it bears no head of our own cards
and no rule. `leaving` is the one door out, of replies and of the outbox. Between them `quoted`
shows what a member said to whoever answers for them.
"""

import re
import unicodedata

from bot.language.text import squeezed, typed

# The heads of our own cards; # stands for what changes. What is typed must not read as one.
HEADS = (
    "身份已确认", "报名成功", "候补第 # 位", "有空位", "已取消", "活动有变化", "志愿服务有变化",
    "预约成功", "预约有变化", "已停用",
    "名单", "提醒", "提醒·迟了 #", "通知", "通知 #", "已回执", "答复", "任职", "已任职", "绑定码",
    "已发布", "已修改", "服务需求", "大讲堂", "培训班", "比赛", "宣讲", "讲座", "文体", "活动",
)  # fmt: skip
LONG = 4  # characters of a head that is known by being there, whatever stands beside it
QUOTED_LINES = 5  # of what a member said: with what is around it a reply stays within its eight

# ------------------------------------------------------------------ nothing acts

# What nobody sees: control and format characters, blanks without width, what is no character.
_UNSEEN = (
    r"\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f"
    r"\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufdd0-\ufdef\ufffe\uffff"
)
_ENDS = "".join(
    f"{chr(plane << 16 | 0xFFFE)}-{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17)
)
_UNSEEN_BEYOND = (
    r"\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e00ff\U000e01f0-\U000e0fff" + _ENDS
)
_FACE = r"[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]"
# A joiner between two faces makes one of them, and tags behind a flag make it a country's.
_OF_FACES = (
    rf"(?<={_FACE})\u200d(?={_FACE})|(?<=\U0001f3f4)[\U000e0061-\U000e007a]{{1,8}}\U000e007f"
)
_LINE = r"\x0b-\x0d\x1c-\x1e\x85\u2028\u2029"
# Two looks for what hardly any text has: one class for both would take ten times as long.
_STRANGE, _BEYOND = re.compile(rf"[{_LINE}{_UNSEEN}]"), re.compile(r"[\U00010000-\U0010ffff]")
_SEEN = re.compile(rf"(?P<kept>{_OF_FACES})|(?P<line>[{_LINE}])|[{_UNSEEN}{_UNSEEN_BEYOND}]")
_TAG = re.compile(r"<(?=[\s/]*[aA])")
# weixin:// and its like do something in the app; web addresses only show a page.
_SCHEME = re.compile(r"(?<![a-z0-9+.-])(?!https?:)([a-z0-9+.-]+):(?=//)", re.IGNORECASE)


def leaving(text: str) -> str:
    """What may leave: nothing in it is a tag, opens an app or turns what stands beside it round."""
    return _tame(text).replace("\t", " ")


def _tame(text: str) -> str:
    if _STRANGE.search(text) or _BEYOND.search(text):
        text = _SEEN.sub(_seen, text.replace("\r\n", "\n"))
    if "<" in text:
        text = _TAG.sub("＜", text)
    return _SCHEME.sub(r"\1：", text) if "://" in text else text


def _seen(found: re.Match[str]) -> str:
    return found["kept"] or ("\n" if found["line"] else "")


# ------------------------------------------------------------------ nothing poses

# Every bracket but those that nobody takes for 【】: round ones and those around titles and speech.
_OPEN, _CLOSE = (
    "[⁅⌈⌊〈❨❪❬❮❰❲❴⟅⟦⟨⟪⟬⟮⦃⦅⦇⦉⦋⦍⦏⦑⦓⦕⦗⧘⧚⧼⸢⸤⸦⸨⹂⹕⹗⹙⹛【〖〘〚〝﴿︗︹︻︽︿﹁﹃﹇﹙﹛﹝［｟｢",
    "]⁆⌉⌋〉❩❫❭❯❱❳❵⟆⟧⟩⟫⟭⟯⦄⦆⦈⦊⦌⦎⦐⦒⦔⦖⦘⧙⧛⧽⸣⸥⸧⸩⹖⹘⹚⹜】〗〙〛〞〟﴾︘︺︼︾﹀﹂﹄﹈﹚﹜﹞］｠｣",
)
_BOXED = re.compile(f"[{re.escape(_OPEN)}]")
_HEADED = re.compile(
    rf"[{re.escape(_OPEN)}][^\n{re.escape(_CLOSE)}]{{1,60}}[{re.escape(_CLOSE)}\s]*"
)
_OTHERWISE = str.maketrans(dict.fromkeys(_OPEN, "〔") | dict.fromkeys(_CLOSE, "〕"))
_UNBOXED = str.maketrans("", "", _OPEN + _CLOSE)
# A line of dashes parts two messages of ours.
_RULE = re.compile(
    r"^(?=[^\S\n]*(?:[⸺⸻][^\S\n]*|(?:[-‐-―⁃⁓−⎯─━┄┅┈┉╌╍═﹉-﹏﹘﹣－ー一ㄧ_＿=＝~～〜〰⸺⸻][^\S\n]*){2,})$)",
    re.MULTILINE,
)


def received(text: str) -> str:
    """What somebody typed, as it is kept: as typed, but for what could act or pose. The tabs of a
    row that was pasted stay until it is read."""
    text = _tame(typed(text))
    if _BOXED.search(text):
        text = _HEADED.sub(_unheaded, text)
    return _RULE.sub("｜", text)


def _unheaded(found: re.Match[str]) -> str:
    closed = found[0].rstrip()[-1] in _CLOSE
    first = found[0].lstrip(_OPEN + " \u3000").partition(" ")[0]  # 【名单 张三 reads as one as well
    said = poses(found[0]) or (not closed and poses(first))
    return found[0].translate(_OTHERWISE) if said else found[0]


def poses(boxed: str) -> bool:
    """Whether words in brackets read as a head of ours, however they are written."""
    said = _key(boxed)
    patterns = (_SHORT_HEAD.fullmatch, _LONG_HEAD.search, _NEARLY_A_HEAD.fullmatch)
    return any(matches(said) is not None for matches in patterns)


def _key(words: str) -> str:
    bare = words.translate(_UNBOXED)  # or [通知] would be taken for a face
    return re.sub(r"[\W_]", "", squeezed(unicodedata.normalize("NFKC", bare)))


def _pattern(head: str) -> str:
    return ".{0,12}?".join(map(_key, head.split("#")))


def _heads(*, long: bool) -> re.Pattern[str]:
    found = [head for head in HEADS if (len(_key(head)) >= LONG) is long]
    return re.compile("|".join(map(_pattern, found)))


def _nearly() -> re.Pattern[str]:
    """A long head with one character in another's stead, too few or too many: 身份巳确认."""
    whole = [key for head in HEADS if "#" not in head and len(key := _key(head)) >= LONG]
    spellings = [
        spelling
        for key in whole
        for at in range(len(key))
        for spelling in (f"{key[:at]}.?{key[at + 1 :]}", f"{key[:at]}.{key[at:]}")
    ]
    return re.compile("|".join(spellings))


_SHORT_HEAD, _LONG_HEAD, _NEARLY_A_HEAD = _heads(long=False), _heads(long=True), _nearly()

# ------------------------------------------------------------------ a member, quoted

_DOT = re.compile(r"(?<=\w)\.(?=[^\W\d])")  # of a host's name; 3.5 stays


def quoted(text: str) -> str:
    """What a member said, as others read it: a mark before each line, no address to be tapped."""
    lines = [line for line in map(str.strip, leaving(text).split("\n")) if line]
    first, rest = lines[: QUOTED_LINES - 1], lines[QUOTED_LINES - 1 :]
    shown = [*first, " ".join(rest)] if rest else first
    return "\n".join(f"｜{_unlinked(line)}" for line in shown)


def _unlinked(line: str) -> str:
    return _DOT.sub("．", line.replace("://", "：//"))
