"""Welcome, help, a human and small talk, as conversations."""

import pytest

from tests.town import Citizen, Town


def test_a_follower_is_welcomed_and_the_numbers_work(town: Town) -> None:
    stranger = town.stranger()
    stranger.follows().shows(
        "这里是市直机关工委服务号", "\n1 查活动、报名\n2 找志愿服务\n3 问政策\n", "“帮助”"
    )
    stranger.says("2").shows("待认领的服务需求")


def test_a_follow_by_qr_code_is_a_follow(town: Town) -> None:
    town.stranger().follows(scene="poster-12").shows("这里是市直机关工委服务号")


def test_help_lists_what_the_house_can_do(member: Citizen) -> None:
    member.says("帮助").shows("活动", "志愿", "政策", "提醒", "人工", "“取消”")
    assert member.says("？").text == member.says("帮助").text


def test_the_menu_says_what_one_would_type(member: Citizen) -> None:
    assert member.clicks("活动").text == member.says("活动").text


def test_mine_gathers_from_every_room(member: Citizen) -> None:
    member.says("我的").shows("没有报名、志愿服务和提醒")
    member.says("报名 大讲堂第10期 视频")
    member.says("报名志愿 清扫积雪")
    member.says("提醒我 明早8点 交材料")
    member.says("我的").shows("活动 1 项", "志愿服务 1 项", "提醒 1 条")


def test_a_human_keeps_the_question_just_left_without_an_answer(town: Town) -> None:
    stranger = town.stranger()
    asked = "单位食堂的烤箱怎么预约使用"
    stranger.says(asked).lacks("依据：")
    stranger.says("人工").shows(f"把“{asked}”转给工委的同志吗？")
    assert town.rows("SELECT * FROM question") == []
    stranger.says("1").shows(f"已记下：“{asked}”")
    assert [r["text"] for r in town.rows("SELECT text FROM question")] == [asked]


