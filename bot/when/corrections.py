"""Times taken back while speaking: 周三，不对，周四; 下午3点，哦不，4点."""

import re
from dataclasses import replace

from bot.when.hours import over, readings
from bot.when.phrases import Phrase
from bot.when.slots import DATE_SLOTS, Slots, only, without

_SIGNS = r"[,。.;:!?…~\s]"
_SIGHS = "[哦噢喔啊呃嗯额诶哎唉呀]"
_WRONG = f"(?:不对|不+(?={_SIGNS})|不是(?={_SIGNS})|[说讲写记打弄搞]?错了?|口误|更正|算了)"
_TAKEN_BACK = re.compile(
    f"(?:^|{_SIGNS})(?:{_SIGNS}|{_SIGHS})*(?:{_WRONG}(?:{_SIGNS}|{_SIGHS})*)+"
    f"(?:还?是|(?:应该|应当|应|得|要|改)[是为到成在]?)?$|{_SIGNS}应[该当]是$"
)
LEFT_OPEN = re.compile(f"{_SIGNS}{_SIGHS}*(?:不对|[说讲写记]错了?|错了|口误|算了)(?={_SIGNS}|$)")
_SEEN = 20
_PART_LASTS = 6 * 60
# What of the earlier day still holds when only the smaller unit is corrected.
_WITHIN = {"days": ("month", "year"), "month": ("year",), "weekdays": ("week",)}


def corrected(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """The phrases, each that takes back the one before it in the place of both."""
    found: list[Phrase] = []
    for phrase in phrases:
        between = text[found[-1].end : phrase.start][-_SEEN:] if found else ""
        back = _TAKEN_BACK.search(between)
        if back is None:
            found.append(phrase)
            continue
        earlier = found.pop()
        start = phrase.start - len(between) + back.start()
        slots = _corrected(earlier.slots, phrase.slots)
        found.append(replace(phrase, slots=slots, start=start, apart=earlier.spans))
    return found


def _corrected(earlier: Slots, later: Slots) -> Slots:
    """The later words; what they leave unsaid is as it was."""
    day, hour = _day(earlier, later), _hour(earlier, later)
    flags = without(later, "part", "clock", *DATE_SLOTS)
    return {**flags, **day, **hour}


def _day(earlier: Slots, later: Slots) -> Slots:
    if DATE_SLOTS.isdisjoint(later):
        return only(earlier, *DATE_SLOTS)
    names = {name for unit, wider in _WITHIN.items() if unit in later for name in wider}
    day: Slots = {**only(earlier, *names), **only(later, *DATE_SLOTS)}
    if "every" in earlier and "every" not in later:
        again = only(earlier, "every", "interval") if names else Slots()
        return {**again, **day, "rough": True}
    return {**day, "rough": True} if "week" in day and "week" not in later else day


def _hour(earlier: Slots, later: Slots) -> Slots:
    if "clock" in later:
        return _clock(earlier, later)
    if "part" not in later:
        return only(earlier, "part", "clock", "rough", "usual")
    if "clock" not in earlier:
        return only(later, "part")
    same = earlier.get("part") is later["part"]
    return only(earlier, "part", "clock") if same else {"part": later["part"], "rough": True}


def _clock(earlier: Slots, later: Slots) -> Slots:
    """4点 after 下午3点 is in the afternoon too; 1点 after 上午11点 nobody knows."""
    said = only(later, "part", "clock")
    if "part" in later or "part" not in earlier or later["clock"].literal:
        return said
    there: Slots = {**said, "part": earlier["part"]}
    hours, end = readings(there), over(earlier["part"])
    if hours is None or not end - _PART_LASTS <= hours.usual <= end:
        return {**said, "rough": True}
    return there
