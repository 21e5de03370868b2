"""For any table: whoever is in the file comes out of it, each as one line, or the file is refused."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sheets import header, separated
from bot.sheets.cells import CellFault, defused, text
from bot.sheets.faults import SheetFault
from bot.sheets.header import Column
from bot.sheets.person_names import person_name

COLUMNS = (Column("支部"), Column("姓名"), Column("手机后四位"), Column("职务", needed=False))
SIGNS = st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=("C",))
POSTS = st.text(st.one_of(SIGNS, st.sampled_from(',;，\t"\n\r、|=')), max_size=12)
NAMES = st.text(st.one_of(SIGNS, st.sampled_from("张三李四·○ 　()（）,，、?？□0１\n")), max_size=8)


def read(content: str, column: str) -> Iterator[list[Any]]:
    """What stands in a column, unless the file is refused for its quotes."""
    try:
        sheet = separated.opened("a.csv", content.encode(), [COLUMNS])
    except SheetFault as error:
        refused = str(error)
    else:
        lines = header.lines([sheet], COLUMNS, "a.csv")
        yield [line.values.get(column) for line in lines]
        return
    assert re.search(r"第 \d+ 行的引号没有成对", refused), refused


@settings(max_examples=300, deadline=None)
@given(st.lists(POSTS, max_size=6), st.sampled_from(",\t;，|"), st.sampled_from(["\n", "\r\n"]))
def test_nobody_is_lost_in_another_ones_cell(posts: list[str], separator: str, end: str) -> None:
    rows = [["支部", "姓名", "手机后四位", "职务"]]
    rows += [["第一支部", f"测{chr(0x4E00 + n)}", f"{n:04}", post] for n, post in enumerate(posts)]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        rows
    )
    for digits in read(written.getvalue(), "手机后四位"):
        assert digits == [f"{n:04}" for n in range(len(posts))]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(['一,"测一,0001', '一,测二",0002', '"一",测三,"0003"'])))
def test_a_stray_quote_makes_no_cell_of_other_rows(lines: list[str]) -> None:
    for names in read("\n".join(["支部,姓名,手机后四位", *lines]), "姓名"):
        assert len(names) == len(lines)


@settings(max_examples=500, deadline=None)
@given(NAMES)
def test_a_name_is_one_persons_or_doubted(written: str) -> None:
    with suppress(CellFault):
        name = person_name(written)
        assert len(name) > 1
        assert not re.search(r"[\d()\[\],;、?□\n\t=+@]", name), name
        assert person_name(name) == name


@settings(max_examples=500, deadline=None)
@given(st.text(st.one_of(SIGNS, st.sampled_from("=+-@＝＋－＠﹦\t\r '")), max_size=6))
def test_what_is_written_never_begins_like_a_formula(said: str) -> None:
    written = defused(said)
    assert not re.match(r"\s*[=+\-@＝＋－＠﹦﹢﹣﹫]", written)
    if written != said:
        assert text(written) == text(said)
