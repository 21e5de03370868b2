"""Guessing at who somebody is: it grows slow, nothing gives fresh tries, owners always get in."""

import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import ZONE
from bot.people import guesses, inviting
from bot.store.tx import Tx
from tests.town import Citizen, Heard, Town, fill

LOCKED = "试的次数多了"
BY_CODE = "没有对上，或者要凭绑定码确认"


def phone(town: Town, number: int) -> Citizen:
    """A phone with the question who it is open."""
    citizen = town.stranger(f"oPhone{number:0>22}")
    citizen.says("绑定")
    return citizen


def misses(guesser: Citizen, times: int, who: str = "张三 0000") -> Heard:
    for _ in range(times):
        heard = guesser.says(who)
    return heard


def missed_by_others(town: Town, name: str, times: int) -> None:
    """As if many phones had guessed, without the wait for each."""

    def guess(tx: Tx) -> None:
        for number in range(times):
            guesses.miss(tx, f"oOther{number}", name, 1)

    town.change(guess)


def code_in(heard: Heard) -> str:
    found = re.search(r"绑定码 (\w{8})", heard.text)
    assert found, heard.text
    return found[1]


# ---------------------------------------------------------------- one openid


def test_every_fifth_miss_has_to_wait_longer(town: Town) -> None:
    guesser = phone(town, 1)
    misses(guesser, 5).shows(LOCKED, "请 1 小时后再试")
    guesser.says("张三 6789").shows("请 1 小时后再试")
    town.wait(minutes=61)
    guesser.says("绑定")
    misses(guesser, 4).shows("还可以试 1 次")
    guesser.says("张三 0000").shows("请 24 小时后再试")
    town.wait(hours=23)
    guesser.says("绑定")
    guesser.says("张三 6789").shows("请 1 小时后再试")
    town.wait(hours=2)
    guesser.says("绑定")
    misses(guesser, 5).shows("请 7 天后再试")


def test_nothing_one_does_oneself_gives_fresh_tries(town: Town) -> None:
    guesser = phone(town, 1)
    misses(guesser, 4).shows("还可以试 1 次")
    guesser.says("李四 1234").shows("【身份已确认】")
    guesser.says("注销")
    guesser.says("1").shows("已注销")
    guesser.unfollows()
    guesser.follows()
    guesser.says("绑定")
    guesser.says("张三 0000").shows(LOCKED, "请 1 小时后再试")
    town.wait(days=29)
    guesser.says("绑定")
    misses(guesser, 5).shows("请 24 小时后再试")


def test_after_thirty_days_without_a_miss_nothing_is_left_of_it(town: Town) -> None:
    misses(phone(town, 1), 2)
    assert {row["kind"] for row in town.rows("SELECT kind FROM guess")} == {"openid", "name"}
    town.wait(days=29)
    assert town.rows("SELECT * FROM guess")
    town.wait(days=3)
    assert not town.rows("SELECT * FROM guess")
    assert not town.rows("SELECT * FROM guess_day")


def test_codes_for_offices_and_codes_for_identities_are_counted_together(town: Town) -> None:
    guesser = phone(town, 1)
    for _ in range(3):
        guesser.says("A2B3C4D5").shows("这个绑定码不对")
    guesser.says("张三 6789").shows("【身份已确认】")
    for _ in range(2):
        guesser.says("任职 A2B3C4D5").shows("任职码不对")
    guesser.says("任职 A2B3C4D5").shows("请 1 小时后再试")
    guesser.says("注销")
    guesser.says("1")
    guesser.says("绑定")
    guesser.says("A2B3C4D5").shows("绑定码、任职码试的次数多了，请 1 小时后再试")
    town.wait(minutes=61)
    guesser.says("绑定")
    for _ in range(5):
        guesser.says("绑定码 A2B3C4D5").shows("这个绑定码不对")
    guesser.says("绑定码 A2B3C4D5").shows("请 24 小时后再试")


# ---------------------------------------------------------------- one name


def test_a_name_with_ten_misses_is_confirmed_by_a_code_only(town: Town) -> None:
    missed_by_others(town, "张三", 9)
    phone(town, 1).says("张三 0000").shows(BY_CODE)
    owner = phone(town, 2)
    owner.says("张三 6789").shows(BY_CODE)
    secretary = town.secretary("李四", "b1")
    given = secretary.says("绑定码 张三").shows(
        "【绑定码】张三（云川市财政局第一支部）", "只能用一次"
    )
    owner.says(code_in(given)).shows("【身份已确认】张三　云川市财政局　第一支部")
    secretary.says("记录").shows("李四　绑定码　第一支部　张三")


