"""What is said at the card to change the text, not to choose a time: 周三改成周四, 写错了, 重写."""

import re
from typing import NamedTuple

from bot.hearing.heard import Heard

_LONGEST = 20  # characters of a line that only says there is a mistake
_MISTAKEN = re.compile(
    r"(?:我?(?:要|想|再|来)?(?:重写|重新写|重新编辑|编辑|修改|改)(?:一?[改下])?(?:正文|内容|文字|通知)?(?:吧|了)?)"
    r"|.*(?:[写打]错|错别字|错字).*"
    r"|应该?是.*|(?:不对|错了|有错|有误|等一?(?:下|会|等)|稍等|慢着|且慢|别急)(?:儿|了|吧)?(?: .*)?"
)
_OPENING = re.compile(
    r"^(?:(?:等一?[下等会]|稍等|不对|[写打]?错了|抱歉|不好意思|麻烦您?|请|帮我|能不能|可以|再)[，,。！!\s]*)*(?:把|将)?"
)
_ENDING = re.compile(r"(?:吧|啊|哈|可以吗|行吗|好吗|谢谢|[。！!？?，,～~\s])+$")
_PAIRS = (
    r"(.{0,40}?)(?:[写打]?错了?)?[，,\s]*(?:应该|应当)?[改换](?:成|为|為|到|作)[：:\s]*(.+)",
    r"(.{1,40}?)[改换](.+)",
    r"(.{1,40}?)(?:[写打]?错了?)?[，,\s]*(?:应该|应当|应)[是为](.+)",
    r"不是(.{1,40}?)[，,\s]*(?:而|应该|应当)?是(.+)",
)
# 改成 says by itself what it is about; the others where what they change is there.
_PLAIN, *_LOOSE = (re.compile(pattern, re.DOTALL) for pattern in _PAIRS)
_QUOTES = "“”\"'《》「」"
# What stands to the left of 改成 and is no piece of the text, but the name of one or of all of it.
_WHOLE = frozenset({"正文", "内容", "通知", "通知内容", "全文", "文字"})
_PARTS = frozenset({"", "时间", "地点", "日期", "标题", "名称", "开头", "结尾", "落款"})


class Correction(NamedTuple):
    """`text` as it is to be; "" when the whole is to be written anew, `why` says for which reason."""

    text: str
    why: str = ""


def correction(said: Heard, body: str) -> Correction | None:
    """None when it is about something else."""
    line = _OPENING.sub("", said.strip())
    if found := _PLAIN.fullmatch(line):
        return _replaced(found[1].strip().strip(_QUOTES), found[2], body)
    for pattern in _LOOSE:
        found = pattern.fullmatch(line)
        if found and body.count(old := found[1].strip().strip(_QUOTES)) == 1:
            return Correction(body.replace(old, _bare(found[2])))
    mistaken = len(said.said) <= _LONGEST and _MISTAKEN.fullmatch(said.said)
    return Correction("", "好的。") if mistaken else None


def _replaced(old: str, new: str, body: str) -> Correction:
    if old in _WHOLE:
        return Correction(new.strip())
    if old in _PARTS or re.search(r"[改换][成为]", new):
        return Correction("", "好的。")
    times = body.count(old)
    if times == 1:
        return Correction(body.replace(old, _bare(new)))
    return Correction("", f"正文里{'不止一处' if times else '没有'}“{old}”。")


def _bare(new: str) -> str:
    """What is to stand there, without 吧 and thanks."""
    return _ENDING.sub("", new.strip()).strip(_QUOTES)
