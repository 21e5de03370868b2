"""Lengths of time as said: 半小时, 一个半月, 两小时三十分钟."""

import re

from bot.language.numbers import number
from bot.when.patterns import AMOUNTS
from bot.when.slots import Span
from bot.when.words import plain

_PIECE = re.compile(
    r"(?P<half>半)?(?P<count>[0-9.]+|[零一二两三四五]点五|[零一二两三四五六七八九十廿卅百俩仨]+)?个?(?P<plus>半)?"
    r"(?P<unit>工作日|小时|钟头|钟|分钟|分|刻钟|秒|天|日|周|星期|礼拜|月|季度|年|h|min)(?P<tail>半)?"
)
_ANY = re.compile(AMOUNTS)
_ROUGH = re.compile("[几数来多若]")
_SECONDS = {
    "小时": 3600,
    "钟头": 3600,
    "钟": 3600,
    "分钟": 60,
    "分": 60,
    "刻钟": 900,
    "秒": 1,
    "h": 3600,
    "min": 60,
}
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
_MONTHS = {"月": 1, "季度": 3, "年": 12}
_MOST = 5_000


def span(text: str) -> Span | None:
    """The length of `text`; None when it is rough (几天, 两三个小时, 半天) or beyond counting."""
    if _ROUGH.search(text):
        return None
    total = Span()
    for piece in _PIECE.finditer(text):
        added = _piece(piece)
        if added is None:
            return None
        total = _sum(total, added)
    return None if total == Span() else total


def first_span(text: str) -> Span | None:
    """The first length that stands in `text`, if it is an exact one: 再推1小时."""
    found = _ANY.search(plain(text)[0])
    return span(found[0]) if found else None


def _piece(piece: re.Match[str]) -> Span | None:
    count = _count(piece)
    if count is None or count > _MOST:
        return None
    return _measure(count, piece["unit"])


def _count(piece: re.Match[str]) -> float | None:
    if piece["half"]:
        return 0.5
    written = piece["count"] or ""
    if written.endswith("点五"):
        return (number(written[0]) or 0) + 0.5
    whole: float | None = float(written) if "." in written else number(written)
    if whole is None:
        return None
    return whole + (0.5 if piece["plus"] or piece["tail"] else 0)


def _measure(count: float, unit: str) -> Span | None:
    if unit in _SECONDS:
        return Span(seconds=round(count * _SECONDS[unit]))
    if unit in _MONTHS:
        months = count * _MONTHS[unit]
        return Span(months=int(months), days=15 if months % 1 == 0.5 else 0)
    if count % 1:
        return None
    if unit == "工作日":
        return Span(workdays=int(count))
    return Span(days=int(count) * _DAYS[unit])


def _sum(one: Span, other: Span) -> Span:
    return Span(
        one.months + other.months,
        one.days + other.days,
        one.workdays + other.workdays,
        one.seconds + other.seconds,
    )
