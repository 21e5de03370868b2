"""The head of a line that says to whom it is: 法学会，… · 给法学会 … · 第三支部请… · 甲局和乙馆 …"""

import re
from typing import NamedTuple

LONGEST = 40  # characters of a name
WORDS = 4  # that a name with blanks in it has
# How the parts of the committee and of the city are called.
_KIND = (
    r"支部|总支|党委|党组|工委|(?<![大全格开布结])局|委|(?<![主承协举])办|厅|院|馆|处|科|所|站|队|中心|委员会"
    r"|(?:学|协|工|商|联合|十字|研究|促进|基金)会|[妇文侨残]联|科协|社科联|工商联|(?:办公|研究)室"
    r"|公司|集团|学校|[大中小]学|幼儿园|社区|街道"
)
_LIKE_A_PLACE = re.compile(rf"\w{{1,{LONGEST}}}(?:{_KIND})")
# 市某局（东区分局）: what kind of place it is stands before the brackets too.
_IN_BRACKETS = re.compile(r"[（(\[［〔【〖][^）)\]］〕】〗]*(?:[）)\]］〕】〗]|$)")
_SIGNS = re.compile(r"[\W_]")
# Said of nobody in particular, or in the middle of a sentence.
_SAYS = (
    r"召开|举[行办]|参加|开展|定于|[交缴]党费|开会|[今明][天日早晚]|周[一二三四五六日天]|\d(?:月|点|号|日)"
    r"|围绕|聚焦|贯彻|落实|通报|提醒|注意|前往|学习|要求"
)
_IN_A_SENTENCE = re.compile(_SAYS)
_NO_PLACE = re.compile(
    rf"^(?:全|本|我|请|所有|每|有关|相关|该|这|那|你|贵|关于)|{_SAYS}|大家|同志|各|全体"
    r"|^(?:党?支部|支委会|党?支部委员会|机关党委|党委|支部书记)$"
)
# What may stand before a colon and is nobody: the label of a line, or all there are.
_LABEL = re.compile(
    r"(?:时间|日期|地点|地址|内容|主题|议题|题目|名称|要求|事项|对象|范围|人员|名额|方式|联系人|电话|提示|提醒|通知|公告|通报|倡议|倡议书"
    r"|安排|如下|说明|须知|注意|日程|议程|附件|备注|标题|截止|链接|网址|密码|会议号|目的|背景|原因|结果|名单|重点|特此|\d)$"
)
_EVERYBODY_THERE = (
    r"(?:位|级|个|基层|机关|直属|下属|所属|有关|相关|党的|全体|各|、|和|及)*"
    r"(?:党?(?:总?支部|委|组|小组)|单位|部门|党组织|党员|同志|处室|科室|干部|职工|同事|成员|人|们|、|和|及)*"
)
_EACH = r"(?:全体|所有|各|每)"
_ALL_THERE_ARE = re.compile(rf"(?:全[市县区]|市直|机关|基层)?(?:{_EACH}|全){_EVERYBODY_THERE}")
# 水利局各支部 is everybody of a place.
_ALL_OF = re.compile(
    rf"(?P<place>(?:(?!{_EACH}).)+?)的?(?:{_EACH}{_EVERYBODY_THERE}|(?:党员|同志|干部)(?:同志|们)?)"
)
# 各支部书记, 财政局全体预备党员 are some of those who are there.
_SOME_OF = re.compile(
    rf"(?P<place>.*?)的?{_EACH}(?P<who>.{{0,14}}(?:书记|委|领导|分子|对象|代表|骨干|青年|干部|同志|[员者人长]))"
    r"|(?:党?(?:总?支部|委|组|小组))?(?P<role>副?书记|[组宣纪统青][^ ]{1,2}委员|支委|支部委员)"
)
_TO = re.compile(r"(?:发给|发到|给|通知|向)\s*")
_EVERYBODY = re.compile(
    r"(?:发给|给)\s*(?:大家|各位(?:党员|同志)?|(?:全体|所有)(?:人|党员|同志)?们?|同志们|党员们?)(?:[\s，,：:]+|$)"
)
# 告诉大家：…, 跟支部的人说一声 …: whom, and where a divider stands behind it, what.
_TELLS = r"(?P<tells>告诉|转告|知会|告知|通告|招呼|喊|叫上?)(?:一下|一声|下|声)?\s*"
_WHOM = rf"(?P<whom>[^\s，,：:。；;！!？?]{{1,{LONGEST}}}?)"
_DIVIDED = r"(?P<divider>[，,：:\s]+|$)"
_TOLD = (
    re.compile(rf"\s*(?:请|麻烦|帮我|帮忙|替我|再)*{_TELLS}{_WHOM}(?:一下|[说讲]?一声)?{_DIVIDED}"),
    re.compile(
        rf"\s*(?:请|麻烦|帮我|帮忙|替我|再)*[跟和给对向]{_WHOM}都?(?:[说讲]|知会|打招呼|带|捎|吱)"
        rf"(?:一|个)?(?:下|声|话|信儿?){_DIVIDED}?"
    ),
)
_CERTAIN = frozenset({"告诉", "转告", "知会", None})  # of the others, 告知书 is no telling
_EVERYONE = (
    r"大家伙?儿?|大伙儿?|各位(?:党员|同志)?们?|(?:党员|同志)们|(?:全体|所有)(?:党员|同志|人员?)?们?"
)
_OWN = re.compile(
    rf"(?:我们?|咱们?|本)?(?P<kind>党?支部|单位|机关|局)[里内]?的?(?:{_EVERYONE}|党员|同志|人)?"
    rf"|(?:我们|咱们?)这?[边儿里]?的?(?:{_EVERYONE}|人)|{_EVERYONE}"
)
_KINDS = {"支部": "branch", "党支部": "branch", "单位": "unit", "机关": "unit", "局": "unit"}
_FIRST = re.compile(r"([^\s，,：:。；;！!？?]+)[\s，,：:]*", re.DOTALL)
_SPOKEN_TO = r"请|定于|于|[今明][天日早晚]|下?周[一二三四五六日天]|\d"
# 第三支部请…: where nothing divides the name from the text.
_AT_ONCE = re.compile(rf"(.{{1,{LONGEST}}}?(?:{_KIND}))(?={_SPOKEN_TO})")
_DIVIDERS = " \t\n\u3000，,：:"
_COLON = re.compile(
    rf"(?:发给|发到|给|通知(?=[^\s：:])|向)?\s*([^，,：:。；;！!？?\n]{{1,{LONGEST}}})[：:]\s*"
)
_AND = re.compile(r"以及|[和及与、]")
_ANOTHER = re.compile(r"\s*(?:以及|[和及与、])")


