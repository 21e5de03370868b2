"""Booking a place by the hour, as conversations. The town's day is Tuesday, 24 November 2026, 10:00."""

import pytest

from tests.town import Citizen, Town

LINE = "发布预约点 职工理发室 机关大院3号楼 工作日 9点到17点 每小时2人"


@pytest.fixture
def head(town: Town) -> Citizen:
    """Who keeps the barber's, for everybody."""
    head = town.secretary("周九", "c", "committee_secretary")
    head.says(LINE).shows("将开放预约：", "工作日 9:00 至 17:00，每 1 小时 2 人", "回复 1 发布")
    head.says("1").shows("【已发布】职工理发室")
    return head


@pytest.fixture
def member(town: Town, head: Citizen) -> Citizen:
    return town.member("张三")


def test_a_place_a_day_and_an_hour_in_one_line(member: Citizen) -> None:
    member.says("预约 理发室 明天10点").shows(
        "【预约成功】职工理发室", "11月25日（周三）10:00 至 11:00　机关大院3号楼", "凭号"
    )
    member.says("我的预约").shows("1 职工理发室　11月25日（周三）10:00")
    member.says("1").shows("【预约成功】职工理发室", "10:00 至 11:00")


def test_what_is_missing_is_asked(member: Citizen) -> None:
    member.says("预约").shows("想预约哪一项？", "1 职工理发室　11月24日（周二）9:00　可约 6 个时段")
    member.says("2").shows("约哪个时段？", "1 9:00　2 10:00　3 11:00", "8 16:00")
    member.says("下午2点").shows("【预约成功】", "11月25日（周三）14:00 至 15:00")


def test_hours_that_have_begun_are_none_to_book(town: Town, member: Citizen) -> None:
    town.wait(hours=3, minutes=45)  # 13:45
    member.says("预约 理发室 今天").shows("1 14:00\n2 15:00\n3 16:00").lacks("13:00")
    town.wait(minutes=20)
    member.says("1").shows("请回复 1 15:00，或 2 16:00。")


def test_an_hour_holds_so_many_and_there_is_no_waiting_list(town: Town, member: Citizen) -> None:
    for name in ("张三", "李四"):
        town.member(name).says("预约 理发室 明天10点").shows("【预约成功】")
    third = town.member("王五")
    third.says("预约 理发室 明天10点").shows("职工理发室的10:00名额已经满了").lacks("候补")
    third.says("预约 理发室 明天").shows("2 10:00（满）")
    third.says("3").shows("【预约成功】", "11:00 至 12:00")


def test_one_open_booking_per_person_and_place(town: Town, head: Citizen, member: Citizen) -> None:
    code = member.says("预约 理发室 明天10点").code
    member.says("预约 理发室 11月26日10点").shows("一次约一个", f"取消预约 {code}")
    member.says("预约 理发室 明天11点").shows("您已预约，不用重复操作。", "10:00 至 11:00")
    member.says(f"取消预约 {code}").shows("【已取消】职工理发室", "时段已让出")
    member.says("预约 理发室 11月26日10点").shows("【预约成功】")
    head.says("发布预约点 妈妈小屋 二楼 每天 8点到18点 每半小时1人")
    head.says("1").shows("【已发布】妈妈小屋")
    member.says("预约 妈妈小屋 明天8点半").shows("【预约成功】妈妈小屋", "8:30 至 9:00")
    member.says("我的预约").shows("（2 项）")


def test_who_did_not_come_hears_nothing_of_it_and_books_again(town: Town, member: Citizen) -> None:
    member.says("预约 理发室 今天11点").shows("【预约成功】")
    town.wait(hours=2)
    member.says("我的预约").shows("您现在没有预约")
    member.says("预约 理发室 今天4点").shows("【预约成功】", "16:00 至 17:00")


def test_a_booking_takes_its_time_and_may_be_exchanged(town: Town, member: Citizen) -> None:
    member.says("报名志愿 助老理发").shows("【报名成功】")  # Monday 12-07, 9:00 to 11:00
    member.says("预约 理发室 12月7日10点").shows("时间冲突，没有报上", "1 先退出“裕华社区助老理发”")
    member.says("1").shows("【已取消】裕华社区　助老理发", "【预约成功】职工理发室")
    member.says("报名志愿 助老理发").shows("时间冲突", "1 先退出“职工理发室”")
    member.says("1").shows("【已取消】职工理发室", "【报名成功】裕华社区　助老理发")


def test_the_day_before_one_is_reminded(town: Town, member: Citizen) -> None:
    member.says("预约 理发室 11月26日10点").shows("提前一天提醒您")
    town.wait(days=1)
    assert any("【提醒】职工理发室　11月26日（周四）10:00" in text for text in member.received())


def test_every_night_one_more_day_is_opened(town: Town, member: Citizen) -> None:
    member.says("预约 理发室 12月8日10点").shows("12月8日（周二）没有您说的预约")
    town.wait(days=1)
    member.says("预约 理发室 12月8日10点").shows("【预约成功】")
    town.down(days=3)
    town.settle()
    town.member("李四").says("预约 理发室 12月11日10点").shows("【预约成功】")


