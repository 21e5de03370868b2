"""Event registration, as conversations."""

import pytest

from tests.town import Citizen, Town


def test_events_are_listed_soonest_first_with_what_is_left(member: Citizen) -> None:
    heard = member.says("活动").shows(
        "共 4 项", "1 大讲堂第10期　12月5日（周六）14:30　余 现场2 视频100"
    )
    assert heard.text.index("大讲堂第10期") < heard.text.index("乒乓球赛")


def test_a_kind_or_a_piece_of_a_title_narrows_the_list(member: Citizen) -> None:
    member.says("活动 大讲堂").shows("大讲堂第10期", "大讲堂第11期").lacks("乒乓")
    member.says("活动 乒乓").shows("【比赛】“先锋杯”乒乓球赛", "名额：现场 1 人")


def test_a_stranger_sees_events_but_must_confirm_who_they_are_to_register(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("活动").shows("大讲堂第10期")
    stranger.says("报名 大讲堂第10期 视频").shows("保存微信标识，名册里的姓名、单位")
    # What was asked for before the detour is done after it.
    stranger.says("李四 1234").shows("【身份已确认】李四", "【报名成功】大讲堂第10期", "视频")


def test_registering_step_by_step(member: Citizen) -> None:
    member.says("报名").shows("1 大讲堂第10期")
    member.says("1").shows("现场参加还是看视频？", "1 现场")
    member.says("现场").shows("【报名成功】大讲堂第10期", "市委党校报告厅　现场", "提前一天提醒您")


def test_one_line_carries_all_answers(member: Citizen) -> None:
    member.says("报名 大讲堂第10期 视频").shows("【报名成功】大讲堂第10期", "视频")


def test_a_number_in_a_title_picks_between_namesakes(member: Citizen) -> None:
    member.says("报名 大讲堂11 现场").shows("【报名成功】大讲堂第11期")


def test_the_same_request_twice_is_the_same_card(member: Citizen) -> None:
    first = member.says("报名 乒乓球赛")
    again = member.says("报名 乒乓球赛").shows("您已报名，不用重复操作。")
    assert again.text.endswith(first.text)


def test_the_last_seat_goes_to_one_and_the_others_queue_in_order(town: Town) -> None:
    town.member("张三").says("报名 乒乓球赛").shows("【报名成功】")
    town.member("李四").says("报名 乒乓球赛").shows("【候补第 1 位】")
    town.member("王五").says("报名 乒乓球赛").shows("【候补第 2 位】")


def test_a_waiting_card_says_the_mode_once(town: Town) -> None:
    town.member("张三").says("报名 乒乓球赛")
    card = (
        town.member("李四").says("报名 乒乓球赛").shows("【候补第 1 位】“先锋杯”乒乓球赛（现场）")
    )
    assert card.text.count("现场") == 1


def test_cancelling_promotes_the_first_in_the_queue_and_tells_them(town: Town) -> None:
    first, second, third = (town.member(name) for name in ("张三", "李四", "王五"))
    card = first.says("报名 乒乓球赛")
    second.says("报名 乒乓球赛")
    third.says("报名 乒乓球赛")
    first.says(f"取消报名 {card.code}").shows("【已取消】“先锋杯”乒乓球赛")
    town.settle()
    assert len(second.received()) == 1
    assert "【有空位】" in second.received()[0]
    assert "【报名成功】“先锋杯”乒乓球赛" in second.received()[0]
    assert third.received() == []
    third.says("我的报名").shows("候补第 1 位")


def test_cancelling_without_a_code_asks_which_first(member: Citizen) -> None:
    member.says("报名 大讲堂第10期 现场")
    member.says("取消报名").shows("取消这一项吗？", "大讲堂第10期")
    member.says("1").shows("【已取消】大讲堂第10期")
    member.says("我的报名").shows("您近期没有报名活动")


@pytest.mark.parametrize("words", ["打错了", "撤销", "手滑了", "不报了"])
def test_right_after_a_place_is_taken_a_slip_is_mended_in_a_word(
    member: Citizen, words: str
) -> None:
    member.says("报名 乒乓球赛").shows("【报名成功】")
    member.says("报名 大讲堂第10期 现场").shows("【报名成功】")
    member.says(words).shows("取消这一项吗？", "大讲堂第10期").lacks("乒乓球赛")
    member.says("好的").shows("取消这一项吗？", "大讲堂第10期").lacks("乒乓球赛")
    member.says("确定").shows("【已取消】大讲堂第10期")
    member.says("我的报名").shows("乒乓球赛")


@pytest.mark.parametrize("words", ["取消", "不去了"])
def test_a_word_that_may_mean_any_place_asks_which(member: Citizen, words: str) -> None:
    member.says("报名 乒乓球赛").shows("【报名成功】")
    member.says("报名 大讲堂第10期 现场").shows("【报名成功】")
    member.says(words).shows("取消哪一项？", "大讲堂第10期", "乒乓球赛")


def test_a_slip_is_mended_before_what_was_put_aside(member: Citizen) -> None:
    member.says("报名")
    member.says("我的信息")
    member.says("报名志愿 义诊").shows("【报名成功】", "回复“继续”接着办")
    member.says("取消").shows("退出这一项吗？", "回复“继续”接着办")


def test_those_words_are_about_nothing_once_the_place_is_gone(member: Citizen) -> None:
    code = member.says("报名 乒乓球赛").code
    member.says(f"取消报名 {code}").shows("【已取消】")
    member.says("取消").shows("现在没有办到一半的事")


@pytest.mark.parametrize("words", ["去不了了", "不去了", "撤销", "几点", "在哪", "手滑了"])
def test_later_those_words_are_no_old_menu(town: Town, words: str) -> None:
    member = town.member("张三")
    member.says("报名 大讲堂第10期 现场").shows("【报名成功】")
    town.wait(hours=3)
    member.says(words).lacks("已经过时", "近期可报名的活动")


def test_ones_own_card_leaves_the_list_it_came_from(member: Citizen) -> None:
    member.says("报名 大讲堂第10期 现场").shows("【报名成功】")
    member.says("报名 乒乓球赛").shows("【报名成功】")
    member.says("我的报名").shows("2 “先锋杯”乒乓球赛")
    member.says("1").shows("【报名成功】大讲堂第10期")
    member.says("取消第2个").shows("【已取消】“先锋杯”乒乓球赛")


@pytest.mark.parametrize("words", ["几点", "在哪？", "什么时候", "地点"])
def test_a_card_answers_when_and_where(member: Citizen, words: str) -> None:
    member.says("活动 大讲堂第10期").shows("回复 1 报名")
    member.says(words).shows("大讲堂第10期", "市委党校报告厅", "回复 1 报名")
    member.says("报名 大讲堂第10期 现场").shows("【报名成功】")
    member.says(words).shows("【报名成功】大讲堂第10期", "市委党校报告厅")


def test_cancelling_twice_is_no_error(member: Citizen) -> None:
    code = member.says("报名 乒乓球赛").code
    member.says(f"取消报名 {code}").shows("【已取消】")
    member.says("我的报名").shows("您近期没有报名活动")
    member.says(f"取消报名 {code}").lacks("没有办成")


def test_changing_the_mode_frees_the_seat_for_who_waits(town: Town) -> None:
    here = [town.member(name) for name in ("张三", "李四", "王五")]
    for person in here:
        person.says("报名 大讲堂第10期 现场")
    here[0].says("改方式").shows("已改为视频。", "【报名成功】大讲堂第10期", "视频")
    town.settle()
    assert "【有空位】" in here[2].received()[0]
    taken = town.rows(
        "SELECT mode, taken, waiting FROM pool WHERE offering_id = 'e1' ORDER BY mode"
    )
    assert [tuple(row) for row in taken] == [("onsite", 2, 0), ("video", 1, 0)]


def test_a_full_mode_refuses_a_change_and_keeps_the_place(town: Town) -> None:
    for name in ("张三", "李四"):
        town.member(name).says("报名 大讲堂第10期 现场")
    third = town.member("王五")
    third.says("报名 大讲堂第10期 视频")
    third.says("改方式").shows("现场已经满了，没有改，您的视频名额还在。")


def test_a_mode_that_one_has_already_is_said_and_kept(town: Town) -> None:
    member = town.member("张三")
    card = member.says("报名 大讲堂第10期 现场").text
    for words in ("改成现场", "改现场", "改到線下", "我要改成现场参加"):
        assert member.says(words).text == f"已经是现场，不用改。\n{card}"
    member.says("现场改成视频").shows("已改为视频。")
    member.says("改线上").shows("已经是视频，不用改。")
    member.says("改方式").shows("已改为现场。")


def test_a_named_mode_is_asked_about_among_those_that_have_another(member: Citizen) -> None:
    member.says("报名 大讲堂第10期 现场")
    member.says("报名 大讲堂第11期 视频")
    member.says("改成视频").shows("改哪一项", "1 大讲堂第10期").lacks("大讲堂第11期")
    member.says("1").shows("已改为视频。", "大讲堂第10期")
    member.says("改成视频").shows("都已经是视频，不用改。", "您报名的活动（2 项）")


def test_after_the_deadline_nobody_registers_or_cancels(town: Town) -> None:
    member = town.member("张三")
    code = member.says("报名 大讲堂第10期 视频").code
    town.wait(days=9, hours=9)  # 12月3日 19:00
    town.member("李四").says("报名 大讲堂第10期 视频").shows("报名已于 12月3日（周四）18:00 截止")
    member.says(f"取消报名 {code}").shows("名单已于 12月3日（周四）18:00 定下", "人工")


def test_a_clash_with_a_volunteer_service_names_it_and_shows_two_ways_out(town: Town) -> None:
    member = town.member("张三")
    member.says("报名志愿 义诊").shows("【报名成功】长安社区")
    member.says("报名 大讲堂第10期 现场").shows(
        "时间冲突，没有报上", "“长安社区义诊”", "1 先退出", "2 改报 大讲堂第11期"
    )
    member.says("2").shows("现场参加还是看视频？")


def test_touching_ends_do_not_clash(town: Town) -> None:
    from tests.town import event

    town.change(lambda tx: event(tx, "e9", "宣讲", "读书会", "2026-12-05 16:30", onsite=5))
    member = town.member("张三")
    member.says("报名 大讲堂第10期 现场").shows("【报名成功】")  # 14:30 to 16:30
    member.says("报名 读书会").shows("【报名成功】读书会")


def test_the_day_before_the_person_is_reminded(town: Town) -> None:
    member = town.member("张三")
    member.says("报名 大讲堂第10期 现场")
    town.wait(days=9, hours=23, minutes=30)  # 12月4日 9:30
    # The 48 hours are over: it waits for the next contact.
    assert member.pushed == []
    member.says("谢谢").shows("【提醒】大讲堂第10期　12月5日（周六）14:30", "不客气")
    member.says("谢谢").lacks("【提醒】")


def test_whoever_is_promoted_is_reminded_the_day_before_too(town: Town) -> None:
    first, second, third = (town.member(name) for name in ("张三", "李四", "王五"))
    code = first.says("报名 乒乓球赛").code
    for person in (second, third):
        person.says("报名 乒乓球赛").shows("候补")
    first.says(f"取消报名 {code}")
    town.settle()
    assert len(second.received()) == 1
    town.wait(days=16, hours=23, minutes=30)  # 12月11日 9:30
    second.says("谢谢").shows("【提醒】“先锋杯”乒乓球赛　12月12日（周六）9:00")
    third.says("谢谢").lacks("【提醒】")


def test_who_waited_and_changes_the_mode_is_reminded_the_day_before_too(town: Town) -> None:
    for name in ("张三", "李四"):
        town.member(name).says("报名 大讲堂第10期 现场")
    third = town.member("王五")
    third.says("报名 大讲堂第10期 现场").shows("候补")
    third.says("改方式").shows("已改为视频。")
    town.wait(days=9, hours=23, minutes=30)  # 12月4日 9:30
    third.says("谢谢").shows("【提醒】大讲堂第10期")


def test_a_stale_number_shows_the_fresh_list_and_does_nothing(town: Town) -> None:
    member = town.member("张三")
    member.says("活动")
    town.wait(minutes=11)
    member.says("1").shows("刚才的列表已经过时", "1 大讲堂第10期")
    assert town.rows("SELECT * FROM seat") == []


def test_a_number_from_before_a_change_does_not_do_the_old_thing(town: Town) -> None:
    member = town.member("张三")
    member.says("报名 乒乓球赛")
    member.says("取消报名").shows("取消这一项吗？")
    member.says("报名 大讲堂第11期 视频").shows("【报名成功】")
    member.says("1").lacks("【已取消】")


def test_pages_turn_by_word(town: Town) -> None:
    from tests.town import event

    def more(tx):
        for n in range(4):
            event(tx, f"x{n}", "宣讲", f"示范宣讲第{n + 1}场", f"2026-12-2{n} 09:00", onsite=9)

    town.change(more)
    member = town.member("张三")
    member.says("活动").shows("共 8 项", "“下一页”看更多")
    member.says("下一页").shows("示范宣讲第4场").lacks("大讲堂第10期")
    member.says("1").shows("【宣讲】示范宣讲第")
