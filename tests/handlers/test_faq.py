"""Policy questions, as conversations."""

from tests.town import Town


def test_an_answer_names_document_article_and_dates(town: Town) -> None:
    town.stranger().says("预备期多长").shows(
        "一年",
        "依据：《中国共产党发展党员工作细则》第",
        "2026年5月11日起施行",
        "2026年11月22日核对",
    )


def test_questions_that_look_like_wishes_are_questions(town: Town) -> None:
    stranger = town.stranger()
    for question in ("报名需要什么条件", "志愿书怎么写"):
        stranger.says(question).lacks("想报哪一项", "待认领")


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
    stranger.says("人工").shows("已记下：“预备期多长”")


def test_what_names_nothing_that_an_answer_is_about_gets_suggestions(town: Town) -> None:
    town.stranger().says("不去会扣分吗").lacks("依据：")


def test_what_has_no_basis_is_said_so(town: Town) -> None:
    town.stranger().says("党员去月球出差的差旅费标准").lacks("依据：")


def test_a_question_inside_a_dialogue_is_answered_and_the_place_is_kept(town: Town) -> None:
    member = town.member("张三")
    member.says("报名 大讲堂第10期").shows("现场参加还是看视频？")
    member.says("预备期多长").shows("依据：", "现场参加还是看视频？")
    member.says("2").shows("【报名成功】大讲堂第10期", "视频")
