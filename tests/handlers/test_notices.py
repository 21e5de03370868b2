"""Notices as conversations: to whom, a look first, off in slices, receipts, called back."""

import re
from datetime import datetime

import pytest

from bot.clock import ZONE
from bot.delivery import outbox
from tests import databases
from tests.town import Citizen, Heard, Town

BODY = "本周五下午主题党日改到 16:00，地点不变。"
WHOLE = f"【通知】{BODY}\n——云川市财政局第一支部"

# Figures by door; on an unverified account everything waits for the next contact.
by_every_door = pytest.mark.parametrize("town", databases.ENGINES, indirect=True)


def bound(town: Town, *names: str) -> list[Citizen]:
    return [town.member(name) for name in names]


def sent(town: Town, sender: Citizen, said: str = f"发通知 {BODY}", choice: str = "1") -> Heard:
    """A notice off its way, and everything due done."""
    sender.says(said)
    heard = sender.says(choice)
    if "还要再发一次吗" in heard:
        heard = sender.says("1")
    heard.shows("【通知 ")
    town.settle()
    return heard


def called_back(sender: Citizen) -> Heard:
    """Its first notice, named and asked about once."""
    sender.says("撤回通知 1").shows("撤回【通知 1】", "吗？\n1 撤回")
    return sender.says("1").shows("【通知 1】")


def code(citizen: Citizen) -> str:
    found = re.search(r"请回复“收到 (\w{4})”", citizen.received()[-1])
    assert found, citizen.received()
    return found[1]


# ---------------------------------------------------------------- a look first


def test_the_preview_tells_whom_it_reaches_and_nothing_is_written_before(town: Town) -> None:
    secretary = town.secretary("张三", "b1")  # b1: 张三 李四 王伟 钱七
    li, _ = bound(town, "李四", "钱七")
    li.says("你好")
    preview = secretary.says(f"发通知 {BODY}").shows(
        "发给：云川市财政局第一支部 4 人",
        "现在能送到 2 人，另 1 人下次来访时显示，其余 1 人还没有关注或确认身份，收不到",
        f"――\n{WHOLE}\n――",
        "1 发送　2 先发给我看看　3 发送并请回复收到",
    )
    assert len(preview.text.replace(WHOLE, "").splitlines()) <= 8
    assert town.rows("SELECT * FROM notice") == town.rows("SELECT * FROM outbox") == []