class Head(NamedTuple):
    """`name` as said, `text` what follows it; `plain` when it can hardly be anything but a place.
    `of` is the place where some of its people are named: 财政局各支部书记."""

    name: str
    text: str
    plain: bool
    of: str = ""

    @property
    def parts(self) -> list[str]:
        """甲局和乙馆 are two, 发展和改革委 is one."""
        parts = [part for part in _AND.split(self.name) if part]
        return parts if len(parts) > 1 and all(map(like_a_place, parts)) else [self.name]


class Told(NamedTuple):
    """Whom a line says to tell; `text` is what, "" where nothing divides the two."""

    name: str
    text: str
    everybody: bool  # all there are
    kind: str = ""  # … of one's own place of this kind


def told(said: str) -> Told | None:
    found = next(filter(None, (pattern.match(said) for pattern in _TOLD)), None)
    if found is None:
        return None
    name = found["whom"]
    own = _OWN.fullmatch(name)
    if own is None and not _of_all(name) and found.groupdict().get("tells") not in _CERTAIN:
        return None
    text = said[found.end() :] if found["divider"] else ""
    kind = _KINDS[own["kind"]] if own and own["kind"] else ""
    return Told(name, text, everybody=own is not None or _of_all(name), kind=kind)


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
    if some := _some(name, said[first.start() :]):
        return some
    people = _all_of(name)
    if people:  # as they are addressed: it stays in the text
        name, text = people, said[first.start() :]
    given = to is not None and re.search("给|发到", to[0]) is not None
    addressed = bool(people) and not in_a_sentence(name)
    plain = addressed or (given and not _of_all(name)) or like_a_place(name)
    return Head(name, text, plain)


def _all_of(name: str) -> str:
    """The place all of whose people are addressed; "" for another name."""
    found = None if _of_all(name) else _ALL_OF.fullmatch(name)
    return found["place"] if found else ""


def _some(name: str, text: str) -> Head | None:
    """Some of those who are there are never all of them: who is meant is asked."""
    found = None if _of_all(name) else _SOME_OF.fullmatch(name)
    if found is None or (found["who"] and (_all_of(name) or _IN_A_SENTENCE.search(found["who"]))):
        return None
    return Head(name, text, plain=True, of=found["place"] or "")


def goes_on(text: str) -> bool:
    """Whether what follows a name names another one: 、第三支部：…"""
    return _ANOTHER.match(text) is not None


def without_to(said: str) -> str:
    """The line without a 给 or 发给 at its head."""
    to = _TO.match(said)
    return said[to.end() :] if to else said


def before_colon(said: str) -> Head | None:
    """What stands before a colon says to whom, unless it is a label or a sentence."""
    found = _COLON.match(said)
    if found is None:
        return None
    name = found[1].strip()
    if some := _some(name, said[found.start(1) :]):
        return some
    people = _all_of(name)
    name = people or name
    text = said[found.start(1) :] if people else said[found.end() :]
    if not name or _of_all(name) or _LABEL.search(name):
        return None
    return (
        Head(name, text, plain=True) if ends_as_a_place(name) or not in_a_sentence(name) else None
    )


def in_words(said: str) -> Head | None:
    """测试 某 局 请收看: the first words that together sound like a place."""
    ends = [blank.start() for blank in re.finditer(r"\s+", said[: LONGEST + WORDS])][:WORDS]
    for end in ends[1:]:
        if like_a_place("".join(said[:end].split())):
            return Head(said[:end], said[end:].lstrip(_DIVIDERS), plain=True)
    return None


def like_a_place(name: str) -> bool:
    return ends_as_a_place(name) and not in_a_sentence(_IN_BRACKETS.sub("", name))


def ends_as_a_place(name: str) -> bool:
    spellings = (_SIGNS.sub("", name), _SIGNS.sub("", _IN_BRACKETS.sub("", name)))
    return any(map(_LIKE_A_PLACE.fullmatch, spellings))


def _of_all(name: str) -> bool:
    return _ALL_THERE_ARE.fullmatch(name) is not None


def in_a_sentence(name: str) -> bool:
    return _NO_PLACE.search(name) is not None
