"""Changing, cancelling and listing what was published, as conversations."""

import re

import pytest

from tests.town import Citizen, Town, at


@pytest.fixture
def head(town: Town) -> Citizen:
    return town.secretary("周九", "c", "committee_secretary")


def test_what_changes_is_shown_confirmed_and_told_to_all(town: Town, head: Citizen) -> None:
    placed, waiting = town.member("张三"), town.member("李四")
    placed.says("报名 乒乓球赛").shows("【报名成功】")
    waiting.says("报名 乒乓球赛").shows("【候补第 1 位】")
    head.says("修改活动 乒乓球赛 地点改成市体育馆二楼").shows(
        "地点：市委党校报告厅 → 市体育馆二楼", "告诉已报名和候补的 2 人", "回复 1 确认修改"
    ).lacks("时间：")
    assert town.rows("SELECT venue FROM offering WHERE id = 'e3'")[0]["venue"] == "市委党校报告厅"
    head.says("1").shows("【已修改】“先锋杯”乒乓球赛", "正在告诉已报名和候补的人")
    town.settle()
    [told] = placed.received()
    assert told.splitlines()[:2] == [
        "【活动有变化】“先锋杯”乒乓球赛",
        "地点：市委党校报告厅 → 市体育馆二楼",
    ]
    assert "您的名额还在" in told
    assert "您的候补位置还在" in waiting.received()[0]
    placed.says("我的报名")
    placed.says("1").shows("市体育馆二楼")


def test_while_nobody_has_signed_up_nobody_is_said_to_be_told(town: Town, head: Citizen) -> None:
    head.says("修改活动 乒乓球赛 地点改成北馆").shows("还没有人报名，不用通知").lacks("0 人")
    head.says("1").shows("【已修改】").lacks("正在告诉")
    worker = town.secretary("郑安", "k1", "community_worker")
    worker.says("修改需求 清扫积雪 推迟一小时").shows("还没有人报名，不用通知").lacks("0 人")
    worker.says("1").shows("【已修改】").lacks("正在告诉")


def test_several_that_fit_are_offered_by_number(head: Citizen) -> None:
    head.says("修改活动 大讲堂 地点改成市民中心报告厅").shows("1 大讲堂第10期", "2 大讲堂第11期")
    head.says("2").shows("大讲堂第11期要这样改", "→ 市民中心报告厅")


def test_without_words_it_asks_which_and_what(head: Citizen) -> None:
    head.says("修改活动").shows("改哪一项？", "1 大讲堂第10期")
    head.says("1").shows("【大讲堂】大讲堂第10期", "要改什么？")
    head.says("推迟一小时").shows("12月5日（周六）14:30 至 16:30 → 12月5日（周六）15:30 至 17:30")
    head.says("地点改成市民中心报告厅").shows("15:30", "→ 市民中心报告厅")
    head.says("取消").shows("什么也没有改动")


def test_a_new_time_moves_commitment_and_reminder_and_names_a_clash(
    town: Town, head: Citizen
) -> None:
    member, free = town.member("张三"), town.member("李四")
    for person in (member, free):
        person.says("报名 大讲堂第10期 现场").shows("【报名成功】")
    member.says("报名志愿 清扫积雪").shows("【报名成功】")
    head.says("修改活动 大讲堂第10期 时间改到12月6日上午9点").shows("告诉已报名和候补的 2 人")
    head.says("1").shows("【已修改】")
    town.settle()
    clash = "“大讲堂第10期”现在与您 12月6日（周日）9:00 的“长安社区清扫积雪”时间冲突"
    assert clash in member.received()[0]
    assert "时间冲突" not in free.received()[0]
    rows = town.rows("SELECT starts_at, ends_at FROM commitment WHERE source = 'registration'")
    assert {tuple(row) for row in rows} == {(at("2026-12-06 09:00"), at("2026-12-06 11:00"))}
    due = town.rows("SELECT run_at FROM due WHERE work = 'registration.day_before'")
    assert [row["run_at"] for row in due] == [at("2026-12-05 09:00")] * 2
    member.says("我的报名").shows("大讲堂第10期　12月6日（周日）9:00")
    member.says("我的志愿").shows("清扫积雪")


def test_more_seats_promote_who_waits_in_order(town: Town, head: Citizen) -> None:
    people = [town.member(name) for name in ("张三", "李四", "王五", "赵六")]
    for person in people:
        person.says("报名 乒乓球赛")
    head.says("修改活动 乒乓球赛 名额改成3").shows("名额：现场1 → 现场3", "候补的按顺序补上")
    head.says("1").shows("【已修改】")
    town.settle()
    assert [len(person.received()) for person in people] == [0, 1, 1, 0]
    assert "【有空位】" in people[1].received()[0]
    people[3].says("我的报名").shows("候补第 1 位")


