"""What is no question for a human: a stop, small talk, a wish for a room, 人工 itself.

What people read must be worth their time, so whatever is surely none is not brought to them.
Whoever means it all the same says 人工 before it: that goes as it stands.
"""

import re
from collections.abc import Sequence

from bot.conversation.capability import Capability
from bot.hearing.clauses import ASKS
from bot.hearing.heard import Heard
from bot.language.text import either, normal

SAYS_LITTLE = 24  # characters
_STOP = re.compile(
    r"(?:还是|那就|那|先|我|都|好的?|哦|嗯|暂时)*"
    r"(?:算了|没事儿?了?|没(?:什么|啥)?(?:要)?(?:事|问题|问的)了?|没有了|不需要了?|不打扰了?|下次再说|回头再说|再说吧|"
    r"不(?:想)?(?:用|说|问|要|办|留|发|写|转|聊|麻烦)(?:你们?|您)?了|取消|退出|结束|我?再想想|想想再说)+"
    r"(?:吧|啦|啊|哈|了|谢谢|再见|拜拜)*"
)
_SMALL_TALK = re.compile(
    r"(?:[你您]们?好|大家好|你是谁|你?在吗|在不在|在么|有没?有?人(?:在)?吗?|喂|哈喽|hello|hi|早上?好?|[上下中]午好|晚上好|"
    r"非?常?[谢感]谢你?您?|多谢|辛苦了?|好[的滴]?|嗯呐?|哦|噢|ok|行|可以|收到|要得|[知晓][道得]了|明白了|是的?|"
    r"对的?|哈|呵|请问|再见|拜拜|[啊呀呢吧啦了])+"
)
_CALL = re.compile(
    r"(?:都不是|不是|没用|不对|请|回复?|[我你您]们?|要|想|能|可以|找|转|叫|联系|换|[给帮]|接|来|人工|客服|服务|真人|"
    r"活人|有没有|有|吗|不|个|位|人|工作人员|工委|组织科|组织部|的|管理员|负责人|领导|值班|同志|问|聊|说|和|跟|"
    r"怎么|谢谢|吧|啊|呢|一下|直接|还是|唠|讲|同|哋|行|啦|嘛|转给|交给)*"
)
# I put myself down: so plainly that nothing else needs to be said.
_JOINS_PLAINLY = either(
    r"我要报(?![告道到销])|(?:我[要想]|[帮给替]我)报[个上]?名(?!表|.{0,3}[没吗])",
    r"报上名(?!了?[没吗])|给我报上(?!了?[没吗])|我要?报名(?= |$)",
)
# Said by itself and refusing nothing, it is to be done, and not by people.
_WISH = re.compile(
    either(
        _JOINS_PLAINLY,
        r"(?:提醒|叫|喊|催)我[^ ]{2}|[帮给替]我(?:报|取消|退|订|设|查|看看)",
        r"^(?:请|麻烦|我要?|想|帮我|把|先)*(?:取消|退出|删[除掉]?)[^ ]{0,4}(?:报名|活动|志愿|提醒|讲座)[^ ]{0,6}$",
        r"^(?:请|我想?要?|想|看看?|查看?|查询)+(?:最近|近期|本周|这周|我|的|有|哪些|什么)*(?:活动|志愿服务|报名|提醒)$",
    )
)
_COMPLAINS = re.compile(r"不|没|错|坏|失败|无法|请假|同志|书记|工委")
_ASKS = re.compile(ASKS)
_PREFIX = re.compile(r"\s*(?:转?人工|客服)[\s,，:：、]+")


def calls(text: Heard) -> bool:
    """Whether somebody is asked for and nothing else is said: 都不是请回“人工”."""
    return _says_only(_CALL, text.squeezed)


def stops(text: Heard) -> bool:
    return _says_only(_STOP, text.squeezed)


def says_nothing(text: Heard) -> bool:
    """Small talk, a sign, a number, a lone character."""
    short = len(text.squeezed) < 2 or not text.has_words
    return short or _says_only(_SMALL_TALK, text.squeezed)


def _says_only(pattern: re.Pattern[str], said: str) -> bool:
    """What is longer says more, and would be long to look through."""
    return len(said) <= SAYS_LITTLE and pattern.fullmatch(said) is not None


def insisted(text: str) -> str:
    """What stands behind a 人工, "" without one."""
    found = _PREFIX.match(text)
    return text[found.end() :].strip() if found else ""


def elsewhere(rooms: Sequence[Capability], text: Heard) -> bool:
    """Whether it is surely for a room: a command, or something to be done."""
    asks = _ASKS.search(text.plain) is not None
    if _names_a_command(rooms, text.said) and not (" " in text.said and asks):
        return True
    told = asks or _COMPLAINS.search(text.plain)
    return not told and _WISH.search(text.plain) is not None


def _names_a_command(rooms: Sequence[Capability], said: str) -> bool:
    """A start word alone, or one of another room's with more behind it."""
    head, blank, _ = said.partition(" ")
    return any(
        normal(word) == head
        for room in rooms
        for action in room.actions
        if not blank or not (action.alone or room.name in ("reception", "faq"))
        for word in action.starts
    )
