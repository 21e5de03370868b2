"""The card of a notice before it goes out: other words, another time, not at all."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import ZONE
from tests.town import Citizen, Town, fill

BODY = "请大家周三前交思想汇报，地点三楼。联系三楼张三。"


def begun(town: Town, text: str = BODY) -> Citizen:
    town.settle()  # what was sent before has left: a new office begins, and ends what still waits
    secretary = town.secretary("张三", "b1")
    secretary.says(f"发通知 {text}").shows(f"【通知】{text}")
    return secretary


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Town]:
    start = datetime(2026, 11, 27, 20, 30, tzinfo=ZONE)  # a Friday
    with Town(tmp_path, fill=fill, start=start) as town:
        yield town


# ---------------------------------------------------------------- other words


@pytest.mark.parametrize(
    "said",
    [
        "周三改成周四",
        "等一下，把“周三”改为周四吧",
        "不是周三，是周四",
        "周三写错了，应该是周四",
        "周三改周四，谢谢",
        "周三错了，改成周四",
    ],
)
def test_a_correction_changes_the_text_and_the_card_comes_again(town: Town, said: str) -> None:
    secretary = begun(town)
    secretary.says(said).shows("【通知】请大家周四前交思想汇报", "1 发送").lacks("周三", "将在")
    secretary.says("1").shows("【通知 1】正在发出")
    assert secretary.received() == [
        f"【通知】{BODY.replace('周三', '周四')}\n——云川市财政局第一支部"
    ]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("周二改成周四", "正文里没有“周二”，没有改"),
        ("写错了", "好的，先不发"),
        ("等一下", "好的，先不发"),
        ("我要改一下", "好的，先不发"),
    ],
)
def test_what_is_not_plain_changes_nothing_until_it_is_to_be_rewritten(
    town: Town, said: str, why: str
) -> None:
    secretary = begun(town)
    secretary.says(said).shows(why, "例如“周三改成周四”", "“重写”").lacks("请把通知正文")
    secretary.says("请周四前交。").lacks("【通知】请周四前交。")
    secretary.says("重写").shows("请把通知正文写成一条发来")
    secretary.says("请周四前交。").shows("【通知】请周四前交。", "1 发送").lacks("思想汇报")


def test_of_two_places_that_are_alike_one_is_asked_for(town: Town) -> None:
    secretary = begun(town)
    asked = secretary.says("三楼改成四楼").shows("正文里有 2 处一样，改哪一处？", "3 都改")
    assert "地点三楼" in asked.text.splitlines()[1]
    assert "联系三楼" in asked.text.splitlines()[2]
    assert secretary.says("好的").text == asked.text
    secretary.says("2").shows("地点三楼。联系四楼张三。", "1 发送")
    secretary.says("返回").shows("改哪一处？")
    secretary.says("都改").shows("地点四楼。联系四楼张三。")
    secretary.says("返回")
    secretary.says("返回").shows(f"【通知】{BODY}", "1 发送")
    assert town.rows("SELECT * FROM notice") == []


def test_the_whole_text_may_be_said_at_once(town: Town) -> None:
    begun(town).says("正文改成：请周四前交。").shows("【通知】请周四前交。\n", "1 发送")


def test_the_text_may_still_be_changed_beside_another_time(town: Town) -> None:
    secretary = begun(town)
    secretary.says("明早9点发").shows("将在 11月25日（周三）9:00 发给", f"正文：{BODY}", "“重写”")
    secretary.says("周三改成周四").shows("将在 11月25日（周三）9:00", "正文：请大家周四前")
    secretary.says("重写").shows("请把通知正文")
    secretary.says("请周五前交。").shows("将在 11月25日（周三）9:00", "正文：请周五前交。")
    secretary.says("下午3点").shows("将在 11月24日（周二）15:00", "正文：请周五前交。")
    secretary.says("1").shows("将在 11月24日（周二）15:00 发出")
    town.wait(hours=6)
    assert secretary.received() == ["【通知】请周五前交。\n——云川市财政局第一支部"]


def test_other_wishes_are_still_heard_at_the_card(town: Town) -> None:
    secretary = begun(town)
    secretary.says("改方式").lacks("请把通知正文", "将在")
    secretary.says("继续").shows(f"【通知】{BODY}")


# ---------------------------------------------------------------- another time


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("明早8点", "11月25日（周三）8:00"),
        ("周五下午3点发", "11月27日（周五）15:00"),
        ("3点", "11月24日（周二）15:00"),
        ("发送时间改成明早9点", "11月25日（周三）9:00"),
        ("改到明早9点发", "11月25日（周三）9:00"),
        ("今晚9点发", "11月24日（周二）21:00"),
    ],
)
def test_a_bare_time_is_when_to_send(town: Town, said: str, at: str) -> None:
    begun(town).says(said).shows(f"将在 {at} 发给", f"正文：{BODY}")


def test_a_bare_hour_is_not_taken_for_the_night(town: Town) -> None:
    secretary = begun(town)
    secretary.says("9点").shows("1 11月25日（周三）9:00", "2 11月24日（周二）21:00，休息时间")
    secretary.says("1").shows("将在 11月25日（周三）9:00 发给").lacks("休息时间")
    secretary.says("返回")
    secretary.says("9点")
    secretary.says("2").shows(
        "将在 11月24日（周二）21:00 发给",
        "那时是休息时间，会照样发出；到工作时间是 11月25日（周三）8:00",
    )


def test_changing_something_unsaid_to_a_time_is_asked_about(town: Town) -> None:
    begun(town).says("改到9点").shows("是改发出的时间吗", "“明早9点发”", "“重写”")


def test_the_time_is_asked_for(town: Town) -> None:
    secretary = begun(town)
    secretary.says("改时间").shows("请说什么时候发")
    secretary.says("明早9点").shows("将在 11月25日（周三）9:00 发给")


# ---------------------------------------------------------------- yes, and no


@pytest.mark.parametrize("said", ["可以", "发吧", "好的", "立即发送"])
def test_yes_sends_where_there_is_but_one_way(town: Town, said: str) -> None:
    secretary = begun(town)
    secretary.says(said).shows("【通知 1】正在发出")
    assert len(secretary.received()) == 1


def test_yes_in_quiet_hours_does_not_say_when(evening: Town) -> None:
    secretary = begun(evening)
    secretary.says("好的").shows("回复 1 到 11月30日（周一）8:00 发，回复 4 现在就发")
    assert evening.rows("SELECT * FROM notice") == []
    secretary.says("立即发送").shows("【通知 1】正在发出")


@pytest.mark.parametrize("said", ["9点", "改时间", "改到9点", "昨天下午三点发", "等书记看过再发"])
def test_yes_is_no_answer_to_when(town: Town, said: str) -> None:
    secretary = begun(town)
    asked = secretary.says(said).lacks("【通知】")
    assert secretary.says("好的").text == asked.text
    secretary.says("返回").shows(f"【通知】{BODY}", "1 发送")
    secretary.says(said)
    secretary.says("明早9点发").shows("将在 11月25日（周三）9:00 发给")
    assert town.rows("SELECT * FROM notice") == []


def test_yes_beside_another_time_means_that_time(evening: Town) -> None:
    secretary = begun(evening)
    secretary.says("下周一上午10点发").shows("将在 11月30日（周一）10:00 发给")
    secretary.says("好的").shows("【通知 1】将在 11月30日（周一）10:00 发出")


def test_now_after_all(town: Town) -> None:
    secretary = begun(town)
    secretary.says("明早9点发")
    secretary.says("马上发").shows("【通知 1】正在发出")


@pytest.mark.parametrize("said", ["算了", "不发了", "先不发", "先别发"])
@pytest.mark.parametrize("at", ["", "明早9点发"])
def test_no_sends_nothing(town: Town, said: str, at: str) -> None:
    secretary = begun(town)
    if at:
        secretary.says(at)
    secretary.says(said).shows("好的，“发通知”不办了，什么也没有改动。")
    secretary.says("继续").shows("现在没有办到一半的事")
    assert town.rows("SELECT * FROM notice") == []


# ---------------------------------------------------------------- today, tomorrow


def test_a_day_that_will_be_another_is_pointed_out(evening: Town) -> None:
    secretary = evening.secretary("张三", "b1")
    secretary.says("发通知 明天下午三点开会。").shows(
        "将在 11月30日（周一）8:00 发出。注意正文里写着“明天”，到那天读来就变了。"
    )


def test_beside_another_time_too(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says("发通知 今晚停电。").lacks("注意")
    secretary.says("下午3点发").shows("将在 11月24日（周二）15:00").lacks("注意")
    secretary.says("明早9点发").shows("将在 11月25日（周三）9:00", "注意正文里写着“今晚”")


# ---------------------------------------------------------------- the same once more


def test_the_same_once_more_is_asked_about(town: Town) -> None:
    secretary = begun(town)
    secretary.says("3").shows("【通知 1】")
    begun(town)
    secretary.says("1").shows("刚发过同样的通知，还要再发一次吗？", "1 再发一次")
    secretary.says("取消").shows("什么也没有改动")
    begun(town).says("1")
    secretary.says("先不发").shows("什么也没有改动")
    assert len(town.rows("SELECT * FROM notice")) == 1
    begun(town).says("1")
    secretary.says("1").shows("【通知 2】正在发出")


def test_of_the_same_another_text_may_come(town: Town) -> None:
    secretary = begun(town)
    secretary.says("1").shows("【通知 1】")
    begun(town).says("1")
    secretary.says("周三改成周四").shows("【通知】请大家周四前", "1 发送")
    secretary.says("返回").shows("刚发过同样的通知")  # the correction is taken back
    secretary.says("重写").shows("请把通知正文")
    secretary.says("请大家周四前交。").shows("【通知】请大家周四前交。", "1 发送")
    secretary.says("1").shows("【通知 2】正在发出")
    assert "周四" in secretary.received()[-1]


def test_another_text_another_place_another_hour_are_not_the_same(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    for place in ("第一支部", "第三支部"):
        head.says(f"发通知 {place} {BODY}")
        head.says("1").shows("【通知 ")
    head.says(f"发通知 第三支部 {BODY}请带笔。")
    head.says("1").shows("【通知 3】")
    head.says("撤回通知 1").shows("1 撤回")
    head.says("1").shows("【通知 1】")
    head.says(f"发通知 第一支部 {BODY}")
    head.says("1").shows("【通知 4】")
    town.wait(hours=2)
    head.says(f"发通知 第一支部 {BODY}")
    head.says("1").shows("【通知 5】")


def test_the_same_at_another_time_is_asked_about_too(town: Town) -> None:
    secretary = begun(town)
    secretary.says("明早9点发")
    secretary.says("1").shows("【通知 1】")
    begun(town).says("1").shows("刚发过同样的通知")
    secretary.says("下午3点发").shows("将在 11月24日（周二）15:00 发给")
    secretary.says("1").shows("刚发过同样的通知")
    secretary.says("再发一次").shows("【通知 2】将在 11月24日（周二）15:00 发出")


def test_what_was_cut_is_not_counted(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says(f"发通知 {'长' * 3000}").shows("这段超过 1900 字，最多 600 字", "请把通知正文")
    secretary.says("长" * 1200).shows("这段有 1200 字")
