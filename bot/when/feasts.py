"""Readers of feasts and solar terms: 国庆节, 元旦那天, 冬至上午."""

import re
from collections.abc import Callable, Mapping

from bot.when import holidays
from bot.when.pieces import Found
from bot.when.slots import Slots

_BEFORE = re.compile("(?:年|逢|在|到|等|于|从)的?$")
_HOURS = "一?早|[上中下]午|[上下]昼|晚上|凌晨"
_AFTER = re.compile(
    r"$|[\s,。;!?()]|节?(?:$|[\s,。;!?()0-9]|当[天日]|那[天日]|期间|假期|放假|前|后|提醒|叫我|通知|喊|到"
    f"|{_HOURS}|的?时候|我|要)"
)
_TENTH_MONTH = re.compile(f"节|假|当天|那天|期间|放假|{_HOURS}")
_TERM = re.compile(f"节气|当天|那天|{_HOURS}")
_SIDE = re.compile(r"节?(?:之|以)?(?P<side>[前后])(?![一二两三四五六七八九十0-9半头])")


def _holiday(found: Found) -> Slots | None:
    """A feast is a time only where it is not part of a name such as 七一表彰."""
    name = found["holiday"]
    if not (_BEFORE.search(found.preceding) or _AFTER.match(found.following)):
        return None
    if name == "十一" and not _TENTH_MONTH.match(found.following):
        return None
    if name in holidays.AMBIGUOUS and (found.dated or not _TERM.match(found.following)):
        return None
    slots: Slots = {"holiday": name}
    if name in holidays.AMBIGUOUS or _SIDE.match(found.following):
        slots["rough"] = True
    return slots


BUILDERS: Mapping[str, Callable[[Found], Slots | None]] = {
    "days_off": lambda found: {"off": True},
    "holiday": _holiday,
}
