"""Nobody is signed up who did not ask for it: no, questions, news, somebody else, two at once."""

import pytest

from tests.town import Citizen, Town

DONE = "【报名成功】"


@pytest.mark.parametrize(
    "said", ["不要给我报名乒乓球赛", "先别报乒乓球赛", "我不报乒乓球赛", "不用给我报名乒乓球赛"]
)
def test_who_is_not_to_be_put_down_is_not(member: Citizen, said: str) -> None:
    member.says(said).lacks(DONE)
    member.says("我的报名").shows("您近期没有报名活动")
    member.says("报名 乒乓球赛").shows(DONE)
    member.says("不要给我报名乒乓球赛").shows("取消这一项吗？", "1 “先锋杯”乒乓球赛")


def test_of_a_no_and_a_yes_the_yes_is_done(member: Citizen) -> None:
    member.says("不要给我报培训班，给我报乒乓球赛").shows(f"{DONE}“先锋杯”乒乓球赛")
    member.says("我没去过大讲堂，帮我报名大讲堂第10期视频").shows(f"{DONE}大讲堂第10期")


@pytest.mark.parametrize(
    "said", ["取消10期", "不报10期", "10期是几号", "不要第10期", "第10期，不了", "第10期还有位置吗"]
)
def test_what_is_ruled_out_or_asked_about_is_not_chosen(member: Citizen, said: str) -> None:
    member.says("报名 大讲堂").shows("1 大讲堂第10期", "2 大讲堂第11期")
    member.says(said).lacks(DONE, "现场参加还是看视频")
    member.says("继续").shows("您想报哪一项？")
    member.says("10期吧").shows("现场参加还是看视频")


@pytest.mark.parametrize(
    "said",
    [
        "不要视频",
        "不去现场",
        "我现场没时间",
        "现场还有位置吗",
        "现场要停车费吗",
        "视频怎么看",
        "先问一下，现场几点签到",
    ],
)
def test_no_mode_is_taken_that_is_ruled_out_or_asked_about(member: Citizen, said: str) -> None:
    member.says("报名 大讲堂第10期").shows("现场参加还是看视频")
    member.says(said).lacks(DONE)
    member.says("我的报名").shows("您近期没有报名活动")


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ("视频可以吗", "视频"),
        ("视频行吗？", "视频"),
        ("现场吧", "现场"),
        ("那就视频", "视频"),
        ("不去现场，看视频", "视频"),
    ],
)
def test_a_modest_answer_is_an_answer(member: Citizen, said: str, mode: str) -> None:
    member.says("报名 大讲堂第10期")
    member.says(said).shows(DONE, mode)


def test_what_is_asked_of_the_event_is_told_with_the_question(member: Citizen) -> None:
    member.says("报名 大讲堂第10期")
    member.says("现场几点开始").shows("12月5日（周六）14:30", "市委党校", "1 现场", "2 视频")
    member.says("1").shows(DONE, "现场")


def test_a_day_within_another_wish_chooses_nothing(member: Citizen) -> None:
    member.says("报名 大讲堂")
    member.says("我12月12日没空").lacks(DONE)
    member.says("12月12日早上8点提醒我吃药").shows("提醒您：吃药").lacks(DONE)
    member.says("继续").shows("您想报哪一项？")
    member.says("12月12日").lacks(DONE)
    member.says("10分钟后提醒我").shows("提醒您什么事？")
    member.says("取消")
    member.says("继续").shows("您想报哪一项？")
    member.says("12月19日那场").shows("1 大讲堂第11期")
    member.says("1").shows("现场参加还是看视频")


@pytest.mark.parametrize(
    "said",
    ["我已经报名乒乓球赛了", "我忘了报名乒乓球赛没有", "怎么报名乒乓球赛", "我能报名乒乓球赛吗"],
)
def test_news_and_questions_show_the_card(member: Citizen, said: str) -> None:
    member.says(said).shows("【比赛】“先锋杯”乒乓球赛", "回复 1 报名").lacks(DONE)
    member.says("1").shows(DONE)
    member.says(said).shows(f"{DONE}“先锋杯”乒乓球赛").lacks("不用重复操作")


@pytest.mark.parametrize("said", ["能不能帮我报名乒乓球赛", "我忘了报名乒乓球赛，现在给我报名"])
def test_a_polite_request_is_a_request(member: Citizen, said: str) -> None:
    member.says(said).shows(f"{DONE}“先锋杯”乒乓球赛")


@pytest.mark.parametrize(
    "said",
    ["帮我同事王强报名乒乓球赛", "替我爱人报名", "替他报名乒乓球赛", "给我和老王报名乒乓球赛"],
)
def test_one_signs_up_only_oneself(member: Citizen, said: str) -> None:
    member.says(said).shows("只能给本人报名", "请他本人").lacks(DONE)
    member.says("我的报名").shows("您近期没有报名活动")


def test_who_wants_none_of_them_is_let_go(member: Citizen) -> None:
    member.says("报名 大讲堂")
    member.says("我不想报大讲堂了").shows("好的，没有给您报名")
    member.says("继续").shows("现在没有办到一半的事")
    member.says("报名 大讲堂第10期")
    member.says("不报大讲堂了").shows("好的，没有给您报名")
    member.says("报名 乒乓球赛")
    member.says("报名 大讲堂")
    member.says("取消乒乓球赛").shows("取消这一项吗？", "1 “先锋杯”乒乓球赛")


