"""Policy questions, as conversations."""

import re

import pytest

from tests.town import Town


def test_an_answer_names_document_article_and_dates(town: Town) -> None:
    town.stranger().says("预备期多长").shows(
        "一年",
        "依据：《中国共产党发展党员工作细则》第",
        "2026年5月11日起施行",
        "2026年11月22日核对",
    )


def test_a_guess_is_picked_by_its_number_and_answered(town: Town) -> None:
    stranger = town.stranger()
    guesses = stranger.says("支部换届").shows("您是不是想问：", "都不是请回“人工”").lacks("依据：")
    offered = re.findall(r"^(\d) (.+)$", guesses.text, re.MULTILINE)
    assert [number for number, _ in offered] == ["1", "2", "3"]
    answers = [stranger.says(question).shows("依据：").text for _, question in offered]
    assert len(set(answers)) == 3
    for (number, _), answer in zip(offered, answers, strict=True):
        stranger.says("支部换届")
        assert stranger.says(number).text == answer


def test_none_of_the_guesses_leads_to_a_human_with_the_question(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("支部换届").shows("您是不是想问：")
    stranger.says("人工").shows("把“支部换届”转给工委的同志吗？", "1 转")
    stranger.says("1").shows("已记下：“支部换届”")


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("报名需要什么条件", "您是不是想问："),
        ("志愿书怎么写", "依据：《中国共产党发展党员工作细则》"),
    ],
)
def test_questions_that_look_like_wishes_are_questions(
    town: Town, question: str, reply: str
) -> None:
    town.stranger().says(question).shows(reply).lacks("想报哪一项", "待认领")


def test_a_verdict_is_counted_once_and_without_a_name(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("预备期多长")
    stranger.says("有用").shows("谢谢")
    stranger.says("有用").shows("没有可评价的回答")
    rows = town.rows("SELECT * FROM verdict")
    assert [(row["useful"], row["useless"]) for row in rows] == [(1, 0)]


def test_a_useless_answer_leads_to_a_human_with_the_question(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("预备期多长")
    stranger.says("没用").shows("抱歉", "“人工”")
    stranger.says("人工").shows("把“预备期多长”转给工委的同志吗？", "1 转")
    stranger.says("1").shows("已记下：“预备期多长”")


@pytest.mark.parametrize(
    "said", ["换一个", "后悔了，还是去吧", "再报上", "这不对吧", "你记错了", "八点半吧", "撤回"]
)
def test_talk_that_neither_asks_nor_names_anything_gets_no_suggestions(
    town: Town, said: str
) -> None:
    town.member("张三").says(said).lacks("您是不是想问", "依据：", "已记下")


def test_what_names_nothing_that_an_answer_is_about_gets_suggestions(town: Town) -> None:
    town.stranger().says("不去会扣分吗").lacks("依据：")


def test_what_has_no_basis_is_said_so(town: Town) -> None:
    stranger = town.stranger()
    said = stranger.says("党员去月球出差的差旅费标准").lacks("依据：", "已记下")
    said.shows("这个问题我没有查到依据，不能乱答。", "转给工委的同志吗？")
    stranger.says("1").shows("已记下")


def test_a_question_inside_a_dialogue_is_answered_and_the_place_is_kept(town: Town) -> None:
    member = town.member("张三")
    member.says("报名 大讲堂第10期").shows("现场参加还是看视频？")
    member.says("预备期多长").shows("依据：", "现场参加还是看视频？")
    member.says("2").shows("【报名成功】大讲堂第10期", "视频")


@pytest.mark.parametrize("asked", ["咋个交党费嘛", "党费咋个交", "dangfei zenme jiao"])
def test_dialect_and_pinyin_find_what_plain_words_find(town: Town, asked: str) -> None:
    town.stranger().says(asked).shows("在职党员的党费", "依据：")


def test_pinyin_that_is_not_surely_meant_is_offered(town: Town) -> None:
    town.stranger().says("zhuanzheng shenqing zenme xie").shows("您是不是想问：")


@pytest.mark.parametrize(
    "asked", ["可以自己找吗", "要写多少字", "提前多久写", "全部", "从哪天开始算", "可以延期吗"]
)
def test_a_question_that_names_nothing_is_not_answered_surely(town: Town, asked: str) -> None:
    town.stranger().says(asked).lacks("依据：")


@pytest.mark.parametrize(
    "asked", ["什么时候提醒", "1个人报名可以吗", "签到怎么签", "已经参加过的活动"]
)
def test_what_other_rooms_do_is_not_answered_from_another_subject(town: Town, asked: str) -> None:
    town.member("张三").says(asked).lacks("依据：", "不能。")


@pytest.mark.parametrize("asked", ["报名后临时有事不能去怎么办", "党非怎么交"])
def test_what_names_its_subject_is_answered_still(town: Town, asked: str) -> None:
    town.stranger().says(asked).shows("依据：")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("我想入党", "交给您工作或学习单位的党组织"),
        ("民主评议党员怎么搞", "个人自评"),
        ("入党积极分子要培养多久", "一年以上的培养教育和考察"),
        ("双报到是什么", "单位党组织到共建社区"),
        ("月工资4000块要交多少钱党费", "在职党员的党费"),
        ("月工资5500块要交多少钱党费", "在职党员的党费"),
        ("退休工资6000交多少", "退休党员的党费"),
        ("入党志愿书什么时候填", "预审合格以后发"),
    ],
)
def test_what_the_knowledge_has_is_answered(town: Town, asked: str, says: str) -> None:
    town.stranger().says(asked).shows(says, "依据：")


def test_what_sounds_like_a_need_of_a_community_is_a_question(town: Town) -> None:
    town.stranger().says("退休了转到社区吗").lacks("待认领")


@pytest.mark.parametrize("asked", ["介绍信丢了", "转正投票没通过怎么办"])
def test_a_mishap_that_no_entry_speaks_of_is_not_answered_surely(town: Town, asked: str) -> None:
    town.stranger().says(asked).lacks("依据：")


@pytest.mark.parametrize("question", ["今年年底前还有放假吗？", "2026年各个节日怎么放假调休？"])
def test_what_holds_until_a_day_is_no_answer_after_it(town: Town, question: str) -> None:
    stranger = town.stranger()
    stranger.says(question).shows("依据：")
    town.wait(days=37)  # 31 December
    stranger.says(question).shows("依据：")
    town.wait(days=1)
    stranger.says(question).lacks("依据：", "2026年没有假了")
