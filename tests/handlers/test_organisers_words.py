"""What organisers say in words of their own: to publish, to change, to call off, to see a list."""

import pytest

from tests.town import Citizen, Town

VISIT = "发布活动 参观党史馆 12月18日14:00 市党史馆 30人"
HIKE = "发布活动 支部登山 12月19日9:00 云山公园 20人 12月15日截止"


@pytest.fixture
def secretary(town: Town) -> Citizen:
    return town.secretary("张三", "b1")


# ---------------------------------------------------------------- publishing


@pytest.mark.parametrize(
    ("said", "title", "asked"),
    [
        ("搞个活动 周六植树", "植树", "在哪里？"),
        ("组织大家看电影", "看电影", "什么时候？"),
        ("想弄一场献血 下周三", "献血", "在哪里？"),
        ("整个活动呗 礼拜天爬山", "爬山", "在哪里？"),
        (
            "拟于12月23日下午举办年轻干部座谈会，请各支部同志积极报名",
            "年轻干部座谈会",
            "几点开始？",
        ),
        ("安排次红色观影 十二月十八", "红色观影", "在哪里？"),
        ("我准备拉大家一起打场球", "打场球", "什么时候？"),
    ],
)
def test_a_wish_to_hold_something_is_published_under_its_own_name(
    town: Town, secretary: Citizen, said: str, title: str, asked: str
) -> None:
    secretary.says(said).shows(asked).lacks("【通知】", "【报名成功】")
    for answer in ("12月28日15:00", "市民中心", "30人", "12月26日"):
        card = secretary.says(answer)
    card.shows("回复 1 发布", f"】{title}\n")
    assert town.rows("SELECT * FROM seat") == town.rows("SELECT * FROM notice") == []


def test_from_members_it_publishes_nothing(town: Town) -> None:
    for said in ("组织大家看电影", "想弄一场献血 下周三"):
        town.member("李四").says(said).lacks("什么时候？", "在哪里？")


@pytest.mark.parametrize(
    ("line", "title"),
    [("组织生活会 12月5日14:00", "组织生活会"), ("办公室培训 12月5日14:00", "办公室培训")],
)
def test_a_name_that_begins_like_a_wish_stays_whole(
    secretary: Citizen, line: str, title: str
) -> None:
    secretary.says(f"发布活动 {line} 三楼会议室 20人 12月3日截止").shows(f"】{title}\n")


# ---------------------------------------------------------------- changing what was said before

CHANGES = [
    ("地点填老干部活动中心二楼", "老干部活动中心二楼"),
    ("集合的地儿换一下，市府大院西门", "市党史馆（集合：市府大院西门）"),
    ("参观的上车点弄成人民广场喷泉边上", "市党史馆（集合：人民广场喷泉边上）"),
    ("不是14点 是14点半", "14:30"),
    ("不是市党史馆 是省党史馆", "省党史馆"),
    ("人数改成40", "40 人"),
    ("名额写40", "40 人"),
    ("日子写错 是19号", "12月19日（周六）14:00"),
]


@pytest.mark.parametrize(("said", "kept"), CHANGES)
def test_at_a_later_question_an_earlier_answer_changes_and_the_rest_is_kept(
    secretary: Citizen, said: str, kept: str
) -> None:
    secretary.says(VISIT).shows("报名什么时候截止？")
    secretary.says(said).shows("已记：", kept, "报名什么时候截止？")
    secretary.says("12月15日").shows("】参观党史馆\n", kept, "12月15日（周二）18:00").lacks(said)


@pytest.mark.parametrize(("said", "kept"), CHANGES)
def test_so_it_does_at_the_card(secretary: Citizen, said: str, kept: str) -> None:
    secretary.says(f"{VISIT} 12月15日截止")
    secretary.says(said).shows("】参观党史馆\n", kept, "回复 1 发布").lacks(said)


def test_another_wish_with_a_time_changes_nothing(secretary: Citizen) -> None:
    secretary.says("提醒我 明天9点 交党费").shows("提醒您")
    secretary.says(VISIT)
    secretary.says("把提醒改到10点").lacks("已记：")
    secretary.says("继续")
    secretary.says("12月15日").shows("12月18日（周五）14:00")


