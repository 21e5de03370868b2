"""Whom a secretary names is found however the name is written, and nobody else in their stead."""

from pathlib import Path

import pytest

from bot.language.keys import name_key
from bot.people.roster import commands
from bot.people.roster.commands import Wishes
from tests.town import Citizen, Town, event

FILES = Path(__file__).parent.parent / "data" / "organisations"
UNITS = {
    "测试丁西街道办事处": "丁平党支部",
    "测试于洪二分局": "第一党支部",
    "测试乾南局": "第一党支部",
    "测试丙局（东区分局）": "机关党支部（退休）",
    "测试IT中心": "第一党支部",
    "测试“双创”办": "第一党支部",
    "测试戊·己所": "第一党支部",
    "测试 庚 局": "第一党支部",
    "测试辛局—壬处": "第一党支部",
    "测试癸局(子公司)": "第一党支部",
}
# The same name as other hands write it.
WRITTEN = {
    "测试丙局（东区分局）": ("测试丙局(东区分局)", "测试丙局〔东区分局〕", "测试丙局[东区分局]", "测试丙局 (东区分局)"),
    "测试“双创”办": ('测试"双创"办', "测试「双创」办", "测试'双创'办", "測試“雙創”辦"),
    "测试戊·己所": ("测试戊•己所", "测试戊.己所", "测试戊・己所", "测试戊⋅己所"),
    "测试 庚 局": ("测试庚局", "测试　庚　局"),
    "测试辛局—壬处": ("测试辛局-壬处", "测试辛局——壬处", "测试辛局－壬处", "测试辛局–壬处"),
    "测试癸局(子公司)": ("测试癸局（子公司）",),
    "测试IT中心": ("测试it中心", "测试ＩＴ中心"),
}  # fmt: skip
SPELLED = [(name, name) for name in UNITS] + [
    (n, way) for n, ways in WRITTEN.items() for way in ways
]


@pytest.fixture
def head(town: Town) -> Citizen:
    for file in ("control.xlsx", "punctuation.xlsx"):
        wishes = Wishes(FILES / file, apply=True)
        commands.import_organisations(town.settings, wishes, lambda line: None)
    return town.secretary("周九", "c", "committee_secretary")


@pytest.mark.parametrize(("name", "written"), SPELLED)
def test_a_notice_finds_a_unit_and_its_branch(head: Citizen, name: str, written: str) -> None:
    branch = UNITS[name]
    for divider in ("：", " ", "，"):
        head.says(f"发通知 {written}{divider}请看直播").shows(
            f"发给：{name} 0 人", "――\n【通知】请看直播\n"
        )
        head.says("取消")
    for between in ("", " "):
        head.says(f"发通知 {written}{between}{branch}：请看").shows(f"发给：{name}{branch} 0 人")
        head.says("取消")
    head.says(f"给{written}发通知：请看直播").shows(f"发给：{name} 0 人")
    head.says("取消")
    head.says("发通知 请看直播")
    head.says("取消")


@pytest.mark.parametrize(("name", "written"), SPELLED)
def test_an_invitation_a_list_and_the_record_find_it(
    town: Town, head: Citizen, name: str, written: str
) -> None:
    branch = UNITS[name]
    head.says(f"邀请 {written}").shows(f"{name} 机关党委书记，任期到哪天？")
    head.says(f"邀请 {written}{branch} 李四").shows(f"{name}{branch} 支部书记，任期到哪天？")
    head.says("不定").shows(f"请您担任：{name}{branch} 支部书记", "李四")
    head.says(f"名单 {written}").shows(f"“{name}”现在没有已发布的活动和需求")
    unit = town.rows("SELECT id FROM organisation WHERE name = ?", name)[0]["id"]
    town.change(lambda tx: event(tx, "e9", "讲座", "防汛讲座", "2026-12-09 09:00", onsite=5))
    town.database.run("UPDATE offering SET holder_id = ?, public = 0 WHERE id = 'e9'", unit)
    head.says(f"名单 {written}").shows("防汛讲座").lacks("大讲堂")
    head.says(f"记录 {written}").shows(f"{name}以下的记录：", "邀请").lacks("云川市直机关工委以下")
    holder = town.secretary("钱七", unit, "unit_secretary")
    head.says(f"免职 {written}").shows(f"1 钱七　{name} 机关党委书记")
    head.says("1").shows("已免去")
    holder.says("帮助").lacks("您是")


# ---------------------------------------------------------------- what is nobody


@pytest.mark.parametrize(
    "said",
    [
        "市某局（东区分局）：明天开会",
        "市某局(东区分局):明天开会",
        "市某局（东区分局） 明天开会",
        "市某局（学习组）：明天开会",
        "市某局（东区分局），明天开会",
        "市某·某所：明天开会",
        "市“某某”办：明天开会",
        "市 某 局：明天开会",
        "市 某 局 明天开会",
        "市某局—某处：明天开会",
        "市㘎局：明天开会",
        "市𠮷局：明天开会",
        "退休组：明天开会",
        "东片区：明天开会",
        "王某某：明天开会",
        "各水利局支部：明天开会",
        "本支部：明天开会",
        "东片区的同志，明天开会",
        "东片区全体党员 明天开会",
        "给退休的老同志们 明天开会",
        "给我们支部 明天开会",
        "给东区分局的各位同志 明天开会",
        "发给 市某局（东区分局） 明天开会",
        "发到东片区 明天开会",
        "云川市某某局（东区分局）机关退休干部第一党支部：明天开会",
        "财政局 第九支部：明天开会",
        "财政局 第九支部 明天开会",
        "云川市财政局（东区分局）：明天开会",
    ],
)
@pytest.mark.parametrize("call", ["发通知 ", "帮我发个通知，"])
def test_who_is_none_of_theirs_is_asked_about(town: Town, said: str, call: str) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    asked = head.says(f"{call}{said}").shows("发给哪里？").lacks("1 发送")
    assert "算在正文里" in asked or "没有" in asked
    assert town.rows("SELECT * FROM notice") == []


