"""Inviting, taking office, dismissing, and what each may see of it."""

import os
import re
import subprocess
import sys

import pytest

from tests.town import Heard, Town


def code_in(heard: Heard) -> str:
    found = re.search(r"任职码 (\w{8})", heard.text)
    assert found, heard.text
    return found[1]


def test_a_unit_secretary_invites_a_branch_secretary_who_takes_office(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    member = town.member("孙八")
    member.says("帮助").lacks("书记")
    code = code_in(
        head.says("邀请 书记 第三支部 到2029年6月30日").shows("云川市财政局第三支部 支部书记")
    )
    member.says(f"任职 {code}").shows("已任职", "云川市财政局第三支部", "2029年6月30日")
    member.says("帮助").shows("您是云川市财政局第三支部 支部书记")
    town.settle()
    assert head.received() == ["孙八已任职：云川市财政局第三支部 支部书记。"]


def test_a_code_serves_once(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    code = code_in(head.says("邀请 第三支部 2029年6月30日"))
    town.member("孙八").says(f"任职 {code}").shows("已任职")
    town.member("李四").says(f"任职{code}").lacks("已任职")
    town.member("李四").says(f"任职 {code}").shows("不对，或已用过")


def test_a_code_can_be_withdrawn_and_lapses_after_a_week(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    code = code_in(head.says("邀请 第三支部 2029年6月30日"))
    head.says(f"撤回邀请 {code}").shows("已撤回")
    town.member("孙八").says(f"任职 {code}").lacks("已任职")
    code = code_in(head.says("邀请 第三支部 2029年6月30日"))
    town.wait(days=8)
    town.member("孙八").says(f"任职 {code}").lacks("已任职")


def test_codes_cannot_be_found_by_trying(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    guesser = town.member("孙八")
    for _ in range(5):
        guesser.says("任职 A2B3C4D5").shows("不对")
    code = code_in(head.says("邀请 第三支部 2029年6月30日"))
    guesser.says(f"任职 {code}").shows("次数多了")
    town.wait(hours=2)
    guesser.says(f"任职 {code}").shows("已任职")


def test_without_a_code_it_is_asked_for_and_nothing_is_counted(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    member = town.member("孙八")
    for said in ("任职", "任职", "任职", "任职 书记", "任职码", "任职"):
        member.says(said).shows("请把上级书记给您的任职码一起发来")
    code = code_in(head.says("邀请 第三支部 2029年6月30日"))
    member.says(f"任职 {code}").shows("已任职")


@pytest.mark.parametrize(
    "said",
    [
        "{}",
        "张三：{}",
        "任职码 {code}",
        "任职{code}",
        "任职：{code}",
        "任职码{code}",
        "任职 {code}。",
    ],
)
def test_the_invitation_is_taken_as_it_was_passed_on(town: Town, said: str) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    invitation = head.says("邀请 第三支部 2029年6月30日")
    said = said.format(invitation.text, code=code_in(invitation))
    town.member("孙八").says(said).shows("【已任职】云川市财政局第三支部 支部书记")


def test_an_invitation_waits_until_one_is_known(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    stranger = town.stranger()
    stranger.says(head.says("邀请 第三支部 2029年6月30日").text).shows("请确认")
    stranger.says("孙八 8888").shows("【已任职】云川市财政局第三支部 支部书记")


def test_a_name_beside_the_place_is_not_dropped(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says("邀请 云川市财政局第三支部 孙八 2029年6月30日").shows(
        "云川市财政局第三支部 支部书记", "把这条转给孙八：任职码不认名字，谁先发就是谁任职"
    )
    head.says("邀请 第三支部 2029年6月30日").shows("把这条转给本人：")


def test_the_question_says_of_which_office_and_who_holds_it(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says("邀请 第三支部").shows("云川市财政局第三支部 支部书记，任期到哪天？").lacks("现任")
    head.says("取消")
    town.secretary("孙八", "b3")
    head.says("邀请 第三支部").shows("任期到哪天？", "现任：孙八。", "“免职 孙八”")
    head.says("不定").shows("不定期", "任职码")


def test_what_is_missing_is_asked_and_nothing_is_guessed(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("邀请 第三支部").shows("哪一个", "云川市财政局第三支部", "云川市水利局第三支部")
    head.says("2").shows("任期到哪天")
    head.says("不定").shows("云川市水利局第三支部", "不定期")


@pytest.mark.parametrize(
    "said",
    [
        "发通知 明天上午10点各支部书记到三楼开会",
        "通知大家明天下午3点开会",
        "明天来开会",
        "明天上午10点",
        "每周五",
        "6月30日前交材料",
        "今天下午3点开会",
        "提醒我12月5日交材料",
    ],
)
def test_a_sentence_that_is_no_date_is_no_term_and_the_invitation_waits(
    town: Town, said: str
) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says("邀请 第三支部").shows("任期到哪天")
    head.says(said).lacks("任职码")
    assert not town.rows("SELECT * FROM invitation")
    head.says("取消") if "【通知】" in head.says("继续") else None
    head.says("继续").shows("任期到哪天")
    head.says("到2029年6月30日").shows("任职码", "2029年6月30日")


@pytest.mark.parametrize(
    "said",
    ["2029年6月30日", "到2029年6月30日为止", "任期到2029年6月底", "2029-06-30吧", "2029.6.30"],
)
def test_a_day_is_a_term_however_it_is_said(town: Town, said: str) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says("邀请 第三支部")
    head.says(said).shows("任职码", "任期到 2029年6月30日")


@pytest.mark.parametrize(
    "said", ["邀请 第三支部 明天来开会", "邀请 第三支部 明天上午10点来开会", "邀请 第三支部 每周五"]
)
def test_a_day_beside_something_else_is_no_term_either(town: Town, said: str) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says(said).shows("云川市财政局第三支部 支部书记，任期到哪天").lacks("任职码")


def test_nobody_invites_beyond_their_own_subtree(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    beyond = head.says("邀请 水文站支部 2029年6月30日")
    nowhere = head.says("邀请 天上支部 2029年6月30日")
    assert beyond.text == nowhere.text
    head.says("邀请 云川市财政局 2029年6月30日").lacks("任职码")
    branch = town.secretary("孙八", "b3")
    branch.says("邀请 第三支部").shows("办不了")


def test_a_dismissal_works_at_once(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    branch = town.secretary("孙八", "b3")
    branch.says("帮助").shows("您是云川市财政局第三支部 支部书记")
    head.says("免职 孙八").shows("1 孙八　云川市财政局第三支部 支部书记")
    head.says("1").shows("已免去")
    branch.says("帮助").lacks("您是")
    branch.says("记录").shows("办不了")
    town.settle()
    assert (
        "您的职务已免去：云川市财政局第三支部 支部书记。有疑问请问上级书记。" in branch.received()
    )


def test_secretaries_beyond_ones_subtree_cannot_be_seen_or_dismissed(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    town.secretary("吴十", "b5")
    town.member("王五")
    held = head.says("免职 吴十").text.replace("吴十", "")
    assert held == head.says("免职 王五").text.replace("王五", "")
    head.says("免职 张三").shows("没有叫")


def test_an_office_ends_with_its_term(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    member = town.member("孙八")
    member.says(f"任职 {code_in(head.says('邀请 第三支部 2026年11月30日'))}")
    town.wait(days=5)
    member.says("帮助").shows("您是")
    town.wait(days=3)
    member.says("帮助").lacks("您是")


def test_nobody_withdraws_what_somebody_else_has_offered(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    equal = town.secretary("钱七", "u1", "unit_secretary")
    code = code_in(head.says("邀请 第三支部 2029年6月30日"))
    equal.says(f"撤回邀请 {code}").shows("没有这个还能用的邀请")
    town.member("孙八").says(f"任职 {code}").shows("已任职")


def test_who_is_dismissed_twice_ended_the_first_time(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    equal = town.secretary("钱七", "u1", "unit_secretary")
    town.secretary("孙八", "b3")
    for each in (head, equal):
        each.says("免职 孙八").shows("1 孙八")
    head.says("1").shows("已免去")
    (first,) = town.rows("SELECT until_at FROM office WHERE member_id = 'm9'")
    equal.says("1").shows("已经不在了，没有改动")
    (second,) = town.rows("SELECT until_at FROM office WHERE member_id = 'm9'")
    assert second["until_at"] == first["until_at"]


def test_who_has_left_holds_nothing_for_others_either(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    town.secretary("孙八", "b3")
    town.database.run("UPDATE member SET left_at = 1 WHERE id = 'm9'")
    head.says("邀请 第三支部").shows("任期到哪天").lacks("现任")


def test_what_was_offered_is_not_done_from_an_office_of_the_same_place(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    town.secretary("孙八", "b3")
    head.says("免职 孙八").shows("1 孙八")
    town.database.run("UPDATE office SET organisation_id = 'b3' WHERE member_id = 'm1'")
    head.says("1").shows("没有改动")


@pytest.mark.parametrize(
    "over",
    [
        "UPDATE organisation SET active = 0 WHERE id = 'b3'",
        "UPDATE member SET left_at = 1 WHERE id = 'm9'",
    ],
)
def test_an_office_ends_with_its_branch_and_with_its_holders_leaving(town: Town, over: str) -> None:
    branch = town.secretary("孙八", "b3")
    branch.says("帮助").shows("您是")
    town.database.run(over)
    branch.says("帮助").lacks("您是")
    branch.says("记录").shows("办不了")


def test_the_record_tells_who_did_what_within_ones_subtree(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    other = town.secretary("王五", "u2", "unit_secretary")
    town.member("孙八").says(f"任职 {code_in(head.says('邀请 第三支部 2029年6月30日'))}")
    head.says("免职 孙八")
    head.says("1")
    head.says("记录").shows(
        "张三　邀请　第三支部", "孙八　任职", "张三　免职　第三支部　孙八　支部书记"
    )
    other.says("记录").shows("还没有记录")


def test_the_record_cannot_be_rewritten(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says("邀请 第三支部 2029年6月30日")
    for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with pytest.raises(Exception, match="append-only"):
            town.change(lambda tx, sql=statement: tx._connection.execute(sql, {}))


def test_the_first_secretary_is_invited_from_the_command_line_while_it_serves(town: Town) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "run.py", "invite", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "BOT_DATABASE": town.settings.database},
        )

    said = run("--org", "云川市直机关工委")
    code = re.search(r"任职 (\w{8})", said.stdout)
    assert code, said.stderr
    head = town.member("周九")
    head.says(f"任职 {code[1]}").shows("【已任职】云川市直机关工委 工委书记")
    head.says("记录").shows("运维　邀请", "周九　任职")
    assert "不止一个" in run("--org", "第三支部").stderr
    assert "没有“天上支部”" in run("--org", "天上支部").stderr
    named = run("--org", "云川市水利局", "--name", "吴十")
    code = re.search(r"绑定码 (\w{8})", named.stdout)
    assert code, named.stderr
    phone = town.stranger()
    phone.says("绑定")
    phone.says(code[1]).shows("【身份已确认】吴十")
    head.says("记录").shows("运维　绑定码　水文站支部　吴十")
    assert "不止一位" in run("--org", "云川市水利局", "--name", "王伟").stderr
    assert "没有“张三”" in run("--org", "云川市水利局", "--name", "张三").stderr
    wrong = run("--org", "云川市财政局", "--role", "branch_secretary")
    assert (wrong.returncode, "没有这个职务" in wrong.stderr) == (2, True)
