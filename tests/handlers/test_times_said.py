"""Times as people say them to be reminded: stored as said, or asked with what is likeliest."""

import pytest

from tests.town import Citizen, Town

STORED = [
    ("明儿个下晌提醒我去接孩子", "11月25日（周三）15:00 提醒您：去接孩子"),
    ("后晌三点提醒我开会", "11月24日（周二）15:00 提醒您：开会"),
    ("后儿下半晌提醒我开会", "11月26日（周四）15:00 提醒您：开会"),
    ("平安夜八点提醒我收苹果", "12月24日（周四）20:00 提醒您：收苹果"),
    ("礼拜天头午提醒我去看戏", "11月29日（周日）9:00 提醒您：去看戏"),
    ("明儿早起六点提醒我赶集", "11月25日（周三）6:00 提醒您：赶集"),
    ("后天头晌九点提醒我抽血", "11月26日（周四）9:00 提醒您：抽血"),
    ("擦黑提醒我收衣服", "11月24日（周二）18:00 提醒您：收衣服"),
    ("俩星期后提醒我复查", "12月8日（周二）9:00 提醒您：复查"),
    ("仨月后提醒我换药", "2027年2月24日（周三）9:00 提醒您：换药"),
    ("俩小时后提醒我关火", "11月24日（周二）12:00 提醒您：关火"),
    ("一周后的上午十点提醒我开会", "12月1日（周二）10:00 提醒您：开会"),
    ("冬至那天上午九点提醒我包饺子", "12月22日（周二）9:00 提醒您：包饺子"),
    ("大寒那天上午九点提醒我扫雪", "2027年1月20日（周三）9:00 提醒您：扫雪"),
    ("12月31号半夜十二点提醒我放烟花", "2027年1月1日（周五）0:00 提醒您：放烟花"),
    ("12月24号半夜十二点提醒我回家", "12月25日（周五）0:00 提醒您：回家"),
    ("31号晚上12点提醒我回家", "2027年1月1日（周五）0:00 提醒您：回家"),
]
ASKED = [
    ("后天中午饭前提醒我给王姐打电话", "11月26日（周四）12:00", "给王姐打电话"),
    ("明天晚饭前提醒我买菜", "11月25日（周三）18:00", "买菜"),
    ("今晚下班后提醒我买菜", "11月24日（周二）18:00", "买菜"),
    ("周五下班前提醒我交申请书", "11月27日（周五）18:00", "交申请书"),
    ("年底前提醒我体检", "12月30日（周三）9:00", "体检"),
    ("月底之前提醒我交材料", "11月29日（周日）9:00", "交材料"),
    ("下个月初提醒我交党费", "12月1日（周二）9:00", "交党费"),
    ("大年初一提醒我拜年", "2027年2月6日（周六）9:00", "拜年"),
    ("大年初三上午提醒我走亲戚", "2027年2月8日（周一）9:00", "走亲戚"),
    ("腊月二十三提醒我扫房", "2027年1月30日（周六）9:00", "扫房"),
    ("小年那天提醒我祭灶", "2027年1月30日（周六）9:00", "祭灶"),
    ("腊八早上提醒我熬粥", "2027年1月15日（周五）8:00", "熬粥"),
    ("正月十五晚上七点提醒我看灯", "2027年2月20日（周六）19:00", "看灯"),
    ("过年前一个礼拜提醒我买票", "2027年1月30日（周六）9:00", "买票"),
    ("年前两周提醒我买票", "2027年1月23日（周六）9:00", "买票"),
    ("春节后上班第一天提醒我开会", "2027年2月15日（周一）9:00", "开会"),
    ("国庆后第一天上班提醒我开会", "2027年10月8日（周五）9:00", "开会"),
    ("元旦后第一天上班提醒我开会", "2027年1月4日（周一）9:00", "开会"),
    ("下班前半小时提醒我写日报", "11月24日（周二）17:30", "写日报"),
    ("春节前提醒我慰问老党员", "2027年2月5日（周五）9:00", "慰问老党员"),
    ("大雪节气提醒我扫雪", "12月7日（周一）9:00", "扫雪"),
    ("小雪那天上午九点提醒我扫雪", "2027年11月22日（周一）9:00", "扫雪"),
]
EACH = [
    ("下午3点和5点各提醒我一次吃药", "吃药", "11月24日（周二）15:00", "11月24日（周二）17:00"),
    ("上午11点和3点各提醒我一次吃药", "吃药", "11月24日（周二）11:00", "11月24日（周二）15:00"),
    ("明天上午9点、下午3点提醒我量血压", "量血压", "11月25日（周三）9:00", "11月25日（周三）15:00"),
    ("周三下午3点和周四上午9点提醒我开会", "开会", "11月25日（周三）15:00", "11月26日（周四）9:00"),
    ("每天8点和20点提醒我吃药", "吃药", "每天 8:00", "每天 20:00"),
    ("每天早上8点、晚上8点提醒我吃药", "吃药", "每天 8:00", "每天 20:00"),
    (
        "今天下午3点、明天上午9点都提醒我一下交表",
        "交表",
        "11月24日（周二）15:00",
        "11月25日（周三）9:00",
    ),
    ("明天、后天都提醒我浇花", "浇花", "11月25日（周三）9:00", "11月26日（周四）9:00"),
    ("中午和晚上提醒我吃药", "吃药", "11月24日（周二）12:00", "11月24日（周二）20:00"),
    ("每周二下午三点和周五上午九点提醒我开会", "开会", "每周二", "每周五"),
    ("5号和7号提醒我开会", "开会", "12月5日（周六）9:00", "12月7日（周一）9:00"),
]
ONE_OF = [
    ("周三或者周四提醒我交表", "交表", "1 11月25日（周三）9:00", "2 11月26日（周四）9:00"),
    ("要么周三要么周四提醒我交表", "交表", "1 11月25日（周三）9:00", "2 11月26日（周四）9:00"),
    ("不是周三就是周四提醒我交表", "交表", "1 11月25日（周三）9:00", "2 11月26日（周四）9:00"),
    ("明天还是后天提醒我交表", "交表", "1 11月25日（周三）9:00", "2 11月26日（周四）9:00"),
    ("周三或者周四下午3点提醒我交表", "交表", "1 11月25日（周三）15:00", "2 11月26日（周四）15:00"),
    ("下午3点或4点提醒我交表", "交表", "1 11月24日（周二）15:00", "2 11月24日（周二）16:00"),
]
PERHAPS = [
    ("下月5号到10号提醒我交费", "交费", "6 次：12月5日（周六）9:00 到 12月10日（周四）9:00", 6),
    (
        "12月8日至12日每天早上8点提醒我签到",
        "签到",
        "5 次：12月8日（周二）8:00 到 12月12日（周六）8:00",
        5,
    ),
    ("未来三天每天提醒我打卡", "打卡", "3 次：11月25日（周三）9:00 到 11月27日（周五）9:00", 3),
    (
        "连续三天早上8点提醒我测体温",
        "测体温",
        "3 次：11月25日（周三）8:00 到 11月27日（周五）8:00",
        3,
    ),
    ("明后两天提醒我值班", "值班", "2 次：11月25日（周三）9:00 到 11月26日（周四）9:00", 2),
    ("月初月底各提醒我对账", "对账", "2 次：11月30日（周一）9:00 到 12月1日（周二）9:00", 2),
    ("下周一到周三提醒我值班", "值班", "3 次：11月30日（周一）9:00 到 12月2日（周三）9:00", 3),
    ("15号之前提醒我三次交材料", "交材料", "3 次：12月12日（周六）9:00 到 12月14日（周一）9:00", 3),
    ("20号前提醒我两次交表", "交表", "2 次：12月18日（周五）9:00 到 12月19日（周六）9:00", 2),
]
REMINDERS = "SELECT text FROM reminder WHERE state = 'open'"


