"""One place given up for another at the same time: both or neither, as conversations."""

from tests.town import Town, event, need

SEATS = "SELECT count(*) AS n FROM seat JOIN offering ON offering.id = offering_id"


def kept(town: Town) -> tuple[int, int, int]:
    """Places in events, places in needs, commitments."""
    counted = (
        f"{SEATS} WHERE seat.state <> 'cancelled' AND kind = 'registration'",
        f"{SEATS} WHERE seat.state <> 'cancelled' AND kind = 'volunteering'",
        "SELECT count(*) AS n FROM commitment",
    )
    events, needs, commitments = (town.rows(sql)[0]["n"] for sql in counted)
    return events, needs, commitments


def test_a_service_is_given_up_for_an_event_in_one_step(town: Town) -> None:
    member = town.member("张三")
    member.says("报名志愿 义诊")
    member.says("报名 大讲堂第10期 现场").shows("1 先退出“长安社区义诊”，再报这场")
    member.says("1").shows("【已取消】长安社区　义诊", "【报名成功】大讲堂第10期", "现场")
    assert kept(town) == (1, 0, 1)
    # Told once more, nothing is done twice.
    member.says("1")
    assert kept(town) == (1, 0, 1)


def test_an_event_is_given_up_for_a_service_and_who_waits_is_told(town: Town) -> None:
    town.change(lambda tx: event(tx, "e9", "宣讲", "读书会", "2026-12-05 14:00", onsite=1))
    first, second = town.member("张三"), town.member("李四")
    first.says("报名 读书会").shows("【报名成功】")
    second.says("报名 读书会").shows("【候补第 1 位】")
    first.says("报名志愿 义诊").shows("1 先退出“读书会”，再报这项", "2 看别的服务需求")
    first.says("1").shows("【已取消】读书会（现场）", "【报名成功】长安社区　义诊")
    assert "【报名成功】读书会" in second.received()[0]
    assert kept(town) == (1, 1, 2)


def test_within_one_room_too(town: Town) -> None:
    town.change(lambda tx: event(tx, "e9", "宣讲", "读书会", "2026-12-05 15:00", onsite=1))
    town.change(lambda tx: need(tx, "n9", "k2", "普法", "2026-12-06 10:00", 1))
    member = town.member("张三")
    member.says("报名 大讲堂第10期 视频")
    member.says("报名 读书会").shows("1 先退出“大讲堂第10期”，再报这场")
    member.says("1").shows("【已取消】大讲堂第10期（视频）", "【报名成功】读书会")
    member.says("报名志愿 清扫积雪")
    member.says("报名志愿 普法").shows("1 先退出“长安社区清扫积雪”，再报这项")
    member.says("1").shows("【已取消】长安社区　清扫积雪", "【报名成功】裕华社区　普法")
    assert kept(town) == (1, 1, 2)


def test_a_seat_that_went_meanwhile_leaves_the_old_place(town: Town) -> None:
    town.change(lambda tx: event(tx, "e9", "宣讲", "读书会", "2026-12-05 14:00", onsite=1))
    town.change(lambda tx: need(tx, "n9", "k2", "普法", "2026-12-05 14:00", 1))
    member, other = town.member("张三"), town.member("李四")
    member.says("报名志愿 义诊")
    member.says("报名 读书会").shows("1 先退出")
    other.says("报名 读书会")
    member.says("1").shows("读书会的现场名额刚刚满了，什么也没有改动。").lacks("【已取消】")
    member.says("报名 读书会").shows("1 先退出“长安社区义诊”，再候补这场")
    member.says("1").shows("【已取消】长安社区　义诊", "【候补第 1 位】读书会")
    member.says("报名志愿 普法").shows("1 先退出“读书会”")
    town.member("王五").says("报名志愿 普法").shows("【报名成功】")
    member.says("1").shows("普法名额刚刚满了，什么也没有改动。", "要候补请再发").lacks("【已取消】")
    member.says("我的报名").shows("读书会", "候补第 1 位")


def test_a_place_that_may_not_be_given_back_any_more_is_kept(town: Town) -> None:
    member = town.member("张三")
    member.says("报名 大讲堂第10期 视频")
    town.wait(days=9, hours=9)  # 12月3日 19:00
    member.says("报名志愿 义诊").shows("1 先退出“大讲堂第10期”")
    member.says("1").shows("名单已于 12月3日（周四）18:00 定下", "什么也没有改动。")
    assert kept(town) == (1, 0, 1)


def test_two_clashes_are_named_and_nothing_is_given_up(town: Town) -> None:
    town.change(
        lambda tx: event(tx, "e9", "宣讲", "全天论坛", "2026-12-05 09:00", onsite=9, hours=8)
    )
    town.change(lambda tx: event(tx, "e8", "宣讲", "晨读", "2026-12-05 09:30", onsite=9, hours=1))
    member = town.member("张三")
    member.says("报名志愿 义诊")
    member.says("报名 晨读").shows("【报名成功】")
    member.says("报名 全天论坛").shows("“晨读”", "同一时间还有“长安社区义诊”").lacks("先退出“")
    assert kept(town) == (1, 1, 2)


def test_who_has_nothing_of_the_one_is_told_of_the_other(town: Town) -> None:
    member = town.member("张三")
    member.says("报名志愿 义诊")
    member.says("取消报名").shows("您近期没有报名活动", "要退志愿服务请回复“退出志愿”。")
    member.says("退出志愿").shows("退出这一项吗？")
    member.says("1").shows("【已取消】")
    member.says("退出志愿").shows("您近期没有认领志愿服务", "要退活动请回复“取消报名”。")
