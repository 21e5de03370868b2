"""How secretaries call for a notice in words of their own, and what of a line is its text."""

import re

from bot.hearing.heard import Heard
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


def without_call(said: str) -> str:
    """发个通知 is no text; 发通知的时间改了 is one."""
    called = _CALL.match(said)
    rest = said[called.end() :] if called else said
    return rest.lstrip(_DIVIDER) if called and (not rest or rest[0] in _DIVIDER) else said


def content(said: Heard) -> str | None:
    """What is to be sent; None when nothing is."""
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
