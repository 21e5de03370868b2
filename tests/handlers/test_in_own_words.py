"""Sentences in people's own words: what is asked for is done, what is not asked for is not."""

import pytest

from tests.town import Town

DONE = "【报名成功】"


def nothing_taken(town: Town) -> bool:
    return town.rows("SELECT * FROM seat") == []


# ---------------------------------------------------------------- done though nobody asked for it


@pytest.mark.parametrize(
    ("said", "unknown"),
    [
        ("给我报名12月12日的献血", "献血"),
        ("12月12日上午的守护岗给我报上", "守护岗"),
        ("我要报12月8日的茶艺", "茶艺"),
        ("帮我报12月5日的植树", "植树"),
    ],
)
def test_what_does_not_exist_is_named_and_nothing_else_booked(
    town: Town, said: str, unknown: str
) -> None:
    town.member("李四").says(said).lacks(DONE)
    assert nothing_taken(town)


@pytest.mark.parametrize(
    "said",
    [
        "帮谭嘉涵报个乒乓球赛",
        "把杨秀东也报上乒乓球赛",
        "王波要报乒乓球赛",
        "乒乓球赛 王波 谭嘉涵 杨秀东 三个人报名",
        "给胡建国报上清扫积雪",
        "把周敏报上义诊",
    ],
)
def test_nobody_is_booked_in_the_name_of_another(town: Town, said: str) -> None:
    town.member("李四").says(said).lacks(DONE)
    assert nothing_taken(town)


def test_ones_own_name_is_no_other(town: Town) -> None:
    town.member("李四").says("我是李四，给我报名乒乓球赛").shows(DONE)


@pytest.mark.parametrize(
    "said",
    [
        "办个培训班，12月29日到31日，让大家都来报名",
        "开个宣讲 12月24日 让支部的人都来报",
        "把我们支部的人都报上乒乓球赛",
        "组织大家12月20号去看展览，都报名",
    ],
)
def test_a_secretary_who_speaks_for_all_is_not_booked(town: Town, said: str) -> None:
    town.secretary("张三", "b1").says(said).lacks(DONE)
    assert nothing_taken(town)


@pytest.mark.parametrize(
    "said", ["别给我报名乒乓球赛", "先不要报乒乓球赛", "我可没说要报乒乓球赛", "乒乓球赛就别报我了"]
)
def test_who_rules_it_out_is_not_booked(town: Town, said: str) -> None:
    town.member("李四").says(said).lacks(DONE)
    assert nothing_taken(town)


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ("报名大讲堂第10期，我人不过去", "视频"),
        ("给我报大讲堂第10期，不要现场的", "视频"),
        ("大讲堂第10期报上 人不到现场", "视频"),
        ("报名大讲堂第10期 别报现场", "视频"),
        ("报名大讲堂第10期 不看视频", "现场"),
        ("报名大讲堂第10期，现场去不了", "视频"),
        ("报名大讲堂第10期，不去现场，看视频", "视频"),
    ],
)
def test_a_way_that_is_ruled_out_is_not_taken(town: Town, said: str, mode: str) -> None:
    other = {"视频": "现场", "现场": "视频"}[mode]
    town.member("李四").says(said).lacks(f"方式：{other}")
    taken = [
        row["mode"] for row in town.rows("SELECT mode FROM seat JOIN pool ON pool.id = pool_id")
    ]
    assert taken in ([], [{"视频": "video", "现场": "onsite"}[mode]])


@pytest.mark.parametrize(
    "said",
    [
        "要是报了乒乓球赛又去不了会怎样",
        "老周说他报了乒乓球赛",
        "改天再报乒乓球赛",
        "报乒乓球赛要什么条件",
        "乒乓球赛报名截止没有",
    ],
)
def test_who_only_speaks_of_it_is_not_booked(town: Town, said: str) -> None:
    town.member("李四").says(said).lacks(DONE)
    assert nothing_taken(town)


@pytest.mark.parametrize("said", ["改到四点", "删了吧", "晚点再说", "不要了"])
def test_a_reminder_that_nobody_spoke_of_stays(town: Town, said: str) -> None:
    member = town.member("李四")
    member.says("明早8点提醒我交材料")
    member.says("活动")
    member.says(said).lacks("已改", "已删除", "推迟到")
    member.says("我的提醒").shows("1 交材料　11月25日（周三）8:00")


@pytest.mark.parametrize(
    ("said", "shows"),
    [
        ("过两天再提醒我交材料", "什么时候提醒您"),
        ("明天下午三点再提醒我买票", "买票"),
        ("明早8点再提醒我带伞", "带伞"),
        ("后天上午九点提醒我给王姐打电话", "给王姐打电话"),
    ],
)
def test_a_new_thing_is_a_new_reminder(town: Town, said: str, shows: str) -> None:
    member = town.member("李四")
    member.says("每周五下午3点提醒我写周报")
    member.says(said).shows(shows).lacks("推迟到", "已改")
    member.says("我的提醒").shows("写周报　每周五")


