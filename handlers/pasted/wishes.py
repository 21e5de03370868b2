"""How secretaries ask, in words of their own, to publish something, or to call off what is published."""

import re

_OFF = re.compile(
    r"取消|撤销|停办|不[办搞开]了?|作废|黄了|泡汤|吹了|停了|[办搞开弄去]不成|闭馆|暂停|不组织了"
)
_OWN = re.compile(r"报名|名额|我的|我报|候补|参加|[去来]不(?!成)|不[去来]|退")
_CLAUSES = re.compile(r"[\s,，;；。!！]+")
_FIRST = (
    r"^\s*(?:我们?|咱们?|[帮给替]我?|请|麻烦|想要?|要|需要|打算|准备|计划|拟"
    r"|可以|能不能|能|怎么|如何|现在|再|先)*+"
)
_COUNT = r"(?:一?[场项次期趟]|一?个(?![人体税性头]))"
_ALL = (
    r"(?:(?:本|我们|咱们?)?(?:全体|各)?"
    r"(?:大家伙儿?|大家|大伙儿?|(?:支部的?)?(?:党员|同志|职工|干部)们?|支部的人)(?:一起|一块儿?|都)?)"
)
_HOLD = r"(?:搞|弄|办|整|来|组织|安排|开展|举办|策划)"
_OF_ALL = rf"(?:组织|安排|发动|号召|拉|带|约){_ALL}(?=\S)"
_TO_BE_HELD = r"(?<=拟)(?:举办|举行|开展|召开|组织)(?=\S)"
_TO_THE_END = r"[吧吗呢了啊呗嘛]*(?:[\s,，:：。.!！?？]+|$)"
# What stands before the announcement itself: 我要发个活动, 想弄一场, 组织大家, 拟举办.
_WISHES = tuple(
    re.compile(_FIRST + said)
    for said in (
        r"(?:发布|发起|发|新建|创建)(?:一?[个场次项条下])?(?:新的?)?(?:志愿|社区)?(?:服务)?"
        rf"(?:活动|需求|服务){_TO_THE_END}",
        rf"{_HOLD}{_COUNT}(?:新的?)?活动{_TO_THE_END}",
        _OF_ALL,
        rf"{_TO_BE_HELD}{_ALL}?",
        rf"{_HOLD}{_COUNT}(?=\S)",
    )
)
# Whom it is held with, or that it is one of several: a list, too, is asked for as 弄个名单.
_ORGANISES = re.compile(_FIRST + rf"(?:{_OF_ALL}|{_TO_BE_HELD}|{_HOLD}一?[场次期趟](?=\S))")


def without_wish(text: str) -> str:
    """我要发个活动 wishes for one; what stands behind it is the announcement."""
    return next((rest for wish in _WISHES if (rest := wish.sub("", text, 1)) != text), text)


def organises(text: str) -> bool:
    """Whether whoever speaks wishes to hold something, in words of their own: 组织大家看电影."""
    return _ORGANISES.match(text) is not None


def says_off(text: str) -> bool:
    return _OFF.search(text) is not None


def calls_off(text: str) -> bool:
    """Whether it may be meant of the thing itself, not of one's own place in it."""
    return says_off(text) and not _OWN.search(text)


def what_is_off(text: str) -> str:
    """Of 参观活动取消了 下雨 the clause that calls it off: a reason names nothing."""
    return next((clause for clause in _CLAUSES.split(text) if says_off(clause)), text)