def test_many_are_promoted_and_told_in_slices_and_nobody_passes_by(
    town: Town, head: Citizen
) -> None:
    fill_with_crowd(town, 130)
    late = town.member("李四")
    late.says("报名 乒乓球赛").shows("【候补第 130 位】")
    head.says("修改活动 乒乓球赛 名额改成500 地点改成北馆二楼")
    head.says("1")
    town.settle()
    [pool] = town.rows("SELECT capacity, taken, waiting FROM pool WHERE offering_id = 'e3'")
    assert tuple(pool) == (500, 131, 0)
    late.says("我的报名").shows("乒乓球赛", "成功")
    told = late.received()
    assert any("【有空位】" in text for text in told)
    assert any("→ 北馆二楼" in text for text in told)


def test_a_newcomer_between_two_slices_stands_behind_those_who_wait(
    town: Town, head: Citizen
) -> None:
    fill_with_crowd(town, 41)  # one has the seat, 40 wait
    newcomer = town.member("李四")
    head.says("修改活动 乒乓球赛 名额改成21").shows("候补的按顺序补上")
    with town.nothing_due_runs():
        head.says("1").shows("【已修改】")
        newcomer.says("报名 乒乓球赛").shows("【候补第 26 位】")
    [pool] = town.rows("SELECT capacity, taken, waiting FROM pool WHERE offering_id = 'e3'")
    assert tuple(pool) == (21, 21, 21)
    newcomer.says("我的报名").shows("候补第 21 位")
    assert newcomer.received() == []


def test_who_registers_after_a_change_is_not_told_of_it(town: Town, head: Citizen) -> None:
    earlier, later = town.member("张三"), town.member("李四")
    earlier.says("报名 大讲堂第10期 视频")
    head.says("修改活动 大讲堂第10期 地点改成市民中心报告厅")
    with town.nothing_due_runs():
        head.says("1").shows("【已修改】")
        later.says("报名 大讲堂第10期 视频").shows("【报名成功】", "市民中心报告厅")
    assert "→ 市民中心报告厅" in earlier.received()[0]
    assert later.received() == []


def test_who_moves_up_meanwhile_is_told_of_the_change_too(town: Town, head: Citizen) -> None:
    """And is busy at the new time, no longer at the old one."""
    leaving, waiting = town.member("张三"), town.member("李四")
    leaving.says("报名 大讲堂第10期 现场")
    town.member("王五").says("报名 大讲堂第10期 现场")
    waiting.says("报名 大讲堂第10期 现场").shows("候补第 1 位")
    head.says("修改活动 大讲堂第10期 时间改到12月6日下午3点")
    with town.nothing_due_runs():
        head.says("1").shows("【已修改】")
        leaving.says("取消报名 大讲堂第10期")
        leaving.says("1").shows("【已取消】")
    assert any("→ 12月6日" in text for text in waiting.received())
    rows = town.rows("SELECT starts_at FROM commitment WHERE source = 'registration'")
    assert {row["starts_at"] for row in rows} == {at("2026-12-06 15:00")}


def fill_with_crowd(town: Town, count: int) -> None:
    from handlers.offerings import offering, seats
    from handlers.registration.event import KIND

    def fill(tx):  # type: ignore[no-untyped-def]
        run = tx._connection.execute
        event = offering.get(KIND, tx, "e3")
        for n in range(count):
            row = {"id": f"x{n:04}", "name": f"路人{n}"}
            run(
                "INSERT INTO member (id, branch_id, name, digits) VALUES (:id, 'b1', :name, '0')",
                row,
            )
            seats.book(KIND, tx, row["id"], event, event.pools[0])

    town.change(fill)


def test_fewer_seats_than_taken_are_refused_with_the_number(town: Town, head: Citizen) -> None:
    for name in ("张三", "李四"):
        town.member(name).says("报名 大讲堂第10期 现场")
    head.says("修改活动 大讲堂第10期 现场1人").shows("现场已有 2 人报名，名额不能少于 2")
    assert (
        town.rows("SELECT capacity FROM pool WHERE offering_id='e1' AND mode='onsite'")[0][0] == 2
    )


def test_a_deadline_moves_both_ways(town: Town, head: Citizen) -> None:
    head.says("修改活动 大讲堂第10期 报名截止改到11月25日12点").shows(
        "报名截止：12月3日（周四）18:00 → 11月25日（周三）12:00"
    )
    head.says("1").shows("【已修改】")
    town.wait(days=1, hours=3)
    member = town.member("张三")
    member.says("报名 大讲堂第10期 现场").shows("报名已于 11月25日（周三）12:00 截止")
    head.says("修改活动 大讲堂第10期 截止改到12月4日")
    head.says("1").shows("【已修改】")
    member.says("报名 大讲堂第10期 现场").shows("【报名成功】")


