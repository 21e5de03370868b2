"""One's own data: seen, taken along, corrected, moved to a new phone, erased in the end."""

import re

import pytest

from bot.people.roster.plan import LEFT, Step
from bot.people.roster.rows import Members
from bot.privacy.retention import DAY, RULES
from bot.store.tx import Tx
from tests.town import Citizen, Heard, Town, at


def code_in(text: str) -> str:
    found = re.search(r"同意换绑 (\w{4})", text)
    assert found, text
    return found[1]


def asks_as(town: Town, who: str, openid: str = "oNewPhone0000000000000000001") -> Citizen:
    phone = town.stranger(openid)
    phone.says("绑定")
    phone.says(who)
    return phone


# ---------------------------------------------------------------- export and correction


def test_the_export_shows_every_line_that_is_held(town: Town) -> None:
    town.secretary("周九", "c", "committee_secretary")
    member = town.member("李四")
    member.says("提醒我 12月5号上午9点 交材料")
    member.says("人工 组织关系转出要带什么")
    code = member.says("报名 大讲堂第10期 视频").code
    member.says(f"取消报名 {code}")
    member.says("报名志愿 清扫积雪").shows("【报名成功】")
    member.says("导出").shows(
        f"报名：大讲堂第10期　12月5日（周六）14:30　视频　已取消　凭号 {code}",
        "志愿服务：长安社区清扫积雪　12月6日（周日）9:00　成功",
        member.openid,
        "姓名：李四　手机后四位：1234",
        "云川市财政局　第一支部",
        "提醒：交材料　12月5日（周六）9:00",
        "提问：组织关系转出要带什么",
        "同意：",
    )


def test_a_long_export_comes_in_pages_and_nothing_is_lost(town: Town) -> None:
    member = town.member("李四")
    for number in range(30):
        member.says(f"提醒我 12月5号上午9点 第{number + 101}份材料，请把{'内容' * 20}都带上")
    pages = [member.says("导出")]
    while "下一页" in pages[-1]:
        pages.append(member.says("下一页"))
    whole = "\n".join(page.text for page in pages)
    assert len(pages) > 2
    assert all(f"第{number + 101}份材料" in whole for number in range(30))
    assert all(len(page.text.encode()) <= 2048 for page in pages)


def test_a_stranger_may_see_what_is_held_too(town: Town) -> None:
    stranger = town.stranger()
    stranger.says("导出").shows(stranger.openid).lacks("姓名")


def test_a_correction_goes_to_ones_secretary_and_the_answer_comes_back(town: Town) -> None:
    head = town.secretary("张三", "b1")
    other = town.secretary("王五", "u2", "unit_secretary")
    member = town.member("李四")
    member.says("更正").shows("哪里不对")
    member.says("手机后四位改为 4444").shows("已转给书记")
    other.says("问题").lacks("4444")
    head.says("问题").shows("李四（云川市财政局第一支部）请求更正：手机后四位改为 4444")
    head.says("答复 1 名册已改。").shows("已答复")
    town.settle()
    assert "名册已改。" in member.received()[0]


@pytest.mark.parametrize(
    ("what", "value", "told"),
    [
        ("单位", "市财政局", "请求更正：单位改为市财政局"),
        ("我改名字了", "王丽梅", "请求更正：我改名字了，改为：王丽梅"),
        ("后四位", "5566", "请求更正：后四位改为5566"),
        ("职务", "组织委员", "请求更正：职务改为组织委员"),
    ],
)
def test_a_field_alone_is_asked_for_what_to(town: Town, what: str, value: str, told: str) -> None:
    head = town.secretary("张三", "b1")
    member = town.member("李四")
    member.says("更正")
    member.says(what).shows("改成什么？").lacks("已转给书记")
    head.says("问题").lacks("请求更正")
    member.says(what).shows("改成什么").lacks("已转给书记")
    member.says(value).shows("已转给书记", value)
    head.says("问题").shows("共 1 个", told)


@pytest.mark.parametrize(
    "said", ["换个手机号", "我调单位了", "我姓名写错了", "我的支部登记错了", "更正 单位"]
)
def test_what_has_changed_leads_into_the_correction(town: Town, said: str) -> None:
    head = town.secretary("张三", "b1")
    member = town.member("李四")
    member.says(said).shows("改成什么？").lacks("您已确认为", "哪里不对")
    member.says("新的那个").shows("已转给书记")
    head.says("问题").shows(said.removeprefix("更正 "), "新的那个")


