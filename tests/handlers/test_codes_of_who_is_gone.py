"""A code is worth what whoever gave it holds when it is used, and none revives what was taken away."""

import re
from collections.abc import Callable

import pytest

from tests.town import Citizen, Town

CODE = re.compile(r"(?:任职码|绑定码) (\w{8})")


def code(giver: Citizen, *said: str) -> str:
    for each in said:
        heard = giver.says(each)
    found = CODE.search(heard.text)
    assert found, heard.text
    return found[1]


@pytest.fixture
def head(town: Town) -> Citizen:
    return town.secretary("周九", "c", "committee_secretary")


@pytest.fixture
def giver(town: Town, head: Citizen) -> Citizen:
    return town.secretary("张三", "u1", "unit_secretary")


def dismissed(town: Town, head: Citizen, giver: Citizen) -> None:
    head.says("免职 张三")
    head.says("1").shows("已免去")


def erased(town: Town, head: Citizen, giver: Citizen) -> None:
    giver.says("注销")
    giver.says("1").shows("已注销")


def unfollowed(town: Town, head: Citizen, giver: Citizen) -> None:
    giver.unfollows()


def left(town: Town, head: Citizen, giver: Citizen) -> None:
    town.database.run("UPDATE member SET left_at = 1 WHERE id = 'm1'")


def ended(town: Town, head: Citizen, giver: Citizen) -> None:
    sql = "UPDATE office SET until_at = ? WHERE member_id = 'm1'"
    town.database.run(sql, town.clock.now())


def lowered(town: Town, head: Citizen, giver: Citizen) -> None:
    """From the unit to a branch of it, which has nobody below."""
    sql = (
        "UPDATE office SET organisation_id = 'b1', role = 'branch_secretary' WHERE member_id = 'm1'"
    )
    town.database.run(sql)


def transferred(town: Town, head: Citizen, giver: Citizen) -> None:
    town.database.run("UPDATE office SET organisation_id = 'u2' WHERE member_id = 'm1'")


Gone = Callable[[Town, Citizen, Citizen], None]
GONE = (dismissed, erased, unfollowed, left, ended, transferred)


@pytest.mark.parametrize("gone", [*GONE, lowered])
def test_an_invitation_gives_no_office_that_its_giver_could_not_give_now(
    town: Town, head: Citizen, giver: Citizen, gone: Gone
) -> None:
    given = code(giver, "邀请 财政局第三支部", "不定")
    gone(town, head, giver)
    member = town.member("孙八")
    member.says(f"任职 {given}").shows("任职码不对，或已用过").lacks("已任职")
    member.says("帮助").lacks("您是")


@pytest.mark.parametrize("gone", GONE)
def test_a_binding_code_confirms_nobody_that_its_giver_could_not_vouch_for_now(
    town: Town, head: Citizen, giver: Citizen, gone: Gone
) -> None:
    given = code(giver, "绑定码 孙八")
    other = town.stranger()
    other.says("绑定")
    gone(town, head, giver)
    other.says(f"绑定码 {given}").shows("这个绑定码不对").lacks("已确认")


def test_whoever_gave_it_is_asked_again_when_it_is_used(
    town: Town, head: Citizen, giver: Citizen
) -> None:
    """Asleep in between: a code is good again with its giver."""
    office, identity = code(giver, "邀请 财政局第三支部", "不定"), code(giver, "绑定码 孙八")
    giver.unfollows()
    giver.follows()
    other = town.stranger()
    other.says("绑定")
    other.says(f"绑定码 {identity}").shows("这个绑定码不对")
    head.says("恢复任职 张三")
    head.says("1").shows("已恢复")
    other.says(f"绑定码 {identity}").shows("【身份已确认】孙八")
    other.says(f"任职 {office}").shows("【已任职】云川市财政局第三支部")


def test_a_second_code_does_not_bring_back_who_was_dismissed(town: Town, head: Citizen) -> None:
    codes = [code(head, "邀请 财政局", "不定") for _ in range(3)]
    member, other = town.member("李四"), town.member("钱七")
    member.says(f"任职 {codes[0]}").shows("已任职")
    town.wait(minutes=1)
    head.says("免职 李四")
    head.says("1").shows("已免去")
    member.says(f"任职 {codes[1]}").shows("任职码不对，或已用过")
    other.says(f"任职 {codes[1]}").shows("已任职")  # whoever is to follow was invited before
    town.wait(minutes=1)
    member.says(f"任职 {code(head, '邀请 财政局', '不定')}").shows("已任职")


def test_a_code_for_the_next_term_is_good_when_the_last_one_has_run_out(
    town: Town, head: Citizen
) -> None:
    member = town.member("李四")
    member.says(f"任职 {code(head, '邀请 财政局 2026年11月25日')}").shows("已任职")
    town.wait(hours=1)
    following = code(head, "邀请 财政局", "2029年6月30日")
    town.wait(days=2)
    member.says("帮助").lacks("您是")
    member.says(f"任职 {following}").shows("已任职")
