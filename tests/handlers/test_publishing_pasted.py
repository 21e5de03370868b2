"""What comes out of chat groups and spreadsheets, pasted to be published, as conversations."""

import pytest

from tests.town import Citizen, Town

ROW = "党课\t2026/12/8 14:30\t三楼会议室\t80\t2026/12/7"
HEADER = "名称\t时间\t地点\t名额\t截止\n"


@pytest.fixture
def secretary(town: Town) -> Citizen:
    return town.secretary("孙八", "b3")


@pytest.mark.parametrize("pasted", [ROW, HEADER + ROW])
def test_a_row_of_a_spreadsheet_is_an_announcement(secretary: Citizen, pasted: str) -> None:
    secretary.says(f"发布活动 {pasted}").shows(
        "】党课\n12月8日（周二）14:30　三楼会议室", "现场 80 人", "报名截止：12月7日（周一）18:00"
    ).lacks("没有读懂")


def test_of_several_rows_the_first_is_read_and_the_card_goes_on_saying_so(
    secretary: Citizen,
) -> None:
    said = "一次只发一场，只读了第一行，其余 1 行请另发。"
    pasted = f"发布活动\n{HEADER}{ROW}\n读书会\t2026/12/9 14:30\t图书馆\t30\t2026/12/8"
    secretary.says(pasted).shows(said, "】党课")
    heard = secretary.says("地点改成二楼会议室").shows(said, "14:30　二楼会议室")
    assert len(heard.text.splitlines()) <= 8
    secretary.says("1").shows("【已发布】党课").lacks("一次只发")


def test_what_was_not_read_is_said_at_every_question_and_card(secretary: Citizen) -> None:
    said = "没有读懂“请带书”，没有写进去。"
    heard = secretary.says("发布活动 读书会 12月8日15:00 市图书馆三楼 12月7日截止 请带书")
    assert heard.shows(said, "多少名额？").text.count("没有读懂") == 1
    heard = secretary.says("20").shows(said, "【文体】读书会")
    assert len(heard.text.splitlines()) <= 8


def test_a_whole_line_after_the_bare_command_says_what_it_left_out(secretary: Citizen) -> None:
    secretary.says("发布活动")
    secretary.says("读书会 12月8日15:00 市图书馆三楼 20人 12月7日截止 请带书").shows(
        "没有读懂“请带书”", "【文体】读书会"
    )


def test_so_many_of_each_branch_are_no_capacity(secretary: Citizen) -> None:
    secretary.says(
        "发布活动 请各支部组织党员参加12月8日14:30在市委党校举办的专题党课，每支部限报2人"
    ).shows("没有读懂“每支部限报2人”", "多少名额？")
    secretary.says("60").shows("什么时候截止")
    secretary.says("12月7日").shows("】专题党课\n", "14:30　市委党校", "现场 60 人")


def test_the_way_it_is_held_is_changed_at_the_card(secretary: Citizen) -> None:
    secretary.says("发布活动 学习会 12月3日9点 三楼会议室 20人 提前一天截止")
    secretary.says("换成线上吧").shows("9:00　线上\n", "名额：视频 20 人").lacks("线上吧")
    secretary.says("改成现场").shows("在哪里？")
    secretary.says("二楼会议室").shows("9:00　二楼会议室", "名额：现场 20 人").lacks("视频 20")


def test_of_two_ways_one_is_left(secretary: Citizen) -> None:
    secretary.says("发布活动 学习会 12月3日9点 三楼会议室 现场20人视频300人 12月2日截止")
    secretary.says("改为线上").shows("9:00　线上\n", "名额：视频 300 人").lacks("现场 20")


@pytest.mark.parametrize("wish", ["我要发个活动", "发个活动", "帮我发布一个活动吧", "怎么发布活动"])
def test_a_wish_to_publish_is_no_title(secretary: Citizen, wish: str) -> None:
    secretary.says(wish).shows("活动叫什么？")
    secretary.says(wish).shows("请说名称")
    secretary.says(f"{wish}，学习会 12月3日9点 三楼会议室 20人").shows("什么时候截止")
    secretary.says("提前一天").shows("】学习会\n")


def test_a_wish_with_the_announcement_behind_it_is_read(town: Town, secretary: Citizen) -> None:
    secretary.says("发布一个活动：学习会 12月3日9点 三楼会议室 20人 12月2日截止").shows(
        "】学习会\n"
    )
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says("我要发个需求").shows("需要做什么？")
    head.says("取消")
    head.says("发布一个服务需求：长安社区 义诊 12月6日9点 8人").shows("长安社区　义诊\n")


def test_a_taken_hour_is_told_of_the_time_that_stands(secretary: Citizen) -> None:
    noon = "“中午”按 12:00"
    secretary.says("发布活动 读书会 12月8日15:00 市图书馆三楼 20人 12月7日中午截止").shows(noon)
    secretary.says("返回").shows("什么时候截止")
    secretary.says("12月3日18点").shows("报名截止：12月3日（周四）18:00").lacks(noon)
