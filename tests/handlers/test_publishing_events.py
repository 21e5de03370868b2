"""Publishing events, as conversations."""

import pytest

from tests.town import Citizen, Town

LINE = "发布活动 大讲堂第12期 12月5日下午2点半 市委党校报告厅 现场200人视频3000人 12月3日截止"


@pytest.fixture
def head(town: Town) -> Citizen:
    return town.secretary("周九", "c", "committee_secretary")


def events(town: Town) -> list[tuple[object, ...]]:
    rows = town.rows("SELECT title, place, organisation_id, kind FROM event WHERE length(id) > 2")
    return [tuple(row) for row in rows]


def test_one_line_is_shown_as_members_will_see_it_and_published_once_confirmed(
    town: Town, head: Citizen
) -> None:
    card = head.says(LINE).shows("结束时间没有写，按 2 小时算", "所有人都看得到", "回复 1 发布")
    assert events(town) == []
    head.says("1").shows("【已发布】大讲堂第12期")
    assert events(town) == [("大讲堂第12期", "市委党校报告厅", "c", "大讲堂")]
    seen = town.member("张三").says("活动 大讲堂第12期").text.splitlines()[:4]
    assert seen == card.text.splitlines()[1:5]
