"""Menus that ask yes or no: answered in words too, and open for the next thing said only."""

import pytest

from tests.town import Citizen, Town


@pytest.fixture
def leaving(town: Town) -> Citizen:
    member = town.member("张三")
    member.says("注销").shows("确定注销请回复 1，不注销请回复“取消”。")
    return member


def erased(town: Town) -> bool:
    return not town.rows("SELECT * FROM contact WHERE member_id = 'm1'")


@pytest.mark.parametrize("said", ["1", "是", "是的", "确定", "确认", "对"])
def test_a_plain_yes_is_the_one_choice(town: Town, leaving: Citizen, said: str) -> None:
    leaving.says(said).shows("已注销")
    assert erased(town)


@pytest.mark.parametrize("said", ["取消", "不注销", "不", "不用", "算了", "退出", "先不弄了"])
def test_a_plain_no_disarms_the_number(town: Town, leaving: Citizen, said: str) -> None:
    leaving.says(said).shows("好的，没有办，什么也没有改动。")
    leaving.says("1").lacks("已注销")
    assert not erased(town)


@pytest.mark.parametrize(
    "said", ["谢谢", "党费怎么交", "活动", "我再想想吧", "帮助", "继续", "返回"]
)
def test_whatever_comes_between_disarms_it_too(town: Town, leaving: Citizen, said: str) -> None:
    leaving.says(said)
    leaving.says("1").lacks("已注销")
    assert not erased(town)


@pytest.mark.parametrize("said", ["好的", "嗯", "好", "可以"])
def test_what_may_only_mean_read_is_asked_again(town: Town, leaving: Citizen, said: str) -> None:
    leaving.says(said).shows("确定注销请回复 1", "要办请回复“确定”，不办请回复“取消”。")
    assert not erased(town)
    leaving.says("确定").shows("已注销")


def test_stop_means_the_question_just_asked_before_what_is_parked(town: Town) -> None:
    member = town.member("张三")
    member.says("报名 大讲堂第10期")
    member.says("注销").shows("“活动报名”办到一半")
    member.says("取消").shows("好的，没有办", "“活动报名”办到一半，回复“继续”接着办")
    member.says("1").lacks("已注销")
    member.says("继续").shows("现场参加还是看视频？")
    member.says("取消").shows("“活动报名”不办了")


def test_giving_a_place_back_is_asked_the_same_way(town: Town) -> None:
    member = town.member("张三")
    member.says("报名 大讲堂第10期 视频")
    member.says("取消报名").shows("取消这一项吗？")
    member.says("好的").shows("取消这一项吗？", "要办请回复“确定”")
    member.says("取消").shows("好的，没有办")
    member.says("1").lacks("【已取消】")
    member.says("取消报名").shows("取消这一项吗？")
    member.says("是").shows("【已取消】")
    member.says("报名志愿 清扫积雪")
    member.says("退出志愿").shows("退出这一项吗？")
    member.says("确定").shows("【已取消】")


def test_what_cannot_be_taken_back_is_done_by_the_next_thing_said_only(town: Town) -> None:
    head = town.secretary("张三", "c", "committee_secretary")
    town.secretary("王五", "b1")
    head.says("免职 王五").shows("免去哪一项？")
    head.says("取消").shows("好的，没有办")
    head.says("1").lacks("已免去")
    head.says("发通知 本周五学习改到下午4点")
    head.says("1").shows("【通知 1】")
    head.says("撤回通知").shows("撤回【通知 1】", "1 撤回")
    head.says("谢谢")
    head.says("1").lacks("撤回")
    head.says("撤回通知")
    head.says("1").shows("撤回")


def test_stop_puts_a_list_away(town: Town) -> None:
    member = town.member("张三")
    member.says("活动")
    member.says("取消").shows("好的，没有办")
    member.says("1").shows("没听明白")
    member.says("取消").shows("现在没有办到一半的事")


def test_digits_that_name_nothing_are_no_question(member: Citizen) -> None:
    for said in ("2、5", "1.5", "99999999999999999999"):
        member.says(said).shows("没听明白")


@pytest.mark.parametrize("said", ["确定", "是的", "不是", "不用了", "算了", "都不是"])
def test_an_answer_to_nothing_is_no_question(member: Citizen, said: str) -> None:
    member.says(said).shows("现在没有等您答复的事。")


def test_none_of_the_suggested_questions(member: Citizen) -> None:
    member.says("车补算不算").shows("您是不是想问：", "都不是请回“人工”")
    member.says("都不是").shows("没说到点上，抱歉。")
    member.says("人工").shows("把“车补算不算”转给工委的同志吗？", "1 转")
    member.says("1").shows("已记下：“车补算不算”")


@pytest.mark.parametrize(
    "said", ["不要注销", "别注销", "我不想注销", "先别退出长安社区", "不要取消报名"]
)
def test_what_is_to_stay_stays(town: Town, said: str) -> None:
    member = town.member("张三")
    member.says("报名 大讲堂第10期 视频")
    member.says(said).shows("好的，没有办，什么也没有改动。")
    member.says("1").lacks("已注销", "【已取消】")
    member.says("我的报名").shows("1 大讲堂第10期")


@pytest.mark.parametrize("said", ["算了 不注销", "不要注销", "取消吧", "算了算了", "算了不用了"])
def test_a_no_in_more_words_disarms_the_number(town: Town, leaving: Citizen, said: str) -> None:
    leaving.says(said).shows("好的，没有办，什么也没有改动。")
    leaving.says("1").lacks("已注销")
    assert not erased(town)


def test_any_one_is_asked_about(town: Town) -> None:
    member = town.member("张三")
    member.says("活动")
    member.says("我想报一个").shows("想报哪一项？").lacks("【报名成功】")
    member.says("取消吧").shows("“活动报名”不办了")
    member.says("报名 大讲堂第10期 视频")
    member.says("我的报名")
    member.says("取消一个").shows("取消这一项吗？").lacks("【已取消】")
