"""What answers the questions about a half-made reminder, and what begins a new one."""

import pytest

from tests.town import Citizen, Town


def test_a_whole_new_sentence_is_a_new_reminder_and_the_old_one_is_given_up(town: Town) -> None:
    member = town.member("张三")
    member.says("昨天8点提醒我交材料").shows("已经过了。是 ")
    member.says("今天早上6点提醒我起床").shows("刚才的“交材料”没有设", "已经过了。是 ")
    member.says("晚上提醒我吃药").shows("刚才的“起床”没有设", "20:00 提醒您：吃药").lacks("交材料")
    assert [row["text"] for row in town.rows("SELECT text FROM reminder")] == ["吃药"]


@pytest.mark.parametrize(
    ("first", "then", "echo"),
    [
        ("下周提醒我写总结", "半小时后提醒我关火", "10:30 提醒您：关火"),
        ("下班前提醒我锁门", "提醒张三明天开会", "11月25日（周三）9:00 提醒您：提醒张三开会"),
        ("下周提醒我写总结", "明天9点叫我交表", "11月25日（周三）9:00 提醒您：交表"),
        ("提醒我写总结", "提醒我交表", "什么时候提醒您？"),
    ],
)
def test_each_of_its_own_ways_begins_anew(
    member: Citizen, first: str, then: str, echo: str
) -> None:
    member.says(first)
    member.says(then).shows("刚才的“", "没有设", echo)


@pytest.mark.parametrize(
    "answer", ["明早8点提醒我", "提醒我明早8点", "还是明早8点提醒我吧", "提醒我明早8点写总结"]
)
def test_a_time_with_the_words_for_reminding_is_still_the_answer(
    member: Citizen, answer: str
) -> None:
    member.says("下周提醒我写总结").shows("吗？回复 1 确认")
    member.says(answer).shows("11月25日（周三）8:00 提醒您：写总结").lacks("没有设")


def test_where_the_thing_is_asked_a_sentence_with_its_own_time_is_a_new_one(town: Town) -> None:
    member = town.member("张三")
    member.says("明早8点提醒我").shows("到时候提醒您什么事？")
    member.says("2小时后提醒我开会").shows("11月24日（周二）12:00 提醒您：开会")
    member.says("明早8点提醒我")
    member.says("提醒我交材料").shows("11月25日（周三）8:00 提醒您：交材料")
    member.says("后天8点提醒我")
    member.says("提醒张三明天开会").shows("11月26日（周四）8:00 提醒您：提醒张三明天开会")


@pytest.mark.parametrize("opening", ["明早8点提醒我", "提醒我"])
def test_a_list_is_a_list_and_a_postponement_one(town: Town, opening: str) -> None:
    member = town.member("张三")
    member.says("后天9点提醒我交表")
    member.says(opening)
    member.says("我的提醒").shows("您的提醒（1 条", "1 交表")
    member.says("继续")
    member.says("推迟 1 1小时").shows("推迟到 11月26日（周四）10:00 提醒您：交表")
    assert len(town.rows("SELECT * FROM reminder")) == 1


def test_a_thing_said_where_the_time_is_asked_is_kept(member: Citizen) -> None:
    member.says("提醒我").shows("什么时候提醒您？")
    member.says("交材料").shows("什么时候提醒您？")
    member.says("明早8点").shows("11月25日（周三）8:00 提醒您：交材料")
    member.says("提醒我")
    member.says("后天9点交表").shows("11月26日（周四）9:00 提醒您：交表")


def test_what_is_no_thing_is_not_taken_for_one(member: Citizen) -> None:
    member.says("提醒我")
    member.says("党费怎么交").shows("依据", "什么时候提醒您？")
    member.says("随便").shows("什么时候提醒您？")
    member.says("活动").shows("近期可报名的活动")
    member.says("继续").shows("什么时候提醒您？")
    member.says("明早8点").shows("到时候提醒您什么事？")


def test_a_new_reminder_while_another_is_being_moved_moves_nothing(town: Town) -> None:
    member = town.member("张三")
    member.says("明早8点提醒我交材料")
    member.says("改时间 1").shows("“交材料”改到什么时候？")
    member.says("晚上提醒我吃药").shows("11月24日（周二）20:00 提醒您：吃药")
    member.says("继续").shows("“交材料”改到什么时候？")
    member.says("后天9点").shows("已改：11月26日（周四）9:00 提醒您：交材料")


def test_what_is_said_in_between_is_not_what_to_be_reminded_of(town: Town) -> None:
    member = town.member("张三")
    member.says("明天下午提醒我").shows("到时候提醒您什么事？")
    member.says("党费怎么交").shows("依据", "到时候提醒您什么事？")
    member.says("等一下").shows("到时候提醒您什么事？")
    member.says("活动").shows("近期可报名的活动", "回复“继续”接着办")
    member.says("继续").shows("到时候提醒您什么事？")
    assert town.rows("SELECT * FROM reminder") == []
    member.says("帮我交党费").shows("11月25日（周三）15:00 提醒您：帮我交党费")


def test_what_only_sounds_like_a_question_is_asked_about(member: Citizen) -> None:
    member.says("明天下午提醒我")
    member.says("问小王几点集合").shows("是到时候提醒您“问小王几点集合”吗？")
    member.says("1").shows("11月25日（周三）15:00 提醒您：问小王几点集合")


@pytest.mark.parametrize("said", ["提醒我了吗", "几点提醒", "什么时候提醒我"])
def test_asked_about_its_time_the_list_is_shown(member: Citizen, said: str) -> None:
    member.says("明早8点提醒我交材料")
    member.says(said).shows("1 交材料　11月25日（周三）8:00").lacks("推迟到")


@pytest.mark.parametrize("said", ["提前多久提醒我", "怎么设提醒", "如何取消提醒"])
def test_asked_how_it_is_explained(member: Citizen, said: str) -> None:
    member.says(said).shows("设提醒直接说时间和事").lacks("什么时候提醒您？")


def test_before_something_whose_hour_nobody_named_a_time_is_asked_for(member: Citizen) -> None:
    member.says("健步走开始前一小时提醒我").shows("请直接说提醒的时间", "前一天会自动提醒您")
    member.says("明早8点").shows("11月25日（周三）8:00 提醒您：健步走")
