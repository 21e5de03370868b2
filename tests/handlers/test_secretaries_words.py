"""What secretaries say in words of their own: led to what they want, and never filed as a question."""

import pytest

from tests.town import Town


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("通知大家明天开会", "明天开会"),
        ("帮我发个通知，明天下午三点开会", "明天下午三点开会"),
        ("请通知各支部明天下午开会", "各支部明天下午开会"),
        ("发通知明天下午三点召开党员大会", "明天下午三点召开党员大会"),
        ("我要发个通知：明天停电", "明天停电"),
        ("通知大家明天几点开会", "明天几点开会"),
        ("通知大家明天下午三点开会，收到请回复", "明天下午三点开会，收到请回复"),
    ],
)
def test_a_wish_to_notify_leads_to_the_card(town: Town, said: str, body: str) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says(said).shows("发给：云川市财政局第一支部", f"――\n【通知】{body}\n——")
    assert town.rows("SELECT * FROM question") == []


def test_whom_it_is_for_may_be_in_it(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("帮我发通知给水利局，明天开会").shows("发给：云川市水利局 5 人", "【通知】明天开会\n")
    head.says("取消")
    head.says("给水利局发个通知：明天开会").shows("发给：云川市水利局 5 人", "【通知】明天开会\n")
    head.says("取消")
    head.says("通知水利局明天下午开会").shows("发给：云川市水利局 5 人", "【通知】明天下午开会\n")


@pytest.mark.parametrize("said", ["发个通知", "我要发通知", "帮我发个通知吧", "发通知 发个通知"])
def test_the_wish_itself_is_no_text(town: Town, said: str) -> None:
    town.secretary("张三", "b1").says(said).shows("请把通知正文写成一条发来").lacks("【通知】")


def test_how_is_told(town: Town) -> None:
    town.secretary("张三", "b1").says("怎么发通知").shows("“发通知 内容”")


@pytest.mark.parametrize("said", ["通知大家明天开会", "帮我发个通知，明天下午三点开会"])
def test_members_are_told_whose_the_words_are(town: Town, said: str) -> None:
    town.secretary("周九", "c", "committee_secretary")
    town.member("李四").says(said).shows("由担任相应职务的同志办理", "“人工”")
    assert town.rows("SELECT * FROM question") == town.rows("SELECT * FROM notice") == []


def test_a_list_is_led_to(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("导出名单 培训班").shows("【名单】党务干部培训班第44期")
    head.says("导出名单 冬训营").shows("没有找到您管理范围内的这一项")
    town.member("李四").says("导出名单 冬训营").shows("办不了")
    assert town.rows("SELECT * FROM question") == []


def test_a_command_nobody_understands_is_not_filed(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("qwq zxcv").shows("没听明白您要办什么", "“帮助”", "“人工”")
    head.says("把预备党员的材料汇总起来").shows("“人工”")
    assert town.rows("SELECT * FROM question") == []
    head.says("人工").shows("把“把预备党员的材料汇总起来”转给工委的同志吗？", "1 转")
    head.says("1").shows("已记下：“把预备党员的材料汇总起来”")


def test_a_secretarys_question_still_is(town: Town) -> None:
    town.secretary("周九", "c", "committee_secretary")
    secretary = town.secretary("张三", "b1")
    secretary.says("党员在国外期间党费能不能用外币按月补缴").shows("转给工委的同志吗？")
    secretary.says("1").shows("已记下")


@pytest.mark.parametrize("said", ["我要发个活动", "发布活动 我要发个活动", "帮我发布一个活动"])
def test_the_wish_to_publish_is_no_title(town: Town, said: str) -> None:
    town.secretary("张三", "b1").says(said).shows("活动叫什么？")


def test_what_follows_it_is(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says("发布活动 我要发个活动：读书会 12月10日15:00 三楼会议室 60人 12月8日截止").shows(
        "】读书会\n12月10日"
    ).lacks("我要发")


# ---------------------------------------------------------------- a slip


@pytest.mark.parametrize(
    "said",
    [
        "撤回",
        "发错了",
        "撤回上一条",
        "撤销通知",
        "哎呀发错人了",
        "撤回刚才的通知",
        "取消通知",
        "怎么撤回通知",
        "通知发错了",
    ],
)
def test_a_slip_leads_to_calling_back(town: Town, said: str) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says("发通知 学习改期。")
    secretary.says("1").shows("【通知 1】")
    secretary.says(said).shows("撤回【通知 1】学习改期。", "吗？\n1 撤回")
    assert town.rows("SELECT state FROM notice")[0]["state"] != "withdrawn"
    secretary.says("1").shows("撤")
    assert town.rows("SELECT state FROM notice")[0]["state"] == "withdrawn"


def test_who_has_sent_nothing_has_nothing_to_call_back(town: Town) -> None:
    member, secretary = town.member("李四"), town.secretary("张三", "b1")
    member.says("撤回").lacks("撤回哪一条", "撤回通知")
    secretary.says("撤回").shows("您还没有发过通知").lacks("编号")


@pytest.mark.parametrize("said", ["谁没收到", "谁没回复", "还有谁没收到通知", "哪些人没看"])
def test_nobody_is_named(town: Town, said: str) -> None:
    town.secretary("张三", "b1").says(said).shows("只看总数，不看谁", "“通知进度”")


# ---------------------------------------------------------------- pasted

PASTED = "各支部：\n明天下午三点召开党员大会，请全体党员参加。\n收到请回复。"


def test_a_notice_of_a_group_is_offered_to_be_sent(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says(PASTED).shows("要作为通知发出吗？", "1 是的")
    assert town.rows("SELECT * FROM notice") == []
    secretary.says("1").shows("发给：云川市财政局第一支部", f"――\n【通知】{PASTED}\n——")
    secretary.says("1").shows("【通知 1】")


def test_a_short_one_too(town: Town) -> None:
    said = "大家好，明天开会，收到请回复"
    town.secretary("张三", "b1").says(said).shows("要作为通知发出吗？")


def test_a_member_who_pastes_it_is_offered_nothing(town: Town) -> None:
    town.member("李四").says(PASTED).lacks("要作为通知发出吗", "没有查到依据")
    assert town.rows("SELECT * FROM question") == []


def test_a_long_question_is_no_notice(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says("请问各支部换届选举要提前多久请示上级，都需要准备什么材料呢").lacks("作为通知")


def test_a_heading_is_not_doubled(town: Town) -> None:
    secretary = town.secretary("张三", "b1")
    secretary.says("发通知 【通知】明天停电。").shows("――\n【通知】明天停电。\n——")


@pytest.mark.parametrize(
    "word", ["嗯", "是的", "好的", "刚", "谢谢", "收到谢谢", "通知", "帮我", "等到", "查", "。"]
)
def test_words_said_a_hundred_times_are_answered_like_any(town: Town, word: str) -> None:
    secretary = town.secretary("张三", "b1")
    assert secretary.says(word * 100 + "x").seen.tries[0].seconds < 2
    secretary.says("发通知 学习改期。")
    assert secretary.says(word * 100 + "明天9点x").seen.tries[0].seconds < 2
