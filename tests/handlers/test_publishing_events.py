"""Publishing events, as conversations."""

import pytest

from tests.town import Citizen, Town, at

LINE = "发布活动 大讲堂第12期 12月5日下午2点半 市委党校报告厅 现场200人视频3000人 12月3日截止"
PUBLISHED = "SELECT * FROM offering WHERE length(id) > 2 ORDER BY id"


@pytest.fixture
def head(town: Town) -> Citizen:
    return town.secretary("周九", "c", "committee_secretary")


def published(head: Citizen, line: str) -> None:
    head.says(line).shows("回复 1 发布")
    head.says("1").shows("【已发布】")


def test_one_line_is_shown_as_members_will_see_it_and_published_once_confirmed(
    town: Town, head: Citizen
) -> None:
    card = head.says(LINE).shows("结束时间没有写，按 2 小时算", "所有人都看得到", "回复 1 发布")
    assert town.rows(PUBLISHED) == []
    head.says("1").shows("【已发布】大讲堂第12期")
    [row] = town.rows(PUBLISHED)
    assert (row["holder_id"], row["category"]) == ("c", "大讲堂")
    assert row["ends_at"] == at("2026-12-05 16:30")
    assert row["deadline_at"] == at("2026-12-03 18:00")
    pools = town.rows(
        "SELECT mode, capacity FROM pool WHERE offering_id = ? ORDER BY mode", row["id"]
    )
    assert [tuple(pool) for pool in pools] == [("onsite", 200), ("video", 3000)]
    member = town.member("张三")
    member.says("活动").shows("1 大讲堂第12期　12月5日（周六）14:30　余 现场200 视频3,000")
    assert member.says("1").text.splitlines()[:4] == card.text.splitlines()[1:5]
    assert [row["action"] for row in town.rows("SELECT action FROM audit")] == ["发布活动"]


def test_missing_parts_are_asked_one_by_one(town: Town, head: Citizen) -> None:
    head.says("发布活动 读书会").shows("什么时候？")
    head.says("下周").shows("“下周”没有说准是哪一天几点")
    head.says("11月20日9点").shows("已经过去了")
    head.says("12月8日下午3点到5点").shows("在哪里？")
    head.says("市图书馆三楼").shows("多少名额？")
    head.says("0人").shows("名额要在 1 到 100,000 之间")
    head.says("200000").shows("名额要在 1 到 100,000 之间")
    head.says("20").shows("报名什么时候截止？")
    head.says("12月9日").shows("截止时间晚于开始时间")
    head.says("12月7日").shows(
        "12月8日（周二）15:00", "12月8日（周二）17:00 结束", "12月7日（周一）18:00"
    )
    assert town.rows(PUBLISHED) == []
    head.says("发布").shows("【已发布】读书会")


def test_a_bare_command_takes_the_whole_line_afterwards(head: Citizen) -> None:
    head.says("发布活动").shows("一行写全")
    head.says(LINE.removeprefix("发布活动 ")).shows("【大讲堂】大讲堂第12期", "回复 1 发布")


def test_at_the_card_words_change_it_and_it_is_shown_again(town: Town, head: Citizen) -> None:
    head.says(LINE)
    head.says("地点改成3楼会议室").shows("14:30　3楼会议室", "回复 1 发布")
    head.says("时间 12月6日下午3点").shows("12月6日（周日）15:00　3楼会议室", "按 2 小时算")
    head.says("现场300人").shows("现场 300 人", "视频 3,000 人")
    head.says("截止改到12月4日12点").shows("报名截止：12月4日（周五）12:00")
    head.says("名称改成廉政报告会").shows("【讲座】廉政报告会")
    head.says("名额改成500").shows("现场还是视频")
    head.says("换一个").shows("要改什么请直接说")
    assert town.rows(PUBLISHED) == []
    head.says("1").shows("【已发布】廉政报告会")
    [row] = town.rows(PUBLISHED)
    assert (row["venue"], row["starts_at"]) == ("3楼会议室", at("2026-12-06 15:00"))


def test_a_start_moved_before_the_deadline_asks_for_the_deadline_again(head: Citizen) -> None:
    head.says(LINE)
    head.says("时间改到12月2日下午3点").shows("截止时间晚于开始时间", "报名什么时候截止")
    head.says("12月1日").shows("12月2日（周三）15:00", "报名截止：12月1日（周二）18:00")


