"""Publishing, changing, cancelling and listing the communities' needs, as conversations."""

import pytest

from tests.town import Citizen, Town, at

LINE = "发布需求 长安社区 健康咨询 12月6日上午9点到11点 8人"
PUBLISHED = "SELECT * FROM offering WHERE length(id) > 2 ORDER BY id"


@pytest.fixture
def worker(town: Town) -> Citizen:
    """Of the community k1, 长安社区."""
    return town.secretary("郑安", "k1", "community_worker")


@pytest.fixture
def head(town: Town) -> Citizen:
    return town.secretary("张三", "u1", "unit_secretary")


def test_one_line_is_shown_and_published_once_confirmed(town: Town, head: Citizen) -> None:
    card = head.says(LINE).shows("发布后所有人都看得到", "回复 1 发布").lacks("按 2 小时算")
    assert town.rows(PUBLISHED) == []
    head.says("1").shows("【已发布】长安社区健康咨询")
    [row] = town.rows(PUBLISHED)
    [pool] = town.rows("SELECT capacity FROM pool WHERE offering_id = ?", row["id"])
    assert (row["holder_id"], row["area_id"], pool["capacity"]) == ("u1", "k1", 8)
    assert (row["starts_at"], row["ends_at"]) == (at("2026-12-06 09:00"), at("2026-12-06 11:00"))
    seen = town.stranger().says("志愿 健康咨询").text.splitlines()[:3]
    assert seen == card.text.splitlines()[1:4]
    assert [row["action"] for row in town.rows("SELECT action FROM audit")] == ["发布需求"]


def test_missing_parts_are_asked_one_by_one(town: Town, head: Citizen) -> None:
    head.says("发布需求 陪老人聊天").shows("在哪个社区？")
    head.says("天上社区").shows("没有找到这个社区")
    head.says("裕华").shows("什么时候？")
    head.says("下周").shows("没有说准")
    head.says("12月6日14点").shows("需要多少人？")
    head.says("0").shows("名额要在 1 到 100,000 之间")
    head.says("6").shows("裕华社区　陪老人聊天", "12月6日（周日）14:00 至 16:00", "按 2 小时算")
    head.says("人数改成10人").shows("要 10 人")
    head.says("改到长安社区").shows("长安社区　陪老人聊天")
    assert town.rows(PUBLISHED) == []
    head.says("1").shows("【已发布】长安社区陪老人聊天")


def test_a_worker_publishes_for_their_own_community_only(town: Town, worker: Citizen) -> None:
    worker.says("发布需求 裕华社区 义务理发 12月6日9点 3人").shows("您只能发布自己社区的需求")
    worker.says("发布需求 义务理发 12月6日9点 3人").shows("长安社区　义务理发")
    worker.says("改到裕华社区").shows("您只能发布自己社区的需求")
    worker.says("1").shows("【已发布】长安社区义务理发")
    assert town.rows(PUBLISHED)[0]["holder_id"] == "k1"


def test_members_and_branch_secretaries_cannot_publish_needs(town: Town) -> None:
    town.member("李四").says(LINE).shows("办不了")
    town.secretary("孙八", "b3").says(LINE).shows("办不了")
    assert town.rows(PUBLISHED) == []


def test_the_same_need_on_the_same_day_is_asked_about(head: Citizen) -> None:
    head.says(LINE)
    head.says("1")
    head.says(LINE).shows("已经发布过了", "1 再发布一次")


