"""Days that a sentence names and that we do not know: 母亲节, 初三, 发工资那天."""

import re

from bot.when.phrases import Phrase

_NAMED = re.compile(
    "(?:(?<![环细情关调季章音骨])节|日|小年夜?|腊八|七夕|初[一二三四五六七八九十]{1,2}|[单双奇偶][号数]"
    "|第.天|最后一天|头一天|[寒暑]假|(?<![0-9一二三四五六七八九十])[一二三四五六]{2})"
    r"(?:[当那]天|[的就,\s]){0,2}$"
)
_SOME_WORD = re.compile(r"[^,。;\s]$")
_SIGN = re.compile("[,。;!?]")
_SEEN = 8


def on_unread_day(text: str, hour: Phrase, day: Phrase | None) -> bool:
    """Whether the hour is of a day not understood, rather than of `day`, the nearest one known."""
    found = _NAMED.search(text, max(0, hour.start - _SEEN), hour.start)
    if found is None and "same_day" in hour.slots:
        found = _SOME_WORD.search(text, max(0, hour.start - 1), hour.start)
        if found is None:
            return day is None
    if found is None or day is None or day.slots.get("every") == "day":
        return found is not None
    return day.end > found.start() or _SIGN.search(text, day.end, found.start()) is not None
