"""The kinds of messages that come unasked, each by the room that sends them, and how they are named."""

import re
from typing import NamedTuple

from bot.hearing.heard import Heard


class Sent(NamedTuple):
    """What one room sends unasked."""

    room: str
    name: str
    named: str  # a regular expression of what people call it
    stopped: str  # what no longer comes
    nothing: str  # what is said to whoever wants it and has not given it up


KINDS = (
    Sent(
        "registration",
        "活动",
        r"活动|讲座|讲堂|培训|比赛|宣讲|参观|文体|观影",
        "新活动和推荐不再主动发给您，想看回复“活动”。",
        "新活动还不会一发布就发给您，想看随时回复“活动”。",
    ),
    Sent(
        "volunteering",
        "志愿",
        r"志愿|义诊|需求|社区服务",
        "新的服务需求不再主动发给您，想看回复“志愿”。",
        "新的服务需求还不会一发布就发给您，想看随时回复“志愿”。",
    ),
    Sent(
        "notices",
        "通知",
        r"通知|公告",
        "支部和单位的通知不再发给您，要紧的事请问支部书记。",
        "支部和单位的通知照常发给您。",
    ),
)
# 志愿的要留着: a clause that names what still is to come.
_KEPT = re.compile(
    r"留着|保留|还(?:是)?要|要收|照[发收常旧]|继续|[别不](?:要|能|一[块起]|都|给我)*(?:停|退|关)"
)
ALL = "全部"
# 活动通知 are messages about events; 活动和通知 are two kinds.
_ONE_MORE = re.compile(r"(?:和|跟|与|及|还有|或者?|、|，|,| )(?:支部|单位)?的?(?:通知|公告)")


def without_kept(text: Heard) -> Heard:
    """What is left of it without the clauses that name what still is to come."""
    return text.part(" ".join(clause for clause in text.clauses if not _KEPT.search(clause)))


def named(text: Heard) -> list[Sent]:
    """The kinds that a text names."""
    if text.of_all or text.said == ALL:
        return list(KINDS)
    found = [kind for kind in KINDS if re.search(kind.named, text.said)]
    if len(found) > 1 and found[-1].room == "notices" and not _ONE_MORE.search(text.said):
        return found[:-1]
    return found