def texts(town: Town) -> list[str]:
    return [row["text"] for row in town.rows(REMINDERS)]


@pytest.mark.parametrize(("said", "echo"), STORED)
def test_it_is_stored_as_said(member: Citizen, said: str, echo: str) -> None:
    member.says(said).shows(f"好的，{echo}")


@pytest.mark.parametrize(("said", "guess", "thing"), ASKED)
def test_what_is_not_sure_is_asked_with_what_is_likeliest(
    town: Town, said: str, guess: str, thing: str
) -> None:
    member = town.member("张三")
    member.says(said).shows(f"是 {guess} 吗？")
    assert texts(town) == []
    member.says("1").shows(f"{guess} 提醒您：{thing}")


@pytest.mark.parametrize(("said", "thing", "first", "second"), EACH)
def test_each_of_several_times_is_a_reminder(
    town: Town, said: str, thing: str, first: str, second: str
) -> None:
    member = town.member("张三")
    member.says(said).shows(f"2 次提醒您：{thing}", first, second)
    assert texts(town) == [thing, thing]
    member.says("删除提醒 1 2").shows("已删除")
    assert texts(town) == []


@pytest.mark.parametrize(("said", "thing", "first", "second"), ONE_OF)
def test_one_of_two_times_is_chosen(
    town: Town, said: str, thing: str, first: str, second: str
) -> None:
    member = town.member("张三")
    member.says(said).shows("要怎么提醒？", first, second)
    member.says("2").shows(f"{second.removeprefix('2 ')} 提醒您：{thing}")
    assert texts(town) == [thing]


@pytest.mark.parametrize(("said", "thing", "every", "count"), PERHAPS)
def test_a_stretch_is_told_day_by_day_or_once(
    town: Town, said: str, thing: str, every: str, count: int
) -> None:
    member = town.member("张三")
    member.says(said).shows("要怎么提醒？", f"1 {every}", "2 只在 ")
    assert texts(town) == []
    member.says("1").shows(f"好的，{count} 次提醒您：{thing}", "删除提醒 1 2")
    assert texts(town) == [thing] * count
    member.says(said)
    member.says("2")
    assert set(texts(town)) == {thing}


def test_more_than_two_are_all_made(town: Town) -> None:
    member = town.member("张三")
    member.says("下午两点，四点，六点各提醒我一次吃药").shows(
        "3 次提醒您：吃药", "14:00", "16:00", "18:00"
    )
    assert texts(town) == ["吃药"] * 3


@pytest.mark.parametrize("said", ["周五的会提前半小时叫我", "明天的会提前十分钟叫我"])
def test_nobody_guesses_when_a_meeting_begins(town: Town, said: str) -> None:
    town.member("张三").says(said).shows("几点开始我不知道", "请直接说提醒的时间")
    assert texts(town) == []


def test_there_is_room_for_all_of_them_or_for_none(town: Town) -> None:
    member = town.member("张三")
    for number in range(49):
        member.says(f"明天{number % 12 + 8}点提醒我办第{number}件事")
    member.says("下午3点和5点各提醒我一次吃药").shows("请先回复“我的提醒”删掉")
    assert "吃药" not in texts(town)


def test_a_reminder_is_moved_to_one_time(town: Town) -> None:
    member = town.member("张三")
    member.says("明早8点提醒我交党费")
    member.says("改时间 1 后天上午9点和下午3点").shows("改到什么时候？")
    member.says("后天上午9点和下午3点").shows("是 11月26日（周四）9:00 吗？")
    member.says("1").shows("已改：11月26日（周四）9:00")