def test_a_start_before_the_deadline_asks_for_a_new_deadline(head: Citizen) -> None:
    head.says("修改活动 大讲堂第10期 时间改到12月2日9点").shows("截止时间晚于开始时间")
    head.says("12月1日").shows("12月2日（周三）9:00", "12月1日（周二）18:00")


def test_a_late_deadline_is_shown_with_one_that_would_do(head: Citizen) -> None:
    head.says("修改活动 大讲堂第10期 时间改到12月2日9点").shows(
        "现在：报名截止 12月3日（周四）18:00，开始时间 12月2日（周三）9:00",
        "1 截止改为 12月1日（周二）18:00",
        "“取消”不改了",
    ).lacks("不发了")
    head.says("12月8日").shows("截止时间晚于开始时间", "不改了").lacks("不发了")
    head.says("1").shows("报名截止：12月3日（周四）18:00 → 12月1日（周二）18:00")


def test_of_a_start_tomorrow_the_proposed_deadline_still_lies_ahead(
    town: Town, head: Citizen
) -> None:
    town.wait(hours=9)
    head.says("修改活动 大讲堂第10期 时间改到明天9点").shows("1 截止改为 11月25日（周三）9:00")


def test_half_a_time_is_kept_for_the_hour_that_follows(head: Citizen) -> None:
    head.says("修改活动 大讲堂第10期 时间改到下周五下午").shows("“下周五下午”没有说几点", "不改了")
    head.says("4点").shows("→ 12月4日（周五）16:00 至 18:00")


def test_calling_off_tells_all_and_clears_what_hangs_on_it(town: Town, head: Citizen) -> None:
    placed, waiting = town.member("张三"), town.member("李四")
    placed.says("报名 乒乓球赛")
    waiting.says("报名 乒乓球赛")
    head.says("修改活动 乒乓球赛").shows("要改什么？")
    head.says("取消活动 乒乓球赛").shows("取消“‘先锋杯’乒乓球赛”（12月12日（周六）9:00）？", "2 人")
    assert town.rows("SELECT state FROM offering WHERE id = 'e3'")[0]["state"] == "open"
    head.says("1").shows("【已取消】“先锋杯”乒乓球赛")
    town.settle()
    assert placed.received() == [
        "【已取消】“先锋杯”乒乓球赛\n12月12日（周六）9:00　市委党校报告厅\n"
        "这项活动已经取消，不用来了。回复“活动”看别的。"
    ]
    assert town.rows("SELECT * FROM commitment") == []
    assert town.rows("SELECT * FROM due WHERE work = 'registration.day_before'") == []
    placed.says("我的报名").shows("您近期没有报名活动")
    placed.says("活动").lacks("乒乓")
    placed.says("报名志愿 图书整理").shows("【报名成功】")


def test_a_list_from_before_shows_that_it_is_called_off(town: Town, head: Citizen) -> None:
    member = town.member("张三")
    member.says("报名 乒乓球赛")
    member.says("活动")
    head.says("取消活动 乒乓球赛")
    head.says("1")
    member.says("3").shows("【已取消】“先锋杯”乒乓球赛")


def test_messages_about_it_that_have_not_left_are_withdrawn(town: Town, head: Citizen) -> None:
    member = town.member("张三")
    member.says("报名 乒乓球赛")
    town.wait(days=3)  # the window is closed: what is told waits for the next contact
    head.says("修改活动 乒乓球赛 地点改成北馆二楼")
    head.says("1")
    town.settle()
    head.says("取消活动 乒乓球赛")
    head.says("1")
    town.settle()
    member.says("谢谢").shows("【已取消】").lacks("有变化")


def test_from_a_member_it_means_their_own_place(town: Town) -> None:
    member = town.member("张三")
    member.says("报名 乒乓球赛")
    member.says("取消活动 乒乓球赛").shows("取消这一项吗？")


def test_a_number_from_before_cannot_call_off_what_is_no_longer_ones_own(
    town: Town, head: Citizen
) -> None:
    head.says("取消活动 乒乓球赛").shows("确定取消请回复 1")
    town.change(
        lambda tx: tx.run(
            "offices.end", member_id="m10", organisation_id="c", role="committee_secretary"
        )
    )
    head.says("1").shows("办不了")
    assert town.rows("SELECT state FROM offering WHERE id = 'e3'")[0]["state"] == "open"


