"""Confirming who one is, seeing one's data and erasing it, as conversations."""

import re

import pytest

from bot.language.keys import name_key
from bot.people import binding
from tests.town import Citizen, Town

# Tables that hold nothing about any one contact or member.
NOBODYS = {
    "migration", "organisation", "nonce", "token", "offering", "pool", "bookable", "team", "verdict",
    "due", "batch", "batch_change", "invitation", "door", "guess", "guess_day",
    "counting_key", "audit_sweep", "pulse", "outage", "year_figure", "year_frozen",
}  # fmt: skip
# The committee's own records: they stay when a person has their account erased.
RECORDS = {"member", "office", "audit", "notice"}


def test_the_consent_card_comes_before_the_first_personal_field(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("我的报名").shows("用途是报名、提醒和通知", "手机后四位", "“注销”")
    assert town.rows("SELECT * FROM consent") == []
    stranger.says("张三 6789").shows(
        "【身份已确认】张三　云川市财政局　第一支部", "您近期没有报名活动"
    )
    assert len(town.rows("SELECT * FROM consent")) == 1


@pytest.mark.parametrize("between", ["绑定", "怎么绑定身份", "党费怎么交"])
def test_what_was_asked_for_is_done_after_whatever_was_said_in_between(
    town: Town, between: str
) -> None:
    stranger = town.stranger()
    stranger.says("明早8点提醒我交材料").shows("用途是报名、提醒和通知")
    stranger.says(between).shows("同意请回复：姓名 手机后四位")
    stranger.says("张三 6789").shows("【身份已确认】张三", "11月25日（周三）8:00 提醒您：交材料")


def test_what_was_asked_for_long_ago_is_not_done(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("明早8点提醒我交材料")
    town.wait(hours=2)
    stranger.says("绑定")
    stranger.says("张三 6789").shows("【身份已确认】张三").lacks("交材料")


def test_full_width_digits_and_no_blank_are_understood(town: Town) -> None:
    town.stranger().says("绑定")
    town.stranger().says("同意 张三６７８９").shows("【身份已确认】张三")


def test_a_wrong_name_and_wrong_digits_look_the_same(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("绑定")
    wrong_digits = stranger.says("张三 0000").shows("没有对上", "还可以试 4 次")
    unknown = stranger.says("查无此人 6789").shows("没有对上", "还可以试 3 次")
    assert wrong_digits.text.replace("4 次", "3 次") == unknown.text


def test_after_five_wrong_tries_an_hour_has_to_pass(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("绑定")
    for _ in range(5):
        last = stranger.says("张三 0000")
    last.shows("请 1 小时后再试")
    stranger.says("张三 6789").shows("请 1 小时后再试")
    town.wait(minutes=61)
    stranger.says("绑定")
    stranger.says("张三 6789").shows("【身份已确认】")


def test_namesakes_choose_their_unit(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("绑定")
    stranger.says("王伟 1111").shows("有重名", "1 云川市水利局", "2 云川市财政局")
    stranger.says("1").shows("【身份已确认】王伟　云川市水利局")
    assert town.rows("SELECT member_id FROM contact")[0]["member_id"] == "m6"


def test_a_second_phone_for_one_person_is_refused(town: Town) -> None:
    town.member("张三")
    stranger = town.stranger()
    stranger.says("绑定")
    stranger.says("张三 6789").shows("已经在另一个微信上确认过", "支部书记")


def test_who_will_not_confirm_may_still_ask_and_look(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("绑定")
    stranger.says("活动").shows("大讲堂第10期")
    stranger.says("取消").shows("不办了")
    stranger.says("我的信息").shows("还没有姓名和单位")


def _person_tables(town: Town) -> set[str]:
    tables = town.database.tables()
    return {table for table, columns in tables.items() if {"openid", "member_id"} & columns}


def _rows_about(town: Town, table: str, openid: str, member_id: str) -> int:
    columns = town.database.tables()[table]
    tests = [
        f"{c} = '{v}'" for c, v in (("openid", openid), ("member_id", member_id)) if c in columns
    ]
    return len(town.rows(f"SELECT * FROM {table} WHERE {' OR '.join(tests)}"))


def test_every_table_that_knows_people_is_filled_shown_and_erased(town: Town) -> None:
    """A new table with a person in it fails here until its room erases it."""
    person = town.stranger("oPerson00000000000000000001")
    person.says("绑定")
    person.says("张三 0000")
    person.says("张三 6789").shows("【身份已确认】")
    person.says("报名 大讲堂第10期 视频").shows("【报名成功】")
    person.says("报名志愿 清扫积雪").shows("【报名成功】")
    person.says("提醒我 12月5号上午9点 交材料").shows("提醒您")
    person.says("人工 组织关系怎么转").shows("已记下")
    person.says("退订活动").shows("已退订")
    person.says("党费怎么交")
    secretary = town.secretary("李四", "b1")
    secretary.says("发通知 学习改期。")
    secretary.says("3")
    assert person.received()
    person.says("收到").shows("【已回执】")
    town.wait(days=12)  # the reminder waits in the outbox, the event's too
    person.says("党费怎么交")  # what is spoken of
    person.says("活动")
    person.says("报名")  # an open dialogue
    town.change(
        lambda tx: tx.run(
            "delivery.put",
            id="o1",
            openid=person.openid,
            text="x",
            about="x",
            state="digest",
            patient=0,
            created_at=tx.now,
        )
    )
    town.change(
        lambda tx: tx.run("people.put_rebinding", code="K7M2", openid=person.openid, member_id="m1")
    )
    town.change(lambda tx: binding.give_code(tx, "m1", "m2"))
    assert _person_tables(town) | NOBODYS | RECORDS >= set(town.database.tables())
    for table in _person_tables(town) - RECORDS:
        assert _rows_about(town, table, person.openid, "m1"), f"{table} was not filled"
    person.says("我的信息").shows(
        "张三",
        "云川市财政局",
        "报名记录 1 条",
        "志愿服务记录 1 条",
        "提醒 1 条",
        "提问 1 条",
        "通知回执 1 条",
        "同意记录",
    )
    person.says("注销").shows("不能恢复", "名册和任职是工委的组织记录")
    person.says("1").shows("已注销")
    for table in _person_tables(town) - RECORDS - {"inbox"}:
        assert not _rows_about(town, table, person.openid, "m1"), f"{table} was not erased"
    assert _rows_about(town, "inbox", person.openid, "") == 1  # this reply's own row, for a retry
    assert len(town.rows("SELECT * FROM receipt")) == 1  # it still counts for the branch
    assert len(town.rows("SELECT * FROM seat")) == 2  # the numbers stay, the person not
    assert (
        town.rows("SELECT taken FROM pool WHERE offering_id = 'e1' AND mode = 'video'")[0][0] == 1
    )


# Where a person's name and ids stay: the committee's own records, and how to put a roster back.
STAYS = {
    ("member", "id"),
    ("member", "name"),
    ("member", "name_key"),
    ("office", "member_id"),
    ("audit", "actor"),
    ("audit", "member_id"),
    ("notice", "member_id"),
    ("question", "answered_by"),
    ("batch_change", "subject"),
    ("batch_change", "before"),
    ("inbox", "openid"),  # the reply to the erasing message itself, for a retry
}
# What others were told and what they were about to say is theirs, and goes with its own time.
OTHERS = {"inbox", "outbox", "dialogue", "prompt"}


def traces(town: Town, person: Citizen) -> set[tuple[str, str, str]]:
    """Every text in the database that holds the person's openid, member id or name."""
    sought = re.compile(rf"{person.openid}|{person.name}|(?<!\w){person.member_id}(?!\w)")
    found = set()
    for table in town.database.tables():
        for row in town.rows(f"SELECT * FROM {table}"):
            if table in OTHERS and row["openid"] != person.openid:
                continue
            texts = {column: row[column] for column in row.keys()}  # noqa: SIM118 - no dict
            found |= {
                (table, column, text)
                for column, text in texts.items()
                if isinstance(text, str) and sought.search(text) and (table, column) not in STAYS
            }
    return found


def test_no_text_in_the_database_holds_who_was_erased(town: Town) -> None:
    secretary = town.secretary("李四", "b1")
    person = town.member("张三")
    person.says("任职 A2B3C4D5").shows("不对")
    person.says("报名 大讲堂第10期 视频").shows("【报名成功】")
    person.says("更正 手机后四位改为 4444").shows("已转给书记")
    person.says("提醒我 12月5号上午9点 请张三交材料").shows("张三")
    phone = town.stranger()
    phone.says("绑定")
    phone.says("张三 0000").shows("没有对上")
    phone.says("张三 6789").shows("已请书记核实")
    secretary.says("问题").shows("张三（云川市财政局第一支部）请求更正")
    kinds = {row["kind"] for row in town.rows("SELECT kind FROM guess")}
    assert kinds == {"openid", "code", "name", "rebinding"}
    person.says("注销")
    person.says("1").shows("已注销")
    assert kinds == {
        row["kind"] for row in town.rows("SELECT kind FROM guess")
    }  # keyed hashes only
    assert traces(town, person) == set()


def test_erasing_gives_coming_places_back_and_promotes(town: Town) -> None:
    first, second = town.member("张三"), town.member("李四")
    first.says("报名 乒乓球赛")
    second.says("报名 乒乓球赛").shows("候补")
    first.says("注销")
    first.says("1").shows("已注销")
    town.settle()
    assert "【有空位】" in second.received()[0]


def test_erasing_needs_the_second_step(town: Town) -> None:
    member = town.member("张三")
    member.says("注销").shows("确定注销请回复 1")
    member.says("活动")
    member.says("1").lacks("已注销")
    assert town.rows("SELECT member_id FROM contact")[0]["member_id"] == "m1"


def test_a_retry_of_the_erasing_message_gets_the_same_reply(town: Town) -> None:
    member = town.member("张三")
    member.says("注销")
    member.says("1").shows("已注销")
    status, body = town.run(town.simulator.replay(member.openid))
    assert status == 200
    assert b"Encrypt" in body
    assert town.rows("SELECT member_id FROM contact")[0]["member_id"] is None


@pytest.mark.parametrize(
    "typed",
    [
        "阿卜杜拉·买买提 4567",
        "阿卜杜拉•买买提4567",
        "阿卜杜拉 ・ 买买提 ４５６７",
        "我是阿卜杜拉．买买提 4567",
    ],
)
def test_a_name_of_several_parts_may_have_any_dot(town: Town, typed: str) -> None:
    town.change(
        lambda tx: tx.run(
            "demo.put_member",
            id="m20",
            branch_id="b1",
            name="阿卜杜拉·买买提",
            name_key=name_key("阿卜杜拉·买买提"),
            digits="4567",
            post=None,
        )
    )
    stranger = town.stranger()
    stranger.says("绑定")
    stranger.says(typed).shows("【身份已确认】阿卜杜拉·买买提")


def test_a_rare_character_is_a_name_too(town: Town) -> None:
    town.change(
        lambda tx: tx.run(
            "demo.put_member",
            id="m21",
            branch_id="b1",
            name="王𠮷",
            name_key=name_key("王𠮷"),
            digits="4568",
            post=None,
        )
    )
    stranger = town.stranger()
    stranger.says("绑定")
    stranger.says("王𠮷 4568").shows("【身份已确认】王𠮷")


def test_a_wage_is_no_name_with_digits(town: Town) -> None:
    town.member("李四").says("我工资8000").lacks("您已确认为")