def test_dropped_at_the_card_nothing_is_published(town: Town, head: Citizen) -> None:
    head.says(LINE)
    head.says("取消").shows("“发布活动”不办了，什么也没有改动")
    head.says("1").lacks("已发布")
    assert town.rows(PUBLISHED) == []


def test_the_same_title_on_the_same_day_is_asked_about(town: Town, head: Citizen) -> None:
    published(head, LINE)
    head.says(LINE).shows("12月5日（周六）的“大讲堂第12期”已经发布过了", "1 再发布一次")
    head.says("1").shows("回复 1 发布")
    head.says("取消")
    assert len(town.rows(PUBLISHED)) == 1
    head.says(LINE.replace("12月5日", "12月6日")).shows("回复 1 发布")


def test_who_holds_several_offices_is_asked_for_which(town: Town) -> None:
    person = town.secretary("张三", "u1", "unit_secretary")
    town.secretary("张三", "b1")
    person.says(LINE).shows("1 云川市财政局", "2 云川市财政局第一支部")
    person.says("2").shows("只有云川市财政局第一支部的党员看得到")
    person.says("1").shows("【已发布】")
    assert town.rows(PUBLISHED)[0]["holder_id"] == "b1"


def test_whoever_is_dismissed_meanwhile_publishes_nothing(town: Town) -> None:
    person = town.secretary("孙八", "b3")
    person.says(LINE).shows("回复 1 发布")
    town.change(
        lambda tx: tx.run(
            "offices.end", member_id="m9", organisation_id="b3", role="branch_secretary"
        )
    )
    person.says("1").shows("没有发布")
    assert town.rows(PUBLISHED) == []


def test_what_cannot_be_read_is_said(head: Citizen) -> None:
    head.says("发布活动 读书会 12月8日15:00 市图书馆三楼 20人 12月7日截止 请带书 穿便装").shows(
        "没有读懂“请带书、穿便装”，没有写进去", "【文体】读书会"
    )


def test_members_and_workers_cannot_publish_events(town: Town) -> None:
    town.member("李四").says(LINE).shows("办不了")
    town.secretary("郑安", "k1", "community_worker").says(LINE).shows("办不了")
    assert town.rows(PUBLISHED) == []


def test_the_kind_follows_from_the_title_and_narrows_the_list(town: Town, head: Citizen) -> None:
    published(head, "发布活动 廉政报告会 12月10日15:00 市直机关会堂 60人 12月8日截止")
    published(head, "发布活动 迎新茶话 12月11日15:00 市直机关会堂 60人 12月8日截止")
    member = town.member("张三")
    member.says("活动 讲座").shows("近期可报名的讲座（共 1 项）", "廉政报告会")
    member.says("活动 迎新茶话").shows("【活动】迎新茶话")
    member.says("最近有什么活动").shows("共 6 项")


def test_help_names_what_a_secretary_may_publish(town: Town, head: Citizen) -> None:
    heard = head.says("帮助").shows("发布活动　贴一行", "发布需求　贴一行", "名单 名称")
    assert len(heard.text.splitlines()) <= 8
    assert len(head.says("下一页").shows("问题　").text.splitlines()) <= 8
    head.says("下一页").shows("我能办这些", "预约　")
    town.secretary("郑安", "k1", "community_worker").says("帮助").shows("发布需求").lacks(
        "发布活动"
    )
    town.member("李四").says("帮助").lacks("发布", "名单")


def test_a_deadline_may_be_said_from_the_day_it_takes_place(town: Town) -> None:
    secretary = town.secretary("孙八", "b3")
    secretary.says("发布活动 读书会 12月4日下午3点 三楼会议室 20人").shows("什么时候截止")
    secretary.says("会议室那个").shows("这句没有读懂", "什么时候截止")
    secretary.says("前一天18点").shows("报名截止：12月3日（周四）18:00")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("当天上午9点", "12月4日（周五）9:00"),
        ("提前两天", "12月2日（周三）18:00"),
        ("前1天", "12月3日（周四）18:00"),
    ],
)
def test_days_before_it_are_counted_from_its_day(town: Town, said: str, shown: str) -> None:
    secretary = town.secretary("孙八", "b3")
    secretary.says("发布活动 读书会 12月4日下午3点 三楼会议室 20人")
    secretary.says(said).shows(f"报名截止：{shown}")


