"""An office is held by a person who is there: otherwise it sleeps until a superior confirms it."""

import os
import re
import subprocess
import sys

import pytest

from bot.people import offices, places
from tests.town import Citizen, Town

OFFICE = "云川市财政局第三支部 支部书记"


@pytest.fixture
def head(town: Town) -> Citizen:
    secretary = town.secretary("张三", "u1", "unit_secretary")
    secretary.says("活动")  # so that WeChat lets us write
    return secretary


def bound_anew(town: Town, who: str = "孙八 8888") -> Citizen:
    other = town.stranger("oAnother00000000000000000001")
    other.says("绑定")
    other.says(who)
    return other


def gone(how: str, branch: Citizen) -> None:
    if how == "unfollowing":
        branch.unfollows()
        branch.follows()
    else:
        branch.says("注销")
        branch.says("1").shows("已注销")


@pytest.mark.parametrize("how", ["注销", "unfollowing"])
def test_after_it_nobody_holds_the_office(town: Town, head: Citizen, how: str) -> None:
    branch = town.secretary("孙八", "b3")
    gone(how, branch)
    person = branch if how == "unfollowing" else bound_anew(town)
    person.says("帮助").lacks("您是")
    person.says("发通知 今天学习").shows(
        f"您的{OFFICE}要重新确认后才能用",
        "请联系张三（云川市财政局 机关党委书记），请其在这里回复“恢复任职 孙八”",
    )
    person.says("我的信息").shows(f"职务：{OFFICE}（待重新确认）")


def test_whoever_binds_next_hears_who_can_wake_it_and_the_superior_is_asked(
    town: Town, head: Citizen
) -> None:
    gone("注销", town.secretary("孙八", "b3"))
    other = town.stranger("oAnother00000000000000000001")
    other.says("绑定")
    other.says("孙八 8888").shows("【身份已确认】孙八", f"您的{OFFICE}要重新确认后才能用", "张三")
    (told,) = head.received()
    assert f"孙八刚在一个微信上确认了身份，职务“{OFFICE}”等您重新确认" in told
    assert "恢复任职 孙八" in told


def test_who_follows_again_hears_it_at_once(town: Town, head: Citizen) -> None:
    branch = town.secretary("孙八", "b3")
    branch.unfollows()
    branch.follows().shows(f"您的{OFFICE}要重新确认后才能用", "恢复任职 孙八")
    town.member("李四").follows().lacks("重新确认")


def test_a_new_openid_by_consent_or_by_code_sleeps_too(town: Town, head: Citizen) -> None:
    town.secretary("孙八", "b3")
    new = town.stranger("oNew000000000000000000000001")
    new.says("绑定")
    new.says("孙八 8888").shows("已请书记核实")
    code = re.search(r"同意换绑 (\w{4})", head.received()[-1])
    assert code
    head.says(f"同意换绑 {code[1]}").shows("已同意")
    assert any(f"您的{OFFICE}要重新确认后才能用" in told for told in new.received())
    new.says("记录").shows("要重新确认后才能用")
    head.says("恢复任职 孙八")
    head.says("1").shows("已恢复")
    given = re.search(r"绑定码 (\w{8})", head.says("绑定码 孙八").text)
    assert given
    third = town.stranger("oThird0000000000000000000001")
    third.says("绑定")
    third.says(given[1]).shows("【身份已确认】孙八", "要重新确认后才能用")


def test_the_superior_wakes_it_with_its_term_and_it_is_recorded(town: Town, head: Citizen) -> None:
    branch = town.secretary("孙八", "b3")
    town.database.run("UPDATE office SET until_at = ? WHERE member_id = 'm9'", 1_900_000_000_000)
    gone("unfollowing", branch)
    head.says("恢复任职 孙八").shows(f"1 孙八　{OFFICE}", "请先向本人核实")
    branch.says("记录").shows("要重新确认后才能用")
    head.says("1").shows(f"已恢复：{OFFICE}")
    branch.says("帮助").shows(f"您是{OFFICE}")
    assert f"您的职务已恢复：{OFFICE}。" in branch.received()
    head.says("记录").shows("孙八　职务暂停　第三支部", "张三　恢复任职　第三支部　孙八　支部书记")
    rows = town.rows("SELECT until_at FROM office WHERE member_id = 'm9'")
    assert rows[0]["until_at"] == 1_900_000_000_000
    head.says("恢复任职 孙八").shows("没有等恢复任职的“孙八”")


