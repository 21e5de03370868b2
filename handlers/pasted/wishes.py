"""How secretaries ask, in words of their own, to change or to call off what they published."""

import re

from handlers.speech import either

# Beside what it is about: it takes place at another time, in another place, or differently.
CHANGES = either(
    r"改[到在期]|延期|延后|推[迟后]|顺延|(?:改|换|调整?|挪|变更|提前)[到成为]|[改换]个?(?:地方|地点|时间|日子|会议室)",
    r"(?:时间|地点|场地|名额|人数|截止|名称)[^ ]{0,3}(?:改|换|调|推|延|提前|增|加)",
    r"(?:^|[请把要我])(?:修改|更改)|(?:改|调整)一?下|[改换调][^ ]{0,4}(?:时间|地点|名额|名称)",
)
# … but it is one's own place, a reminder, a question, or only news of it.
NO_CHANGE = either(
    r"提醒|闹[钟铃]|叫我|喊我|视频|线上|线下|现场|直播|网上|网络|到场|我(?:的|报|参加|没|去|不|能)|报名(?!截止|时间)",
    r"吗|什么|怎么|哪|几[点号天]|多少|是不是|有没有|能不能|[改延推]没|为什么|没有(?= |$)",
    r"换届|选举|党费|转正|预备期|组织关系",
)
_OFF = re.compile(r"取消|撤销|停办|不[办搞开]了?|作废")
_OWN = re.compile(r"报名|名额|我的|我报|候补|参加|[去来]不|不[去来]|退")


def calls_off(text: str) -> bool:
    """Whether it may be meant of the thing itself, not of one's own place in it."""
    return bool(_OFF.search(text)) and not _OWN.search(text)