def test_a_success_lets_the_count_of_a_name_begin_anew(town: Town) -> None:
    missed_by_others(town, "李四", 9)
    owner = phone(town, 1)
    owner.says("李四 1234").shows("【身份已确认】")
    owner.says("注销")
    owner.says("1")
    missed_by_others(town, "李四", 9)
    owner.says("绑定")
    owner.says("李四 1234").shows("【身份已确认】")


@pytest.mark.parametrize("who", ["张三 6789", "张三 0000", "查无此人 6789"])
def test_locked_names_sound_the_same_whether_they_exist_or_not_and_digits_are_right_or_not(
    town: Town, who: str
) -> None:
    for name in ("张三", "查无此人"):
        missed_by_others(town, name, 10)
    guesser = phone(town, 7)
    before = len(town.rows("SELECT * FROM guess"))
    assert guesser.says(who).text.startswith(BY_CODE)
    assert len(town.rows("SELECT * FROM guess")) == before + 1  # the same rows for each
    for _ in range(3):
        guesser.says(who).shows(BY_CODE)
    guesser.says(who).shows(LOCKED)


def test_whoever_has_to_wait_with_digits_can_still_be_helped_by_a_code(town: Town) -> None:
    owner = phone(town, 1)
    misses(owner, 5).shows(LOCKED, "绑定码 您的姓名")
    secretary = town.secretary("李四", "b1")
    owner.says(secretary.says("绑定码 张三").text).shows("【身份已确认】张三")


def test_a_second_phone_cannot_be_asked_for_with_guesses_either(town: Town) -> None:
    """换绑 takes name and digits too: a name that is locked is locked for it."""
    town.member("张三")
    head = town.secretary("李四", "b1")
    missed_by_others(town, "张三", 10)
    phone(town, 1).says("张三 6789").shows(BY_CODE)
    assert head.received() == []


# ---------------------------------------------------------------- everybody together


def test_a_day_with_too_many_misses_asks_for_codes_of_all_who_were_never_confirmed(
    town: Town,
) -> None:
    for number in range(20):
        missed_by_others(town, f"查无此人{number}", 10)
    phone(town, 1).says("李四 1234").shows("【身份已确认】")  # 200 is not too many yet
    missed_by_others(town, "再无此人", 1)
    new = phone(town, 2)
    said = new.says("张三 6789").shows(BY_CODE).text
    assert phone(town, 3).says("张三 0000").text == said
    assert phone(town, 4).says("从无此人 6789").text == said
    phone(town, 5).says("李四 1234").shows("已经在另一个微信上确认过")
    secretary = town.secretary("钱七", "b1")
    new.says(code_in(secretary.says("绑定码 张三"))).shows("【身份已确认】张三")


def test_many_successes_allow_for_many_misses(town: Town) -> None:
    def launch(tx: Tx) -> None:
        for number in range(150):
            guesses.hit(tx, f"某人{number}", f"m{number}")
        for _ in range(20):
            guesses.hit(tx, "某人1", "m1")  # the same member over again counts once

    town.change(launch)
    for number in range(30):
        missed_by_others(town, f"查无此人{number}", 10)
    phone(town, 1).says("张三 6789").shows("【身份已确认】")
    missed_by_others(town, "再无此人", 10)  # 310 for 151 successes, not for 171
    phone(town, 2).says("钱七 7777").shows(BY_CODE)


def test_a_frequent_name_is_as_good_as_many_names(town: Town) -> None:
    """王伟 stands three times in the roster: each guess might hit any of them."""
    phone(town, 1).says("王伟 0000")
    assert town.rows("SELECT misses FROM guess_day")[0]["misses"] == 3
    town.member("王伟")  # one of them is beyond guessing now
    phone(town, 2).says("王伟 0000")
    assert town.rows("SELECT misses FROM guess_day")[0]["misses"] == 5


def test_owners_who_are_sent_for_a_code_keep_nothing_closed(town: Town) -> None:
    missed_by_others(town, "张三", 10)
    before = town.rows("SELECT misses FROM guess_day")[0]["misses"]
    phone(town, 1).says("张三 6789").shows(BY_CODE)
    assert town.rows("SELECT misses FROM guess_day")[0]["misses"] == before


def test_who_has_left_the_roster_confirms_nothing(town: Town) -> None:
    town.database.run("UPDATE member SET left_at = 1 WHERE id = 'm1'")
    phone(town, 1).says("张三 6789").shows("没有对上")


def test_whoever_stays_below_a_days_misses_is_met_by_the_months(town: Town) -> None:
    for day in range(5):
        for number in range(10):
            missed_by_others(town, f"查无此人{day}{number}", 10)
        town.wait(days=1)
    town.member("李四")
    phone(town, 1).says("张三 0000").shows(BY_CODE)  # the 501st


