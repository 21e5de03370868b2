"""The head of a line that says to whom it is: 法学会，… · 给法学会 … · 第三支部请… · 甲局和乙馆 …"""

import re
from typing import NamedTuple

LONGEST = 24  # characters of a name
GIVEN = 8  # of what follows 给 and does not sound like a place
# How the parts of the committee and of the city are called.
_KIND = (
    r"支部|总支|党委|党组|工委|(?<![大全格开布结])局|委|(?<![主承协举])办|厅|院|馆|处|科|所|站|队|中心|委员会"
    r"|(?:学|协|工|商|联合|十字|研究|促进|基金)会|[妇文侨残]联|科协|社科联|工商联|(?:办公|研究)室"
    r"|公司|集团|学校|[大中小]学|幼儿园|社区|街道"
)
_LIKE_A_PLACE = re.compile(rf"[\w（）()]{{1,{LONGEST}}}(?:{_KIND})")
# Said of nobody in particular, or in the middle of a sentence.
_NO_PLACE = re.compile(
    r"^(?:全|本|我|请|所有|每|有关|相关|该|这|那|你|贵|关于)|召开|举[行办]|参加|开展|定于|[交缴]党费|大家|同志"
    r"|开会|[今明][天日早晚]|周[一二三四五六日天]|\d(?:月|点|号|日)|围绕|聚焦|贯彻|落实|通报|提醒|注意|前往|学习|要求|各|全体"
    r"|^(?:党?支部|支委会|党?支部委员会|机关党委|党委|支部书记)$"
)
_TO = re.compile(r"(?:发给|发到|给|通知|向)\s*")
_EVERYBODY = re.compile(
    r"(?:发给|给)\s*(?:大家|各位(?:党员|同志)?|(?:全体|所有)(?:人|党员|同志)?们?|同志们|党员们?)(?:[\s，,：:]+|$)"
)
_FIRST = re.compile(r"([^\s，,：:。；;！!？?]+)[\s，,：:]*", re.DOTALL)
# 第三支部请…: where nothing divides the name from the text.
_AT_ONCE = re.compile(
    rf"(.{{1,{LONGEST}}}?(?:{_KIND}))(?=请|定于|于|[今明][天日早晚]|下?周[一二三四五六日天]|\d)"
)
_PEOPLE = re.compile(r"的?(?:各位|全体)?(?:党员|同志|干部)(?:同志|们)?$")
_AND = re.compile(r"以及|[和及与、]")


class Head(NamedTuple):
    """`name` as said, `text` what follows it; `plain` when it can hardly be anything but a place."""

    name: str
    text: str
    plain: bool

    @property
    def parts(self) -> list[str]:
        """甲局和乙馆 are two, 发展和改革委 is one."""
        parts = [part for part in _AND.split(self.name) if part]
        return parts if len(parts) > 1 and all(map(like_a_place, parts)) else [self.name]


def to_everybody(said: str) -> str:
    """The line without a 给大家 at its head."""
    return _EVERYBODY.sub("", said, count=1) if _EVERYBODY.match(said) else said


def head(said: str) -> Head | None:
    to = _TO.match(said)
    first = _FIRST.match(said, to.end() if to else 0)
    if first is None:
        return None
    name, text = first[1], said[first.end() :]
    if at_once := _AT_ONCE.match(name):
        name, text = at_once[1], said[first.start() + at_once.end() :]
    if people := _PEOPLE.search(name):  # as people are addressed: it stays in the text
        name, text = name[: people.start()], said[first.start() :]
    given = to is not None and "给" in to[0] and len(name) <= GIVEN and not in_a_sentence(name)
    return Head(name, text, given or like_a_place(name))


def like_a_place(name: str) -> bool:
    return bool(_LIKE_A_PLACE.fullmatch(name)) and not in_a_sentence(name)


def in_a_sentence(name: str) -> bool:
    return _NO_PLACE.search(name) is not None
