"""What a cell says, and what it is refused for."""

from datetime import date, time
from typing import Any

import pytest

from bot.sheets.cells import (
    CellFault,
    defused,
    last_four,
    masked,
    number,
    staff_number,
    text,
)
from bot.sheets.person_names import person_name


@pytest.mark.parametrize(
    "value",
    [
        "6789", " 6789 ", "６７８９", 6789, 6789.0, "6789.0", "13800126789", 13800126789,
        13800126789.0, "138-0012-6789", "+86 138 0012 6789", "138****6789", '="6789"', "'6789",
    ],
)  # fmt: skip
def test_four_digits_are_found_and_a_whole_number_is_cut(value: Any) -> None:
    assert last_four(value) == "6789"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (89, "文本格式"), (89.0, "文本格式"), ("89", "文本格式"), (0, "文本格式"),
        ("67890", "不是四位数字"), (67890, "不是四位数字"), ("abcd", "不是四位数字"),
        (True, "不是四位数字"), ("", "没有填"), (None, "没有填"), ("　", "没有填"),
        (time(6, 7), "日期"), (date(2026, 6, 7), "日期"), ("#N/A", "公式"),
        (6.5, "不是四位数字"), ("1.38E+10", "不是四位数字"),
    ],
)  # fmt: skip
def test_nothing_is_guessed_about_digits(value: Any, said: str) -> None:
    with pytest.raises(CellFault, match=said) as caught:
        last_four(value)
    assert "67890" not in str(caught.value), "a wrong number is not repeated"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("张　三", "张三"), (" 张三 ", "张三"), ("买买提 • 艾力", "买买提·艾力"),
        ("Anna  Li", "Anna Li"), ("张\u200b三", "张三"),
    ],
)  # fmt: skip
def test_a_name_is_freed_of_what_is_between(value: str, name: str) -> None:
    assert person_name(value) == name


@pytest.mark.parametrize("value", ["张三13800126789", "6789", "", None, "张" * 31])
def test_what_is_no_name_is_refused(value: Any) -> None:
    with pytest.raises(CellFault):
        person_name(value)


@pytest.mark.parametrize("value", ["13800126789", 13800126789, "130102199001011234"])
def test_a_phone_or_identity_number_is_no_staff_number(value: Any) -> None:
    with pytest.raises(CellFault, match="手机号"):
        staff_number(value)


def test_numbers_are_half_width_and_without_point_zero() -> None:
    assert (number(12.0), number("０1２ "), number(20150012)) == ("12", "012", "20150012")


def test_a_phone_in_the_wrong_column_is_masked() -> None:
    assert masked("第一支部１３８00126789") == "第一支部…6789"


@pytest.mark.parametrize(
    "said",
    [
        "=1+1", "+86", "-5", "@SUM(A1)", "\tx", "\rx", "\n=1", " =1+1", "\u3000=1",
        "＝1+1", "＋86", "－5", "＠SUM(A1)", "﹦1", "﹢1", "﹣1", "﹫x", "−1", "\t＝1", "\x0b=1", "\u00a0＠x",
    ],
)  # fmt: skip
def test_a_written_cell_is_no_formula_and_reads_back_the_same(said: str) -> None:
    written = defused(said)
    assert written[0] == "'"
    assert text(written) == said.strip()


@pytest.mark.parametrize("said", ["", "张三", "a=b", "0089", "1-2", "第＋支部", " 张三"])
def test_what_is_no_formula_stays_as_it_is(said: str) -> None:
    assert defused(said) == said
