"""Readers of distances: 半小时后, 三天前, 提前20分钟, and of words too vague to be a time."""

import re
from collections.abc import Callable, Mapping

from bot.when import amounts
from bot.when.pieces import Found
from bot.when.slots import Clock, Part, Slots, Span

# Hours to propose for times that differ from house to house.
_USUAL = {
    "上班": (8, 0),
    "下班": (18, 0),
    "快下班": (17, 30),
    "早饭前": (7, 0),
    "早饭": (8, 0),
    "午饭前": (12, 0),
    "午饭": (13, 0),
    "晚饭前": (18, 0),
    "晚饭": (19, 0),
    "睡": (21, 0),
}
# One word for each of them: 中饭之前 is 午饭前, 收工 and 下了班 are 下班.
_LEVELLED = (
    (re.compile("餐"), "饭"),
    (re.compile("^(?:[中晌]午?)(?=饭)"), "午"),
    (re.compile("(?<=饭)[之以](?=前)"), ""),
    (re.compile("^(?:收工|放工|下工|收班|下了班)"), "下班"),
    (re.compile("^上了班"), "上班"),
    (re.compile("^临"), "快"),
)
_UNSAID_LEAD = Span(seconds=1800)


def _lead(found: Found) -> Slots | None:
    if day := found["lead_day"] or found["lead_eve"]:
        slots: Slots = {"lead": Span(days=1)}
        if day.endswith("晚"):
            slots["part"] = Part.EVENING
        return slots
    said = found["lead_amounts"] or found["lead_amounts2"] or found["lead_amounts3"]
    said = said or found["lead_amounts4"] or found["lead_amounts5"]
    lead = amounts.span(said)
    return {"lead": _rough_lead(said), "rough": True} if lead is None else {"lead": lead}


def _rough_lead(said: str) -> Span:
    """Of 提前几天 and 提前半天 a day is proposed, of 提前几周 a week."""
    if re.search("周|星期|礼拜", said):
        return Span(days=7)
    return Span(days=1) if said.endswith(("天", "日")) else _UNSAID_LEAD


def _after(found: Found) -> Slots | None:
    after = amounts.span(found["after_amounts"] or found["after_amounts2"])
    return {"vague": True} if after is None else {"after": after}


def _ago(found: Found) -> Slots | None:
    ago = amounts.span(found["ago_amounts"])
    return {"vague": True} if ago is None else {"ago": ago}


def _bare_amount(found: Found) -> Slots | None:
    """半小时 alone or before 提醒我 probably is 半小时后."""
    if found.preceding.endswith("第"):
        return None
    after = amounts.span(found["bare_amount"] or found["bare_amount2"])
    if found.preceding.endswith(("后", "前")):  # 饭后半小时
        return {"vague": True}
    return {"vague": True} if after is None else {"after": after, "rough": True}


def _vague(found: Found) -> Slots | None:
    said = found.match[0]
    for pattern, word in _LEVELLED:
        said = pattern.sub(word, said)
    usual = next((usual for word, usual in _USUAL.items() if said.startswith(word)), None)
    return {"clock": Clock(*usual, literal=True), "usual": True} if usual else {"vague": True}


BUILDERS: Mapping[str, Callable[[Found], Slots | None]] = {
    "lead": _lead,
    "lead_unsaid": lambda found: {"lead": _UNSAID_LEAD, "rough": True},
    "lag": lambda found: {"lead": Span(days=-1)},
    "after": _after,
    "ago": _ago,
    "past_moment": lambda found: {"ago": Span()},
    "within": lambda found: {"vague": True},
    "vague": _vague,
    "bare_amount": _bare_amount,
}