def test_a_quiet_day_opens_it_again_and_a_loud_one_does_not(town: Town) -> None:
    def loud() -> None:
        for number in range(21):
            missed_by_others(town, f"查无此人{number}", 10)

    loud()
    town.wait(days=1)
    loud()
    town.wait(days=1)
    phone(town, 1).says("张三 6789").shows(BY_CODE)
    town.wait(days=1)  # one whole day with hardly a miss
    phone(town, 2).says("张三 6789").shows("【身份已确认】")


def test_a_month_with_many_successes_allows_for_as_many_misses(town: Town) -> None:
    for day in range(4):
        town.change(lambda tx, day=day: [guesses.hit(tx, "", f"m{day}-{n}") for n in range(153)])
        for number in range(15):
            missed_by_others(town, f"查无此人{day}{number}", 10)
        town.wait(days=1)
    missed_by_others(town, "再无此人", 10)  # 610 for 612 successes
    assert not town.change(guesses.closed)
    missed_by_others(town, "再无他人", 3)
    assert town.change(guesses.closed)


def test_closed_means_a_code_while_one_of_those_it_might_be_was_never_confirmed(
    town: Town,
) -> None:
    """Two of one name and the same digits, of whom only one is known."""
    town.member("王伟")
    for number in range(21):
        missed_by_others(town, f"查无此人{number}", 10)
    phone(town, 1).says("王伟 1111").shows(BY_CODE).lacks("哪个单位")
    phone(town, 2).says("王伟 2222").shows(BY_CODE)


def test_the_months_count_begins_anew_after_a_day_that_closed(town: Town) -> None:
    missed_by_others(town, "甲", 210)
    town.wait(days=2)
    for name in ("乙", "丙"):
        missed_by_others(town, name, 150)
        town.wait(days=1)
    missed_by_others(town, "丁", 1)
    phone(town, 1).says("张三 6789").shows("【身份已确认】")


def test_both_raise_an_alarm_which_falls_by_itself(town: Town) -> None:
    def alarms() -> set[str]:
        town.settle()
        return set(town.assistant.alarms.raised) & {"guesses", "guessed_name"}

    assert alarms() == set()
    missed_by_others(town, "张三", 10)
    assert alarms() == {"guessed_name"}
    for number in range(20):
        missed_by_others(town, f"查无此人{number}", 10)
    assert alarms() == {"guesses", "guessed_name"}
    assert "今天填错 210 次，新确认 0 人。" in town.change(inviting.guessed)
    town.wait(days=1, hours=1)
    assert "今天填错 0 次，新确认 0 人。" in town.change(inviting.guessed)
    assert alarms() == {"guesses"}
    town.wait(days=1)
    assert alarms() == set()


def test_a_host_that_counts_by_another_key_is_noticed(town: Town) -> None:
    town.settle()
    assert "counting_key" not in town.assistant.alarms.raised
    town.database.run("UPDATE counting_key SET fingerprint = 'of another'")
    town.settle()
    assert "counting_key" in town.assistant.alarms.raised
    town.restart()  # whoever starts last is right
    town.settle()
    assert "counting_key" not in town.assistant.alarms.raised


def test_an_operator_sees_how_it_stands_and_opens_it_while_it_serves(tmp_path: Path) -> None:
    with Town(
        tmp_path, fill=fill, start=datetime.now(ZONE)
    ) as town:  # the command has its own clock
        for number in range(21):
            missed_by_others(town, f"查无此人{number}", 10)
        said = guesses_said(town)
        assert "今天填错 210 次" in said
        assert "没有确认过的姓名：都要凭绑定码" in said
        phone(town, 1).says("张三 6789").shows(BY_CODE)
        assert "已放开" in guesses_said(town, "--open")
        phone(town, 2).says("张三 6789").shows("【身份已确认】")
        missed_by_others(town, "再无此人", 150)
        phone(town, 3).says("李四 1234").shows("【身份已确认】")  # the day began anew
        assert "本来就没有" in guesses_said(town, "--open")
        (row,) = town.rows("SELECT actor FROM audit WHERE action = '不再要绑定码'")
        assert row["actor"] == "operator"


def guesses_said(town: Town, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "run.py", "guesses", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "BOT_DATABASE": town.settings.database},
    ).stdout


# ---------------------------------------------------------------- the code


def test_a_code_serves_once_for_a_week_and_a_newer_one_voids_it(town: Town) -> None:
    secretary = town.secretary("李四", "b1")
    first, second = (code_in(secretary.says("绑定码 张三")) for _ in range(2))
    phone(town, 1).says(first).shows("这个绑定码不对")
    phone(town, 2).says(second).shows("【身份已确认】张三")
    phone(town, 3).says(second).shows("这个绑定码不对")
    late = code_in(secretary.says("绑定码 钱七"))
    town.wait(days=7, hours=1)  # not swept yet
    before = _codes_missed(town)
    phone(town, 4).says(late).shows("这个绑定码不对")
    assert _codes_missed(town) == before + 1


