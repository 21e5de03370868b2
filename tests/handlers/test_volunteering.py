"""Volunteering, as conversations."""

import pytest

from bot.store.tx import Tx
from tests.town import Citizen, Town


def test_needs_are_listed_and_narrowed_by_community_and_district(member: Citizen) -> None:
    member.says("志愿").shows("共 4 项", "1 长安社区 义诊　12月5日（周六）14:00　缺 8 人")
    member.says("志愿 裕华").shows("裕华社区待认领的服务需求（共 2 项）").lacks("义诊")
    member.says("志愿 桥东区").shows("共 4 项")


def test_taking_a_need_by_number_gives_a_card(member: Citizen) -> None:
    member.says("志愿")
    member.says("2").shows(
        "【服务需求】长安社区　清扫积雪", "12月6日（周日）9:00 至 11:00", "回复 1 报名"
    )
    member.says("1").shows("【报名成功】长安社区　清扫积雪", "凭号", "退出志愿")


def test_taking_a_need_by_name_in_one_line(member: Citizen) -> None:
    member.says("报名志愿 长安社区义诊").shows("【报名成功】长安社区　义诊")


def test_the_same_request_twice_is_the_same_card(member: Citizen) -> None:
    first = member.says("报名志愿 义诊")
    member.says("报名志愿 义诊").shows("您已报名，不用重复操作。", first.text)


def test_a_full_need_has_a_waiting_list_and_points_to_what_still_needs_people(town: Town) -> None:
    first, second, third = (town.member(name) for name in ("张三", "李四", "王五"))
    code = first.says("报名志愿 图书整理").shows("【报名成功】").code
    second.says("报名志愿 图书整理").shows(
        "【候补第 1 位】裕华社区　图书整理", "别处还缺人，回复“志愿”看看"
    )
    third.says("报名志愿 图书整理").shows("【候补第 2 位】")
    second.says("志愿").shows("1 长安社区 义诊").lacks("图书整理")
    first.says(f"退出志愿 {code}").shows("【已取消】")
    assert "【有空位】" in second.received()[0]
    assert "【报名成功】裕华社区　图书整理" in second.received()[0]
    assert third.received() == []
    third.says("我的志愿").shows("裕华社区 图书整理", "候补第 1 位")


def test_one_place_per_person_and_clashes_are_named(member: Citizen) -> None:
    member.says("报名 大讲堂第10期 视频")
    member.says("报名志愿 义诊").shows("时间冲突，没有报上", "“大讲堂第10期”", "1 先退出")
    member.says("1").shows("【已取消】大讲堂第10期")
    member.says("报名志愿 义诊").shows("【报名成功】")


def test_leaving_frees_the_place(town: Town) -> None:
    member = town.member("张三")
    code = member.says("报名志愿 图书整理").code
    member.says(f"退出志愿 {code}").shows("【已取消】裕华社区　图书整理")
    member.says("我的志愿").shows("您近期没有认领志愿服务")
    town.member("李四").says("报名志愿 图书整理").shows("【报名成功】")


@pytest.mark.parametrize("words", ["报错了", "取消", "去不了了"])
def test_right_after_a_place_is_taken_a_slip_is_mended_in_a_word(
    member: Citizen, words: str
) -> None:
    member.says("报名志愿 图书整理").shows("【报名成功】")
    member.says("几点").shows("【报名成功】裕华社区　图书整理")
    member.says(words).shows("退出这一项吗？", "图书整理")
    member.says("好的").shows("退出这一项吗？", "图书整理")
    member.says("1").shows("【已取消】裕华社区　图书整理")


def test_my_services_lead_to_their_cards(member: Citizen) -> None:
    member.says("报名志愿 义诊")
    member.says("我的志愿").shows("1 长安社区 义诊")
    member.says("1").shows("【报名成功】长安社区　义诊")


def test_a_community_with_several_needs_asks_which(member: Citizen) -> None:
    member.says("报名志愿 裕华社区").shows("1 裕华社区 助老理发", "2 裕华社区 图书整理")
    member.says("助老理发").shows("【报名成功】裕华社区　助老理发")


def test_the_day_before_a_volunteer_is_reminded(town: Town) -> None:
    member = town.member("张三")
    member.says("报名志愿 清扫积雪")
    town.wait(days=10, hours=23, minutes=30)
    member.says("谢谢").shows("【提醒】志愿服务　12月6日（周日）9:00")


@pytest.mark.parametrize("said", ["返回", "清扫积雪是哪天", "党费怎么交"])
def test_a_question_whose_answers_have_all_gone_says_so(town: Town, said: str) -> None:
    member = town.member("张三")
    member.says("报名志愿").shows("想认领哪一项？")

    def none_left(tx: Tx) -> None:
        for number in (1, 2, 3, 4):
            tx.run("offerings.call_off", id=f"n{number}")

    town.change(none_left)
    member.says(said).lacks("没有办成")
