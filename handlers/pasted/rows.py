"""Rows copied from a spreadsheet, spelled out as the line one would have written."""

import re
from collections.abc import Sequence

from bot.when.mentions import mentions

FEWEST = 3  # cells of a row
_NUMBER = re.compile(r"\d+(?:,\d{3})*")
# What a heading makes of the cell below it; the first that fits.
_HEADINGS = tuple(
    (re.compile(heading), said)
    for heading, said in (
        (r"序号|编号", ""),
        (r"截止|截至", "截止：{}"),
        (r"结束", "结束时间：{}"),
        (r"时间|日期|时段", "时间：{}"),
        (r"现场|线下", "现场{}"),
        (r"视频|线上|直播", "视频{}"),
        (r"名额|人数|限额", "名额{}"),
        (r"地点|地址|场地|会场", "地点：{}"),
        (r"社区", "{}"),
        (r"名称|主题|题目|标题|活动|内容|服务|项目|需求|课程", "名称：{}"),
    )
)


def spelled_out(text: str) -> tuple[str, int]:
    """The first row as a line, and how many rows are left over; other text as it is."""
    rows = [_cells(line) for line in text.splitlines() if line.strip()]
    if not rows or min(map(len, rows)) < FEWEST:
        return text, 0
    if not _is_header(rows[0]):
        return _guessed(rows[0]), len(rows) - 1
    if len(rows) == 1:
        return text, 0
    return _headed(rows[0], rows[1]), len(rows) - 2


def _cells(line: str) -> list[str]:
    return [" ".join(cell.split()) for cell in line.split("\t")]


def _is_header(cells: Sequence[str]) -> bool:
    known = [cell for cell in cells if _heading(cell) is not None]
    return len(known) * 2 > len(cells) and not re.search(r"\d", "".join(cells))


def _heading(cell: str) -> str | None:
    return next((said for words, said in _HEADINGS if words.search(cell)), None)


def _headed(header: Sequence[str], cells: Sequence[str]) -> str:
    pairs = [(_heading(head), cell) for head, cell in zip(header, cells, strict=False) if cell]
    said = ["{}" if heading is None else heading for heading, _ in pairs]
    return "\n".join(
        each.format(_people(cell)) for each, (_, cell) in zip(said, pairs, strict=True) if each
    )


def _guessed(cells: Sequence[str]) -> str:
    """名称 时间 地点 名额 截止, or in another order: a second date is the deadline."""
    if _NUMBER.fullmatch(cells[0]):
        cells = cells[1:]  # the number of the row
    said: list[str] = []
    dates = 0
    for cell in filter(None, cells):
        dated = any(found.dated for found in mentions(cell))
        dates += dated
        if dated and dates == 2 and "截" not in cell:
            said.append(f"截止：{cell}")
        else:
            said.append(f"名额{_people(cell)}" if _NUMBER.fullmatch(cell) else cell)
    return "\n".join(said)


def _people(cell: str) -> str:
    return f"{cell}人" if _NUMBER.fullmatch(cell) else cell
