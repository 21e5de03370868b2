"""One phrase means one time, whether it is reminded of, published or asked for in a list."""

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import ZONE, milliseconds, moment
from bot.when import read, rest
from bot.when.mentions import mentions
from bot.when.period import told
from handlers.pasted import line
from handlers.pasted.marks import marked, unmarked
from tests.town import Citizen, Town

NOW = datetime(2026, 11, 24, 10, tzinfo=ZONE)
TABLE = Path(__file__).parent.parent / "data" / "time" / "alike.tsv"
ROWS = [
    (row.split("\t") + [""] * 4)[:5]
    for row in TABLE.read_text("utf-8").splitlines()
    if not row.startswith("#")
]


def iso(at: datetime | None) -> str:
    return f"{at:%Y-%m-%dT%H:%M}" if at else ""


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize(("phrase", "at", "published", "ends", "days"), ROWS)
def test_a_phrase_is_read_alike(phrase: str, at: str, published: str, ends: str, days: str) -> None:
    when = read(f"{phrase}提醒我去开会", NOW)
    assert (iso(when.at) or f"ASK {iso(when.guess)}".strip()) == at
    assert rest(f"{phrase}提醒我去开会", when) == "去开会"

    found = line(f"座谈会 {phrase} 三楼会议室 20人", NOW)
    assert (found.title, found.place, found.onsite) == ("座谈会", "三楼会议室", 20)
    assert found.unread == ()
    starts = iso(found.starts_at and moment(found.starts_at))
    assert starts == {"=": at, "ASK": ""}[published]
    assert ("start" in found.doubts) == (published == "ASK")
    assert iso(found.ends_at and moment(found.ends_at)) == ends

    period, left = told(f"{phrase}有什么活动", milliseconds(NOW))
    first, _, last = days.partition("..")
    expected = (date.fromisoformat(first), date.fromisoformat(last or first)) if days else None
    assert (period and (period.first, period.last)) == expected
    assert left.strip() == "有什么活动" if period else left


@pytest.mark.parametrize("phrase", ["12月第一个周六上午9点", "元旦上午9点", "冬至下午3点"])
def test_it_is_alike_in_conversations(town: Town, phrase: str) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    card = head.says(f"发布活动 座谈会 {phrase} 三楼会议室 20人 {phrase}截止")
    head.says("取消")
    said = head.says(f"{phrase}提醒我去开会").shows("提醒您：去开会").text
    assert said.removeprefix("好的，").partition(" 提醒您")[0] in card.text


@pytest.mark.parametrize(
    "said",
    [
        "12月8日、15日下午2点",
        "下周二和周四下午2点",
        "12月8日下午2点 12月9日下午2点",
        "每周五下午3点",
    ],
)
def test_one_of_several_times_is_not_published_as_the_time(said: str) -> None:
    found = line(f"座谈会 {said} 党校 50人", NOW)
    assert (found.starts_at, list(found.doubts)) == (None, ["start"])


@given(
    st.lists(
        st.sampled_from([*(row[0] for row in ROWS), "座谈会", "（", "）", " ", "前", "到", "20人"])
    )
)
def test_what_is_not_chosen_is_put_back_as_it_was(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert unmarked(*marked(text)) == text
    found = mentions(text)
    assert all(each.said == text[each.start : each.end] for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_list_shows_the_days_of_a_stretch(member: Citizen) -> None:
    member.says("12月4日到6日有什么活动").shows("12月4日（周五）至12月6日（周日）", "大讲堂第10期")
    member.says("12月第一个周六有什么活动").shows("12月5日（周六）", "大讲堂第10期")


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("元旦联欢会 12月31日晚7点半 机关礼堂 300人 12月25日截止", "元旦联欢会"),
        ("12.4国家宪法日宣传 12月4日上午9点 市民广场 40人 12月2日截止", "12.4国家宪法日宣传"),
        ("3月5日学雷锋活动 3月6日上午9点 市民广场 40人 3月1日截止", "3月5日学雷锋活动"),
        ("庆国庆歌咏比赛 12月5日9点 礼堂 40人 12月2日截止", "庆国庆歌咏比赛"),
        ("庆七一 12月5日9点 礼堂 40人 12月2日截止", "庆七一"),
        ("迎国庆 12月5日9:00-11:00，12月2日截止 礼堂 40人", "迎国庆"),
        ("七一表彰大会 12月5日9点 礼堂 40人 12月2日截止", "七一表彰大会"),
    ],
)
def test_days_that_are_part_of_a_name_stay_in_it(said: str, title: str) -> None:
    found = line(said, NOW)
    assert found.title == title
    assert found.doubts == {}
    assert found.starts_at is not None
    assert found.deadline_at is not None
    assert found.deadline_at < found.starts_at


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("12月29日上午9点到12月31日下午5点", "12-29 09:00", "12-31 17:00"),
        ("12月30日9:00至1月2日17:00", "12-30 09:00", "01-02 17:00"),
        ("30日9点到2日17点", "11-30 09:00", "12-02 17:00"),
        ("下周三9点到周五17点", "12-02 09:00", "12-04 17:00"),
        ("12月5日 9点到11点半", "12-05 09:00", "12-05 11:30"),
        ("12月5日下午2-4点", "12-05 14:00", "12-05 16:00"),
    ],
)
def test_a_stretch_is_published_with_its_end(said: str, start: str, end: str) -> None:
    found = line(f"培训班 {said} 党校 50人", NOW)
    assert f"{moment(found.starts_at or 0):%m-%d %H:%M}" == start
    assert found.doubts == {}
    assert f"{moment(found.ends_at or 0):%m-%d %H:%M}" == end


@pytest.mark.parametrize(
    ("said", "deadline"),
    [
        ("11月30日下班前报名", "11-30 18:00"),
        ("月底前报名", "11-30 18:00"),
        ("下周一截止", "11-30 18:00"),
        ("12月第一个周四截止", "12-03 18:00"),
        ("报名时间：11月25日起至12月3日", "12-03 18:00"),
        ("报名时间 11月25日9:00至12月3日17:00", "12-03 17:00"),
        ("报名11月25日到30日", "11-30 18:00"),
        ("提前两天截止", "12-03 18:00"),
        ("活动前一天中午截止", "12-04 12:00"),
        ("截止时间：当天上午9点", "12-05 09:00"),
    ],
)
def test_a_deadline_is_read_as_any_other_time(said: str, deadline: str) -> None:
    found = line(f"培训班 12月5日下午2点 党校 50人 {said}", NOW)
    assert f"{moment(found.deadline_at or 0):%m-%d %H:%M}" == deadline
    assert (found.title, found.place, found.doubts) == ("培训班", "党校", {})