def test_with_the_new_value_said_nothing_more_is_asked(town: Town) -> None:
    member = town.member("李四")
    member.says("改手机号 5566").shows("要请书记照这句更正名册吗", "改手机号 5566")
    member.says("1").shows("已转给书记", "改手机号 5566")


def test_what_is_no_correction_is_shown_before_it_goes_anywhere(town: Town) -> None:
    member = town.member("李四")
    member.says("把我改成支部书记").lacks("已转给书记")
    member.says("不用了")
    assert town.rows("SELECT * FROM question") == []


def test_what_is_wrong_must_be_named(town: Town) -> None:
    member = town.member("李四")
    member.says("我的信息有误").shows("哪里不对")
    member.says("有误").shows("姓名、单位").lacks("已转给书记")


def test_a_correction_is_not_echoed_with_its_telephone_number(town: Town) -> None:
    town.member("李四").says("更正 手机号改为13912345678").shows("已转给书记").lacks("139")


# ---------------------------------------------------------------- a new phone


def test_the_secretary_decides_about_a_second_phone(town: Town) -> None:
    head = town.secretary("张三", "b1")
    head.says("你好")
    old = town.member("李四")
    old.says("你好")
    new = asks_as(town, "李四 1234")
    town.settle()
    assert "有人用您的姓名和后四位" in old.received()[0]
    told = head.received()[-1]
    assert "李四（云川市财政局第一支部）想把身份换到另一个微信上" in told
    head.says(f"同意换绑 {code_in(told)}").shows("已同意")
    town.settle()
    assert "【身份已确认】李四" in new.received()[-1]
    assert "已换到另一个微信" in old.received()[-1]
    new.says("我的信息").shows("李四", "同意记录")
    old.says("我的信息").shows("还没有姓名和单位")
    head.says(f"同意换绑 {code_in(told)}").shows("没有等您决定的")
    head.says("记录").shows("同意换绑　第一支部　李四")


def test_a_refusal_changes_nothing(town: Town) -> None:
    head = town.secretary("张三", "b1")
    head.says("你好")
    old = town.member("李四")
    new = asks_as(town, "李四 1234")
    town.settle()
    head.says(f"不同意换绑 {code_in(head.received()[-1])}").shows("没有改动")
    town.settle()
    assert "没有同意" in new.received()[-1]
    old.says("我的信息").shows("李四")


def test_nobody_decides_about_themselves_or_beyond_their_subtree(town: Town) -> None:
    branch = town.secretary("张三", "b1")
    unit = town.secretary("孙八", "u1", "unit_secretary")
    other = town.secretary("王五", "u2", "unit_secretary")
    unit.says("你好")
    branch.says("你好")
    asks_as(town, "张三 6789")
    town.settle()
    code = code_in(unit.received()[-1])
    unknown = other.says("同意换绑 Z9Z9").text
    branch.says("谢谢")  # what waited for this contact
    assert branch.says(f"同意换绑 {code}").text == unknown
    assert other.says(f"同意换绑 {code}").text == unknown
    unit.says(f"同意换绑 {code}").shows("已同意：张三")


def test_without_a_secretary_a_second_phone_is_refused(town: Town) -> None:
    town.member("李四")
    phone = town.stranger()
    phone.says("我的报名")
    phone.says("李四 1234").shows("已经在另一个微信上确认过").lacks("您近期没有报名")


def test_for_one_person_only_so_many_phones_ask_in_an_hour(town: Town) -> None:
    town.secretary("张三", "b1")
    town.member("李四")
    for number in range(5):
        asks(town, number).shows("已请书记核实")
    asks(town, 5).shows("没有改动").lacks("已请书记核实")
    assert len(town.rows("SELECT * FROM rebinding")) == 5
    town.wait(minutes=61)
    asks(town, 6).shows("已请书记核实")


def asks(town: Town, number: int) -> Heard:
    phone = town.stranger(f"oNewPhone000000000000000000{number}")
    phone.says("绑定")
    return phone.says("李四 1234").shows("已经在另一个微信上确认过")


def test_a_phone_that_asks_again_is_decided_by_its_newest_code_only(town: Town) -> None:
    head = town.secretary("张三", "b1")
    head.says("你好")
    town.member("李四")
    new = asks_as(town, "李四 1234")
    town.settle()
    first = code_in(head.received()[-1])
    new.says("绑定")
    new.says("李四 1234").shows("已请书记核实")
    town.settle()
    second = code_in(head.received()[-1])
    head.says(f"同意换绑 {first}").shows("没有等您决定的")
    head.says(f"同意换绑 {second}").shows("已同意")


