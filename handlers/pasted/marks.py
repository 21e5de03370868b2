"""Each time of a pasted line becomes one sign, so that what stands around it needs no pattern of days."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from bot.when.mentions import Mention, mentions
from bot.when.slots import Slots

_ROOM = 0x800
_PLAIN, _BEFORE, _STRETCH = 0xE000, 0xE800, 0xF000
TIME = "[\ue000-\uf7ff]"
BEFORE = "[\ue800-\uefff]"  # words that end in 前: 下班前
STRETCH = "[\uf000-\uf7ff]"  # … that say an end too: 9点到11点
_SIGN = re.compile(TIME)
_DAY = frozenset(
    ("month", "days", "relative", "week", "weekdays", "holiday", "after", "ordinal", "every")
)
_NO_TIME = frozenset(("lead", "ago", "but"))


class Marked(NamedTuple):
    """The text with its signs, and what each of them stands for."""

    text: str
    times: Mapping[str, Mention]

    def at(self, found: re.Match[str], group: str) -> Mention:
        return self.times[found[group][0]]


def marked(text: str) -> Marked:
    """`text` holds no such signs of its own: they are taken out where it is levelled."""
    kept, place = "", 0
    times: dict[str, Mention] = {}
    for mention in mentions(text):
        if len(times) == _ROOM or not _is_time(mention.slots):
            continue
        sign = chr(_kind(mention) + len(times))
        times[sign] = closed = _closed(text, mention)
        kept += text[place : closed.start] + sign
        place = closed.end
    return Marked(kept + text[place:], times)


def without_signs(text: str) -> str:
    return _SIGN.sub("", text)


def unmarked(text: str, times: Mapping[str, Mention]) -> str:
    """What was not chosen stands as it was written: 12.4国家宪法日宣传."""
    return _SIGN.sub(lambda sign: times[sign[0]].said, text)


def _kind(mention: Mention) -> int:
    if mention.until:
        return _STRETCH
    return _BEFORE if mention.said.endswith("前") else _PLAIN


def _is_time(slots: Slots) -> bool:
    """Not 提前一天, 半小时后, 今年, 当天, 小雪."""
    if not _NO_TIME.isdisjoint(slots) or ("after" in slots and slots["after"].exact):
        return False
    if "clock" in slots or slots.keys() == {"part"}:
        return True
    return not _DAY.isdisjoint(slots) and not ("holiday" in slots and "rough" in slots)


def _closed(text: str, mention: Mention) -> Mention:
    """The bracket of 12月5日（周六） belongs to the time."""
    if "（" not in mention.said and "(" not in mention.said:
        return mention
    for one, other in ("（）", "()"):
        opened = mention.said.count(one) > mention.said.count(other)
        if opened and text.startswith(other, mention.end):
            return replace(mention, said=mention.said + other, end=mention.end + 1)
    return mention