def test_a_branch_that_a_unit_has_not_is_not_the_unit(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("发通知 财政局 第九支部 请交表").shows(
        "您管理的范围里没有“第九支部”。发给哪里？", "1 云川市财政局（“第九支部”算在正文里）"
    )
    head.says("1").shows("发给：云川市财政局 5 人", "【通知】第九支部 请交表")


@pytest.mark.parametrize(
    "text",
    [
        "会议时间：周五下午三点",
        "温馨提示：天冷路滑",
        "各支部：请交党费",
        "各支部、各单位：请交党费",
        "全体党员：请交党费",
        "各位同志：请交党费",
        "现将有关事项通知如下：一、开会",
        "明天的安排：上午开会",
        "请各支部注意以下几点：一是开会",
        "关于评选先进的说明：请看附件",
        "本周五交表",
    ],
)
def test_a_label_or_all_there_are_is_no_addressee(town: Town, text: str) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says(f"发通知 {text}").shows("发给：云川市财政局 5 人", f"【通知】{text}")


@pytest.mark.parametrize("word", ["免职", "名单", "记录", "邀请"])
@pytest.mark.parametrize(
    "name", ["市某局（东区分局）", "阿依古丽·某某", "市 某 局", "市㘎局", "第九支部"]
)
def test_who_is_not_there_is_said_by_name_or_asked(town: Town, word: str, name: str) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    town.secretary("钱七", "u1", "unit_secretary")
    heard = head.says(f"{word} {name}").shows("没有").lacks("任期到哪天", "1 钱七", "以下的记录：")
    assert heard.text.count("\n") == 0


def test_a_name_with_a_dot_is_not_the_one_before_it(town: Town) -> None:
    for member_id, name in (("m8", "买提"), ("m9", "买提·阿里")):
        sql = "UPDATE member SET name = ?, name_key = ? WHERE id = ?"
        town.database.run(sql, name, name_key(name), member_id)
    head = town.secretary("周九", "c", "committee_secretary")
    town.secretary("买提", "u1", "unit_secretary")
    head.says("免职 买提·阿里").shows("没有叫“买提·阿里”的")
    town.secretary("买提·阿里", "b3", "branch_secretary")
    for dot in "·•.・":
        head.says(f"免职 买提{dot}阿里").shows("1 买提·阿里　云川市财政局第三支部").lacks("2 ")
    head.says("免职 买提 第三支部").shows("没有叫“买提 第三支部”的")
    head.says("免职 买提 财政局").shows("1 买提　云川市财政局")


def test_the_branch_of_an_unknown_unit_is_asked_about(town: Town) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says("邀请 某某局 水文站支部").shows("您说的是哪一个？", "1 云川市水利局水文站支部")


# ---------------------------------------------------------------- everybody of a place, and some


@pytest.mark.parametrize(
    "whom",
    [
        "水利局全体",
        "水利局各支部",
        "水利局的各位",
        "水利局所有党员",
        "云川市水利局各支部",
        "市水利局各位同事",
    ],
)
@pytest.mark.parametrize("divider", ["：", "，", " "])
def test_everybody_of_a_place_is_that_place(town: Town, whom: str, divider: str) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    said = f"{whom}{divider}明天开会"
    head.says(f"发通知 {said}").shows("发给：云川市水利局 5 人", f"【通知】{said}")


@pytest.mark.parametrize(
    "whom",
    [
        "财政局及水利局全体",
        "财政局和水利局各支部",
        "云川市财政局、云川市水利局",
        "云川市财政局和水利局全体党员",
        "财政局第一支部、水文站支部全体",
    ],
)
def test_several_places_are_sent_to_one_by_one(town: Town, whom: str) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    head.says(f"发通知 {whom}：明天开会").shows(
        "一次只发给一个地方", "1 云川市财政局", "2 云川市水利局"
    )


@pytest.mark.parametrize(
    "whom",
    [
        "各支部书记",
        "支部书记",
        "各位书记",
        "各单位负责人",
        "各支部组织委员",
        "全体预备党员",
        "全体入党积极分子",
        "全体退休党员",
        "各位领导",
        "各参赛队员",
        "财政局全体女同志",
        "市财政局各支部书记",
    ],
)
@pytest.mark.parametrize("divider", ["：", " "])
def test_some_of_those_who_are_there_are_not_all(town: Town, whom: str, divider: str) -> None:
    head = town.secretary("周九", "c", "committee_secretary")
    asked = head.says(f"发通知 {whom}{divider}明天开会").lacks("1 发送")
    asked.shows(f"您管理的范围里没有“{whom}”。发给哪里？", "云川市直机关工委（")
    if "财政局" in whom:
        asked.shows("1 云川市财政局\n")
    head.says("1").shows("发给：", f"【通知】{whom}{divider}明天开会")


@pytest.mark.parametrize(
    "text",
    [
        "各支部书记明天到三楼开会",
        "各支部组织学习：一、读报",
        "机关各处室：请交表",
        "全市各单位：请交表",
    ],
)
def test_a_sentence_about_some_goes_where_it_went(town: Town, text: str) -> None:
    head = town.secretary("张三", "u1", "unit_secretary")
    head.says(f"发通知 {text}").shows("发给：云川市财政局 5 人", f"【通知】{text}")
