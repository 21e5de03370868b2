"""Working days with the published holidays, and how days and latenesses are said."""

from datetime import date, datetime

import pytest

from bot.clock import ZONE
from bot.when import calendar


def test_a_holiday_on_a_weekday_is_no_working_day():
    assert not calendar.is_workday(date(2026, 10, 1))
    assert calendar.holiday_name(date(2026, 10, 1)) == "国庆节"


def test_a_saturday_worked_for_a_holiday_is_a_working_day():
    assert calendar.is_workday(date(2026, 2, 14))
    assert calendar.holiday_name(date(2026, 2, 14)) is None


def test_a_plain_weekend_has_no_holiday_name():
    assert not calendar.is_workday(date(2026, 11, 28))
    assert calendar.holiday_name(date(2026, 11, 28)) is None


def test_a_year_without_table_counts_weekends_only():
    assert calendar.knows(2026)
    assert not calendar.knows(2040)
    assert calendar.is_workday(date(2040, 10, 1))
    assert not calendar.is_workday(date(2040, 10, 6))
    assert calendar.holiday_name(date(2040, 10, 1)) is None


def test_working_days_are_counted_over_a_holiday_in_both_directions():
    assert calendar.next_workday(date(2026, 9, 30)) == date(2026, 10, 8)
    assert calendar.add_workdays(date(2026, 9, 29), 3) == date(2026, 10, 9)
    assert calendar.add_workdays(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert calendar.add_workdays(date(2026, 10, 1), 0) == date(2026, 10, 1)


def test_a_day_of_another_year_is_said_with_it():
    today = date(2026, 11, 24)
    assert calendar.say_day(date(2026, 11, 28), today) == "11月28日（周六）"
    assert calendar.say_day(date(2027, 1, 5), today) == "2027年1月5日（周二）"


def test_an_hour_has_no_leading_nought():
    now = datetime(2026, 11, 24, 10, tzinfo=ZONE)
    assert calendar.say(datetime(2026, 11, 28, 14, 30, tzinfo=ZONE), now) == "11月28日（周六）14:30"
    assert calendar.say(datetime(2026, 11, 25, 8, 5, tzinfo=ZONE), now) == "11月25日（周三）8:05"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.5, "不到 1 分钟"),
        (15, "15 分钟"),
        (59.9, "59 分钟"),
        (120, "2 小时"),
        (47 * 60, "47 小时"),
        (72 * 60, "3 天"),
    ],
)
def test_a_lateness_is_said_in_one_unit(minutes, words):
    assert calendar.say_span(round(minutes * 60_000)) == words


def test_days_off_are_those_published_around_a_day():
    assert calendar.days_off(date(2026, 10, 1)) == (date(2026, 10, 1), date(2026, 10, 7))
    assert calendar.days_off(date(2026, 2, 17)) == (date(2026, 2, 15), date(2026, 2, 23))
    assert calendar.days_off(date(2026, 7, 1)) == (date(2026, 7, 1), date(2026, 7, 1))
    assert calendar.days_off(date(2040, 10, 1)) is None
