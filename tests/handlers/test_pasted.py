"""Pasted lines, as secretaries write them: tests/data/pasted/lines.txt says what each comes to."""

from datetime import datetime
from pathlib import Path
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import ZONE, milliseconds, moment
from handlers.pasted import Pasted, change, explicit, line

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)
TABLE = Path(__file__).parent.parent / "data" / "pasted" / "lines.txt"
LINES = [row.split("|") for row in TABLE.read_text("utf-8").splitlines() if row[:1] != "#"]
START = milliseconds(datetime(2026, 12, 5, 14, 30, tzinfo=ZONE))
END = milliseconds(datetime(2026, 12, 5, 16, 30, tzinfo=ZONE))


def said(at: int | None) -> str:
    return f"{moment(at):%Y-%m-%d %H:%M}".removeprefix("2026-") if at else ""


def counted(found: Pasted) -> str:
    both = (("现场", found.onsite), ("视频", found.video))
    return " ".join(f"{word}{count}" for word, count in both if count)


@pytest.mark.parametrize("row", LINES, ids=[row[0][:24] for row in LINES])
def test_a_pasted_line_is_read(row: list[str]) -> None:
    text, *expected = row
    found = line(text.replace("⏎", "\n").replace("⇥", "\t"), NOW)
    assert [
        found.title,
        found.place,
        said(found.starts_at),
        said(found.ends_at),
        said(found.deadline_at),
        counted(found),
        ",".join(sorted(found.doubts)),
        "、".join(found.unread),
    ] == expected


def test_the_table_is_long_enough() -> None:
    assert len(LINES) >= 60


CHANGES = [
    ("地点改成3楼会议室", {"place": "3楼会议室"}),
    ("改到3楼会议室", {"place": "3楼会议室"}),
    ("把地点换成市民中心", {"place": "市民中心"}),
    ("改为线上", {"place": "线上"}),
    ("换成线上吧", {"place": "线上"}),
    ("地点：市委党校（3号楼）", {"place": "市委党校（3号楼）"}),
    ("时间 12月6日下午3点", {"time": "12-06 15:00 12-06 17:00"}),
    ("时间改到12月6日", {"time": "12-06 14:30 12-06 16:30"}),
    ("改到下午4点", {"time": "12-05 16:00 12-05 18:00"}),
    ("改成上午9点到11点", {"time": "12-05 09:00 12-05 11:00"}),
    ("从12月5日改到12月6日下午2点", {"time": "12-06 14:00 12-06 16:00"}),
    ("时间推迟到12月6日下午3点，地点不变", {"time": "12-06 15:00 12-06 17:00"}),
    ("把时间调整到12月6日15：00", {"time": "12-06 15:00 12-06 17:00"}),
    ("推迟一小时", {"time": "12-05 15:30 12-05 17:30"}),
    ("推迟一周", {"time": "12-12 14:30 12-12 16:30"}),
    ("提前半小时", {"time": "12-05 14:00 12-05 16:00"}),
    ("结束时间改成17点", {"time": " 12-05 17:00"}),
    ("延长到18点", {"time": " 12-05 18:00"}),
    ("现场300人", {"seats": "现场300"}),
    ("视频改成5000人", {"seats": "视频5000"}),
    ("现场加到300", {"seats": "现场300"}),
    ("名额改成300", {"alone": "300"}),
    ("截止改到12月4日", {"deadline": "12-04 18:00"}),
    ("报名截止时间延长到12月4日12点", {"deadline": "12-04 12:00"}),
    ("名称改成大讲堂第11期", {"title": "大讲堂第11期"}),
    (
        "地点改成市民中心 时间改成12月6日9点",
        {"place": "市民中心", "time": "12-06 09:00 12-06 11:00"},
    ),
    ("时间改成昨天", {"doubts": "start"}),
    ("换一个", {}),
    ("取消活动 乒乓球赛", {}),
]


@pytest.mark.parametrize(("text", "expected"), CHANGES, ids=[text for text, _ in CHANGES])
def test_a_change_is_read(text: str, expected: dict[str, str]) -> None:
    found = change(text, NOW, START, END)
    read = {
        "title": found.title,
        "place": found.place,
        "time": f"{said(found.starts_at)} {said(found.ends_at)}".rstrip(),
        "deadline": said(found.deadline_at),
        "seats": counted(found),
        "alone": str(found.seats or ""),
        "doubts": ",".join(found.doubts),
    }
    assert {name: value for name, value in read.items() if value} == expected
    assert found.empty == (not expected)


def test_another_wish_is_told_from_a_change_by_what_is_left_over() -> None:
    assert not explicit("提醒我 明天9点开会")
    assert change("提醒我 明天9点开会", NOW, START, END).unread


@given(st.lists(st.sampled_from([piece for row in LINES for piece in row[0].split(" ")])))
def test_pieces_in_any_order_never_break_it(pieces: list[str]) -> None:
    found = line(" ".join(pieces), NOW)
    assert found.starts_at is None or found.starts_at > milliseconds(NOW)
    for count in (found.onsite, found.video):
        assert count is None or 1 <= count <= 100_000


def test_a_message_full_of_figures_is_read_at_once() -> None:
    for text in ("1" * 2000, "12月" * 600, "现场20人" * 400, "在" * 2000, "9-" * 1000):
        begun = thread_time()
        line(text, NOW)
        assert thread_time() - begun < 0.5, text[:10]