def test_a_change_is_shown_confirmed_and_told(town: Town, worker: Citizen) -> None:
    member = town.member("张三")
    member.says("报名志愿 清扫积雪").shows("【报名成功】")
    member.says("报名 大讲堂第10期 视频").shows("【报名成功】")
    worker.says("修改需求 清扫积雪 时间改到12月5日下午3点").shows(
        "时间：12月6日（周日）9:00 至 11:00 → 12月5日（周六）15:00 至 17:00", "已报名和候补的 1 人"
    )
    worker.says("1").shows("【已修改】长安社区清扫积雪", "正在告诉已报名和候补的人")
    town.settle()
    [told] = member.received()
    assert "12月6日（周日）9:00 至 11:00 → 12月5日（周六）15:00 至 17:00" in told
    assert "“长安社区清扫积雪”现在与您 12月5日（周六）14:30 的“大讲堂第10期”时间冲突" in told
    [row] = town.rows("SELECT starts_at FROM commitment WHERE source = 'volunteering'")
    assert row["starts_at"] == at("2026-12-05 15:00")
    [due] = town.rows("SELECT run_at FROM due WHERE work = 'volunteering.day_before'")
    assert due["run_at"] == at("2026-12-04 09:00")


def test_fewer_people_than_have_come_are_refused_with_the_number(
    town: Town, worker: Citizen
) -> None:
    for name in ("张三", "李四"):
        town.member(name).says("报名志愿 清扫积雪")
    worker.says("修改需求 清扫积雪 人数改成1人").shows("已有 2 人报名，人数不能少于 2")
    worker.says("修改需求 清扫积雪 5人").shows("人数：2 → 5", "只改人数，候补的按顺序补上")
    worker.says("1").shows("【已修改】")
    town.member("王五").says("报名志愿 清扫积雪").shows("【报名成功】")


def test_calling_off_tells_all_and_clears_what_hangs_on_it(town: Town, worker: Citizen) -> None:
    member = town.member("张三")
    member.says("报名志愿 清扫积雪")
    worker.says("取消需求 清扫积雪").shows("取消“长安社区清扫积雪”", "已报名和候补的 1 人")
    worker.says("1").shows("【已取消】长安社区清扫积雪")
    town.settle()
    assert "【已取消】长安社区　清扫积雪" in member.received()[0]
    assert town.rows("SELECT * FROM commitment") == []
    assert town.rows("SELECT * FROM due WHERE work = 'volunteering.day_before'") == []
    member.says("我的志愿").shows("您近期没有认领志愿服务")
    member.says("志愿 长安").lacks("清扫积雪")


def test_who_registers_after_a_change_is_not_told_of_it(town: Town, worker: Citizen) -> None:
    earlier, later = town.member("张三"), town.member("李四")
    earlier.says("报名志愿 义诊")
    worker.says("修改需求 义诊 时间改到12月5日15点")
    with town.nothing_due_runs():
        worker.says("1").shows("【已修改】")
        later.says("报名志愿 义诊").shows("【报名成功】", "15:00")
    assert "→ 12月5日（周六）15:00" in earlier.received()[0]
    assert later.received() == []


def test_a_list_has_names_and_branches_and_is_on_record(town: Town, worker: Citizen) -> None:
    for name in ("张三", "王五"):
        town.member(name).says("报名志愿 清扫积雪")
    worker.says("名单 清扫积雪").shows(
        "【名单】长安社区清扫积雪", "已报名 2/2", "1 张三　云川市财政局第一支部", "2 王五　"
    )
    [row] = town.rows("SELECT actor, action FROM audit")
    assert tuple(row) == ("m12", "看名单")