def test_who_came_a_month_ago_is_forgotten(town: Town, member: Citizen) -> None:
    member.says("预约 理发室 明天10点").shows("【预约成功】")
    town.wait(days=30)
    member.says("导出").shows("预约：职工理发室")
    town.wait(days=3)
    member.says("导出").lacks("预约：职工理发室")
    assert town.rows("SELECT * FROM seat") == []
    oldest = town.rows("SELECT min(ends_at) AS ends_at FROM pool WHERE session > 0")[0]["ends_at"]
    assert oldest > town.clock.now() - 31 * 24 * 3_600_000


def test_a_closed_day_is_told_and_stays_closed(town: Town, head: Citizen, member: Citizen) -> None:
    member.says("预约 理发室 11月26日10点").shows("【预约成功】")
    head.says("停用 理发室 11月26日").shows("取消“职工理发室”（11月26日（周四）9:00）", "1 人")
    head.says("1").shows("【已取消】职工理发室")
    assert any("【已取消】职工理发室" in text for text in member.received())
    member.says("我的预约").shows("您现在没有预约")
    town.wait(days=1)
    member.says("预约 理发室 11月26日10点").lacks("【预约成功】")
    member.says("取消")
    head.says("开放时间 理发室 工作日 9点到12点 每小时1人").shows("【已修改】")
    member.says("预约 理发室 11月26日10点").lacks("【预约成功】")


def test_other_hours_leave_the_days_that_are_booked(
    town: Town, head: Citizen, member: Citizen
) -> None:
    member.says("预约 理发室 11月26日4点").shows("【预约成功】")
    head.says("开放时间 理发室 周一到周六 9点到12点 每小时1人").shows(
        "【已修改】职工理发室",
        "工作日 9:00 至 17:00，每 1 小时 2 人 → 周一二三四五六 9:00 至 12:00，每 1 小时 1 人",
        "有 1 天已有人预约，照旧。",
    )
    town.settle()
    assert member.received() == []
    member.says("我的预约").shows("11月26日（周四）16:00")
    other = town.member("李四")
    other.says("预约 理发室 11月27日").shows("1 9:00", "3 11:00").lacks("12:00")
    other.says("取消")
    other.says("预约 理发室 11月28日10点").shows("【预约成功】")


def test_a_place_is_given_up_altogether(town: Town, head: Citizen, member: Citizen) -> None:
    member.says("预约 理发室 明天10点").shows("【预约成功】")
    head.says("全部停用 理发室").shows("以后都不再开放？")
    head.says("1").shows("【已停用】职工理发室")
    assert any("【已取消】职工理发室" in text for text in member.received())
    town.wait(days=2)
    member.says("预约").shows("现在没有可预约的时段")
    town.wait(days=50)
    assert town.rows("SELECT * FROM pool WHERE session > 0") == []


def test_whoever_keeps_it_sees_who_comes(town: Town, head: Citizen, member: Citizen) -> None:
    member.says("预约 理发室 明天10点").shows("【预约成功】")
    head.says("名单 理发室").shows("您说的是哪一项？", "2 职工理发室　11月25日")
    head.says("2").shows("【名单】职工理发室", "已报名 1/16", "1 张三　云川市财政局第一支部　10:00")
    head.says("名单").shows("1 职工理发室", "大讲堂第10期")


def test_a_units_place_is_for_its_own_people(town: Town) -> None:
    own = town.secretary("张三", "u1", "unit_secretary")
    own.says("发布预约点 三楼会议室 三楼 工作日 8点到18点 每2小时1人")
    own.says("1").shows("【已发布】三楼会议室")
    town.member("李四").says("预约 三楼会议室 明天8点").shows("【预约成功】三楼会议室")
    outsider = town.member("王五")
    outsider.says("预约 三楼会议室 明天8点").shows("现在没有可预约的时段")
    beside = town.secretary("赵六", "u2", "unit_secretary")
    beside.says("全部停用 三楼会议室").shows("没有这个预约点")
    beside.says("停用 三楼会议室").lacks("三楼会议室”（")


@pytest.mark.parametrize(
    "line", ["发布预约点", "发布预约点 理发室", "发布预约点 理发室 3号楼 9点到17点 每小时2人",
             "发布预约点 理发室 3号楼 工作日 17点到9点 每小时2人",
             "发布预约点 理发室 3号楼 工作日 9点到17点 每小时0人"],
)  # fmt: skip
def test_a_line_that_lacks_something_is_answered_with_an_example(town: Town, line: str) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says(line).shows("请一行写全", "每小时2人")
    assert town.rows("SELECT * FROM bookable") == []


def test_members_keep_no_places(town: Town) -> None:
    town.member("李四").says(LINE).shows("办不了")
    town.member("李四").says("开放时间 理发室 每天 9点到12点 每小时1人").shows("办不了")
