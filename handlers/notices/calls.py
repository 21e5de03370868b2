"""How secretaries call for a notice in words of their own, and what of a line is its text."""

import re

from bot.hearing.heard import Heard
from bot.language.sound import spelled
from bot.language.text import squeezed
from handlers.notices import addressee

_ASKED = r"(?:请|麻烦|帮我|帮忙|给我|替我|我|想|要|需要|再)*"
# 帮我发个通知，… asks for it; 通知大家… tells whom.
_CALL = re.compile(
    rf"\s*{_ASKED}群?(?:发布?|发送|下发|写|拟)(?:一?[个条份则])?(?:紧急)?通知(?:吧|一下)?"
)
# 给第三支部发通知：… says first to whom.
_FOR = re.compile(
    rf"\s*{_ASKED}(?:给|向)(.{{2,{addressee.LONGEST}}}?)(?:群?发布?|下发)(?:一?[个条份则])?(?:紧急)?通知[，,：:\s]*"
)
_TELL = re.compile(rf"\s*{_ASKED}通知(?:一下|下)?")
_ADDRESSED = re.compile(r"大家|各|全体|所有|党员|同志|我们|本")
_TO_ALL = re.compile(r"(?:大家|各位|所有人)(?:一下|下)?[，,：:\s]*")
_DIVIDER = "，,：:。 \n"
_FIRST_CLAUSE = re.compile(r"\s*([^，,：:。；;！!？?\s]+)[，,：:。；;！!\s]*", re.DOTALL)
LONGEST_CALL = 20  # characters of a line that calls for a notice and tells nothing
# 发个统知, fa个通知: a call by its sound, whatever it is typed with.
_BY_SOUND = re.compile(
    r"(?:qing|mafan|bang|mang|gei|ti|wo|ni|xiang|yao|xuyao|xian|zai)*"
    r"(?:qunfa|fabu|fasong|fachu|xiafa|fa|xie|ni|nong|zheng|gao)(?:yi)?(?:ge|tiao|ze|fen)?(?:jinji)?"
    r"tongzh?i(?:yixia|ba|le|bei|ha|ma)*"
)
# All that a call may be made of; who is meant is told by where it goes.
_PIECES = (
    r"请|麻烦|帮忙?|给|替|我|你|想|要|需要|打算|准备|有|来|先|再|群?发[布送出]?|下发|写|拟|弄|整|搞|起草|紧急|通知"
    r"|消息|信儿|公告|[件点]?事儿?|跟|向|说|讲|告诉|大家|大伙儿?|各位|一|[下声个条则份点]|吧|呗|嘛|了|哈|啊|呀"
)
_OF_CALLS = re.compile(rf"(?:{_PIECES})+")
_OF_CALLS_TO = re.compile(
    rf"(?:{_PIECES}|我们|咱们?|本|全体|党?支部|单位|机关|党员|同志们?|的|里|人|都)+"
)
_CALLED_FOR = re.compile(r"通知|消息|信儿|公告|群发|事|告诉|说")
_DONE = re.compile(r"发|写|拟|弄|整|搞|起草|说|讲|告诉|要")
# Asked about notices, not told in one: 通知大家明天几点开会 tells.
_QUESTION = re.compile(
    r"吗(?= |$)|怎么|是不是|[能可要]不[能可要]|是否|多久|几天|什么时候|必须|谁来?[发批]"
)
_HOW = re.compile(
    r".{0,6}(?:怎么|怎样|如何|哪里)(?:才能|能|给大家|群)*(?:发布?|写)(?:一?[个条])?通知.{0,4}"
    r"|通知(?:要|该)?(?:怎么|怎样|如何|在?哪里)发.{0,4}"
)


def asks_how(said: Heard) -> bool:
    return _HOW.fullmatch(said.said) is not None


def tells_nothing(said: str) -> bool:
    """Whether a line only calls for a notice: 发个统知, 有个事要通知大家."""
    words = squeezed(said)
    return len(words) <= LONGEST_CALL and _calls(words, _OF_CALLS_TO)


def _calls(words: str, pieces: re.Pattern[str]) -> bool:
    if _BY_SOUND.fullmatch(spelled(words)):
        return True
    asked = _CALLED_FOR.search(words) and _DONE.search(words)
    return bool(asked and pieces.fullmatch(words))


def _behind_call(said: str) -> str | None:
    """The text of a line whose first clause only calls for a notice: 发个信儿 明早停电."""
    first = _FIRST_CLAUSE.match(said)
    if first is None or not said[first.end() :] or first.end() == first.end(1):
        return None
    words = squeezed(first[1])
    short = len(words) <= LONGEST_CALL
    return said[first.end() :] if short and _calls(words, _OF_CALLS) else None


def without_call(said: str) -> str:
    """发个通知 is no text; 发通知的时间改了 is one."""
    if tells_nothing(said):
        return ""
    if behind := _behind_call(said):
        return behind
    called = _CALL.match(said)
    rest = said[called.end() :] if called else said
    return rest.lstrip(_DIVIDER) if called and (not rest or rest[0] in _DIVIDER) else said


def content(said: Heard) -> str | None:
    """What is to be sent; None when nothing is."""
    if tells_nothing(said) and "tongzh" in spelled(said.squeezed):
        return ""
    if called := _CALL.match(said):
        rest = said[called.end() :]
        divided = not rest or rest[0] in _DIVIDER
        return rest.lstrip(_DIVIDER) if divided or not _asks(said) else None
    if whom := _FOR.match(said):
        return f"给{whom[1]} {said[whom.end() :]}"
    told = _TELL.match(said)
    return None if told is None or _asks(said) else _told(said[told.end() :])


def _asks(said: Heard) -> bool:
    return _QUESTION.search(said.said) is not None


def _told(rest: str) -> str | None:
    """通知大家…: whom it tells is said by where it goes, unless it is a part of them."""
    head = addressee.head(rest)
    if not _ADDRESSED.match(rest) and not (head and head.plain):
        return None
    return _TO_ALL.sub("", rest, count=1)
