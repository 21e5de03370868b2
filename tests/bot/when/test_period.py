"""The days a sentence speaks of."""

from datetime import date

import pytest

from bot.clock import milliseconds
from bot.when.period import told
from tests.bot.when.tables import NOW

DAYS = [
    ("本周", "2026-11-23", "2026-11-29", "本周"),
    ("下周", "2026-11-30", "2026-12-06", "下周"),
    ("下下周", "2026-12-07", "2026-12-13", "下下周"),
    ("这个周末", "2026-11-28", "2026-11-29", "本周末"),
    ("双休日", "2026-11-28", "2026-11-29", "本周末"),
    ("12月", "2026-12-01", "2026-12-31", "12月"),
    ("1月份", "2027-01-01", "2027-01-31", "1月"),
    ("下个月", "2026-12-01", "2026-12-31", "下月"),
    ("12月初", "2026-12-01", "2026-12-10", "12月初"),
    ("12月中旬", "2026-12-11", "2026-12-20", "12月中旬"),
    ("12月下旬", "2026-12-21", "2026-12-31", "12月下旬"),
    ("12月5日", "2026-12-05", "2026-12-05", "12月5日（周六）"),
    ("12/5", "2026-12-05", "2026-12-05", "12月5日（周六）"),
    ("12月第一个周六", "2026-12-05", "2026-12-05", "12月5日（周六）"),
    ("元旦", "2027-01-01", "2027-01-01", "2027年1月1日（周五）"),
    ("5号到10号", "2026-12-05", "2026-12-10", "12月5日（周六）至12月10日（周四）"),
    ("12月30日至1月2日", "2026-12-30", "2027-01-02", "12月30日（周三）至2027年1月2日（周六）"),
    ("下周一到周三", "2026-11-30", "2026-12-02", "11月30日（周一）至12月2日（周三）"),
    ("12月5日和6日", "2026-12-05", "2026-12-06", "12月5日（周六）至12月6日（周日）"),
    ("明后天", "2026-11-25", "2026-11-26", "11月25日（周三）至11月26日（周四）"),
    ("未来三天", "2026-11-25", "2026-11-27", "11月25日（周三）至11月27日（周五）"),
    ("周六、周日", "2026-11-28", "2026-11-29", "11月28日（周六）至11月29日（周日）"),
    ("上周", "2026-11-16", "2026-11-22", "上周"),
    ("明天", "2026-11-25", "2026-11-25", "11月25日（周三）"),
]


@pytest.mark.parametrize(("said", "first", "last", "name"), DAYS)
def test_days_are_told(said: str, first: str, last: str, name: str) -> None:
    period, rest = told(f"{said}有什么活动", milliseconds(NOW))
    assert period is not None
    assert (period.first, period.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert (period.name, rest.strip()) == (name, "有什么活动")


@pytest.mark.parametrize(
    "said",
    ["大讲堂第12期", "下午3点的活动", "半小时后提醒我", "每周五的活动", "有什么活动", "第2个"],
)
def test_what_names_no_days_is_left_as_it_is(said: str) -> None:
    assert told(said, milliseconds(NOW)) == (None, said)


def test_days_of_a_name_are_a_part_of_it() -> None:
    names = ["元旦联欢会", "12月5日诵读会", "周六大讲堂"]
    for said in ("报名元旦联欢会", "报名12月5日诵读会", "报名 周六大讲堂"):
        assert told(said, milliseconds(NOW), names)[0] is None
    period, _ = told("报名周六大讲堂 12月5日的", milliseconds(NOW), ["周六大讲堂"])
    assert period is not None
    assert period.first == date(2026, 12, 5)


def test_nothing_lies_ahead_of_a_day_that_has_passed() -> None:
    period, _ = told("昨天有什么活动", milliseconds(NOW))
    assert period is not None
    assert not period.holds(milliseconds(NOW))
