"""Which event a sentence means, and lists that go on, as conversations."""

import pytest

from tests.town import Citizen, Town, event


@pytest.fixture
def busy(town: Town) -> Citizen:
    """Eight more events: two at a day where an issue has its number, six of a series."""

    def more(tx):
        event(tx, "y1", "大讲堂", "大讲堂第12期", "2027-01-09 14:30", onsite=2, video=9)
        event(tx, "y2", "讲座", "网络安全讲座", "2026-12-05 09:00", onsite=9)
        for n in range(6):
            event(tx, f"x{n}", "宣讲", f"示范宣讲第{n + 1}场", f"2026-12-2{n} 09:00", onsite=9)

    town.change(more)
    return town.member("张三")


# ---------------------------------------------------------------- days


def test_a_day_is_a_day_and_no_number_of_an_issue(busy: Citizen) -> None:
    for words in ("12月5日有什么活动", "活动 12月5日", "活动 12/5", "十二月五号有活动吗"):
        busy.says(words).shows(
            "12月5日（周六）的活动（共 2 项）", "1 网络安全讲座", "2 大讲堂第10期"
        ).lacks("第12期")
    busy.says("活动 大讲堂第12期").shows("【大讲堂】大讲堂第12期")


def test_a_day_without_events_is_said_and_what_is_next_shown(busy: Citizen) -> None:
    busy.says("活动 12月9日").shows(
        "12月9日（周三）没有活动。", "接下来的活动（共 9 项）", "1 “先锋杯”乒乓球赛"
    ).lacks("大讲堂第10期")
    busy.says("下一页").shows("12月9日（周三）没有活动。", "接下来的活动（共 9 项）")
    busy.says("活动 12月6日的大讲堂").shows("12月6日（周日）没有大讲堂。", "1 大讲堂第11期")


def test_a_title_on_another_day_is_not_signed_up_for(busy: Citizen) -> None:
    busy.says("报名 乒乓球赛 12月5日").shows(
        "12月5日（周六）没有您说的活动。", "1 “先锋杯”乒乓球赛　12月12日"
    )
    busy.says("1").shows("【报名成功】“先锋杯”乒乓球赛")
    busy.says("报名 12月19日的大讲堂 视频").shows("【报名成功】大讲堂第11期")


def test_inside_the_question_days_are_heard_too(busy: Citizen) -> None:
    busy.says("报名")
    busy.says("12月9日").shows("12月9日（周三）没有活动。", "1 “先锋杯”乒乓球赛")
    busy.says("12月5日").shows("1 网络安全讲座", "2 大讲堂第10期")
    busy.says("2").shows("现场参加还是看视频？")


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("这周有什么活动", "本周没有活动。"),
        ("周末有什么活动", "本周末没有活动。"),
        ("下周末有什么活动", "下周末的活动（共 2 项）"),
        ("12月份有什么讲座", "12月的讲座（共 1 项）"),
        ("1月有什么活动", "1月的活动（共 1 项）"),
        ("最近有什么线上的活动", "近期可看视频的活动（共 3 项）"),
        ("线上的活动", "近期可看视频的活动（共 3 项）"),
        ("昨天有什么活动", "昨天没有活动。"),
    ],
)
def test_stretches_and_modes_narrow_the_list(busy: Citizen, words: str, head: str) -> None:
    busy.says(words).shows(head)


def test_today_is_said_of_the_signing_up_too(member: Citizen) -> None:
    member.says("我今天想报名大讲堂第10期 视频").shows("【报名成功】大讲堂第10期")


# ---------------------------------------------------------------- names


def test_a_question_about_one_event_is_answered_with_its_card(busy: Citizen) -> None:
    for words in ("大讲堂第10期在哪里", "大讲堂第10期几点开始", "活动 大讲堂第十期"):
        busy.says(words).shows("【大讲堂】大讲堂第10期", "市委党校报告厅").lacks("第11期")
    busy.says("大讲堂什么时候开").shows("近期可报名的大讲堂（共 3 项）")


def test_numbers_in_words_and_in_traditional_characters(busy: Citizen) -> None:
    busy.says("报名大讲堂第十期 現場").shows("【报名成功】大讲堂第10期", "现场")
    busy.says("报名 大讲堂")
    busy.says("第十一期").shows("大讲堂第11期", "现场参加还是看视频？")


