"""What is said of a person and asks for nothing: 她姓许, 许桂兰 长安社区管志愿的."""

import re

from bot.hearing.clauses import ASKS
from bot.hearing.heard import Heard
from bot.language.text import either
from bot.people.claims import is_like_a_name

LONGEST = 40  # characters
_THEY = r"(?:[她他]|这位|那位|人家)(?:同志|老师)?"
_DOES = r"(?:专门?|主)?(?:管(?![理用])|负责|分管|主管)[^ ]{1,8}"
_POST = (
    r"(?:就|也)?(?<![还不])(?:是|当)[^ ]{0,10}(?:书记|委员|主任|[科处局所院队组]长|党员|同志|同事|老师|干事|专干"
    r"|志愿者|邻居|领导|的)"
)
_OF_THEM = re.compile(rf"{_THEY}(?:名?叫[^ ]{{2,4}}|姓[^ ]|{_DOES}|{_POST})[的了呢吧啊呀嘛]*")
_OF_A_NAME = re.compile(
    rf"([\u4e00-\u9fff]{{2,3}}?)(?:同志|老师)?[^ ]{{0,8}}?(?:{_DOES}|{_POST})[的了呢吧啊呀嘛]*"
)
_BESIDE = re.compile(rf"[^ ]{{0,10}}?(?:{_DOES}的|{_POST})[了呢吧啊呀嘛]*")
_CALLED = re.compile(r"名?叫")
# Something is asked for all the same.
_WISHES = re.compile(
    either(
        ASKS,
        "还是",
        r"报|提醒|[帮替给让请找叫告转发]|[想要]|取消|退出|参加|认领|预约|绑定|免职|邀请|任命|改[成为]",
    )
)


def of_a_person(heard: Heard) -> bool:
    """Whether every clause tells who somebody is, and nothing is asked for."""
    clauses = [clause for clause in heard.clauses if clause]
    if len(heard.said) > LONGEST or not all(map(_may_stand_beside, clauses)):
        return False
    named = any(_tells(clause) or is_like_a_name(clause) for clause in clauses)
    if not named or all(map(is_like_a_name, clauses)):
        return False
    return not _WISHES.search(_CALLED.sub("", heard.plain))


def _tells(clause: str) -> bool:
    return bool(_OF_THEM.fullmatch(clause)) or _tells_by_name(clause)


def _tells_by_name(clause: str) -> bool:
    found = _OF_A_NAME.fullmatch(clause)
    return found is not None and is_like_a_name(found[1])


def _may_stand_beside(clause: str) -> bool:
    return _tells(clause) or is_like_a_name(clause) or _BESIDE.fullmatch(clause) is not None
