"""Numbers as people write them, read in one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.numbers import number

WRITTEN = [
    ("0", 0), ("12", 12), ("１２", 12), ("3,000", 3000), ("3，000", 3000), ("1.5万", 15_000), ("2千", 2000),
    ("零", 0), ("两", 2), ("俩", 2), ("仨", 3), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("廿三", 23),
    ("卅一", 31), ("一百", 100), ("一百二十", 120), ("一百零五", 105), ("三千二百", 3200), ("一万二千", 12_000),
    ("三千二百万", 32_000_000),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_a_number_is_read(text: str, expected: int) -> None:
    assert number(text) == expected


@pytest.mark.parametrize(
    "text", ["", "三五", "十一十", "1.5", "几", "十几", "二百三百", "1.25万", "a", "一2"]
)
def test_what_is_none_is_none(text: str) -> None:
    assert number(text) is None


@given(st.integers(1, 99))
def test_what_is_written_out_is_read_back(value: int) -> None:
    ones = "零一二三四五六七八九"
    tens, one = divmod(value, 10)
    written = (ones[tens] if tens > 1 else "") + ("十" if tens else "") + (ones[one] if one else "")
    assert number(written) == number(str(value)) == value


@given(st.text(alphabet="零一二两三四五六七八九十百千万廿卅0123456789.,", max_size=12))
def test_any_letters_are_a_number_or_none(text: str) -> None:
    found = number(text)
    assert found is None or found >= 0