def test_a_mode_that_an_event_has_not_is_asked_about(busy: Citizen) -> None:
    busy.says("报名 乒乓球赛 视频").shows("这项没有视频，只有现场。报现场请回复 1。")
    busy.says("视频").shows("请回复 1 现场。")
    busy.says("1").shows("【报名成功】“先锋杯”乒乓球赛", "现场")


def test_who_has_a_place_is_asked_nothing(busy: Citizen) -> None:
    card = busy.says("报名 大讲堂第10期 现场").text
    busy.says("报名 大讲堂第10期").shows("您已报名，不用重复操作。", card).lacks("结束")
    busy.says("取消").shows("现在没有办到一半的事")
    busy.says("报名 乒乓球赛")
    busy.says("我的报名").shows("（2 项）")


def test_what_one_has_no_place_in_is_said(busy: Citizen) -> None:
    busy.says("取消报名 大讲堂").shows("您近期没有报名活动")
    busy.says("报名 乒乓球赛")
    shown = "1 “先锋杯”乒乓球赛"
    busy.says("取消报名 大讲堂").shows("您没有报“大讲堂”。", shown)
    busy.says("取消报名 大讲堂第11期").shows("您没有报“大讲堂第11期”。", shown)
    busy.says("取消报名 合唱").shows("您没有报“合唱”。", shown)
    busy.says("取消报名 A2B3").shows("没有凭号 A2B3 的报名。", shown)
    busy.says("取消报名 12月5日").shows("您没有报12月5日（周六）的活动。", shown)
    busy.says("取消报名 12月12日").shows("取消这一项吗？", shown).lacks("没有报")
    busy.says("我不去了").lacks("您没有报")


# ---------------------------------------------------------------- numbers and pages


def test_a_number_with_its_verb_is_of_the_list_just_shown(busy: Citizen) -> None:
    busy.says("活动")
    busy.says("报名 1").shows("【报名成功】网络安全讲座")
    busy.says("活动 乒乓")
    busy.says("报名").shows("【报名成功】“先锋杯”乒乓球赛")
    busy.says("活动 宣讲")
    busy.says("报名 第二个").shows("【报名成功】示范宣讲第2场")
    busy.says("我的报名").shows("2 “先锋杯”乒乓球赛")
    busy.says("取消报名 2").shows("【已取消】“先锋杯”乒乓球赛")
    # What was on the list has moved since.
    busy.says("取消报名 2").shows("取消哪一项？").lacks("【已取消】")
    busy.says("活动")
    busy.says("取消报名 2").shows("您没有报“大讲堂第10期”。", "您报名的活动")
    busy.says("报名 12").shows("没有第 12 项。", "想报哪一项？")


@pytest.mark.parametrize(
    "said", ["报第1个", "我想报第一个", "报1", "我要报名第1项", "麻烦帮我报第一个吧", "第一个我去"]
)
def test_a_line_of_the_list_is_signed_up_for(busy: Citizen, said: str) -> None:
    busy.says("活动").shows("1 网络安全讲座")
    busy.says(said).shows("【报名成功】网络安全讲座")


@pytest.mark.parametrize(
    "said", ["取消第1个", "第一个不去了", "把第1项取消掉", "退1", "删除第1条", "我不要第一个了"]
)
def test_a_line_of_ones_own_is_given_up(busy: Citizen, said: str) -> None:
    busy.says("报名 网络安全")
    busy.says("我的报名").shows("1 网络安全讲座")
    busy.says(said).shows("【已取消】网络安全讲座")


def test_a_line_is_of_the_newest_list_only(busy: Citizen) -> None:
    busy.says("取消第1个").lacks("【已取消】")
    busy.says("活动").shows("1 网络安全讲座")
    busy.says("看第1个").shows("【讲座】网络安全讲座", "回复 1 报名")
    busy.says("活动")
    busy.says("取消第1个").shows("您近期没有报名活动")
    busy.says("活动")
    busy.says("报第9个").shows("没有第 9 项。", "1 网络安全讲座")
    busy.says("先不报第1个").lacks("【报名成功】")
    busy.says("明早8点提醒我交材料")
    busy.says("我的提醒").shows("1 交材料")
    busy.says("取消第1个").shows("已删除提醒：交材料")
    busy.says("志愿").shows("1 ")
    busy.says("我想接第1个").shows("【报名成功】")
    busy.says("我的志愿")
    busy.says("第一个去不了，退了吧").lacks("没听明白")


