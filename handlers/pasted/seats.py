"""Where seats stand in a pasted line, and how many there are of which."""

import re

from bot.language.numbers import number
from handlers.pasted.pieces import BREAK, without

MOST = 100_000
NO_COUNT = "“{}”没有说准是多少人。"
UNLIMITED = "名额要有一个数，不能不限；估一个够用的数，如“100人”，以后还能改。"
ABSURD = "名额要在 1 到 100,000 之间。"

_ONSITE, _VIDEO = r"现场|线下|到场|会场(?=\d|限)", r"视频|线上|直播|网上|网络|在线|远程"
_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+|\d{1,12}(?:\.\d)?[千万]?|[一二两三四五六七八九十百千万]{1,5})"
_ENDS_COUNT = r"(?![\d楼号期点时月层:.年届]|[个人名]?月)"
_PERSONS = r"(?:个?人|个?名额?|位|席|个)"
_MODE = rf"(?P<mode>{_ONSITE}|{_VIDEO})"
_SAID_MODE = r"(?:参加|观看|收看|参会|名额|人数|听|看)*"
_HEADS = r"(?:名额|限额|人数|规模|容量)(?:限制|上限)?|限|招募?|需要?|共需?|缺|容纳"
_CHANGES = r"(?:改|填|写|弄|搞|设|定|调整?|变更?|换|增加?|减少?|扩大?|加|减|延长?|延期|推迟|提前)?(?:成|为|到|至|在)?"
_ROUGHLY = r"(?:约|大约|大概|不少于)"
_SEATS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_MODE}{_SAID_MODE}{_CHANGES}(?:[:限各]|不超过)?(?P<n>{_NUMBER}){_ENDS_COUNT}{_PERSONS}?",
        rf"(?<!\d)(?P<n>{_NUMBER}){_PERSONS}?\s?{_MODE}(?=$|[\s,，、;；。)）])",
        rf"{_MODE}{_SAID_MODE}\s*{_CHANGES}\s*(?:[:限各]|不超过)?\s*(?P<n>{_NUMBER}){_ENDS_COUNT}{_PERSONS}?",
        rf"(?:参加|计划|活动|报名|招募|需求|需要)?(?:{_HEADS})\s*{_CHANGES}\s*[:：]?\s*(?:限|共|为|不超过|控制在|{_ROUGHLY})?\s*(?P<n>{_NUMBER}){_ENDS_COUNT}"
        rf"{_PERSONS}?(?:志愿者|以内)?(?P<rough>左右|以上|多人|[-~到至]\d+人?)?",
        rf"(?<![\d第.])(?P<roughly>{_ROUGHLY}|\d+[-~到至])?(?P<n>{_NUMBER})(?:人|名额?|位|个人|个名额)(?:志愿者|以内|参加)?"
        rf"(?P<rough>左右|以上|上下)?(?=$|[\s,，、;；。)）]|{_ONSITE}|{_VIDEO})",
    )
)
# So many of each are no capacity: 每支部限报2人.
_EACH = re.compile(
    rf"[每各]个?(?:党?支部|单位|部门|科室|处室|党委|总支)[^\s,，;；。]{{0,6}}?{_NUMBER}(?:[-~到至]{_NUMBER})?[人名位][^\s,，;；。]{{0,4}}"
)
_LABEL = re.compile(rf"(?:参加|活动|计划)?(?:人数|名额)\s*:\s*(?={_ONSITE}|{_VIDEO})")
_NO_NUMBER = re.compile(r"(?:(?:人数|名额)\s*:?\s*)?(?:若干(?:人|名)?|人数待定)")
_UNLIMITED = re.compile(
    r"(?:(?:人数|名额)\s*:?\s*)?(?:(?<![龄历业别])不限制?(?:人数|名额)?|不设上?限|不封顶"
    r"|[无没]有?(?:人数|名额)?(?:上限|限制|限额))"
)
# No place and no title either: 四十来个人吧.
_PEOPLE = re.compile(
    rf"(?:那就|就|先|按|{_ROUGHLY})*(?:\d{{1,6}}|[一二两三四五六七八九十百千万]{{1,5}})[多来几]?{_PERSONS}"
    r"(?:左右|上下|以内)?(?:吧|就行|就好|就够了?|够了)?"
)
_BARE = re.compile(
    rf"(?:那就|就|先|按|{_ROUGHLY})*(?P<n>{_NUMBER}){_PERSONS}?(?:左右|上下)?(?:吧|就行|就好|就够了?|够了)?"
)


def without_each(text: str) -> tuple[str, list[str]]:
    """The text without what is said of every branch, and that."""
    return _EACH.sub(BREAK, text), [found[0] for found in _EACH.finditer(text)]


def seats(text: str, doubts: dict[str, str]) -> tuple[str, dict[str, int]]:
    """How many by onsite, video, or seats where that is not said; and the text without them."""
    counted: dict[str, int] = {}
    text = _LABEL.sub("", text)
    for pattern in _SEATS:
        for said in pattern.finditer(text):
            _count(said, counted, doubts)
        text = pattern.sub(BREAK, text)
    if found := _NO_NUMBER.search(text):
        text = without(text, found)
        doubts["seats"] = NO_COUNT.format(found[0].strip())
    if found := _UNLIMITED.search(text):
        text = without(text, found)
        doubts["seats"] = UNLIMITED
    if "seats" in counted and len(counted) > 1:
        doubts["seats"] = NO_COUNT.format(f"{counted['seats']}人")
    return text, {} if "seats" in doubts else counted


def counts_people(text: str) -> bool:
    """Whether it says how many, and nothing else."""
    return _PEOPLE.fullmatch(text.strip(" 。.!！")) is not None


def bare(answer: str) -> str:
    """三十, 二十个, 20人左右: to the question how many, any number is one of seats."""
    found = _BARE.fullmatch(answer.strip(" 。.!！"))
    count = number(found["n"]) if found else None
    return answer if count is None else f"名额{count}"


def mode_of(place: str) -> str:
    """Where a place is no more than a way of taking part: 线上, 现场."""
    if re.fullmatch(_VIDEO, place):
        return "video"
    return "onsite" if re.fullmatch(_ONSITE, place) else ""


def video_word(text: str) -> str:
    """Where nobody comes to a room, the word for it is the place: 线上, 直播."""
    found = re.search(rf"({_VIDEO})(?=\D{{0,4}}\d)", text) or re.search(_VIDEO, text)
    return found[0] if found else ""


def _count(found: re.Match[str], counted: dict[str, int], doubts: dict[str, str]) -> None:
    said = found.groupdict()
    count = number(found["n"])
    word = said.get("mode") or ""
    mode = ("video" if re.fullmatch(_VIDEO, word) else "onsite") if word else "seats"
    rough = said.get("rough") or said.get("roughly") or re.search(_ROUGHLY, found[0])
    if rough or count is None or counted.get(mode, count) != count:
        doubts["seats"] = NO_COUNT.format(found[0].strip())
    elif not 1 <= count <= MOST:
        doubts["seats"] = ABSURD
    else:
        counted[mode] = count
