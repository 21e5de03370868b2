"""Corrections at a notice's card, in any words and several in a row: the text is never lost."""

import pytest

from tests.town import Citizen, Town

BODY = "28日上午9点全体党员到一楼会议室集合"


def begun(town: Town, text: str = BODY) -> Citizen:
    secretary = town.secretary("张三", "b1")
    secretary.says(f"发通知 {text}").shows(f"【通知】{text}\n")
    return secretary


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("28日写错了 是27日", "27日上午9点全体党员到一楼会议室集合"),
        ("不是28 礼拜天 29号", "29日上午9点全体党员到一楼会议室集合"),
        ("28号错了，29号", "29日上午9点全体党员到一楼会议室集合"),
        ("29号才对", "29日上午9点全体党员到一楼会议室集合"),
        ("一楼也不对 改到二楼报告厅", "28日上午9点全体党员到二楼报告厅集合"),
        ("地点换到机关礼堂", "28日上午9点全体党员到机关礼堂集合"),
        ("一楼会议室不对，应该在党员活动室", "28日上午9点全体党员到党员活动室集合"),
        ("时间也往后挪半个点", "28日上午9点半全体党员到一楼会议室集合"),
        ("提前一刻钟", "28日上午8点45分全体党员到一楼会议室集合"),
        ("九点不对 十点", "28日上午十点全体党员到一楼会议室集合"),
        ("时间改成下午3点", "28日下午3点全体党员到一楼会议室集合"),
        ("28改成29，一楼改成三楼", "29日上午9点全体党员到三楼会议室集合"),
        (
            "日期写错了，应该是29号，地点也改一下，在二楼报告厅",
            "29日上午9点全体党员到二楼报告厅集合",
        ),
        ("地方也换了，换成党校", "28日上午9点全体党员到党校集合"),
        ("加一句 带笔", f"{BODY}\n带笔"),
        ("全体两个字去掉", "28日上午9点党员到一楼会议室集合"),
        ("正文改成：会议取消。", "会议取消。"),
    ],
)
def test_it_is_made_where_it_belongs(town: Town, said: str, text: str) -> None:
    begun(town).says(said).shows(f"【通知】{text}\n——", "1 发送").lacks("将在")
    assert town.rows("SELECT * FROM notice") == []


def test_several_in_a_row(town: Town) -> None:
    secretary = begun(town)
    secretary.says("28日写错了 是27日").shows("【通知】27日上午9点")
    secretary.says("一楼也不对 改到二楼报告厅").shows("到二楼报告厅集合")
    secretary.says("时间也往后挪半个点")
    secretary.says("1").shows("【通知 1】")
    town.settle()
    assert secretary.received() == [
        "【通知】27日上午9点半全体党员到二楼报告厅集合\n——云川市财政局第一支部"
    ]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("周三改成周四", "正文里没有“周三”，没有改"),
        ("8日改成9日", "正文里没有“8日”，没有改"),
        ("再精简点", "没有听出改正文的哪一处，没有改"),
        ("星期改成周五", "正文里没有写星期，没有改"),
        ("语气客气点", "好的，先不发"),
    ],
)
def test_what_has_no_place_changes_nothing(town: Town, said: str, why: str) -> None:
    secretary = begun(town)
    secretary.says(said).shows(why).lacks("请把通知正文", "【通知】")
    secretary.says("28日改成27日").shows("【通知】27日上午9点全体党员到一楼会议室集合\n")


def test_what_is_wrong_and_not_what_it_should_be_is_asked(town: Town) -> None:
    secretary = begun(town)
    secretary.says("28日不对").shows("“28日”改成什么？")
    secretary.says("改成27日").shows("【通知】27日上午9点", "1 发送").lacks("将在")
    secretary.says("地点写错了").shows("“地点”改成什么？")
    secretary.says("返回").shows("【通知】27日上午9点全体党员到一楼会议室集合")


def test_a_weekday_beside_a_day_goes_with_it(town: Town) -> None:
    secretary = begun(town, "11月27日（周五）9:00开会，14:30结束")
    secretary.says("27日写错了 是28日").shows("【通知】11月28日（周六）9:00开会，14:30结束")
    secretary.says("推迟半小时").shows("正文里有 2 处一样", "9:00开会", "14:30结束")
    secretary.says("1").shows("【通知】11月28日（周六）9:30开会，14:30结束")


# ---------------------------------------------------------------- words for its choices


@pytest.mark.parametrize(
    "said", ["没问题发走", "就这样吧", "不改 发", "妥 发", "能发了", "可以，发出去"]
)
def test_any_plain_yes_sends(town: Town, said: str) -> None:
    begun(town).says(said).shows("【通知 1】正在发出")


@pytest.mark.parametrize("said", ["给我看看效果", "你先发我一个人瞅瞅", "全文给我看看", "预览一下"])
def test_a_look_first(town: Town, said: str) -> None:
    begun(town).says(said).shows(f"【通知】{BODY}\n——", "1 发送").lacks("发给：", "正在发出")


@pytest.mark.parametrize("said", ["要回执", "让他们回个收到", "要大家回复收到"])
def test_receipts_are_asked_for_once(town: Town, said: str) -> None:
    secretary = begun(town)
    secretary.says(said).shows("请大家回复收到，是吗？", "1 发送并请回复收到")
    assert town.rows("SELECT * FROM notice") == []
    secretary.says("1").shows("【通知 1】")
    assert town.rows("SELECT code FROM notice")[0]["code"]


@pytest.mark.parametrize("said", ["等书记看了再说 先不发", "别发 先放着"])
def test_not_yet_keeps_what_is_written(town: Town, said: str) -> None:
    secretary = begun(town)
    secretary.says(said).shows("先不发，写好的留着")
    assert town.rows("SELECT * FROM notice") == []
    secretary.says("1").shows("【通知 1】")


@pytest.mark.parametrize("said", ["算了 群里说过了", "先压着吧 不弄了"])
def test_not_at_all(town: Town, said: str) -> None:
    begun(town).says(said).shows("“发通知”不办了")
    assert town.rows("SELECT * FROM notice") == []


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("谁能看到", "只发给云川市财政局第一支部的 4 人，别人看不到"),
        ("有多少人能收到", "只发给云川市财政局第一支部的 4 人"),
        ("最后署的谁", "落款是“——云川市财政局第一支部”"),
        ("发了能撤不", "“撤回通知”"),
        ("什么时候发出去", "选 1 就马上发出"),
    ],
)
def test_questions_about_it_are_answered(town: Town, said: str, answer: str) -> None:
    secretary = begun(town)
    secretary.says(said).shows(answer, "1 发送　2 先发给我看看").lacks("【通知】")
    assert town.rows("SELECT * FROM notice") == []
    secretary.says("1").shows("【通知 1】")


@pytest.mark.parametrize("said", ["同志们好", "大家好 都来", "行不行", "不发给他们"])
def test_what_only_sounds_like_a_yes_sends_nothing(town: Town, said: str) -> None:
    begun(town).says(said).lacks("正在发出")
    assert town.rows("SELECT * FROM notice") == []