def test_a_human_without_a_question_asks_for_it(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("人工").shows("请把要问的事写成一条")
    stranger.says("活动经费怎么报销").shows("已记下")  # a free text: not taken for a command
    assert len(town.rows("SELECT * FROM question")) == 1


def test_the_same_question_twice_is_kept_once(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("人工 组织关系怎么转")
    stranger.says("人工 组织关系怎么转").shows("已记下")
    assert len(town.rows("SELECT * FROM question")) == 1


@pytest.mark.parametrize("said", ["谢谢", "收到", "👍", "/:strong", "好的"])
def test_thanks_and_faces_never_start_the_fallback(member: Citizen, said: str) -> None:
    member.says(said).shows("不客气")


@pytest.mark.parametrize("said", ["要得", "晓得了", "好滴", "哦", "嗯呐"])
def test_thanks_in_dialect_are_thanks(member: Citizen, said: str) -> None:
    member.says(said).shows("不客气")


@pytest.mark.parametrize("said", ["[微笑]", "。。。", "😊"])
def test_a_face_that_thanks_for_nothing_is_answered_kindly(member: Citizen, said: str) -> None:
    member.says(said).shows("我在呢").lacks("不客气", "没听明白")


def test_a_short_good_morning_is_a_greeting(member: Citizen) -> None:
    member.says("早").shows("您好，我在")


@pytest.mark.parametrize("said", ["你是谁", "你是机器人吗", "你是真人还是机器人", "你叫什么名字"])
def test_it_says_what_it_is(member: Citizen, said: str) -> None:
    member.says(said).shows("自动助手，不是真人", "“人工”")


@pytest.mark.parametrize("said", ["今天星期几", "今天几号？", "今天是几月几号"])
def test_it_says_what_day_it_is(member: Citizen, said: str) -> None:
    member.says(said).shows("今天是2026年", "星期").lacks("我答不了")


@pytest.mark.parametrize("said", ["我再想想", "什么意思"])
def test_neither_yes_nor_no_says_that_nothing_was_done(member: Citizen, said: str) -> None:
    member.says("注销").shows("确定注销请回复 1")
    member.says(said).shows("什么也没有删除").lacks("没听明白")
    member.says("我的信息").shows("注销")
    member.says("1").lacks("已注销")


IN_WORDS = ("这种消息我还看不懂，请用文字说", "“活动”", "“志愿”")


@pytest.mark.parametrize(
    ("kind", "pieces"),
    [
        ("image", ("图片我还看不懂，请用文字说", "请直接给支部书记，不要发涉密内容")),
        ("location", ("位置收到了", "请说社区或区的名字", "“志愿 社区名”")),
        ("video", IN_WORDS),
        ("link", IN_WORDS),
        ("file", IN_WORDS),
        ("unsupported", IN_WORDS),
    ],
)
def test_what_cannot_be_read_gets_a_sensible_answer(
    member: Citizen, kind: str, pieces: tuple[str, ...]
) -> None:
    heard = member.sends(kind).shows(*pieces)
    assert heard.seen.kind == "chat"


def test_a_voice_is_answered_by_what_was_heard(member: Citizen) -> None:
    member.sends("voice", Recognition="活动").shows("听到的是：活动", "大讲堂第10期")
    member.sends("voice").shows("没有听出文字")


def test_an_unfollow_is_not_answered(town: Town) -> None:
    stranger = town.stranger()
    stranger.follows()
    assert stranger.unfollows().seen.kind == "nothing"
    assert town.rows("SELECT followed FROM contact")[0]["followed"] == 0


# ---------------------------------------------------------------- what is no question for people


@pytest.mark.parametrize("said", ["算了不用了", "不说了", "没事了", "先不问了，谢谢", "我再想想"])
def test_who_stops_leaves_nothing_for_people(town: Town, said: str) -> None:
    member = town.member("张三")
    member.says("人工")
    member.says(said).shows("好的").lacks("已记下")
    assert town.rows("SELECT * FROM question") == []


@pytest.mark.parametrize("said", ["你好在吗", "在吗？", "好的", "👍", "3", "转人工服务"])
def test_small_talk_is_not_brought_to_people(town: Town, said: str) -> None:
    member = town.member("张三")
    member.says("人工")
    member.says(said).lacks("已记下")
    member.says("食堂几点开饭").shows("已记下：“食堂几点开饭”")
    assert len(town.rows("SELECT * FROM question")) == 1


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("明早8点提醒我交材料", "提醒您：交材料"),
        ("我要报名大讲堂第10期", "现场参加还是看视频？"),
        ("报名 大讲堂第10期", "现场参加还是看视频？"),
        ("我的报名", "没有报名"),
    ],
)
def test_what_is_surely_for_a_room_goes_there(town: Town, said: str, reply: str) -> None:
    member = town.member("张三")
    member.says("人工")
    member.says(said).shows(reply).lacks("已记下")
    assert town.rows("SELECT * FROM question") == []


@pytest.mark.parametrize(
    "said",
    [
        "系统没提醒我交材料",
        "取消报名不成功，请看一下",
        "志愿证明上的名字错了",
        "能不能给我补个证明",
    ],
)
def test_what_people_must_see_is_brought_to_them(town: Town, said: str) -> None:
    member = town.member("张三")
    member.says("人工")
    member.says(said).shows(f"已记下：“{said}”")


def test_who_says_human_again_means_it(town: Town) -> None:
    member = town.member("张三")
    member.says("人工")
    member.says("人工 提醒我交党费").shows("已记下：“提醒我交党费”")


@pytest.mark.parametrize("said", ["都不是请回人工", "都不是，请回“人工”", "帮我转人工客服"])
def test_the_call_for_a_human_is_not_the_question(town: Town, said: str) -> None:
    stranger = town.stranger()
    stranger.says("支部换届").shows("您是不是想问：")
    stranger.says(said).shows("把“支部换届”转给工委的同志吗？")
    stranger.says("1").shows("已记下：“支部换届”")
    town.wait(minutes=11)
    stranger.says(said).shows("请把要问的事写成一条")