def test_what_it_is_not_is_followed_by_what_it_is(member: Citizen) -> None:
    member.says("报名 大讲堂")
    member.says("不是大讲堂 是乒乓球赛").shows(f"{DONE}“先锋杯”乒乓球赛")


@pytest.mark.parametrize(
    "said", ["乒乓球赛和大讲堂第10期都帮我报上", "报名乒乓球赛、大讲堂第10期视频"]
)
def test_of_two_that_are_named_it_is_asked_which_first(member: Citizen, said: str) -> None:
    member.says(said).shows("一次报一项", "1 “先锋杯”乒乓球赛", "2 大讲堂第10期").lacks(DONE)
    member.says("1").shows(f"{DONE}“先锋杯”乒乓球赛")


@pytest.mark.parametrize("said", ["不要扫雪", "清扫积雪是哪天", "扫雪就算了"])
def test_no_service_is_taken_that_is_ruled_out_or_asked_about(member: Citizen, said: str) -> None:
    member.says("报名志愿").shows("想认领哪一项？")
    member.says(said).lacks(DONE)
    member.says("我的志愿").shows("您近期没有认领志愿服务")


def test_no_service_is_taken_for_somebody_else_or_by_a_no(member: Citizen) -> None:
    member.says("替我爱人报名清扫积雪").shows("只能给本人报名").lacks(DONE)
    member.says("我不报名清扫积雪的志愿服务").lacks(DONE)
    member.says("我的志愿").shows("您近期没有认领志愿服务")


@pytest.mark.parametrize("said", ["报名", "我报名", "报吧", "我去", "好的我去", "1"])
def test_words_do_what_the_card_offers(member: Citizen, said: str) -> None:
    member.says("志愿 清扫积雪").shows("【服务需求】", "回复 1 报名")
    member.says(said).shows(DONE, "清扫积雪")
    member.says("活动 乒乓").shows("回复 1 报名")
    member.says(said).shows(f"{DONE}“先锋杯”乒乓球赛")


def test_naming_another_one_gives_nothing_up(member: Citizen) -> None:
    member.says("报名 大讲堂第10期 视频")
    member.says("取消报名 乒乓球赛").shows("您没有报“‘先锋杯’乒乓球赛”。", "您报名的活动（1 项）")
    member.says("1").lacks("【已取消】")
    member.says("我的报名").shows("1 大讲堂第10期")


def test_a_stale_card_does_not_keep_the_word_to_itself(town: Town, member: Citizen) -> None:
    member.says("志愿 清扫积雪").shows("回复 1 报名")
    town.wait(minutes=11)
    member.says("报名").shows("想报哪一项？").lacks("刚才的列表已经过时")


@pytest.mark.parametrize(
    "words",
    [
        "怎么报名",
        "在哪报名",
        "晚点再报名",
        "我考虑一下再报名",
        "我请示一下领导再报名",
        "我还没决定报不报名",
        "不去",
    ],
)
@pytest.mark.parametrize("card", ["活动 乒乓球赛", "志愿 图书整理"])
def test_on_a_card_a_question_or_a_later_signs_nobody_up(town: Town, card: str, words: str) -> None:
    member = town.member("张三")
    member.says(card).shows("回复 1 报名")
    member.says(words).shows("没有给您报名")
    assert town.rows("SELECT * FROM seat") == []


@pytest.mark.parametrize(
    "words",
    [
        "替我们支部5个人报名",
        "给我们科室的人报名",
        "我们支部三个人报名",
        "让老张报名",
        "我和老李都报名",
        "给我们支部报名，8个人",
    ],
)
@pytest.mark.parametrize("card", ["活动 乒乓球赛", "志愿 图书整理"])
def test_a_group_is_not_signed_up_by_one_of_it(town: Town, card: str, words: str) -> None:
    member = town.member("张三")
    member.says(card)
    member.says(words).shows("只能给本人报名，没有报")
    assert town.rows("SELECT * FROM seat") == []


def test_after_such_a_question_the_card_is_still_there(member: Citizen) -> None:
    member.says("活动 乒乓球赛").shows("回复 1 报名")
    member.says("怎么报名").shows("要报请回复 1")
    member.says("1").shows("【报名成功】")


@pytest.mark.parametrize("words", ["每天都提醒", "每周一都提醒我", "晚上也提醒我一次"])
def test_words_that_name_nothing_are_no_reminder(member: Citizen, words: str) -> None:
    member.says("提醒我明早八点交材料").shows("提醒您：交材料")
    member.says(words).shows("提醒您什么事？")
    member.says("打卡签到表").shows("提醒您：打卡签到表")


@pytest.mark.parametrize("words", ["取消", "撤销"])
def test_right_after_a_reminder_it_is_asked_which_goes(member: Citizen, words: str) -> None:
    member.says("提醒我明早八点交材料").shows("提醒您：交材料")
    member.says("改到九点").shows("9:00")
    member.says(words).shows("删除哪一条？", "交材料")
    member.says("我的提醒").shows("交材料")
