"""Questions that people answer: kept, brought to whoever is in charge, answered in chat."""

from dataclasses import replace

import pytest

from bot.content import Topic, load
from bot.conversation.capability import House
from bot.language.sound import syllable
from handlers import house as build_house
from tests.town import Town

HINT = "有新的提问等答复，回复“问题”查看。"
UNKNOWN = "党员在国外期间党费能不能用外币按月补缴"


def test_a_question_reaches_the_secretary_and_the_answer_the_person(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("你好")
    member = town.member("李四")
    member.says("人工 组织关系转出要带什么").shows("已记下", "负责组织关系的同志")
    town.settle()
    assert head.received() == [HINT]
    head.says("问题").shows("共 1 个", "1 ｜组织关系转出要带什么", "“答复 1 内容”").lacks("李四")
    head.says("答复 1 带身份证和单位介绍信，到工委窗口办。").shows("已答复第 1 号")
    town.settle()
    assert member.received() == [
        "【答复】您问：“组织关系转出要带什么”\n带身份证和单位介绍信，到工委窗口办。\n——云川市直机关工委"
    ]
    head.says("问题").shows("没有等答复的提问")
    head.says("答复 1 再补一句").shows("没有第 1 号提问，或者已经答复过了")


def test_the_answer_waits_for_who_is_away(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    member = town.member("李四")
    member.says("人工 组织关系转出要带什么")
    town.wait(days=3)
    head.says("答复 1 带介绍信。").shows("对方下次来时看到")
    member.says("活动").shows("【答复】您问", "带介绍信。")


def test_one_hint_for_many_questions(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("你好")
    town.member("李四").says("人工 组织关系转出要带什么")
    town.member("王五").says("人工 党费证丢了去哪里补")
    town.settle()
    assert len(head.received()) == 1
    head.says("问题").shows("共 2 个")


def test_what_has_no_basis_is_passed_on_with_a_yes(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    stranger = town.stranger()
    for _ in range(2):
        stranger.says(UNKNOWN).shows("没有查到依据", f"把“{UNKNOWN}”转给工委的同志吗？")
        stranger.says("1").shows("已记下", "负责党费的同志答复后会在这里告诉您")
    stranger.says(UNKNOWN)
    head.says("问题").shows("共 1 个", UNKNOWN)


def test_nobody_fills_the_list(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    member = town.member("李四")
    for thing in ("电脑", "打印机", "会议室", "话筒", "投影"):
        member.says(f"人工 {thing}坏了找谁修").shows("已记下")
    member.says("人工 空调坏了找谁修").shows("已有 5 个提问")
    head.says("问题").shows("共 5 个")


def test_numbers_of_people_are_not_kept(town: Town) -> None:
    town.secretary("周九", "c", "committee_secretary").says("你好")
    town.member("李四").says("人工 我是13812345678，身份证110101199001011234，咨询热线12371打不通")
    kept = town.rows("SELECT text FROM question")[0]["text"]
    assert "138" not in kept
    assert "110101" not in kept
    assert "12371" in kept


@pytest.fixture(scope="module")
def house() -> House:
    """What is asked about the library is for the branch with the number 0103."""
    library = Topic("图书室", "0103", ("图书室",))
    return build_house(replace(load(), topics=(library,)), syllable)


@pytest.fixture
def numbered(town: Town, house: House, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Where the branch b3, of the unit u1, answers for a topic."""
    number = "UPDATE organisation SET number = '0103' WHERE id = 'b3'"
    town.change(lambda tx: tx._connection.execute(number, {}))
    monkeypatch.setattr("tests.town.HOUSE", house)
    town.restart()
    return town


def test_a_topics_own_organisation_answers(numbered: Town) -> None:
    own = numbered.secretary("孙八", "b3")
    above = numbered.secretary("张三", "u1", "unit_secretary")
    for each in (own, above):
        each.says("你好")
    numbered.member("李四").says("人工 图书室周末开不开门").shows("负责图书室的同志")
    assert own.received() == [HINT]
    assert above.received() == []


def test_where_nobody_is_in_charge_the_nearest_above_answers(numbered: Town) -> None:
    beside = numbered.secretary("王五", "b1")
    above = numbered.secretary("张三", "u1", "unit_secretary")
    head = numbered.secretary("周九", "c", "committee_secretary")
    for each in (beside, above, head):
        each.says("你好")
    numbered.member("李四").says("人工 图书室周末开不开门").shows("已记下")
    assert above.received() == [HINT]
    assert beside.received() == head.received() == []
    above.says("答复 1 周六上午开。").shows("已答复第 1 号")


def test_where_nobody_is_in_charge_at_all_it_waits_with_the_committee(town: Town) -> None:
    town.member("李四").says("人工 组织关系转出要带什么").shows("已记下")
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("问题").shows("组织关系转出要带什么")


def test_others_learn_nothing_of_a_question(town: Town) -> None:
    town.secretary("周九", "c", "committee_secretary")
    unit = town.secretary("张三", "u1", "unit_secretary")
    member = town.member("李四")
    member.says("人工 组织关系转出要带什么")
    unit.says("问题").shows("没有等答复的提问")
    there, nowhere = unit.says("答复 1 好的"), unit.says("答复 7 好的")
    assert there.text == nowhere.text.replace("7", "1")
    member.says("答复 1 好的").shows("办不了")
    town.stranger().says("问题").lacks("组织关系转出")


def test_the_numbers_in_an_answer_reach_the_person_and_are_not_kept(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    member = town.member("李四")
    member.says("人工 组织关系转出要带什么")
    head.says("答复 1 请找小赵，13812345678，或拨 12371。").shows("已答复第 1 号")
    town.settle()
    assert "13812345678" in member.received()[0]
    kept = town.rows("SELECT answer FROM question")[0]["answer"]
    assert "1381" not in kept
    assert "12371" in kept


def test_the_words_of_an_answer_may_come_second(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    member = town.member("李四")
    member.says("人工 组织关系转出要带什么")
    head.says("答复 1").shows("1：\n｜组织关系转出要带什么", "请写答复")
    head.says("带介绍信。").shows("已答复第 1 号")
    town.settle()
    assert "带介绍信。" in member.received()[0]


@pytest.mark.parametrize(
    "said", ["答复 1 带介绍信。", "答复1：带介绍信。", "答复第1号，带介绍信。", "答复：带介绍信。"]
)
def test_the_command_said_once_more_is_no_part_of_the_answer(town: Town, said: str) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    member = town.member("李四")
    member.says("人工 组织关系转出要带什么")
    head.says("答复 1")
    head.says(said).shows("已答复第 1 号")
    assert member.received()[0].splitlines()[1] == "带介绍信。"


def test_another_number_is_another_question(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    li, wang = town.member("李四"), town.member("王五")
    li.says("人工 组织关系转出要带什么")
    wang.says("人工 党费证丢了去哪里补")
    head.says("答复 1")
    head.says("答复 7 好的").shows("没有第 7 号提问")
    head.says("答复 2").shows("2：\n｜党费证丢了去哪里补", "请写答复")
    head.says("答复 1 带介绍信。").shows("已答复第 1 号")
    head.says("答复 2")
    head.says("3天内补办。").shows("已答复第 2 号")
    assert "带介绍信。" in li.received()[0]
    assert "3天内补办。" in wang.received()[0]


def test_an_answer_that_is_too_long_says_so(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    town.member("李四").says("人工 组织关系转出要带什么")
    head.says("答复 1 " + "很" * 700).shows("答复有 700 字", "600 字以内")
    head.says("答复 1 " + "很" * 3000).shows("答复超过 1900 字")
    head.says("问题").shows("共 1 个")


def test_a_branch_secretary_answers_for_corrections(town: Town) -> None:
    """Questions go to the committee; what a member asks to have corrected goes to the branch first."""
    secretary = town.secretary("张三", "b1")
    secretary.says("帮助").shows("问题　看谁在等答复、谁请求更正")
    member = town.member("李四")
    member.says("人工 组织关系转出要带什么")
    secretary.says("问题").shows("没有等答复的提问")
    member.says("更正")
    member.says("手机后四位改为 9876")
    secretary.says("问题").shows("共 1 个", "请求更正：手机后四位改为 9876")


@pytest.mark.parametrize("how", ["注销", "unfollowing", "免职"])
def test_what_waits_for_somebody_who_is_gone_is_handed_on_in_the_night(
    town: Town, how: str
) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    branch, member = town.secretary("张三", "b1"), town.member("李四")
    member.says("更正 职务改为宣传委员").shows("已转给书记")
    if how == "注销":
        branch.says("注销")
        branch.says("1").shows("已注销")
    elif how == "unfollowing":
        branch.unfollows()
    else:
        head.says("免职 张三")
        head.says("1").shows("已免去")
    head.says("你好")
    before = len(head.received())
    town.wait(days=1)
    assert head.received()[before:] == ["有新的提问等答复，回复“问题”查看。"]
    head.says("问题").shows("李四（云川市财政局第一支部）请求更正")
    town.wait(days=2)
    assert len(head.received()) == before + 1, "told once"
    head.says("答复 1 已改").shows("已答复")


def test_what_waits_for_somebody_who_is_there_stays_with_them(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    branch, member = town.secretary("张三", "b1"), town.member("李四")
    head.says("你好")
    member.says("更正 职务改为宣传委员")
    town.wait(days=1)
    assert head.received() == []
    branch.says("问题").shows("请求更正")


def test_very_many_questions_are_handed_on_in_slices(town: Town) -> None:
    town.secretary("周九", "c", "committee_secretary")
    branch = town.secretary("张三", "b1")
    for number in range(45):
        asker = town.stranger(f"oAsker{number:0>22}")
        asker.says("人工 组织关系转出要带什么")
    town.database.run("UPDATE question SET organisation_id = 'b1'")
    branch.unfollows()
    town.wait(days=1)
    rows = town.rows("SELECT DISTINCT organisation_id FROM question")
    assert [row["organisation_id"] for row in rows] == ["c"]
