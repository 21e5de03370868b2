"""Readers of feasts, solar terms and days counted from them: 国庆节, 冬至上午, 国庆后第一个工作日."""

import re
from collections.abc import Callable, Mapping

from bot.language.numbers import number
from bot.when import amounts, holidays
from bot.when.pieces import Found
from bot.when.slots import Beside, Part, Slots, Span
from bot.when.words import WEEKDAY

_BEFORE = re.compile("(?:年|逢|在|到|等|于|从)的?$")
_HOURS = "一?早|[上中下]午|[上下]昼|晚上|凌晨"
_AFTER = re.compile(
    r"$|[\s,。;!?()]|节气|[零一二两三四五六七八九十]{1,3}点|节?(?:$|[\s,。;!?()0-9]|当[天日]|那[天日]|期间|假期|放假|前|后|有(?!关)|的|提醒|叫我|通知|喊|到"
    f"|{_HOURS}|的?时候|我|要|[当那]晚|夜里|晚(?![会宴])|(?:周|星期|礼拜)[一二三四五六日天])"
)
_TENTH_MONTH = re.compile(f"节|假|当天|那天|期间|放假|{_HOURS}")
_TERM = re.compile(f"节气|当天|那天|{_HOURS}")
# 前一天 and 头天 are read by themselves.
_SIDE = re.compile("节?(?:小?长?假期?|放假|期间)?(?:之|以)?[前后](?!一[天日晚])")
_HOUR = re.compile("[0-9零一二两三四五六七八九十]{1,3}[点时:]")
_MIDNIGHT = re.compile("(?:零|0|十二|12)[点时:]")
_WORKED = re.compile("[班工岗]|收假")
_SIDE_ALONE = re.compile(_SIDE.pattern + r"(?=$|[\s,。;!?)]|提醒|叫|通知|喊|我)")


def _holiday(found: Found) -> Slots | None:
    """A feast is a time only where it is not part of a name such as 七一表彰."""
    name = found["holiday"]
    beside = _BEFORE.search(found.preceding) or _AFTER.match(found.following)
    if not (beside or found.match[0].endswith("节气")):
        return None
    if name == "十一" and not _TENTH_MONTH.match(found.following):
        return None
    term = found.match[0].endswith("节气") or _TERM.match(found.following)
    if name in holidays.AMBIGUOUS and (found.dated or not term):
        return None
    if _SIDE.match(found.following) and not _SIDE_ALONE.match(found.following):
        return {"holiday": name, "beside": None}
    eve = name.endswith(("夜", "夕")) and _HOUR.match(found.following)
    if eve or (name.endswith("年三十") and _MIDNIGHT.match(found.following)):
        return {"holiday": name, "part": Part.EVENING}  # 平安夜八点
    rough = name in holidays.AMBIGUOUS or _SIDE.match(found.following)
    return {"holiday": name, "rough": True} if rough else {"holiday": name}


def _beside(found: Found) -> Slots | None:
    slots: Slots = {"holiday": found["beside_feast"], "beside": _counted(found)}
    # 元旦后三天 may be the third day or the days until then.
    return {**slots, "rough": True} if found["beside_side"] == "后" else slots


def _new_year_over(found: Found) -> Slots | None:
    """过完年头天上班, 年后上班第一天: counted as after the feast itself."""
    count = _nth(found["over_nth"])
    away = Span(workdays=count) if _WORKED.search(found.match[0]) else Span(days=count)
    feast = found["over_feast"].replace("年", "") or "春节"
    return {"holiday": feast, "beside": Beside("last", away)}


def _lunar(found: Found) -> Slots | None:
    """Days of the first and the last month; of the others the almanac here knows nothing."""
    if found["small_year"]:  # the 23rd in the north, the 24th in the south
        return {**_of_lunar_month("腊", "二十三"), "rough": True}
    if found["eighth"]:
        return _of_lunar_month("腊", "八")
    if day := found["bare_lunar"]:  # of another month, perhaps
        return {**_of_lunar_month("正", day.removeprefix("初")), "rough": True}
    if day := found["lunar_day"] or found["new_year_day"]:
        return _of_lunar_month(found["lunar_month"] or "正", day.removeprefix("初"))
    return {"days": (1,), "loose": True, "rough": True}


def _before_new_year(found: Found) -> Slots | None:
    """年前 alone: perhaps a week before it."""
    away = amounts.span(found["new_year_amounts"]) if found["new_year_amounts"] else Span(days=7)
    if away is None or away.seconds:
        return None
    return {"holiday": "春节", "beside": Beside("feast", away.back), "rough": True}


def _of_lunar_month(month: str, written: str) -> Slots:
    day = number(written)
    if day is None or not 1 <= day <= 30:
        return {"days": (1,), "loose": True, "rough": True}
    first = "春节" if month == "正" else "腊月初一"
    return {"holiday": first, "beside": Beside("feast", Span(days=day - 1))}


def _counted(found: Found) -> Beside | None:
    """Before a feast the days count from its own, after it from the last day off."""
    if found["beside_amounts"]:
        return _by_amount(found)
    if day := found["after_weekday"]:
        return Beside("last", Span(days=7 * _nth(found["after_week"]) - 6), WEEKDAY[day])
    if found["off_last"]:
        return Beside("last", Span())
    if found["off_day"]:
        return Beside("first", Span(days=_nth(found["off_nth"]) - 1))
    count = _nth(found["after_nth"])
    away = Span(workdays=count) if _WORKED.search(found.match[0]) else Span(days=count)
    return Beside("first", away.back) if "前" in found.match[0] else Beside("last", away)


def _by_amount(found: Found) -> Beside | None:
    away = amounts.span(found["beside_amounts"])
    if away is None or away.seconds:
        return None
    if found["beside_side"] == "后":
        return Beside("last", away)
    return Beside("first" if found["beside_off"] else "feast", away.back)


def _nth(written: str) -> int:
    return number(written or "一") or 1


BUILDERS: Mapping[str, Callable[[Found], Slots | None]] = {
    "days_off": lambda found: {"off": True},
    "feast_beside": _beside,
    "lunar": _lunar,
    "before_new_year": _before_new_year,
    "new_year_over": _new_year_over,
    "holiday": _holiday,
}