def test_a_list_has_totals_names_branches_and_positions_and_is_on_record(
    town: Town, head: Citizen
) -> None:
    for name in ("张三", "王五"):
        town.member(name).says("报名 大讲堂第10期 现场")
    town.member("李四").says("报名 大讲堂第10期 视频")
    town.member("赵六").says("报名 大讲堂第10期 现场").shows("候补第 1 位")
    heard = head.says("名单 大讲堂第10期").shows(
        "【名单】大讲堂第10期",
        "现场 2/2 · 视频 1/100 · 候补 1",
        "张三　云川市财政局第一支部　现场",
        "4 赵六　云川市水利局第三支部　候补第 1 位（现场）",
    )
    assert not re.search(r"6789|1234|5678|4321", heard.text)
    [row] = town.rows("SELECT actor, action, organisation_id, details FROM audit")
    assert tuple(row) == ("m10", "看名单", "c", "大讲堂第10期")


def test_a_long_list_comes_in_pages_of_twenty_that_fit(town: Town, head: Citizen) -> None:
    fill_with_crowd(town, 45)
    town.change(
        lambda tx: tx._connection.execute(
            "UPDATE organisation SET name = '云川市住房公积金管理中心离退休干部第一百二十一党支部'"
            " WHERE id = 'b1'",
            {},
        )
    )
    first = head.says("名单 乒乓球赛").shows("现场 1/1 · 候补 44", "“下一页”看后面的")
    assert len(first.text.encode()) <= 2048
    assert len(re.findall(r"^\d+ 路人", first.text, re.MULTILINE)) == 20
    head.says("下一页").shows("\n21 路人", "\n40 路人")
    head.says("下一页").shows("\n45 路人").lacks("下一页")


def test_the_bare_word_offers_what_there_are_lists_of(head: Citizen) -> None:
    head.says("名单").shows("您说的是哪一项？", "2 大讲堂第10期")
    head.says("2").shows("【名单】大讲堂第10期")


def test_what_was_done_is_on_record(town: Town, head: Citizen) -> None:
    head.says("修改活动 乒乓球赛 地点改成北馆二楼")
    head.says("1")
    head.says("取消活动 乒乓球赛")
    head.says("1")
    rows = town.rows("SELECT action, organisation_id FROM audit ORDER BY id")
    assert [tuple(row) for row in rows] == [("修改活动", "c"), ("取消活动", "c")]


def test_a_list_of_what_was_published_comes_in_pages_of_five(town: Town, head: Citizen) -> None:
    for n in range(1, 6):
        head.says(f"发布活动 学习会第{n}场 12月{20 + n}日9点 三楼 20人 提前一天截止")
        head.says("1").shows("【已发布】")
    for word in ("名单", "修改"):
        first = head.says(word).shows("您说的是哪一项？（共 ", "“下一页”看更多")
        assert len(first.text.splitlines()) <= 8
        heard = head.says("下一页").shows("\n1 ")
        assert set(heard.text.splitlines()[1:6]).isdisjoint(first.text.splitlines()[1:6])
        while "下一页" in heard.text:
            heard = head.says("下一页")
        heard.shows("学习会第5场")
    title = heard.text.splitlines()[1].removeprefix("1 ").partition("　")[0]
    head.says("1").shows(title, "要改什么？")


def test_of_many_to_change_a_name_may_be_said_that_is_not_listed(head: Citizen) -> None:
    for n in range(1, 4):
        head.says(f"发布活动 学习会第{n}场 12月{20 + n}日9点 三楼 20人 提前一天截止")
        head.says("1")
    head.says("修改活动").shows("改哪一项？", "还有 2 项没有列出").lacks("第3场")
    head.says("学习会第3场").shows("学习会第3场\n12月23日", "要改什么？")


def test_half_a_new_deadline_is_asked_for_too(head: Citizen) -> None:
    head.says("修改活动 大讲堂第10期 时间改到12月3日9点").shows("截止时间晚于开始时间")
    head.says("12月1日下午").shows("“12月1日下午”没有说几点", "不改了").lacks("确认修改")
    head.says("5点").shows("→ 12月1日（周二）17:00", "回复 1 确认修改")


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("报名截止提前一天", "12月2日（周三）18:00"),
        ("截止时间延长一天", "12月4日（周五）18:00"),
        ("报名截止推迟2小时", "12月3日（周四）20:00"),
        ("提前一天截止", "12月4日（周五）18:00"),
    ],
)
def test_a_deadline_is_moved_from_where_it_is(head: Citizen, said: str, until: str) -> None:
    head.says(f"修改活动 大讲堂第10期 {said}").shows(f"12月3日（周四）18:00 → {until}").lacks(
        "时间："
    )