@pytest.mark.parametrize("said", ["不报第一个了", "先不报第1个", "第一个不去"])
def test_what_is_ruled_out_in_an_answer_is_not_taken(busy: Citizen, said: str) -> None:
    busy.says("报名").shows("1 网络安全讲座")
    busy.says(said).lacks("【报名成功】")
    busy.says("取消")
    busy.says("报名志愿").shows("想认领哪一项？")
    busy.says(said).lacks("【报名成功】")


def test_pages_turn_both_ways(busy: Citizen) -> None:
    first = busy.says("活动").text
    assert "“下一页”看更多" in first
    busy.says("下一页").lacks("1 网络安全讲座")
    assert busy.says("上一页").text == first
    busy.says("上一页").shows("没有别的页了。")


def test_after_a_card_a_name_is_still_a_name(busy: Citizen) -> None:
    busy.says("活动 乒乓")
    busy.says("报名 网络安全").shows("【报名成功】网络安全讲座")
    busy.says("活动 大讲堂第11期")
    busy.says("报名 视频").shows("【报名成功】大讲堂第11期", "视频")
    busy.says("活动 乒乓")
    busy.says("报名 合唱").shows("没有找到“合唱”。", "想报哪一项？")


def test_every_place_of_ones_own_can_be_reached(busy: Citizen) -> None:
    for n in range(6):
        busy.says(f"报名 示范宣讲第{n + 1}场").shows("【报名成功】")
    busy.says("我的报名").shows("（6 项）", "5 示范宣讲第5场", "“下一页”看更多").lacks("第6场")
    busy.says("下一页").shows("1 示范宣讲第6场").lacks("第5场", "下一页")
    busy.says("1").shows("【报名成功】示范宣讲第6场")
    busy.says("取消报名").shows("取消哪一项？", "“下一页”看更多").lacks("第6场")
    busy.says("下一页").shows("取消哪一项？", "1 示范宣讲第6场")
    busy.says("1").shows("【已取消】示范宣讲第6场")
    busy.says("我的报名 第2页").shows("（5 项）", "1 示范宣讲第1场")


def test_the_offered_list_goes_on_and_its_numbers_are_those_shown(busy: Citizen) -> None:
    busy.says("报名").shows("想报哪一项？（共 12 项）", "“下一页”看更多")
    busy.says("下一页").shows("1 示范宣讲第1场")
    busy.says("第3页").shows("1 示范宣讲第6场", "2 大讲堂第12期").lacks("看更多")
    busy.says("下一页").shows("后面没有了")
    busy.says("上一页").shows("1 示范宣讲第1场")
    busy.says("宣讲").shows("您想报哪一项？（共 6 项）", "1 示范宣讲第1场", "“下一页”看更多")
    busy.says("下一页").shows("1 示范宣讲第6场")
    busy.says("报名 1").shows("【报名成功】示范宣讲第6场")


def test_a_list_of_what_was_meant_comes_again(busy: Citizen) -> None:
    for words in ("活动 大讲堂", "活动 12月5日"):
        shown = busy.says(words).text
        assert busy.says("66").text == f"没有第 66 项。\n{shown}"
    busy.says("活动 第2页").shows("共 12 项", "1 示范宣讲第1场")


def test_a_wish_in_the_middle_is_not_taken_for_a_day(busy: Citizen) -> None:
    busy.says("报名")
    busy.says("明早8点提醒我交材料").shows("提醒您：交材料")


@pytest.mark.parametrize("said", ["大讲堂第10期", "大讲堂 第10期", "“先锋杯”乒乓球赛", "乒乓球赛"])
@pytest.mark.parametrize("before", ["活动", "我的报名"])
def test_a_name_alone_shows_its_card(busy: Citizen, before: str, said: str) -> None:
    busy.says("报名 大讲堂第10期 现场")
    busy.says(before)
    busy.says(said).shows("市委党校报告厅").lacks("您是想")