def test_the_common_words_reach_needs_and_events_alike(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("名单 义诊").shows("【名单】长安社区义诊")
    head.says("修改 义诊 人数改成9人").shows("人数：8 → 9")
    head.says("取消")
    head.says("修改 大讲堂第10期 地点改成3楼会议室").shows("→ 3楼会议室")
    head.says("取消")
    head.says("修改").shows("您说的是哪一项？", "长安社区义诊", "大讲堂第10期")


@pytest.mark.parametrize(
    "command",
    ["名单 {}", "修改需求 {} 人数改成9人", "修改 {} 人数改成9人", "取消需求 {}"],
)
def test_whose_office_does_not_cover_it_hears_the_same_as_of_an_invented_one(
    town: Town, command: str
) -> None:
    needs = town.secretary("郑安", "k1", "community_worker")
    beside = town.secretary("王五", "u2", "unit_secretary")
    for person in (beside, town.member("李四"), town.stranger()):
        hidden = person.says(command.format("义诊")).text
        person.says("取消")
        assert hidden == person.says(command.format("修表")).text
        person.says("取消")
    assert needs.says("取消需求 助老理发").text == needs.says("取消需求 修表").text


def test_an_hour_that_nobody_named_is_said_at_the_card(worker: Citizen) -> None:
    worker.says("发布需求 义务理发 12月6日 3人").shows(
        "12月6日（周日）9:00 至 11:00", "（没有说几点，按 9:00；结束时间没有写，按 2 小时算）"
    )
    worker.says("时间 12月6日9点到11点").shows("9:00 至 11:00").lacks("按 9:00", "按 2 小时算")


def test_half_a_time_of_a_change_is_kept_for_the_hour_that_follows(worker: Citizen) -> None:
    worker.says("修改需求 清扫积雪 时间改到下周三下午").shows("“下周三下午”没有说几点", "不改了")
    worker.says("4点").shows("→ 12月2日（周三）16:00 至 18:00")


def test_a_deadline_that_is_said_is_kept_and_none_is_asked_for(town: Town, worker: Citizen) -> None:
    worker.says("发布需求 义务理发 12月8日9点到11点 3人 12月4日截止").shows(
        "报名截止：12月4日（周五）18:00", "回复 1 发布"
    ).lacks("11:00 结束")
    worker.says("截止改到12月5日").shows("报名截止：12月5日（周六）18:00")
    worker.says("1").shows("【已发布】")
    member = town.member("张三")
    member.says("报名志愿 义务理发").shows("【报名成功】")
    worker.says("修改需求 义务理发 提前一天截止").shows(
        "12月5日（周六）18:00 → 12月7日（周一）18:00"
    )
    worker.says("取消")
    worker.says("修改需求 清扫积雪 12月5日截止").shows("报名截止：无 → 12月5日（周六）18:00")
    worker.says("1").shows("【已修改】")
    town.wait(days=11, hours=9)  # 12月5日 19:00
    late = town.member("李四")
    late.says("报名志愿 义务理发").shows("报名已于 12月5日（周六）18:00 截止")
    late.says("志愿").lacks("义务理发", "清扫积雪")
    # Whoever cannot come may still say so: somebody else may be asked.
    member.says("退出志愿 义务理发")
    member.says("1").shows("【已取消】长安社区　义务理发")


def test_half_a_deadline_of_a_need_is_asked_about(worker: Citizen) -> None:
    worker.says("发布需求 义务理发 12月8日9点到11点 3人 12月4日下午截止").shows("没有说几点")
    worker.says("5点").shows("报名截止：12月4日（周五）17:00")


@pytest.mark.parametrize("spot", ["长安社区门口", "门口", "活动室"])
def test_where_people_gather_is_on_the_card_and_told_when_it_changes(
    town: Town, worker: Citizen, spot: str
) -> None:
    gathering = f"{spot.removeprefix('长安社区')}集合"
    worker.says(f"发布需求 义务理发 {spot} 12月8日9点到11点 3人").shows(
        "长安社区　义务理发\n", f"桥东区　{gathering}"
    ).lacks("没有读懂")
    worker.says("集合地点改成西门").shows("桥东区　西门集合")
    worker.says("1").shows("【已发布】长安社区义务理发")
    member = town.member("张三")
    member.says("报名志愿 义务理发").shows("【报名成功】", "西门集合")
    worker.says("修改需求 义务理发 集合地点改成东门").shows("地点：西门 → 东门")
    worker.says("1").shows("【已修改】")
    assert "地点：西门 → 东门" in member.received()[0]


def test_a_need_stays_in_its_community(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("修改需求 清扫积雪 改到裕华社区").shows("所在社区不能改", "要改什么？")
