"""What one kind of things with places can, the other can too."""

from dataclasses import dataclass

import pytest

from tests.town import Citizen, Town

DONE = "【报名成功】"


@dataclass(frozen=True)
class Side:
    """How the same is said of an event and of a service need."""

    first: str
    second: str  # at another time
    sign_up: str
    mine: str
    leave: str
    none: str


SIDES = (
    Side("乒乓球赛", "培训班第44期", "报名", "我的报名", "取消", "您近期没有报名活动"),
    Side("义诊", "清扫积雪", "报名志愿", "我的志愿", "退出", "您近期没有认领志愿服务"),
)


@pytest.fixture(params=SIDES, ids=["events", "needs"])
def side(request: pytest.FixtureRequest) -> Side:
    chosen: Side = request.param
    return chosen


def test_the_second_half_of_a_sentence_is_done(member: Citizen, side: Side) -> None:
    member.says(f"不要给我报{side.first}，给我报{side.second}").shows(DONE, side.second)
    member.says(side.mine).shows(side.second, "（1 项）")


@pytest.mark.parametrize("said", ["我不报{}了，报{}", "别给我报{}，帮我报上{}", "不参加{}，参加{}"])
def test_so_it_is_in_other_words(member: Citizen, side: Side, said: str) -> None:
    member.says(said.format(side.first, side.second)).shows(DONE, side.second).lacks(side.first)


@pytest.mark.parametrize("said", ["{}和{}", "{}、{}", "{} 还有 {}"])
def test_of_several_that_are_named_one_is_taken_at_a_time(
    member: Citizen, side: Side, said: str
) -> None:
    named = said.format(side.first, side.second)
    member.says(f"{side.sign_up} {named}").shows(
        "一次报一项", side.first, side.second, "1 ", "2 "
    ).lacks(DONE)
    member.says("2").shows(DONE)


@pytest.mark.parametrize("said", ["不要给我报{}", "我不报{}了", "别给我报{}"])
def test_ruling_out_what_one_has_asks_whether_to_give_it_back(
    member: Citizen, side: Side, said: str
) -> None:
    member.says(f"{side.sign_up} {side.first}").shows(DONE)
    member.says(said.format(side.first)).shows(f"{side.leave}这一项吗？", side.first)
    member.says("1").shows("【已取消】")
    member.says(side.mine).shows(side.none)


def test_news_of_it_shows_ones_own_card(member: Citizen, side: Side) -> None:
    member.says(f"{side.sign_up} {side.first}").shows(DONE)
    for said in ("我已经报名{}了", "我之前报过{}了"):
        member.says(said.format(side.first)).shows(side.first).lacks(side.none)


def test_within_one_kind_one_place_is_given_up_for_another(town: Town, side: Side) -> None:
    from tests.town import event, need

    if side.sign_up == "报名":
        town.change(lambda tx: event(tx, "e9", "宣讲", "读书会", "2026-12-12 10:00", onsite=1))
    else:
        town.change(lambda tx: need(tx, "n9", "k2", "读书会", "2026-12-05 14:30", 1))
    member = town.member("张三")
    member.says(f"{side.sign_up} {side.first}").shows(DONE)
    member.says(f"{side.sign_up} 读书会").shows("时间冲突，没有报上", "1 先退出")
    member.says("1").shows("【已取消】", f"{DONE}", "读书会")
    member.says(side.mine).shows("读书会", "（1 项）").lacks(side.first)


def test_whoever_gave_a_place_back_may_have_it_again(member: Citizen, side: Side) -> None:
    code = member.says(f"{side.sign_up} {side.first}").shows(DONE).code
    word = "取消报名" if side.leave == "取消" else "退出志愿"
    member.says(f"{word} {code}").shows("【已取消】")
    again = member.says(f"{side.sign_up} {side.first}").shows(DONE).code
    member.says(f"{word} {again}").shows("【已取消】")
    member.says(side.mine).shows(side.none)


def test_what_is_full_is_waited_for_and_who_waits_moves_up(town: Town, side: Side) -> None:
    full = "乒乓球赛" if side.leave == "取消" else "图书整理"
    first, second = town.member("张三"), town.member("李四")
    first.says(f"{side.sign_up} {full}").shows(DONE)
    second.says(f"{side.sign_up} {full}").shows("【候补第 1 位】")
    first.says("注销")
    first.says("1").shows("已注销")
    assert "【有空位】" in second.received()[0]