@pytest.mark.parametrize("said", ["再过十分钟叫我", "半小时后喊我一声"])
def test_where_none_has_come_nothing_is_put_off(town: Town, said: str) -> None:
    town.member("李四").says(said).shows("提醒").lacks("推迟到", "没有设提醒")


@pytest.mark.parametrize(
    "said", ["没收到", "收到没有啊", "收到的通知在哪看", "老王说他收到了", "回执怎么发"]
)
def test_what_speaks_of_receiving_counts_as_no_receipt(town: Town, said: str) -> None:
    secretary = town.secretary("张三", "b1")
    member = town.member("李四")
    member.says("你好")
    secretary.says("发通知 本周五学习改到下午4点")
    secretary.says("3")
    town.settle()
    member.says(said).lacks("【已回执】")


# ---------------------------------------------------------------- heard


@pytest.mark.parametrize(
    ("said", "shows"),
    [
        ("谁报名了", "您管理的范围内现在没有"),
        ("还有谁没报名", "谁还没报名"),
        ("看看通知发到哪了", "通知"),
        ("有人问我问题吗", "没有"),
        ("谁还没绑定", "确认身份"),
        ("催一下没回的", "还不能催"),
        ("本月数据", "统计数据"),
        ("参观活动取消了 下雨", "没有"),
        ("跟本支部的人说一声 周五上午九点三楼集合", "发给：云川市财政局第一支部"),
        ("搞个活动 周六植树", "在哪里？"),
    ],
)
def test_what_a_secretary_says(town: Town, said: str, shows: str) -> None:
    town.secretary("张三", "b1").says(said).shows(shows).lacks("没听明白", "没有查到依据")


@pytest.mark.parametrize(
    "said",
    [
        *("嗯嗯", "行", "thx", "劳您费心", "教教我", "我排第几", "周末有安排没"),
        *("导出我的资料", "别再推送给我", "退订", "TD", "周六上午有空能做点啥", "直播链接"),
        *("哈哈哈", "不忘初心 牢记使命", "再见", "你真行", "什么破玩意"),
    ],
)
def test_what_a_member_says_is_never_not_understood(town: Town, said: str) -> None:
    town.member("李四").says(said).lacks("没听明白", "没有查到依据", "您是不是想问")


@pytest.mark.parametrize(
    ("said", "shows"),
    [
        ("乒乓球赛在哪", "【比赛】“先锋杯”乒乓球赛"),
        ("我想参加清扫积雪", DONE),
        ("清扫积雪我报名", DONE),
        ("图书整理算我一个", DONE),
        ("替我报上清扫积雪", DONE),
    ],
)
def test_what_is_named_is_found_in_whichever_room_it_is(town: Town, said: str, shows: str) -> None:
    town.member("李四").says(said).shows(shows)


@pytest.mark.parametrize(
    "said", ["清扫积雪我不去了", "退出清扫积雪", "取消清扫积雪", "清扫积雪去不了"]
)
def test_a_need_that_is_held_is_given_up_by_its_name(town: Town, said: str) -> None:
    member = town.member("李四")
    member.says("报名志愿 清扫积雪").shows(DONE)
    member.says(said).shows("退出这一项吗？")


@pytest.mark.parametrize("said", ["城西区哪里要志愿者", "张营社区有什么志愿服务", "明珠社区缺人吗"])
def test_a_place_that_nobody_knows_is_said_to_be_unknown(town: Town, said: str) -> None:
    town.member("李四").says(said).shows("没有找到“")


# ---------------------------------------------------------------- not understood


def test_the_sentence_of_not_understanding_never_comes_twice_in_a_row(town: Town) -> None:
    member = town.member("李四")
    first = member.says("桌子椅子板凳").text
    second = member.says("吽咪嘛呢").text
    third = member.says("鑫淼焱").shows("“人工”", "转给工委的同志").text
    fourth = member.says("ttyu bbnn").text
    assert len({first, second, third}) == 3
    assert fourth != third
    member.says("人工").shows("把“ttyu bbnn”转给工委的同志吗？", "1 转")
    member.says("1").shows("已记下：“ttyu bbnn”")


def test_what_may_mean_two_things_is_asked_back_and_does_neither(town: Town) -> None:
    member = town.member("李四")
    member.says("算了那个不弄了")
    assert nothing_taken(town)
    assert town.rows("SELECT * FROM reminder") == []
