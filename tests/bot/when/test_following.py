"""The next time of a recurrence."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.when import following, read
from tests.bot.when.tables import NOW, moment, rows


def times(phrase, count, now=NOW):
    when = read(phrase, now)
    found = [when.at]
    while len(found) < count:
        found.append(following(when.every, when.rule, found[-1]))
    return [f"{at:%m-%d %H:%M}" for at in found]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("每天早上7点半", ["11-25 07:30", "11-26 07:30", "11-27 07:30"]),
        ("每两天上午9点", ["11-25 09:00", "11-27 09:00", "11-29 09:00"]),
        ("每周一三五下午三点", ["11-25 15:00", "11-27 15:00", "11-30 15:00"]),
        ("每两周周一周五下午3点", ["11-27 15:00", "12-07 15:00", "12-11 15:00"]),
        ("每月31号", ["11-30 09:00", "12-31 09:00", "01-31 09:00", "02-28 09:00", "03-31 09:00"]),
        ("每月最后一天", ["11-30 09:00", "12-31 09:00", "01-31 09:00", "02-28 09:00"]),
        ("每月1号和15号", ["12-01 09:00", "12-15 09:00", "01-01 09:00"]),
        ("每月最后一个周五", ["11-27 09:00", "12-25 09:00", "01-29 09:00"]),
        ("每月第五个周一", ["11-30 09:00", "03-29 09:00"]),
        ("每两个月15号", ["12-15 09:00", "02-15 09:00", "04-15 09:00"]),
        ("每季度首月10日", ["01-10 09:00", "04-10 09:00", "07-10 09:00", "10-10 09:00"]),
        ("每年2月29日", ["02-28 09:00", "02-29 09:00", "02-28 09:00"]),
        (
            "工作日下午五点",
            ["11-24 17:00", "11-25 17:00", "11-26 17:00", "11-27 17:00", "11-30 17:00"],
        ),
        ("每天晚上12点", ["11-25 00:00", "11-26 00:00"]),
    ],
)
def test_times_come_one_after_the_other(phrase, expected):
    assert times(phrase, len(expected)) == expected


def test_working_days_skip_the_holidays_and_take_the_days_worked_for_them():
    now = moment("2026-09-18T10:00")
    assert times("工作日上午9点", 3, now) == ["09-20 09:00", "09-21 09:00", "09-22 09:00"]
    now = moment("2026-09-29T10:00")
    assert times("工作日上午9点", 2, now) == ["09-30 09:00", "10-08 09:00"]


def test_the_first_working_day_of_a_month_knows_the_holidays():
    now = moment("2026-09-28T10:00")
    assert times("每月第一个工作日", 2, now) == ["10-08 09:00", "11-02 09:00"]


def test_a_day_that_a_month_lacks_is_its_last_as_said_at_first_so_ever_after():
    now = moment("2027-02-24T10:00")
    assert times("每月30号上午九点", 3, now) == ["02-28 09:00", "03-30 09:00", "04-30 09:00"]


def test_a_rule_without_an_hour_keeps_that_of_the_time_before():
    at = moment("2026-11-27T15:20")
    assert following("WEEKLY", "FREQ=WEEKLY;BYDAY=FR", at) == moment("2026-12-04T15:20")


def test_a_quarter_may_be_told_by_its_interval_alone():
    at = moment("2026-11-30T09:00")
    rule = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31"
    assert following("QUARTERLY", rule, at) == moment("2027-02-28T09:00")


@pytest.mark.parametrize("rule", ["FREQ=HOURLY", "FREQ=DAILY;COUNT=3", "FREQ=DAILY;BYHOUR"])
def test_a_rule_of_another_kind_is_refused(rule):
    with pytest.raises(ValueError):  # noqa: PT011
        following("DAILY", rule, NOW)


def test_a_recurrence_needs_its_rule():
    with pytest.raises(ValueError, match="WEEKLY"):
        following("WEEKLY", None, NOW)


RECURRENCES = sorted(
    {
        (every, rule or None)
        for _, _, again in rows("phrases.tsv", 3)
        if again
        for every, _, rule in [again.partition(" ")]
    },
    key=str,
)


@given(
    st.sampled_from(RECURRENCES),
    st.datetimes(
        moment("2020-01-01T00:00").replace(tzinfo=None),
        moment("2035-12-31T00:00").replace(tzinfo=None),
    ),
)
def test_every_next_time_is_later(recurrence, start):
    at = start.replace(tzinfo=NOW.tzinfo)
    found = [at]
    for _ in range(4):
        found.append(following(*recurrence, found[-1]))
    assert all(one < other for one, other in pairwise(found))