def test_a_day_without_its_hour_is_kept_for_the_hour_that_follows(town: Town) -> None:
    secretary = town.secretary("孙八", "b3")
    line = "发布活动 学习会 下周五下午 三楼 20人 12月3日截止"
    secretary.says(line).shows("“下周五下午”没有说几点。几点开始？")
    secretary.says("3点").shows("12月4日（周五）15:00　三楼")
    secretary.says("取消")
    secretary.says(line)
    secretary.says("晚上7点到8点半").shows("12月4日（周五）19:00", "到 12月4日（周五）20:30 结束")


def test_an_hour_without_its_day_is_kept_for_the_day_that_follows(town: Town) -> None:
    secretary = town.secretary("孙八", "b3")
    secretary.says("发布活动 学习会 三楼 20人 提前一天截止").shows("什么时候？")
    secretary.says("下午4点").shows("“下午4点”没有说是哪一天")
    secretary.says("12月3日").shows("12月3日（周四）16:00", "报名截止：12月2日（周三）18:00").lacks(
        "按 9:00"
    )


def test_next_week_is_kept_for_the_weekday_that_follows(town: Town) -> None:
    secretary = town.secretary("孙八", "b3")
    secretary.says("发布活动 学习会 下周 三楼 20人 提前一天截止").shows("“下周”没有说准")
    secretary.says("周三下午3点").shows("12月2日（周三）15:00")


def test_half_a_deadline_and_half_an_end_are_kept_too(town: Town) -> None:
    secretary = town.secretary("孙八", "b3")
    secretary.says("发布活动 集训 12月12日到13日 三楼 20人 12月9日上午截止").shows("几点结束？")
    secretary.says("下午5点").shows("“12月9日上午”没有说几点")
    secretary.says("10点").shows(
        "报名截止：12月9日（周三）10:00",
        "（没有说几点，按 9:00；到 12月13日（周日）17:00 结束）",
    )


def test_an_hour_that_nobody_named_is_said_at_the_card_until_one_is(town: Town) -> None:
    secretary = town.secretary("孙八", "b3")
    secretary.says("发布活动 学习会 12月3日 三楼 20人 12月2日中午截止").shows(
        "12月3日（周四）9:00",
        "报名截止：12月2日（周三）12:00",
        "（没有说几点，按 9:00；“中午”按 12:00；结束时间没有写，按 2 小时算）",
    )
    secretary.says("时间改到12月4日").shows("12月4日（周五）9:00", "没有说几点，按 9:00")
    secretary.says("时间改到12月4日中午").shows("12:00　三楼", "（“中午”按 12:00；“中午”按 12:00；")
    secretary.says("时间改到9点").shows("12月4日（周五）9:00").lacks("按 9:00")


def test_half_a_time_at_the_card_is_asked_for_and_keeps_the_length(town: Town) -> None:
    secretary = town.secretary("孙八", "b3")
    secretary.says("发布活动 学习会 12月3日14:00-17:00 三楼 20人 12月2日截止")
    secretary.says("时间改到下周五晚上").shows("“下周五晚上”没有说几点", "取消”不发了")
    secretary.says("7点").shows("12月4日（周五）19:00", "到 12月4日（周五）22:00 结束")
    secretary.says("改到下午").shows("“下午”没有说几点")
    secretary.says("2点").shows("12月4日（周五）14:00　三楼", "到 12月4日（周五）17:00 结束")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("三十", "现场 30 人"),
        ("二十个", "现场 20 人"),
        ("20个", "现场 20 人"),
        ("20人左右", "现场 20 人"),
        ("大概一百二十人吧", "现场 120 人"),
        ("２０", "现场 20 人"),
        ("1.5万", "现场 15,000 人"),
        ("现场三十 线上二百", "视频 200 人"),
    ],
)
def test_seats_are_counted_as_people_answer(town: Town, said: str, shown: str) -> None:
    secretary = town.secretary("孙八", "b3")
    secretary.says("发布活动 学习会 12月3日9点 三楼 提前一天截止").shows("多少名额？")
    secretary.says(said).shows(shown, "回复 1 发布")


@pytest.mark.parametrize("said", ["不限", "人数不限", "没有限制", "不设上限"])
def test_without_a_limit_a_number_is_asked_for_and_one_named(town: Town, said: str) -> None:
    secretary = town.secretary("孙八", "b3")
    secretary.says(f"发布活动 学习会 12月3日9点 三楼 {said} 提前一天截止").shows("要有一个数")
    secretary.says(said).shows("名额要有一个数，不能不限", "如“100人”")
    secretary.says("二三十人").shows("没有说准是多少人")
    secretary.says("100人").shows("现场 100 人")
