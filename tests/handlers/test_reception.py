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
    stranger.says("人工").shows(f"已记下：“{asked}”")
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


@pytest.mark.parametrize("said", ["谢谢", "收到", "👍", "/:strong", "[微笑]", "好的"])
def test_thanks_and_faces_never_start_the_fallback(member: Citizen, said: str) -> None:
    member.says(said).shows("不客气")


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
