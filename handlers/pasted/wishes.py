"""How secretaries ask, in words of their own, to publish something, or to call off what is published."""

import re

_OFF = re.compile(
    r"取消|撤销|停办|不[办搞开]了?|作废|黄了|泡汤|吹了|停了|[办搞开弄去]不[成了]|不[搞弄组]织?了|闭馆"
)
_OWN = re.compile(r"报名|名额|我的|我报|候补|参加|[去来]不(?!成|了)|不[去来]|退")
_FIRST = (
    r"^\s*(?:我们?|咱们?|[帮给替]我?|请|麻烦|想要?|要|需要|打算|准备|计划|拟"
    r"|可以|能不能|能|怎么|如何|现在|再|先)*+"
)
_COUNT = r"(?:一?[个场项次期趟条下](?![人体税性])|一)"
_ALL = (
    r"(?:(?:本|我们|咱们?)?(?:全体|各)?(?:大家伙儿?|大家|大伙儿?|(?:支部的?)?(?:党员|同志|职工|干部)们?|支部的人)"
    r"(?:一起|一块儿?|都)?)"
)
_HELD = r"(?:搞|弄|办|整|来|拉|带|叫|约|组织|安排|开展|举办|策划|发动|号召)"
# What stands before the announcement itself: 我要发个活动, 想弄一场, 组织大家, 拟举办.
_WISHES = tuple(
    re.compile(_FIRST + said)
    for said in (
        rf"(?:发布|发起|发|新建|创建){_COUNT}?(?:新的?)?(?:志愿|社区)?(?:服务)?(?:活动|需求|服务)[吧吗呢了啊]*(?:[\s,，:：。.!！?？]+|$)",
        rf"{_HELD}{_COUNT}(?:新的?)?活动[吧吗呢了啊呗嘛]*(?:[\s,，:：。.!！?？]+|$)",
        rf"{_HELD}(?:{_COUNT}|{_ALL}){{1,2}}(?=\S)",
        r"(?<=拟)(?:举办|举行|开展|召开|组织)(?=\S)",
    )
)
_INVITES = re.compile(r"^\s*拟(?:于|定于|在)?.*?(?:举办|举行|开展|召开|组织)|报名")


def without_wish(text: str) -> str:
    """我要发个活动 wishes for one; what stands behind it is the announcement."""
    return next((rest for wish in _WISHES if (rest := wish.sub("", text, 1)) != text), text)


def organises(text: str) -> bool:
    """Whether whoever speaks wishes to hold something, in words of their own: 组织大家看电影."""
    return without_wish(text) != text


def calls_off(text: str) -> bool:
    """Whether it may be meant of the thing itself, not of one's own place in it."""
    return bool(_OFF.search(text)) and not _OWN.search(text)