def _codes_missed(town: Town) -> int:
    return sum(row["times"] for row in town.rows("SELECT times FROM guess WHERE kind = 'code'"))


def test_a_code_is_void_once_its_owner_has_got_in_by_digits(town: Town) -> None:
    code = code_in(town.secretary("李四", "b1").says("绑定码 张三"))
    phone(town, 1).says("张三 6789").shows("【身份已确认】张三")
    phone(town, 2).says(code).shows("这个绑定码不对")


def test_a_code_ends_what_was_asked_of_the_secretary(town: Town) -> None:
    """Two ways to one new phone: after the code the older request moves nobody any more."""
    secretary = town.secretary("李四", "b1")
    secretary.says("活动")
    town.member("张三")
    phone(town, 1).says("张三 6789").shows("已请书记核实")
    asked = re.search(r"“(同意换绑 \w{4})”", secretary.received()[-1])
    assert asked
    owner = phone(town, 2)
    owner.says(code_in(secretary.says("绑定码 张三"))).shows("【身份已确认】张三")
    secretary.says(asked[1]).shows("没有等您决定的")
    owner.says("我的信息").shows("张三")


def test_who_has_left_the_roster_is_confirmed_by_no_code(town: Town) -> None:
    code = code_in(town.secretary("李四", "b1").says("绑定码 张三"))
    town.database.run("UPDATE member SET left_at = 1 WHERE id = 'm1'")
    phone(town, 1).says(code).shows("这个绑定码不对")


def test_secretaries_give_codes_within_their_subtree_only_and_never_for_themselves(
    town: Town,
) -> None:
    secretary = town.secretary("李四", "b1")
    beyond = secretary.says("绑定码 王五").text.replace("王五", "")
    assert beyond == secretary.says("绑定码 查无此人").text.replace("查无此人", "")
    assert beyond == secretary.says("绑定码 李四").text.replace("李四", "")
    town.member("钱七").says("绑定码 张三").shows("绑定码由支部书记来发")
    assert not town.rows("SELECT * FROM binding_code")


def test_namesakes_are_told_apart_by_number(town: Town) -> None:
    secretary = town.secretary("王五", "u2", "unit_secretary")
    secretary.says("绑定码 王伟").shows(
        "1 王伟（云川市水利局第三支部）", "2 王伟（云川市水利局第三支部）"
    )
    given = secretary.says("2").shows("【绑定码】王伟")
    phone(town, 1).says(code_in(given)).shows("【身份已确认】王伟　云川市水利局")
    assert town.rows("SELECT member_id FROM contact WHERE member_id LIKE 'm7'")


def test_a_number_said_after_ones_own_office_has_ended_gives_nothing(town: Town) -> None:
    secretary = town.secretary("王五", "u2", "unit_secretary")
    secretary.says("绑定码 王伟").shows("回复编号")
    town.database.run("UPDATE office SET organisation_id = 'u1'")
    secretary.says("1").shows("不在您管理的范围里")
    assert not town.rows("SELECT * FROM binding_code")


def test_a_code_moves_an_identity_and_the_old_phone_is_told_before_and_after(town: Town) -> None:
    old = town.member("张三")
    old.says("活动")
    secretary = town.secretary("李四", "b1")
    given = secretary.says("绑定码 张三").shows("换到新的微信上")
    new = phone(town, 1)
    new.says(code_in(given)).shows("【身份已确认】张三")
    told = old.received()
    assert "书记刚为您发了绑定码" in told[0]
    assert "您的身份已换到另一个微信上" in told[1]
    old.says("我的报名").shows("用途是报名、提醒和通知")


def test_a_code_is_asked_for_again_once_the_purpose_has_been_said(town: Town) -> None:
    code = code_in(town.secretary("李四", "b1").says("绑定码 张三"))
    stranger = town.stranger()
    stranger.says(f"绑定码 {code}").shows("用途是报名、提醒和通知", "同意就再发一次绑定码")
    assert not town.rows("SELECT * FROM contact WHERE member_id = 'm1'")
    town.wait(hours=2)
    stranger.says(code).shows("用途是报名、提醒和通知")
    stranger.says(f"张三 {code}").shows("【身份已确认】张三")


def test_an_office_code_is_no_wrong_answer_to_who_somebody_is(town: Town) -> None:
    owner = phone(town, 1)
    owner.says("任职 A2B3C4D5")
    assert not town.rows("SELECT * FROM guess")
