"""What was just shown, taken or given back is meant by a sentence that names nothing."""

import pytest

from bot.conversation.focus import FRESH
from tests.town import Citizen, Heard, Town

HALF_AN_HOUR = FRESH // 60_000


@pytest.fixture
def member(town: Town) -> Citizen:
    return town.member("张三")


@pytest.fixture
def taken(member: Citizen) -> Citizen:
    """Somebody who has just got a place in a second thing."""
    member.says("报名 乒乓球赛").shows("【报名成功】")
    member.says("报名 大讲堂第11期 视频").shows("【报名成功】大讲堂第11期")
    return member


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("在哪儿啊", "市委党校报告厅"),
        ("几点开始来着", "12月19日（周六）14:30"),
        ("还有位子没", "现场 余 2"),
        ("报名几号截止呀", "报名截止：12月17日（周四）18:00"),
        ("要带啥不", "要带什么，发布时没有写"),
        ("联系人是谁", "发布时没有写"),
        ("视频链接发我", "视频链接，发布时没有写"),
    ],
)
def test_what_is_asked_is_about_the_place_just_taken(
    taken: Citizen, said: str, answer: str
) -> None:
    taken.says(said).shows("大讲堂第11期", answer).lacks("乒乓球")


@pytest.mark.parametrize("said", ["谁负责的这个", "有事儿打谁电话"])
def test_whom_to_ask_about_it_calls_for_nobody(town: Town, taken: Citizen, said: str) -> None:
    taken.says(said).shows("大讲堂第11期", "找谁，发布时没有写")
    assert town.rows("SELECT * FROM question") == []


def test_it_is_still_spoken_of_after_another_question(taken: Citizen) -> None:
    taken.says("党费怎么交").shows("依据")
    taken.says("谢谢")
    taken.says("取消吧").shows("取消这一项吗", "大讲堂第11期").lacks("乒乓球")


def test_it_is_spoken_of_for_half_an_hour_over_a_restart(town: Town, taken: Citizen) -> None:
    town.restart()
    town.wait(minutes=HALF_AN_HOUR - 1)
    taken.says("在哪儿啊").shows("“大讲堂第11期”：")
    town.wait(minutes=HALF_AN_HOUR + 1)
    taken.says("在哪儿啊").lacks("“大讲堂第11期”：")


def test_the_other_way_of_taking_part_is_of_what_was_just_taken(taken: Citizen) -> None:
    taken.says("报名 大讲堂第10期 视频").shows("【报名成功】")
    taken.says("改现场").shows("已改为现场", "大讲堂第10期")


@pytest.mark.parametrize(
    "said",
    [
        *("恢复", "取消错了", "还是去吧", "撤销"),
        *("哎呀取消错了", "手滑退了 快给我加回来", "我又能去了 再给我报上"),
    ],
)
def test_what_was_given_back_is_taken_again(taken: Citizen, said: str) -> None:
    taken.says("取消吧")
    taken.says("1").shows("【已取消】大讲堂第11期（视频）")
    taken.says(said).shows("【报名成功】大讲堂第11期", "视频")


def test_what_is_full_meanwhile_is_not_had_again(town: Town, member: Citizen) -> None:
    member.says("报名 乒乓球赛").shows("【报名成功】")
    member.says("取消报名")
    member.says("1").shows("【已取消】")
    town.member("李四").says("报名 乒乓球赛").shows("【报名成功】")
    member.says("恢复").lacks("【报名成功】").shows("候补第 1 位")


def test_several_of_a_list_are_given_back_together(taken: Citizen) -> None:
    taken.says("报名 大讲堂第10期 视频").shows("【报名成功】")
    taken.says("我的报名").shows("1 大讲堂第10期", "3 大讲堂第11期")
    asked = taken.says("1和3都退")
    asked.shows("这 2 项都取消吗", "大讲堂第10期", "大讲堂第11期").lacks("乒乓球")
    taken.says("1").shows("【已取消】大讲堂第10期", "【已取消】大讲堂第11期")
    taken.says("我的报名").shows("乒乓球赛").lacks("大讲堂")


@pytest.mark.parametrize("said", ["都取消", "全部取消", "我报的都不去了"])
def test_all_of_them_are_asked_about_once(taken: Citizen, said: str) -> None:
    taken.says(said).shows("这 2 项都取消吗")
    taken.says("不用了")
    taken.says("我的报名").shows("（2 项）")


def test_two_of_a_list_that_is_asked_about_are_not_one(member: Citizen) -> None:
    member.says("报名").shows("想报哪一项")
    member.says("1、2").shows("一次报一项").lacks("【报名成功】")


def basis_of(heard: Heard) -> str:
    return next(line for line in heard.text.splitlines() if line.startswith("依据"))


def test_an_answer_is_asked_about(member: Citizen) -> None:
    basis = basis_of(member.says("党费怎么交"))
    member.says("依据呢").shows(basis)
    member.says("不对吧").shows(basis, "人工")
    member.says("那退休的呢").shows("退休")
    member.says("预备期多长").shows("预备期一年")
    member.says("哪个文件规定的").shows("发展党员工作细则")


@pytest.mark.parametrize(
    "said", ["再下一页", "还有没有", "继续往后", "后头的", "往下翻", "还有没得 接到翻"]
)
def test_a_page_is_turned_in_other_words(town: Town, member: Citizen, said: str) -> None:
    secretary = town.secretary("李四", "u1", "unit_secretary")
    for number in range(3, 10):
        secretary.says(f"发布活动 沙龙第{number}期 12月{number + 10}日15:00 三楼 20人 12月8日截止")
        secretary.says("1")
    member.says("活动").shows("下一页")
    second = member.says("下一页").text
    member.says("活动")
    assert member.says(said).text == second
    member.says("回到上一页").shows("1 大讲堂第10期")


@pytest.mark.parametrize("said", ["就这些？", "接着说", "后面咧", "还有呢", "继续说", "就这么点"])
@pytest.mark.parametrize("asked", ["预备期多长时间", "党费怎么交"])
def test_of_an_answer_there_is_no_more_than_was_said(
    member: Citizen, asked: str, said: str
) -> None:
    member.says(asked).shows("依据：")
    member.says(said).shows("这一条就是这些", "您是不是想问：\n1 ").lacks("没有说到", "依据：")
    member.says("1").shows("依据：")


def test_what_names_something_of_its_own_asks_for_no_more(member: Citizen) -> None:
    member.says("党费怎么交")
    member.says("那临时工 没编制的嘞").lacks("就是这些")
    member.says("那退休的呢").shows("退休党员的党费").lacks("就是这些")


@pytest.mark.parametrize(
    "said",
    ["有出处没", "規定原話係點講", "我要看条款全文", "把那一条贴出来我瞅瞅", "哪个文件上写的"],
)
def test_what_an_answer_rests_on_is_told(town: Town, member: Citizen, said: str) -> None:
    basis = basis_of(member.says("预备期多长时间"))
    member.says(said).shows(basis, "全文").lacks("没有说到")
    assert town.rows("SELECT * FROM question") == []


@pytest.mark.parametrize("said", ["唔該晒", "3q", "给您添麻烦啦🙏"])
def test_thanks_for_an_answer_are_thanks(member: Citizen, said: str) -> None:
    member.says("预备期多长时间")
    member.says(said).shows("不客气")
