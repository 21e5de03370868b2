"""What a cell says: typed values as text, without what may not be kept."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from bot.language.relay import received

Value = str | int | float | bool | date | datetime | time | timedelta | None

_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1b\x7f]"
)
# How a workbook writes a character that XML cannot hold: _x000D_ is the line break of old files.
_ESCAPED = re.compile(r"_x00(?:[01][0-9a-f]|7f)_", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
# What stands for the cell above, and what stands for nothing.
_DITTO = re.compile(r"[同如]上|[同如]前|[同如]左|同上行|[〃″々]+|[\"']{2}|…+|\.{3,}")
_SIGNS = re.compile(r"[\W_]+")
_FORMULA_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}
# ="0089" and '0089: how people keep the zeros of a csv; '=… is how a formula was defused.
_KEPT_TEXT = re.compile(r'="(.*)"|\'(.*)', re.DOTALL)
_LONG_NUMBER = re.compile(r"\d{7,}")
_MOBILE = re.compile(r"(?:\+?86)?1(?:\d{10}|\d{2}\*{4}\d{4})")
_FOUR = re.compile(r"\d{4}")
_POINT_ZERO = re.compile(r"(\d+)\.0+")
_DASHES = re.compile(r"[\s\-‐-―－]")
# What stands where there is no number: 无, —, 待定.
_NO_NUMBER = re.compile(r"[\W_]+|无|没有|暂无|空|略|不详|待[定补查]|未[知填定]")
_CUT_SHORT = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}")  # 1.30102E+17: digits are lost
_DANGEROUS = ("=", "+", "-", "@", "−")


class CellFault(Exception):
    """A cell does not say what its column needs; the message follows the column's name.

    `written` is what stands there, where that may be shown again.
    """

    def __init__(self, sentence: str, written: str = "") -> None:
        super().__init__(sentence)
        self.written = written


def text(value: Value) -> str:
    """As typed, trimmed; numbers without “.0”. Raises CellFault for a date or a failed formula."""
    said = _tidy(value if isinstance(value, str) else _typed(value))
    if said.upper() in _FORMULA_ERRORS:
        raise CellFault("的单元格里公式出错，请粘贴为数值")
    return said


def _typed(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date | time | timedelta):
        raise CellFault("的单元格成了日期，请设为文本格式后重填")
    if isinstance(value, bool):
        raise CellFault("的单元格是 TRUE 或 FALSE，请改写成文字")
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


@lru_cache(maxsize=16_384)
def _tidy(said: str) -> str:
    return _BLANKS.sub(" ", received(_INVISIBLE.sub("", _kept(_ESCAPED.sub(" ", said))))).strip()


def _kept(said: str) -> str:
    match = _KEPT_TEXT.fullmatch(said)
    return said if match is None else match[1] if match[1] is not None else match[2]


def masked(said: str) -> str:
    """Without long numbers: a telephone number in the wrong column is not kept either."""
    return _LONG_NUMBER.sub(lambda match: f"…{match[0][-4:]}", said)


@lru_cache(maxsize=16_384, typed=True)
def title(value: Value) -> str:
    """A unit's or branch's name; "" when none is written. Raises CellFault for what is none."""
    said = masked(text(value))
    if _DITTO.fullmatch(said):
        raise CellFault(f"写的是“{said}”，请写全", said)
    if said and _SIGNS.fullmatch(said):
        raise CellFault(f"写的是“{said}”，没有就空着", said)
    return said


def ditto(said: str) -> bool:
    """Whether this says: the same as above."""
    return _DITTO.fullmatch(said) is not None


def key(said: str) -> str:
    """The form names are compared in: half-width, without blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", said)).casefold()


@lru_cache(maxsize=16_384, typed=True)
def number(value: Value) -> str:
    """A unit's or a person's number, half-width and without blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text(value)))


def staff_number(value: Value) -> str:
    """工号. Raises CellFault for a telephone or identity number, which may not be kept, and for what
    is the number of nobody: two 无 would be one person."""
    said = number(value)
    if said and _NO_NUMBER.fullmatch(said):
        raise CellFault(f"写的是“{said}”，没有就空着")
    if _CUT_SHORT.fullmatch(said):
        raise CellFault("成了科学记数，后面的数字丢了，请设为文本格式后重填")
    if _MOBILE.fullmatch(said) or re.fullmatch(r"\d{17}[\dXx]", said):
        raise CellFault("不能是手机号或身份证号")
    return said


def last_four(value: Value) -> str:
    """The last four digits of a telephone number; a whole number is cut here and goes no further.

    Raises CellFault. Lost zeros are not guessed: 89 may be 0089, or a slip.
    """
    if isinstance(value, str) and _FOUR.fullmatch(value) and value.isascii():
        return value
    typed = isinstance(value, int | float)
    if isinstance(value, bool) or (isinstance(value, int | float) and value < 0):
        raise CellFault("不是四位数字")
    said = _DASHES.sub("", unicodedata.normalize("NFKC", text(value)))
    said = _POINT_ZERO.sub(r"\1", said)
    if _FOUR.fullmatch(said) or _MOBILE.fullmatch(said):
        return said[-4:]
    if not said:
        raise CellFault("没有填")
    if said.isdecimal() and len(said) < 4:
        why = "是数字格式" if typed else "不足四位"
        raise CellFault(f"{why}，前面的 0 可能丢了，请设为文本格式后重填")
    raise CellFault("不是四位数字")


def defused(said: str) -> str:
    """Safe in a spreadsheet: never taken for a formula. `text` takes the sign away again."""
    first = unicodedata.normalize("NFKC", said.lstrip()[:1])
    risky = first.startswith(_DANGEROUS) or said.startswith(("\t", "\r", "\n"))
    return f"'{said}" if risky else said
