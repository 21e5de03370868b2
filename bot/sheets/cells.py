"""What a cell says: typed values as text, without what may not be kept."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from bot.delivery.relay import received

Value = str | int | float | bool | date | datetime | time | timedelta | None

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x1f\x7f]")
_BLANKS = re.compile(r"\s+")
_FORMULA_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}
# ="0089" and '0089: how people keep the zeros of a csv; '=… is how a formula was defused.
_KEPT_TEXT = re.compile(r'="(.*)"|\'(.*)', re.DOTALL)
_LONG_NUMBER = re.compile(r"\d{7,}")
_MOBILE = re.compile(r"(?:\+?86)?1(?:\d{10}|\d{2}\*{4}\d{4})")
_FOUR = re.compile(r"\d{4}")
_POINT_ZERO = re.compile(r"(\d+)\.0+")
_DOTS = re.compile(r"\s*[·•・‧∙]\s*")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff·\s]+")
_DASHES = re.compile(r"[\s\-‐-―－]")
LONGEST_NAME = 30
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class CellFault(Exception):
    """A cell does not say what its column needs; the message follows the column's name."""


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
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


@lru_cache(maxsize=16_384)
def _tidy(said: str) -> str:
    return _BLANKS.sub(" ", received(_INVISIBLE.sub("", _kept(said)))).strip()


def _kept(said: str) -> str:
    match = _KEPT_TEXT.fullmatch(said)
    return said if match is None else match[1] if match[1] is not None else match[2]


def masked(said: str) -> str:
    """Without long numbers: a telephone number in the wrong column is not kept either."""
    return _LONG_NUMBER.sub(lambda match: f"…{match[0][-4:]}", said)


def person_name(value: Value) -> str:
    """姓名: “张　三” is 张三. Raises CellFault for what cannot be one."""
    said = _DOTS.sub("·", unicodedata.normalize("NFKC", text(value)))
    said = _BLANKS.sub("", said) if _HAN.fullmatch(said) else said
    if not said:
        raise CellFault("没有填")
    if len(said) > LONGEST_NAME or any(character.isdigit() for character in said):
        raise CellFault("不像姓名")
    return said


def key(said: str) -> str:
    """The form names are compared in: half-width, without blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", said)).casefold()


def number(value: Value) -> str:
    """A unit's or a person's number, half-width and without blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text(value)))


def staff_number(value: Value) -> str:
    """工号. Raises CellFault for a telephone or identity number, which may not be kept."""
    said = number(value)
    if _MOBILE.fullmatch(said) or re.fullmatch(r"\d{17}[\dXx]", said):
        raise CellFault("不能是手机号或身份证号")
    return said


def last_four(value: Value) -> str:
    """The last four digits of a telephone number; a whole number is cut here and goes no further.

    Raises CellFault. Lost zeros are not guessed: 89 may be 0089, or a slip.
    """
    typed = isinstance(value, int | float) and not isinstance(value, bool)
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
    return f"'{said}" if said.startswith(_DANGEROUS) else said