@by_every_door
def test_it_reaches_those_of_the_branch_each_by_their_door(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    li, qian, elsewhere = bound(town, "李四", "钱七", "王五")
    li.says("你好")
    elsewhere.says("你好")
    sent(town, secretary).shows("【通知 1】正在发出，发给：云川市财政局第一支部 4 人", "撤回通知 1")
    assert li.received() == [WHOLE]
    assert secretary.received() == [WHOLE]
    qian.says("谢谢").shows(WHOLE)
    qian.says("谢谢").lacks("【通知】")
    assert elsewhere.received() == []
    secretary.says("通知进度 1").shows("已送到 2", "已在来访时显示 1")


@by_every_door
def test_a_long_one_does_not_wait_for_a_short_reply(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    li = town.member("李四")
    sent(town, secretary, f"发通知 {'长' * 590}")
    li.says("活动").shows("大讲堂").lacks("【通知】")
    town.settle()
    assert "长" * 590 in li.received()[0]
    li.says("活动").lacks("【通知】")
    assert len(li.received()) == 1


def test_the_text_goes_out_as_typed(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    odd = "“会议”改期<b> ]]>\n１、带ＡＢＣ；2、說明 😀 100%"
    sent(town, secretary, f"發通知 {odd}")
    assert secretary.received() == [f"【通知】{odd}\n——云川市财政局第一支部"]


@pytest.mark.parametrize("head", ["发通知：", "发通知\n", "📢发通知 ", " 發通知  "])
def test_it_is_a_notice_however_the_line_begins(town: Town, head: str) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says(f"{head}各位同志：Ａ（ b ）。").shows("\n【通知】各位同志：Ａ（ b ）。\n——")


def test_alone_it_asks_for_the_text_and_any_text_is_one(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says("发通知").shows("请把通知正文写成一条发来")
    secretary.says("天冷路滑").shows("【通知】天冷路滑")
    secretary.says("取消").shows("“发通知”不办了")
    secretary.says("发通知")
    secretary.says("取消").shows("什么也没有改动")
    assert town.rows("SELECT * FROM notice") == []


def test_a_text_too_long_is_counted_and_asked_again(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says(f"发通知 {'长' * 612}").shows("612 字", "最多 600 字", "请把通知正文")
    secretary.says("长" * 601).shows("601 字")
    secretary.says("长" * 600).shows("【通知】长长", "……（回复 2 看全文）", "1 发送", "“取消”")
    sample = secretary.says("2").shows("长" * 600, "1 发送")
    assert sample.seen.kind == "chat"
    secretary.says("3").shows("【通知 1】")
    town.settle()
    assert "长" * 600 in secretary.received()[0]
    assert "请回复“收到 " in secretary.received()[0]


def test_rewriting_asks_for_the_text_anew(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says(f"发通知 {BODY}")
    secretary.says("重写").shows("请把通知正文")
    secretary.says("会议取消。").shows("【通知】会议取消。", "1 发送").lacks("主题党日")
    secretary.says("1").shows("【通知 1】")


def test_the_sample_goes_to_the_sender_alone(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    li = town.member("李四")
    li.says("你好")
    secretary.says(f"发通知 {BODY}")
    assert secretary.says("2").text.startswith(f"{WHOLE}\n――\n1 发送")
    town.settle()
    assert li.received() == []
    secretary.says("1").shows("【通知 1】")


# ---------------------------------------------------------------- to whom


def test_a_branch_below_is_named_at_the_head_of_the_line(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    sun = town.member("孙八")
    sun.says("你好")
    head.says(f"发通知 第三支部 {BODY}").shows("发给：云川市财政局第三支部 1 人", "——云川市财政局")
    head.says("1")
    town.settle()
    assert sun.received() == [f"【通知】{BODY}\n——云川市财政局"]
    assert head.received() == []


def test_only_a_real_name_is_taken_for_a_place(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    for text in ("支部 活动改期。", "党员大会 活动改期。", "财政 活动改期。"):
        head.says(f"发通知 {text}").shows("发给：云川市财政局 5 人", f"【通知】{text}")


def test_a_place_beyond_the_office_is_like_one_that_does_not_exist(town: Town) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    beyond = head.says("发通知 水文站支部 开会。").shows("没有“水文站支部”。发给哪里？")
    nowhere = head.says("发通知 水文所支部 开会。")
    assert beyond.text.replace("水文站", "水文所") == nowhere.text


def test_of_several_places_one_is_asked_for(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says(f"发通知 第三支部 {BODY}").shows("1 云川市财政局第三支部", "2 云川市水利局第三支部")
    head.says("天上支部").shows("没有找到")
    head.says("2").shows("发给：云川市水利局第三支部 4 人", BODY)


def test_who_holds_several_offices_is_asked_in_which(town: Town) -> None:
    both = town.secretary("张三", "b1")
    town.secretary("张三", "b2")
    both.says(f"发通知 {BODY}").shows("1 云川市财政局第一支部", "2 云川市水利局第三支部")
    both.says("2").shows("发给：云川市水利局第三支部 4 人", "——云川市水利局第三支部")


def test_the_committee_reaches_everybody(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    people = bound(town, "张三", "王五", "郑安")
    for each in people:
        each.says("你好")
    head.says(f"发通知 {BODY}").shows(
        "发给：云川市直机关工委 12 人", "现在能送到 4 人，其余 8 人还没有关注或确认身份"
    )
    head.says("1")
    town.settle()
    assert [len(each.received()) for each in people] == [1, 1, 1]


@pytest.mark.parametrize("said", [f"发通知 {BODY}", "通知进度", "撤回通知 1", "下级通知"])
def test_members_and_strangers_send_nothing(town: Town, said: str) -> None:
    town.member("张三").says(said).shows("办不了")
    town.stranger().says(said).shows("请确认")


def test_an_office_that_ends_meanwhile_sends_nothing(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says(f"发通知 {BODY}")
    town.change(lambda tx: tx._connection.execute("UPDATE office SET until_at = 1", {}))
    secretary.says("1").shows("不能给这里发通知")
    assert town.rows("SELECT * FROM notice") == []


def test_who_left_moved_or_comes_later_gets_nothing(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    left, moved = bound(town, "李四", "钱七")
    for each in (left, moved):
        each.says("你好")

    def change(sql: str) -> None:
        town.change(lambda tx: tx._connection.execute(sql, {}))

    secretary.says(f"发通知 {BODY}").shows("第一支部 4 人")
    change("UPDATE member SET left_at = 1 WHERE id = 'm2'")
    change("UPDATE member SET branch_id = 'b3' WHERE id = 'm8'")
    secretary.says("1").shows("第一支部 2 人")
    town.settle()
    later = town.stranger()
    later.says("绑定")
    later.says("王伟 1111")
    later.says("2").shows("云川市财政局").lacks("【通知】")
    assert left.received() == moved.received() == []
    assert secretary.received() == [WHOLE]


# ---------------------------------------------------------------- when


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-24 20:00", "11月25日（周三）8:00"),
        ("2026-11-25 07:59", "11月25日（周三）8:00"),
        ("2026-11-27 21:00", "11月30日（周一）8:00"),  # a weekend
        ("2026-09-30 21:00", "10月8日（周四）8:00"),  # the National Day holidays
        ("2026-10-10 07:00", "10月10日（周六）8:00"),  # a Saturday that is worked
        ("2026-11-28 10:00", "11月30日（周一）8:00"),  # the daytime of a Saturday
        ("2026-10-01 10:00", "10月8日（周四）8:00"),  # … and of a public holiday
    ],
)
def test_in_quiet_hours_it_waits_until_the_next_opening(
    tmp_path_factory: pytest.TempPathFactory, now: str, opens: str
) -> None:
    from tests.town import fill

    start = datetime.fromisoformat(now).replace(tzinfo=ZONE)
    with Town(tmp_path_factory.mktemp("town"), fill=fill, start=start) as town:
        secretary = town.secretary("张三", "b1")
        secretary.says(f"发通知 {BODY}").shows(f"现在是休息时间，将在 {opens} 发出")
        secretary.says("1").shows(f"将在 {opens} 发出")
        town.settle()
        assert secretary.received() == []
        secretary.says("通知进度 1").shows(f"将在 {opens} 发出")


def test_what_waited_for_the_morning_goes_out_then(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from tests.town import fill

    start = datetime(2026, 11, 24, 20, 30, tzinfo=ZONE)
    with Town(tmp_path_factory.mktemp("town"), fill=fill, start=start) as town:
        secretary = town.secretary("张三", "b1")
        secretary.says(f"发通知 {BODY}")
        secretary.says("1")
        town.wait(hours=11)
        assert secretary.received() == []
        town.wait(hours=1)
        assert secretary.received() == [WHOLE]
        town.wait(hours=13)
        secretary.says(f"发通知 {BODY}").shows("4 现在就发")
        secretary.says("5").shows("正在发出")
        town.settle()
        assert "请回复“收到 " in secretary.received()[1]


def test_on_a_working_day_nothing_is_said_of_quiet(town: Town) -> None:
    town.secretary("张三", "b1").says(f"发通知 {BODY}").lacks("休息时间", "现在就发")


def test_another_time_is_said_at_the_preview(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says(f"发通知 {BODY}")
    secretary.says("昨天下午三点发").shows("以后的时间")
    secretary.says("明早9点发").shows("将在 11月25日（周三）9:00 发给", "1 发送", "“返回”")
    secretary.says("1").shows("将在 11月25日（周三）9:00 发出")
    town.wait(hours=22)
    assert secretary.received() == []
    town.wait(hours=1)
    assert secretary.received() == [WHOLE]


def test_another_text_at_the_preview_is_not_taken_for_a_time(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says(f"发通知 {BODY}")
    secretary.says("党员大会改到明天下午三点，地点不变").shows(
        "正文里没有“党员大会”，没有改"
    ).lacks("将在")
    secretary.says("1").shows("【通知 1】")
    town.settle()
    assert secretary.received() == [WHOLE]


def test_what_a_dismissed_sender_has_set_for_later_goes_to_nobody(town: Town) -> None:
    head = town.secretary("孙八", "u1", "unit_secretary")
    secretary = town.secretary("张三", "b1")
    li = town.member("李四")
    secretary.says(f"发通知 {BODY}")
    secretary.says("明早9点发")
    secretary.says("1").shows("将在 11月25日（周三）9:00 发出")
    li.says("你好")
    head.says("免职 张三").shows("1 张三")
    head.says("1").shows("已免")
    town.wait(days=1)
    assert li.received() == []
    assert not any(BODY in text for text in secretary.received())
    li.says("活动").lacks("【通知】")
    assert town.rows("SELECT state FROM notice")[0]["state"] == "withdrawn"


# ---------------------------------------------------------------- the account's own door


@by_every_door
def test_a_door_that_is_shut_promises_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.wechat.errors import Forbidden

    secretary = town.secretary("张三", "b1")
    li = town.member("李四")
    li.says("你好")
    calls: list[str] = []

    async def refused(openid: str, text: str) -> None:
        calls.append(openid)
        raise Forbidden("api unauthorized", 48001)

    with monkeypatch.context() as patched:
        patched.setattr(town.assistant.wechat, "send_text", refused)
        town.change(lambda tx: outbox.tell(tx, li.openid, "一", "test"))
        town.settle()
        town.restart()
        monkeypatch.setattr(town.assistant.wechat, "send_text", refused)
        li.says("你好")
        secretary.says(f"发通知 {BODY}").shows(
            "发给：云川市财政局第一支部 4 人\n2 人下次来访时显示"
        )
        secretary.says("1")
        town.settle()
        assert len(calls) == 1
        li.says("谢谢").shows(WHOLE)


@by_every_door
def test_a_door_that_opened_again_is_used(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.wechat.errors import Forbidden

    secretary = town.secretary("张三", "b1")

    async def refused(openid: str, text: str) -> None:
        raise Forbidden("api unauthorized", 48001)

    for send in (refused, town.assistant.wechat.send_text):
        monkeypatch.setattr(town.assistant.wechat, "send_text", send)
        secretary.says("你好")
        town.change(lambda tx: outbox.tell(tx, secretary.openid, "一", "test"))
        town.settle()
    secretary.says(f"发通知 {BODY}").shows("现在能送到 1 人")


# ---------------------------------------------------------------- receipts


def test_a_receipt_counts_once_and_answers_with_the_same_card(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    li = town.member("李四")
    li.says("你好")
    sent(town, secretary, choice="3")
    secretary.says("通知进度 1").shows("收到回执 0/4")
    first = li.says(f"收到 {code(li)}").shows("【已回执】", BODY)
    assert li.says(f"收到{code(li).lower()}").text == first.text
    assert li.says(code(li)).text == first.text
    secretary.says("通知进度 1").shows("收到回执 1/4")


def test_a_bare_one_counts_where_only_one_can_be_meant(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    li = town.member("李四")
    li.says("你好")
    sent(town, secretary, choice="1")
    assert li.received()
    li.says("收到").shows("不客气").lacks("回执")
    sent(town, secretary, choice="3")
    assert li.received()
    li.says("收到").shows("【已回执】")
    li.says("收到").shows("不客气").lacks("回执")
    for _ in range(2):
        sent(town, secretary, choice="3")
    assert li.received()
    li.says("收到").shows("不客气", "几条通知").lacks("【已回执】")
    assert len(town.rows("SELECT * FROM receipt")) == 1


@pytest.mark.parametrize(
    "said",
    [
        "收到了",
        "好的收到",
        "已收到",
        "收到，谢谢",
        "好的，收到了！",
        "嗯嗯，已经收到",
        "我收到了",
        "通知已收到",
    ],
)
def test_ordinary_words_count_like_a_bare_one(town: Town, said: str) -> None:
    secretary = town.secretary("张三", "b1")
    li = town.member("李四")
    li.says("你好")
    sent(town, secretary, choice="3")
    assert li.received()
    li.says(said).shows("【已回执】")
    li.says(said).shows("不客气").lacks("回执")
    secretary.says("通知进度 1").shows("收到回执 1/4")


@pytest.mark.parametrize("said", ["没收到", "收到的通知在哪里看", "还没收到通知", "提醒收到了"])
def test_what_only_speaks_of_receiving_is_no_receipt(town: Town, said: str) -> None:
    secretary = town.secretary("张三", "b1")
    li = town.member("李四")
    li.says("你好")
    sent(town, secretary, choice="3")
    assert li.received()
    li.says(said).lacks("已回执")


def test_a_bare_one_after_a_week_is_small_talk(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    li = town.member("李四")
    li.says("你好")
    sent(town, secretary, choice="3")
    asked = code(li)
    town.wait(days=8)
    li.says("收到").shows("不客气").lacks("回执")
    li.says(f"收到 {asked}").shows("【已回执】")


def test_a_code_of_others_is_like_one_that_does_not_exist(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    li, wang = bound(town, "李四", "王五")
    li.says("你好")
    sent(town, secretary, choice="3")
    asked = code(li)
    unknown = li.says("收到 Z9Z9").shows("没有找到这个回执码")
    assert wang.says(f"收到 {asked}").text == unknown.text
    assert town.stranger().says(f"收到 {asked}").text == unknown.text
    town.stranger().says("收到").shows("不客气")
    assert town.rows("SELECT * FROM receipt") == []


def test_erasing_keeps_the_count_without_the_person(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    li = town.member("李四")
    li.says("你好")
    sent(town, secretary, choice="3")
    assert li.received()
    li.says("收到").shows("【已回执】")
    li.says("我的信息").shows("通知回执 1 条")
    li.says("导出").shows("通知回执：11月24日（周二）10:00")
    li.says("注销")
    li.says("1").shows("已注销")
    assert [tuple(row) for row in town.rows("SELECT member_id, branch_id FROM receipt")] == [
        (None, "b1")
    ]
    secretary.says("通知进度 1").shows("收到回执 1/4")


def test_totals_per_branch_hide_small_ones_and_never_name_anybody(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    people = bound(town, "张三", "李四", "王五", "吴十")
    for each in people:
        each.says("你好")
    sent(town, head, choice="3")
    for each in people[1:]:
        assert each.received()
        each.says("收到").shows("【已回执】")
    total = head.says("通知进度 1").shows("收到回执 3/12", "各单位")
    pages = head.says("各单位").shows(
        "云川市财政局 1/5", "云川市水利局 2/5", "云川市直机关工委机关 暂无回复"
    )
    for name in ("张三", "李四", "王五", "吴十"):
        total.lacks(name)
        pages.lacks(name)


def test_a_small_branch_shows_only_that_somebody_answered(town: Town) -> None:
    head = town.secretary("孙八", "u1", "unit_secretary")
    sent(town, head, choice="3")
    assert head.received()
    head.says("收到").shows("【已回执】")
    head.says("通知进度 1").shows("各支部")
    head.says("各支部").shows("第一支部 0/4", "第三支部 已有回复").lacks("1/1")


def test_a_branch_of_three_hides_its_number_and_one_of_four_does_not(town: Town) -> None:
    head = town.secretary("孙八", "u1", "unit_secretary")
    for number, name in enumerate(("冯一", "陈二")):
        row = {"id": f"x{number}", "branch_id": "b3", "name": name, "digits": "0", "post": None}
        keyed = {**row, "name_key": row["name"]}
        town.change(lambda tx, row=keyed: tx.run("demo.put_member", **row))
    sent(town, head, choice="3")
    head.says("通知进度").shows("收到回执 0/7")
    head.says("各支部").shows("第一支部 0/4", "第三支部 暂无回复").lacks("/3")
    sent(town, head, f"发通知 第三支部 {BODY}", choice="3")
    head.says("通知进度 2").shows("收到回执 暂无回复").lacks("/3")
    assert head.received()
    head.says(f"收到 {code(head)}").shows("【已回执】")
    head.says("通知进度 2").shows("收到回执 已有回复").lacks("1/3")


def test_branches_come_in_pages_of_five(town: Town) -> None:
    def more(tx) -> None:
        for n in range(6):
            tx._connection.execute(
                "INSERT INTO organisation (id, parent_id, kind, name, path)"
                " VALUES (:i, 'u1', 'branch', :n, :p)",
                {"i": f"x{n}", "n": f"第{n}青年支部", "p": f"/c/u1/x{n}/"},
            )

    town.change(more)
    head = town.secretary("张三", "u1", "unit_secretary")
    sent(town, head, choice="3")
    head.says("通知进度 1")
    first = head.says("各支部").shows("下一页")
    second = head.says("下一页").lacks("下一页")
    lines = first.text.splitlines()[1:6] + second.text.splitlines()[1:]
    assert len(lines) == len({line.split()[0] for line in lines}) == 8


# ---------------------------------------------------------------- calling back


@by_every_door
def test_calling_back_says_what_could_not_be(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    li, qian = bound(town, "李四", "钱七")
    li.says("你好")
    sent(town, secretary)
    called_back(secretary).shows("撤回 1 人；2 人已经送到，撤不回来，需要时请再发一条更正")
    qian.says("谢谢").lacks("【通知】")
    secretary.says("撤回通知 1").shows("已经撤回过了")
    secretary.says("通知进度 1").shows("已送到 2", "已撤回 1")
    secretary.says("记录").shows("张三　发通知　第一支部", "张三　撤回通知　第一支部")


@by_every_door
def test_what_is_in_flight_when_called_back_is_not_shown_later(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    li, qian = bound(town, "李四", "钱七")
    sent(town, secretary)

    def becomes(member: Citizen, state: str) -> None:
        town.change(
            lambda tx: tx._connection.execute(
                "UPDATE outbox SET state = :s WHERE openid = :o",
                {"s": state, "o": member.openid},
            )
        )

    becomes(li, "sending")
    becomes(qian, "unknown")
    called_back(secretary).shows("正在撤回")
    becomes(li, "digest")  # refused
    town.wait(seconds=11)
    li.says("谢谢").lacks("【通知】")
    qian.says("谢谢").lacks("【通知】")
    assert "撤回 1 人；1 人已经送到" in secretary.received()[-1]
    assert "1 人不能确定送到没有" in secretary.received()[-1]


def test_what_has_not_left_yet_never_does(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says(f"发通知 {BODY}")
    secretary.says("明早9点发")
    secretary.says("1")
    called_back(secretary).shows("还没有发出，已撤回，没有人收到")
    secretary.says("通知进度 1").shows("\n已撤回，没有人收到。").lacks("0")
    town.wait(days=2)
    assert secretary.received() == []


@by_every_door
def test_a_receipt_for_what_was_called_back_is_not_counted(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    li = town.member("李四")
    li.says("你好")
    sent(town, secretary, choice="3")
    called_back(secretary)
    li.says(f"收到 {code(li)}").shows("已经撤回")
    li.says("收到").shows("不客气")
    assert town.rows("SELECT * FROM receipt") == []


@by_every_door
def test_the_same_office_or_one_above_may_call_it_back(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    deputy = town.secretary("李四", "b1")
    head = town.secretary("孙八", "u1", "unit_secretary")
    for caller in (deputy, head):
        sent(town, secretary)
        caller.says("下级通知").shows("1 张三", "云川市财政局第一支部")
        caller.says("1").shows("撤回张三发的：", "1 撤回")
        caller.says("1").shows("没有可撤的了：2 人已经送到")
    assert {row["state"] for row in town.rows("SELECT state FROM notice")} == {"withdrawn"}


def test_others_learn_nothing_of_a_notice(town: Town) -> None:
    head = town.secretary("孙八", "u1", "unit_secretary")
    sent(town, head, choice="3")
    other = town.secretary("王五", "u2", "unit_secretary")
    below = town.secretary("张三", "b1")
    for each in (other, below):
        each.says("通知进度 1").shows("没有这条通知")
        each.says("撤回通知 1").shows("没有这条通知")
        each.says("通知进度").shows("还没有发过通知")
        each.says("撤回通知").shows("还没有发过通知").lacks("下级通知")
        each.says("下级通知").shows("没有同级或下级发的通知")
    town.member("钱七").says("撤回通知 1").shows("办不了")
    assert town.rows("SELECT state FROM notice")[0]["state"] == "sent"


def test_ones_notices_are_listed_by_their_numbers(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says("通知进度").shows("还没有发过通知", "“发通知”")
    sent(town, secretary, "发通知 第0次学习。")
    secretary.says("通知进度").shows("【通知 1】").lacks("编号")  # of one, nobody need say which
    for n in range(1, 6):
        sent(town, secretary, f"发通知 第{n}次学习。")
    secretary.says("通知进度").shows("6 11月24日", "第5次学习", "下一页").lacks("第0次学习")
    secretary.says("6").shows("【通知 6】")
    secretary.says("通知进度")
    secretary.says("下一页").shows("1 11月24日", "第0次学习")
    secretary.says("通知进度 9").shows("没有这条通知")


def test_a_number_that_is_not_listed_is_ones_notice_or_else_the_line(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    for n in range(1, 8):
        sent(town, secretary, f"发通知 第{n}次学习。")
    secretary.says("通知进度").shows("7 11月24日").lacks("第2次学习")
    secretary.says("2").shows("【通知 2】")
    town.change(lambda tx: tx._connection.execute("DELETE FROM notice WHERE number = 2", {}))
    secretary.says("通知进度")
    secretary.says("2").shows("【通知 6】")
    secretary.says("撤回通知")
    secretary.says("1").shows("没有第 1 项")
    assert {row["state"] for row in town.rows("SELECT state FROM notice")} == {"sent"}


@by_every_door
def test_what_only_begins_to_go_out_says_so(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    sent(town, secretary)
    town.change(lambda tx: tx._connection.execute("UPDATE notice SET state = 'sending'", {}))
    secretary.says("通知进度 1").shows("已送到 1　其余还在往外发")
    town.change(lambda tx: tx._connection.execute("DELETE FROM outbox", {}))
    secretary.says("通知进度 1").shows("\n刚开始往外发。")


def test_help_tells_those_it_is_for(town: Town) -> None:
    town.secretary("张三", "b1").says("帮助").shows("发通知", "“通知进度”", "“撤回通知 1”")
    town.member("李四").says("帮助").lacks("发通知")