def test_a_phone_that_is_somebody_else_by_now_is_given_nothing(town: Town) -> None:
    head = town.secretary("张三", "b1")
    head.says("你好")
    old = town.member("李四")
    new = asks_as(town, "李四 1234")
    town.settle()
    code = code_in(head.received()[-1])
    new.says("绑定")
    new.says("钱七 7777").shows("【身份已确认】钱七")
    head.says(f"同意换绑 {code}").shows("没有改动")
    new.says("我的信息").shows("钱七")
    old.says("我的信息").shows("李四")


def test_who_leaves_the_roster_is_not_moved_to_another_phone(town: Town) -> None:
    head = town.secretary("张三", "b1")
    head.says("你好")
    town.member("李四")
    new = asks_as(town, "李四 1234")
    town.settle()
    code = code_in(head.received()[-1])
    town.change(lambda tx: Members().put(tx, Step(LEFT, "", "李四", subject="m2")))
    head.says(f"同意换绑 {code}").shows("没有等您决定的")
    new.says("我的信息").shows("还没有姓名和单位")


# ---------------------------------------------------------------- kept how long


def test_unfollowing_stops_at_once_and_erases_after_a_month(town: Town) -> None:
    member = town.member("李四")
    member.says("报名 大讲堂第10期 视频").shows("【报名成功】")
    member.says("提醒我 12月5号上午9点 交材料")
    member.unfollows()
    town.wait(days=12)
    assert member.pushed == []
    assert town.rows("SELECT member_id FROM contact WHERE openid = ?", member.openid)
    town.wait(days=17)
    assert town.rows("SELECT member_id FROM contact WHERE openid = ?", member.openid)
    town.wait(days=3)
    assert not town.rows("SELECT * FROM contact WHERE openid = ?", member.openid)
    assert not town.rows("SELECT * FROM reminder WHERE openid = ?", member.openid)
    assert [r["member_id"] for r in town.rows("SELECT member_id FROM seat")] == [None]


def test_following_again_within_the_month_keeps_everything(town: Town) -> None:
    member = town.member("李四")
    member.says("提醒我 2027年3月5号上午9点 交材料")
    member.unfollows()
    town.wait(days=20)
    member.follows()
    town.wait(days=20)
    member.says("我的信息").shows("李四", "提醒 1 条")


def test_questions_are_kept_for_half_a_year(town: Town) -> None:
    town.secretary("周九", "c", "committee_secretary")
    town.member("李四").says("人工 组织关系转出要带什么")
    town.wait(days=179)
    assert town.rows("SELECT * FROM question")
    town.wait(days=3)
    assert not town.rows("SELECT * FROM question")


def test_replies_are_kept_as_long_as_a_retry_may_come(town: Town) -> None:
    member = town.member("李四")
    for _ in range(3):
        member.says("活动")
    town.wait(days=2)
    assert len(town.rows("SELECT * FROM inbox")) == 3
    town.wait(days=3)
    assert not town.rows("SELECT * FROM inbox")


def test_the_sweep_goes_on_night_after_night_and_over_restarts(town: Town) -> None:
    for _ in range(3):
        town.wait(days=1)
        town.down(hours=1)
    assert len(town.rows("SELECT * FROM due WHERE work = 'retention.sweep'")) == 1


def test_a_sweep_that_a_wrong_clock_put_off_for_years_is_fetched_back(town: Town) -> None:
    town.settle()
    put_off = at("2036-01-01 03:00")
    town.database.run("UPDATE due SET run_at = ? WHERE work = 'retention.sweep'", put_off)
    town.down(hours=1)
    town.settle()
    (row,) = town.rows("SELECT run_at FROM due WHERE work = 'retention.sweep'")
    assert row["run_at"] == at("2026-11-25 03:00")


