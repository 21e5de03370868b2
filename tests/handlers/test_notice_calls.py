"""A call for a notice is no text of one, and whom to tell is no part of it where that is certain."""

import pytest

from tests.town import Town


@pytest.mark.parametrize(
    "said",
    [
        "发个统知",
        "帮我发条通之",
        "fa个通知",
        "发个痛知吧",
        "弄个通知",
        "群发一下",
        "有个事要通知大家",
        "我想给支部的人说个事",
    ],
)
def test_a_call_that_tells_nothing_asks_for_the_text(town: Town, said: str) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says(said).shows("请把通知正文写成一条发来").lacks("【通知】", "1 发送")
    secretary.says("明天停电。").shows("【通知】明天停电。\n", "1 发送")


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("发个统知，明天停电", "明天停电"),
        ("发个信儿 后天早上八点二十门口上车", "后天早上八点二十门口上车"),
        ("发通知的时间改了，请看群", "发通知的时间改了，请看群"),
    ],
)
def test_what_follows_a_call_is_the_text(town: Town, said: str, body: str) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says(f"发通知 {said}").shows(f"【通知】{body}\n——")


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("告诉支部的同志们，下周二带上党章学习", "下周二带上党章学习"),
        ("喊一下大家 明早八点五十到楼下照相", "明早八点五十到楼下照相"),
        ("跟本支部的人说一声 周五上午九点三楼集合", "周五上午九点三楼集合"),
        ("知会各位党员，明天交党费", "明天交党费"),
        ("给大伙儿说一下：明天停电", "明天停电"),
        ("跟大家说一声周五开会", "跟大家说一声周五开会"),
        ("喊口号比赛改到周五，请准备", "喊口号比赛改到周五，请准备"),
    ],
)
def test_whom_to_tell_is_ones_own_and_cut_only_at_a_divider(
    town: Town, said: str, body: str
) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says(f"发通知 {said}").shows(
        "发给：云川市财政局第一支部 4 人", f"――\n【通知】{body}\n——"
    )
    assert town.rows("SELECT * FROM question") == []


def test_of_a_unit_all_its_branches_are_told(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says("转告机关各支部：学习心得月底前交齐").shows(
        "发给：云川市财政局 5 人", "――\n【通知】学习心得月底前交齐\n"
    )


def test_a_part_that_is_told_is_found_or_asked_about(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says("发通知 转告第三支部：明天开会").shows(
        "发给：云川市财政局第三支部 1 人", "【通知】明天开会\n"
    )
    head.says("取消")
    head.says("发通知 告诉支部的同志们，明天开会").shows("没有“支部”。发给哪里？").lacks("1 发送")
    head.says("1").shows("【通知】告诉支部的同志们，明天开会\n")
