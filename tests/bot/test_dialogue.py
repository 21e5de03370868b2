"""What all dialogues share, shown on event registration."""

import pytest

from tests.town import Citizen, Town


def test_stop_ends_it_and_changes_nothing(town: Town) -> None:
    member = town.member("张三")
    member.says("报名")
    member.says("1")
    member.says("取消").shows("“活动报名”不办了，什么也没有改动")
    assert town.rows("SELECT * FROM seat") == []
    member.says("取消").shows("没有办到一半的事")


def test_back_drops_the_last_answer(member: Citizen) -> None:
    member.says("报名")
    member.says("1").shows("现场参加还是看视频？")
    member.says("返回").shows("想报哪一项？")
    member.says("4").shows("大讲堂第11期", "现场参加还是看视频？")


def test_a_number_out_of_range_is_asked_again(member: Citizen) -> None:
    member.says("报名")
    member.says("7").shows("没有第 7 项，请回复 1–4。")
    member.says("1").shows("现场参加还是看视频？")


def test_numbers_are_understood_in_every_dress(town: Town) -> None:
    for dress in ("２", "②", "二", "第2个", "2、", " 2 ", "选2"):
        member = town.member("张三")
        member.says("取消")
        member.says("报名 大讲堂第11期")
        member.says(dress).shows("视频")
        member.says("取消报名")
        member.says("1").shows("【已取消】")


def test_a_number_keeps_its_meaning_when_the_list_changes(town: Town) -> None:
    from tests.town import event

    member = town.member("张三")
    member.says("报名").shows("2 党务干部培训班第44期")
    town.change(lambda tx: event(tx, "e0", "宣讲", "示范宣讲", "2026-12-04 09:00", onsite=5))
    member.says("2").shows("【报名成功】党务干部培训班第44期")


def test_help_keeps_the_place(member: Citizen) -> None:
    member.says("报名 大讲堂第10期")
    member.says("帮助").shows("我能办这些", "“活动报名”办到一半，回复“继续”")
    member.says("继续").shows("现场参加还是看视频？")
    member.says("视频").shows("【报名成功】")


def test_another_command_parks_it_and_it_can_be_continued(member: Citizen) -> None:
    member.says("报名 大讲堂第10期")
    member.says("我的报名").shows("您近期没有报名活动")
    member.says("继续").shows("现场参加还是看视频？")
    member.says("1").shows("【报名成功】")


def test_what_is_parked_by_the_way_is_said(member: Citizen) -> None:
    member.says("报名 大讲堂第10期")
    member.says("我的提醒").shows("“活动报名”办到一半，回复“继续”接着办")


@pytest.mark.parametrize("said", ["好的", "嗯", "谢谢", "您好"])
def test_small_talk_in_between_leads_nowhere_else(town: Town, said: str) -> None:
    member = town.member("张三")
    member.says("报名 大讲堂第10期")
    member.says(said).shows("1 现场", "2 视频").lacks("不客气")
    member.says("视频").shows("【报名成功】")


@pytest.mark.parametrize("said", ["算了", "不报了", "那就算了吧", "我不想参加了", "先不弄了"])
def test_letting_go_in_ones_own_words_ends_it(town: Town, said: str) -> None:
    member = town.member("张三")
    member.says("报名 大讲堂第10期")
    member.says(said).shows("“活动报名”不办了，什么也没有改动")
    member.says("1").lacks("【报名成功】")
    assert town.rows("SELECT * FROM seat") == []


def test_what_a_button_says_is_no_answer(town: Town) -> None:
    member = town.member("张三")
    member.says("人工").shows("请把要问的事写成一条发来")
    member.clicks("志愿").shows("待认领的服务需求", "“留言给工委的同志”办到一半")
    member.says("继续")
    member.says("我的报名").shows("您近期没有报名活动")  # nor is a bare start word
    assert town.rows("SELECT * FROM question") == []
    member.says("继续")
    member.says("报名表去哪里领").shows("已记下：“报名表去哪里领”")


def test_one_may_be_reminded_of_what_is_a_command_elsewhere(member: Citizen) -> None:
    member.says("提醒我 明早8点")
    member.says("发通知").shows("提醒您：发通知")


def test_a_dialogue_inside_a_dialogue_returns_to_the_outer(member: Citizen) -> None:
    member.says("报名 大讲堂第10期")
    member.says("报名志愿 清扫积雪").shows("【报名成功】长安社区", "“继续”接着办")
    member.says("继续").shows("现场参加还是看视频？")


def test_its_time_is_over_told_once_and_it_can_be_continued(town: Town) -> None:
    member = town.member("张三")
    member.says("报名 大讲堂第10期")
    town.wait(minutes=31)
    member.says("谢谢").shows("“活动报名”放了太久", "“继续”", "不客气")
    member.says("谢谢").lacks("放了太久")
    member.says("继续").shows("现场参加还是看视频？")


def test_after_a_day_it_is_gone(town: Town) -> None:
    member = town.member("张三")
    member.says("报名 大讲堂第10期")
    town.wait(days=2)
    member.says("谢谢")
    member.says("继续").shows("没有办到一半的事")


def test_a_restart_loses_nothing(town: Town) -> None:
    member = town.member("张三")
    member.says("报名")
    member.says("1")
    town.restart()
    member.says("视频").shows("【报名成功】大讲堂第10期")


def test_a_release_without_the_dialogue_restarts_politely(town: Town) -> None:
    member = town.member("张三")
    member.says("报名")
    town.change(lambda tx: tx._connection.execute("UPDATE dialogue SET name = 'gone'", {}) and None)
    member.says("1").shows("系统刚更新过")
    member.says("活动").shows("大讲堂第10期")


def test_a_seat_lost_meanwhile_does_not_lose_the_answers(town: Town) -> None:
    member = town.member("张三")
    member.says("报名 乒乓")  # one seat only: taken at once
    other = town.member("李四")
    other.says("报名 大讲堂第10期")
    for name in ("张三", "王五"):
        town.member(name).says("报名 大讲堂第10期 现场")
    other.says("现场").shows("【候补第 1 位】大讲堂第10期（现场）", "“改方式”")


def test_a_picture_is_no_answer_and_keeps_the_place(member: Citizen) -> None:
    member.says("报名 大讲堂第10期")
    member.sends("image").shows("图片我还看不懂")
    member.says("视频").shows("【报名成功】")


def test_the_same_dialogue_begun_again_starts_afresh(member: Citizen) -> None:
    member.says("报名")
    member.says("报名 党务干部培训班").shows("【报名成功】党务干部培训班第44期")