# A row of each rule's table by its name and its age; the rule counts from that moment.
HELD = {
    "retention.inbox": "inbox (key, openid, reply, answered_at) VALUES (?, 'o', '', ?)",
    "retention.nonces": "nonce (signed, key, at) VALUES (?, 'k', ?)",
    "retention.dialogues": (
        "dialogue (openid, expires_at, name, answers, offers, state)"
        " VALUES (?, ?, 'registration', '{}', '[]', 'parked')"
    ),
    "retention.prompts": (
        "prompt (openid, offered_at, choices, again_action, again_argument, about)"
        " VALUES (?, ?, '[]', '', '', '')"
    ),
    "retention.focuses": (
        "focus (openid, at, room, subject, situation) VALUES (?, ?, 'registration', 'e1', 'card')"
    ),
    "retention.guesses": (
        "guess (subject, last_at, kind, times, first_at) VALUES (?, ?, 'openid', 1, 0)"
    ),
    "retention.binding_codes": (
        "binding_code (code, expires_at, member_id, given_by, given_at) VALUES (?, ?, 'm1', 'm2', 0)"
    ),
    "retention.questions": (
        "question (id, asked_at, openid, text, state) VALUES (?, ?, 'o', '', 'open')"
    ),
    "retention.invitations": (
        "invitation (code, expires_at, role, organisation_id, given_by, given_at)"
        " VALUES (?, ?, 'branch_secretary', 'b1', 'm1', 0)"
    ),
    "retention.rebindings": (
        "rebinding (code, asked_at, member_id, openid) VALUES (?, ?, 'm1', 'o')"
    ),
    "retention.outages": "outage (id, until_at, from_at) VALUES (?, ?, 0)",
    "retention.commitments": (
        "commitment (source_id, ends_at, source, member_id, title, starts_at)"
        " VALUES (?, ?, 'x', 'm1', '', 0)"
    ),
}
FINAL = {"retention.told": ("sent", "shown"), "retention.untold": ("digest", "unknown")}
SWEPT = at("2026-11-25 03:30")
AGES = {"old": 3_600_000, "young": -3_600_000}  # milliseconds beyond a rule's days


def put(town: Town, into: str, name: str, at: int) -> None:
    town.database.run(f"INSERT INTO {into}", name, at)


def put_message(town: Town, state: str, name: str, at: int) -> None:
    columns = "outbox (id, changed_at, openid, text, about, created_at, state)"
    put(town, f"{columns} VALUES (?, ?, 'o', '', '', 0, '{state}')", f"{state} {name}", at)


def put_import(town: Town, name: str, at: int) -> None:
    put(
        town,
        "batch (id, applied_at, kind, file, state) VALUES (?, ?, 'members', '', 'applied')",
        name,
        at,
    )
    change = "batch_change (batch_id, number, subject, before) VALUES (?, ?, 'm1', '')"
    put(town, change, name, 1)


def put_day(town: Town, at: int) -> None:
    columns = "guess_day (day, misses, successes) VALUES (?, 1, ?)"
    town.database.run(f"INSERT INTO {columns}", at, 0)


def names(town: Town, column: str, table: str) -> set[str]:
    return {row[0] for row in town.rows(f"SELECT {column} FROM {table}")}


def test_every_rule_deletes_what_is_old_and_only_that(town: Town) -> None:
    assert {rule.query for rule in RULES} == {
        *HELD,
        *FINAL,
        "retention.undoing",
        "retention.guess_days",
    }
    for rule in RULES:
        for name, beyond in AGES.items():
            since = SWEPT - rule.days * DAY - beyond
            if rule.query in HELD:
                put(town, HELD[rule.query], name, since)
            for state in FINAL.get(rule.query, ()):
                put_message(town, state, name, since)
            if rule.query == "retention.undoing":
                put_import(town, name, since)
            if rule.query == "retention.guess_days":
                put_day(town, since)
    town.wait(hours=17, minutes=30)
    for into in HELD.values():
        table, column = into.replace(",", "").replace("(", "").split()[:2]
        assert names(town, column, table) == {"young"}, table
    assert names(town, "batch_id", "batch_change") == {"young"}
    assert len(names(town, "day", "guess_day")) == 1
    states = [state for states in FINAL.values() for state in states]
    assert names(town, "id", "outbox") == {f"{state} young" for state in states}


def test_what_is_not_settled_is_never_swept(town: Town) -> None:
    states = ("waiting", "sending")

    def sweep(tx: Tx) -> None:
        row = {"openid": "o", "text": "", "about": "", "patient": 0, "created_at": 0}
        for state in states:
            tx.run("delivery.put", id=state, state=state, **row)
        for rule in FINAL:
            tx.run(rule, before=tx.now + 1, count=10)

    town.change(sweep)
    assert names(town, "id", "outbox") == {*states}


def test_a_full_slice_is_followed_by_another(town: Town) -> None:
    for number in range(250):
        put(town, HELD["retention.nonces"], f"s{number}", 0)
    town.wait(days=1)
    assert not town.rows("SELECT * FROM nonce")