def test_the_word_for_a_place_is_no_part_of_it(secretary: Citizen) -> None:
    secretary.says(VISIT.replace(" 市党史馆", ""))
    secretary.says("集合点在北门").shows("报名什么时候截止？")
    secretary.says("12月15日").shows("　北门\n")


def test_where_people_gather_stays_when_the_place_changes(secretary: Citizen) -> None:
    secretary.says(f"{VISIT} 12月15日截止")
    secretary.says("集合点改成西门").shows("　市党史馆（集合：西门）")
    secretary.says("地点改成省党史馆").shows("　省党史馆（集合：西门）")
    secretary.says("集合点改成东门").shows("　省党史馆（集合：东门）")


def test_what_is_published_is_changed_in_the_same_words(secretary: Citizen) -> None:
    secretary.says(HIKE)
    secretary.says("1").shows("【已发布】")
    secretary.says("修改活动 支部登山 上车点弄成人民广场").shows("→ 云山公园（集合：人民广场）")


# ---------------------------------------------------------------- calling off


@pytest.mark.parametrize(
    "said",
    [
        "登山办不成了 要下雪",
        "支部登山取消了 下雨",
        "要下雪 登山不搞了",
        "爬山这个黄了",
        "登山泡汤了",
    ],
)
def test_calling_off_is_asked_once_by_name_and_a_reason_names_nothing(
    town: Town, secretary: Citizen, said: str
) -> None:
    secretary.says(HIKE)
    secretary.says("1").shows("【已发布】")
    secretary.says(said).shows("取消“支部登山”（12月19日（周六）9:00）？", "回复 1")
    secretary.says("1").shows("【已取消】支部登山")


def test_of_two_the_reason_chooses_none(secretary: Citizen) -> None:
    for line in (HIKE, HIKE.replace("支部登山", "下雪天安全讲座").replace("9:00", "15:00")):
        secretary.says(line)
        secretary.says("1").shows("【已发布】")
    secretary.says("登山办不成了 要下雪").shows("取消“支部登山”")


def test_what_others_published_is_not_called_off(secretary: Citizen) -> None:
    secretary.says(HIKE)
    secretary.says("1")
    secretary.says("大讲堂第10期黄了").lacks("取消“")


# ---------------------------------------------------------------- whose list it is


@pytest.mark.parametrize("said", ["谁报名了", "名单导出Excel", "现在都有哪些人报上了"])
def test_who_has_published_nothing_is_told_whose_the_lists_are(
    secretary: Citizen, said: str
) -> None:
    secretary.says(said).shows(
        "近期的活动是云川市直机关工委发布的", "名单只有发布方看得到", "“活动”"
    )


@pytest.mark.parametrize("said", ["培训班咱们这边有谁去", "名单 培训班", "培训班谁报名了"])
def test_so_is_whoever_names_one(town: Town, secretary: Citizen, said: str) -> None:
    secretary.says(said).shows("“党务干部培训班第44期”是云川市直机关工委发布的", "“人工”")
    head = town.secretary("周九", "c", "committee_secretary")
    head.says(said).shows("【名单】党务干部培训班第44期")


@pytest.mark.parametrize(
    "said", ["就这么发布", "挂出去吧", "没毛病挂出去吧", "行 就这样发", "ok发"]
)
def test_a_card_is_published_with_a_yes_in_other_words(town: Town, said: str) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says("发布活动 观影 12月11日下午3点 三楼会议室 60人 12月10日截止").shows(
        "回复 1 发布"
    )
    secretary.says(said).shows("已发布")


@pytest.mark.parametrize("said", ["先不发", "谁能看到", "时间不对", "这样行吗", "谢谢", "名额40"])
def test_and_with_nothing_else(town: Town, said: str) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says("发布活动 观影 12月11日下午3点 三楼会议室 60人 12月10日截止")
    secretary.says(said).lacks("已发布")
