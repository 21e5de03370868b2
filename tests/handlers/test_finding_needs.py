"""Which need a sentence means, and lists that go on, as conversations."""

import pytest

from tests.town import Citizen, Town, need


@pytest.fixture
def busy(town: Town) -> Citizen:
    """Seven more needs, of two kinds, in both communities."""

    def more(tx):
        for n in range(6):
            need(tx, f"x{n}", ("k1", "k2")[n % 2], "家电维修", f"2026-12-2{n} 09:00", 4)
        need(tx, "y1", "k2", "义诊", "2026-12-20 14:00", 4)

    town.change(more)
    return town.member("张三")


def test_a_day_narrows_the_needs(busy: Citizen) -> None:
    busy.says("志愿 义诊").shows("您说的是哪一项？（共 2 项）")
    busy.says("志愿 义诊 12月5日").shows("【服务需求】长安社区　义诊")
    busy.says("志愿 12月20日").shows(
        "12月20日（周日）待认领的服务需求（共 2 项）", "1 长安社区 家电维修", "2 裕华社区 义诊"
    )
    busy.says("周末有什么志愿服务").shows("本周末没有待认领的服务需求。", "1 长安社区 义诊")
    busy.says("12月12日长安社区有什么志愿服务").shows(
        "12月12日（周六）长安社区没有待认领的服务需求。", "接下来的服务需求（共 3 项）"
    )


def test_a_need_on_another_day_is_not_taken(busy: Citizen) -> None:
    busy.says("报名志愿 图书整理 12月12日").shows(
        "12月12日（周六）没有您说的服务。", "1 裕华社区 图书整理　12月13日"
    )
    busy.says("1").shows("【报名成功】裕华社区　图书整理")
    busy.says("报名志愿 12月20日的义诊").shows("【报名成功】裕华社区　义诊")


def test_work_in_one_community_is_told_from_that_in_another(busy: Citizen) -> None:
    busy.says("志愿 裕华社区义诊").shows("【服务需求】裕华社区　义诊")
    busy.says("志愿 长安社区理发").shows("长安社区没有您说的服务。", "1 裕华社区 助老理发")


def test_a_district_keeps_its_name_from_page_to_page(busy: Citizen) -> None:
    busy.says("志愿 桥东区").shows("桥东区待认领的服务需求（共 11 项）", "“下一页”看更多")
    busy.says("下一页").shows("桥东区待认领的服务需求（共 11 项）")
    busy.says("99").shows("没有第 99 项。", "桥东区待认领的服务需求（共 11 项）")
    busy.says("志愿 长安").shows("长安社区待认领的服务需求（共 5 项）").lacks("也可说")
    busy.says("志愿").shows("也可说社区名，如“志愿 长安社区”")


def test_a_list_of_what_was_meant_goes_on_and_comes_again(busy: Citizen) -> None:
    busy.says("志愿 家电维修").shows("（共 6 项）", "“下一页”看更多")
    shown = busy.says("下一页").shows("1 裕华社区 家电维修　12月25日").text
    assert busy.says("66").text == f"没有第 66 项。\n{shown}"


def test_inside_the_question_a_name_shows_its_own_list(busy: Citizen) -> None:
    busy.says("认领").shows("（共 11 项）")
    busy.says("认领 家电维修").shows("想认领哪一项？（共 6 项）", "1 长安社区 家电维修")
    busy.says("下一页").shows("1 裕华社区 家电维修　12月25日")
    busy.says("下一页").shows("后面没有了")
    busy.says("裕华社区").shows("想认领哪一项？", "3 裕华社区 家电维修").lacks("义诊")
    busy.says("认领 2").shows("【报名成功】裕华社区　家电维修", "12月23日")


def test_a_number_with_its_verb_is_of_the_list_just_shown(busy: Citizen) -> None:
    busy.says("志愿")
    busy.says("认领 2").shows("【报名成功】长安社区　清扫积雪")
    busy.says("志愿")
    busy.says("报名志愿 第三个").shows("【报名成功】裕华社区　助老理发")
    busy.says("志愿 图书整理")
    busy.says("认领").shows("【报名成功】裕华社区　图书整理")
    busy.says("我的志愿").shows("2 裕华社区 助老理发")
    busy.says("退出志愿 2").shows("【已取消】裕华社区　助老理发")
    busy.says("退出志愿 2").shows("退出哪一项？").lacks("【已取消】")
    busy.says("志愿 12月20日")
    busy.says("退出志愿 2").shows("您没有认领“裕华社区义诊”。", "您认领的志愿服务")
    busy.says("认领 9").shows("没有第 9 项。")


def test_every_service_of_ones_own_can_be_reached(busy: Citizen) -> None:
    for n in range(6):
        busy.says(f"报名志愿 家电维修 12月2{n}日").shows("【报名成功】")
    busy.says("我的志愿").shows("（6 项）", "“下一页”看更多").lacks("12月25日")
    busy.says("下一页").shows("1 裕华社区 家电维修　12月25日")
    busy.says("退出志愿").shows("退出哪一项？", "“下一页”看更多").lacks("12月25日")
    busy.says("下一页").shows("退出哪一项？", "1 裕华社区 家电维修　12月25日")
    busy.says("1").shows("【已取消】裕华社区　家电维修")


def test_what_one_has_no_place_in_is_said(busy: Citizen) -> None:
    busy.says("报名志愿 图书整理")
    shown = "1 裕华社区 图书整理"
    busy.says("退出志愿 义诊").shows("您没有认领“义诊”。", shown)
    busy.says("退出志愿 长安社区义诊").shows("您没有认领“长安社区义诊”。", shown)
    busy.says("退出志愿 唱歌").shows("您没有认领“唱歌”。", shown)
    busy.says("退出志愿 A2B3").shows("没有凭号 A2B3 的志愿服务。", shown)
    busy.says("退出志愿 12月5日").shows("您没有认领12月5日（周六）的服务。", shown)
    busy.says("退出志愿 裕华社区").shows("退出这一项吗？", shown).lacks("没有认领")
