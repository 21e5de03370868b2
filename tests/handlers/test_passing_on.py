"""Nothing reaches people that its sender did not send: what was asked is shown and goes with a yes."""

import pytest

from tests.town import Citizen, Town

ASKED = "预备期多长时间"
SHOWN = f"把“{ASKED}”转给工委的同志吗？\n1 转　2 换个问题"
WRITE = "请把要问的事写成一条"
CALLS = ["人工", "转工委", "找个真人跟我唠", "我要同你哋工作人员讲", "给我接个活人行不", "人工服务"]


@pytest.fixture
def member(town: Town) -> Citizen:
    return town.member("李四")


def filed(town: Town) -> list[str]:
    return [row["text"] for row in town.rows("SELECT text FROM question ORDER BY number")]


@pytest.mark.parametrize("call", CALLS)
def test_who_calls_with_nothing_asked_is_asked_what_to_pass_on(
    town: Town, member: Citizen, call: str
) -> None:
    member.says(call).shows(WRITE)
    assert filed(town) == []
    member.says("食堂几点开饭").shows("已记下：“食堂几点开饭”")


@pytest.mark.parametrize("call", [*CALLS, "还是问工作人员吧"])
def test_what_was_just_asked_is_shown_and_waits_for_a_yes(
    town: Town, member: Citizen, call: str
) -> None:
    member.says(ASKED).shows("依据：")
    member.says(call).shows(SHOWN).lacks("已记下")
    assert filed(town) == []
    member.says("1").shows(f"已记下：“{ASKED}”")
    assert filed(town) == [ASKED]
    member.says(call).shows(WRITE)  # it has gone: it is not offered once more


@pytest.mark.parametrize("yes", ["是的", "确定", "转吧"])
def test_a_yes_may_be_a_word(town: Town, member: Citizen, yes: str) -> None:
    member.says(ASKED)
    member.says("人工").shows(SHOWN)
    member.says("好的").shows(SHOWN, "确定")  # which may mean no more than that it was read
    member.says(yes).shows("已记下")
    assert filed(town) == [ASKED]


def test_instead_something_else_may_be_asked(town: Town, member: Citizen) -> None:
    member.says(ASKED)
    member.says("人工").shows(SHOWN)
    member.says("2").shows(WRITE)
    member.says("食堂几点开饭").shows("已记下：“食堂几点开饭”")
    assert filed(town) == ["食堂几点开饭"]


@pytest.mark.parametrize("no", ["不用了", "取消", "算了", "谢谢", "活动"])
def test_what_gets_no_yes_goes_nowhere(town: Town, member: Citizen, no: str) -> None:
    member.says(ASKED)
    member.says("人工").shows(SHOWN)
    member.says(no)
    member.says("转吧")
    assert filed(town) == []
    member.says("人工").lacks(ASKED)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("预约 理发室", "取消"),
        ("报名 大讲堂第10期", "算了"),
        ("吽咪嘛呢", "取消"),
        ("吽咪嘛呢", "算了"),
    ],
)
@pytest.mark.parametrize("call", ["人工", "找个真人跟我唠"])
def test_what_was_cancelled_is_never_offered(
    town: Town, member: Citizen, said: str, left: str, call: str
) -> None:
    member.says(said)
    member.says(left)
    member.says(call).shows(WRITE).lacks(said)
    assert filed(town) == []


def test_what_is_let_go_of_is_not_offered_after_a_goodbye(town: Town, member: Citizen) -> None:
    member.says("吽咪嘛呢")
    member.says("没事了").shows("再见")
    member.says("人工").shows(WRITE)


def test_names_of_others_and_numbers_are_left_out_before_it_is_shown(town: Town) -> None:
    member = town.member("李四")
    member.says("党员王五和黄婷、李四在国外党费能不能用外币补缴，电话13812345678").shows(
        "没有查到依据",
        "党员〔姓名略〕和〔姓名略〕、李四在国外党费能不能用外币补缴，电话〔号码略〕",
    )
    member.says("1").shows("已记下")
    assert not [name for name in ("王五", "黄婷", "138") if name in filed(town)[0]]
    assert "李四" in filed(town)[0]


def test_it_is_shown_as_it_was_typed(town: Town) -> None:
    member = town.member("李四")
    member.says("黨員王五出國以後黨費怎麼用外幣補繳，他欠了半年").shows(
        "把“黨員〔姓名略〕出國以後黨費怎麼用外幣補繳，他欠了半年”转给"
    )


def test_where_only_a_name_is_left_it_is_asked_what_to_pass_on(town: Town) -> None:
    member = town.member("李四")
    member.says("钱七")
    member.says("人工").shows(WRITE).lacks("钱七")


def test_what_stands_behind_the_call_goes_as_it_was_sent(town: Town, member: Citizen) -> None:
    member.says(ASKED)
    member.says("人工 王五的党费交给谁").shows("已记下：“王五的党费交给谁”")
    assert filed(town) == ["王五的党费交给谁"]


def test_the_words_of_a_call_are_never_filed(town: Town, member: Citizen) -> None:
    member.says("人工").shows(WRITE)
    member.says("找个真人跟我唠").lacks("已记下")
    assert filed(town) == []