def test_an_office_that_is_over_does_not_wake(town: Town, head: Citizen) -> None:
    gone("unfollowing", town.secretary("孙八", "b3"))
    head.says("恢复任职 孙八").shows("1 孙八")
    town.database.run("UPDATE office SET until_at = 1 WHERE member_id = 'm9'")
    head.says("1").shows("没有改动")
    head.says("恢复任职 孙八").shows("没有等恢复任职的")


def test_nobody_wakes_their_own_or_their_equals_or_beyond_their_subtree(
    town: Town, head: Citizen
) -> None:
    second = town.secretary("钱七", "u1", "unit_secretary")
    gone("unfollowing", second)
    head.says("恢复任职 钱七").shows("没有等恢复任职的")
    town.change(
        lambda tx: tx.run(
            "offices.put", member_id="m1", organisation_id="b1", role="branch_secretary",
            until_at=None,
        )
    )  # fmt: skip
    town.database.run("UPDATE office SET asleep = 1 WHERE organisation_id = 'b1'")
    head.says("恢复任职 张三").shows("没有等恢复任职的")
    gone("unfollowing", town.secretary("吴十", "b5"))
    head.says("恢复任职 吴十").shows("没有等恢复任职的")


def test_what_a_menu_offered_is_checked_again_when_it_is_chosen(town: Town, head: Citizen) -> None:
    gone("unfollowing", town.secretary("孙八", "b3"))
    head.says("恢复任职 孙八")
    town.database.run("UPDATE office SET organisation_id = 'u2' WHERE member_id = 'm1'")
    head.says("1").shows("没有改动")
    assert town.rows("SELECT asleep FROM office WHERE member_id = 'm9'")[0]["asleep"] == 1


def test_while_it_sleeps_others_are_asked_in_its_place(town: Town, head: Citizen) -> None:
    branch = town.secretary("孙八", "b3")
    gone("unfollowing", branch)
    head.says("邀请 第三支部").shows("任期到哪天").lacks("现任")
    head.says("取消")
    head.says("免职 孙八").shows(f"1 孙八　{OFFICE}")
    head.says("1").shows("已免去")
    branch.says("记录").lacks("要重新确认").shows("办不了")


def test_the_highest_office_is_woken_from_the_command_line_with_its_term(town: Town) -> None:
    first = town.secretary("周九", "c", "committee_secretary")
    second = town.secretary("李四", "c", "committee_secretary")
    town.database.run("UPDATE office SET until_at = ? WHERE member_id = 'm10'", 1_900_000_000_000)
    gone("unfollowing", first)
    first.says("记录").shows("请联系负责运行这个服务的同志")
    second.says("恢复任职 周九").shows("没有等恢复任职的")
    command = [sys.executable, "run.py", "invite", "--org", "云川市直机关工委"]
    said = subprocess.run(
        command, capture_output=True, text=True, timeout=60,
        env={**os.environ, "BOT_DATABASE": town.settings.database},
    )  # fmt: skip
    code = re.search(r"任职 (\w{8})", said.stdout)
    assert code, said.stderr
    first.says(f"任职 {code[1]}").shows("【已任职】", "任期到 2030年3月18日")
    first.says("帮助").shows("您是云川市直机关工委 工委书记")


def test_signs_alone_name_nobody(town: Town, head: Citizen) -> None:
    """Not even somebody whose name is one that no key can be made of."""
    town.secretary("孙八", "b3")
    town.database.run("UPDATE member SET name_key = '' WHERE name = '孙八'")
    for sign in ("··", "（）", "　·　"):
        head.says(f"免职 {sign}").lacks("1 孙八")
        head.says(f"恢复任职 {sign}").lacks("1 孙八")
    top = [offices.Office("unit_secretary", town.change(lambda tx: places.get(tx, "u1")))]
    assert town.change(lambda tx: offices.below(tx, top, "··")) == []
